"""From what a person types to a judgement, or a line that says why not."""

import shutil

import pytest

from zeren.graph.judgements import FILE, Kept, add, dump, read
from zeren.graph.judging import Judge, Refused, enter, taken
from zeren.graph.lookup import NotFound
from zeren.graph.store import Store
from zeren.ontology.iri import BASE
from zeren.ontology.judgement import About, Anchor, Verdict

TIME = "2026-01-01T00:00:00.000Z"
JUSTICE, AUDIT, FINANCE = (f"institution/990100/{name}" for name in ("司法局", "审计局", "财政局"))
ITEM = "provision/990121/青禾县贯彻落实法治政府建设实施纲要2021-2025年实施方案/4.9"
OUTLINE = "provision/000000/法治政府建设实施纲要2021-2025年/5.13"


@pytest.fixture(scope="module")
def judge(store: Store) -> Judge:
    return Judge(store, BASE)


@pytest.fixture
def folder(built, tmp_path):
    """A store of its own."""
    return shutil.copytree(built, tmp_path / "store")


def of(rows, kind: str, name: str) -> str:
    return rows(f"SELECT ?x WHERE {{ ?x a zr:{kind} ; zr:{name} }} ORDER BY ?x LIMIT 1")[0]["x"].removeprefix(
        BASE
    )


@pytest.mark.parametrize(
    ("subject", "verdict", "object", "wanted"),
    [
        ("望川市司法局", "same", "望川市审计局", (About.INSTITUTION, JUSTICE, Verdict.SAME, AUDIT)),
        (JUSTICE, "不同", BASE + AUDIT, (About.INSTITUTION, JUSTICE, Verdict.NOT_SAME, AUDIT)),
        ("望川市司法局", "unsure", AUDIT, (About.INSTITUTION, JUSTICE, Verdict.UNSURE, AUDIT)),
        ("青禾县#九", "accept", OUTLINE, (About.LINK, ITEM, Verdict.ACCEPT, OUTLINE)),
        ("青禾县#九", "存疑", OUTLINE, (About.LINK, ITEM, Verdict.UNSURE, OUTLINE)),
        (f"derivation/{ITEM[10:]}/{OUTLINE[10:]}", "否定", "", (About.LINK, ITEM, Verdict.REJECT, OUTLINE)),
    ],
)
def test_what_is_meant(judge, subject, verdict, object, wanted):
    said = judge.judgement(subject, verdict, object, by=" 张三 ", note="一\n二", time=TIME)
    assert (said.about, said.subject, said.verdict, said.object) == wanted
    assert (said.by, said.note, said.time) == ("张三", "一 ⏎ 二", TIME)
    assert Anchor.parse(said.anchor).text
    assert Anchor.parse(said.object_anchor).text


def test_findings_and_their_corrections(judge, rows):
    duty, due = of(rows, "Responsibility", "role zr:Lead"), of(rows, "Deadline", "dueBy ?due")
    said = judge.judgement(duty, "right", by="张三", time=TIME)
    assert (said.about, said.verdict, said.object, said.value) == (About.FINDING, Verdict.RIGHT, "", "")
    anchor = Anchor.parse(said.anchor)
    assert (anchor.kind, anchor.mark) == ("responsibility", "lead")
    assert anchor.quote in "".join(
        row["n"] for row in rows(f"SELECT ?n WHERE {{ <{BASE}{duty}> zr:span/oa:exact ?n }}")
    )
    for value in ("role=support", "name = 市司法局", "span=市司法局"):
        assert judge.judgement(duty, "更正", value, by="张三", time=TIME).value == value.replace(" = ", "=")
    assert judge.judgement(due, "corrected", "due=2023-06-30", by="张三", time=TIME).value == "due=2023-06-30"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("望川市司法局", "maybe"), "'maybe' is no verdict; there are same, not-same"),
        (("望川市司法局", "same"), "give it after the verdict"),
        (("望川市司法局", "same", "市司法局"), "(may mean|the same record already)"),
        (("望川市司法局", "same", JUSTICE), "are the same record already"),
        (("望川市司法局", "right"), "is no finding"),
        (("青禾县#九", "accept"), "give it after the verdict"),
        (("青禾县#九", "accept", "青禾县"), "青禾县 is no provision"),
        (("DUTY", "right", "role=lead"), "after no other verdict"),
        (("DUTY", "corrected"), "a correction is given after corrected"),
        (("DUTY", "corrected", "due=2023-01-01"), "role=, name=, span= can"),
        (("DUTY", "corrected", "role=boss"), "'boss' is no role"),
        (("DUE", "corrected", "due=soon"), "'soon' is no date"),
        (("DUTY", "accept"), "accept is not said of a finding"),
    ],
)
def test_what_cannot_be_said_is_refused_in_a_line(judge, rows, given, says):
    duty, due = of(rows, "Responsibility", "role zr:Lead"), of(rows, "Deadline", "dueBy ?due")
    with pytest.raises((Refused, NotFound), match=says):
        judge.judgement(*({"DUTY": duty, "DUE": due}.get(each, each) for each in given), by="张三", time=TIME)


def test_a_judgement_is_signed_and_about_something_that_is_there(judge):
    with pytest.raises(Refused, match="signed"):
        judge.judgement("望川市司法局", "same", "望川市审计局", by=" ", time=TIME)
    with pytest.raises(NotFound, match="no institution is called '望川市仙人局'"):
        judge.judgement("望川市仙人局", "same", "望川市审计局", by="张三", time=TIME)
    with pytest.raises(NotFound, match="no plan has"):
        judge.judgement("望川市仙人局", "accept", OUTLINE, by="张三", time=TIME)


def test_a_contradiction_is_refused_and_nothing_is_kept_of_it(judge, folder):
    for one, other in ((JUSTICE, AUDIT), (AUDIT, FINANCE)):
        enter(folder, [judge.judgement(one, "same", other, by="张三", time=TIME)])
    with pytest.raises(Refused, match=r"财政局 not-same .*李四.* contradicts .*张三.* and .*张三") as refused:
        enter(
            folder,
            [judge.judgement(FINANCE, "not-same", JUSTICE, by="李四", time="2026-01-02T00:00:00.000Z")],
        )
    assert "\n" not in str(refused.value)
    assert len(read(folder / FILE).judgements) == 2
    enter(folder, [judge.judgement(FINANCE, "not-same", AUDIT, by="李四", time="2026-01-02T00:00:00.000Z")])
    assert len(read(folder / FILE).judgements) == 3


def test_rows_that_a_person_wrote_are_taken_all_or_none(judge):
    written = 'subject,verdict,object,by,note\n望川市司法局,不同,望川市审计局,王五,"两家,真的"\n青禾县#九,accept,%s,,\n'
    found = taken((written % OUTLINE).encode("utf-8-sig"), judge, Kept(), "赵六", "mine.csv")
    assert [(said.subject, said.verdict, said.by, said.note) for said in found] == [
        (JUSTICE, Verdict.NOT_SAME, "王五", "两家,真的"),
        (ITEM, Verdict.ACCEPT, "赵六", ""),
    ]
    assert found[0].time < found[1].time
    with pytest.raises(Refused, match=r"mine\.csv row 3: no plan has .*; nothing was imported"):
        taken((written % "无此规划#1").encode(), judge, Kept(), "赵六", "mine.csv")
    with pytest.raises(Refused, match=r"mine\.csv row 3: a judgement is signed"):
        taken((written % OUTLINE).encode(), judge, Kept(), "", "mine.csv")
    for data in (b"a,b\n1,2\n", b"\xff\xfe\x00", b""):
        with pytest.raises(Refused, match=r"mine\.csv: "):
            taken(data, judge, Kept(), "赵六", "mine.csv")


def test_what_was_exported_is_taken_as_it_is_and_once(judge, folder):
    said = judge.judgement("望川市司法局", "same", "望川市审计局", by="张三", note="=1", time=TIME)
    add(folder, [said])
    kept = read(folder / FILE)
    assert taken(dump(kept.judgements), judge, Kept(), "", "f.csv") == [said]
    assert taken(dump(kept.judgements), judge, kept, "", "f.csv") == []


def test_a_file_in_another_encoding_is_said_to_be_in_one(judge):
    table = "subject,verdict,object\n望川市司法局,same,望川市司法局\n".encode("gb18030")
    with pytest.raises(Refused, match=r"mine\.csv: not UTF-8; save it as CSV UTF-8"):
        taken(table, judge, Kept(), "张三", "mine.csv")

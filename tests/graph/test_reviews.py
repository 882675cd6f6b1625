"""What people decided, over rebuilds: placed again by its words, kept apart, and counting where it should."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from zeren.builder import build
from zeren.graph.export import nquads
from zeren.graph.judgements import FILE, TORN, add, read
from zeren.graph.judging import Judge, enter, now
from zeren.graph.manifest import Manifest
from zeren.graph.reviews import replay
from zeren.graph.store import Store, StoreError
from zeren.graph.trace import downwards, upwards
from zeren.graph.validation import check
from zeren.ontology.iri import BASE
from zeren.ontology.judgement import Verdict
from zeren.queries import ask, mappings

PREFIX = "PREFIX zr: <https://w3id.org/zeren#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
OUTLINE = "法治政府建设实施纲要（2021－2025年）"
EFFECTS = "SELECT ?thing ?status WHERE { ?thing zr:reviewStatus ?status } ORDER BY ?thing"
FROM = "SELECT ?g ?upper WHERE { GRAPH ?g { <%s> zr:derivesFrom ?upper } } ORDER BY ?g ?upper"


@pytest.fixture
def sources(tmp_path: Path, sample: Path) -> Path:
    """The sample, to be changed."""
    return shutil.copytree(sample, tmp_path / "sources", ignore=shutil.ignore_patterns("*.csv", "*.md"))


@pytest.fixture
def run(sources: Path, tmp_path: Path):
    """Build the folder; the report."""
    return lambda folder="store", **options: build([sources], tmp_path / folder, jobs=1, **options)


@pytest.fixture
def judge(built: Path, tmp_path: Path):
    """Say things of a store of the sample, as the command line does."""
    folder = shutil.copytree(built, tmp_path / "store")

    def say(subject: str, verdict: str, object: str = "", by: str = "张三", note: str = "") -> None:
        judges = Judge(Store.read(folder), BASE)
        enter(folder, [judges.judgement(subject, verdict, object, by=by, note=note, time=now())])
        writing = Store.create(folder)
        replay(writing, read(folder / FILE).judgements, Manifest.load(folder), BASE)
        writing.close()

    return say


@pytest.fixture
def rows(tmp_path: Path):
    return lambda query: list(Store.read(tmp_path / "store").rows(PREFIX + query))


@pytest.fixture
def link(rows):
    """The one link from a task to an upper provision that have these titles."""

    def link(task: str, upper: str) -> dict[str, str]:
        titles = f'?task <http://purl.org/dc/terms/title> "{task}" . ?upper <http://purl.org/dc/terms/title> "{upper}"'
        plan = f'?upper zr:inPlan/<http://purl.org/dc/terms/title> "{OUTLINE}"'
        (found,) = rows(
            f"SELECT ?link ?task ?upper ?status WHERE {{ ?link zr:task ?task ; zr:upper ?upper ; zr:status ?status . {titles} . {plan} }}"
        )
        return found

    return link


@pytest.fixture
def reform(link):
    """An accepted link of the county's plan to the outline."""
    return link("理顺县乡执法关系", "深化行政执法体制改革")


def store_of(tmp_path: Path) -> Store:
    return Store.read(tmp_path / "store")


def uppers(store: Store, task: str) -> set[str]:
    return {step.iri for step in upwards(store, task).beyond}


def covered(store: Store, task: str, upper: str) -> bool:
    below = {step.iri for step in downwards(store, upper).beyond}
    assert (task in below) == (upper in uppers(store, task))
    return task in below


# A link


def test_a_rejected_link_no_longer_counts_and_the_machines_word_stays(judge, reform, rows, tmp_path):
    assert covered(store_of(tmp_path), reform["task"], reform["upper"])
    judge(reform["link"], "reject", note="两回事")
    store = store_of(tmp_path)
    assert not covered(store, reform["task"], reform["upper"])
    assert reform["upper"] not in [row["upper"] for row in rows(FROM % reform["task"])]
    status = (
        f"SELECT ?status ?review WHERE {{ <{reform['link']}> zr:status ?status ; zr:reviewStatus ?review }}"
    )
    assert [row["status"].rsplit("#")[1] for row in rows(status)] == ["Accepted"]
    assert [row["review"].rsplit("#")[1] for row in rows(status)] == ["Rejected"]
    shown = {step.iri: step for step in upwards(store, reform["task"], candidates=True).beyond}[
        reform["upper"]
    ]
    assert not shown.accepted
    assert [(s.verdict, s.by, s.note) for s in shown.signatures] == [("否定", "张三", "两回事")]
    drawn = [row for row in mappings(ask(store, "map-trace", {})) if row["task"] == reform["task"]]
    assert reform["upper"] not in [row["upper"] for row in drawn]
    assert list(check(store)) == []


def test_what_was_taken_back_counts_again(judge, reform, tmp_path):
    before = sorted(row for row in nquads(store_of(tmp_path)).splitlines() if b"graph/derivations" in row)
    judge(reform["link"], "reject")
    judge(reform["link"], "unsure")
    store = store_of(tmp_path)
    assert covered(store, reform["task"], reform["upper"])
    assert sorted(row for row in nquads(store).splitlines() if b"graph/derivations" in row) == before


def test_a_candidate_that_a_person_accepts_counts_and_is_signed(judge, rows, tmp_path):
    (found,) = rows(
        "SELECT ?link ?task ?upper WHERE { ?link zr:status zr:Candidate ; zr:task ?task ; zr:upper ?upper } ORDER BY ?link LIMIT 1"
    )
    assert not covered(store_of(tmp_path), found["task"], found["upper"])
    judge(found["link"], "accept", by="李四")
    store = store_of(tmp_path)
    assert covered(store, found["task"], found["upper"])
    counts = [row for row in rows(FROM % found["task"]) if row["upper"] == found["upper"]]
    assert [row["g"].rsplit("/", 1)[1] for row in counts] == ["reviews"]
    (step,) = [step for step in upwards(store, found["task"]).beyond if step.iri == found["upper"]]
    assert (step.accepted, step.signatures[0].by) == (True, "李四")
    waiting = {row["derivation"] for row in mappings(ask(store, "candidates", {}))}
    assert found["link"] not in waiting


def test_a_link_that_only_a_person_made_is_shown_without_confidence(judge, tmp_path):
    judge("青禾县#九", "accept", "望川市#3", note="见第三项")
    store = store_of(tmp_path)
    (task,) = {row["task"] for row in store.rows(PREFIX + "SELECT ?task WHERE { ?j zr:judgedTask ?task }")}
    (step,) = [step for step in upwards(store, task).beyond if step.confidence is None]
    assert step.accepted
    assert step.title == "压减审批环节"
    assert step.signatures[0].note == "见第三项"
    assert step.quotations
    judge("青禾县#九", "reject", "望川市#3")
    assert [step for step in upwards(store_of(tmp_path), task).beyond if step.confidence is None] == []


def test_coverage_counts_what_counts(judge, rows, tmp_path):
    def tasks() -> dict[str, str | None]:
        return {row["item"]: row["tasks"] for row in mappings(ask(store_of(tmp_path), "items-coverage", {}))}

    before = tasks()
    (found,) = rows(
        """SELECT ?link ?upper WHERE { ?link zr:status zr:Accepted ; zr:upper ?upper ; zr:task ?task . ?upper zr:inPlan/zr:level zr:National
        FILTER NOT EXISTS { ?other zr:derivesFrom ?task } FILTER NOT EXISTS { ?task zr:derivesFrom ?more FILTER(?more != ?upper) } }
        ORDER BY ?link LIMIT 1"""
    )
    judge(found["link"], "reject")
    after = tasks()
    assert int(after[found["upper"]]) == int(before[found["upper"]]) - 1
    assert {item: n for item, n in after.items() if item != found["upper"]} == {
        item: n for item, n in before.items() if item != found["upper"]
    }


# Over rebuilds


def test_judgements_are_replayed_when_a_plan_changed_above_their_place(
    judge, reform, rows, sources, run, tmp_path
):
    judge(reform["link"], "reject")
    duty = rows(
        f'SELECT ?r WHERE {{ <{reform["task"]}> zr:hasResponsibility ?r . ?r zr:asNamed "县司法局" }}'
    )[0]["r"]
    judge(duty, "corrected", "role=support")
    due = rows(f"SELECT ?d WHERE {{ <{reform['task']}> zr:hasDeadline ?d }}")[0]["d"]
    judge(due, "right")
    plan = sources / "qinghe.txt"
    text = plan.read_text("utf-8")
    first = text.index("（一）")
    more = "（一）新添的一项。由县司法局牵头办理，2022年底前完成。（牵头单位：县司法局）\n"
    plan.write_text(text[:first] + more + text[first:].replace("（一）", "（一）又", 1), "utf-8")
    report = run()
    assert report.judged.unplaced == ()
    assert report.judged.in_force == 3
    things = {row["thing"]: row["status"].rsplit("#")[1] for row in rows(EFFECTS)}
    assert sorted(things.values()) == ["Accepted", "Rejected", "Rejected"]
    assert {duty, due}.isdisjoint(things)
    for thing in things:
        title = "SELECT ?title WHERE { { <%s> zr:task ?t } UNION { ?t zr:hasDeadline <%s> } ?t <http://purl.org/dc/terms/title> ?title }"
        assert [row["title"] for row in rows(title % (thing, thing))] == ["理顺县乡执法关系"]


def test_what_has_no_place_any_more_is_named_kept_and_shown(judge, reform, rows, sources, run, tmp_path):
    judge(reform["link"], "reject", note="看过")
    kept = (tmp_path / "store" / FILE).read_bytes()
    plan = sources / "qinghe.txt"
    text = plan.read_text("utf-8")
    plan.write_text(text.replace("理顺县乡执法关系。对赋予乡镇", "理清县乡执法关系。把赋予乡镇"), "utf-8")
    report = run()
    assert [said.note for said in report.judged.unplaced] == ["看过"]
    assert (tmp_path / "store" / FILE).read_bytes() == kept
    (shown,) = mappings(ask(store_of(tmp_path), "judgements", {"placed": "no"}))
    assert shown["note"] == "看过"
    assert shown["subjectText"].startswith("理顺县乡执法关系。")
    assert rows(EFFECTS) == []
    plan.write_text(text, "utf-8")
    assert run().judged.unplaced == ()
    assert [row["thing"] for row in rows(EFFECTS)] == [reform["link"]]


def test_two_of_a_kind_are_not_confused(judge, rows, sources, run):
    """Where a provision like the judged one is added, neither is taken for it."""
    (one,) = rows('SELECT ?i WHERE { ?i <http://purl.org/dc/terms/title> "理顺县乡执法关系" }')
    judge(one["i"], "accept", "望川市#3")
    plan = sources / "qinghe.txt"
    text = plan.read_text("utf-8")
    line = next(line for line in text.splitlines(keepends=True) if "（九）理顺" in line)
    plan.write_text(text.replace(line, line + line.replace("（九）", "（十）", 1), 1), "utf-8")
    assert len(run().judged.unplaced) == 1


def test_a_build_is_the_same_bytes_for_the_same_judgements_and_a_store_made_anew_has_them(
    judge, reform, run, sources, tmp_path
):
    judge(reform["link"], "reject")
    judge("望川市司法局", "same", "望川市审计局")
    whole = nquads(store_of(tmp_path))
    run()
    run(prune=True)
    assert nquads(store_of(tmp_path)) == whole
    (tmp_path / "anew").mkdir()
    shutil.copy(tmp_path / "store" / FILE, tmp_path / "anew")
    assert run("anew").judged.in_force == 2
    assert nquads(Store.read(tmp_path / "anew")) == whole
    run("late")
    shutil.copy(tmp_path / "store" / FILE, tmp_path / "late")
    run("late")
    assert nquads(Store.read(tmp_path / "late")) == whole


def test_a_store_without_judgements_has_no_graph_of_reviews(run, judge, reform, tmp_path):
    before = nquads(store_of(tmp_path))
    judge(reform["link"], "reject")
    assert nquads(store_of(tmp_path)) != before
    (tmp_path / "store" / FILE).write_bytes(b"")
    run()
    assert nquads(store_of(tmp_path)) == before


def test_a_file_that_is_gone_stops_the_build_before_anything_is_lost(judge, reform, run, tmp_path):
    judge(reform["link"], "reject")
    before = nquads(store_of(tmp_path))
    (tmp_path / "store" / FILE).unlink()
    with pytest.raises(StoreError, match=f"{FILE} is gone.*put it back"):
        run()
    assert nquads(store_of(tmp_path)) == before


def test_a_build_that_is_stopped_before_the_replay_is_made_good(judge, reform, run, tmp_path, monkeypatch):
    judge(reform["link"], "reject")
    whole = nquads(store_of(tmp_path))

    def stopped(*given):
        raise KeyboardInterrupt

    (tmp_path / "sources" / "linshu.txt").write_text("", "utf-8")
    with monkeypatch.context() as patched:
        patched.setattr("zeren.builder.refresh", stopped)
        with pytest.raises(KeyboardInterrupt):
            run()
    shutil.copy(
        Path(build.__code__.co_filename).parent / "data" / "sample" / "linshu.txt", tmp_path / "sources"
    )
    run()
    assert nquads(store_of(tmp_path)) == whole


def test_torn_lines_and_contradictions_are_reported_by_the_build(judge, run, tmp_path):
    judge("望川市司法局", "same", "望川市审计局")
    judge("望川市审计局", "same", "望川市财政局")
    folder = tmp_path / "store"
    with (folder / FILE).open("ab") as file:
        file.write(b"0123,2026-01")
    assert list(run().judged.problems) == [f"the last line of {FILE} was cut off; it is kept in {TORN}"]
    assert list(run().judged.problems) == []
    _, last = read(folder / FILE).judgements
    denied = replace(
        last,
        time=now(),
        by="李四",
        verdict=Verdict.NOT_SAME,
        subject="institution/990100/司法局",
        note="两家",
    )
    add(folder, [denied])
    (problem,) = run().judged.problems
    assert "contradicts" in problem
    assert problem.count("张三") == 2
    assert "李四" in problem
    (shown,) = mappings(ask(store_of(tmp_path), "judgements", {"by": "李四"}))
    assert shown["inForce"] == "false"


# Institutions


def test_records_of_one_body_answer_together(judge, tmp_path):
    def tasks(name: str) -> set[str | None]:
        return {
            row["task"]
            for row in mappings(ask(store_of(tmp_path), "tasks-of-institution", {"institution": name}))
        }

    one, other = tasks("望川市司法局"), tasks("望川市审计局")
    assert one - other
    assert other - one
    judge("望川市司法局", "same", "望川市审计局")
    assert tasks("望川市司法局") == tasks("望川市审计局") == one | other
    load = [row["institutionName"] for row in mappings(ask(store_of(tmp_path), "institutions-by-load", {}))]
    assert len({"望川市司法局", "望川市审计局"} & set(load)) == 1
    judge("望川市司法局", "not-same", "望川市审计局")
    assert (tasks("望川市司法局"), tasks("望川市审计局")) == (one, other)


def test_sameness_goes_by_way_of_a_record_that_no_plan_names_any_more(judge, rows, sources, run):
    judge("望川市司法局", "same", "临澍市司法局")
    judge("临澍市司法局", "same", "青禾县司法局")
    (sources / "linshu.txt").unlink()
    report = run(prune=True)
    assert len(report.judged.unplaced) == 2
    names = rows(
        "SELECT ?a ?b WHERE { ?x skos:exactMatch ?y . ?x skos:prefLabel ?a . ?y skos:prefLabel ?b } ORDER BY ?a"
    )
    assert [(row["a"], row["b"]) for row in names] == [
        ("望川市司法局", "青禾县司法局"),
        ("青禾县司法局", "望川市司法局"),
    ]

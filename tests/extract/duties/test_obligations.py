"""Obligations: who is asked to do what, clause by clause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.data.authority import load
from zeren.extract.compose import extract
from zeren.extract.duties.clauses import split_clauses
from zeren.extract.duties.obligations import find_in, find_obligations
from zeren.extract.read import source
from zeren.extract.structure import tiles
from zeren.ontology.model import ActorSource, Span, Task

COUNT = 55
PLANS = ["donglan", "linshu", "qinghe", "wangchuan"]


def joined(found, cell):
    return "|".join(cell(one) for one in found)


@pytest.mark.cases("obligations.csv", 284)
def test_a_duty_is_read_as_a_person_reads_it(row, known):
    text = row["text"]
    found = list(find_obligations(text, known))

    def printed(span):
        return span.of(text) if span else ""

    assert joined(found, lambda one: one.modality) == row["modality"]
    assert joined(found, lambda one: ";".join(named.name for named in one.actors)) == row["actors"]
    assert joined(found, lambda one: "1" if one.inherited else "") == row["inherited"]
    assert joined(found, lambda one: printed(one.action)) == row["action"]
    assert joined(found, lambda one: printed(one.object)) == row["object"]
    assert joined(found, lambda one: printed(one.condition)) == row["condition"]


@pytest.mark.cases("clauses.csv", 8)
def test_a_text_is_divided_where_a_person_divides_it(row):
    text = row["text"]
    sentences = split_clauses(text, Span(0, len(text)))
    assert (
        "||".join("|".join(clause.of(text) for clause in clauses) for clauses in sentences) == row["clauses"]
    )


WORDS = [
    *(
        "各部门",
        "市司法局",
        "企业",
        "由",
        "会同",
        "应当",
        "要",
        "不得",
        "不",
        "严禁",
        "鼓励",
        "探索",
        "研究",
        "可",
    ),
    *(
        "加强",
        "建立",
        "健全",
        "管理",
        "给予",
        "纳入",
        "确保",
        "公开",
        "加快",
        "牵头",
        "切实",
        "及时",
        "不断",
        "每年",
    ),
    *(
        "对",
        "将",
        "在",
        "按照",
        "通过",
        "为",
        "以",
        "除",
        "外",
        "的",
        "后",
        "时",
        "中",
        "要求",
        "方式",
        "补贴",
        "制度",
    ),
    *(
        "，",
        "；",
        "。",
        "、",
        "：",
        "\n",
        "（",
        "）",
        "“",
        "”",
        "《",
        "》",
        " ",
        "　",
        "2022年",
        "1.",
        "一是",
        "𠮷",
        "a",
    ),
]
SOUP = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)


@given(SOUP)
def test_duties_lie_in_the_text_in_order_and_never_overlap(text):
    end = 0
    for found in find_obligations(text, lambda name: False):
        assert end <= found.span.start < found.span.end <= len(text)
        end = found.span.end
        for part in (found.action, found.object, found.condition):
            assert part is None or found.span.covers(part)
            assert part is None or part.of(text).strip()
        for named in found.actors:
            assert named.span.end <= found.span.end
            assert named.name


@given(SOUP, SOUP)
def test_a_stretch_is_read_as_if_it_stood_alone(before, text):
    whole = before + "\n" + text
    start = len(before) + 1
    alone = [(one.span.shift(start), one.modality) for one in find_obligations(text, lambda name: False)]
    within = find_in(whole, [Span(start, len(whole))], lambda name: False)
    assert [(one.span, one.modality) for one in within] == alone


@pytest.mark.parametrize("name", PLANS)
def test_a_duty_stands_in_its_task(name, plan):
    extraction = plan(name)
    text, provisions = extraction.document.text, extraction.provisions
    by_path = {p.path: p for p in provisions}
    end = 0
    for duty in extraction.obligations:
        assert duty.span.start >= end
        end = duty.span.end
        if duty.provision is None:
            assert end <= provisions[0].span.start
            continue
        within = [t for t, p in zip(tiles(provisions), provisions, strict=True) if t.covers(duty.span)]
        (here,) = [p for t, p in zip(tiles(provisions), provisions, strict=True) if t in within]
        assert here.path == duty.provision or here.path.startswith(f"{duty.provision}.")
        assert isinstance(by_path[duty.provision], Task) or not any(
            isinstance(by_path[path], Task) for path in (here.path, here.parent) if path
        )
        assert duty.action in duty.span.of(text)


@pytest.mark.parametrize("name", PLANS)
def test_what_a_duty_says_of_its_actors_agrees(name, plan):
    extraction = plan(name)
    bearing = {r.task for r in extraction.responsibilities if r.role in ("lead", "responsible")}
    for duty in extraction.obligations:
        assert bool(duty.actors) == (duty.source in (ActorSource.CLAUSE, ActorSource.SENTENCE))
        assert (duty.source is ActorSource.TASK) == (not duty.actors and duty.provision in bearing)
        own = any(duty.span.covers(actor.span) for actor in duty.actors)
        assert own == (duty.source is ActorSource.CLAUSE)


@pytest.mark.parametrize("name", PLANS)
def test_responsibility_clauses_and_headings_are_no_duties(name, plan):
    extraction = plan(name)
    clauses = [r.clause for r in extraction.responsibilities]
    for duty in extraction.obligations:
        assert not any(clause.start < duty.span.end and duty.span.start < clause.end for clause in clauses)


def test_every_duty_of_a_plan_is_there_and_no_other(rows, plan):
    """As a reader of 青禾县 decided; `tests/cases/sample-obligations.csv` is in the order of the text."""
    found = [
        [o.provision, ";".join(a.as_named for a in o.actors), o.source, o.modality, o.action, o.object or ""]
        for o in plan("qinghe").obligations
    ]
    wanted = [list(row.values()) for row in rows("sample-obligations.csv")]
    assert found == wanted
    assert len(wanted) == COUNT


def test_bodies_that_a_duty_names_are_those_of_the_plan(plan):
    named = {a.as_named: a.institution for o in plan("qinghe").obligations for a in o.actors}
    assert named["县司法局"].label == "青禾县司法局"
    assert named["各乡镇人民政府"].group


def test_who_is_no_body_stays_a_name(authority):
    text = "某市工作方案\n一、任务\n1.加强管理。业主应当登记信息，不得谎报。\n"
    found = extract(source("a.txt", text.encode()), authority).obligations
    assert [[(a.as_named, a.institution) for a in o.actors] for o in found] == [[("业主", None)]] * 2


def test_what_stands_before_the_plan_asks_nothing(authority):
    text = "某市工作方案\n各部门要认真落实。\n一、任务\n1.建设水库。加强巡查。（市水利局负责）\n"
    found = extract(source("a.txt", text.encode()), authority).obligations
    assert [(o.action, o.source) for o in found] == [("加强", ActorSource.TASK)]


@pytest.mark.parametrize(
    ("lines", "actions"),
    [
        ("一、任务\n1.建设水库", ["建设"]),
        ("一、建设水库\n1.加强巡查。完善预案。", ["完善"]),
        ("一、建设水库\n1.加强巡查，完善预案，储备物资，发布预警。", ["加强", "完善", "储备", "发布"]),
        ("一、建设水库\n各单位要加强巡查，及时完善预案，足额储备抢险物资。", ["加强", "完善", "储备"]),
    ],
)
def test_a_heading_is_no_duty_where_something_follows_it(lines, actions, authority):
    found = extract(source("a.txt", f"某市工作方案\n{lines}\n".encode()), authority).obligations
    assert [o.action for o in found] == actions


def test_a_place_that_is_to_act_is_no_institution():
    text = "某市工作方案\n一、任务\n1.滨海新区要编制水库名录。\n"
    (duty,) = extract(source("a.txt", text.encode()), load()).obligations
    (actor,) = duty.actors
    assert (actor.as_named, actor.institution) == ("滨海新区", None)

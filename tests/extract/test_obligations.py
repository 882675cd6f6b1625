"""Obligations: who is asked to do what, clause by clause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.extract.clauses import split_clauses
from zeren.extract.obligations import find_in, find_obligations
from zeren.extract.structure import tiles
from zeren.ontology.model import ActorSource, Modality, Span, Task

PLANS = ["donglan", "linshu", "qinghe", "wangchuan"]
OBLIGATIONS = {"donglan": 117, "linshu": 78, "qinghe": 64, "wangchuan": 132}


def joined(found, cell):
    return "|".join(cell(one) for one in found)


@pytest.mark.cases("obligations.csv", 64)
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
    within = find_in(whole, Span(start, len(whole)), lambda name: False)
    assert [(one.span, one.modality) for one in within] == alone


@pytest.mark.parametrize("name", PLANS)
def test_a_duty_stands_in_its_task(name, plan):
    extraction = plan(name)
    text, provisions = extraction.document.text, extraction.provisions
    by_path = {p.path: p for p in provisions}
    assert len(extraction.obligations) == OBLIGATIONS[name]
    end = 0
    for duty in extraction.obligations:
        assert duty.span.start >= end
        end = duty.span.end
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
    headings = {
        p.span.start + len(p.label)
        for p in extraction.tasks
        if "。" in p.span.of(extraction.document.text)[:-1]
    }
    assert not headings & {duty.span.start for duty in extraction.obligations}


def test_prohibitions_are_found_in_a_plan(plan):
    duties = [d for d in plan("qinghe").obligations if d.modality is Modality.MUST_NOT]
    assert duties
    assert all(
        "不" in d.span.of(plan("qinghe").document.text) or "禁" in d.span.of(plan("qinghe").document.text)
        for d in duties
    )

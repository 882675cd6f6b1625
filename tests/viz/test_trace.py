from __future__ import annotations

from collections.abc import Callable

import pytest

from zeren.viz import trace

Row = dict[str, str | None]
Make = Callable[..., Row]


def test_a_column_for_each_level_present_from_low_to_high(
    derivations: list[Row], make_derivation: Make
) -> None:
    assert [column.label_zh for column in trace(derivations).columns] == ["区县", "国家"]
    levels = ("township", "county", "prefecture", "province")
    rows = [make_derivation(1, 1, level) for level in reversed(levels)]
    assert [column.label_en for column in trace(rows).columns] == [
        "Township",
        "County",
        "Prefecture",
        "Province",
        "Nation",
    ]


def test_the_order_is_that_of_the_document(derivations: list[Row]) -> None:
    view = trace(list(reversed(derivations)))
    assert [node.label for node in view.nodes] == ["1.", "2.", "3.", "4.", "5.", "6.", "(1)", "(2)", "(5)"]


def test_places_in_a_document_are_numbers_not_texts(make_derivation: Make) -> None:
    rows = [make_derivation(1, None, taskStart="1000"), make_derivation(2, None, taskStart="200")]
    assert [node.label for node in trace(rows).nodes] == ["2.", "1."]


def test_what_a_task_rests_on_is_its_kind(derivations: list[Row]) -> None:
    kinds = {node.label: node.kind for node in trace(derivations).nodes}
    assert kinds["1."] == "task"
    assert kinds["5."] == "pending"
    assert kinds["6."] == "unfounded"
    assert kinds["(5)"] == "upper"


def test_a_rejected_derivation_joins_nothing(make_derivation: Make) -> None:
    view = trace([make_derivation(1, 1, status="rejected")])
    assert view.edges == ()
    assert view.nodes[0].kind == "unfounded"


def test_an_upper_task_may_have_an_upper_of_its_own(make_derivation: Make) -> None:
    county = make_derivation(1, 1)
    city = make_derivation(7, 1, "prefecture")
    ends = {key.replace("task", "upper"): value for key, value in city.items() if key.startswith("task")}
    view = trace([county | ends, city])
    assert [(node.column, node.kind) for node in view.nodes] == [(0, "task"), (1, "task"), (2, "upper")]
    assert view.directed


def test_an_edge_carries_both_sentences_and_its_reasons(derivations: list[Row]) -> None:
    edge = trace(derivations).edges[0]
    assert edge.facts == (("confidence", "0.9"), ("method", "heading"), ("rationale", "标题相同"))
    assert [(e.context, e.file, e.start) for e in edge.evidence] == [
        (derivations[0]["taskText"], "county.txt", 100),
        (derivations[0]["upperText"], "outline.txt", 100),
    ]


@pytest.mark.parametrize(
    ("start", "end", "clause", "marked"),
    [
        ("100", "111", None, "1.规范行政裁量权基准"),
        ("112", "116", "年内完成", "年内完成"),
        ("100", "109", None, "1.规范行政裁量权基准，年内完成。"),
    ],
    ids=["the heading", "the clause that the row prints", "characters not known: the whole"],
)
def test_the_characters_of_a_span_are_marked(
    make_derivation: Make, start: str, end: str, clause: str | None, marked: str
) -> None:
    row = make_derivation(1, 1, taskStart=start, taskEnd=end, taskClause=clause)
    evidence = trace([row]).edges[0].evidence[0]
    assert evidence.quotes == (marked,)
    assert evidence.start == int(start)


def test_of_rows_for_one_pair_the_best_is_drawn(make_derivation: Make) -> None:
    rows = [
        make_derivation(1, 1, status="candidate", confidence="0.99"),
        make_derivation(1, 1, confidence="0.5"),
        make_derivation(1, 1, confidence="0.7"),
    ]
    (edge,) = trace(rows).edges
    assert (edge.kind, edge.weight) == ("accepted", 0.7)


@pytest.mark.parametrize(
    ("printed", "weight"), [("0.25", 0.25), ("7", 1.0), ("-1", 0.0), (None, 1.0), ("NaN", 1.0), ("sure", 1.0)]
)
def test_confidence_is_between_0_and_1(make_derivation: Make, printed: str | None, weight: float) -> None:
    assert trace([make_derivation(1, 1, confidence=printed)]).edges[0].weight == weight


def test_a_plan_alone_in_its_column_is_its_title_and_several_are_headings(make_derivation: Make) -> None:
    one = trace([make_derivation(1, 1)])
    assert one.columns[0].note == "望川市青石区工作要点"
    assert one.nodes[0].group == ""
    assert one.title == "望川市青石区工作要点"
    two = trace([make_derivation(1, 1), make_derivation(2, 1, taskPlanTitle="白塔县工作要点")])
    assert two.columns[0].note == ""
    assert {node.group for node in two.nodes} == {
        "望川市青石区工作要点",
        "白塔县工作要点",
        "",
    }


def test_an_unknown_level_has_a_column_of_its_own(make_derivation: Make) -> None:
    assert [column.label_en for column in trace([make_derivation(1, 1, "planet")]).columns] == [
        "Other",
        "Nation",
    ]


def test_both_ends_have_the_level_and_day_that_filters_read(make_derivation: Callable[..., Row]) -> None:
    nodes = trace([make_derivation(1, 1, taskDue="2022-12-31")]).nodes
    assert [node.facets for node in nodes] == [(("county", "2022-12-31"),), (("nation", ""),)]
    assert ("due", "2022-12-31") in nodes[0].facts

from __future__ import annotations

from collections.abc import Callable

import pytest

from zeren.viz import accountability

Row = dict[str, str | None]


def test_institutions_are_sized_by_their_tasks(duties: list[Row]) -> None:
    view = accountability(duties)
    assert [(node.title, node.kind, node.weight) for node in view.nodes if node.weight] == [
        ("各区县政府", "group", 20),
        ("望川市司法局", "institution", 20),
        ("望川市财政局", "institution", 20),
    ]
    assert ("load", "20") in view.nodes[0].facts
    assert ("support", "20") in view.nodes[0].facts
    assert len(view.edges) == 60


def test_tasks_keep_their_order_and_whole_sections_stand_together(duties: list[Row]) -> None:
    tasks = [node for node in accountability(duties).nodes if node.kind == "task"]
    assert [task.label for task in tasks] == [str(number) for number in range(1, 21)]
    assert [task.column for task in tasks] == sorted(task.column for task in tasks)
    assert {0, 2} == {task.column for task in tasks}
    sides = {
        group: {task.column for task in tasks if task.group == group}
        for group in {task.group for task in tasks}
    }
    assert all(len(columns) == 1 for columns in sides.values())


def test_few_tasks_stand_in_one_column_and_open_to_be_read(duties: list[Row]) -> None:
    view = accountability(duties[:9])
    assert len(view.columns) == 2
    assert view.arrangements[0] == "columns"
    assert accountability(duties).arrangements[0] == "network"


def test_the_evidence_of_an_edge_is_the_clause_in_its_provision(duties: list[Row]) -> None:
    view = accountability(duties)
    for edge, row in zip(view.edges, duties, strict=True):
        (evidence,) = edge.evidence
        assert evidence.context == row["context"]
        assert evidence.quotes == (row["clause"],)
        assert (evidence.file, str(evidence.start), str(evidence.end)) == (
            row["file"],
            row["start"],
            row["end"],
        )
    assert ("openEnded", "") in view.edges[2].facts
    assert ("openEnded", "") not in view.edges[0].facts


@pytest.mark.parametrize(
    ("begin", "mark"),
    [(None, (13, 17)), ("100", (2, 6))],
    ids=["the last place", "the place that the offsets give"],
)
def test_a_clause_that_stands_twice(
    make_duty: Callable[..., Row], begin: str | None, mark: tuple[int, int]
) -> None:
    context = "1.市司法局检查。（牵头：市司法局）"
    row = make_duty(1, "市司法局", "lead", context=context, start="102", contextStart=begin)
    assert accountability([row]).edges[0].evidence[0].marks == (mark,)


def test_a_clause_that_its_context_lacks_stands_alone(make_duty: Callable[..., Row]) -> None:
    view = accountability([make_duty(1, "市司法局", "lead", clause="牵头：司法局", context="另一段")])
    assert view.edges[0].evidence[0].quotes == ("牵头：司法局",)


def test_the_evidence_of_a_task_marks_all_its_clauses(duties: list[Row]) -> None:
    task = next(node for node in accountability(duties).nodes if node.kind == "task")
    assert task.evidence[0].quotes == ("市司法局", "市财政局", "各区县政府")


def test_rows_of_one_duty_are_one_edge(make_duty: Callable[..., Row]) -> None:
    first = make_duty(1, "市司法局", "lead")
    again = make_duty(1, "市司法局", "lead", context="另一段，由市司法局牵头。", start="9000")
    other = make_duty(1, "市司法局", "support")
    view = accountability([first, again, other])
    assert [(edge.kind, len(edge.evidence)) for edge in view.edges] == [("lead", 2), ("support", 1)]
    assert view.nodes[0].weight == 1


def test_a_name_that_is_not_resolved_is_a_node_of_its_plan(make_duty: Callable[..., Row]) -> None:
    changes = {"institution": None, "institutionName": "市某某办"}
    one, two = (make_duty(number, "市司法局", "lead", **changes) for number in (1, 2))
    other = make_duty(3, "市司法局", "lead", plan="other", **changes)
    names = [node for node in accountability([one, two, other]).nodes if node.kind == "unresolved"]
    assert [(node.title, node.weight) for node in names] == [("市某某办", 2), ("市某某办", 1)]


def test_a_body_is_called_as_its_plan_calls_it(make_duty: Callable[..., Row]) -> None:
    rows = [make_duty(number, "市司法局", "lead", asNamed=name) for number, name in enumerate("甲乙乙")]
    assert accountability(rows).nodes[0].label == "乙"
    assert accountability(rows).nodes[0].title == "望川市司法局"
    assert (
        accountability([*rows, make_duty(4, "市司法局", "lead", planTitle="另一个")]).nodes[0].label
        == "望川市司法局"
    )


def test_a_network_of_too_many_nodes_is_not_drawn(make_duty: Callable[..., Row]) -> None:
    rows = [make_duty(number, "市司法局", "lead") for number in range(600)]
    assert accountability(rows).arrangements == ("columns",)


def test_a_task_without_institution_is_shown_as_such(make_duty: Callable[..., Row]) -> None:
    nobody = dict.fromkeys(("institution", "institutionName", "asNamed"))
    view = accountability([make_duty(1, "市司法局", "lead", **nobody)])
    assert [node.kind for node in view.nodes] == ["unassigned"]
    assert [kind.key for kind in view.node_kinds] == ["unassigned"]
    assert view.edges == ()


def test_several_plans_name_themselves_in_the_headings(make_duty: Callable[..., Row]) -> None:
    one = make_duty(1, "市司法局", "lead")
    two = make_duty(2, "市司法局", "lead", plan="other", planTitle="云岭省方案")
    view = accountability([one, two])
    assert [node.group.splitlines()[0] for node in view.nodes if node.group] == [
        one["planTitle"],
        "云岭省方案",
    ]
    assert view.title == ""
    assert "云岭省方案" in view.subtitle
    assert accountability([one]).title == one["planTitle"]
    assert accountability([one], title="标题", subtitle="说明").title == "标题"


def test_another_role_is_refused(make_duty: Callable[..., Row]) -> None:
    with pytest.raises(ValueError, match="'boss'"):
        accountability([make_duty(1, "市司法局", "boss")])


def test_rows_may_lack_everything_but_the_task() -> None:
    view = accountability([{"task": "t"}, {"task": None}, {"task": "u", "institution": "i", "role": "lead"}])
    assert [node.title for node in view.nodes] == ["i", "—", "—"]


def test_a_task_has_the_level_and_day_that_filters_read(make_duty: Callable[..., Row]) -> None:
    view = accountability(
        [make_duty(1, "市司法局", "lead", level="county"), make_duty(2, "市司法局", "lead", due=None)]
    )
    assert [node.facets for node in view.nodes] == [(), (("county", "2025-12-31"),), (("", ""),)]

"""Who answers for what: one row a responsibility, drawn as tasks on both sides of their institutions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from .rows import Row, facet, facts, get, heading, locate, merge, number, true
from .view import Arrangement, Column, Edge, Evidence, Kind, Node, View, used

NODE_KINDS = (
    Kind("institution", "机构", "Institution", "#1f4e79"),
    Kind("group", "机构群体", "Group of institutions", "#5b5f97", "dashed"),
    Kind("unresolved", "未识别的名称", "Unresolved name", "#8a6d00", "dashed"),
    Kind("task", "任务", "Task", "#3d4652"),
    Kind("unassigned", "无责任单位的任务", "Task without institution", "#b45309", "dashed"),
)
EDGE_KINDS = (
    Kind("lead", "牵头", "Leads", "#c2330f"),
    Kind("responsible", "负责", "Is responsible", "#1d5fd1"),
    Kind("support", "配合", "Supports", "#7b8798"),
    Kind("supervise", "督导", "Supervises", "#8a3ab9", "dashed"),
)
COLUMNS = (
    Column("任务", "Tasks", width=252),
    Column("机构，按任务数计大小", "Institutions, sized by tasks", width=216, rule="free"),
    Column("任务（续）", "Tasks, continued", width=252),
)
LEFT, MIDDLE, RIGHT = range(3)
TASK_FACTS = (("plan", "planTitle"), ("section", "section"), ("due", "due"))
STRENGTH: Mapping[str, float] = {"lead": 1.0, "responsible": 0.8, "support": 0.45, "supervise": 0.7}
FEW, MANY = 14, 600
"""So few tasks stand in one column and are read at once; from so many nodes on a network shows nothing."""


@dataclass(frozen=True, slots=True)
class _Duty:
    """All rows that give one institution one role in one task."""

    task: str
    institution: str
    role: str
    rows: tuple[Row, ...]


def accountability(rows: Iterable[Row], title: str = "", subtitle: str = "") -> View:
    """The map of `rows`: tasks by section, institutions sized by the number of their tasks.

    Keys of a row: plan, planTitle, section, task, taskLabel, taskTitle, taskText, institution,
    institutionName, group, role (lead, responsible, support or supervise), asNamed, openEnded, due,
    file, start, end, clause, context; optionally level, of the plan, and contextStart, the place of `context` in the file, which
    tells apart a clause that stands twice in its provision. A row with a name and no institution has a
    name that is not resolved; one with neither is a task that nobody answers for. Tasks keep the order of
    the rows. Without a title the map takes the plans' own.
    Raises ValueError for another role.
    """
    table = [row for row in rows if get(row, "task")]
    duties = _duties(table)
    tasks = _tasks(table, duties)
    plans = tuple(dict.fromkeys(get(row, "planTitle") for row in table if get(row, "planTitle")))
    own = plans[0] if len(plans) == 1 else ""
    nodes = (*_institutions(duties, as_named=len(plans) < 2), *tasks)
    two = any(task.column == RIGHT for task in tasks)
    return View(
        title=title or own,
        subtitle=subtitle or ("" if len(plans) == 1 else " · ".join(plans)),
        nodes=nodes,
        edges=tuple(map(_edge, duties)),
        node_kinds=used(NODE_KINDS, {node.kind for node in nodes}),
        edge_kinds=used(EDGE_KINDS, {duty.role for duty in duties}),
        columns=COLUMNS if two else COLUMNS[:RIGHT],
        arrangements=_arrangements(len(tasks), len(nodes)),
        name="accountability",
    )


def _arrangements(tasks: int, nodes: int) -> tuple[Arrangement, ...]:
    if nodes >= MANY:
        return ("columns",)
    return ("columns", "network") if tasks <= FEW else ("network", "columns")


def _duties(rows: Sequence[Row]) -> tuple[_Duty, ...]:
    """The rows that name somebody, one duty for each task, institution and role, in order."""
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        if body := _body(row):
            found.setdefault((get(row, "task"), body, _role(row)), []).append(row)
    return tuple(_Duty(*key, tuple(group)) for key, group in found.items())


def _body(row: Row) -> str:
    """The id of the institution; of an unresolved name, the name within its plan; else empty."""
    name = _name(row)
    return get(row, "institution") or (f"{get(row, 'plan')}#{name}" if name else "")


def _name(row: Row) -> str:
    return get(row, "institutionName") or get(row, "asNamed")


def _kind(row: Row) -> str:
    if not get(row, "institution"):
        return "unresolved"
    return "group" if true(row, "group") else "institution"


def _role(row: Row) -> str:
    role = get(row, "role")
    if role not in STRENGTH:
        raise ValueError(f"no such role: {role!r}; there are {', '.join(STRENGTH)}")
    return role


def _edge(duty: _Duty) -> Edge:
    row = duty.rows[0]
    return Edge(
        source=duty.institution,
        target=duty.task,
        kind=duty.role,
        label=get(row, "asNamed") or get(row, "institutionName"),
        weight=STRENGTH[duty.role],
        facts=facts(("asNamed", get(row, "asNamed")), ("due", get(row, "due")))
        + ((("openEnded", ""),) if any(true(r, "openEnded") for r in duty.rows) else ()),
        evidence=tuple(dict.fromkeys(map(_passage, duty.rows))),
    )


def _passage(row: Row) -> Evidence:
    """The clause of a row inside its context; alone where the context does not hold it."""
    clause, context = get(row, "clause"), get(row, "context") or get(row, "taskText")
    start, begin = number(row, "start"), number(row, "contextStart")
    offset = None if start is None or begin is None else start - begin
    marks = locate(clause, context, offset)
    shown = context if marks or not clause else clause
    return Evidence(shown, marks, get(row, "file"), start, number(row, "end"))


def _institutions(duties: Sequence[_Duty], as_named: bool) -> tuple[Node, ...]:
    """The institutions, those with the most tasks first; labelled as the plan names them, or in full."""
    found: dict[str, list[_Duty]] = {}
    for duty in duties:
        found.setdefault(duty.institution, []).append(duty)
    nodes = (_institution(group, as_named) for group in found.values())
    return tuple(sorted(nodes, key=lambda node: (-node.weight, node.title, node.id)))


def _institution(duties: Sequence[_Duty], as_named: bool) -> Node:
    row = duties[0].rows[0]
    names = Counter(get(row, "asNamed") for duty in duties for row in duty.rows if get(row, "asNamed"))
    name = _name(row) or duties[0].institution
    load = len({duty.task for duty in duties})
    counts = ((kind.key, sum(duty.role == kind.key for duty in duties)) for kind in EDGE_KINDS)
    return Node(
        id=duties[0].institution,
        label=names.most_common(1)[0][0] if as_named and names else name,
        kind=_kind(row),
        title=name,
        column=MIDDLE,
        weight=load,
        facts=(("load", str(load)), *((role, str(count)) for role, count in counts if count)),
    )


def _tasks(rows: Sequence[Row], duties: Sequence[_Duty]) -> tuple[Node, ...]:
    """The tasks in the order of the rows, whole sections on the left until half of the height is filled."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(get(row, "task"), []).append(row)
    assigned = {duty.task for duty in duties}
    several = len({get(row, "plan") for row in rows}) > 1
    named = [(_section(group[0], several), group) for group in found.values()]
    sections = [(name, [group for _, group in run]) for name, run in groupby(named, key=lambda pair: pair[0])]
    left = _half([len(groups) for _, groups in sections])
    return tuple(
        _task(group, LEFT if place < left else RIGHT, name, get(group[0], "task") in assigned)
        for place, (name, groups) in enumerate(sections)
        for group in groups
    )


def _section(row: Row, several: bool) -> str:
    """The heading a task stands under; of several plans, with the plan's title in a line above."""
    parts = (get(row, "planTitle") if several else "", get(row, "section"))
    return "\n".join(" ".join(part.split()) for part in parts if part)


def _half(sizes: Sequence[int], head: int = 1) -> int:
    """How many sections, of `sizes` tasks and `head` rows each, come nearest to half of all rows."""
    if sum(sizes) <= FEW:
        return len(sizes)
    rows = [size + head for size in sizes]
    sums = [sum(rows[:count]) for count in range(1, len(rows) + 1)]
    return 1 + min(range(len(sums)), key=lambda place: (abs(2 * sums[place] - sums[-1]), place))


def _task(rows: Sequence[Row], column: int, group: str, assigned: bool) -> Node:
    row = rows[0]
    title = heading(get(row, "taskLabel"), get(row, "taskTitle")) or get(row, "taskText") or "—"
    return Node(
        id=get(row, "task"),
        label=get(row, "taskLabel").rstrip(".．、"),
        kind="task" if assigned else "unassigned",
        title=title,
        column=column,
        group=group,
        facts=facts(*((name, get(row, key)) for name, key in TASK_FACTS)),
        evidence=_sentence(rows),
        facets=(facet(row),),
    )


def _sentence(rows: Sequence[Row]) -> tuple[Evidence, ...]:
    """The task's own text, with every clause of its rows marked."""
    text = get(rows[0], "taskText")
    if not text:
        return ()
    passages = [_passage(row) for row in rows]
    inside = [mark for passage in passages if passage.context == text for mark in passage.marks]
    return (Evidence(text, merge(tuple(inside)), get(rows[0], "file")),)

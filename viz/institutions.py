"""Who works with whom: one row a responsibility, drawn as bodies tied by the tasks they share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from ..graph.cooperation import Duty, Standing, cooperation, standings
from .rows import Row, facet, get, heading, locate, merge, number, true
from .view import Column, Edge, Evidence, Kind, Measure, Node, TableRow, View, used

COLORS = ("#1d5fd1", "#c2330f", "#2e7d32", "#8a3ab9", "#b7791f", "#0f7c8a", "#a23b72", "#5b5f97")
REST = Kind("rest", "其他小群", "Smaller communities", "#6b7480", "dashed")
SHARED = Kind("shared", "共同任务", "Shared tasks", "#4a5563")
MEASURES = (
    Measure("load", "任务数", "Tasks", "有多少项任务写到它", "how many tasks name the body"),
    Measure(
        "partners",
        "共事单位",
        "Partners",
        "同一任务中还写到多少个其他单位（度）",
        "how many others its tasks name (degree)",
    ),
    Measure("asLead", "牵头时", "Leading", "它牵头的任务中的共事单位", "partners in the tasks it leads"),
    Measure(
        "asResponsible",
        "负责时",
        "Responsible",
        "它负责的任务中的共事单位",
        "partners in those it is responsible for",
    ),
    Measure("asSupport", "配合时", "Supporting", "它配合的任务中的共事单位", "partners in those it supports"),
    Measure(
        "asSupervise", "督导时", "Supervising", "它督导的任务中的共事单位", "partners in those it supervises"
    ),
    Measure(
        "shared",
        "共事次数",
        "Shared",
        "与各单位共同任务数之和（加权度）",
        "shared tasks over all partners (weighted degree)",
    ),
    Measure(
        "betweenness",
        "中介度",
        "Betweenness",
        "其他单位之间的最短路径有多大比例经过它，0 到 1；共同任务越多路越短",
        "share of the shortest paths between others that pass it, 0 to 1; shared tasks make a path shorter",
    ),
    Measure(
        "community",
        "群",
        "Community",
        "内部共事多于对外共事的一群（Louvain 法，固定种子）；1 为最大",
        "bodies that work together more than with the rest (Louvain, fixed seed); 1 is the largest",
    ),
)
MOST_NODES, MOST_EDGES, PASSAGES, FEW_PLANS = 120, 400, 6, 3
"""The most bodies and lines that are drawn, the busiest first; the sentences that a line shows at the most; so many plans
are named."""


@dataclass(frozen=True, slots=True)
class _Body:
    """One body: its name, and where its tasks name it."""

    name: str
    rows: Mapping[str, Sequence[Row]]


def institutions(rows: Iterable[Row], title: str = "", subtitle: str = "", at_least: int = 1) -> View:
    """The network of `rows`, which are those of `accountability`: bodies sized by their tasks, coloured by community.

    Groups and names that are not resolved are left out, for they are not one body. Drawn are the busiest bodies and
    the lines of at least `at_least` shared tasks, more where there are too many lines; the table holds every body.
    """
    table = [row for row in rows if get(row, "task") and get(row, "institution") and not true(row, "group")]
    bodies = _bodies(table)
    graph = cooperation(Duty(get(row, "task"), get(row, "institution"), get(row, "role")) for row in table)
    found = standings(graph)
    drawn = {standing.body for standing in found[:MOST_NODES]}
    ties = [(one, other, graph[one][other]["tasks"]) for one, other in graph.edges if {one, other} <= drawn]
    least = _least(sorted((len(tasks) for _, _, tasks in ties), reverse=True), at_least)
    kept = sorted((tie for tie in ties if len(tie[2]) >= least), key=lambda tie: (-len(tie[2]), tie[:2]))
    kinds = _kinds(found, bodies)
    plans = tuple(dict.fromkeys(get(row, "planTitle") for row in table if get(row, "planTitle")))
    most = max((len(tasks) for _, _, tasks in kept), default=1)
    return View(
        title=title or (plans[0] if len(plans) == 1 else ""),
        subtitle=subtitle or _subtitle(plans, least, len(found) - len(drawn)),
        nodes=tuple(
            _node(standing, bodies[standing.body], kinds, len(plans) < 2) for standing in found[:MOST_NODES]
        ),
        edges=tuple(
            _edge(bodies[one], bodies[other], (one, other), tasks, most) for one, other, tasks in kept
        ),
        node_kinds=used(
            tuple(dict.fromkeys(kinds.values())), {kinds[s.body].key for s in found[:MOST_NODES]}
        ),
        edge_kinds=(SHARED,) if kept else (),
        columns=(Column("机构", "Institutions"),),
        arrangements=("network",),
        name="institutions",
        thickness=4.0,
        measures=MEASURES,
        table=tuple(TableRow(s.body, bodies[s.body].name, kinds[s.body].key, figures(s)) for s in found),
    )


def figures(standing: Standing) -> tuple[float, ...]:
    """The values of `MEASURES` for one body, in their order."""
    roles = (standing.by_role[role] for role in ("lead", "responsible", "support", "supervise"))
    return (
        standing.tasks,
        standing.partners,
        *roles,
        standing.shared,
        standing.betweenness,
        standing.community,
    )


def _subtitle(plans: Sequence[str], least: int, left_out: int) -> str:
    """What of the network is not drawn, and the plans, or how many there are."""
    parts = []
    if least > 1:
        parts.append(f"连线：共同任务不少于 {least} 项 lines: at least {least} shared tasks")
    if left_out:
        parts.append(f"另有 {left_out} 个单位只列于表中 {left_out} more bodies in the table")
    if len(plans) > FEW_PLANS:
        parts.append(f"{len(plans)} 份规划 {len(plans)} plans")
    elif len(plans) > 1:
        parts += plans
    return " · ".join(parts)


def _bodies(rows: Iterable[Row]) -> dict[str, _Body]:
    names: dict[str, str] = {}
    tasks: dict[str, dict[str, list[Row]]] = {}
    for row in rows:
        body = get(row, "institution")
        names.setdefault(body, get(row, "institutionName") or get(row, "asNamed") or body)
        tasks.setdefault(body, {}).setdefault(get(row, "task"), []).append(row)
    return {body: _Body(names[body], tasks[body]) for body in names}


def _least(weights: Sequence[int], at_least: int) -> int:
    """The least number of shared tasks that is drawn: `at_least`, or more if there are too many lines."""
    if len(weights) <= MOST_EDGES:
        return max(1, at_least)
    return max(1, at_least, weights[MOST_EDGES] + 1 if weights[MOST_EDGES] < weights[0] else weights[0])


def _kinds(found: Sequence[Standing], bodies: Mapping[str, _Body]) -> dict[str, Kind]:
    """The kind of every body: its community, called by the body with the most tasks in it."""
    groups: dict[int, list[str]] = {}
    for standing in found:
        groups.setdefault(standing.community, []).append(standing.body)
    kinds: dict[str, Kind] = {}
    for place, number_ in enumerate(sorted(groups)):
        members = groups[number_]
        kind = _community(number_, bodies[members[0]].name, len(members), place)
        kinds |= dict.fromkeys(members, kind)
    return kinds


def _community(number_: int, name: str, members: int, place: int) -> Kind:
    if place >= len(COLORS) or members < 2:
        return REST
    return Kind(f"c{number_}", f"群{number_} {name}等", f"Community {number_}", COLORS[place])


def _node(standing: Standing, body: _Body, kinds: Mapping[str, Kind], as_named: bool) -> Node:
    values = zip(MEASURES, figures(standing), strict=True)
    names = {get(row, "asNamed") for rows in body.rows.values() for row in rows}
    short = min((name for name in names if name), key=lambda name: (len(name), name), default=body.name)
    return Node(
        id=standing.body,
        label=short if as_named else body.name,
        kind=kinds[standing.body].key,
        title=body.name,
        column=0,
        weight=standing.tasks,
        facts=tuple((measure.key, str(value)) for measure, value in values if value),
    )


def _edge(one: _Body, other: _Body, ends: tuple[str, str], tasks: Sequence[str], most: int) -> Edge:
    return Edge(
        source=ends[0],
        target=ends[1],
        kind=SHARED.key,
        label=f"{one.name} — {other.name}",
        weight=sqrt(len(tasks) / most),
        facts=(("shared", str(len(tasks))),),
        evidence=tuple(_passage([*one.rows[task], *other.rows[task]]) for task in tasks[:PASSAGES]),
        facets=tuple(facet(one.rows[task][0]) for task in tasks),
    )


def _passage(rows: Sequence[Row]) -> Evidence:
    """The sentence of a task with the names of both bodies marked."""
    row = rows[0]
    text = get(row, "context") or get(row, "taskText")
    marks = merge(tuple(mark for row in rows for mark in _mark(row, text)))
    name = heading(get(row, "taskLabel"), get(row, "taskTitle"))
    return Evidence(
        text, marks, get(row, "file"), note=" · ".join(filter(None, (get(row, "planTitle"), name)))
    )


def _mark(row: Row, text: str) -> tuple[tuple[int, int], ...]:
    start, begin = number(row, "start"), number(row, "contextStart")
    return locate(get(row, "clause"), text, None if start is None or begin is None else start - begin)

"""Where a task comes from: one row a derivation, drawn from the lower levels on the left to the nation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from ..queries.ladder import Rung
from ..queries.wording import CHANGES, difference
from .levels import LEVELS
from .rows import Row, facts, get, heading, locate, merge, number
from .view import Column, Edge, Evidence, Kind, Node, View, used

NODE_KINDS = (
    Kind("unfounded", "无上位依据", "No upper basis", "#c2330f", "dashed"),
    Kind("pending", "依据待核", "Basis unchecked", "#8a6d00", "dashed"),
    Kind("task", "有上位依据", "With an upper basis", "#1f4e79"),
    Kind("upper", "上位要求", "Upper requirement", "#3d4652"),
)
EDGE_KINDS = (
    Kind("accepted", "已认定", "Accepted", "#1d5fd1"),
    Kind("candidate", "待核", "Candidate", "#8a6d00", "dashed"),
)
WIDTHS = (270, 270, 270, 228, 228, 188, 188, 160)
"""The width of a column by the number of columns, so that they fit on a screen."""


@dataclass(frozen=True, slots=True)
class _Provision:
    """One end of a derivation, as a row prints it."""

    id: str
    label: str
    title: str
    text: str
    plan: str
    plan_title: str
    level: str
    file: str
    start: int | None
    end: int | None
    clause: str
    due: str = ""
    words: tuple[str, ...] = ()
    """What is not as at the other end: dates, numbers, words that bind or let, bodies."""

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Its text, with the clause marked that the offsets are of, and what differs from the other end."""
        differing = [locate(words, self.text, self.text.find(words)) for words in self.words]
        marks = merge(sum(differing, locate(self.clause, self.text, self.text.find(self.clause))))
        passage = Evidence(self.text, marks, self.file, self.start, self.end, self.plan_title)
        return (passage,) if self.text else ()

    @property
    def whole(self) -> tuple[Evidence, ...]:
        """Its text as a whole, with offsets where those are of the whole."""
        span = (self.start, self.end) if _length(self.start, self.end) == len(self.text) else (None, None)
        return (Evidence(self.text, (), self.file, *span),) if self.text else ()

    @property
    def place(self) -> tuple[str, str, float, str]:
        """Sorts by plan and then by the place in the plan."""
        return (self.plan_title, self.plan, float("inf") if self.start is None else self.start, self.id)


def trace(rows: Iterable[Row], title: str = "", subtitle: str = "", missing: Iterable[Rung] = ()) -> View:
    """The map of `rows`: a column a level, present ones only, each plan in the order of its text.

    Keys of a row: for both ends, task… and upper… (task, taskLabel, taskTitle, taskText, taskPlan,
    taskPlanTitle, taskLevel, taskFile, taskStart, taskEnd), then confidence (0 to 1), status (accepted or
    candidate; other rows join nothing), method and rationale; optionally reviewedBy, who judged the link,
    taskClause and upperClause, the characters that the offsets are of, kinds and differences of the link ("deadline
    later", with | between them), taskDue and upperDue, and taskWords and upperWords, in which they differ, in the same order. A level is
    township, county, prefecture, province, ministry or nation. A row without an upper is a task without an upper basis.
    A level that is `missing` from the chain has a column without boxes that says why.
    """
    table = [row for row in rows if get(row, "task")]
    provisions = {end.id: end for row in table for end in (_end(row, "upper"), _end(row, "task")) if end.id}
    best = _best(table)
    present = {end.level for end in provisions.values()}
    gaps = {rung.level: rung for rung in missing if table and rung.level not in present}
    levels = [level for level in LEVELS if level in present or level in gaps]
    ordered = sorted(provisions.values(), key=lambda end: (levels.index(end.level), end.place))
    kinds = _kinds(table, best.values())
    nodes = tuple(_node(end, levels.index(end.level), kinds[end.id]) for end in ordered)
    plans = {level: _plans(end for end in ordered if end.level == level) for level in levels}
    own = _plans(end for end in ordered if kinds[end.id] != "upper")
    return View(
        title=title or (own[0] if len(own) == 1 else ""),
        subtitle=subtitle,
        nodes=tuple(_grouped(node, plans[levels[node.column]], provisions) for node in nodes),
        edges=tuple(_edge(row) for row in best.values()),
        node_kinds=used(NODE_KINDS, {node.kind for node in nodes}),
        edge_kinds=used(EDGE_KINDS, {get(row, "status") for row in best.values()}),
        columns=_columns(levels, nodes, plans, gaps),
        directed=True,
        name="trace",
    )


def _end(row: Row, end: str) -> _Provision:
    level = get(row, f"{end}Level")
    return _Provision(
        id=get(row, end),
        label=get(row, f"{end}Label"),
        title=get(row, f"{end}Title"),
        text=get(row, f"{end}Text"),
        plan=get(row, f"{end}Plan"),
        plan_title=get(row, f"{end}PlanTitle"),
        level=level if level in LEVELS else "",
        file=get(row, f"{end}File"),
        start=number(row, f"{end}Start"),
        end=number(row, f"{end}End"),
        clause=_clause(row, end),
        due=get(row, f"{end}Due"),
        words=tuple(words for words in get(row, f"{end}Words").split("|") if words),
    )


def _clause(row: Row, end: str) -> str:
    """The characters of the span: those the row prints, else number and heading if the span is of their length."""
    head = get(row, f"{end}Label") + get(row, f"{end}Title")
    fits = _length(number(row, f"{end}Start"), number(row, f"{end}End")) == len(head)
    return get(row, f"{end}Clause") or (head if fits and get(row, f"{end}Text").startswith(head) else "")


def _length(start: int | None, end: int | None) -> int | None:
    return None if start is None or end is None else end - start


def _best(rows: Sequence[Row]) -> dict[tuple[str, str], Row]:
    """The row to draw for each pair: an accepted one before a candidate, then the most confident."""
    best: dict[tuple[str, str], Row] = {}
    for row in rows:
        if get(row, "upper") and get(row, "status") in ("accepted", "candidate"):
            pair = (get(row, "task"), get(row, "upper"))
            best[pair] = max(
                best.get(pair, row), row, key=lambda r: (get(r, "status") == "accepted", _confidence(r))
            )
    return best


def _confidence(row: Row) -> float:
    """0 to 1; a row that gives none counts as certain."""
    try:
        value = float(Decimal(get(row, "confidence") or "1"))
    except InvalidOperation:
        return 1.0
    return min(1.0, max(0.0, value)) if value == value else 1.0


def _kinds(rows: Iterable[Row], links: Iterable[Row]) -> dict[str, str]:
    """The kind of each provision: what its best link upwards makes of it."""
    kinds = {get(row, "upper"): "upper" for row in rows if get(row, "upper")}
    kinds |= {get(row, "task"): "unfounded" for row in rows}
    for row in sorted(links, key=lambda row: get(row, "status") == "accepted"):
        kinds[get(row, "task")] = "task" if get(row, "status") == "accepted" else "pending"
    return kinds


def _node(end: _Provision, column: int, kind: str) -> Node:
    name = heading(end.label, end.title) or end.text or "—"
    told = facts(("plan", end.plan_title), ("due", end.due))
    facets = ((end.level, end.due),)
    return Node(end.id, end.label, kind, name, column, facts=told, evidence=end.whole, facets=facets)


def _plans(ends: Iterable[_Provision]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(end.plan_title for end in ends if end.plan_title))


def _grouped(node: Node, plans: Sequence[str], provisions: Mapping[str, _Provision]) -> Node:
    """The node under its plan's title, where its column holds several plans."""
    if len(plans) < 2:
        return node
    return replace(node, group=provisions[node.id].plan_title)


def _edge(row: Row) -> Edge:
    task, upper = _end(row, "task"), _end(row, "upper")
    return Edge(
        source=task.id,
        target=upper.id,
        kind=get(row, "status"),
        label=f"{task.label or task.title} → {upper.label or upper.title}",
        weight=_confidence(row),
        facts=facts(
            ("confidence", get(row, "confidence")),
            ("change", "、".join(CHANGES.get(kind, kind) for kind in get(row, "kinds").split())),
            *(("difference", said) for said in _differences(row)),
            ("method", get(row, "method")),
            ("rationale", get(row, "rationale")),
            ("reviewedBy", get(row, "reviewedBy")),
        ),
        evidence=task.evidence + upper.evidence,
    )


def _differences(row: Row) -> list[str]:
    """Each difference in words: 时限推后：2022年底前 → 2023年底前."""
    parts = [get(row, key).split("|") for key in ("differences", "upperWords", "taskWords")]
    found = []
    for said, above, own in zip(*parts, strict=False):
        aspect, _, change = said.partition(" ")
        if aspect:
            found.append(difference(aspect, change, above, own))
    return found


def _columns(
    levels: Sequence[str],
    nodes: Sequence[Node],
    plans: Mapping[str, Sequence[str]],
    gaps: Mapping[str, Rung],
) -> tuple[Column, ...]:
    """A column a level; the fullest is packed and the others stand level with it."""
    sizes = [sum(node.column == place for node in nodes) for place in range(len(levels))]
    fullest = sizes.index(max(sizes)) if sizes else 0
    return tuple(
        Column(
            *LEVELS[level],
            note=_missing(gaps[level]) if level in gaps else "".join(plans[level]) * (len(plans[level]) == 1),
            width=WIDTHS[len(levels)],
            rule="packed" if place == fullest else "level",
        )
        for place, level in enumerate(levels)
    )


def _missing(rung: Rung) -> str:
    """What a column without boxes says: 江苏省被引用，未收录 cited, not held《……》."""
    named = f"《{rung.title}》" if rung.title else ""
    return f"{rung.place}{rung.why('zh')} {rung.why('en')}{named}"

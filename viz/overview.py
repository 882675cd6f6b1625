"""All plans at once: tasks and bodies by level and place, and the ties between them, before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from .accountability import EDGE_KINDS, STRENGTH
from .levels import DOWNWARDS, LEVELS
from .rows import Row, get, heading, locate, number, true
from .view import Kind, used

NODE_KINDS = (
    Kind("based", "有上位依据", "Task with an upper basis", "#2f6fd6"),
    Kind("pending", "依据待核", "Task, basis unchecked", "#c58a00"),
    Kind("taken", "有下级承接", "Task taken up below", "#1b7f5c"),
    Kind("alone", "未相连任务", "Task without links", "#8b95a3"),
    Kind("institution", "机构", "Institution", "#3f4f66"),
    Kind("group", "机构群体", "Group", "#5b5f97", "dashed"),
    Kind("unresolved", "未识别名称", "Unresolved name", "#8a6d00", "dashed"),
)
TASKS = ("based", "pending", "taken", "alone")
LINK_KINDS = (
    Kind("accepted", "承接", "Derives from", "#0f7c8a"),
    Kind("candidate", "承接待核", "Derivation unchecked", "#b07d00", "dashed"),
)
TIE_KINDS = (*EDGE_KINDS, *LINK_KINDS)


@dataclass(frozen=True, slots=True)
class Place:
    """A jurisdiction and its level; without an id, what belongs to no known place."""

    id: str
    name: str
    level: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan that has tasks; `place` is a position in the overview's places."""

    id: str
    title: str
    place: int
    file: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A task, whose `home` is a plan, or a body, whose home is a place; `weight` is the number of a body's tasks."""

    id: str
    kind: str
    label: str
    title: str
    home: int
    weight: int = 0
    section: str = ""
    due: str = ""
    text: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """What counts at one end of a tie: a half-open span of the task's text, and where that stands in the file."""

    marks: tuple[tuple[int, int], ...]
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Tie:
    """A duty, from a body to its task, or a link, from a task to the requirement above; ends are positions in `dots`.

    `sides` are the evidence: of a duty that at the task, of a link those at the task and above.
    """

    source: int
    target: int
    kind: str
    sides: tuple[Side, ...]
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """Places from the nation down, plans by place, tasks by plan and then bodies by place, and ties."""

    title: str
    places: tuple[Place, ...]
    plans: tuple[Plan, ...]
    dots: tuple[Dot, ...]
    ties: tuple[Tie, ...]
    node_kinds: tuple[Kind, ...]
    tie_kinds: tuple[Kind, ...]


def overview(tasks: Iterable[Row], duties: Iterable[Row], links: Iterable[Row], title: str = "") -> Overview:
    """The overview of the rows of the questions map-overview-tasks, map-overview-duties and map-overview-links.

    A duty or link whose task is not among `tasks` is left out; so is a body without a task. A name that is not resolved
    belongs to its plan's place. Raises ValueError for a role that is none.
    """
    rows = {get(row, "task"): row for row in tasks if get(row, "task")}
    assigned = [row for row in duties if get(row, "task") in rows]
    linked = [row for row in links if {get(row, "task"), get(row, "upper")} <= rows.keys()]
    places = _places(rows.values(), assigned)
    at = {place.id: index for index, place in enumerate(places)}
    plans = _plans(rows.values(), at)
    dots = (*_tasks(rows, plans, _standing(linked)), *_bodies(assigned, rows, places, at))
    positions = {dot.id: index for index, dot in enumerate(dots)}
    ties = (*_duties(assigned, rows, positions), *_links(linked, rows, positions))
    return Overview(
        title,
        places,
        plans,
        dots,
        ties,
        used(NODE_KINDS, {dot.kind for dot in dots}),
        used(TIE_KINDS, {tie.kind for tie in ties}),
    )


def _places(tasks: Iterable[Row], duties: Iterable[Row]) -> tuple[Place, ...]:
    """Every place of a plan or a body: from the nation down, by identifier, which holds the place's code."""
    found: dict[str, Place] = {}
    for row in (*tasks, *(row for row in duties if get(row, "institution"))):
        level = get(row, "level") if get(row, "level") in LEVELS else ""
        id = get(row, "place") or (f"level:{level}" if level else "")
        found.setdefault(id, Place(id, get(row, "placeName"), level))
    return tuple(sorted(found.values(), key=lambda place: (DOWNWARDS.index(place.level), place.id)))


def _at(row: Row, places: Mapping[str, int]) -> int:
    """The position of the row's place."""
    return places.get(get(row, "place") or f"level:{get(row, 'level')}", places.get("", 0))


def _plans(rows: Iterable[Row], places: Mapping[str, int]) -> tuple[Plan, ...]:
    """The plans by place, then as the rows come."""
    found: dict[str, Plan] = {}
    for row in rows:
        plan = Plan(get(row, "plan"), get(row, "planTitle"), _at(row, places), get(row, "file"))
        found.setdefault(plan.id, plan)
    return tuple(sorted(found.values(), key=lambda plan: plan.place))


def _standing(links: Iterable[Row]) -> dict[str, str]:
    """The kind of each task that has a link: what ties it to the plans above, else to those below."""
    kinds: dict[str, str] = {}
    for row in links:
        accepted = get(row, "status") == "accepted"
        own = kinds.get(get(row, "task"))
        if accepted or own in (None, "taken"):
            kinds[get(row, "task")] = "based" if accepted else "pending"
        if accepted:
            kinds.setdefault(get(row, "upper"), "taken")
    return kinds


def _tasks(rows: Mapping[str, Row], plans: Sequence[Plan], kinds: Mapping[str, str]) -> Iterable[Dot]:
    """The tasks, plan by plan, in the order of the rows."""
    homes = {plan.id: index for index, plan in enumerate(plans)}
    dots = (_task(row, homes[get(row, "plan")], kinds.get(id, "alone")) for id, row in rows.items())
    return sorted(dots, key=lambda dot: dot.home)


def _task(row: Row, home: int, kind: str) -> Dot:
    return Dot(
        id=get(row, "task"),
        kind=kind,
        label=get(row, "taskLabel").rstrip(".．、"),
        title=heading(get(row, "taskLabel"), get(row, "taskTitle")) or get(row, "taskText")[:60] or "—",
        home=home,
        section=" ".join(get(row, "section").split()),
        due=get(row, "due"),
        text=get(row, "taskText"),
        start=number(row, "start"),
        end=number(row, "end"),
    )


def _body_id(row: Row, rows: Mapping[str, Row]) -> str:
    """The id of a duty's body; of a name that is not resolved, the name within its plan."""
    return get(row, "institution") or f"{get(rows[get(row, 'task')], 'plan')}#{_name(row)}"


def _name(row: Row) -> str:
    return get(row, "institutionName") or get(row, "asNamed") or get(row, "institution")


def short(name: str, place: str) -> str:
    """A body's name where its place is plain to see.

    1. 望川市司法局, 望川市              市司法局
    2. 各区县政府（望川市）, 望川市       各区县政府
    3. 中国人民银行望川市分行, 望川市     as it is
    """
    name = name.removesuffix(f"（{place}）")
    stem = place[:-1] if place[-1:] in tuple("省市县区") and len(place) > 2 else place
    return name[len(stem) :] if stem and name.startswith(stem) and len(name) > len(stem) + 2 else name


def _bodies(
    duties: Iterable[Row], rows: Mapping[str, Row], places: Sequence[Place], at: Mapping[str, int]
) -> Iterable[Dot]:
    """The bodies, place by place, those with the most tasks first."""
    found: dict[str, Dot] = {}
    tasks: dict[str, set[str]] = {}
    for row in duties:
        body = _body_id(row, rows)
        tasks.setdefault(body, set()).add(get(row, "task"))
        if body not in found:
            known = bool(get(row, "institution"))
            kind = ("group" if true(row, "group") else "institution") if known else "unresolved"
            home = _at(row if known else rows[get(row, "task")], at)
            found[body] = Dot(body, kind, short(_name(row), places[home].name), _name(row), home)
    dots = (replace(dot, weight=len(tasks[dot.id])) for dot in found.values())
    return sorted(dots, key=lambda dot: (dot.home, -dot.weight, dot.title, dot.id))


def _duties(duties: Iterable[Row], rows: Mapping[str, Row], at: Mapping[str, int]) -> Iterable[Tie]:
    """One tie for each body, task and role; what is printed twice has two spans."""
    found: dict[tuple[int, int, str], Tie] = {}
    for row in duties:
        role = get(row, "role")
        if role not in STRENGTH:
            raise ValueError(f"no such role: {role!r}; there are {', '.join(STRENGTH)}")
        task = rows[get(row, "task")]
        key = (at[_body_id(row, rows)], at[get(row, "task")], role)
        side = _side(row, "", get(task, "taskText"), number(task, "start"))
        facts = [("asNamed", get(row, "asNamed"))] if get(row, "asNamed") else []
        tie = found.get(
            key, Tie(*key, (), (*facts, *([("openEnded", "")] if true(row, "openEnded") else [])))
        )
        found[key] = replace(tie, sides=(*tie.sides, side))
    return found.values()


def _links(links: Iterable[Row], rows: Mapping[str, Row], at: Mapping[str, int]) -> Iterable[Tie]:
    """One tie for each task and requirement, an accepted link before a candidate."""
    found: dict[tuple[int, int], Tie] = {}
    for row in links:
        task, upper = rows[get(row, "task")], rows[get(row, "upper")]
        ends = (at[get(row, "task")], at[get(row, "upper")])
        sides = (
            _side(row, "", get(task, "taskText"), None),
            _side(row, "upper", get(upper, "taskText"), None),
        )
        names = ("confidence", "method", "rationale", "reviewedBy")
        facts = tuple((name, get(row, name)) for name in names if get(row, name))
        kind = "accepted" if get(row, "status") == "accepted" else "candidate"
        if ends not in found or (kind, found[ends].kind) == ("accepted", "candidate"):
            found[ends] = Tie(*ends, kind, sides, facts)
    return found.values()


def _side(row: Row, end: str, text: str, begin: int | None) -> Side:
    """The span of a row, `begin` being where `text` starts; of a link that is the head, the first such words."""
    start, stop = (number(row, key if not end else end + key.title()) for key in ("start", "end"))
    clause = get(row, "upperClause" if end else "clause")
    offset = text.find(clause) if begin is None or start is None else start - begin
    return Side(locate(clause, text, offset), start, stop)

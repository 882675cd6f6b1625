"""A provision: what it says, who, by when, how much; and, as a requirement, every plan's answer side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ...graph.lookup import NotFound
from .asking import Row
from .paths import named
from .plans import STATES, TAKEN, catalogues
from .sheets import sheet
from .visiting import Desk, Visit


@dataclass(slots=True)
class Answer:
    """What one plan makes of a requirement: how it stands there, and the tasks that carry it out."""

    source: str
    title: str
    level: str
    place: str
    state: str = ""
    tasks: list[Row] = field(default_factory=list)

    @property
    def takes_up(self) -> bool:
        """Whether the plan carries the requirement out, by its standing where it has one."""
        return self.state in TAKEN if self.state else bool(self.tasks)


@dataclass(slots=True)
class Turn:
    """What a task makes of the requirement that it carries out: the kind of its link, how sure that is, what differs."""

    confidence: str
    shapes: list[str] = field(default_factory=list)
    differences: list[Row] = field(default_factory=list)


def router(desk: Desk) -> APIRouter:
    """The page of a provision."""
    pages = APIRouter()

    @pages.get("/provision/{tail:path}")
    def provision(request: Request) -> Response:
        visit = desk.visit(request)
        item, facts = one(visit)
        told = answers(visit.rows("item-answers", item=item), visit.rows("item-standings", item=item))
        chosen = visit.given.get("state", "")
        chain = visit.rows("item-chain", item=item)
        return visit.page(
            "provision.html",
            item=item,
            facts=facts,
            in_catalogue=facts["source"] in catalogues(visit),
            duties=by_kind(visit.rows("item-duties", item=item)),
            above=[row for row in chain if row["task"] == item],
            turns=turns(item, chain, visit.rows("item-differences", item=item)),
            answers=sheet([a for a in told if chosen in ("", a.state)], visit.given, 40),
            every=told,
            taken=sum(answer.takes_up for answer in told),
            states=[state for state in STATES if any(a.state == state for a in told)],
            chosen=chosen,
        )

    return pages


def one(visit: Visit) -> tuple[str, Row]:
    """The provision that the path names, and what is said of it. Raises NotFound."""
    name = named(visit.request, "provision")
    item = visit.iri(name) if name else ""
    rows = visit.rows("item-facts", item=item) if name else []
    if not rows:
        raise NotFound(item)
    return item, rows[0]


def by_kind(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The bodies of a provision by role, its deadlines and its targets."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["kind"] or "", []).append(row)
    return found


def answers(tasks: Iterable[Row], standings: Iterable[Row]) -> list[Answer]:
    """A plan's answer each, in the order of the tasks, then the plans that have none."""
    found: dict[str, Answer] = {}
    for row in [*tasks, *standings]:
        source = row["source"] or ""
        answer = found.setdefault(
            source, Answer(source, row["planTitle"] or "", row["level"] or "", row["jurisdiction"] or "")
        )
        if "task" in row:
            answer.tasks.append(row)
        elif answer.state != "DeeplyCovered":
            answer.state = row["state"] or ""
    return _ordered(list(found.values()))


def turns(item: str, chain: Iterable[Row], differences: Iterable[Row]) -> dict[str, Turn]:
    """By task, what it makes of the requirement itself; what answers through others has its turn where it answers."""
    told: dict[str, list[Row]] = {}
    for row in differences:
        told.setdefault(row["link"] or "", []).append(row)
    found: dict[str, Turn] = {}
    for row in chain:
        if row["upper"] == item and row["task"]:
            turn = found.setdefault(
                row["task"], Turn(row["confidence"] or "", [], told.get(row["link"] or "", []))
            )
            turn.shapes += [s for s in (row["kind"], row["shape"]) if s and s not in turn.shapes]
    return found


def _ordered(found: Sequence[Answer]) -> list[Answer]:
    levels = ("National", "Provincial", "Prefectural", "County", "Township", "")
    return sorted(
        found, key=lambda a: (levels.index(a.level) if a.level in levels else 5, not a.tasks, a.title)
    )

"""The trace of a provision: columns by level, and each link with both sentences, what differs marked in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ...queries.ladder import rungs
from ..rows import locate, merge
from .asking import Row
from .plans import counts_as, held
from .provisions import one
from .sheets import sheet
from .visiting import Desk

LEVELS = ("National", "Provincial", "Prefectural", "County", "Township", "")
_IN_COLUMN = 30
Mark = tuple[str, bool]
"""Some characters, and whether they are marked."""


@dataclass(slots=True)
class Card:
    """A provision in its column."""

    iri: str
    label: str
    title: str
    plan: str
    level: str
    depth: int = 0


@dataclass(slots=True)
class Link:
    """One link: its row, both sentences cut where they are marked, and the differences in words."""

    row: Row
    task: list[Mark]
    upper: list[Mark]
    counts: str
    shapes: list[str] = field(default_factory=list)
    differences: list[Row] = field(default_factory=list)


def router(desk: Desk) -> APIRouter:
    """The page of a trace."""
    pages = APIRouter()

    @pages.get("/trace/provision/{tail:path}")
    def trace(request: Request) -> Response:
        visit = desk.visit(request)
        item, facts = one(visit)
        rows = visit.rows("item-chain", item=item)
        unsure = bool(visit.given.get("candidates"))
        found = links(rows, visit.rows("item-differences", item=item))
        shown = [link for link in found if unsure or link.counts == "accepted"]
        columns = _columns([link.row for link in shown], item, facts)
        return visit.page(
            "trace.html",
            item=item,
            facts=facts,
            columns={level: cards[:_IN_COLUMN] for level, cards in columns.items()},
            ladder=rungs(visit.rows("plan-levels", plan=facts["planTitle"] or ""), facts["source"] or ""),
            more={level: len(cards) - _IN_COLUMN for level, cards in columns.items()},
            links=sheet(_own_first(shown, item), visit.given, 20),
            only_items={row["planTitle"] for row in held(visit) if row["catalogue"]},
            unsure=unsure,
            waiting=sum(link.counts != "accepted" for link in found),
        )

    return pages


def links(rows: Iterable[Row], differences: Iterable[Row]) -> list[Link]:
    """Every link once, with what differs between its sides."""
    told: dict[str | None, list[Row]] = {}
    for row in differences:
        told.setdefault(row["link"], []).append(row)
    found: dict[str | None, Link] = {}
    for row in rows:
        if row["link"] not in found:
            own = told.get(row["link"], [])
            found[row["link"]] = Link(
                row,
                marked(row["taskText"] or "", [one["words"] or "" for one in own]),
                marked(row["upperText"] or "", [one["upperWords"] or "" for one in own]),
                counts_as(row) or "",
                [],
                own,
            )
        for shape in (row["kind"], row["shape"]):
            if shape and shape not in found[row["link"]].shapes:
                found[row["link"]].shapes.append(shape)
    return list(found.values())


def marked(text: str, words: Iterable[str]) -> list[Mark]:
    """`text` in pieces, those that are `words` marked.

    >>> marked("2022年底前完成", ["2022年底前"])
    [('2022年底前', True), ('完成', False)]
    """
    spans = [span for each in words if each for span in locate(each, text, text.find(each))]
    spans += [(0, len(text)) for each in words if each and each == text]
    pieces: list[Mark] = []
    at = 0
    for start, end in merge(tuple(spans)):
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


def _own_first(found: Sequence[Link], item: str) -> list[Link]:
    """The provision's own links upwards, then those of what is above it, then those below."""
    return sorted(
        found, key=lambda link: 0 if link.row["task"] == item else 2 if link.row["upper"] == item else 1
    )


def _columns(rows: Iterable[Row], item: str, facts: Row) -> dict[str, list[Card]]:
    """The provisions of a trace by level, the nation's first."""
    own = Card(
        item, facts["label"] or "", facts["title"] or "", facts["planTitle"] or "", facts["level"] or ""
    )
    cards = {item: own}
    for row in rows:
        for end in ("upper", "task"):
            iri = row[end] or ""
            cards.setdefault(
                iri,
                Card(
                    iri,
                    row[f"{end}Label"] or "",
                    row[f"{end}Title"] or "",
                    row[f"{end}PlanTitle"] or "",
                    row[f"{end}Level"] or "",
                ),
            )
    found: dict[str, list[Card]] = {level: [] for level in LEVELS}
    for card in cards.values():
        found[card.level if card.level in LEVELS else ""].append(card)
    return {level: cards for level, cards in found.items() if cards}

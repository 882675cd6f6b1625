"""The reader: a plan's text with its tree, every finding marked where it stands, and what each was read from."""

from __future__ import annotations

from collections import Counter

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from .asking import Row
from .marking import chunks, marks, paragraphs
from .plans import counts_as, one, tree
from .sheets import whole
from .visiting import Desk, Visit

KINDS = (
    "lead",
    "responsible",
    "support",
    "supervise",
    "deadline",
    "target",
    "citation",
    "obligation",
    "aside",
)
"""What can be marked in a text, in the order of the legend."""
_PART = 40_000
"""About so many characters of a text are shown at once."""


def router(desk: Desk) -> APIRouter:
    """The reader."""
    pages = APIRouter()

    @pages.get("/read/plan/{tail:path}")
    def read(request: Request) -> Response:
        visit = desk.visit(request)
        plan = one(visit)
        source = plan["plan"] or ""
        text = (visit.rows("plan-text", source=source)[0]["text"] or "").replace("\r", " ")
        items = _once(visit.rows("plan-items", source=source))
        found = marks(*(visit.rows(name, source=source) for name in _TABLES))
        parts = chunks(text, items, _PART)
        at = min(max(1, whole(_part(visit, parts, items), 1)), len(parts))
        start, end = parts[at - 1]
        here = [mark for mark in found if start <= mark.start < end]
        return visit.page(
            "read.html",
            plan=plan,
            tree=tree(items),
            paragraphs=list(paragraphs(text, start, end, here, items)),
            marks=here,
            kinds=KINDS,
            counts=Counter(mark.kind for mark in here),
            links=Counter(
                row["item"] for row in visit.rows("plan-links", source=source) if counts_as(row) == "accepted"
            ),
            part=at,
            parts=len(parts),
            part_of={item["item"]: _holding(parts, int(item["start"] or 0)) for item in items},
        )

    return pages


_TABLES = ("plan-duties", "plan-findings", "plan-set-aside")


def _once(items: list[Row]) -> list[Row]:
    """Every provision once; it has a row for each of its states."""
    return list({item["item"]: item for item in reversed(items)}.values())[::-1]


def _holding(parts: list[tuple[int, int]], at: int) -> int:
    """The number of the part that holds the character at `at`."""
    return next((number for number, (start, end) in enumerate(parts, 1) if start <= at < end), 1)


def _part(visit: Visit, parts: list[tuple[int, int]], items: list[Row]) -> str:
    """Which part is asked for: by number, or by the provision that it holds."""
    wanted = visit.given.get("item", "")
    for item in items:
        if wanted and (item["item"] or "").endswith("/" + wanted):
            return str(_holding(parts, int(item["start"] or 0)))
    return visit.given.get("part", "")

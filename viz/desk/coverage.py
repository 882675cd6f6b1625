"""The coverage matrix: requirements by plans, gaps as plain as the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from .asking import Row
from .plans import STATES, TAKEN, held
from .sheets import Sheet, sheet
from .visiting import Desk, Visit

_PLANS = 16
"""Columns on a page."""


@dataclass(slots=True)
class Line:
    """A requirement, and how it stands in every plan by the plan's identifier."""

    row: Row
    states: dict[str, str] = field(default_factory=dict)

    @property
    def taken(self) -> int:
        """How many plans take it up."""
        return sum(state in TAKEN for state in self.states.values())


def router(desk: Desk) -> APIRouter:
    """The page of the matrix."""
    pages = APIRouter()

    @pages.get("/coverage")
    def coverage(request: Request) -> Response:
        visit = desk.visit(request)
        outlines = _outlines(visit)
        known = {row["outline"] for row in outlines}
        outline = visit.given.get("outline", "")
        if not outline and outlines:
            outline = outlines[0]["outline"] or ""
        rows = visit.rows("coverage-matrix", source=outline) if outline in known else []
        lines, plans = matrix(rows)
        only = visit.given.get("only", "")
        if only == "gaps":
            lines = [line for line in lines if line.taken < len(plans)]
        return visit.page(
            "coverage.html",
            outlines=outlines,
            outline=outline,
            title=next((p["planTitle"] for p in held(visit) if p["plan"] == outline), ""),
            lines=lines,
            plans=_page(list(plans.values()), visit),
            every=len(plans),
            states=STATES,
            only=only,
        )

    return pages


def _page(plans: list[Row], visit: Visit) -> Sheet[Row]:
    return sheet(plans, visit.given, _PLANS)


def _outlines(visit: Visit) -> list[Row]:
    """The documents that plans below are held against, those with most plans first."""
    return visit.rows("coverage-outlines")


def matrix(rows: Iterable[Row]) -> tuple[list[Line], dict[str, Row]]:
    """The lines of the matrix in the order of the document, and a row that tells of each plan."""
    lines: dict[str, Line] = {}
    plans: dict[str, Row] = {}
    for row in rows:
        line, plan = lines.setdefault(row["item"] or "", Line(row)), row["plan"] or ""
        plans.setdefault(plan, row)
        if line.states.get(plan) != "DeeplyCovered":
            line.states[plan] = row["state"] or ""
    return list(lines.values()), dict(sorted(plans.items(), key=lambda pair: pair[1]["planTitle"] or ""))

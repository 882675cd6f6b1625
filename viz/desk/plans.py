"""Plans: the list of what is held, and the page of one plan."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from .asking import Row
from .visiting import Desk, Visit

LEVELS = ("nation", "province", "prefecture", "county", "township")


def router(desk: Desk) -> APIRouter:
    """The pages of plans."""
    pages = APIRouter()

    @pages.get("/")
    def plans(request: Request) -> Response:
        visit = desk.visit(request)
        return visit.page("plans.html", plans=held(visit))

    return pages


def held(visit: Visit) -> list[Row]:
    """Every plan that is held, once, its publishers joined."""
    found: dict[str, dict[str, str | None]] = {}
    for row in visit.rows("plans"):
        plan = found.setdefault(row["plan"] or "", dict(row))
        if row["publisher"] and row["publisher"] not in (plan["publisher"] or "").split("、"):
            plan["publisher"] = f"{plan['publisher']}、{row['publisher']}"
    return list(found.values())

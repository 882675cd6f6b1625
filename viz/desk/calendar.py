"""The calendar of deadlines: months by how many are due, and the tasks of a month or a year, as of a chosen day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from .asking import Row
from .sheets import sheet
from .timing import day, stands
from .visiting import Desk

_YEARS = 40
"""Years that are drawn at most; the list has all."""


def router(desk: Desk) -> APIRouter:
    """The page of the calendar."""
    pages = APIRouter()

    @pages.get("/calendar")
    def calendar(request: Request) -> Response:
        visit = desk.visit(request)
        on, plan = day(visit.given.get("on", ""), date.today()), visit.given.get("plan", "").strip()
        body, when = visit.given.get("body", "").strip(), visit.given.get("when", "").strip()[:10]
        state = visit.given.get("state", "")
        rows = [row for row in _rows(visit.rows("deadlines", plan=plan)) if body in _named(row)]
        shown = [
            row
            for row in rows
            if (row["dueBy"] or "").startswith(when) and state in ("", stands(row["dueBy"], on))
        ]
        return visit.page(
            "calendar.html",
            on=on,
            plan=plan,
            body=body,
            when=when,
            state=state,
            years=years(rows, on),
            counts=Counter(stands(row["dueBy"], on) for row in rows),
            total=len(rows),
            sheet=sheet(shown, visit.given, 60),
        )

    return pages


def _rows(rows: Iterable[Row]) -> list[Row]:
    """A task once a day, however often the day is printed."""
    return list({(row["dueBy"], row["task"]): row for row in rows}.values())


def _named(row: Row) -> str:
    return f"{row['leads'] or ''}、{row['others'] or ''}"


def years(rows: Iterable[Row], on: date) -> list[tuple[str, list[tuple[str, int, str]]]]:
    """Years with twelve months: each as 2023-06, how many tasks are due in it, and how its last day stands."""
    counts = Counter((row["dueBy"] or "")[:7] for row in rows)
    found = sorted({month[:4] for month in counts if month})
    return [(year, [_month(f"{year}-{m:02}", counts, on) for m in range(1, 13)]) for year in found[-_YEARS:]]


def _month(month: str, counts: Counter[str], on: date) -> tuple[str, int, str]:
    return month, counts[month], stands(f"{month}-28", on) if counts[month] else ""

"""Institutions: all of them by load, and the page of one: what it does, with whom, what it was, and against its peers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ...graph.lookup import NotFound
from .asking import Row
from .paths import named
from .sheets import sheet
from .timing import day
from .visiting import Desk, Visit

ROLES = ("lead", "responsible", "support", "supervise")
_SOME = 15


def router(desk: Desk) -> APIRouter:
    """The pages of institutions."""
    pages = APIRouter()

    @pages.get("/institutions")
    def institutions(request: Request) -> Response:
        visit = desk.visit(request)
        part, place = visit.given.get("name", "").strip(), visit.given.get("place", "").strip()
        every = visit.rows("institutions-by-load")
        found = [
            row
            for row in every
            if part in (row["institutionName"] or "") and place in (row["jurisdiction"] or "")
        ]
        return visit.page(
            "institutions.html",
            sheet=sheet(found, visit.given),
            every=len(every),
            most=max((int(row["tasks"] or 0) for row in every), default=1),
            part=part,
            place=place,
        )

    @pages.get("/institution/{tail:path}")
    @pages.get("/group/{tail:path}")
    def institution(request: Request) -> Response:
        visit = desk.visit(request)
        body = _body(visit)
        facts = _facts(visit.rows("body-facts", body=body))
        if "name" not in facts:
            raise NotFound(body)
        tasks, on = visit.rows("body-tasks", body=body), day(visit.given.get("on", ""), date.today())
        role = visit.given.get("role", "")
        chosen = [row for row in tasks if role in ("", row["roleName"])]
        partners = visit.rows("body-partners", body=body)
        return visit.page(
            "institution.html",
            body=body,
            facts=facts,
            name=facts["name"][0]["value"],
            tasks=sheet(chosen, visit.given, 50),
            roles={name: sum(row["roleName"] == name for row in tasks) for name in ROLES},
            through=sum(bool(row["through"]) for row in tasks),
            role=role,
            on=on,
            years=_years(tasks),
            partners=partners[:_SOME],
            more=len(partners) - _SOME,
            changes=_changes(visit.rows("body-changes", body=body)),
            peers=_peers(visit.rows("body-peers", body=body), body),
            obligations=sheet(visit.rows("body-obligations", body=body), visit.given, 30, "duties"),
        )

    return pages


def _body(visit: Visit) -> str:
    """The body that the path names. Raises NotFound."""
    name = named(visit.request, "institution", "group")
    if name is None:
        raise NotFound(visit.request.url.path)
    return visit.iri(name)


def _facts(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["fact"] or "", []).append(row)
    return found


def _years(tasks: Iterable[Row]) -> list[tuple[str, int, int]]:
    """The tasks due in each year, and how many of them the body leads; those without a date last, under no year."""
    due = Counter((row["dueBy"] or "")[:4] for row in tasks)
    led = Counter((row["dueBy"] or "")[:4] for row in tasks if row["roleName"] == "lead")
    return [(year, due[year], led[year]) for year in sorted(due, key=lambda year: (not year, year))]


def _changes(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Events before and after; a body that one event leads to is not told again as one of those further off."""
    found: dict[str, list[Row]] = {"before": [], "after": [], "longBefore": [], "longAfter": []}
    for row in rows:
        found[row["direction"] or "before"].append(row)
    for near, far in (("before", "longBefore"), ("after", "longAfter")):
        told = {row["other"] for row in found[near]}
        found[far] = [row for row in found[far] if row["other"] not in told]
    return found


def _peers(rows: Iterable[Row], body: str) -> dict[str, dict[str, object]]:
    """The bodies of its kind and of its place, the busiest and itself, with its rank and the middle of all."""
    found: dict[str, dict[str, object]] = {}
    every = list(rows)
    for sort in ("kind", "place"):
        ranked = [row for row in every if row["peers"] == sort]
        loads = [int(row["tasks"] or 0) for row in ranked]
        own = next((at for at, row in enumerate(ranked) if row["institution"] == body), None)
        if own is None or len(ranked) < 2:
            continue
        shown = [(at + 1, row) for at, row in enumerate(ranked) if at < _SOME or at == own]
        middle = sorted(loads)[len(loads) // 2]
        found[sort] = {
            "rank": 1 + sum(load > loads[own] for load in loads),
            "of": len(ranked),
            "middle": middle,
            "most": max(loads),
            "own": loads[own],
            "rows": shown,
        }
    return found

"""The maps on the desk: one page to choose from, and every map as the self-contained file that it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ...graph.lookup import NotFound
from ...queries.ladder import Rung, gaps
from .. import accountability, institutions, matrix, overview, overview_page, page, trace
from .asking import Row
from .plans import held
from .sheets import whole
from .visiting import Desk, Visit

FILTERS: Mapping[str, tuple[str, ...]] = {
    "overview": (),
    "accountability": ("plan", "institution", "role", "section"),
    "trace": ("plan",),
    "institutions": ("plan", "atLeast"),
    "matrix": ("plan", "outline"),
}
"""The maps, and what narrows each."""
ROLES = ("lead", "responsible", "support", "supervise")
_OVERVIEW = ("map-overview-tasks", "map-overview-duties", "map-overview-links")
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_LONGEST = 200


def router(desk: Desk) -> APIRouter:
    """The page of maps, and the maps."""
    pages = APIRouter()

    @pages.get("/maps")
    def maps(request: Request) -> Response:
        visit = desk.visit(request)
        return visit.page("maps.html", filters=FILTERS, plans=held(visit), roles=ROLES)

    @pages.get("/map/{kind}")
    def drawn(request: Request, kind: str) -> Response:
        if kind not in FILTERS:
            raise NotFound(kind)
        visit = desk.visit(request)
        given = {
            key: value for key in FILTERS[kind] if (value := visit.given.get(key, "").strip()[:_LONGEST])
        }
        key = ("map", kind, visit.lang, *sorted(given.items()))
        return alone(visit.desk.asker.once(visit.edition, key, lambda: _drawn(visit, kind, given)))

    return pages


def alone(html: str) -> Response:
    """A page that stands alone, under the policy that it brings: its own scripts by their hashes, and no others."""
    own = _POLICY.search(html)
    policy = unescape(own[1]) if own else "default-src 'none'"
    return Response(
        html,
        media_type="text/html",
        headers={"content-security-policy": f"{policy}; frame-ancestors 'self'"},
    )


def _drawn(visit: Visit, kind: str, given: Mapping[str, str]) -> str:
    asker, edition = visit.desk.asker, visit.edition

    def rows(name: str, keys: Mapping[str, str]) -> list[Row]:
        return asker.now(edition, name, keys)

    if kind == "overview":
        tasks, duties, links = (rows(name, {}) for name in _OVERVIEW)
        return overview_page(overview(tasks, duties, links), visit.lang)
    if kind == "matrix":
        return matrix(rows("matrix", given), visit.lang)
    views: Mapping[str, Callable[[], str]] = {
        "accountability": lambda: page(accountability(rows("map-accountability", given)), visit.lang),
        "trace": lambda: page(trace(rows("map-trace", given), missing=_missing(rows, given)), visit.lang),
        "institutions": lambda: page(
            institutions(
                rows("map-accountability", {key: given[key] for key in given if key != "atLeast"}),
                at_least=max(1, whole(given.get("atLeast", ""), 1)),
            ),
            visit.lang,
        ),
    }
    return views[kind]()


def _missing(rows: Callable[[str, Mapping[str, str]], list[Row]], given: Mapping[str, str]) -> list[Rung]:
    """The levels that are missing above the one plan that a trace is of."""
    return gaps(rows("plan-levels", given)) if "plan" in given else []

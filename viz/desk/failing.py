"""Pages for when there is nothing to show: no store, no such thing, a question that cannot be read, a slow one, a defect."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ...graph.errors import StoreError
from ...graph.judging import Refused
from ...graph.lookup import NotFound
from ...queries import QueryError
from .asking import StillAsking
from .visiting import Desk

RETRY = 5
"""Seconds after which a page that waits for an answer opens again by itself."""


def trouble(desk: Desk, request: Request, key: str, status: int, detail: str = "") -> HTMLResponse:
    """The page for one kind of trouble: `trouble.KEY` of words.json, and perhaps a line of detail."""
    visit = desk.visit(request)
    template = "trouble-part.html" if visit.part else "trouble.html"
    return visit.page(template, status, key=key, detail=detail, retry=0)


def answer_failures(app: FastAPI, desk: Desk) -> None:
    """Give every failure that a page may meet its page."""

    @app.exception_handler(StoreError)
    def no_store(request: Request, problem: StoreError) -> Response:
        missing = not (desk.live.path / "quads").exists()
        return trouble(
            desk, request, "no-store" if missing else "store", 503, "" if missing else str(problem)
        )

    @app.exception_handler(NotFound)
    def not_found(request: Request, problem: NotFound) -> Response:
        return trouble(desk, request, "not-found", 404)

    @app.exception_handler(HTTPException)
    def http(request: Request, problem: HTTPException) -> Response:
        return trouble(
            desk, request, "not-found" if problem.status_code == 404 else "wrong", problem.status_code
        )

    @app.exception_handler(QueryError)
    def wrong(request: Request, problem: QueryError) -> Response:
        return trouble(desk, request, "wrong", 400, str(problem))

    @app.exception_handler(Refused)
    def refused(request: Request, problem: Refused) -> Response:
        return trouble(desk, request, "refused", 422, str(problem))

    @app.exception_handler(StillAsking)
    def slow(request: Request, problem: StillAsking) -> Response:
        page = desk.visit(request).page("trouble.html", 503, key="slow", detail="", retry=RETRY)
        page.headers["Retry-After"] = page.headers["Refresh"] = str(RETRY)
        return page

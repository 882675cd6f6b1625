"""The desk as an application: safety around routers, one a family of pages."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from . import (
    calendar,
    coverage,
    downloads,
    institutions,
    judging,
    originals,
    plans,
    provisions,
    reading,
    searching,
    tracing,
)
from .failing import answer_failures, trouble
from .safety import LOOPBACK, Safety
from .visiting import Desk

STATIC = Path(__file__).parents[1] / "static"
FAMILIES = (
    plans,
    institutions,
    provisions,
    tracing,
    coverage,
    calendar,
    searching,
    reading,
    judging,
    originals,
    downloads,
)
"""Modules whose `router` makes the pages of one family over a desk."""


def create_app(
    store: Path, *, token: str | None = None, hosts: Iterable[str] | None = None, patience: float = 10.0
) -> FastAPI:
    """The desk over the store in a folder, which need not be there yet.

    With `token` nothing but styles is shown without it, and any host name is good; without, the desk answers to the
    names of the loopback only, or to `hosts`. A page waits `patience` seconds for an answer, then says that it is slow.
    """
    desk = Desk.over(store, patience)
    app = FastAPI(title="zeren", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = desk
    named = hosts if hosts is not None else () if token else LOOPBACK
    app.add_middleware(
        Safety, token=token, hosts=named, trouble=partial(trouble, desk, key="defect", status=500)
    )
    answer_failures(app, desk)
    for family in FAMILIES:
        app.include_router(family.router(desk))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app

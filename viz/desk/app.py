"""The desk as an application: safety around routers, one a family of pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from fastapi import FastAPI
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from ...queries.endpoint.app import Endpoint, readable_from
from ...queries.endpoint.limits import Limits
from ...queries.endpoint.pool import Workers
from . import (
    calendar,
    coverage,
    downloads,
    institutions,
    judging,
    maps,
    originals,
    plans,
    provisions,
    querying,
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
    maps,
    searching,
    reading,
    judging,
    originals,
    downloads,
)
"""Modules whose `router` makes the pages of one family over a desk."""


def create_app(
    store: Path,
    *,
    token: str | None = None,
    hosts: Iterable[str] | None = None,
    patience: float = 10.0,
    limits: Limits | None = None,
    origins: Sequence[str] = (),
) -> FastAPI:
    """The desk over the store in a folder, which need not be there yet.

    With `token` nothing but styles is shown without it, and any host name is good; without, the desk answers to the
    names of the loopback only, or to `hosts`. A page waits `patience` seconds for an answer, then says that it is slow.
    The SPARQL endpoint is at /sparql, each query within `limits`; pages of `origins` may read from it.
    """
    desk = Desk.over(store, patience)
    workers = Workers(store, limits)
    app = FastAPI(
        title="zeren", docs_url=None, redoc_url=None, openapi_url=None, lifespan=partial(_life, workers)
    )
    app.state.workers = workers
    app.state.desk = desk
    named = hosts if hosts is not None else () if token else LOOPBACK
    app.add_middleware(
        Safety, token=token, hosts=named, trouble=partial(trouble, desk, key="defect", status=500)
    )
    answer_failures(app, desk)
    for family in FAMILIES:
        app.include_router(family.router(desk))
    app.include_router(querying.router(desk, workers))
    app.router.routes.append(Route("/sparql", readable_from(origins, Endpoint(workers, desk=querying.PATH))))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


@asynccontextmanager
async def _life(workers: Workers, _: FastAPI) -> AsyncIterator[None]:
    async with workers:
        yield

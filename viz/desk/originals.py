"""Pages of a PDF as they were published, while the file is where it was read and holds what it held then."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ...extract.read import Unreadable
from ...extract.sources import bytes_of
from ...graph.lookup import NotFound
from ...ontology.iri import Name
from . import draw_page
from .paths import named
from .sheets import whole
from .visiting import Desk, Visit

_SECONDS = 20.0
"""After so many a page that is still not drawn is given up: a PDF is hostile input."""


def router(desk: Desk) -> APIRouter:
    """`/original/plan/…?page=3`, a picture."""
    pages = APIRouter()

    @pages.get("/original/plan/{tail:path}")
    def original(request: Request) -> Response:
        visit = desk.visit(request)
        data, page = original_of(visit, visit.iri(_plan(request))), whole(visit.given.get("page", ""), 1)
        picture = _drawn(data, page - 1) if data else None
        if picture is None:
            raise NotFound(request.url.path)
        return Response(picture, media_type="image/png", headers={"cache-control": "private, max-age=3600"})

    return pages


def _plan(request: Request) -> Name:
    name = named(request, "plan")
    if name is None:
        raise NotFound(request.url.path)
    return name


def original_of(visit: Visit, plan: str) -> bytes | None:
    """The bytes of the PDF that a plan was read from, if it is where it was and unchanged."""
    edition = visit.edition
    owner = edition.manifest.owner(plan.removeprefix(edition.base))
    if not owner or not owner.lower().endswith(".pdf"):
        return None
    rows = visit.rows("plan-text", source=plan)
    try:
        data = bytes_of(Path(owner))
    except (Unreadable, OSError):
        return None
    same = rows and hashlib.sha256(data).hexdigest() == rows[0]["digest"]
    return data if same else None


@lru_cache(maxsize=32)
def _drawn(data: bytes, page: int) -> bytes | None:
    """A page as PNG, drawn by a program of its own; None where there is no such page or it takes too long."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", draw_page.__file__, str(page)],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout or None

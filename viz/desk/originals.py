"""Pages of a PDF as they were published, while the file is where it was read and holds what it held then."""

from __future__ import annotations

import hashlib
import multiprocessing
import struct
import zlib
from functools import lru_cache
from multiprocessing.connection import Connection
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ...extract.read import Unreadable
from ...extract.sources import bytes_of
from ...graph.lookup import NotFound
from ...ontology.iri import Name
from .paths import named
from .sheets import whole
from .visiting import Desk, Visit

_WIDTH, _LONGEST = 1400, 4000
"""Pixels that a page is wide, and may be high."""
_SECONDS = 15.0
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
    """A page as PNG, drawn in a process of its own; None where there is no such page or it takes too long."""
    mine, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(
        target=_draw, args=(theirs, data, page), daemon=True
    )
    process.start()
    theirs.close()
    try:
        picture: bytes | None = mine.recv() if mine.poll(_SECONDS) else None
    except EOFError:
        picture = None
    finally:
        process.kill()
        process.join()
        mine.close()
    return picture


def _draw(out: Connection, data: bytes, page: int) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    if not 0 <= page < len(document):
        return
    sheet = document[page]
    width, height = sheet.get_size()
    scale = min(_WIDTH / max(width, 1), _LONGEST / max(height, 1))
    bitmap = sheet.render(scale=scale, rev_byteorder=True)
    out.send(png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels))


def png(pixels: bytes, width: int, height: int, stride: int, channels: int) -> bytes:
    """Pixels in rows of `stride` bytes, grey, RGB or RGBA (channels 1, 3 or 4), as a PNG."""
    kind = {1: 0, 3: 2, 4: 6}[channels]
    rows = b"".join(b"\0" + pixels[y * stride : y * stride + width * channels] for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )

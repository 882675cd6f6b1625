"""The endpoint on the web: SPARQL 1.1 Protocol over the workers of a store."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from ..results import Table
from ..terms import plain
from . import accept, description
from .failure import Failure, Kind
from .limits import Limits
from .pool import Answered, Workers
from .protocol import METHODS, Wanted, gone, wanted

_LOG = logging.getLogger("zeren.endpoint")
_HELD_BACK = 65_536
"""Bytes of an answer that are kept until more come, so that what fails early has the status of a failure."""
_RETRY_AFTER = "5"
_HTML = (("text/turtle", ""), ("text/html", "html"))
_COMMON = {"Vary": "Accept", "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}


def sparql_app(
    store: Path, limits: Limits | None = None, *, path: str = "/sparql", origins: Sequence[str] = ()
) -> Starlette:
    """The endpoint alone, at `path`; pages of `origins` may read from it, and of no other unless they are named."""
    workers = Workers(store, limits)

    @contextlib.asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        async with workers:
            yield

    return Starlette(routes=[Route(path, readable_from(origins, Endpoint(workers)))], lifespan=life)


def readable_from(origins: Sequence[str], app: ASGIApp) -> ASGIApp:
    """`app`, and pages of these origins may read what it answers; those of others may not."""
    if not origins:
        return app
    return CORSMiddleware(app, allow_origins=list(origins), allow_methods=METHODS, allow_headers=["*"])


@dataclass(slots=True)
class _Line:
    """What is logged of a request: no text of a query and none of a document."""

    method: str
    began: float
    status: int = 0
    rows: int = 0
    size: int = 0

    def write(self) -> None:
        took = (time.monotonic() - self.began) * 1000
        said = f"{self.method} {self.status or 'gone'} {took:.0f} ms, {self.rows} rows, {self.size} bytes"
        _LOG.info(said)


class Endpoint:
    """The endpoint as a part of another application: `Route("/sparql", Endpoint(workers))`.

    A browser that comes without a query is sent to `desk`, where one is given.
    """

    def __init__(self, workers: Workers, desk: str = "") -> None:
        self._workers, self._desk = workers, desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        line = _Line(request.method, time.monotonic())
        work = asyncio.ensure_future(self._respond(request, send, line))
        try:
            await work
        except ClientDisconnect:
            pass
        finally:
            line.write()

    async def _respond(self, request: Request, send: Send, line: _Line) -> None:
        if request.method == "OPTIONS":
            await _whole(
                Response(status_code=204, headers={"Allow": ", ".join(METHODS)}), request, send, line
            )
            return
        try:
            asked = await wanted(request, self._workers.limits.request)
            if asked is None:
                await _whole(await self._description(request), request, send, line)
            else:
                await self._until_gone(asked, request, send, line)
        except Failure as problem:
            if not line.status:
                await _whole(_failed(problem), request, send, line)

    async def _until_gone(self, asked: Wanted, request: Request, send: Send, line: _Line) -> None:
        """Answer, but no longer than there is somebody who waits for it."""
        work = asyncio.ensure_future(self._answer(asked, request, send, line))
        left = asyncio.ensure_future(gone(request.receive))
        try:
            await asyncio.wait({work, left}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            left.cancel()
            if not work.done():
                work.cancel()
            await asyncio.wait({work, left})
        if not work.cancelled():
            work.result()

    async def _answer(self, asked: Wanted, request: Request, send: Send, line: _Line) -> None:
        client = request.client.host if request.client else ""
        async with self._workers.answering(asked.asked, client) as answered:
            media = (asked.triples if answered.triples else asked.rows) or ("", "")
            headers = _COMMON | {"Content-Type": f"{media[0]}; charset=utf-8"}
            held, whole = await _begun(answered)
            if whole:
                line.rows = answered.rows
                await _whole(Response(held, headers=headers), request, send, line)
            else:
                await self._stream(held, answered, headers, send, line)

    async def _stream(
        self, held: bytes, answered: Answered, headers: dict[str, str], send: Send, line: _Line
    ) -> None:
        """Send as it comes. An answer that fails now is cut off, so that no client takes a part for the whole."""
        line.status = 200
        raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": 200, "headers": raw})
        await self._part(held, send, line)
        async for block in answered.blocks:
            await self._part(block, send, line)
        line.rows = answered.rows
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _part(self, block: bytes, send: Send, line: _Line) -> None:
        line.size += len(block)
        try:
            async with asyncio.timeout(self._workers.limits.seconds):
                await send({"type": "http.response.body", "body": block, "more_body": True})
        except TimeoutError:
            raise Failure(Kind.TIMEOUT, "the client takes nothing") from None

    async def _description(self, request: Request) -> Response:
        takes = ", ".join(request.headers.getlist("accept")) or None
        if self._desk and takes and accept.choose(takes, _HTML) == _HTML[1]:
            return RedirectResponse(self._desk, status_code=303, headers={"Vary": "Accept"})
        chosen = accept.choose(takes, accept.TRIPLES)
        if chosen is None:
            offered = ", ".join(media for media, _ in accept.TRIPLES[:4])
            raise Failure(Kind.NOT_ACCEPTABLE, f"the description of this service is there as: {offered}")
        found = await self._workers.ask(description.GRAPHS, "description")
        graphs = [plain(row[0]) for row in found.rows] if isinstance(found, Table) else []
        content = description.described(str(request.url.replace(query="")), graphs, chosen[1])
        return Response(content, headers=_COMMON | {"Content-Type": f"{chosen[0]}; charset=utf-8"})


async def _begun(answered: Answered) -> tuple[bytes, bool]:
    """The beginning of an answer, and whether that is all of it."""
    held = bytearray()
    async for block in answered.blocks:
        held += block
        if len(held) > _HELD_BACK:
            return bytes(held), False
    return bytes(held), True


async def _whole(response: Response, request: Request, send: Send, line: _Line) -> None:
    line.status, line.size = response.status_code, len(response.body)
    await response(request.scope, request.receive, send)


def _failed(problem: Failure) -> Response:
    headers = dict(_COMMON)
    if problem.kind is Kind.BUSY:
        headers["Retry-After"] = _RETRY_AFTER
    if problem.kind is Kind.NOT_ALLOWED:
        headers["Allow"] = ", ".join(METHODS)
    return PlainTextResponse(problem.message + "\n", status_code=problem.kind.value, headers=headers)

"""What an HTTP request asks, after the SPARQL 1.1 Protocol; every mistake is a Failure with its status."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from . import accept
from .failure import Failure, Kind
from .pool import Asked

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_UTF8 = {"", "utf-8", "utf8", "us-ascii"}
_CHARSET = re.compile(r';\s*charset\s*=\s*"?([^\s;"]*)', re.IGNORECASE)
_READ_ONLY = "this endpoint only answers queries; a store is changed with zeren build and zeren judge"
_MOST_FIELDS = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query and the media types that its answer may have, None where the client takes none."""

    asked: Asked
    rows: tuple[str, str] | None
    triples: tuple[str, str] | None


async def wanted(request: Request, most: int) -> Wanted | None:
    """What is asked; None for a GET without a query, which wants the service described. Raises Failure."""
    if request.method in ("GET", "HEAD"):
        fields = _fields(request.url.query.encode())
        if not fields:
            return None
        return _wanted(request, fields, None)
    if request.method != "POST":
        raise Failure(Kind.NOT_ALLOWED, f"{request.method} is not answered here; use GET or POST")
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Failure(Kind.MEDIA_TYPE, "a query is read as it is, not compressed")
    given = request.headers.get("content-type", "")
    match given.partition(";")[0].strip().lower():
        case "application/x-www-form-urlencoded":
            _check_charset(given)
            return _wanted(request, _fields(await _body(request, most)), None)
        case "application/sparql-query":
            _check_charset(given)
            fields = _fields(request.url.query.encode())
            return _wanted(request, fields, _text(await _body(request, most)))
        case "application/sparql-update":
            raise Failure(Kind.REFUSED, _READ_ONLY)
    raise Failure(Kind.MEDIA_TYPE, f"a query is posted as {_FORM} or {_DIRECT}")


def _wanted(request: Request, fields: list[tuple[str, str]], direct: str | None) -> Wanted:
    names = [name for name, _ in fields]
    if "update" in names:
        raise Failure(Kind.REFUSED, _READ_ONLY)
    queries = [value for name, value in fields if name == "query"] + ([] if direct is None else [direct])
    if len(queries) != 1:
        raise Failure(Kind.MALFORMED, f"a request asks one query, and this one asks {len(queries)}")
    default, named = (
        tuple(value for name, value in fields if name == key)
        for key in ("default-graph-uri", "named-graph-uri")
    )
    takes = ", ".join(request.headers.getlist("accept")) or None
    rows, triples = accept.choose(takes, accept.ROWS), accept.choose(takes, accept.TRIPLES)
    if rows is None and triples is None:
        offered = ", ".join(media for media, _ in (*accept.ROWS[:4], *accept.TRIPLES[:4]))
        raise Failure(Kind.NOT_ACCEPTABLE, f"there are: {offered}")
    dataset = (default, named) if default or named else (None, None)
    formats = (rows[1] if rows else "", triples[1] if triples else "")
    return Wanted(Asked(queries[0], *formats, *dataset), rows, triples)


def _fields(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        raise Failure(
            Kind.MALFORMED, "the parameters cannot be read; they are percent-encoded UTF-8"
        ) from None


def _check_charset(content_type: str) -> None:
    found = _CHARSET.search(content_type)
    if found and found[1].lower() not in _UTF8:
        raise Failure(Kind.MEDIA_TYPE, "a query is sent as UTF-8")


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Failure(Kind.MALFORMED, "the query is no UTF-8 text") from None


async def _body(request: Request, most: int) -> bytes:
    """The body, never more than `most` of it."""
    too_long = Failure(Kind.TOO_LONG, f"a request has at most {most} bytes")
    told = request.headers.get("content-length", "0")
    if told.isdigit() and int(told) > most:
        raise too_long
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise too_long
    return bytes(body)


Read = Callable[[], Awaitable[object]]


async def gone(receive: Read) -> None:
    """Wait until the client has gone."""
    while True:
        message = await receive()
        if isinstance(message, dict) and message["type"] == "http.disconnect":
            return

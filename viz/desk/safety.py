"""What every request must pass and every response carries: host, token, headers, and a log without words of documents."""

from __future__ import annotations

import hmac
import logging
import time
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("zeren.desk")

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
TOKEN_COOKIE = "zeren-token"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
"""For the desk's pages. A response that brings a policy of its own keeps it."""
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cache-control": "no-cache",
}
_OPEN = ("/static/",)
"""Paths that need no token: nothing of a store is there."""
_DOOR = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>zeren</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/static/desk/desk.css">
<main class="door"><h1>责任 zeren</h1><form method="get"><p><label for="token">访问口令 Token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
<button>进入 Enter</button></p></form></main></html>"""


class Safety:
    """The outermost part of the desk. A defect below it becomes a page that says so, without a word of a document."""

    def __init__(
        self, app: ASGIApp, *, token: str | None, hosts: Iterable[str], trouble: Callable[[Request], Response]
    ) -> None:
        """`hosts` are the names by which the desk may be called; none means any, which is for a token only.

        `trouble` makes the page that a defect is answered with.
        """
        self._app, self._token, self._trouble = app, token, trouble
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 0

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                given = {name.lower() for name, _ in message["headers"]}
                added = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in given]
                message["headers"] = [*message["headers"], *added]
            await send(message)

        try:
            await (self._refusal(Request(scope)) or self._app)(scope, receive, sent)
        except Exception as defect:
            log.error("%s %s %s", scope["method"], _route(scope), _where(defect))
            if status:
                raise
            await self._trouble(Request(scope))(scope, receive, sent)
        finally:
            took = 1000 * (time.perf_counter() - began)
            log.info("%s %s %d %.0f ms", scope["method"], _route(scope), status, took)

    def _refusal(self, request: Request) -> Response | None:
        """The answer to a request that goes no further."""
        if self._hosts and host_of(request.headers.get("host", "")) not in self._hosts:
            return HTMLResponse("<h1>421</h1><p>This desk is not called so.</p>", 421)
        if not self._token or request.url.path.startswith(_OPEN):
            return None
        shown = request.query_params.get("token", "")
        if shown and _same(shown, self._token):
            return self._let_in(request)
        if _same(request.headers.get("authorization", "").removeprefix("Bearer "), self._token):
            return None
        if _same(request.cookies.get(TOKEN_COOKIE, ""), _kept(self._token)):
            return None
        return HTMLResponse(_DOOR, 401, {"www-authenticate": "Bearer"})

    def _let_in(self, request: Request) -> Response:
        kept = [(key, value) for key, value in request.query_params.multi_items() if key != "token"]
        path = "/" + request.scope.get("raw_path", b"/").decode("ascii", "replace").lstrip("/")
        answer = RedirectResponse(f"{path}?{urlencode(kept)}" if kept else path, 303)
        answer.set_cookie(TOKEN_COOKIE, _kept(self._token or ""), httponly=True, samesite="strict")
        return answer


def _kept(token: str) -> str:
    """What a browser keeps of a token: enough to be known again, not the token."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())


def host_of(header: str) -> str:
    """The host of a Host header, without its port.

    >>> host_of("LOCALHOST:8000"), host_of("[::1]:8000")
    ('localhost', '[::1]')
    """
    host = header.strip().lower()
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]


def from_here(request: Request) -> bool:
    """Whether a request was sent by a page of this desk: its Origin is the host that it is sent to."""
    origin = request.headers.get("origin", "")
    return bool(origin) and urlsplit(origin).netloc.lower() == request.headers.get("host", "").lower()


def _route(scope: Scope) -> str:
    """The route a request took, not its path: paths and queries hold words of documents."""
    route = scope.get("route")
    return str(getattr(route, "path", "")) or "-"


def _where(defect: Exception) -> str:
    """A defect by its kind and the line it came from; what it says may quote a document."""
    trace = defect.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    return f"{type(defect).__name__} at {place}"

"""One visit to the desk: the edition of the store it sees throughout, its language, and the pages made from both."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from ...graph.errors import StoreError
from ...ontology.iri import Name
from ...queries import Table
from . import paths
from .asking import Asker, Row
from .live import Edition, Live
from .timing import stands
from .words import COOKIE, LANGUAGES, chosen, say

TEMPLATES = Path(__file__).parents[1] / "templates"
NAVIGATION = (
    ("plans", "/"),
    ("institutions", "/institutions"),
    ("coverage", "/coverage"),
    ("calendar", "/calendar"),
    ("maps", "/maps"),
    ("query", "/query"),
    ("judgements", "/judgements"),
)
"""The main ways through the desk: a key of words.json (`nav.…`) and a path."""
SIGNER = "zeren-signer"


@dataclass(frozen=True, slots=True)
class Desk:
    """What all visits share."""

    live: Live
    asker: Asker
    environment: Environment
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    """Goes with every write action, so that no page from elsewhere can make one."""

    @classmethod
    def over(cls, store: Path, patience: float) -> Desk:
        """A desk over the store in a folder, whose pages wait `patience` seconds for an answer."""
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        return cls(Live(store), Asker(patience), environment)

    def visit(self, request: Request) -> Visit:
        """A visit begins."""
        return Visit(self, request)


class Visit:
    """One request, what it asks of the store and how it is answered."""

    def __init__(self, desk: Desk, request: Request) -> None:
        """Nothing is opened or asked yet."""
        self.desk, self.request = desk, request
        self.given = request.query_params
        self.part = request.headers.get("x-part") == "1"
        """Whether a script asks for a part of a page, to put it into one that is open."""
        self.lang = chosen(
            self.given.get("lang", ""),
            request.cookies.get(COOKIE, ""),
            request.headers.get("accept-language", ""),
        )

    @cached_property
    def edition(self) -> Edition:
        """The store as it is at this visit. Raises StoreError."""
        return self.desk.live.now()

    def say(self, key: str, **values: object) -> str:
        """The desk's own words in the language of the visit."""
        return say(self.lang, key, **values)

    def rows(self, name: str, **given: str) -> list[Row]:
        """The answer to a question of the library. Raises QueryError, StoreError and StillAsking."""
        return self.desk.asker.rows(self.edition, name, given)

    def table(self, name: str, **given: str) -> Table:
        """The same as terms."""
        return self.desk.asker.table(self.edition, name, given)

    def iri(self, name: Name) -> str:
        """The identifier of a thing in this store."""
        return name.iri(self.edition.base)

    def href(self, iri: str | None, page: str = "") -> str:
        """The path of the page of a thing."""
        return paths.href(iri or "", self.edition.base, page)

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page made from a template."""
        text = self.desk.environment.get_template(template).render(self._shared() | values)
        answer = HTMLResponse(text, status)
        if self.given.get("lang", "") in LANGUAGES:
            answer.set_cookie(COOKIE, self.lang, max_age=31536000, samesite="lax", httponly=True)
        return answer

    def _shared(self) -> dict[str, Any]:
        return {
            "lang": self.lang,
            "html_lang": "zh-CN" if self.lang == "zh" else "en",
            "t": self.say,
            "href": self.href,
            "query": paths.with_query,
            "again": partial(_again, self.request),
            "stands": stands,
            "navigation": NAVIGATION,
            "path": self.request.url.path,
            "secret": self.desk.secret,
            "signer": unquote(self.request.cookies.get(SIGNER, ""))[:80],
            "running": self._is_building(),
            "edition": self._number(),
        }

    def _is_building(self) -> bool:
        return self.desk.live.building

    def _number(self) -> int:
        try:
            return self.edition.number
        except StoreError:
            return 0


def _again(request: Request, **changes: object) -> str:
    """The address of this page with something changed in its query."""
    changed: Mapping[str, str] = {key: str(value) for key, value in changes.items()}
    return paths.with_query(request.url.path, {**request.query_params, **changed})

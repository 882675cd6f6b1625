"""Where things are on the desk: the page of a thing by its identifier, and the identifier that a path names."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, unquote, urlencode

from starlette.requests import Request

from ...ontology.iri import Name

PAGES: Mapping[str, str] = {
    "plan": "plan",
    "institution": "institution",
    "group": "institution",
    "provision": "provision",
}
"""The page for things of a kind; `/provision/…` shows a task or a requirement."""


def href(iri: str, base: str, page: str = "") -> str:
    """The path of the page that shows the thing `iri`; empty where no page does.

    >>> href("https://w3id.org/zeren/id/plan/990100/方案", "https://w3id.org/zeren/id/")
    '/plan/990100/%E6%96%B9%E6%A1%88'
    >>> href("https://w3id.org/zeren/id/plan/990100/方案", "https://w3id.org/zeren/id/", "read")
    '/read/plan/990100/%E6%96%B9%E6%A1%88'
    """
    if not iri.startswith(base):
        return ""
    tail = iri[len(base) :]
    kind = tail.partition("/")[0]
    if page:
        return f"/{page}/{quote(tail, safe='/%')}"
    return f"/{quote(tail, safe='/%')}" if kind in PAGES else ""


def named(request: Request, *kinds: str) -> Name | None:
    """The thing that the end of a path names, if it is of one of `kinds`."""
    raw = request.scope.get("raw_path") or quote(request.url.path).encode()
    parts = [unquote(part) for part in raw.decode("ascii", "replace").split("?")[0].split("/")]
    for place, part in enumerate(parts):
        if part in kinds:
            try:
                return Name(part, tuple(parts[place + 1 :]))
            except ValueError:
                return None
    return None


def with_query(path: str, given: Mapping[str, str]) -> str:
    """A path with what is given in its query, empty values left out."""
    kept = {key: value for key, value in given.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path

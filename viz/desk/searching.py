"""Search over names, texts and pinyin."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from .asking import Row
from .finding import Hit, Index
from .sheets import sheet
from .tracing import Mark, marked
from .visiting import Desk, Visit

KINDS = ("institution", "plan", "provision", "place")
_LONGEST = 100
_TEXTS = "200"
_AROUND = 60
_SHOWN = 20


def router(desk: Desk) -> APIRouter:
    """The page of the search."""
    pages = APIRouter()

    @pages.get("/search")
    def search(request: Request) -> Response:
        visit = desk.visit(request)
        asked = visit.given.get("q", "").strip()[:_LONGEST]
        kind = visit.given.get("kind", "")
        names = _names(visit, asked) if asked else {}
        texts = visit.rows("texts", words=asked, limit=_TEXTS) if len(asked) > 1 else []
        chosen = names.get(kind, [])
        return visit.page(
            "search.html",
            asked=asked,
            kind=kind,
            kinds=KINDS,
            names={name: hits[:_SHOWN] for name, hits in names.items() if not kind},
            chosen=sheet(chosen, visit.given, 60),
            counts={name: len(hits) for name, hits in names.items()},
            texts=sheet(
                [(row, excerpt(row, asked)) for row in texts] if not kind or kind == "text" else [],
                visit.given,
                30,
            ),
            in_texts=len(texts),
        )

    return pages


def _names(visit: Visit, asked: str) -> dict[str, list[Hit]]:
    edition, rows = visit.edition, visit.rows("names")
    index = visit.desk.asker.once(edition, ("index",), lambda: Index(rows))
    found: dict[str, list[Hit]] = {kind: [] for kind in KINDS}
    for hit in index.find(asked):
        found[hit.row["kind"] or "place"].append(hit)
    return {kind: hits for kind, hits in found.items() if hits}


def excerpt(row: Row, asked: str) -> list[Mark]:
    """What stands around the words in a text, the words marked."""
    text = row["text"] or ""
    at = text.find(asked)
    start, end = max(0, at - _AROUND), at + len(asked) + _AROUND
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return marked(before + text[start:end].replace("\n", " ") + after, [asked])

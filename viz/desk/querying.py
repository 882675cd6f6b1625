"""The query desk: SPARQL written or chosen from the library, its answer as table, chart, network or file."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from ...graph.errors import StoreError
from ...graph.judging import now
from ...ontology.vocab import PREFIXES
from ...queries import SHELVES, QueryError, Question, absent, bind, question, render
from ...queries.binding import CHOICES
from ...queries.endpoint.failure import Failure
from ...queries.endpoint.pool import Workers
from ...queries.saved import Saved, Version, drop, keep, saved
from ...queries.terms import PREFIXED
from .asking import StillAsking
from .safety import from_here
from .terms import terms
from .visiting import Desk, Visit

PATH = "/query"
FILES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/sparql-results+json",
    "ttl": "text/turtle; charset=utf-8",
}
"""What an answer is downloaded as."""
_START = """SELECT ?name (COUNT(?task) AS ?tasks)
WHERE { ?task zr:leadBy/skos:prefLabel ?name }
GROUP BY ?name
ORDER BY DESC(?tasks)
LIMIT 20"""
_SHOWN = ("zr", "dcterms", "skos", "rdfs", "xsd", "oa", "org", "prov")
_LONGEST = 1_000_000
_MOST_PLANS = 1000
_STATIC = Path(__file__).parents[1] / "static" / "desk" / "query"
_WORDS, _COLUMNS = _STATIC / "words.json", _STATIC / "columns.json"


class _Refused(Exception):
    """A request that is not carried out, with its status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def router(desk: Desk, workers: Workers) -> APIRouter:
    """The page, and what its scripts ask for."""
    pages = APIRouter(prefix=PATH)

    @pages.get("")
    def page(request: Request) -> Response:
        return _page(desk.visit(request))

    @pages.get("/terms.json")
    def vocabulary(request: Request) -> Response:
        return JSONResponse(terms(desk.visit(request).lang))

    @pages.post("/bind")
    async def bound(request: Request) -> Response:
        return await _answered(request, _bound)

    @pages.post("/none")
    async def none(request: Request) -> Response:
        return await _answered(request, partial(_none, desk.visit(request)))

    @pages.post("/file")
    async def file(request: Request) -> Response:
        try:
            given = await _given(request)
            return await _file(workers, given)
        except Failure as problem:
            return PlainTextResponse(problem.message, problem.kind.value)
        except (QueryError, _Refused) as problem:
            return PlainTextResponse(str(problem), getattr(problem, "status", 400))

    @pages.post("/saved")
    async def change(request: Request) -> Response:
        def changed(given: Mapping[str, Any]) -> object:
            if not hmac.compare_digest(str(given.get("secret", "")).encode(), desk.secret.encode()):
                raise _Refused(403, "this page is out of date; open it again")
            return _listed(_changed(workers.store, given))

        return await _answered(request, changed)

    return pages


async def _answered(request: Request, answer: Any) -> Response:
    try:
        given = await _given(request)
        return JSONResponse(await run_in_threadpool(answer, given))
    except (QueryError, _Refused) as problem:
        return PlainTextResponse(str(problem), getattr(problem, "status", 400))


async def _given(request: Request) -> dict[str, Any]:
    """The JSON that a script of this desk sent. Raises _Refused."""
    if not from_here(request):
        raise _Refused(403, "only pages of this desk may ask this")
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST:
            raise _Refused(413, "that is too long")
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise _Refused(400, "that cannot be read")
    return given


def _asked(given: Mapping[str, Any]) -> tuple[Question, dict[str, str]]:
    """The question that a form is of, and the values it has."""
    values = {str(key): str(value) for key, value in dict(given.get("values") or {}).items()}
    return question(str(given.get("name", ""))), values


def _bound(given: Mapping[str, Any]) -> object:
    asked, values = _asked(given)
    return {"query": _shortened(bind(asked, _limited(asked) | values))}


def _none(visit: Visit, given: Mapping[str, Any]) -> object:
    """What no rows mean: that a plan or a body is not there, else what the question's file says of it."""
    asked, values = _asked(given)
    words, told = _words()[visit.lang], absent(visit.edition.store, asked, values)
    if told:
        meant = words["meant"].format(name=told.nearest) if told.nearest and told.kind != "cited" else ""
        return {"none": words[f"absent-{told.kind}"].format(part=told.part, name=told.nearest) + meant}
    return {"none": asked.none_zh if visit.lang == "zh" else asked.none_en}


async def _file(workers: Workers, given: Mapping[str, Any]) -> Response:
    kind = str(given.get("kind", ""))
    if kind not in FILES:
        raise _Refused(400, f"there are: {', '.join(FILES)}")
    result = await workers.ask(str(given.get("query", "")))
    filled = BytesIO()
    await run_in_threadpool(render, result, kind, filled, "zeren")
    return Response(
        filled.getvalue(),
        media_type=FILES[kind],
        headers={"Content-Disposition": f'attachment; filename="zeren.{kind}"'},
    )


def _changed(store: Path, given: Mapping[str, Any]) -> Saved:
    name = str(given.get("name", ""))
    if given.get("drop"):
        return drop(store, name)
    version = Version(
        str(given.get("query", "")), now(), str(given.get("by", "")), str(given.get("note", ""))
    )
    return keep(store, name, version)


def _listed(one: Saved) -> dict[str, Any]:
    return {
        "name": one.name,
        "dropped": one.dropped,
        "versions": [
            {"number": number, "time": version.time, "by": version.by, "note": version.note}
            for number, version in enumerate(one.versions, 1)
        ],
        "to": f"/query?saved={quote(one.name)}",
    }


def _page(visit: Visit) -> Response:
    words, given = _words()[visit.lang], visit.given
    chosen = question(given["question"]) if given.get("question") else None
    kept, problem = _kept(visit.desk.live.path)
    text, notice = _text(visit, chosen, kept)
    zh = visit.lang == "zh"
    return visit.page(
        "query.html",
        w=words,
        shelves=_shelves(zh),
        chosen=chosen,
        about=(chosen.title_zh if zh else chosen.title_en, chosen.summary_zh if zh else chosen.summary_en)
        if chosen
        else None,
        fields=_fields(visit, chosen) if chosen else [],
        plans=_plans(visit) if chosen else [],
        saved=[_listed(one) for one in kept if not one.dropped],
        problem=problem or notice,
        text=text,
        told={
            "words": words,
            "columns": _columns() if zh and chosen else {},
            "prefixes": PREFIXED | {"id": _base(visit)},
            "base": _base(visit),
            "secret": visit.desk.secret,
            "lang": visit.lang,
            "question": chosen.name if chosen else "",
            "view": given.get("view", ""),
        },
    )


def _shelves(zh: bool) -> list[dict[str, Any]]:
    """The library as it is listed; questions that pages and maps ask are folded away."""
    return [
        {
            "title": shelf.title_zh if zh else shelf.title_en,
            "inside": shelf.inside,
            "questions": [
                {
                    "name": one.name,
                    "title": one.title_zh if zh else one.title_en,
                    "about": one.summary_zh if zh else one.summary_en,
                }
                for one in shelf.questions
            ],
        }
        for shelf in SHELVES
    ]


def _base(visit: Visit) -> str:
    try:
        return visit.edition.base
    except StoreError:  # the page is there without a store too
        return PREFIXED["id"]


def _kept(store: Path) -> tuple[tuple[Saved, ...], str]:
    try:
        return saved(store), ""
    except QueryError as problem:
        return (), str(problem)


def _text(visit: Visit, chosen: Question | None, kept: tuple[Saved, ...]) -> tuple[str, str]:
    """The query to begin with, and what is wrong with what was asked for."""
    given = visit.given
    if given.get("query"):
        return given["query"], ""
    if given.get("saved"):
        versions = next((one.versions for one in kept if one.name == given["saved"]), ())
        wanted = given.get("version", "")
        number = int(wanted) if wanted.isdigit() and len(wanted) < 7 else len(versions)
        if 0 < number <= len(versions):
            return versions[number - 1].text, ""
        return _prefixed(_START), _words()[visit.lang]["not-saved"]
    if chosen is None:
        return _prefixed(_START), ""
    try:
        return _shortened(bind(chosen, _values(visit, chosen))), ""
    except QueryError as problem:
        return _shortened(bind(chosen, dict(chosen.example))), str(problem)


def _values(visit: Visit, chosen: Question) -> dict[str, str]:
    """The values of a question's parameters: as the address has them, or those of the example where it has none."""
    names = [parameter.name for parameter in chosen.parameters]
    asked = {name: visit.given[f"p.{name}"] for name in names if f"p.{name}" in visit.given}
    return _limited(chosen) | (asked or dict(chosen.example))


def _limited(chosen: Question) -> dict[str, str]:
    """A long list is cut, where nobody says how, as its file cuts it; the query shows it."""
    return {"limit": str(chosen.limit)} if chosen.limit else {}


def _plans(visit: Visit) -> list[str]:
    """Titles to choose from, where the store tells them at once."""
    try:
        return sorted({row["planTitle"] or "" for row in visit.rows("plans")})[:_MOST_PLANS]
    except (StoreError, StillAsking):
        return []


def _fields(visit: Visit, chosen: Question) -> list[dict[str, Any]]:
    zh, values, words = visit.lang == "zh", _values(visit, chosen), _words()[visit.lang]
    named = {one["iri"]: one["label"] for kind in terms(visit.lang).values() for one in kind}
    return [
        {
            "name": one.name,
            "type": one.type.value,
            "optional": one.optional,
            "label": one.description_zh if zh else one.description_en,
            "choices": [(choice, _choice(choice, named, words)) for choice in one.choices],
            "value": values.get(one.name, ""),
        }
        for one in chosen.parameters
    ]


def _choice(choice: str, named: Mapping[str, str], words: Mapping[str, str]) -> str:
    """A choice as the vocabulary or the desk calls it."""
    return named.get(CHOICES.get(choice, PREFIXES["zr"] + choice)) or words[f"choice-{choice}"]


def _shortened(text: str) -> str:
    """A question's query without its front matter."""
    lines = text.split("\n")
    while lines and (lines[0].startswith("#") or not lines[0].strip()):
        lines.pop(0)
    return "\n".join(lines)


def _prefixed(text: str) -> str:
    used = [name for name in _SHOWN if f"{name}:" in text]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in used) + "\n" + text


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = json.loads(_WORDS.read_text(encoding="utf-8"))
    return found


@cache
def _columns() -> Mapping[str, str]:
    """What the columns of the library's answers are called in Chinese."""
    found: Mapping[str, str] = json.loads(_COLUMNS.read_text(encoding="utf-8"))
    return found

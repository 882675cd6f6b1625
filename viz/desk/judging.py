"""Findings one by one, what they were read from, and what people say of them: right, wrong, or something else."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from urllib.parse import parse_qs, quote

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...graph.evidence import explain
from ...graph.judging import Judge, Refused, keep, now
from ...graph.lookup import NotFound
from ...ontology.iri import Name, plan_of
from .originals import original_of
from .paths import named
from .safety import from_here
from .sheets import sheet
from .visiting import SIGNER, Desk, Visit

FINDINGS = ("responsibility", "deadline", "target", "citation", "obligation", "derivation", "correction")
JUDGED = ("responsibility", "deadline", "target", "citation", "derivation")
"""The kinds that people can say something of."""
_LARGEST = 20_000
"""Bytes of a form."""


def router(desk: Desk) -> APIRouter:
    """Pages of findings, and the one action that writes."""
    pages = APIRouter()

    @pages.get("/finding/{tail:path}")
    def finding(request: Request) -> Response:
        visit = desk.visit(request)
        name = named(request, *FINDINGS)
        if name is None:
            raise NotFound(request.url.path)
        return _page(visit, name)

    @pages.post("/judge")
    async def judge(request: Request) -> Response:
        given = await form(request)
        if not from_here(request) or not hmac.compare_digest(given.get("secret", ""), desk.secret):
            raise HTTPException(403)
        return await run_in_threadpool(_judged, desk.visit(request), given)

    @pages.get("/judgements")
    def judgements(request: Request) -> Response:
        visit = desk.visit(request)
        return visit.page("judgements.html", sheet=sheet(visit.rows("judgements"), visit.given))

    @pages.get("/judgements/progress")
    def progress(request: Request) -> Response:
        visit = desk.visit(request)
        return visit.page("progress.html", counts=visit.rows("review-counts"))

    return pages


async def form(request: Request) -> dict[str, str]:
    """The fields of a form. Raises Refused where it is too large."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _LARGEST:
            raise Refused("the form is too large")
    fields = parse_qs(bytes(body).decode("utf-8", "replace"), max_num_fields=40)
    return {key: values[-1].strip() for key, values in fields.items()}


def _page(visit: Visit, name: Name, kept: str = "") -> Response:
    """What a finding is, whole or, for the reader's panel, as a part."""
    iri = visit.iri(name)
    found = explain(visit.edition.store, iri, visit.lang)
    if not found.kind:
        raise NotFound(iri)
    corrected = _corrected(name)
    judged = corrected or name
    file = visit.iri(plan_of(judged)) if judged.kind != "derivation" else ""
    return visit.page(
        "finding-part.html" if visit.part else "finding.html",
        found=found,
        iri=iri,
        kind=judged.kind,
        judged=visit.iri(judged) if judged.kind in JUDGED else "",
        file=file,
        original=bool(file and any(q.page for q in found.quotations) and original_of(visit, file)),
        kept=kept or visit.given.get("kept", ""),
    )


def _corrected(name: Name) -> Name | None:
    """The finding in whose place a correction stands."""
    if name.kind != "correction":
        return None
    *parts, kind = name.parts
    return Name(kind, tuple(parts))


def _judged(visit: Visit, given: Mapping[str, str]) -> Response:
    """Keep what a person says; several corrections of one finding are kept together."""
    edition, directory = visit.edition, visit.desk.live.path
    maker, subject = Judge(edition.store, edition.base), given.get("subject", "")
    by, note = given.get("by", ""), given.get("note", "")
    said = [
        maker.judgement(subject, verdict, value, by=by, note=note, time=now())
        for verdict, value in _said(given)
    ]
    replayed = keep(directory, said, edition.base)
    answer = _after(visit, subject, "now" if replayed else "later")
    answer.set_cookie(SIGNER, quote(by), max_age=31536000, samesite="strict", httponly=True)
    return answer


def _said(given: Mapping[str, str]) -> list[tuple[str, str]]:
    """The verdicts of a form, each with its correction. Raises Refused where a correction corrects nothing."""
    verdict = given.get("verdict", "")
    if verdict != "corrected":
        return [(verdict, "")]
    values = [f"{key}={given[key]}" for key in ("role", "name", "span", "due") if given.get(key)]
    if not values:
        raise Refused("nothing was corrected; change the role, the name, the words or the date")
    return [("corrected", value) for value in values]


def _after(visit: Visit, subject: str, kept: str) -> Response:
    """The finding as it stands then, in the panel or on its page."""
    name = Name.parse(subject, visit.edition.base)
    if visit.part:
        return _page(visit.desk.visit(visit.request), name, kept)
    return RedirectResponse(f"{visit.href(subject, 'finding')}?kept={kept}", 303)

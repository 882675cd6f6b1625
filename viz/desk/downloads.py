"""What a page shows as a table, as a file: the answer to the same question, for a spreadsheet or another program."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ...queries import BadFormat, question, render
from .visiting import Desk

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/sparql-results+json",
}


def router(desk: Desk) -> APIRouter:
    """`/table/QUESTION.FORM?PARAMETER=VALUE…`"""
    pages = APIRouter()

    @pages.get("/table/{name}.{form}")
    def table(request: Request, name: str, form: str) -> Response:
        if form not in TYPES:
            raise BadFormat(f"{form!r} is no format; there are: {', '.join(TYPES)}")
        visit = desk.visit(request)
        asked = question(name)
        known = {parameter.name for parameter in asked.parameters}
        given = {key: value for key, value in visit.given.items() if key in known}
        filled = BytesIO()
        render(
            visit.table(name, **given), form, filled, asked.title_zh if visit.lang == "zh" else asked.title_en
        )
        return Response(filled.getvalue(), headers=_headers(name, given, form))

    return pages


def _headers(name: str, given: dict[str, str], form: str) -> dict[str, str]:
    """The type, and a file name that says what was asked and of what."""
    whole = "-".join([name, *(value.rsplit("/", 1)[-1][:40] for value in given.values())])
    return {
        "content-type": TYPES[form],
        "content-disposition": f"attachment; filename=\"{name}.{form}\"; filename*=UTF-8''{quote(whole, safe='')}.{form}",
    }

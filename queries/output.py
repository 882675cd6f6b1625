"""Writes a result in the format asked for: for a screen, a spreadsheet or another program."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import TextIOWrapper
from typing import BinaryIO, TextIO

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, serialize

from . import screen
from .errors import BadFormat
from .results import Result, Table, Triples, Truth, triples_as_table
from .terms import PREFIXED, Term, is_number, plain

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render(result: Result, format: str, out: BinaryIO, title: str = "") -> None:
    """Write `result` to `out`, which stays open; `format` is one of FORMATS.

      table   aligned columns at the terminal's width, or one record after another where they do not fit
      csv     UTF-8 with BOM; a cell that a spreadsheet would take for a formula begins with an apostrophe
      json    SPARQL 1.1 Query Results JSON; triples as rows
      ttl     Turtle, for the triples of a CONSTRUCT or DESCRIBE
      xlsx    one sheet; text is text even where it begins with =

    `title` heads a table and names the sheet. Raises BadFormat.
    """
    if format not in _WRITERS:
        raise BadFormat(f"{format!r} is no format; there are: {', '.join(FORMATS)}")
    _WRITERS[format](result, out, title)


def _write_screen(result: Result, out: BinaryIO, title: str) -> None:
    with_text(out, "utf-8", lambda text: screen.write(_table(result), text, title))


def _write_csv(result: Result, out: BinaryIO, title: str) -> None:
    table = _table(result)

    def rows(text: TextIO) -> None:
        writer = csv.writer(text)
        writer.writerow(table.columns)
        writer.writerows([_harmless(term) for term in row] for row in table.rows)

    with_text(out, "utf-8-sig", rows)


def _write_json(result: Result, out: BinaryIO, title: str) -> None:
    with_text(out, "utf-8", lambda text: json.dump(_json(result), text, ensure_ascii=False, indent=1))


def _write_turtle(result: Result, out: BinaryIO, title: str) -> None:
    if not isinstance(result, Triples):
        raise BadFormat(
            "ttl holds triples, and this query gives rows; use table, csv, json or xlsx, or a CONSTRUCT"
        )
    serialize(result.triples, out, RdfFormat.TURTLE, prefixes=PREFIXED)


def _write_xlsx(result: Result, out: BinaryIO, title: str) -> None:
    from . import sheet

    sheet.write({title: _table(result)}, out)


_WRITERS: dict[str, Callable[[Result, BinaryIO, str], None]] = {
    "table": _write_screen,
    "csv": _write_csv,
    "json": _write_json,
    "ttl": _write_turtle,
    "xlsx": _write_xlsx,
}
FORMATS = tuple(_WRITERS)


def with_text(out: BinaryIO, encoding: str, write: Callable[[TextIO], None]) -> None:
    """Let `write` write text to the binary `out`, line ends as they are, and leave `out` open."""
    text = TextIOWrapper(out, encoding=encoding, errors="backslashreplace", newline="")
    try:
        write(text)
    finally:
        text.detach()


def _table(result: Result) -> Table:
    match result:
        case Table():
            return result
        case Triples():
            return triples_as_table(result)
        case Truth(value):
            return Table(("answer",), ((Literal(value),),))


def _harmless(term: Term | None) -> str:
    text = plain(term)
    return "'" + text if text.startswith(_FORMULA) and not is_number(term) else text


def _json(result: Result) -> dict[str, object]:
    if isinstance(result, Truth):
        return {"head": {}, "boolean": result.value}
    table = _table(result)
    bindings = [
        {name: _json_term(term) for name, term in zip(table.columns, row, strict=True) if term is not None}
        for row in table.rows
    ]
    return {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}


def _json_term(term: Term) -> dict[str, object]:
    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case BlankNode():
            return {"type": "bnode", "value": term.value}
        case Literal():
            return {"type": "literal", "value": term.value} | _json_kind(term)
    parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}


def _json_kind(literal: Literal) -> dict[str, object]:
    if literal.language:
        return {"xml:lang": literal.language}
    datatype = literal.datatype.value
    return {} if datatype == _XSD_STRING else {"datatype": datatype}

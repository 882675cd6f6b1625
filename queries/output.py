"""Answers as people and programs want them: a table on the terminal, CSV, JSON, Turtle, XLSX."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from ..ontology.iri import BASE
from ..ontology.vocab import PREFIXES
from .asking import Answer, BadQuery, Table, Term, Triples, Truth, plain

FORMATS = ("table", "csv", "json", "ttl", "xlsx")
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_WIDEST = 60


def render(answer: Answer, form: str, *, limit: int | None = None, width: int | None = None) -> bytes:
    """An answer in one of FORMATS. `limit` rows are shown of a table on the terminal, `width` columns wide.

    Raises BadQuery where the answer cannot take that form.
    """
    match form, answer:
        case "table", _:
            return _terminal(answer, limit, width).encode("utf-8")
        case "json", Table() | Truth():
            return _json(answer)
        case "ttl", Triples():
            return ox.serialize(answer.triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""
        case "csv", Table():
            return _csv(answer)
        case "xlsx", Table():
            from .workbook import workbook

            return workbook({"zeren": answer})
        case (("csv" | "json" | "ttl" | "xlsx"), _):
            raise BadQuery(
                f"{form} is for {'CONSTRUCT and DESCRIBE' if form == 'ttl' else 'SELECT'} queries; try another --format"
            )
        case _:
            raise BadQuery(f"{form!r} is no format; there are: {', '.join(FORMATS)}")


def shorten(term: Term | None) -> str:
    """A term for people: prefixes in place of namespaces, nothing for what is unbound."""
    if term is None:
        return ""
    value = plain(term)
    if isinstance(term, ox.NamedNode):
        for prefix, namespace in PREFIXES.items():
            if value.startswith(namespace):
                return f"{prefix}:{value[len(namespace) :]}"
        return value.removeprefix(BASE)
    return value


def _terminal(answer: Answer, limit: int | None, width: int | None) -> str:
    console = Console(
        file=StringIO(), width=width or _terminal_width(), highlight=False, emoji=False, markup=False
    )
    match answer:
        case Truth(holds):
            return "yes 是\n" if holds else "no 否\n"
        case Triples(triples):
            return (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode(
                "utf-8"
            )
        case Table(columns, rows):
            shown = rows[:limit]
            hidden = _iri_columns(answer)
            table = RichTable(box=None, pad_edge=False, header_style="bold")
            for at, column in enumerate(columns):
                if at not in hidden:
                    table.add_column(column, overflow="fold", max_width=_WIDEST)
            for row in shown:
                table.add_row(*(Text(shorten(term)) for at, term in enumerate(row) if at not in hidden))
            with console.capture() as captured:
                console.print(table)
            lines = (line.rstrip() for line in captured.get().splitlines())
            return (
                "\n".join(lines) + "\n" + _footer(answer, len(shown), [columns[at] for at in sorted(hidden)])
            )


def _iri_columns(table: Table) -> set[int]:
    """The columns that hold IRIs of things only, unless that is all there is."""
    hidden = {
        at
        for at in range(len(table.columns))
        if (terms := [row[at] for row in table.rows if row[at] is not None])
        and all(isinstance(term, ox.NamedNode) and term.value.startswith(BASE) for term in terms)
    }
    return hidden if len(hidden) < len(table.columns) else set()


def _footer(table: Table, shown: int, hidden: list[str]) -> str:
    rows = f"{len(table.rows)} rows" + (f", {shown} shown" if shown < len(table.rows) else "")
    return rows + (f"; IRIs in {', '.join(hidden)}: --format csv" if hidden else "") + "\n"


def _terminal_width() -> int:
    console = Console()
    return console.width if console.is_terminal else 200


def _csv(answer: Table) -> bytes:
    """CSV that Excel opens: a byte order mark, and no cell that it would take for a formula."""
    out = StringIO()
    write = csv.writer(out, lineterminator="\r\n")
    write.writerow(answer.columns)
    for row in answer.rows:
        write.writerow(["" if term is None else _harmless(plain(term)) for term in row])
    return out.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _json(answer: Table | Truth) -> bytes:
    """SPARQL 1.1 Query Results JSON."""
    if isinstance(answer, Truth):
        document: dict[str, object] = {"head": {}, "boolean": answer.holds}
    else:
        bindings = [
            {
                column: _json_term(term)
                for column, term in zip(answer.columns, row, strict=True)
                if term is not None
            }
            for row in answer.rows
        ]
        document = {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        raise BadQuery("quoted triples have no form in JSON results; try --format csv")
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype.value.endswith("#string"):
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}

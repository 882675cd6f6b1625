"""SPARQL results as they are sent: rows one by one in the four W3C formats, triples in the RDF formats."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import StringIO
from json.encoder import encode_basestring as quoted
from xml.sax.saxutils import escape

from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat

from ..terms import Term

Row = Sequence[Term | None]
Writer = Callable[[tuple[str, ...], Iterable[Row]], Iterator[str]]

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_XML = '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'


def json_rows(columns: tuple[str, ...], rows: Iterable[Row]) -> Iterator[str]:
    """SPARQL 1.1 Query Results JSON."""
    names = [quoted(column) for column in columns]
    yield f'{{"head":{{"vars":[{",".join(names)}]}},"results":{{"bindings":['
    comma = ""
    for row in rows:
        cells = [f"{name}:{_json(term)}" for name, term in zip(names, row, strict=True) if term is not None]
        yield f"{comma}{{{','.join(cells)}}}"
        comma = ",\n"
    yield "]}}\n"


def _json(term: Term) -> str:
    match term:
        case NamedNode():
            return f'{{"type":"uri","value":{quoted(term.value)}}}'
        case BlankNode():
            return f'{{"type":"bnode","value":{quoted(term.value)}}}'
        case Literal():
            return f'{{"type":"literal","value":{quoted(term.value)}{_json_kind(term)}}}'
    s, p, o = (_json(part) for part in (term.subject, term.predicate, term.object))
    return f'{{"type":"triple","value":{{"subject":{s},"predicate":{p},"object":{o}}}}}'


def _json_kind(literal: Literal) -> str:
    if literal.language:
        return f',"xml:lang":{quoted(literal.language)}'
    kind = literal.datatype.value
    return "" if kind == _STRING else f',"datatype":{quoted(kind)}'


def xml_rows(columns: tuple[str, ...], rows: Iterable[Row]) -> Iterator[str]:
    """SPARQL Query Results XML."""
    yield _XML + "<head>" + "".join(f'<variable name="{name}"/>' for name in columns) + "</head>\n<results>\n"
    for row in rows:
        cells = (
            f'<binding name="{name}">{_xml(term)}</binding>'
            for name, term in zip(columns, row, strict=True)
            if term is not None
        )
        yield f"<result>{''.join(cells)}</result>\n"
    yield "</results>\n</sparql>\n"


def _xml(term: Term) -> str:
    match term:
        case NamedNode():
            return f"<uri>{_escaped(term.value)}</uri>"
        case BlankNode():
            return f"<bnode>{_escaped(term.value)}</bnode>"
        case Literal():
            return f"<literal{_xml_kind(term)}>{_escaped(term.value)}</literal>"
    s, p, o = (_xml(part) for part in (term.subject, term.predicate, term.object))
    return f"<triple><subject>{s}</subject><predicate>{p}</predicate><object>{o}</object></triple>"


def _xml_kind(literal: Literal) -> str:
    if literal.language:
        return f' xml:lang="{literal.language}"'
    kind = literal.datatype.value
    return "" if kind == _STRING else f' datatype="{_escaped(kind)}"'


def _escaped(text: str) -> str:
    """For XML; what XML cannot hold at all becomes the sign for that, a CR is kept from its reader."""
    kept = "".join(c if c in "\t\n\r" or " " <= c < "\ufffe" or c > "\uffff" else "\ufffd" for c in text)
    return escape(kept, {'"': "&quot;", "\r": "&#13;"})


def csv_rows(columns: tuple[str, ...], rows: Iterable[Row]) -> Iterator[str]:
    """SPARQL 1.1 Query Results CSV: bare values."""
    line = StringIO()
    writer = csv.writer(line)
    writer.writerow(columns)
    for row in rows:
        yield _emptied(line)
        if len(row) == 1 and row[0] is None:
            line.write("\r\n")
        else:
            writer.writerow([_csv(term) for term in row])
    yield _emptied(line)


def _emptied(line: StringIO) -> str:
    text = line.getvalue()
    line.seek(0)
    line.truncate()
    return text


def _csv(term: Term | None) -> str:
    match term:
        case None:
            return ""
        case NamedNode() | Literal():
            return term.value
    return str(term)


def tsv_rows(columns: tuple[str, ...], rows: Iterable[Row]) -> Iterator[str]:
    """SPARQL 1.1 Query Results TSV: terms as Turtle has them."""
    yield "\t".join(f"?{name}" for name in columns) + "\n"
    for row in rows:
        yield "\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) + "\n"


ROWS: dict[str, Writer] = {"json": json_rows, "xml": xml_rows, "csv": csv_rows, "tsv": tsv_rows}
TRUTHS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
TRIPLES = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}

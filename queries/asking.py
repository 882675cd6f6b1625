"""Asking a store: a question of the library, a file, or any SPARQL query; read-only and without SERVICE."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from .library import QueryError, UnknownParameter, bind, question

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_UPDATES = re.compile(
    r"(?i)^\s*(?:PREFIX\s+\S+\s+\S+\s+|BASE\s+\S+\s+|#.*\n\s*)*(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD|WITH)\b"
)


class BadQuery(QueryError):
    """SPARQL that cannot be run; the message says where and why."""


class Queryable(Protocol):
    """Anything that answers SPARQL as pyoxigraph's stores do."""

    def query(self, sparql: str) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        """The answer; SyntaxError where the text is no query."""
        ...


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a SELECT."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE, sorted."""

    triples: tuple[ox.Triple, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """The answer to an ASK."""

    holds: bool


Answer = Table | Triples | Truth


def ask(store: Queryable, name: str, parameters: Mapping[str, str], *, text: bool = False) -> Answer:
    """Answer a question by its name, the query in a .rq file, or with `text` the query `name` itself.

    Raises QueryError.
    """
    if text or name.endswith(".rq"):
        if parameters:
            raise UnknownParameter(
                "only questions of the library take parameters; write the values into the query"
            )
        return run(store, name if text else _read(Path(name)))
    return run(store, bind(question(name), parameters))


def run(store: Queryable, sparql: str) -> Answer:
    """Answer one SPARQL query. Raises BadQuery."""
    guard(sparql)
    try:
        answer = store.query(sparql)
        if isinstance(answer, ox.QuerySolutions):
            columns = tuple(variable.value for variable in answer.variables)
            return Table(columns, tuple(tuple(row[column] for column in columns) for row in answer))
        if isinstance(answer, ox.QueryBoolean):
            return Truth(bool(answer))
        return Triples(tuple(sorted(set(answer), key=str)))
    except SyntaxError as error:
        raise BadQuery(f"the query cannot be read: {_one_line(error)}") from error
    except (ValueError, OSError) as error:
        raise BadQuery(f"the query failed: {_one_line(error)}") from error


def mappings(answer: Answer) -> Iterator[dict[str, str | None]]:
    """The rows of a table as plain values by column. Raises BadQuery where the answer is none."""
    if not isinstance(answer, Table):
        raise BadQuery("that needs the rows of a SELECT")
    for row in answer.rows:
        yield {
            column: None if term is None else plain(term)
            for column, term in zip(answer.columns, row, strict=True)
        }


def plain(term: Term) -> str:
    """The value of a term, without its datatype or language."""
    return str(term) if isinstance(term, ox.Triple) else term.value


def guard(sparql: str) -> None:
    """Refuse updates and SERVICE, which would make the store open a connection. Raises BadQuery."""
    if found := _UPDATES.match(sparql):
        raise BadQuery(f"{found[1].upper()} would change the store; only queries are answered")
    if re.search(r"(?i)\bservice\b", sparql) and _has_service(sparql):
        raise BadQuery("SERVICE is refused: zeren opens no connection; load what you need and query it here")


def _has_service(sparql: str) -> bool:
    """Whether the parsed query holds a SERVICE clause anywhere; one that cannot be parsed might."""
    from rdflib.plugins.sparql import parser
    from rdflib.plugins.sparql.algebra import translateQuery, traverse
    from rdflib.plugins.sparql.parserutils import CompValue

    found = False

    def visit(node: object) -> None:
        nonlocal found
        found = found or (isinstance(node, CompValue) and node.name == "ServiceGraphPattern")

    try:
        traverse(translateQuery(parser.parseQuery(sparql)).algebra, visitPre=visit)
    except Exception:  # rdflib raises what pyparsing and its own checks raise
        return True
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadQuery(f"{path} is not UTF-8 text") from error


def _one_line(error: BaseException) -> str:
    return re.sub(r"\s+", " ", str(getattr(error, "msg", None) or error)).strip()[:300]

"""Runs a query on a store and gives back plain records."""

from __future__ import annotations

import re
from typing import Protocol

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store

from ..graph.store import Graphs
from ..graph.store import Store as OnDisk
from . import guard, lexis
from .errors import BadQuery
from .results import Result, Table, Triples, Truth

Answer = QuerySolutions | QueryTriples | QueryBoolean

_OWN_DATASET = re.compile(r"(?<![\w?$:@-])FROM\s*(?:<>|NAMED\b|[\w.-]*:)", re.IGNORECASE)
_BEGINS = {
    "PREFIX",
    "BASE",
    "SELECT",
    "SELECT*",
    "ASK",
    "ASK{",
    "CONSTRUCT",
    "CONSTRUCT{",
    "DESCRIBE",
    "VERSION",
}
_WORD_BEFORE = re.compile(r"\S+\Z")
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


class Queryable(Protocol):
    """Whatever answers SPARQL as pyoxigraph does, the default graph being the union of all graphs."""

    def query(self, query: str, /) -> Answer:
        """Answer one query; SyntaxError where it is none."""
        ...


def run(store: Queryable | Store, sparql: str) -> Result:
    """The answer to `sparql`: a Table for SELECT, Triples for CONSTRUCT and DESCRIBE, a Truth for ASK.

    All graphs are read as one, unless the query names its own with FROM. Raises
    RefusedQuery for updates and SERVICE, and BadQuery, with the line, for what is not SPARQL 1.1.
    """
    return _record(begin(store, sparql))


def begin(store: Queryable | Store, sparql: str, graphs: Graphs | None = None) -> Answer:
    """The answer to `sparql` as it comes, not yet read; raises as `run` does.

    `graphs`, for a store on disk, take the place of what the query names with FROM.
    """
    text = guard.normal(sparql)
    guard.check(text)
    try:
        return _answer(store, text, graphs)
    except SyntaxError as error:
        raise BadQuery(f"the query cannot be read: {_explained(str(error), text)}") from None


def _answer(store: Queryable | Store, text: str, graphs: Graphs | None) -> Answer:
    union = not _OWN_DATASET.search(lexis.bare(text))
    if isinstance(store, OnDisk):
        return store.query(text, union=union, graphs=graphs)
    if isinstance(store, Store):
        return store.query(text, use_default_graph_as_union=union)
    return store.query(text)


def _record(answer: Answer) -> Result:
    if isinstance(answer, QuerySolutions):
        return Table(
            tuple(variable.value for variable in answer.variables), tuple(tuple(row) for row in answer)
        )
    if isinstance(answer, QueryTriples):
        return Triples(tuple(sorted(set(answer), key=str)))
    return Truth(bool(answer))


def _explained(message: str, text: str) -> str:
    """Oxigraph's message as one line: where, near which characters, and what was expected there."""
    found = _PLACE.match(message)
    if found is None:
        return " ".join(message.split())[:200]
    first = lexis.bare(text).split(maxsplit=1)
    if first and first[0].upper() not in _BEGINS:
        return f'it begins with "{first[0][:20]}"; a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, and PREFIX lines before it'
    line, column = int(found[1]), int(found[2])
    near = _near(text.split("\n")[line - 1 : line], column - 1)
    return f"line {line}, column {column}, {near}: {_wanted(found[3])}"


def _near(line: list[str], at: int) -> str:
    """The word that the position is in or just behind, and a little of what follows."""
    text = "".join(line)
    word = _WORD_BEFORE.search(text[:at])
    here = text[word.start() if word else at :].strip()
    return f'near "{here[:20]}"' if here else "at the end"


def _wanted(message: str) -> str:
    if "Prefix not found" in message:
        return "a prefix is used here that is not declared; begin with, say, PREFIX zr: <https://w3id.org/zeren#>"
    wanted = " ".join(message.split())
    return wanted if len(wanted) <= 160 else wanted[:157] + "…"

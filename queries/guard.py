"""Lets through what only reads this store: no updates, no SERVICE.

Oxigraph opens a connection for a SERVICE clause and cannot be told not to, so the clause is looked for in
the query as rdflib parses it, in subqueries and EXISTS too. What cannot be parsed for certain is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from . import lexis
from .errors import BadQuery, RefusedQuery

_SERVICE = re.compile("service", re.IGNORECASE)
_ESCAPE = re.compile(r"\\[uU]")
_PROLOGUE = re.compile(r"\s*(?:(?:PREFIX\s+[^\s:]*:\s*|BASE\s*)<>\s*)*", re.IGNORECASE)
_UPDATE = re.compile(r"(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE)


def normal(text: str) -> str:
    """`text` with all line ends alike: a lone CR ends a comment for one parser and not for the other."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def check(text: str) -> None:
    """Raise RefusedQuery where the `normal` query changes the store or calls another server, BadQuery where that
    cannot be told."""
    _refuse_update(text)
    if _SERVICE.search(text):
        _refuse_service(text)


def _refuse_update(text: str) -> None:
    words = lexis.bare(text)
    start = _PROLOGUE.match(words)
    update = _UPDATE.match(words, start.end() if start else 0)
    if update:
        raise RefusedQuery(
            f"{update[1].upper()} would change the store, which only answers queries; use zeren build"
        )


def _refuse_service(text: str) -> None:
    if _ESCAPE.search(text):
        raise RefusedQuery(
            "a query with the word SERVICE may hold no \\u escapes; write the characters themselves"
        )
    try:
        parsed = parseQuery(text)
    except Exception as error:  # whatever the parser meets, the query does not run
        raise BadQuery(f"the query names SERVICE and cannot be checked: {_one_line(error)}") from None
    if any(part.name == "ServiceGraphPattern" for part in _parts(parsed)):
        raise RefusedQuery("SERVICE is refused: it calls another server; ask this store alone")


def _parts(tree: object) -> Iterator[CompValue]:
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, CompValue):
            yield part
            waiting.extend(part.values())
        elif not isinstance(part, str) and hasattr(part, "__iter__"):
            waiting.extend(part)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__

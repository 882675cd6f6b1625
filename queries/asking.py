"""Asking a store by what a person types: a question of the library, a file, or SPARQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from .binding import bind
from .errors import BadQuery, UnknownParameter
from .library import question
from .results import Result, Table
from .running import Queryable, run
from .terms import plain


def ask(store: Queryable, name: str, parameters: Mapping[str, str]) -> Result:
    """The answer to a question by its name, or to the query in a .rq file. Raises QueryError, OSError."""
    if not name.endswith(".rq"):
        return run(store, bind(question(name), parameters))
    if parameters:
        raise UnknownParameter(
            "only questions of the library take parameters; write the values into the file"
        )
    try:
        return run(store, Path(name).read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise BadQuery(f"{name} is not UTF-8 text") from error


def mappings(result: Result) -> Iterator[dict[str, str | None]]:
    """The rows of a table as bare text by column, None where a cell is empty."""
    if not isinstance(result, Table):
        raise BadQuery("that needs the rows of a SELECT")
    for row in result.rows:
        yield {
            name: None if term is None else plain(term)
            for name, term in zip(result.columns, row, strict=True)
        }

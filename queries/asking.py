"""Asking a store by what a person types: a question of the library, a file, or SPARQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from .binding import bind
from .errors import BadQuery
from .library import question
from .question import Question, read_question
from .results import Result, Table
from .running import Queryable, run
from .terms import plain


def ask(store: Queryable, name: str, parameters: Mapping[str, str]) -> Result:
    """The answer to a question by its name, or to the one in a .rq file, which may have parameters of its own.

    Raises QueryError, OSError.
    """
    asked = _filed(Path(name)) if name.endswith(".rq") else question(name)
    return run(store, bind(asked, parameters))


def _filed(path: Path) -> Question:
    try:
        return read_question(path.name, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise BadQuery(f"{path} is not UTF-8 text") from error


def mappings(result: Result) -> Iterator[dict[str, str | None]]:
    """The rows of a table as bare text by column, None where a cell is empty."""
    if not isinstance(result, Table):
        raise BadQuery("that needs the rows of a SELECT")
    for row in result.rows:
        yield {
            name: None if term is None else plain(term)
            for name, term in zip(result.columns, row, strict=True)
        }

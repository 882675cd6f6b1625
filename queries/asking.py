"""Asking a store by what a person types: a question of the library, a file, or SPARQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from .absent import Absent, absent
from .binding import bind
from .errors import BadQuery
from .library import question
from .question import LIMIT, Question, read_question
from .results import Result, Table
from .running import Queryable, run
from .terms import plain


def ask(store: Queryable, name: str, parameters: Mapping[str, str]) -> Result:
    """The answer to a question by its name, or to the one in a .rq file, which may have parameters of its own.

    Raises QueryError, OSError.
    """
    return run(store, bind(_asked(name), parameters))


def ask_first(store: Queryable, name: str, parameters: Mapping[str, str]) -> tuple[Result, int]:
    """The same, but of a question that has a limit no more rows than that; and how many, 0 where these are all.

    The parameter `limit` says another number; 0 gives all rows.
    """
    asked = _asked(name)
    given = {LIMIT: str(asked.limit), **parameters} if asked.limit else dict(parameters)
    most = int(given[LIMIT]) if asked.limit and given[LIMIT].strip().isdecimal() else 0
    result = run(store, bind(asked, {**given, LIMIT: str(most + 1)} if most else given))
    if most and isinstance(result, Table) and len(result.rows) > most:
        return Table(result.columns, result.rows[:most]), most
    return result, 0


def why_empty(store: Queryable, name: str, parameters: Mapping[str, str]) -> Absent | None:
    """What a parameter names and the store does not have; none where an empty answer says that there is nothing."""
    return absent(store, _asked(name), parameters)


def none_means(name: str) -> str:
    """What an empty answer to the question may mean, where its file says so."""
    asked = _asked(name)
    return f"{asked.none_zh} {asked.none_en}".strip()


def _asked(name: str) -> Question:
    return _filed(Path(name)) if name.endswith(".rq") else question(name)


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

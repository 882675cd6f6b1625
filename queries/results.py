"""What a query answers: rows, triples, or yes and no."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Triple

from .terms import Term


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a SELECT; every row has one cell a column, None where the variable is unbound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE: each triple once, sorted."""

    triples: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """The answer to an ASK."""

    value: bool


Result = Table | Triples | Truth


def triples_as_table(result: Triples) -> Table:
    """The triples as rows of subject, predicate and object."""
    rows = tuple((triple.subject, triple.predicate, triple.object) for triple in result.triples)
    return Table(("subject", "predicate", "object"), rows)

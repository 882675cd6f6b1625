"""The measures of who works with whom as a table, for spreadsheets."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

from ..graph.cooperation import Duty, Standing, cooperation, standings
from ..graph.terms import typed
from .asking import ask, mappings
from .results import Table
from .running import Queryable

COLUMNS = (
    *("institutionName", "tasks", "partners", "asLead", "asResponsible", "asSupport", "asSupervise"),
    *("shared", "betweenness", "community", "institution"),
)


def measures(store: Queryable, parameters: Mapping[str, str]) -> Table:
    """Every body with its tasks, partners by role, betweenness and community; parameters are map-accountability's.

    Groups and names that are not resolved are left out. Raises QueryError.
    """
    rows = [row for row in mappings(ask(store, "map-accountability", parameters)) if _is_body(row)]
    names = {row["institution"] or "": row["institutionName"] or "" for row in rows}
    duties = (Duty(row["task"] or "", row["institution"] or "", row["role"] or "") for row in rows)
    return Table(COLUMNS, tuple(_row(standing, names) for standing in standings(cooperation(duties))))


def _is_body(row: Mapping[str, str | None]) -> bool:
    return bool(row["institution"]) and row["group"] != "true"


def _row(standing: Standing, names: Mapping[str, str]) -> tuple[Literal | NamedNode, ...]:
    counts = (standing.tasks, standing.partners, *standing.by_role.values(), standing.shared)
    return (
        Literal(names[standing.body]),
        *(typed(str(count), "integer") for count in counts),
        typed(f"{standing.betweenness:.4f}", "decimal"),
        typed(str(standing.community), "integer"),
        NamedNode(standing.body),
    )

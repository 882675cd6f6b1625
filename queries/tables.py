"""The whole store as tables, for spreadsheets and for those who have no SPARQL."""

from __future__ import annotations

from pathlib import Path

from .asking import ask
from .output import render
from .results import Table
from .running import Queryable

TABLES = (
    "plans",
    "map-accountability",
    "map-trace",
    "deadlines",
    "citations-not-held",
    "institutions-by-load",
    "items-coverage",
)
"""The questions whose answers make the tables, in order."""


def tables(store: Queryable) -> dict[str, Table]:
    """Every table by its name; questions are asked without their optional parameters."""
    answers = {name.removeprefix("map-"): ask(store, name, {}) for name in TABLES}
    return {name: answer for name, answer in answers.items() if isinstance(answer, Table)}


def export_tables(store: Queryable, form: str, path: Path) -> None:
    """Write all tables: xlsx as one workbook, csv as a folder with a file each."""
    if form == "xlsx":
        from . import sheet

        with path.open("wb") as out:
            sheet.write(tables(store), out)
        return
    path.mkdir(parents=True, exist_ok=True)
    for name, table in tables(store).items():
        with (path / f"{name}.csv").open("wb") as out:
            render(table, "csv", out)

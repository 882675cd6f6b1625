"""The whole store as tables, for spreadsheets and for those who have no SPARQL."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from ..graph.export import write
from .asking import ask
from .library import question
from .output import render
from .results import Table
from .running import Queryable

TABLES = (
    "plans",
    "map-accountability",
    "map-trace",
    "deadlines",
    "targets",
    "obligations",
    "citations-not-held",
    "institutions-by-load",
    "items-coverage",
)
"""The questions whose answers make the tables, in order."""


CONTENTS = "contents"
"""The table that says what the others hold."""


def tables(store: Queryable) -> dict[str, Table]:
    """Every table by its name, after one that says what they hold; questions are asked without their optional parameters."""
    answers = {name.removeprefix("map-"): ask(store, name, {}) for name in TABLES}
    found = {name: _words_first(answer) for name, answer in answers.items() if isinstance(answer, Table)}
    return {CONTENTS: _contents(), **found}


def _contents() -> Table:
    asked = ((name.removeprefix("map-"), question(name)) for name in TABLES)
    rows = (
        (name, f"{one.title_zh} {one.title_en}", one.summary_zh, one.summary_en, one.name)
        for name, one in asked
    )
    columns = ("table", "title", "内容", "what", "question")
    return Table(columns, tuple(tuple(map(Literal, row)) for row in rows))


def _words_first(table: Table) -> Table:
    """The table with its columns of identifiers last."""
    cells = list(zip(*table.rows, strict=True))
    order = sorted(range(len(cells)), key=lambda at: any(isinstance(term, NamedNode) for term in cells[at]))
    rows = tuple(tuple(row[at] for at in order) for row in table.rows)
    return Table(tuple(table.columns[at] for at in order), rows) if rows else table


def export_tables(store: Queryable, form: str, path: Path) -> None:
    """Write all tables: xlsx as one workbook, csv as a folder with a file each."""
    if form == "xlsx":
        from . import sheet

        filled = BytesIO()
        sheet.write(tables(store), filled)
        write(filled.getvalue(), path)
        return
    path.mkdir(parents=True, exist_ok=True)
    for name, table in tables(store).items():
        with (path / f"{name}.csv").open("wb") as out:
            render(table, "csv", out)

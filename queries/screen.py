"""A table on a terminal: columns where they fit, one record below the other where they do not."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from shutil import get_terminal_size
from typing import TextIO

from pyoxigraph import NamedNode
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from ..ontology.iri import BASE
from .results import Table
from .terms import Term, is_number, short

_LEAST = 12
_GAP = 3
_WIDTH_IN_A_PIPE = 120


def write(table: Table, out: TextIO, title: str = "") -> None:
    """Write `table` under `title` at the terminal's width, a count of the rows below.

    Columns that hold nothing but IRIs of things are left to the other formats, and named below.

    Nothing in a cell is obeyed: control characters become spaces, and markup is shown as it is.
    """
    width = get_terminal_size((_WIDTH_IN_A_PIPE, 24)).columns
    console = Console(
        file=out, width=width, highlight=False, markup=False, emoji=False, force_terminal=out.isatty()
    )
    table, hidden = _without_iris(table)
    cells = [[visible(term) for term in row] for row in table.rows]
    if title:
        console.print(Text(_clean(title), style="bold"))
    if cells and _fits(table.columns, cells, width):
        console.print(_columns(table, cells))
    else:
        for number, row in enumerate(cells, 1):
            console.print(_record(table.columns, row, f"{number}/{len(cells)}"))
    more = f" · IRIs in {', '.join(hidden)}: --format csv" if hidden else ""
    console.print(
        Text(f"共 {len(cells)} 行 · {len(cells)} row{'' if len(cells) == 1 else 's'}{more}", style="dim")
    )


def _without_iris(table: Table) -> tuple[Table, list[str]]:
    """The table without the columns of IRIs, unless it has no others, and the names of those columns."""
    hidden = [at for at, terms in enumerate(zip(*table.rows, strict=True)) if _are_things(terms)]
    if len(hidden) == len(table.columns):
        return table, []
    kept = [at for at in range(len(table.columns)) if at not in hidden]
    rows = tuple(tuple(row[at] for at in kept) for row in table.rows)
    return Table(tuple(table.columns[at] for at in kept), rows), [table.columns[at] for at in hidden]


def _are_things(terms: Iterable[Term | None]) -> bool:
    bound = [term for term in terms if term is not None]
    return bool(bound) and all(isinstance(t, NamedNode) and t.value.startswith(BASE) for t in bound)


def visible(term: Term | None) -> str:
    """The term in characters that only show: `short`, without line ends, escapes or changes of direction."""
    return _clean(short(term))


def _clean(text: str) -> str:
    return "".join(" " if _acts(character) else character for character in text)


def _acts(character: str) -> bool:
    return (
        unicodedata.category(character) in {"Cc", "Zl", "Zp", "Cs"}
        or character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )


def _fits(columns: Iterable[str], cells: list[list[str]], width: int) -> bool:
    least = [
        min(_LEAST, max(cell_len(text) for text in (name, *texts))) + _GAP
        for name, texts in zip(columns, zip(*cells, strict=True), strict=True)
    ]
    return sum(least) <= width


def _columns(table: Table, cells: list[list[str]]) -> Grid:
    grid = Grid(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for name, terms, texts in zip(
        table.columns, zip(*table.rows, strict=True), zip(*cells, strict=True), strict=True
    ):
        longest = max(cell_len(text) for text in (name, *texts))
        numbers = all(term is None or is_number(term) for term in terms)
        grid.add_column(
            Text(name),
            overflow="fold",
            min_width=min(_LEAST, longest),
            justify="right" if numbers else "left",
        )
    for row in cells:
        grid.add_row(*(Text(text) for text in row))
    return grid


def _record(columns: Iterable[str], row: list[str], number: str) -> Grid:
    grid = Grid(
        box=None, show_header=False, pad_edge=False, title=Text(f"— {number} —"), title_justify="left"
    )
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, text in zip(columns, row, strict=True):
        grid.add_row(Text(name), Text(text))
    return grid

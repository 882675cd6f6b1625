"""Tables as sheets of a spreadsheet."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pyoxigraph as ox
from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from rich.cells import cell_len

from .asking import Table, Term, plain
from .output import shorten

_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WIDEST = 60
_LONGEST_CELL = 32_000


def workbook(sheets: dict[str, Table]) -> bytes:
    """Tables as sheets of one workbook: bold frozen headers, filters, and every text cell typed as text."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, table in sheets.items():
        _sheet(book.create_sheet(name[:31]), table)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(sheet: Worksheet, table: Table) -> None:
    for at, column in enumerate(table.columns, 1):
        sheet.cell(1, at, column).font = Font(bold=True)
        widths = [cell_len(shorten(row[at - 1])) for row in table.rows[:500]]
        sheet.column_dimensions[get_column_letter(at)].width = min(
            _WIDEST, max([cell_len(column), *widths]) + 2
        )
    for down, row in enumerate(table.rows, 2):
        for at, term in enumerate(row, 1):
            if term is not None:
                _fill(sheet.cell(down, at), term)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _fill(cell: Cell | MergedCell, term: Term) -> None:
    """Dates and numbers as what they are; everything else as text, whatever it looks like."""
    datatype = term.datatype.value.rsplit("#", 1)[-1] if isinstance(term, ox.Literal) else ""
    value = plain(term)
    if datatype == "date":
        cell.value = date.fromisoformat(value)
    elif datatype in ("integer", "decimal", "double"):
        cell.value = float(value) if "." in value else int(value)
    else:
        cell.value = _ILLEGAL.sub("", value)[:_LONGEST_CELL]
        cell.data_type = "s"

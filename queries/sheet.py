"""Tables as an Excel workbook, a sheet each; the same tables give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from rich.cells import cell_len

from .errors import BadFormat
from .results import Table
from .terms import Value, value

MOST_ROWS = 1_048_576
"""The rows a sheet can hold, its header among them."""

_LONGEST = 32_767
_WIDEST = 60
_DAY_ONE = date(1900, 3, 1)
_FORMULA = ("=", "+", "-", "@")
_BOLD = Font(bold=True)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CLOCK = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def write(tables: Mapping[str, Table], out: BinaryIO) -> None:
    """Write each table as a sheet of its name: header bold and frozen, filters on, widths by what is in them.

    Numbers, dates and booleans are typed; all else is a string, never a formula. Raises BadFormat where the
    rows are more than a sheet can hold.
    """
    book = Workbook(write_only=True)
    for title, table in tables.items():
        _fill(book.create_sheet(_name(title)), table)
    filled = BytesIO()
    book.save(filled)
    _copy_without_clock(filled, out)


def _fill(page: Any, table: Table) -> None:
    if len(table.rows) >= MOST_ROWS:
        raise BadFormat(f"{len(table.rows)} rows are more than a sheet can hold; use csv")
    rows = [[_kept(value(term)) for term in row] for row in table.rows]
    page.freeze_panes = "A2"
    for index, name in enumerate(table.columns):
        width = max(cell_len(name) + 3, *(cell_len(str(row[index])) for row in rows[:1000]), 0)
        page.column_dimensions[get_column_letter(index + 1)].width = min(width + 2, _WIDEST)
    if table.columns:
        page.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(rows) + 1}"
    page.append([_cell(page, name, header=True) for name in table.columns])
    for row in rows:
        page.append([_cell(page, each) for each in row])


def _kept(found: Value) -> Value:
    if isinstance(found, str):
        return _NOT_IN_XML.sub("", found)[:_LONGEST]
    if isinstance(found, date) and found < _DAY_ONE:
        return found.isoformat()
    return found


def _cell(page: Any, content: Value, *, header: bool = False) -> Any:
    cell: Any = WriteOnlyCell(page, value=content)  # type: ignore[arg-type]
    if isinstance(content, str):
        cell.data_type = "s"
        cell.quotePrefix = content.startswith(_FORMULA)
        cell.alignment = _WRAPPED
    if isinstance(content, date):
        cell.number_format = "yyyy-mm-dd"
    if header:
        cell.font = _BOLD
    return cell


def _name(title: str) -> str:
    return _NOT_IN_A_NAME.sub(" ", title).strip(" '")[:31].strip() or "zeren"


def _copy_without_clock(filled: BytesIO, out: BinaryIO) -> None:
    """Copy the workbook, the moment of writing left out of its properties and of the archive."""
    with ZipFile(filled) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _CLOCK.sub(b"", content)
            target.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, ZIP_DEFLATED)

"""Spreadsheets (.xlsx, .csv) to text: each sheet a table.

The sheets are read as a stream that stops at the limits, so a million empty rows cost nothing. openpyxl's own
reader keeps a row of any length whole, reads every style and knows no date formats of Chinese Excel; what it
knows about formats and dates is used.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from xml.etree.ElementTree import Element

from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from ..read import Unreadable, decode
from . import tables
from .parts import Package, number, open_package, value
from .reading import Reading
from .stream import Stop, stream
from .values import format_of, shown

MAX_ROWS = 20_000
MAX_EMPTY_ROWS = 1_000
MAX_STRINGS = 500_000
MAX_CHARACTERS = 20_000_000
MAX_SHEETS = 200

_PLACE = re.compile(r"([A-Z]{1,3})\d+")
_ESCAPED = re.compile(r"_x000[9ADad]_")
_UNNAMED = re.compile(r"(?:sheet|工作表)\s*\d*", re.IGNORECASE)


def read_xlsx(data: bytes) -> Reading:
    """The text of a workbook. Raises Unreadable.

    Forms:
      1. each sheet a canonical table; its name above it where there are several and they have names
      2. rows with one text above the header (附件1, …分工表) as lines
      3. dates as 2023-06-30, formulas as the value last computed, errors (#REF!) as nothing
      4. hidden sheets left out, and named in a note
    """
    package = open_package(data, ".xlsx")
    book = _Book.of(package)
    sheets = [sheet for sheet in book.sheets if not sheet.hidden]
    notes = [f"the hidden sheet {sheet.name} is left out" for sheet in book.sheets if sheet.hidden]
    if len(sheets) > MAX_SHEETS:
        raise Unreadable(f"has {len(sheets):,} sheets, which no plan has")
    parts: list[str] = []
    for sheet in sheets:
        rows = _Rows(book)
        stream(package, sheet.part, rows)
        notes += [f"sheet {sheet.name}: {rows.stopped}"] if rows.stopped else []
        if lines := tables.lines(rows.rows):
            named = len(sheets) > 1 and not _UNNAMED.fullmatch(sheet.name)
            parts.append("\n".join([*([sheet.name] if named and sheet.name != lines[0] else []), *lines]))
    if not parts:
        raise Unreadable("holds no text in any sheet that is not hidden")
    return Reading("\n\n".join(parts) + "\n", notes=tuple(notes))


def read_csv(data: bytes) -> Reading:
    """The table that a .csv or .tsv holds. Raises Unreadable.

    Forms: 1. comma  2. tab  3. semicolon, whichever the first line has most of
    """
    text, _ = decode(data)
    first = text.lstrip().partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    try:
        rows = list(islice(csv.reader(text.splitlines(keepends=True), delimiter=delimiter), MAX_ROWS + 1))
    except csv.Error as error:
        raise Unreadable(f"no table of values ({error})") from error
    lines = tables.lines(
        [[tables.joined(text.splitlines()) for text in row[: tables.MAX_COLUMNS]] for row in rows[:MAX_ROWS]]
    )
    if not lines:
        raise Unreadable("empty")
    notes = (f"only the first {MAX_ROWS:,} rows are read",) if len(rows) > MAX_ROWS else ()
    return Reading("\n".join(lines) + "\n", notes=notes)


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    part: str
    hidden: bool


@dataclass(slots=True)
class _Book:
    """What the sheets of a workbook share: their texts, the formats of their cells, the day dates count from."""

    sheets: list[_Sheet]
    strings: list[str]
    formats: list[str]
    epoch: datetime
    left: int = MAX_CHARACTERS

    @classmethod
    def of(cls, package: Package) -> _Book:
        name = package.main("xl/workbook.xml")
        root = package.xml(name)
        if root is None or root.tag != "workbook":
            raise Unreadable("no workbook, whatever its name says")
        strings = _Strings()
        for part in package.related(name, "sharedStrings").values():
            stream(package, part, strings)
        early = value(root, "workbookPr", "date1904") in {"1", "true"}
        return cls(
            sheets=list(_sheets(root, package.related(name, "worksheet"))),
            strings=strings.texts,
            formats=_formats(package.only(name, "styles")),
            epoch=MAC_EPOCH if early else WINDOWS_EPOCH,
        )

    def text(self, kind: str, style: int, stored: str) -> str:
        """What a cell of this kind (t), style (s) and content shows."""
        if kind == "s":
            text = self.strings[int(stored)] if stored.isdigit() and int(stored) < len(self.strings) else ""
        elif kind in {"str", "inlineStr"}:
            text = _unescaped(stored)
        elif kind == "d":
            text = stored.removesuffix("T00:00:00").replace("T", " ")
        elif kind == "b":
            text = "TRUE" if stored == "1" else "FALSE"
        else:
            text = "" if kind == "e" else self._number(style, stored)
        self.left -= len(text)
        if self.left < 0:
            raise Unreadable(f"holds more than {MAX_CHARACTERS // 1_000_000} million characters")
        return text

    def _number(self, style: int, stored: str) -> str:
        try:
            number = float(stored)
            return shown(number, self.formats[style] if style < len(self.formats) else "General", self.epoch)
        except (ValueError, OverflowError):
            return stored


def _sheets(workbook: Element, parts: dict[str, str]) -> Iterator[_Sheet]:
    for sheet in workbook.iterfind("sheets/sheet"):
        if part := parts.get(sheet.get("id", "")):
            yield _Sheet(sheet.get("name", ""), part, sheet.get("state", "visible") != "visible")


def _formats(styles: Element | None) -> list[str]:
    """The format code of every cell style, by its place."""
    if styles is None:
        return []
    own = {
        number(one.get("numFmtId")): one.get("formatCode", "") for one in styles.iterfind("numFmts/numFmt")
    }
    return [format_of(number(one.get("numFmtId")), own) for one in styles.iterfind("cellXfs/xf")]


def _unescaped(text: str) -> str:
    return _ESCAPED.sub("\n", text)


@dataclass(slots=True)
class _Strings:
    """Hears sharedStrings.xml: one text an entry, without the readings printed over it."""

    texts: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _above: bool = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._above = self._above or tag == "rPh"

    def end(self, tag: str, text: str) -> None:
        if tag == "rPh":
            self._above = False
        elif tag == "t" and not self._above:
            self._parts.append(text)
            self._length += len(text)
        elif tag == "si":
            self.texts.append(_unescaped("".join(self._parts)))
            self._parts.clear()
        if len(self.texts) > MAX_STRINGS or self._length > MAX_CHARACTERS:
            raise Unreadable(f"holds more than {MAX_STRINGS:,} texts or {MAX_CHARACTERS:,} characters")


@dataclass(slots=True)
class _Rows:
    """Hears one sheet: its rows that hold something, until a limit is reached."""

    book: _Book
    rows: list[list[str]] = field(default_factory=list)
    stopped: str = ""
    _cells: dict[int, str] = field(default_factory=dict)
    _column: int = -1
    _cell: dict[str, str] = field(default_factory=dict)
    _stored: str = ""
    _empty: int = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            self._cells, self._column = {}, -1
        elif tag == "c":
            place = _PLACE.fullmatch(attributes.get("r", ""))
            self._column = _column(place[1]) if place else self._column + 1
            self._cell, self._stored = attributes, ""

    def end(self, tag: str, text: str) -> None:
        if tag == "v" or (tag == "t" and self._cell.get("t") == "inlineStr"):
            self._stored += text
        elif tag == "c" and self._stored and self._column < tables.MAX_COLUMNS:
            kind, style = self._cell.get("t", "n"), number(self._cell.get("s"))
            self._cells[self._column] = self.book.text(kind, style, self._stored)
        elif tag == "row":
            self._row()
        elif tag == "sheetData":
            raise Stop

    def _row(self) -> None:
        if any(map(str.strip, self._cells.values())):
            cells = {column: tables.joined(text.splitlines()) for column, text in self._cells.items()}
            self.rows.append([cells.get(column, "") for column in range(max(cells) + 1)])
            self._empty = 0
        else:
            self._empty += 1
        if len(self.rows) >= MAX_ROWS:
            self.stopped = f"only the first {MAX_ROWS:,} rows are read"
        elif self._empty >= MAX_EMPTY_ROWS:
            self.stopped = f"nothing is read after {MAX_EMPTY_ROWS:,} empty rows"
        if self.stopped:
            raise Stop


def _column(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1

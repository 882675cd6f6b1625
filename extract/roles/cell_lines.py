"""Tables that a conversion printed one cell a line, or with blanks for bars: rows told by what their cells are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ...ontology.model import Span
from ..structure import Row
from .cell_runs import find_run_rows
from .cell_words import word_table
from .cells import (
    FEWEST,
    LONGEST_TITLE,
    NOBODY,
    NUMBER,
    TIME,
    CellRow,
    CellTable,
    by_role,
    column,
    ends_row,
    in_figures,
    names_bodies,
)
from .labels import ROLE_OF
from .naming import looks_like_names
from .wording import Clause, in_cell

_COLUMNS, _WIDEST = 8, 12
"""Columns of the widest header, and of one that tells them all too."""
_ENDS_OF_TITLES = ("单位", "部门", "科室", "时限", "时间", "任务", "内容", "事项")
_LONGEST_STEM = 5
_STEM = re.compile(rf"[\u4e00-\u9fff]{{2,{_LONGEST_STEM}}}")
"""What between two bodies is the name of one too (人口计生), where the matter of the row is longer."""
_MATTERS, _BODIES = 8, 24
"""Lines of what a row asks for and of whom it binds."""
_SKIPPED = 6
"""Lines that fit no row before a table has ended."""
_ROW = re.compile(rf"(?=[mt]{{0,{_MATTERS}}}b)t?m[mt]*b+t?")
"""The cells of a row without its number: m what to do, b bodies, t a time."""


def find_cell_rows(
    text: str, lines: Sequence[Span], known: Callable[[str], bool]
) -> Iterator[tuple[Row, Clause]]:
    """Yield the rows of tables without bars that assign work, in order, each with what it assigns.

    Forms:
      1. 序号 / 重点任务 / 责任单位 / 完成时限 // 1 / 新建市场。 / 市商务局 / 市财政局 / 年底前   a cell a line, a body a line
      2. 主要目标 / 责任单位 // 降低用水。 / 市水利局 // 提高收入。 / 市商务局                no numbers: what to do, then who
      3. 序号 | / 重点任务 | / 责任单位 | // 1 | / 新建市场。 | / 市商务局 |               a bar behind every cell, or around it
      4. 序号 任务 责任单位 完成时限 // 1 新建市场 市商务局 6月底前                                   blanks for bars (cell_words.py)
      5. 序号 / 责任单位 / 任务 / 进展 // 1 / 市商务局 / 新建市场。 / 已开工 // 2 …    any columns, a cell for each in every row
         任务 / 要求 / 责任科室 // 一节 / 1 / 发布目录。 / 办公室 // 2 …            no title over the numbers, headings between
      6. 序号任务责任单位1清淤。市水利局2修渠。市住建局                          nothing between the cells (cell_runs.py)
    A row is one only if its cells are what the header says: a rising number, what to do, bodies, a time; others are
    passed over, and a table has two rows at least. Where columns of different roles have more lines than there are
    columns, only the first body is sure to stand in the first of them.
    """
    whole = [row for table in cell_tables(text, lines) for row in table.rows]
    for row in [*whole, *find_run_rows(text, lines, known)]:
        assignments = tuple(
            replace(one, named=one.named._replace(span=one.named.span.shift(cell.start)))
            for label, cell in row.bodies
            for one in in_cell(cell.of(text), ROLE_OF[label], known)
        )
        yield (
            Row(row.span, row.number, row.matter, section=False),
            Clause(row.span, assignments, row.times),
        )


def cell_tables(text: str, lines: Sequence[Span]) -> Iterator[CellTable]:
    """The tables without bars among `lines` whose header names who is responsible."""
    page = _Page.of(text, lines)
    figures = page.in_figures()
    position = 0
    while position < len(page.cells):
        found = word_table(text, page.cells, position) or page.table(position)
        if found and not found[0].rows:
            found = figures.table(position) or found
        table, position = found or (None, position + 1)
        if table and page.is_whole(table, position):
            yield table


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines that are not blank: where each stands, without the blanks around it, and as printed."""

    cells: tuple[Span, ...]
    printed: tuple[str, ...]

    @classmethod
    def of(cls, text: str, lines: Sequence[Span]) -> _Page:
        kept: list[tuple[Span, str]] = []
        for line in lines:
            printed = line.of(text)
            if word := _without_bars(printed.strip()):
                start = line.start + printed.index(word)
                cell = Span(start, start + len(word))
                if kept and _is_broken_title(kept[-1][1], word):
                    before, first = kept.pop()
                    cell, word = Span(before.start, cell.end), first + word
                kept.append((cell, word))
        return cls(tuple(cell for cell, _ in kept), tuple(word for _, word in kept))

    def in_figures(self) -> _Page:
        """The page with Chinese numbers, each a cell of its own, in figures."""
        return replace(self, printed=tuple(in_figures(printed) for printed in self.printed))

    def is_whole(self, table: CellTable, after: int) -> bool:
        """Whether a table has rows enough, or one and the number of the next, where a page ends."""
        rows = table.rows
        goes_on = len(rows) == 1 and 0 < self._number(after) == _value(rows[0].number) + 1
        return len(rows) >= FEWEST or goes_on

    def table(self, at: int) -> tuple[CellTable, int] | None:
        """The table whose header begins at a line, and the line after it."""
        if column(self.printed[at]) not in ("序号", "任务"):
            return None
        if even := self._even_table(at):
            return even
        columns = self._header(at)
        if not columns:
            return None
        numbered, timed = columns[0] == "序号", "完成时限" in columns
        labels = tuple(column for column in columns if column in ROLE_OF)
        rows: list[CellRow] = []
        position, last, skipped = at + len(columns), 0, 0
        while position < len(self.printed) and skipped <= _SKIPPED:
            row, after = self._row(position, last, labels, numbered=numbered, timed=timed)
            if numbered and self._number(position) > last:
                last = self._number(position)
            if row:
                rows.append(row)
            elif not numbered:
                break
            skipped = 0 if row else skipped + 1
            position = after
        return CellTable(self.cells[at].start, tuple(rows)), max(position - skipped, at + len(columns))

    def _even_table(self, at: int) -> tuple[CellTable, int] | None:
        """The same of a table whose rows have a cell for each column of the header, which ends before the first number."""
        first = next((i for i, number in enumerate(map(self._number, range(at, at + _WIDEST))) if number), 0)
        columns = [column(printed) for printed in self.printed[at : at + first]]
        if columns and columns[0] == "任务":
            columns.pop()
        width = len(columns)
        labels = tuple(column for column in columns if column in ROLE_OF)
        if not labels or columns[0] not in ("序号", "任务"):
            return None
        rows: list[CellRow] = []
        position, last = at + first, 0
        while self._number(position) > last and (row := self._even_row(position, columns)):
            rows.append(row)
            last, position = self._number(position), position + width
            position += self._is_section(position, last)
        even = len(rows) >= FEWEST and not self._number(position - 1)
        return (CellTable(self.cells[at].start, tuple(rows)), position) if even else None

    def _is_section(self, at: int, last: int) -> bool:
        """Whether a line is a heading within a table: the next number follows it."""
        if at >= len(self.printed) or self._number(at) or self._number(at + 1) <= last:
            return False
        printed = self.printed[at]
        return not TIME.fullmatch(printed) and not looks_like_names(printed)

    def _even_row(self, at: int, columns: Sequence[str]) -> CellRow | None:
        """The row that begins at a line, if each of its cells is what its column holds, and the next row follows it."""
        places = range(at, at + len(columns))
        after = places.stop
        ended = after >= len(self.printed) or self._is_section(after, self._number(at))
        if not (ended or ends_row(self.printed[after])):
            return None
        after = min(after, len(self.printed))
        held = [(column, i) for column, i in zip(columns, places, strict=True) if i < after]
        bodies = [i for column, i in held if column in ROLE_OF]
        if len(bodies) < sum(column in ROLE_OF for column in columns):
            return None
        if not all(looks_like_names(self.printed[i]) or NOBODY.fullmatch(self.printed[i]) for i in bodies):
            return None
        matter = next((i for column, i in held[1:] if column == "任务" or not column), at)
        times = tuple(self.cells[i] for column, i in held if column == "完成时限")
        labels = [column for column, _ in held if column in ROLE_OF]
        cells = by_role(labels, [self.cells[i] for i in bodies])
        span = Span(self.cells[at].start, self.cells[after - 1].end)
        return CellRow(span, self.printed[at], self.printed[matter], cells, times)

    def _header(self, at: int) -> list[str]:
        """What the columns of the header that begins at a line hold; nothing where none does."""
        columns: list[str] = []
        for printed in self.printed[at : at + _COLUMNS]:
            known = column(printed)
            ended = any(column in ROLE_OF for column in columns)
            if ended and known not in ROLE_OF and known != "完成时限":
                break
            if not known and not (columns and columns[0] == "序号" and len(printed) <= LONGEST_TITLE):
                return []
            columns.append(known)
        whole = "任务" in columns and any(column in ROLE_OF for column in columns)
        return columns if whole else []

    def _number(self, at: int) -> int:
        printed = self.printed[at] if at < len(self.printed) else ""
        found = NUMBER.fullmatch(printed)
        return int(found["value"]) if found else 0

    def _row(
        self, at: int, last: int, labels: Sequence[str], *, numbered: bool, timed: bool
    ) -> tuple[CellRow | None, int]:
        """The row that begins at a line, if its cells are what they must be, and where to look next."""
        if numbered and self._number(at) <= last:
            return None, at + 1
        kinds = self._kinds(at + numbered, timed=timed)
        kinds = "m" + kinds[1:] if numbered else kinds
        found = _ROW.match(kinds)
        if not found or (numbered and self._goes_on(at + 1 + found.end(), kinds[found.end() :])):
            return None, at + 1
        first = at + numbered
        places = {kind: [first + i for i in range(found.end()) if kinds[i] == kind] for kind in "mbt"}
        end = first + found.end() - 1
        row = CellRow(
            Span(self.cells[at].start, self.cells[end].end),
            self.printed[at] if numbered else "",
            self.printed[places["m"][0]],
            by_role(labels, [self.cells[i] for i in places["b"]]),
            tuple(self.cells[i] for i in places["t"]),
        )
        return row, end + 1

    def _goes_on(self, at: int, rest: str) -> bool:
        """Whether bodies come again before the next number, so that the cells before them were taken amiss."""
        after = at + len(rest)
        return "b" in rest and after < len(self.printed) and self._number(after) > 0

    def _kinds(self, at: int, *, timed: bool) -> str:
        """What the lines from there on are: m what to do, b bodies, t a time; up to a number or a section."""
        kinds = ""
        for i in range(at, min(at + _MATTERS + _BODIES, len(self.printed))):
            printed = self.printed[i]
            if ends_row(printed):
                break
            timely = timed and TIME.fullmatch(printed)
            kinds += "t" if timely else "b" if names_bodies(printed) else "m"
        long = len(self.printed[at]) > _LONGEST_STEM if kinds else False
        for i, (before, after) in enumerate(pairwise(kinds)):
            if long and before + after == "bm" and kinds[i + 2 : i + 3] == "b" and self._is_stem(at + i + 1):
                kinds = f"{kinds[: i + 1]}b{kinds[i + 2 :]}"
        return kinds

    def _is_stem(self, at: int) -> bool:
        return bool(_STEM.fullmatch(self.printed[at]) or NOBODY.fullmatch(self.printed[at]))


def _is_broken_title(first: str, second: str) -> bool:
    """Whether two lines are the title of a column: 责任 / 单位."""
    if second not in _ENDS_OF_TITLES or len(first) > _LONGEST_STEM:
        return False
    whole = column(first + second)
    return whole in ROLE_OF or (bool(whole) and not column(first))


def _value(number: str) -> int:
    found = NUMBER.fullmatch(number)
    return int(found["value"]) if found else 0


def _without_bars(printed: str) -> str:
    """A cell without the bar behind it or those around it, where its line has no other."""
    bars = printed.count("|")
    if not bars:
        return printed
    if not printed.strip("| 　"):
        return ""
    alone = bars == 1 or (bars == 2 and printed.startswith("|"))
    return printed.strip("| 　") if alone and printed.endswith("|") else printed

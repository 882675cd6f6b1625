"""Tables that a conversion printed one cell a line, or with blanks for bars: rows told by what their cells are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from ...ontology.model import Span
from .. import numerals
from ..bodies.names import looks_like_body
from ..structure import Row
from .columns import meaning
from .grids import is_row
from .labels import ROLE_OF
from .wording import Clause, in_cell, looks_like_names

_TITLE = re.compile(r"[^\s，,。；;：:、|]{2,14}")
_MATTER = re.compile(r".{0,10}(?:要求|目标|任务|事项|实事|内容|举措|措施|工作|项目|指标|要点|名称)")
_LONGEST_TITLE = 24
_COLUMNS, _WIDEST = 8, 12
"""Characters of the longest title of a column, and columns of the widest header, of one that tells them all too."""
_NUMBER = re.compile(r"\d{1,3}")
_SECTION = re.compile(
    rf"第{numerals.COUNT}[编篇章节条]|{numerals.CHINESE}{{1,5}}[、.．]|[（(]{numerals.CHINESE}{{1,5}}[）)]"
)
_TIME = re.compile(r"(?:\d{4}年|\d{1,2}月|[今本明]?年(?:底|内)|全年|长期|持续|常年|每[年月季]).{0,14}")
_NOBODY = re.compile(r"[/／—\-－无]{1,3}")
_PARTS = re.compile(r"[、，,；; 　]+")
_BODY = re.compile(
    r"(?!加快|推[进动]|新[建增]|打造|完善|实施|启动|建[成设立]|改造|提升|迁建|开[展工]|完成|加强|培育|创建|组建|[成设]立|支持|[扩修]建|[优深强]化"
    r"|健全|引进)[\u4e00-\u9fff（()）]{2,24}"
)
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,5}[市县区旗镇乡]")
"""What shares the head of a body beside it: 甲区、乙区政府."""
_WORD = re.compile(r"\S+")
_GOES_ON = ("、", "，", ",")
"""What the last word before a blank inside a cell ends in."""
_STEM = re.compile(r"[\u4e00-\u9fff]{2,5}")
_LONGEST_CELL, _MATTERS, _BODIES = 200, 8, 24
"""Characters of a cell of bodies, and lines of what a row asks for and of whom it binds."""
_SKIPPED = 6
"""Lines that fit no row before a table has ended."""
_FEWEST = 2
"""Rows of the smallest table."""
_ROW = re.compile(rf"(?=[mt]{{0,{_MATTERS}}}b)t?m[mt]*b+t?")
"""The cells of a row without its number: m what to do, b bodies, t a time."""


@dataclass(frozen=True, slots=True)
class CellRow:
    """A row: the first and last of its lines, and its cells by what they are."""

    first: int
    last: int
    number: str
    matter: str
    bodies: tuple[Span, ...]
    times: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class CellTable:
    """A table: the first line of its header, what its columns of bodies are called, and its rows."""

    header: int
    labels: tuple[str, ...]
    rows: tuple[CellRow, ...]


def find_cell_rows(
    text: str, lines: Sequence[Span], known: Callable[[str], bool]
) -> Iterator[tuple[Row, Clause]]:
    """Yield the rows of tables without bars that assign work, in order, each with what it assigns.

    Forms:
      1. 序号 / 重点任务 / 责任单位 / 完成时限 // 1 / 新建市场。 / 市商务局 / 市财政局 / 年底前   a cell a line, a body a line
      2. 主要目标 / 责任单位 // 降低用水。 / 市水利局 // 提高收入。 / 市商务局                no numbers: what to do, then who
      3. 序号 | / 重点任务 | / 责任单位 | // 1 | / 新建市场。 | / 市商务局 |               a bar behind every cell, or around it
      4. 序号 任务 责任单位 完成时限 // 1 新建市场 市商务局 6月底前                                   blanks for bars
      5. 序号 / 责任单位 / 任务 / 进展 // 1 / 市商务局 / 新建市场。 / 已开工 // 2 …    any columns, a cell for each in every row
         任务 / 要求 / 责任科室 // 一节 / 1 / 发布目录。 / 办公室 // 2 …            no title over the numbers, headings between
    A row is one only if its cells are what the header says: a rising number, what to do, bodies, a time; others are
    passed over, and a table has two rows at least. Where columns of different roles have more lines than there are
    columns, only the first body is sure to stand in the first of them.
    """
    for table in cell_tables(text, lines):
        for row in table.rows:
            span = Span(lines[row.first].start, lines[row.last].end)
            assignments = tuple(
                replace(one, named=one.named._replace(span=one.named.span.shift(cell.start)))
                for label, cell in _by_role(table.labels, row.bodies)
                for one in in_cell(cell.of(text), ROLE_OF[label], known)
            )
            yield Row(span, row.number, row.matter, section=False), Clause(span, assignments, row.times)


def _by_role(labels: Sequence[str], bodies: Sequence[Span]) -> list[tuple[str, Span]]:
    """The cells of bodies with the label of the column that they stand in, where that is sure."""
    if len({ROLE_OF[label] for label in labels}) == 1:
        return [(labels[0], cell) for cell in bodies]
    if len(bodies) <= len(labels):
        return list(zip(labels, bodies, strict=False))
    return [(labels[0], bodies[0])]


def cell_tables(text: str, lines: Sequence[Span]) -> Iterator[CellTable]:
    """The tables without bars among `lines` whose header names who is responsible."""
    page = _Page.of(text, lines)
    position = 0
    while position < len(page.cells):
        table, position = page.blank_table(position) or page.table(position) or (None, position + 1)
        if table and page.is_whole(table, position):
            yield table


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines that are not blank: where each stands among all, without the blanks around it, and as printed."""

    lines: tuple[int, ...]
    cells: tuple[Span, ...]
    printed: tuple[str, ...]

    @classmethod
    def of(cls, text: str, lines: Sequence[Span]) -> _Page:
        kept = []
        for i, line in enumerate(lines):
            printed = line.of(text)
            if word := _without_bars(printed.strip()):
                kept.append((i, line.start + printed.index(word), word))
        words = tuple(word for *_, word in kept)
        cells = tuple(Span(start, start + len(word)) for _, start, word in kept)
        return cls(tuple(i for i, *_ in kept), cells, words)

    def is_whole(self, table: CellTable, after: int) -> bool:
        """Whether a table has rows enough, or one and the number of the next, where a page ends."""
        rows = table.rows
        goes_on = len(rows) == 1 and 0 < self._number(after) == int(rows[0].number or 0) + 1
        return len(rows) >= _FEWEST or goes_on

    def table(self, at: int) -> tuple[CellTable, int] | None:
        """The table whose header begins at a line, and the line after it."""
        if even := self._even_table(at):
            return even
        columns = self._header(at)
        if not columns:
            return None
        numbered, timed = columns[0] == "序号", "完成时限" in columns
        rows: list[CellRow] = []
        position, last, skipped = at + len(columns), 0, 0
        while position < len(self.printed) and skipped <= _SKIPPED:
            row, after = self._row(position, last, numbered=numbered, timed=timed)
            if numbered and self._number(position) > last:
                last = self._number(position)
            if row:
                rows.append(row)
            elif not numbered:
                break
            skipped = 0 if row else skipped + 1
            position = after
        labels = tuple(column for column in columns if column in ROLE_OF)
        end = self.lines.index(rows[-1].last, at) + 1 if rows else at + len(columns)
        return CellTable(self.lines[at], labels, tuple(rows)), end

    def _even_table(self, at: int) -> tuple[CellTable, int] | None:
        """The same of a table whose rows have a cell for each column of the header, which ends before the first number."""
        first = next((i for i, number in enumerate(map(self._number, range(at, at + _WIDEST))) if number), 0)
        columns = [_column(printed) for printed in self.printed[at : at + first]]
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
        even = len(rows) >= _FEWEST and not self._number(position - 1)
        return (CellTable(self.lines[at], labels, tuple(rows)), position) if even else None

    def _is_section(self, at: int, last: int) -> bool:
        """Whether a line is a heading within a table: the next number follows it."""
        if at >= len(self.printed) or self._number(at) or self._number(at + 1) <= last:
            return False
        printed = self.printed[at]
        return not _TIME.fullmatch(printed) and not looks_like_names(printed)

    def _even_row(self, at: int, columns: Sequence[str]) -> CellRow | None:
        """The row that begins at a line, if each of its cells is what its column holds, and the next row follows it."""
        places = range(at, at + len(columns))
        after = places.stop
        ended = after >= len(self.printed) or self._is_section(after, self._number(at))
        if not (ended or _ends_row(self.printed[after])):
            return None
        after = min(after, len(self.printed))
        held = [(column, i) for column, i in zip(columns, places, strict=True) if i < after]
        bodies = [i for column, i in held if column in ROLE_OF]
        if len(bodies) < sum(column in ROLE_OF for column in columns):
            return None
        if not all(looks_like_names(self.printed[i]) or _NOBODY.fullmatch(self.printed[i]) for i in bodies):
            return None
        matter = next((i for column, i in held[1:] if column == "任务" or not column), at)
        times = tuple(self.cells[i] for column, i in held if column == "完成时限")
        cells = tuple(self.cells[i] for i in bodies)
        return CellRow(
            self.lines[at], self.lines[after - 1], self.printed[at], self.printed[matter], cells, times
        )

    def _header(self, at: int) -> list[str]:
        """What the columns of the header that begins at a line hold; nothing where none does."""
        columns: list[str] = []
        for printed in self.printed[at : at + _COLUMNS]:
            known = _column(printed)
            ended = any(column in ROLE_OF for column in columns)
            if ended and known not in ROLE_OF and known != "完成时限":
                break
            if not known and not (columns and columns[0] == "序号" and len(printed) <= _LONGEST_TITLE):
                return []
            columns.append(known)
        whole = "任务" in columns and any(column in ROLE_OF for column in columns)
        return columns if whole and columns[0] in ("序号", "任务") else []

    def _number(self, at: int) -> int:
        printed = self.printed[at] if at < len(self.printed) else ""
        return int(printed) if _NUMBER.fullmatch(printed) else 0

    def _row(self, at: int, last: int, *, numbered: bool, timed: bool) -> tuple[CellRow | None, int]:
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
            self.lines[at],
            self.lines[end],
            self.printed[at] if numbered else "",
            self.printed[places["m"][0]],
            tuple(self.cells[i] for i in places["b"]),
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
            if _ends_row(printed):
                break
            timely = timed and _TIME.fullmatch(printed)
            kinds += "t" if timely else "b" if _names_bodies(printed) else "m"
        for i, (before, after) in enumerate(pairwise(kinds)):
            if before + after == "bm" and kinds[i + 2 : i + 3] == "b" and self._is_stem(at + i + 1):
                kinds = f"{kinds[: i + 1]}b{kinds[i + 2 :]}"
        return kinds

    def _is_stem(self, at: int) -> bool:
        return bool(_STEM.fullmatch(self.printed[at]) or _NOBODY.fullmatch(self.printed[at]))

    def blank_table(self, at: int) -> tuple[CellTable, int] | None:
        """The table with blanks for bars whose header a line is, and the line after it."""
        titles = self.printed[at].split() if self.printed[at].startswith("序号") else []
        columns = [_column(title) for title in titles]
        labels = tuple(column for column in columns if column in ROLE_OF)
        last = next((i for i, column in enumerate(columns) if column in ROLE_OF), 0)
        if not labels or not _MATTER.fullmatch("".join(titles[1:last])):
            return None
        rows: list[CellRow] = []
        position = end = at + 1
        while position < len(self.printed) and position - end <= _SKIPPED:
            if row := self._blank_row(position, columns):
                rows.append(row)
                end = position + 1
            position += 1
        return CellTable(self.lines[at], labels, tuple(rows)), end

    def _blank_row(self, at: int, columns: Sequence[str]) -> CellRow | None:
        """A row of such a table: its last words are the cells of its last columns, one each."""
        words = _words(self.printed[at])
        first = next(i for i, column in enumerate(columns) if column in ROLE_OF)
        ends = len(columns) - first
        if len(words) < ends + 2 or not _NUMBER.fullmatch(words[0][0]) or _names_bodies(words[-ends - 1][0]):
            return None
        start = self.cells[at].start
        cells = [(c, w[0], w[1].shift(start)) for c, w in zip(columns[first:], words[-ends:], strict=True)]
        held = [word for column, word, _ in cells if column in ROLE_OF]
        if not all(_names_bodies(word) or looks_like_names(word) for word in held):
            return None
        bodies = tuple(span for column, _, span in cells if column in ROLE_OF)
        times = tuple(span for column, _, span in cells if column == "完成时限")
        matter = " ".join(word[0] for word in words[1:-ends])
        return CellRow(self.lines[at], self.lines[at], words[0][0], matter, bodies, times)


def _words(printed: str) -> list[tuple[str, Span]]:
    """The cells of a line with blanks between them; those behind a mark (市司法局、 市财政局) are inside one."""
    spans: list[Span] = []
    for word in _WORD.finditer(printed):
        goes_on = spans and printed.endswith(_GOES_ON, 0, spans[-1].end)
        start = spans.pop().start if goes_on else word.start()
        spans.append(Span(start, word.end()))
    return [(span.of(printed), span) for span in spans]


def _without_bars(printed: str) -> str:
    """A cell without the bar behind it or those around it, where its line has no other."""
    bars = printed.count("|")
    if not printed.strip("| 　"):
        return ""
    alone = bars == 1 or (bars == 2 and printed.startswith("|"))
    return printed.strip("| 　") if alone and printed.endswith("|") else printed


@lru_cache(maxsize=4096)
def _column(printed: str) -> str:
    """What the title of a column says that it holds, or an empty string."""
    title = "".join(printed.split()) if len(printed) <= _LONGEST_TITLE else ""
    if not _TITLE.fullmatch(title):
        return ""
    return meaning(title) or ("任务" if _MATTER.fullmatch(title) else "")


def _ends_row(printed: str) -> bool:
    """Whether a line belongs to no row before it: a number, a section, a header printed again."""
    if _NUMBER.fullmatch(printed) or _SECTION.match(printed) or is_row(printed):
        return True
    return _column(printed) in ROLE_OF or printed == "序号"


@lru_cache(maxsize=4096)
def _names_bodies(printed: str) -> bool:
    """Whether a cell holds names of bodies and nothing else."""
    if len(printed) > _LONGEST_CELL:
        return False
    parts = [part for part in _PARTS.split(printed.rstrip("。.等")) if part]
    named = [part for part in parts if looks_like_body(part)]
    return bool(named) and all(
        (part in named or _PLACE.fullmatch(part)) and _BODY.fullmatch(part) for part in parts
    )

"""Tables that assign work (任务分解表, 责任清单): rows of pipe tables whose header names who is responsible."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from ...ontology.model import Span
from .. import numerals
from ..bodies.names import looks_like_office
from ..structure import Row
from .closing_up import ClosedUp, close_up
from .columns import NOTE, meaning
from .grids import cells, tables
from .labels import DEADLINE_LABELS, NOTE_ON_LEAD, ROLE_OF
from .naming import looks_like_names
from .wording import Assignment, Clause, in_cell

_BODIES = re.compile(r"(?:单位|部门|业主|主体|责任人)$")
_TITLES = frozenset(DEADLINE_LABELS.split("|"))
_TALLEST, _FEWEST_TITLES = 3, 2
"""Rows of the tallest header, with a title of the table, and titles that tell that a lower row is the header."""
_NUMBER = re.compile(rf"[（(]?(?:{numerals.COUNT})[）)]?[.．、]?")


def find_rows(
    text: str, lines: Iterable[Span], known: Callable[[str], bool]
) -> Iterator[tuple[Row, Clause | None]]:
    """Yield the rows of the tables among `lines` that assign work, in order, each with what it assigns.

    Forms:
      1. | 序号 | 重点任务 | 牵头单位 | 配合单位 | 完成时限 |   a header, and rows under it
      2. | 一 | 特色赛道 |  |  |                             a heading within the table: no body in any column
      3. |  |  | 革委 |  |                                   goes on with the row before it; a name that was cut in
                                                            two is one
      4. | 1 | 编制清单 | 市司 / 法局 | 市财政局 |            a row broken over lines: its bars are those of the header
      5. 序号 | 重点任务 | 牵头单位                         no bars around the rows, or tabs for bars
      6. 二、公开 | 公布目录 | 市司法局 | // 更新网站 | 市财政局 | |   a cell that rows share stands in the first alone
    The label of a row is what its number column prints, or a task column that holds a number (（三）), its
    heading the first column that says what to do.
    A column of times (完成时限, 拟投入运营时间) says by when.
    A table is one only if a column says who is responsible; 项目业主, 建设主体 and 建议责任单位 do not.
    """
    for table in tables(text, lines):
        height, columns = _columns(text, table)
        note = next(
            (
                Span(*found.span())
                for row in table[:height]
                for found in [NOTE_ON_LEAD.search(text, row.start, row.end)]
                if found
            ),
            None,
        )
        for row, clause in _rows(text, table[height:], columns, known) if height else ():
            if clause and note:
                clause, note = replace(clause, note=note), None
            yield row, clause


def _columns(text: str, table: Sequence[Span]) -> tuple[int, list[str]]:
    """How many rows the header of a table has, and what its columns hold; none where no column says who is responsible.

    Forms:
      1. | 序号 | 任务 | 责任单位 |
      2. | 某市任务分解表 |  |  | // | 序号 | 任务 | 责任单位 |        a title of the table above it
      3. | 序号 | 任务 | 责任分工 |  | // |  |  | 牵头单位 | 配合单位 |   titles over titles
    """
    told: list[str] = []
    for height, row in enumerate(table[:_TALLEST], 1):
        here = [cell.of(text) for cell in cells(text, row)]
        known = [meaning(one) for one in here]
        titles = all(known[i] for i, one in enumerate(here) if one) and sum(map(bool, known)) > 1
        if any(one in ROLE_OF for one in told) and not (
            titles and len(here) == len(told) and any(one in ROLE_OF for one in known)
        ):
            return height - 1, told
        if (
            height > 1
            and not titles
            and not any(one in ROLE_OF for one in told)
            and sum(map(bool, known)) < _FEWEST_TITLES
        ):
            continue
        told = [
            lower or upper
            for lower, upper in zip_longest(known, told if len(told) == len(known) else [], fillvalue="")
        ]
    whole = any(one in ROLE_OF for one in told)
    return (min(len(table), _TALLEST), told) if whole else (0, [])


def left_alone(text: str, lines: Iterable[Span]) -> list[str]:
    """The headers of columns that name bodies but assign no work: 1. 项目业主  2. 建设主体  3. 建议责任单位."""
    headers = (table[0] for table in tables(text, lines))
    names = (re.sub(r"\s", "", cell.of(text)) for header in headers for cell in cells(text, header))
    found = (name for name in names if _BODIES.search(NOTE.sub("", name)) and not meaning(name))
    return list(dict.fromkeys(found))


def _rows(
    text: str, lines: Sequence[Span], columns: Sequence[str], known: Callable[[str], bool]
) -> Iterator[tuple[Row, Clause | None]]:
    for run in _with_continuations(text, lines, columns):
        rows = [cells(text, line) for line in run]
        under = [_under(text, row, columns) for row in rows]
        by_column = [[row[i] for row in under if i < len(row)] for i in range(len(columns))]
        assignments = tuple(_assignments(text, by_column, columns, known))
        times = tuple(
            cell
            for meaning, parts in zip(columns, by_column, strict=True)
            if meaning == "完成时限"
            for cell in parts
        )
        span = Span(run[0].start, run[-1].end)
        first = rows[0]
        label = _label(text, first, columns)
        section = not assignments and bool(label) and sum(cell.start < cell.end for cell in first) <= 2
        clause = (
            Clause(span, assignments, tuple(t for t in times if t.start < t.end)) if assignments else None
        )
        yield Row(span, label, _heading(text, first, columns), section), clause


def _with_continuations(text: str, lines: Sequence[Span], columns: Sequence[str]) -> Iterator[list[Span]]:
    """Each row with the lines that go on with it: their number and task are empty."""
    run: list[Span] = []
    for line in lines:
        goes_on = run and not any(
            cell.start < cell.end
            for meaning, cell in zip(columns, cells(text, line), strict=False)
            if meaning in ("序号", "任务")
        )
        if run and not goes_on:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _under(text: str, row: Sequence[Span], columns: Sequence[str]) -> Sequence[Span]:
    """The cells of a row under the titles of their columns.

    Where rows share a cell, conversions print it in the first of them alone, and the others as many columns further left;
    where a title stands over several columns, the others are as many further right.
    """
    if not row:
        return row
    ends = next((i for i in range(len(row), 0, -1) if row[i - 1].start < row[i - 1].end), 0)
    roles = [i for i, column in enumerate(columns) if column in ROLE_OF]
    nothing = Span(row[0].start, row[0].start)
    moved = [[nothing] * by + list(row[:ends]) for by in range(len(columns) - ends + 1)]
    moved += [list(row[by:ends]) for by in range(ends - len(columns) + 1)]

    def bodies(one: Sequence[Span]) -> int:
        return sum(looks_like_names(one[i].of(text)) for i in roles if i < len(one) and _says(text, one[:i]))

    return max(moved, key=bodies, default=row)


def _says(text: str, row: Sequence[Span]) -> bool:
    """Whether any of these cells holds more than a number."""
    return any(cell.start < cell.end and not _NUMBER.fullmatch(cell.of(text)) for cell in row)


def _assignments(
    text: str, by_column: Sequence[Sequence[Span]], columns: Sequence[str], known: Callable[[str], bool]
) -> Iterator[Assignment]:
    for column, parts in zip(columns, by_column, strict=True):
        if column not in ROLE_OF:
            continue
        for pieces in _joined(text, [part for part in parts if part.start < part.end]):
            yield from assigned(text, pieces, column, known)


def assigned(
    text: str, pieces: Sequence[Span], label: str, known: Callable[[str], bool]
) -> Iterator[Assignment]:
    """What the pieces of a cell, put together, assign by the label of their column."""
    closed = [_closed(text, piece) for piece in pieces]
    for found in in_cell("".join(piece.text for piece in closed), ROLE_OF[label], known):
        named = found.named
        if named.name in ROLE_OF or named.name in _TITLES:
            continue
        yield replace(found, named=named._replace(span=_in_source(named.span, closed)))


def _joined(text: str, parts: Sequence[Span]) -> Iterator[list[Span]]:
    """The cells of one column that belong together: a name that a page break cut in two is one."""
    run: list[Span] = []
    for part in parts:
        if run and looks_like_office(_closed(text, run[-1]).text):
            yield run
            run = []
        run.append(part)
    if run:
        yield run


def _closed(text: str, cell: Span) -> ClosedUp:
    """A cell without the line breaks in it."""
    if "\n" in cell.of(text):
        return close_up(text, cell)
    return ClosedUp(cell.of(text), range(cell.start, cell.end))


def _in_source(span: Span, parts: Sequence[ClosedUp]) -> Span:
    """The stretch of the text that a stretch of the joined cells begins in."""
    offset = 0
    for part in parts:
        length = len(part.text)
        if span.start < offset + length:
            return part.back(Span(span.start - offset, min(length, span.end - offset)))
        offset += length
    raise ValueError(f"{span} is not in {parts}")


def _label(text: str, cells: Sequence[Span], columns: Sequence[str]) -> str:
    """The number of a row: in its number or task column, or in the one beside the number column."""
    beside = ("", *columns)
    printed = [
        cell.of(text)
        for meaning, left, cell in zip(columns, beside, cells, strict=False)
        if meaning in ("序号", "任务") or left == "序号"
    ]
    return next((cell for cell in printed if _NUMBER.fullmatch(cell)), "")


def _heading(text: str, cells: Sequence[Span], columns: Sequence[str]) -> str:
    named = [cell.of(text) for meaning, cell in zip(columns, cells, strict=False) if meaning == "任务"]
    others = [cell.of(text) for meaning, cell in zip(columns, cells, strict=False) if not meaning]
    return next((cell for cell in [*named, *others] if cell and not _NUMBER.fullmatch(cell)), "")

"""Tables drawn with characters: │┼─ or +---+, their cells broken over lines and parted by rules of their own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...ontology.model import Span
from ..bodies.names import looks_like_office
from ..structure import Row
from .columns import meaning
from .labels import ROLE_OF
from .naming import Known
from .tables import assigned
from .wording import Assignment, Clause

_DRAWN = re.compile(r"[ \t　]*[│┃║├┤┼┌└┠┣┏┗╠╔╚╟]")
_PLAIN = re.compile(r"[ \t　]*[|+]")
_RULE = re.compile(r"[ \t　]*\+(?:[-=]+\+)+[ \t　]*$")
_BARS = re.compile(r"[│┃║├┤┼┬┴┌┐└┘┠┨╂╋┣┫┳┻┏┓┗┛╠╣╬╦╩╔╗╚╝╟╢]")
_PLAIN_BARS = re.compile(r"[|+]")
_LINE = re.compile(r"[─━═—=-]+")
_NUMBER = re.compile(r"\d{1,3}")
_LAST = re.compile(r"[^、，,；;]*$")
_FEWEST = 2
"""Columns of the smallest table."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell: the line it begins in, and its pieces, a line each."""

    line: int
    pieces: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A drawn table: its lines, and of each column its cells, the title first."""

    lines: tuple[Span, ...]
    columns: tuple[tuple[_Cell, ...], ...]

    def titles(self, text: str) -> list[str]:
        """What the columns hold, by their titles."""
        return [meaning(_printed(text, cells[0])) if cells else "" for cells in self.columns]


def boxes(text: str, lines: Sequence[Span]) -> Iterator[Box]:
    """The drawn tables among `lines` whose header names who is responsible.

    Forms:
      1. │任务│责任单位│ // ├──┼──┤ // │清淤│市水利局│       a rule between rows, across all columns or some
      2. | 任务 | 责任单位 | // +---+---+ // | 清淤 | 市水利局 |   the same in plain characters
    """
    run: list[Span] = []
    for line in [*lines, None]:
        printed = line.of(text) if line else ""
        if line and (_DRAWN.match(printed) or (_PLAIN.match(printed) and (run or _RULE.match(printed)))):
            run.append(line)
            continue
        if not printed.strip() and line and run:
            continue
        if run and (box := _box(text, run)):
            yield box
        run = []


def find_box_rows(text: str, lines: Sequence[Span], known: Known) -> Iterator[tuple[Row, Clause | None]]:
    """Yield the rows of drawn tables that assign work, each with what it assigns; a cell that rows share is the first one's."""
    for box in boxes(text, lines):
        titles = box.titles(text)
        header = max((cells[1].line for cells in box.columns if len(cells) > 1), default=len(box.lines))
        starts = sorted(
            {
                cell.line
                for column, cells in zip(titles, box.columns, strict=True)
                for cell in cells[1:]
                if column in ROLE_OF or column in ("任务", "序号") or not column
            }
        )
        starts = [start for start in starts if start >= min(header, starts[-1])] if starts else []
        for start, end in zip(starts, [*starts[1:], len(box.lines)], strict=True):
            yield _row(text, box, titles, start, end, known)


def _box(text: str, lines: Sequence[Span]) -> Box | None:
    """The table that some lines draw, or none."""
    drawn = any(_DRAWN.match(line.of(text)) for line in lines)
    bars = _BARS if drawn else _PLAIN_BARS
    parted = [_parts(text, line, bars) for line in lines]
    width = max(map(len, parted), default=0)
    ruled = sum(all(_LINE.fullmatch(part.of(text).strip()) for part in parts) for parts in parted)
    if width < _FEWEST or not ruled:
        return None
    parted = [parts if len(parts) == width else [] for parts in parted]
    begins = _begins(text, parted)
    columns = tuple(
        tuple(_cells(text, [parts[i] if parts else None for parts in parted], begins)) for i in range(width)
    )
    box = Box(tuple(lines), columns)
    return box if any(title in ROLE_OF for title in box.titles(text)) else None


def _parts(text: str, line: Span, bars: re.Pattern[str]) -> list[Span]:
    """What stands between the bars of a line."""
    printed = line.of(text).rstrip("\n")
    cuts = [bar.start() for bar in bars.finditer(printed)]
    if cuts and printed[cuts[-1] + 1 :].strip():
        cuts.append(len(printed))
    return [Span(line.start + left + 1, line.start + right) for left, right in pairwise(cuts)]


def _begins(text: str, parted: Sequence[Sequence[Span]]) -> set[int]:
    """The lines that begin a row though no rule stands before them: they have a number, or something in every cell."""
    held = [[part.of(text).strip() for part in parts] for parts in parted]
    numbered = {i for i, cells in enumerate(held) if cells and _NUMBER.fullmatch(cells[0])}
    if len(numbered) >= _FEWEST:
        return numbered
    full = {
        i for i, cells in enumerate(held) if cells and all(cells) and not all(map(_LINE.fullmatch, cells))
    }
    return (
        full
        if all(not cells or i in full or all(map(_LINE.fullmatch, cells)) for i, cells in enumerate(held))
        else set()
    )


def _cells(text: str, parts: Sequence[Span | None], begins: set[int]) -> Iterator[_Cell]:
    """The cells of a column: what stands between its rules, or from one line that begins a row to the next."""
    pieces: list[Span] = []
    first = 0
    for i, part in enumerate(parts):
        printed = part.of(text) if part else ""
        ruled = bool(_LINE.fullmatch(printed.strip()))
        if (ruled or i in begins) and pieces:
            yield _Cell(first, tuple(pieces))
            pieces = []
        if part and printed.strip() and not ruled:
            first = first if pieces else i
            left = len(printed) - len(printed.lstrip())
            pieces.append(Span(part.start + left, part.start + len(printed.rstrip())))
    if pieces:
        yield _Cell(first, tuple(pieces))


def _printed(text: str, cell: _Cell) -> str:
    return "".join(piece.of(text) for piece in cell.pieces)


def _row(
    text: str, box: Box, titles: Sequence[str], start: int, end: int, known: Known
) -> tuple[Row, Clause | None]:
    """The row of the lines from `start` up to `end`, with the bodies of the cells that begin there."""
    span = Span(box.lines[start].start, box.lines[end - 1].end)
    here = [
        (title, cell)
        for title, cells in zip(titles, box.columns, strict=True)
        for cell in cells[max(1, _at(cells, start)) : max(1, _at(cells, end))]
    ]
    assignments: list[Assignment] = []
    for title, cell in here:
        if title in ROLE_OF:
            for run in _runs(text, cell.pieces):
                assignments += assigned(text, run, title, known)
    times = tuple(piece for title, cell in here if title == "完成时限" for piece in cell.pieces)
    printed = [(title, _printed(text, cell)) for title, cell in here]
    label = next((one for title, one in printed if title in ("序号", "任务") and _NUMBER.fullmatch(one)), "")
    heading = next(
        (one for title, one in printed if title in ("任务", "") and not _NUMBER.fullmatch(one)), ""
    )
    if not heading:
        shared = (
            cells[_at(cells, start + 1) - 1]
            for title, cells in zip(titles, box.columns, strict=True)
            if title == "任务" and cells
        )
        pieces = (cell.pieces[bisect_left(cell.pieces, span) :] for cell in shared)
        heading = next((later[0].of(text) for later in pieces if later), "")
    clause = Clause(span, tuple(assignments), times) if assignments else None
    return Row(span, label, heading, section=False), clause


def _at(cells: Sequence[_Cell], line: int) -> int:
    """The first of some cells that begins in a line or after it."""
    return bisect_left(cells, line, key=lambda cell: cell.line)


def _runs(text: str, pieces: Sequence[Span]) -> Iterator[list[Span]]:
    """The pieces of a cell that belong together: a name in a line that has room left ends with it."""
    run: list[Span] = []
    for piece in pieces:
        if run:
            before = run[-1]
            last = _LAST.search(before.of(text))
            room = (
                text[before.end : before.end + 2].isspace() and "\n" not in text[before.end : before.end + 2]
            )
            if room and last and looks_like_office(last[0]):
                yield run
                run = []
        run.append(piece)
    if run:
        yield run

"""Tables printed with bars: lines put together into rows, and rows taken apart into cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ...ontology.model import Span
from ..structure import starts_provision
from .columns import meaning
from .labels import ROLE_OF

_SEPARATOR = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*$")
_BARS = 2
"""Bars of a row whose first one is lost, or that has none around it."""
_BROKEN = 4
"""Lines that a row may be broken over."""


def grids(text: str, lines: Iterable[Span]) -> Iterator[list[list[Span]]]:
    """The tables among `lines`, header first, each row as its cells."""
    for table in tables(text, lines):
        yield [cells(text, line) for line in table]


def lines_of(text: str) -> Iterator[Span]:
    """The lines of a text, with what ends them."""
    start = 0
    for line in text.splitlines(keepends=True):
        yield Span(start, start + len(line))
        start += len(line)


def tables(text: str, lines: Iterable[Span]) -> Iterator[list[Span]]:
    """Runs of rows with as many bars as the first, each made whole, without the separators under their headers.

    Forms:
      1. | 序号 | 任务 | 责任单位 |                bars all around
      2. 序号 | 任务 | 责任单位 |                  the first bar of every row lost
      3. 序号 | 任务 | 责任单位                    none around the rows, or tabs for bars
      4. | 1 | 编制 / 清单 | 市司法局 |             a row broken over lines, its header too
      5. 2.编制清单。 | 市司法局 |                  a row without its first bar and the cells that it shares with
                                             the rows before it
      6. 3 | 编制清单 | 市司法局 | 已公              the last row, where the page ends within it
    """
    printed = [line for line in lines if line.of(text).strip()]
    rows: list[Span] = []
    at = 0
    while at < len(printed):
        if table := _without_outer_bars(text, printed, at):
            yield table
            at += len(table)
            rows = []
            continue
        ahead = printed[at : at + _BROKEN]
        row, taken = _row(text, ahead, _bars(text, rows[0])) if rows else _header(text, ahead)
        at += taken
        if row and not _SEPARATOR.match(row.of(text)):
            rows.append(row)
        elif row is None:
            if len(rows) > 1:
                yield rows
            rows = []
    if len(rows) > 1:
        yield rows


def cells(text: str, line: Span) -> list[Span]:
    """The cells of a row, without the blanks around them."""
    printed = line.of(text)
    bar = "|" if "|" in printed else "\t"
    bars = [line.start + i for i, char in enumerate(printed) if char == bar]
    if bars and not printed.lstrip().startswith("|"):
        bars.insert(0, line.start - 1)
    if bars and not printed.rstrip().endswith("|"):
        bars.append(line.end)
    return [_strip(text, left + 1, right) for left, right in pairwise(bars)]


def assigns(lines: Sequence[str]) -> bool:
    """Whether the first of some lines, with the second where it is broken, is the header of a table that says who is responsible."""
    line = lines[0]
    bar = "|" if "|" in line else "\t"
    if (
        bar == "|"
        and len(lines) > 1
        and lines[1].lstrip().startswith(bar)
        and not line.rstrip().endswith(bar)
    ):
        line += lines[1]
    held = [meaning(cell) for cell in line.split(bar)]
    return any(one in ROLE_OF for one in held) and (line.count(bar) >= _BARS or (bar in line and all(held)))


def is_row(line: str) -> bool:
    """Whether a line is a row of a table with bars, be its first bar lost."""
    printed = line.strip()
    return printed.startswith("|") or (printed.endswith("|") and printed.count("|") >= _BARS)


def _without_outer_bars(text: str, lines: Sequence[Span], at: int) -> list[Span]:
    """The table of rows with bars or tabs between their cells alone, whose header stands at a line; or nothing."""
    header = lines[at].of(text)
    if is_row(header) or not assigns([header]):
        return []
    bar = "|" if "|" in header else "\t"
    bars = header.strip().count(bar)
    end = at + 1
    while end < len(lines) and 0 < lines[end].of(text).count(bar) <= bars:
        end += 1
    return list(lines[at:end]) if end > at + 1 else []


def _header(text: str, lines: Sequence[Span]) -> tuple[Span | None, int]:
    """The first row of a table that begins with the first of `lines`, None where none does, and how many of them it takes."""
    first = lines[0]
    if is_row(first.of(text)):
        return first, 1
    broken = len(lines) > 1 and "|" in first.of(text) and assigns([line.of(text) for line in lines[:2]])
    return (Span(first.start, lines[1].end), 2) if broken else (None, 1)


def _row(text: str, lines: Sequence[Span], bars: int) -> tuple[Span | None, int]:
    """The same of a row under a header that has so many bars: it may be broken over lines."""
    first = lines[0]
    printed = first.of(text)
    if "|" not in printed:
        return None, 1
    own, barred = _bars(text, first), printed.lstrip().startswith("|")
    for taken, line in enumerate(lines[1:], 2):
        if own >= bars or (not barred and _ends(text, Span(first.start, lines[taken - 2].end))):
            break
        own += line.of(text).count("|")
        if own > bars or starts_provision(line.of(text)):
            break
        if own == bars and _ends(text, line):
            return Span(first.start, line.end), taken
    own = _bars(text, first)
    whole = is_row(printed) and (barred or own >= bars)
    shares = not barred and own < bars and _ends(text, first) and starts_provision(printed)
    cut = len(lines) == 1 and not barred and _BARS <= own < bars
    return (first if whole or shares or cut else None), 1


def _ends(text: str, line: Span) -> bool:
    return line.of(text).rstrip().endswith("|")


def _bars(text: str, row: Span) -> int:
    """The bars of a row, the first one counted where it is lost."""
    printed = row.of(text)
    return printed.count("|") + (not printed.lstrip().startswith("|"))


def _strip(text: str, start: int, end: int) -> Span:
    printed = text[start:end]
    left = len(printed) - len(printed.lstrip())
    return Span(start + left, max(start + left, start + len(printed.rstrip())))

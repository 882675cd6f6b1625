"""Tables in their one canonical form: a row a line, cells between pipes, a rule under the header.

    | 序号 | 重点任务 | 牵头单位 | 完成时限 |
    | --- | --- | --- | --- |
    | 1 | 编制权责清单 | 市委编办 | 2023-06-30 |

A merged cell stands once, where it begins; the other cells it covers are empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, takewhile
from typing import NamedTuple

from ..read import Unreadable
from ..structure import starts_provision

MAX_COLUMNS = 256
"""Columns of a table that are read, and rows that one merged cell is followed over; no plan has more."""
MAX_CELLS = 400_000

_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_LATIN = re.compile(r"[A-Za-z0-9,.;:)]\n[A-Za-z0-9(]")
_BODY = re.compile(
    r"[^\s、，,；;。：:]{2,18}(?:局|委|办|厅|部|院|会|府|区|县|市|镇|乡|街道|公司|中心|单位|部门)"
)
_HEADING_LENGTH = 20
_OPEN, _CLOSE = "| ", " |"
_FRAME_SHARE = 1.25
_FRAME_LABELS = 4


class Cell(NamedTuple):
    """One printed cell and the columns and rows it covers."""

    text: str
    colspan: int = 1
    rowspan: int = 1


class Block(NamedTuple):
    """One cell as its paragraphs, those of tables inside it in canonical form."""

    lines: Sequence[str]
    colspan: int = 1
    rowspan: int = 1


def cell(text: str) -> str:
    """The text of one cell as it stands in a row: no line breaks, no pipes, single spaces.

    A break between Latin words or figures becomes a space, every other one disappears.
    """
    broken = "\n".join(filter(None, map(str.strip, text.splitlines())))
    whole = _LATIN.sub(lambda m: m[0].replace("\n", " "), broken).replace("\n", "")
    return _SPACE.sub(" ", whole).replace("|", "/").strip()


def joined(paragraphs: Iterable[str]) -> str:
    """The text of a cell that holds several paragraphs, of formats that know a paragraph from a wrapped line.

    Forms:
      1. 市发展改革委 / 市财政局   bodies, one a paragraph: a list, printed with 、 between them
      2. anything else            the paragraphs follow on each other, as in `cell`
    """
    parts = [part for part in map(cell, _unruled(paragraphs)) if part]
    if len(parts) > 1 and all(map(_BODY.fullmatch, parts)):
        return "、".join(parts)
    return cell("\n".join(parts))


def _unruled(paragraphs: Iterable[str]) -> Iterator[str]:
    """The paragraphs; tables among them on one line, their cells apart by spaces, their rows by ；."""
    for is_table, run in groupby(paragraphs, lambda one: one.startswith(_OPEN) and one.endswith(_CLOSE)):
        if is_table:
            rows = (filter(None, map(str.strip, row.split("|"))) for row in run if row.strip("|- "))
            yield "；".join(map(" ".join, rows))
        else:
            yield from run


def flow(rows: Sequence[Sequence[Block]]) -> list[str]:
    """The lines of a table whose cells hold paragraphs: `lines`, or the paragraphs themselves where the
    table only sets them on the page.

    Forms:
      1. at most one cell with text in every row
      2. one cell with nearly all the text, in paragraphs with labels of their own (一、 … 二、 …)
    """
    blocks = [block for row in rows for block in row if any(block.lines)]
    if all(sum(any(block.lines) for block in row) <= 1 for row in rows) or _is_frame(blocks):
        return [line for block in blocks for line in block.lines if line]
    return lines(spread([Cell(joined(b.lines), b.colspan, b.rowspan) for b in row] for row in rows))


def _is_frame(blocks: Sequence[Block]) -> bool:
    sizes = [sum(map(len, block.lines)) for block in blocks]
    largest = max(range(len(blocks)), key=sizes.__getitem__, default=0)
    return (
        sum(sizes) < _FRAME_SHARE * sizes[largest]
        and sum(map(starts_provision, blocks[largest].lines)) >= _FRAME_LABELS
    )


def spread(rows: Iterable[Iterable[Cell]]) -> list[list[str]]:
    """The grid that rows of cells make, a merged cell's text at its first place and "" at the others.

    Rows may be ragged; what a cell covers in later rows is kept free there. What lies beyond MAX_COLUMNS is
    left out; more than MAX_CELLS are Unreadable.
    """
    grid: list[list[str]] = []
    covered: dict[int, int] = {}
    size = 0
    for row in rows:
        line: list[str] = []
        for one in row:
            _fill(line, covered)
            width = min(max(one.colspan, 1), MAX_COLUMNS - len(line))
            if width < 1:
                break
            if one.rowspan > 1:
                below = min(one.rowspan, MAX_COLUMNS)
                covered.update(dict.fromkeys(range(len(line), len(line) + width), below))
            line += [one.text, *[""] * (width - 1)]
        _fill(line, covered)
        covered = {column: left - 1 for column, left in covered.items() if left > 1}
        grid.append(line)
        size += len(line)
        _check(size)
    return grid


def _check(size: int) -> None:
    if size > MAX_CELLS:
        raise Unreadable(f"has a table of more than {MAX_CELLS:,} cells, which no plan has")


def _fill(line: list[str], covered: dict[int, int]) -> None:
    """Leave free what cells of earlier rows cover."""
    while len(line) in covered:
        line.append("")


def lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of one table; none for an empty one. Raises Unreadable for one of more than MAX_CELLS.

    Rows that name the table (表1 …, 单位：万元) above its header become lines of their own, a header of two
    rows one (责任分工 over 牵头单位, 配合单位: 责任分工·牵头单位), and rows and columns without text go.
    A table of one column is no table but its lines.
    """
    _check(sum(map(len, rows)))
    grid = _trim([[cell(text) for text in row] for row in rows])
    if not grid:
        return []
    if len(grid[0]) == 1:
        return [row[0] for row in grid]
    named = ["".join(row) for row in takewhile(_is_title, grid[:-1])]
    body = _one_header(_trim(grid[len(named) :]))
    if len(body[0]) == 1:
        return [*named, *(row[0] for row in body)]
    return [*named, _line(body[0]), _line(["---"] * len(body[0])), *map(_line, body[1:])]


def _is_title(row: Sequence[str]) -> bool:
    """Whether the one text of a row names the table: it stands first or is short (单位：万元)."""
    whole = "".join(row)
    return sum(map(bool, row)) == 1 and (bool(row[0]) or len(whole) <= _HEADING_LENGTH)


def _trim(grid: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows and columns that hold text, all rows as wide as the widest."""
    filled = [row for row in grid if any(row)]
    used = sorted({column for row in filled for column, text in enumerate(row) if text})
    return [[row[column] if column < len(row) else "" for column in used] for row in filled]


def _one_header(rows: list[list[str]]) -> list[list[str]]:
    """The rows with a header of two rows made one."""
    if len(rows) < 3 or not _is_second_header(rows[0], rows[1]):
        return rows
    above = ""
    folded = []
    for upper, lower in zip(rows[0], rows[1], strict=True):
        above = upper or above
        folded.append(f"{above}·{lower}" if lower else upper)
    return [folded, *rows[2:]]


def _is_second_header(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether `lower` divides what is merged in `upper`: short words under the merged cells and nowhere else."""
    merged = [not text or not after for text, after in zip(upper, [*upper[1:], "-"], strict=True)]
    return (
        "" in upper
        and bool(upper[0])
        and not lower[0]
        and all(bool(text) == under for text, under in zip(lower, merged, strict=True))
        and all(len(text) <= _HEADING_LENGTH for text in lower)
    )


def _line(row: Sequence[str]) -> str:
    return f"{_OPEN}{' | '.join(row)}{_CLOSE}"

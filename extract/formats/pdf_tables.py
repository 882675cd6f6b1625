"""Tables by their geometry: ruling lines to cells, merged ones too; and tables that go on over a page break."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..names import HEADS
from . import pdf_lines, tables
from .pdf_lines import Line
from .pdf_page import Glyph, Rule

MAX_CROSSINGS = 100_000
MAX_BOXES = 20_000
"""A page with more ruling lines, or a grid with more cells, is a drawing and no table."""
_SNAP = 3.0
_OVERHANG = 6.0
_PADDING = 12.0
_ALIGNED = 6.0
_HEADER = re.compile(r"^(?:序号|编号)$|单位$|部门$|时限|期限|时间|任务|内容|措施|目标|备注|项目|指标|名称")
_INDEX = re.compile(r"^(?:序号?|编号)$")
_BARE_HEAD = re.compile(HEADS)


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines of one cell, and how wide the lines of its column may get."""

    lines: tuple[Line, ...]
    inner: float

    @property
    def text(self) -> str:
        """What the cell says, wrapped lines joined; a line that is left short ends a paragraph."""
        if not self.lines:
            return ""
        parts = [self.lines[0].text]
        for before, after in pairwise(self.lines):
            if _wraps(before, after, self.inner):
                parts[-1] = pdf_lines.follow(parts[-1], after.text)
            else:
                parts.append(after.text)
        if any(map(_BARE_HEAD.fullmatch, parts)) or _is_place_in_place(parts):
            parts = ["".join(parts)]
        return tables.joined(parts)


EMPTY = Cell((), 0.0)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: where its columns are parted, how far down it reaches, and its rows, all equally long.

    A merged cell stands once, where it begins; the others it covers are EMPTY. `starts` holds for each page
    but the first that it runs over that page's number and the first of its rows there.
    """

    xs: tuple[float, ...]
    top: float
    bottom: float
    rows: tuple[tuple[Cell, ...], ...]
    starts: tuple[tuple[int, int], ...] = ()

    def texts(self, row: int) -> list[str]:
        """What the cells of one row say."""
        return [cell.text for cell in self.rows[row]]


@dataclass(frozen=True, slots=True)
class _Grid:
    """The frame of a table, and for each of its boxes the number of the cell it belongs to."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cell_of: tuple[int, ...]

    def box(self, glyph: Glyph) -> int | None:
        """The box that a glyph stands in."""
        column = bisect_right(self.xs, (glyph.x0 + glyph.x1) / 2) - 1
        row = bisect_right(self.ys, glyph.base - 0.35 * glyph.size) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return row * (len(self.xs) - 1) + column
        return None


def find_tables(rules: Sequence[Rule], glyphs: Sequence[Glyph]) -> tuple[list[Table], list[Glyph]]:
    """The ruled tables of a page, from top to bottom, and the glyphs that stand outside them.

    Forms:
      1. every cell ruled on four sides
      2. no rules at the left and right ends, as in tables set between thick lines
      3. cells merged over columns or rows
      4. rules drawn as lines, as thin filled bars, or as the sides of rectangles

    Tables without upright rules are read as lines of text. A frame around text is no table.
    """
    found: list[Table] = []
    rest = list(glyphs)
    for grid in sorted(_grids(rules), key=_area):
        inside: dict[int, list[Glyph]] = defaultdict(list)
        outside: list[Glyph] = []
        for glyph in rest:
            box = grid.box(glyph)
            if box is None:
                outside.append(glyph)
            else:
                inside[grid.cell_of[box]].append(glyph)
        table = _table(grid, inside)
        if table:
            found.append(table)
            rest = outside
    return sorted(found, key=lambda table: table.top), rest


def _area(grid: _Grid) -> float:
    return (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0])


def _table(grid: _Grid, inside: dict[int, list[Glyph]]) -> Table | None:
    width = len(grid.xs) - 1
    lines = {cell: _lines(glyphs) for cell, glyphs in inside.items()}
    if len({cell % width for cell, printed in lines.items() if printed}) < 2:
        return None
    inner = _inner_widths(grid, lines)
    rows = tuple(
        tuple(
            Cell(tuple(lines.get(box, ())), inner.get(box, 0.0)) if grid.cell_of[box] == box else EMPTY
            for box in range(row * width, (row + 1) * width)
        )
        for row in range(len(grid.ys) - 1)
    )
    return Table(grid.xs, grid.ys[0], grid.ys[-1], rows)


def _lines(glyphs: Sequence[Glyph]) -> list[Line]:
    return [pdf_lines.line(pdf_lines.together(row)) for row in pdf_lines.rows(glyphs)]


def _inner_widths(grid: _Grid, lines: dict[int, list[Line]]) -> dict[int, float]:
    """How wide a line of each cell may get: as wide as the widest of the same cut, or the cell less its padding."""
    width = len(grid.xs) - 1
    last: dict[int, int] = {}
    for box, cell in enumerate(grid.cell_of):
        last[cell] = max(last.get(cell, 0), box % width)
    widest: dict[tuple[int, int], float] = {}
    for cell, printed in lines.items():
        cut = cell % width, last[cell]
        longest = max((line.x1 - line.x0 for line in printed), default=0.0)
        widest[cut] = max(widest.get(cut, grid.xs[cut[1] + 1] - grid.xs[cut[0]] - _PADDING), longest)
    return {cell: widest[cell % width, last[cell]] for cell in lines}


def _wraps(before: Line, after: Line, inner: float) -> bool:
    """Whether `before` ends because the first piece of `after` found no room in it."""
    return before.x1 - before.x0 + after.head > inner - 1


def _is_place_in_place(parts: Sequence[str]) -> bool:
    """杭州市 over 西湖区: one place on two lines."""
    return len(parts) == 2 and parts[0].endswith(("省", "市", "州")) and parts[1].endswith(("县", "区"))


def _grids(rules: Sequence[Rule]) -> Iterator[_Grid]:
    level = _straightened((rule.y0, rule.x0, rule.x1) for rule in rules if rule.y0 == rule.y1)
    upright = _straightened((rule.x0, rule.y0, rule.y1) for rule in rules if rule.x0 == rule.x1)
    if len(level) * len(upright) > MAX_CROSSINGS:
        return
    for across, down in _connected(level, upright):
        xs = _marks([x for x, _, _ in down], [end for _, *ends in across for end in ends])
        ys = _marks([y for y, _, _ in across], [end for _, *ends in down for end in ends])
        if len(xs) > 2 and len(ys) > 1 and (len(xs) - 1) * (len(ys) - 1) <= MAX_BOXES:
            yield _Grid(xs, ys, _cells(xs, ys, across, down))


_Edge = tuple[float, float, float]
"""Where a ruling line runs, and from where to where."""


def _straightened(edges: Iterable[_Edge]) -> list[_Edge]:
    """Edges that lie beside or behind one another made one."""
    done: list[_Edge] = []
    beside: list[_Edge] = []
    for edge in sorted(edges):
        if beside and edge[0] - beside[0][0] > _SNAP:
            done += _chained(beside)
            beside = []
        beside.append(edge)
    return done + _chained(beside)


def _chained(edges: Sequence[_Edge]) -> list[_Edge]:
    chain: list[_Edge] = []
    for at, start, end in sorted(edges, key=lambda edge: edge[1]):
        if chain and start <= chain[-1][2] + _SNAP:
            chain[-1] = chain[-1][0], chain[-1][1], max(chain[-1][2], end)
        else:
            chain.append((at, start, end))
    return chain


def _connected(level: Sequence[_Edge], upright: Sequence[_Edge]) -> Iterator[tuple[list[_Edge], list[_Edge]]]:
    """The edges of each table: those that cross or touch one another."""
    parent = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = i = parent[parent[i]]
        return i

    for j, (x, top, bottom) in enumerate(upright, len(level)):
        for i, (y, left, right) in enumerate(level):
            if left - _SNAP <= x <= right + _SNAP and top - _SNAP <= y <= bottom + _SNAP:
                parent[root(j)] = root(i)
    groups: dict[int, tuple[list[_Edge], list[_Edge]]] = defaultdict(lambda: ([], []))
    for i, edge in enumerate([*level, *upright]):
        groups[root(i)][i >= len(level)].append(edge)
    yield from (group for group in groups.values() if all(group))


def _marks(lines: Iterable[float], ends: Sequence[float]) -> tuple[float, ...]:
    """Where a grid is parted: at its lines, and where the lines across reach beyond the outermost of them."""
    marks: list[float] = []
    for line in sorted(lines):
        if not marks or line - marks[-1] > _SNAP:
            marks.append(line)
    if marks[0] - min(ends) > _OVERHANG:
        marks.insert(0, min(ends))
    if max(ends) - marks[-1] > _OVERHANG:
        marks.append(max(ends))
    return tuple(marks)


def _cells(
    xs: tuple[float, ...], ys: tuple[float, ...], across: Sequence[_Edge], down: Sequence[_Edge]
) -> tuple[int, ...]:
    """For each box the first box of its cell: boxes with no edge between them are one cell."""
    width, height = len(xs) - 1, len(ys) - 1
    first = list(range(width * height))

    def root(i: int) -> int:
        while first[i] != i:
            first[i] = i = first[first[i]]
        return i

    beside, below = _edges_at(xs, down), _edges_at(ys, across)
    for row in range(height):
        for column in range(width):
            box = row * width + column
            if column + 1 < width and not _parted(beside[column + 1], ys[row], ys[row + 1]):
                _unite(first, root(box), root(box + 1))
            if row + 1 < height and not _parted(below[row + 1], xs[column], xs[column + 1]):
                _unite(first, root(box), root(box + width))
    return tuple(root(box) for box in range(width * height))


def _unite(first: list[int], one: int, other: int) -> None:
    first[max(one, other)] = min(one, other)


def _edges_at(marks: Sequence[float], edges: Iterable[_Edge]) -> list[list[tuple[float, float]]]:
    """The stretches of the edges that run along each mark."""
    found: list[list[tuple[float, float]]] = [[] for _ in marks]
    for at, start, end in edges:
        for i in (bisect_right(marks, at) - 1, bisect_right(marks, at)):
            if 0 <= i < len(marks) and abs(marks[i] - at) <= _SNAP:
                found[i].append((start, end))
    return found


def _parted(stretches: Iterable[tuple[float, float]], start: float, end: float) -> bool:
    slack = 0.3 * (end - start)
    return any(low <= start + slack and high >= end - slack for low, high in stretches)


def join(first: Table, second: Table, page: int) -> Table | None:
    """One table from two, the second at the top of `page`; None where it is another table.

    It goes on where its columns are parted at the same places. A header printed again is left out. A row cut
    by the page break becomes one: its index cell (序号) is empty, and the lines above ended at the edge of
    their cells, for want of room.
    """
    marks = _common(first, second)
    if marks is None:
        return None
    above, below = _recut(first, marks), _recut(second, marks)
    again = _header_again(above, below)
    if not again and _is_header(below.texts(0)):
        return None
    rows = list(above.rows)
    added = list(below.rows[again:])
    if added and not again:
        added[0] = _without_header(added[0], above.rows[0])
    if rows and added and _is_cut(above, added[0]):
        rows[-1] = tuple(
            replace(one, lines=one.lines + other.lines) for one, other in zip(rows[-1], added[0], strict=True)
        )
        added = added[1:]
    starts = (*first.starts, (page, len(rows)))
    return Table(marks, first.top, second.bottom, (*rows, *added), starts)


def _common(first: Table, second: Table) -> tuple[float, ...] | None:
    """The marks of both tables where those of one are among those of the other, left edges laid together."""
    fewer, more = sorted(
        ([x - table.xs[0] for x in table.xs] for table in (second, first)), key=lambda marks: len(marks)
    )
    if all(any(abs(x - other) <= _ALIGNED for other in more) for x in fewer):
        return tuple(x + first.xs[0] for x in more)
    return None


def _recut(table: Table, marks: tuple[float, ...]) -> Table:
    """The table with its cells in the columns between `marks`."""
    if len(table.xs) == len(marks):
        return replace(table, xs=marks)
    shift = marks[0] - table.xs[0]
    columns = [min(range(len(marks)), key=lambda i: abs(marks[i] - x - shift)) for x in table.xs[:-1]]
    rows = []
    for row in table.rows:
        cells = [EMPTY] * (len(marks) - 1)
        for column, cell in zip(columns, row, strict=True):
            cells[min(column, len(cells) - 1)] = cell
        rows.append(tuple(cells))
    return replace(table, xs=marks, rows=tuple(rows))


def _header_again(above: Table, below: Table) -> int:
    """How many rows at the top of `below` print the header of `above` again."""
    for start in range(min(3, len(above.rows))):
        again = 0
        while (
            start + again < min(len(above.rows), 4)
            and again < len(below.rows)
            and any(below.texts(again))
            and below.texts(again) == above.texts(start + again)
        ):
            again += 1
        if again:
            return again
    return 0


def _is_header(texts: Sequence[str]) -> bool:
    """Whether a row reads as the header of a table of its own."""
    filled = [text for text in texts if text]
    return (
        len(filled) > 1
        and all(len(text) <= 14 for text in filled)
        and sum(bool(_HEADER.search(text)) for text in filled) > max(1, len(filled) // 2)
    )


def _is_cut(above: Table, added: Sequence[Cell]) -> bool:
    """Whether `added` is the rest of the last row: its cells, or where it has the index, those above, go on."""
    last = above.rows[-1]
    index = next((i for i, text in enumerate(above.texts(0)) if _INDEX.match(text)), None)
    pairs = [(one, other) for one, other in zip(last, added, strict=True) if other.lines]
    if index is not None and added[index].lines:
        if last[index].lines:
            return False
        pairs = [(one, other) for one, other in zip(last, added, strict=True) if one.lines]
    if not pairs or not all(one.lines and other.lines for one, other in pairs):
        return False
    full = sum(_wraps(one.lines[-1], other.lines[0], one.inner) for one, other in pairs)
    strict = index is None or bool(added[index].lines)
    return full == len(pairs) if strict else full * 2 >= len(pairs)


def _without_header(row: Sequence[Cell], header: Sequence[Cell]) -> tuple[Cell, ...]:
    """A row at the top of a page without the header, where no rule parts the two."""
    counts = [len(cell.lines) for cell in header]
    if not any(counts) or any(
        [line.text for line in cell.lines[:count]] != [line.text for line in above.lines]
        for cell, above, count in zip(row, header, counts, strict=True)
    ):
        return tuple(row)
    return tuple(replace(cell, lines=cell.lines[count:]) for cell, count in zip(row, counts, strict=True))

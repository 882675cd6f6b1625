"""Ruled tables by their geometry: ruling lines to cells, merged ones too."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .pdf_cells import EMPTY, PADDING, Cell, Table, cell_lines
from .pdf_lines import Line
from .pdf_page import Glyph, Rule

MAX_CROSSINGS = 100_000
MAX_BOXES = 20_000
"""A page with more ruling lines, or a grid with more cells, is a drawing and no table."""
_SNAP = 3.0
_OVERHANG = 6.0


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

    A frame around text is no table; tables without upright rules are found by pdf_open_tables.
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
    lines = {cell: cell_lines(glyphs) for cell, glyphs in inside.items()}
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
        widest[cut] = max(widest.get(cut, grid.xs[cut[1] + 1] - grid.xs[cut[0]] - PADDING), longest)
    return {cell: widest[cell % width, last[cell]] for cell in lines}


def _grids(rules: Sequence[Rule]) -> Iterator[_Grid]:
    level = straightened((rule.y0, rule.x0, rule.x1) for rule in rules if rule.y0 == rule.y1)
    upright = straightened((rule.x0, rule.y0, rule.y1) for rule in rules if rule.x0 == rule.x1)
    if len(level) * len(upright) > MAX_CROSSINGS:
        return
    for across, down in _connected(level, upright):
        xs = _marks([x for x, _, _ in down], [end for _, *ends in across for end in ends])
        ys = _marks([y for y, _, _ in across], [end for _, *ends in down for end in ends])
        if len(xs) > 2 and len(ys) > 1 and (len(xs) - 1) * (len(ys) - 1) <= MAX_BOXES:
            yield _Grid(xs, ys, _cells(xs, ys, across, down))


Edge = tuple[float, float, float]
"""Where a ruling line runs, and from where to where."""


def straightened(edges: Iterable[Edge]) -> list[Edge]:
    """Edges that lie beside or behind one another made one."""
    done: list[Edge] = []
    beside: list[Edge] = []
    for edge in sorted(edges):
        if beside and edge[0] - beside[0][0] > _SNAP:
            done += _chained(beside)
            beside = []
        beside.append(edge)
    return done + _chained(beside)


def _chained(edges: Sequence[Edge]) -> list[Edge]:
    chain: list[Edge] = []
    for at, start, end in sorted(edges, key=lambda edge: edge[1]):
        if chain and start <= chain[-1][2] + _SNAP:
            chain[-1] = chain[-1][0], chain[-1][1], max(chain[-1][2], end)
        else:
            chain.append((at, start, end))
    return chain


def _connected(level: Sequence[Edge], upright: Sequence[Edge]) -> Iterator[tuple[list[Edge], list[Edge]]]:
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
    groups: dict[int, tuple[list[Edge], list[Edge]]] = defaultdict(lambda: ([], []))
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
    xs: tuple[float, ...], ys: tuple[float, ...], across: Sequence[Edge], down: Sequence[Edge]
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


def _edges_at(marks: Sequence[float], edges: Iterable[Edge]) -> list[list[tuple[float, float]]]:
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

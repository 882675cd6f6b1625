"""Tables that go on over a page break made one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .pdf_cells import EMPTY, INDEX, Cell, Table, is_header, wraps

_ALIGNED = 6.0


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
    if not again and is_header(below.texts(0)):
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


def _is_cut(above: Table, added: Sequence[Cell]) -> bool:
    """Whether `added` is the rest of the last row: its cells, or where it has the index, those above, go on."""
    last = above.rows[-1]
    index = next((i for i, text in enumerate(above.texts(0)) if INDEX.match(text)), None)
    pairs = [(one, other) for one, other in zip(last, added, strict=True) if other.lines]
    if index is not None and added[index].lines:
        if last[index].lines:
            return False
        pairs = [(one, other) for one, other in zip(last, added, strict=True) if one.lines]
    if not pairs or not all(one.lines and other.lines for one, other in pairs):
        return False
    full = sum(wraps(one.lines[-1], other.lines[0], one.inner) for one, other in pairs)
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

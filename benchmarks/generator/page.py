"""A page that is written from left to right, and what a reader is to find on it, by where it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

Stretch = tuple[int, int]
"""Half-open code points of the page."""


@dataclass(frozen=True, slots=True)
class At:
    """A column that is a position."""

    position: int


@dataclass(frozen=True, slots=True)
class Printed:
    """A column that is what stands on the page, put together from stretches (各市 + 政府); several names by `;`."""

    names: tuple[tuple[Stretch, ...], ...]


@dataclass(frozen=True, slots=True)
class Between:
    """A column that is a stretch, start-end."""

    stretch: Stretch


Column = str | At | Printed | Between


@dataclass
class Page:
    """The text so far, and rows of labels by relation.

    `clauses` are the responsibility clauses, `kept` what noise must not touch. `first_leads` says that a clause has
    said who leads from there on.
    """

    pieces: list[str] = field(default_factory=list)
    end: int = 0
    rows: dict[str, list[tuple[Column, ...]]] = field(default_factory=dict)
    clauses: list[Stretch] = field(default_factory=list)
    kept: list[Stretch] = field(default_factory=list)
    first_leads: bool = False

    def put(self, text: str) -> Stretch:
        """Write, and tell where."""
        start = self.end
        self.pieces.append(text)
        self.end += len(text)
        return start, self.end

    def label(self, relation: str, *columns: Column) -> None:
        """Say what a reader finds."""
        self.rows.setdefault(relation, []).append(columns)

    def keep(self, stretch: Stretch) -> Stretch:
        """What noise must leave as it is: numbers and dates, whose values are labelled."""
        self.kept.append(stretch)
        return stretch

    @property
    def text(self) -> str:
        """Everything written."""
        return "".join(self.pieces)


Edit = tuple[int, int, str]
"""What noise does: a stretch, and what stands there instead."""


def edited(text: str, edits: Iterable[Edit]) -> tuple[str, Callable[[int], int]]:
    """The text with edits made, and the way from an old position to the new one. Edits that overlap are left out."""
    pieces: list[str] = []
    ends, shifts = [0], [0]
    last = 0
    for start, end, instead in sorted(edits):
        if start < last:
            continue
        pieces += [text[last:start], instead]
        ends.append(end)
        shifts.append(shifts[-1] + len(instead) - (end - start))
        last = end
    pieces.append(text[last:])
    return "".join(pieces), lambda position: position + shifts[bisect_right(ends, position) - 1]


def resolve(column: Column, text: str, moved: Callable[[int], int]) -> str:
    """A column as it stands in a table of labels."""
    if isinstance(column, At):
        return str(moved(column.position))
    if isinstance(column, Between):
        return f"{moved(column.stretch[0])}-{moved(column.stretch[1])}"
    if isinstance(column, Printed):
        names = ("".join(text[moved(a) : moved(b)] for a, b in name) for name in column.names)
        return ";".join(re.sub(r"\s", "", name) for name in names)
    return column

"""The text of a plan cut into paragraphs and pieces, each piece with the findings that cover it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .asking import Row


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding in the text: half-open code points, what kind it is, and what people say of it."""

    number: int
    kind: str
    start: int
    end: int
    words: str
    meaning: str
    review: str
    finding: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that the same findings cover, the shortest first; `items` are the provisions that begin here."""

    text: str
    marks: tuple[Mark, ...]
    items: tuple[Row, ...]

    @property
    def kinds(self) -> str:
        """The classes of the piece."""
        said = {f"v-{mark.review}" for mark in self.marks if mark.review}
        return " ".join([*dict.fromkeys(f"k-{mark.kind}" for mark in self.marks), *sorted(said)])

    @property
    def numbers(self) -> str:
        """The numbers of its findings."""
        return " ".join(str(mark.number) for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text; `depth` is that of the provision it begins with, 0 where it begins with none."""

    pieces: tuple[Piece, ...]
    depth: int
    heading: bool


def marks(*tables: Iterable[Row]) -> list[Mark]:
    """The findings of several tables that have a place, in the order of the text."""
    rows = [row for table in tables for row in table if row.get("start") and row.get("end")]
    rows.sort(key=lambda row: (_at(row, "start"), _at(row, "end"), row["finding"] or ""))
    return [_mark(number, row) for number, row in enumerate(rows)]


def _mark(number: int, row: Row) -> Mark:
    aside = "correctedBy" in row
    return Mark(
        number,
        "aside" if aside else row.get("role") or row.get("kind") or "",
        _at(row, "start"),
        _at(row, "end"),
        row.get("asNamed") or row.get("words") or "",
        row.get("institutionName") or row.get("meaning") or "",
        "corrected" if row.get("corrects") else "rejected" if aside else row.get("review") or "",
        row["finding"] or "",
    )


def paragraphs(
    text: str, start: int, end: int, found: Sequence[Mark], items: Sequence[Row]
) -> Iterator[Paragraph]:
    """The lines of `text` from `start` to `end` that are not blank, cut where findings and provisions begin and end."""
    depths = _depths(items)
    begun = [item for item in reversed(items) if start <= _at(item, "start") < end]
    waiting, open_marks, at = list(reversed(found)), list[Mark](), start
    for line in text[start:end].split("\n"):
        last = at + len(line)
        while waiting and waiting[-1].start < last:
            open_marks.append(waiting.pop())
        open_marks = [mark for mark in open_marks if mark.end > at]
        if line.strip():
            here = []
            while begun and _at(begun[-1], "start") < last:
                here.append(begun.pop())
            pieces = tuple(_pieces(text, at, last, open_marks, here))
            first = next((item for piece in pieces for item in piece.items), None)
            yield Paragraph(
                pieces,
                depths.get(first["item"], 0) if first else 0,
                bool(first and first["isTask"] != "true" and len(line) < 60),
            )
        at = last + 1


def _pieces(text: str, start: int, end: int, found: Sequence[Mark], items: Sequence[Row]) -> Iterator[Piece]:
    cuts = {start, end} | {_at(item, "start") for item in items}
    cuts |= {at for mark in found for at in (mark.start, mark.end) if start < at < end}
    ordered = sorted(cuts)
    for begin, stop in pairwise(ordered):
        over = [mark for mark in found if mark.start <= begin and mark.end >= stop]
        over.sort(key=lambda mark: (mark.end - mark.start, mark.number))
        yield Piece(
            text[begin:stop], tuple(over), tuple(item for item in items if _at(item, "start") == begin)
        )


def _depths(items: Iterable[Row]) -> dict[str | None, int]:
    depths: dict[str | None, int] = {}
    for item in items:
        depths[item["item"]] = depths.get(item["above"], 0) + 1
    return depths


def _at(row: Row, key: str) -> int:
    return int(row.get(key) or 0)


def chunks(text: str, items: Iterable[Row], size: int) -> list[tuple[int, int]]:
    """A long text in parts of about `size` characters that begin where a provision does."""
    starts = [at for item in items if (at := _at(item, "start"))]
    cuts = [0]
    for at in sorted(set(starts)):
        if at - cuts[-1] >= size:
            cuts.append(at)
    while len(text) - cuts[-1] > 4 * size:
        cuts.append(cuts[-1] + 2 * size)
    return list(zip(cuts, [*cuts[1:], len(text)], strict=True))

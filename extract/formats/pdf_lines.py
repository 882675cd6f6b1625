"""Characters to lines: which stand on one line, where a blank belongs, and in which order a page is read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ..words import words
from .pdf_page import Glyph

_WORD = re.compile(r"[!-~\u00a1-\u024f\u0370-\u04ff]")
"""What stands in Latin words and figures; everything else is set as Chinese characters are."""
_NOT_FIRST = "，。、；：！？）」』】〕》〉”’％…—·,.;:!?)]}%"
"""What never begins a line."""
_NOT_LAST = "（「『【〔《〈“‘([{"
_DOUBTFUL = "\0"
_RUN_BEFORE = re.compile(r"[\u4e00-\u9fff]{1,8}$")
_RUN_AFTER = re.compile(r"[\u4e00-\u9fff]{1,8}")
_LATIN_BREAK = re.compile(r"[A-Za-z0-9,.;:)]\n[A-Za-z0-9(]")
_BROKEN_NUMBER = re.compile(r"[0-9][.,:]\n[0-9]")


class Line(NamedTuple):
    """One printed line: its text, edges, baseline, character size, and the width its first piece needs.

    `em` is the width of a Chinese character in it, 0 where it holds none; `size` the height of the line.
    `head` is what must have fitted at the end of the line before, had this one not been a new paragraph.
    `column` is 0 for a line across the page, 1, 2 … for the columns of a page set in columns.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    em: float
    head: float
    column: int = 0


Row = list[list[Glyph]]
"""What stands on one baseline, cut into pieces where wide gaps are left."""


def rows(glyphs: Iterable[Glyph]) -> list[Row]:
    """The rows of a page, from top to bottom, without those of blanks alone."""
    return [pieces for row in _baselines(glyphs) if (pieces := _pieces(row))]


def edge(pages: Iterable[Sequence[Row]]) -> tuple[float, float]:
    """The usual height of the characters of some pages, and how far to the right their lines run."""
    everything = [piece for page in pages for row in page for piece in row]
    sizes = Counter(round(glyph.size) for piece in everything for glyph in piece)
    if not sizes:
        return 0.0, 0.0
    body = float(sizes.most_common(1)[0][0])
    ends = sorted(piece[-1].x1 for piece in everything if abs(piece[0].size - body) <= 0.15 * body)
    return body, ends[-1 - len(ends) // 50] if ends else 0.0


def without_asides(page: Sequence[Row], body: float, right: float) -> list[Row]:
    """The rows of a page without what is set small beyond the right edge of the text.

    These are the balloons of tracked changes and comments (删除[姓名]: …, 批注[姓名]: …) in a printed draft.
    """
    kept = ([piece for piece in row if piece[0].x0 < right or piece[0].size > 0.75 * body] for row in page)
    return [row for row in kept if row]


def lines(rows: Sequence[Row]) -> list[Line]:
    """The lines of a page in reading order: from top to bottom, columns one after the other."""
    gutter = _gutter(rows)
    if gutter is None:
        return [line(together(row)) for row in rows]
    return list(_columns(rows, gutter))


def line(glyphs: Sequence[Glyph], column: int = 0) -> Line:
    """The line that glyphs on one baseline make, at least one of them no blank."""
    printed = [glyph for glyph in glyphs if glyph.text != " "]
    size = median(glyph.size for glyph in printed)
    wide = [glyph.x1 - glyph.x0 for glyph in printed if not _WORD.match(glyph.text)]
    em = median(wide) if wide else 0.0
    base = median(glyph.base for glyph in printed)
    x0, x1 = printed[0].x0, max(glyph.x1 for glyph in printed)
    return Line(_text(glyphs, em or size * 0.8), x0, x1, base, size, em, _head(printed) - x0, column)


def follow(before: str, after: str) -> str:
    """Two printed lines of one paragraph as one text: a blank only between Latin words."""
    seam = f"{before[-2:]}\n{after[:1]}"
    if _LATIN_BREAK.search(seam) and not _BROKEN_NUMBER.search(seam):
        return f"{before} {after}"
    return before + after


def _baselines(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs by baseline, from top to bottom, each row from left to right."""
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda g: g.base):
        if row and glyph.base - row[0].base > 0.35 * max(row[0].size, glyph.size):
            yield sorted(row, key=lambda g: g.x0)
            row = []
        row.append(glyph)
    if row:
        yield sorted(row, key=lambda g: g.x0)


def _pieces(row: Sequence[Glyph]) -> Row:
    """A row cut where a gap of two characters or more is left, blanks at the ends and doubles taken out.

    Some programs print bold by printing twice, a hair's breadth apart.
    """
    pieces: Row = []
    last: Glyph | None = None
    for glyph in row:
        if glyph.text == " ":
            if pieces:
                pieces[-1].append(glyph)
            continue
        if last and last.text == glyph.text and glyph.x0 - last.x0 < 0.3 * (last.x1 - last.x0):
            continue
        if last is None or glyph.x0 - last.x1 > max(last.size, glyph.size) * 1.6:
            pieces.append([])
        pieces[-1].append(glyph)
        last = glyph
    for piece in pieces:
        while piece[-1].text == " ":
            piece.pop()
    return pieces


def together(row: Row) -> list[Glyph]:
    """The glyphs of all pieces of a row."""
    return [glyph for piece in row for glyph in piece]


def _text(glyphs: Sequence[Glyph], em: float) -> str:
    """The text of a line, with the blanks that are meant.

    Forms:
      1. Open Data       between Latin words: printed, or seen
      2. 到 2025 年       between Chinese and Latin: printed, since programs leave a space there by themselves
      3. 第一章　总则      between Chinese: about a character wide, and wider than the other gaps of the line
      4. 中共甲县委 甲县人民政府   between Chinese: printed; but not where it stands inside a word or beside a single
         character, as in 省自然 资 源厅, which was set wide to fill the line
    """
    gaps = [after.x0 - before.x1 for before, after in pairwise(g for g in glyphs if g.text != " ")]
    usual = max(median(gaps), 0.0) if gaps else 0.0
    parts: list[str] = []
    last: Glyph | None = None
    printed_blank = False
    for glyph in glyphs:
        if glyph.text == " ":
            printed_blank = True
            continue
        if last:
            parts.append(_blank(last, glyph, em, usual, printed_blank))
        parts.append(glyph.text)
        last, printed_blank = glyph, False
    text = "".join(parts)
    return _without_spurious(text) if _DOUBTFUL in text else text


def _blank(last: Glyph, glyph: Glyph, em: float, usual: float, printed: bool) -> str:
    """What stands between two characters: nothing, a blank, or a blank that the words around it decide on."""
    gap = glyph.x0 - last.x1
    latin = bool(_WORD.match(last.text)) + bool(_WORD.match(glyph.text))
    if latin == 2:
        return " " if printed or gap > 0.22 * em + usual else ""
    if latin == 1:
        return " " if printed else ""
    if gap > 0.8 * em + 2 * usual:
        return " "
    return _DOUBTFUL if printed and gap > 0.15 * em + usual else ""


def _without_spurious(text: str) -> str:
    """A line with the blanks that part Chinese characters kept between words and taken out inside them."""
    whole, *others = text.split(_DOUBTFUL)
    for other in others:
        before, after = _RUN_BEFORE.search(whole), _RUN_AFTER.match(other)
        left, right = before[0] if before else "", after[0] if after else ""
        alone = len(left) == 1 or len(right) == 1
        whole += other if alone or _in_a_word(left, right) else f" {other}"
    return whole


def _in_a_word(left: str, right: str) -> bool:
    """Whether a word runs from the end of `left` into `right`."""
    whole, position = left + right, 0
    for word in words(whole) if left and right else ():
        position = whole.index(word, position) + len(word)
        if position > len(left):
            return position - len(word) < len(left)
    return False


def _head(printed: Sequence[Glyph]) -> float:
    """The right edge of the first piece of a line that cannot be parted."""
    i = 0
    while i < len(printed) - 1 and printed[i].text in _NOT_LAST:
        i += 1
    if _WORD.match(printed[i].text):
        while i < len(printed) - 1 and _joined(printed[i], printed[i + 1]):
            i += 1
    while i < len(printed) - 1 and printed[i + 1].text in _NOT_FIRST:
        i += 1
    return printed[i].x1


def _joined(one: Glyph, other: Glyph) -> bool:
    return bool(_WORD.match(other.text)) and other.x0 - one.x1 < 0.2 * one.size


def _gutter(rows: Sequence[Row]) -> float | None:
    """Where the white strip between two columns of text runs; None for a page that has none.

    At least ten rows must have text on both sides, most of them reaching the strip from the left and
    beginning at one place on the right; a list set with tabs does not.
    """
    split = [(row[i], row[i + 1]) for row in rows for i in range(len(row) - 1)]
    if len(split) < 10:
        return None
    left = median(before[-1].x1 for before, _ in split)
    starts = [after[0].x0 for _, after in split]
    right, size = median(starts), median(after[0].size for _, after in split)
    near = [
        abs(after[0].x0 - right) < size and abs(before[-1].x1 - left) < 2 * size for before, after in split
    ]
    both = sum(near)
    crossing = sum(any(piece[0].x0 < left - size and piece[-1].x1 > right for piece in row) for row in rows)
    if both < 10 or both < 0.5 * len(rows) or crossing > 0.25 * len(rows):
        return None
    return (left + right) / 2


def _columns(rows: Iterable[Row], gutter: float) -> Iterator[Line]:
    """The lines of a page in two columns; what runs across parts the columns above it from those below."""
    sides: tuple[list[Line], list[Line]] = ([], [])
    for row in rows:
        if any(piece[0].x0 < gutter < piece[-1].x1 for piece in row):
            yield from (one for side in sides for one in side)
            sides = ([], [])
            yield line(together(row))
            continue
        for number, side in enumerate(sides):
            pieces = [piece for piece in row if (piece[0].x0 > gutter) == bool(number)]
            if pieces:
                side.append(line(together(pieces), number + 1))
    yield from (one for side in sides for one in side)

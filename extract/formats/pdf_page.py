"""One page as pdfium gives it: its characters, its ruling lines, and how much of it is picture."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from math import pi
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

MAX_GLYPHS = 100_000
"""Characters of a page; a dense table has some 3,000."""
MAX_OBJECTS = 200_000
MAX_SEGMENTS = 15_000
"""Path segments of a page that are looked at; a drawing with more holds no table of ours."""
_DEEPEST = 4
_STRAIGHT = 0.8
_THIN = 2.6
_SHORTEST = 4.0
_WHITE = 245
_FARTHEST = 20_000.0
_FORMS = ("\u2e80", "\u2fdf"), ("\uf900", "\ufaff"), ("\ufb00", "\ufb06")
"""Radicals, compatibility ideographs and ligatures that fonts hand out for the plain characters."""


class Glyph(NamedTuple):
    """One printed character: left and right edge, baseline and height of its line, in points, y downwards.

    `text` is one character, or a few for a ligature, or " " for a printed blank.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float


class Rule(NamedTuple):
    """One ruling line: upright where `x0 == x1`, level where `y0 == y1`."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page, in points from its upper left corner.

    `picture` is the share of the page that pictures cover; `unmapped` the share of its characters that the
    file gives no meaning; `slanted` counts characters of watermarks and the like, which are left out.
    """

    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    rules: tuple[Rule, ...] = ()
    picture: float = 0.0
    unmapped: float = 0.0
    slanted: int = 0


class TooMuch(Exception):
    """A page with more on it than any plan has."""


def read_page(document: pypdfium2.PdfDocument, index: int) -> Page:
    """Page `index` of a document. Raises TooMuch, and PdfiumError for a page that is broken."""
    page = document[index]
    try:
        width, height = page.get_size()
        if pdfium.FPDFPage_CountObjects(page) > MAX_OBJECTS:
            raise TooMuch
        view = _View.of(page)
        text = page.get_textpage()
        try:
            found = _Characters(text, view, (width, height))
            found.read()
        finally:
            text.close()
        drawn = _Drawn(view, (width, height))
        drawn.visit(page)
    finally:
        page.close()
    return Page(
        width,
        height,
        tuple(found.glyphs),
        tuple(drawn.rules),
        min(drawn.pictures / max(width * height, 1), 1.0),
        found.unmapped / max(len(found.glyphs), 1),
        found.slanted,
    )


@dataclass(frozen=True, slots=True)
class _View:
    """From the page's own coordinates (y upwards, before rotation) to what a reader sees (y downwards)."""

    left: float
    bottom: float
    right: float
    top: float
    turned: int

    @classmethod
    def of(cls, page: Any) -> _View:
        left, bottom, right, top = page.get_bbox()
        return cls(left, bottom, right, top, page.get_rotation() // 90 % 4)

    def see(self, x: float, y: float) -> tuple[float, float]:
        """Where a point is seen."""
        match self.turned:
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case 3:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def upright(self, angle: float) -> bool:
        """Whether text written at `angle` (radians, clockwise) is read level."""
        off = (angle + self.turned * pi / 2) % (2 * pi)
        return min(off, 2 * pi - off) < 0.05


@dataclass(slots=True)
class _Characters:
    """Reads the characters of a text page; what pdfium adds of its own (blanks, line ends) is left out."""

    text: Any
    view: _View
    size: tuple[float, float]
    glyphs: list[Glyph] = field(default_factory=list)
    unmapped: int = 0
    slanted: int = 0

    def read(self) -> None:
        count = pdfium.FPDFText_CountChars(self.text)
        if count > MAX_GLYPHS:
            raise TooMuch
        box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        text, glyphs = self.text.raw, self.glyphs
        unicode_at, generated = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_IsGenerated
        angle_at, box_at = pdfium.FPDFText_GetCharAngle, pdfium.FPDFText_GetLooseCharBox
        origin_at, plain = pdfium.FPDFText_GetCharOrigin, self.view.turned == 0
        (width, height), left, top = self.size, self.view.left, self.view.top
        for i in range(count):
            code = unicode_at(text, i)
            if generated(text, i):
                continue
            char = character(code)
            if char is None:
                self.unmapped += code != 2 and not 8 < code < 14
                continue
            if not self.view.upright(angle_at(text, i)):
                self.slanted += not char.isspace()
                continue
            if not (box_at(text, i, box) and origin_at(text, i, x, y)):
                continue
            if plain:
                x0, x1, base, size = box.left - left, box.right - left, top - y.value, box.top - box.bottom
            else:
                x0, x1, base, size = self._turned(box, x.value, y.value)
            if -1 < (x0 + x1) / 2 < width + 1 and 0 < base < height + 1 and 0 < size < height:
                glyphs.append(Glyph(char, x0, x1, base, size))

    def _turned(self, box: Any, x: float, y: float) -> tuple[float, float, float, float]:
        one, other = self.view.see(box.left, box.bottom), self.view.see(box.right, box.top)
        _, base = self.view.see(x, y)
        return min(one[0], other[0]), max(one[0], other[0]), base, abs(one[1] - other[1])


@lru_cache(65_536)
def character(code: int) -> str | None:
    """The character of a code, blanks as " "; None where the code means nothing.

    Radicals (⼀), compatibility ideographs and ligatures become what they stand for; full-width digits stay.
    """
    if code in (0, 2, 0xFFFD, 0xFFFE, 0xFFFF) or code < 32 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return None
    if 0xE000 <= code <= 0xF8FF:
        return None
    char = chr(code)
    if char.isspace():
        return " "
    if any(low <= char <= high for low, high in _FORMS):
        return unicodedata.normalize("NFKC", char)
    return None if unicodedata.category(char) in {"Cf", "Cc"} else char


@dataclass(slots=True)
class _Drawn:
    """Collects the ruling lines of a page and the area of its pictures."""

    view: _View
    size: tuple[float, float]
    rules: list[Rule] = field(default_factory=list)
    pictures: float = 0.0
    segments: int = 0

    def visit(self, page: Any) -> None:
        for i in range(pdfium.FPDFPage_CountObjects(page)):
            self._object(pdfium.FPDFPage_GetObject(page, i), (), 0)
        if self.segments > MAX_SEGMENTS:
            self.rules.clear()

    def _object(self, item: Any, outer: tuple[Any, ...], depth: int) -> None:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH and self.segments <= MAX_SEGMENTS:
            self._path(item, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self._picture(item, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            within = (_matrix(item), *outer)
            for i in range(min(pdfium.FPDFFormObj_CountObjects(item), MAX_OBJECTS)):
                self._object(pdfium.FPDFFormObj_GetObject(item, i), within, depth + 1)

    def _picture(self, item: Any, outer: tuple[Any, ...]) -> None:
        matrices = (_matrix(item), *outer)
        corners = [self._seen(x, y, matrices) for x, y in ((0, 0), (1, 1))]
        (x0, x1), (y0, y1) = (sorted(axis) for axis in zip(*corners, strict=True))
        width, height = self.size
        self.pictures += max(min(x1, width) - max(x0, 0), 0) * max(min(y1, height) - max(y0, 0), 0)

    def _path(self, item: Any, outer: tuple[Any, ...]) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
        if not (stroke.value or fill.value) or _is_white(item, stroked=bool(stroke.value)):
            return
        matrices = (_matrix(item), *outer)
        for outline in self._outlines(item, matrices):
            if stroke.value:
                self.rules += filter(None, map(_rule, outline, outline[1:]))
            elif fill.value and (bar := _bar(outline)):
                self.rules.append(bar)

    def _outlines(self, item: Any, matrices: tuple[Any, ...]) -> Iterator[list[tuple[float, float]]]:
        """The corners of each part of a path, as seen; a curve counts as a straight line between its ends."""
        points: list[tuple[float, float]] = []
        bends = 0
        x, y = ctypes.c_float(), ctypes.c_float()
        count = pdfium.FPDFPath_CountSegments(item)
        self.segments += count
        for i in range(count if self.segments <= MAX_SEGMENTS else 0):
            segment = pdfium.FPDFPath_GetPathSegment(item, i)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            bends = bends + 1 if kind == pdfium.FPDF_SEGMENT_BEZIERTO else 0
            if bends % 3:
                continue
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
                yield points
                points = []
            points.append(self._seen(x.value, y.value, matrices))
            if pdfium.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
                points.append(points[0])
        yield points

    def _seen(self, x: float, y: float, matrices: tuple[Any, ...]) -> tuple[float, float]:
        for m in matrices:
            x, y = m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f
        return self.view.see(x, y)


def _matrix(item: Any) -> Any:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    return matrix


def _is_white(item: Any, *, stroked: bool) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    colour = pdfium.FPDFPageObj_GetStrokeColor if stroked else pdfium.FPDFPageObj_GetFillColor
    known = colour(item, red, green, blue, alpha)
    return bool(known) and (min(red.value, green.value, blue.value) >= _WHITE or alpha.value == 0)


def _is_near(*values: float) -> bool:
    """Whether coordinates lie on a page or near it; what is broken may be anywhere, or nowhere."""
    return all(-_FARTHEST < value < _FARTHEST for value in values)


def _rule(one: tuple[float, float], other: tuple[float, float]) -> Rule | None:
    """The ruling line between two corners; None where it is slanted or short."""
    (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    if not _is_near(x0, x1, y0, y1):
        return None
    if y1 - y0 <= _STRAIGHT and x1 - x0 >= _SHORTEST:
        return Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
    if x1 - x0 <= _STRAIGHT and y1 - y0 >= _SHORTEST:
        return Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
    return None


def _bar(outline: list[tuple[float, float]]) -> Rule | None:
    """The ruling line that a thin filled shape is; None for any other shape."""
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    if not _is_near(x0, x1, y0, y1):
        return None
    if y1 - y0 <= _THIN and x1 - x0 >= _SHORTEST:
        return Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
    if x1 - x0 <= _THIN and y1 - y0 >= _SHORTEST:
        return Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
    return None

"""Pages to text: running headers and page numbers out, lines to paragraphs, tables over page breaks to one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ..responsibilities import DEADLINE_LABELS, LABELS
from ..structure import starts_provision
from . import pdf_lines, pdf_tables, tables
from .pdf_lines import Line
from .pdf_page import Page
from .pdf_tables import Table

_NUMBER = r"\d{1,4}"
_DASH = r"[\s\-‐‑–—―－──·•~～]*"
_PAGE_NUMBER = re.compile(
    rf"{_DASH}{_NUMBER}{_DASH}|第?\s?{_NUMBER}\s?页\s?[，,/／]?\s?(?:共\s?{_NUMBER}\s?页)?|{_NUMBER}\s?[/／]\s?{_NUMBER}"
    rf"|(?i:page)\s?{_NUMBER}(?:\s?of\s?{_NUMBER})?|[ivxIVX]{{1,6}}"
)
_CONTINUED = re.compile(r"[（(]?(?:续表|接上表|续上表|上接|下转)[^，。；]{0,8}[）)]?")
_FIGURE = re.compile(r"\d+")
_LABELLED = re.compile(rf"(?:{'|'.join([*LABELS.values(), DEADLINE_LABELS])})[:：]")
_EDGE_ZONE = 0.13
"""The share of a page's height at its top and bottom where headers, footers and page numbers stand."""
_SENTENCE_END = "。；！？：:;)）]】〕”」》"


@dataclass(frozen=True, slots=True)
class Content:
    """What a page holds in reading order."""

    width: float
    height: float
    items: tuple[Line | Table, ...]


def contents(pages: Sequence[Page]) -> list[Content]:
    """The lines and tables of each page, without running headers and footers, page numbers and margin notes."""
    parts = [pdf_tables.find_tables(page.rules, page.glyphs) for page in pages]
    rows = [pdf_lines.rows(rest) for _, rest in parts]
    wide: dict[int, list[list[pdf_lines.Row]]] = defaultdict(list)
    for page, here in zip(pages, rows, strict=True):
        wide[round(page.width)].append(here)
    edges = {width: pdf_lines.edge(of) for width, of in wide.items()}
    found = [
        _in_order(page, tabled, pdf_lines.lines(pdf_lines.without_asides(here, *edges[round(page.width)])))
        for page, (tabled, _), here in zip(pages, parts, rows, strict=True)
    ]
    return _without_running(found)


def _in_order(page: Page, tabled: Sequence[Table], lines: Sequence[Line]) -> Content:
    """Each table before the first line that stands below it."""
    items: list[Line | Table] = list(lines)
    for table in reversed(tabled):
        below = (i for i, item in enumerate(items) if _top(item) > table.top)
        items.insert(next(below, len(items)), table)
    return Content(page.width, page.height, tuple(items))


def _top(item: Line | Table) -> float:
    return item.base if isinstance(item, Line) else item.top


def _without_running(pages: Sequence[Content]) -> list[Content]:
    running = _running(pages)
    cleared = []
    for number, page in enumerate(pages):
        items = [item for i, item in enumerate(page.items) if (number, i) not in running]
        cleared.append(replace(page, items=tuple(items)))
    return cleared


def _running(pages: Sequence[Content]) -> set[tuple[int, int]]:
    """Where the running headers, footers and page numbers stand: page and place in it.

    Page numbers: 1. 3  2. — 3 —, - 3 -, ·3·  3. 第3页, 第3页 共9页  4. 3/9  5. Page 3 of 9  6. iv. Headers and footers:
    what stands at the same height of several pages, in the same words or with a number that grows with
    the pages.
    """
    seen: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    found: set[tuple[int, int]] = set()
    for number, page in enumerate(pages):
        found.update((number, i) for i, item in enumerate(page.items) if _is_ornament(item))
        for i, line, zone in _outer(page):
            if zone and _PAGE_NUMBER.fullmatch(line.text.strip()):
                found.add((number, i))
            for key in _keys(line.text, number):
                seen[key, round(line.base / 6)].append((number, i))
                seen[key, round(line.base / 6) + 1].append((number, i))
    enough = max(3, len(pages) // 3)
    for places in seen.values():
        if len(places) >= enough or (len(places) == len(pages) == 2 and _in_zones(pages, places)):
            found.update(places)
    return found


def _is_ornament(item: Line | Table) -> bool:
    """Whether a line is one character over and over, as fonts draw a rule."""
    return isinstance(item, Line) and len(item.text) > 7 and len(set(item.text.replace(" ", ""))) == 1


def _outer(page: Content) -> Iterator[tuple[int, Line, bool]]:
    """The lines at the top and bottom of a page, and whether they stand in its margins."""
    lines = sorted((item.base, i) for i, item in enumerate(page.items) if isinstance(item, Line))
    for _, i in {*lines[:3], *lines[-3:]}:
        item = page.items[i]
        if isinstance(item, Line):
            yield i, item, _in_zone(page, item)


def _in_zone(page: Content, line: Line) -> bool:
    return not _EDGE_ZONE * page.height < line.base - line.size / 2 < (1 - _EDGE_ZONE) * page.height


def _in_zones(pages: Sequence[Content], places: Iterable[tuple[int, int]]) -> bool:
    items = ((pages[number], pages[number].items[i]) for number, i in places)
    return all(isinstance(item, Line) and _in_zone(page, item) for page, item in items)


def _keys(text: str, number: int) -> Iterator[str]:
    """The words of a line, and those with its first or last figure counted from the page's number."""
    yield text
    figures = list(_FIGURE.finditer(text))
    for found in {figures[0], figures[-1]} if figures else ():
        if len(found[0]) < 5 and len(text) > len(found[0]):
            yield f"{text[: found.start()]}\0{int(found[0]) - number}\0{text[found.end() :]}"


@dataclass(frozen=True, slots=True)
class _Frame:
    """The left and right edge of the text of some pages, the size of its characters, and from line to line."""

    left: float
    right: float
    em: float
    leading: float


@dataclass(slots=True)
class _Style:
    """How a document sets its paragraphs: frames by page form, and whether first lines are indented."""

    frames: dict[tuple[int, int, int, int], _Frame]
    em: float
    indented: bool

    def frame(self, page: Content, number: int, line: Line) -> _Frame:
        """The frame that a line of a page stands in."""
        return self.frames[_form(page, number, line)]


def _form(page: Content, number: int, line: Line) -> tuple[int, int, int, int]:
    return round(page.width), round(page.height), number % 2, line.column


def _style(pages: Sequence[Content]) -> _Style:
    lines = [
        (_form(page, number, item), item)
        for number, page in enumerate(pages)
        for item in page.items
        if isinstance(item, Line)
    ]
    weights: Counter[float] = Counter()
    for _, line in lines:
        weights[round(line.em, 1)] += len(line.text) if line.em else 0
    em = weights.most_common(1)[0][0] if weights else 12.0
    by_form: dict[tuple[int, int, int, int], list[Line]] = defaultdict(list)
    for form, line in lines:
        by_form[form].append(line)
    frames = {form: _framed(form, by_form, em) for form in by_form}
    style = _Style(frames, em, indented=False)
    style.indented = _is_indented(pages, style)
    return style


def _framed(
    form: tuple[int, int, int, int], by_form: dict[tuple[int, int, int, int], list[Line]], em: float
) -> _Frame:
    lines = by_form[form]
    if len(lines) < 8:
        width, height, parity, column = form
        lines = [*lines, *by_form.get((width, height, 1 - parity, column), ())]
    body = [line for line in lines if 0.8 * em <= (line.em or em) <= 1.2 * em] or lines
    left = -_outermost([-line.x0 for line in body], em)
    right = _usual_end([line.x1 for line in body], em)
    steps = sorted(b.base - a.base for a, b in pairwise(lines) if b.base > a.base)
    return _Frame(left, right, em, steps[len(steps) // 3] if steps else 0.0)


def _outermost(values: Sequence[float], em: float) -> float:
    """The greatest value that several others come near to."""
    ordered = sorted(values, reverse=True)
    need = max(2, len(ordered) // 30)
    for i, value in enumerate(ordered):
        if i + need <= len(ordered) and value - ordered[i + need - 1] <= em:
            return value
    return ordered[0]


def _usual_end(values: Sequence[float], em: float) -> float:
    """Where most of the full lines end; a punctuation mark may hang over that."""
    outermost = _outermost(values, em)
    ends = Counter(round(value / em * 2) for value in values if outermost - 2 * em <= value <= outermost)
    most = max(ends, key=lambda end: (ends[end], end))
    return max(value for value in values if round(value / em * 2) == most)


def _is_indented(pages: Sequence[Content], style: _Style) -> bool:
    """Whether lines after a short line, which begin paragraphs, are mostly indented."""
    starts = indented = 0
    for number, page in enumerate(pages):
        before: Line | None = None
        for item in page.items:
            if not isinstance(item, Line):
                before = None
                continue
            frame = style.frame(page, number, item)
            if before and not _fills(before, item, frame) and not _centred(item, frame):
                starts += 1
                indented += item.x0 - frame.left > 0.8 * style.em
            before = item
    return indented * 2 > starts


def _fills(line: Line, after: Line, frame: _Frame) -> bool:
    """Whether the first piece of the line after found no room in this one."""
    return frame.right - line.x1 < after.head + 0.6 * frame.em


def _centred(line: Line, frame: _Frame) -> bool:
    left, right = line.x0 - frame.left, frame.right - line.x1
    return left > 2.6 * frame.em and abs(left - right) < 1.6 * frame.em


def _is_closed(text: str) -> bool:
    """Whether every bracket that a text opens is closed in it."""
    return sum(map(text.count, "（([【〔")) <= sum(map(text.count, "）)]】〕"))


@dataclass(slots=True)
class _Writer:
    """Writes the paragraphs and tables of a document one after the other, and where its pages begin."""

    style: _Style
    parts: list[str] = field(default_factory=list)
    length: int = 0
    offsets: list[int] = field(default_factory=list)
    open: str = ""
    first: Line | None = None
    last: Line | None = None
    last_page: tuple[Content, int] | None = None
    table: Table | None = None
    table_page: int = 0

    def line(self, page: Content, number: int, line: Line) -> None:
        if self.table and _CONTINUED.fullmatch(line.text):
            return
        self.end_table()
        if self.starts_paragraph(page, number, line):
            self.end_paragraph()
            self.page(number)
            self.open, self.first = line.text, line
        else:
            whole = pdf_lines.follow(self.open, line.text)
            self.page(number, len(whole) - len(line.text))
            self.open = whole
        self.last, self.last_page = line, (page, number)

    def grid(self, number: int, table: Table) -> None:
        if self.table and number > self.table_page:
            joined = pdf_tables.join(self.table, table, number)
            if joined:
                self.table, self.table_page = joined, number
                return
        self.end_paragraph()
        self.end_table()
        self.page(number)
        self.table, self.table_page = table, number

    def page(self, number: int, within: int = 0) -> None:
        """Page `number` begins here, `within` the paragraph that is being written."""
        while len(self.offsets) <= number:
            self.offsets.append(self.length + within)

    def starts_paragraph(self, page: Content, number: int, line: Line) -> bool:
        """Whether a line begins a paragraph.

        Forms: 1. after a line with room left for its first piece, or on a page of another width  2. in another size
        than the line before, or in the size of a title  3. centred  4. indented; or, where the document does not indent, after a wide gap
        5. with a label (一、（一）1.) after the end of a sentence, or with 责任单位： outside brackets. A line that hangs
        under a label goes on.
        """
        last, frame, em = self.last, self.style.frame(page, number, line), self.style.em
        if last is None or self.last_page is None or self.last_page[0].width != page.width:
            return True
        if line.em and last.em and not 0.85 < line.em / last.em < 1.18:
            return True
        before = self.style.frame(*self.last_page, last)
        if line.em > 1.18 * em or not _fills(last, line, before) or _centred(line, frame):
            return True
        indent, ended = line.x0 - frame.left, self.open[-1] in _SENTENCE_END
        if starts_provision(line.text) and ended:
            return True
        if _LABELLED.match(line.text) and _is_closed(self.open):
            return True
        if indent > 0.8 * em:
            return ended or not self.hangs(line, frame)
        if self.style.indented or number != self.last_page[1]:
            return False
        return line.base - last.base > 1.15 * frame.leading

    def hangs(self, line: Line, frame: _Frame) -> bool:
        """Whether a line goes on under the text after the label of its paragraph, as in a list."""
        first, last = self.first, self.last
        if first is None or last is None or not starts_provision(first.text) or starts_provision(line.text):
            return False
        step = line.x0 - first.x0
        return 0.8 * frame.em < step < 6 * frame.em and (last is first or abs(last.x0 - line.x0) < frame.em)

    def end_paragraph(self) -> None:
        if self.open:
            self._put(self.open)
        self.open, self.first, self.last = "", None, None

    def end_table(self) -> None:
        if self.table is None:
            return
        header, *others = ([cell.text for cell in row] for row in self.table.rows)
        rows = [header, *([] if row == header else row for row in others)]
        printed = tables.lines(rows)
        begins = {
            len(printed) - sum(any(row) for row in rows[start:]): page for page, start in self.table.starts
        }
        for i, text in enumerate(printed):
            if i in begins:
                self.page(begins[i])
            self._put(text)
        self.table = None

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text) + 1


def compose(pages: Sequence[Content]) -> tuple[str, tuple[int, ...]]:
    """The text of a document, a paragraph a line, and the code point at which each of its pages begins."""
    writer = _Writer(_style(pages))
    for number, page in enumerate(pages):
        for item in page.items:
            if isinstance(item, Line):
                writer.line(page, number, item)
            else:
                writer.grid(number, item)
    writer.end_paragraph()
    writer.end_table()
    writer.page(len(pages) - 1)
    return "\n".join(writer.parts) + "\n" if writer.parts else "", tuple(writer.offsets)

"""Pages to text: lines joined to paragraphs, tables that run over page breaks to one, page offsets kept."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ..roles.labels import DEADLINE_LABELS, LABELS
from ..structure import starts_provision
from . import pdf_joins, pdf_lines, tables
from .pdf_cells import Table
from .pdf_contents import Content
from .pdf_lines import Line

_CONTINUED = re.compile(r"[（(]?(?:续表|接上表|续上表|上接|下转)[^，。；]{0,8}[）)]?")
_LABELLED = re.compile(rf"(?:{'|'.join([*LABELS.values(), DEADLINE_LABELS])})[:：]")
_CLOSING = re.compile(r"(?:负责|落实|完成|配合)[）)\]】〕]$")
_LONGEST_CLAUSE = 400
_NARROWEST = 0.45, 0.25
"""The share of a page's width that running text has at the least, across the page and in columns."""
_SENTENCE_END = "。；！？：:;)）]】〕”」》"


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
    left = _outermost([-line.x0 for line in body], em)
    left = min(line.x0 for line in body) if left is None else -left
    right = _usual_end([line.x1 for line in body], em)
    if right is None or right - left < _NARROWEST[form[3] > 0] * form[0]:
        right = max([form[0] - left, *(line.x1 for line in body)])
    steps = sorted(b.base - a.base for a, b in pairwise(lines) if b.base > a.base)
    return _Frame(left, right, em, steps[len(steps) // 3] if steps else 0.0)


def _outermost(values: Sequence[float], em: float) -> float | None:
    """The greatest value that several others come near to; None where every one stands alone."""
    ordered = sorted(values, reverse=True)
    need = max(2, len(ordered) // 30)
    return next((a for a, b in zip(ordered, ordered[need - 1 :], strict=False) if a - b <= em), None)


def _usual_end(values: Sequence[float], em: float) -> float | None:
    """Where most of the full lines end; a punctuation mark may hang over that. None where no two end alike."""
    outermost = _outermost(values, em)
    if outermost is None:
        return None
    near = [value for value in values if outermost - 2 * em <= value <= outermost]
    ends = Counter(round(value / em * 2) for value in near)
    most = max(ends, key=lambda end: (ends[end], end))
    return max(value for value in near if round(value / em * 2) == most)


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


def _ends_with_clause(text: str) -> bool:
    """Whether a text ends with a responsibility clause in brackets, as paragraphs do."""
    end = text.rstrip("。；;")
    if not end.endswith(("）", ")", "]", "】", "〕")):
        return False
    depth = 0
    for i in range(len(end) - 1, max(-1, len(end) - _LONGEST_CLAUSE), -1):
        depth += (end[i] in "）)]】〕") - (end[i] in "（([【〔")
        if depth == 0:
            return bool(_LABELLED.match(end, i + 1)) or bool(_CLOSING.search(end, i + 1))
    return False


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
            joined = pdf_joins.join(self.table, table, number)
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

        Forms:
          1. after a line with room left for its first piece, or on a page of another width
          2. in another size than the line before, or in the size of a title, or centred
          3. with a label (一、（一）1.) after the end of a sentence, or with 责任单位： outside brackets
          4. indented, unless it hangs under the label of its paragraph
          5. where the document does not indent: after a wide gap, or after a clause （责任单位：…）
        """
        last, frame, em = self.last, self.style.frame(page, number, line), self.style.em
        if last is None or self.last_page is None or self.last_page[0].width != page.width:
            return True
        if not _fills(last, line, self.style.frame(*self.last_page, last)) or _centred(line, frame):
            return True
        if line.em > 1.18 * em or (line.em and last.em and not 0.85 < line.em / last.em < 1.18):
            return True
        ended = self.open[-1] in _SENTENCE_END
        if (ended and starts_provision(line.text)) or (_LABELLED.match(line.text) and _is_closed(self.open)):
            return True
        if line.x0 - frame.left > 0.8 * em:
            return ended or not self.hangs(line, frame)
        if self.style.indented:
            return False
        apart = number == self.last_page[1] and line.base - last.base > 1.15 * frame.leading
        return apart or _ends_with_clause(self.open)

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

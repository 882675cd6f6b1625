"""Tables of PDF pages as rows of cells, and what their cells say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..bodies.names import HEADS
from . import pdf_lines, tables
from .pdf_lines import Line
from .pdf_page import Glyph

PADDING = 12.0
"""Points that a cell leaves free on both sides together."""
INDEX = re.compile(r"^(?:序号?|编号)$")
_HEADER = re.compile(r"^(?:序号|编号)$|单位$|部门$|时限|期限|时间|任务|内容|措施|目标|备注|项目|指标|名称")
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
            if wraps(before, after, self.inner):
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


def cell_lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines of one cell, from top to bottom."""
    return [pdf_lines.line(pdf_lines.together(row)) for row in pdf_lines.rows(glyphs)]


def wraps(before: Line, after: Line, inner: float) -> bool:
    """Whether `before` ends because the first piece of `after` found no room in it."""
    return before.x1 - before.x0 + after.head > inner - 1


def _is_place_in_place(parts: Sequence[str]) -> bool:
    """杭州市 over 西湖区: one place on two lines."""
    return len(parts) == 2 and parts[0].endswith(("省", "市", "州")) and parts[1].endswith(("县", "区"))


def is_header(texts: Sequence[str]) -> bool:
    """Whether a row reads as the header of a table of its own."""
    filled = [text for text in texts if text]
    return (
        len(filled) > 1
        and all(len(text) <= 14 for text in filled)
        and sum(bool(_HEADER.search(text)) for text in filled) > max(1, len(filled) // 2)
    )

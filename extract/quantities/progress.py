"""Columns of tables that tell how far things are (进展情况, 现状): what they count is reached, and asked of nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...ontology.model import Span
from ..roles.grids import grids, lines_of

_TITLE = re.compile(
    r"[^|\n]{0,16}(?:进展|落实|完成|推进|实施|办理|进度)(?:情况|成效)|[^|\n]{0,16}取得成效|工作进展"
    r"|(?:发展|工作|建设|产业)?现状(?:基础|情况|描述)?(?:[（(][^|\n]{1,16}[）)])?"
)
_DONE = re.compile(r"(?:已|目前已|正在)")


def find_progress(text: str) -> Iterator[Span]:
    """Yield the cells of `text` that tell how far things are: under such a title, or in a row of one that opens with 已."""
    for table in grids(text, lines_of(text)) if "|" in text else ():
        columns: frozenset[int] = frozenset()
        for row in table:
            if titles := frozenset(i for i, cell in enumerate(row) if _TITLE.fullmatch(cell.of(text))):
                columns = titles
            elif columns:
                yield from (
                    cell
                    for i, cell in enumerate(row)
                    if cell.start < cell.end and (i in columns or _DONE.match(cell.of(text)))
                )

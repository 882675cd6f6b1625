"""Columns of tables that tell how far things are (进展情况, 落实情况): what they count is reached, and asked of nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...ontology.model import Span

_TITLE = re.compile(
    r"[^|\n]{0,16}(?:进展|落实|完成|推进|实施|办理|进度)(?:情况|成效)|[^|\n]{0,16}取得成效|工作进展"
)
_CELL = re.compile(r"(?:^|(?<=\|))[^|\n]+", re.MULTILINE)
_DONE = re.compile(r"(?:已|目前已|正在)")


def find_progress(text: str) -> Iterator[Span]:
    """Yield the cells of `text` that tell how far things are: under such a title, or in a row of one that opens with 已."""
    columns: frozenset[int] = frozenset()
    start = 0
    for line in text.splitlines(keepends=True) if "|" in text else ():
        found = [Span(start + cell.start(), start + cell.end()) for cell in _CELL.finditer(line)]
        printed = [span.of(text).strip() for span in found]
        start += len(line)
        if len(found) < 2:
            columns = frozenset()
        elif titles := frozenset(i for i, cell in enumerate(printed) if _TITLE.fullmatch(cell)):
            columns = titles
        elif columns:
            yield from (
                span
                for i, span in enumerate(found)
                if printed[i] and (i in columns or _DONE.match(printed[i]))
            )

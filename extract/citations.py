"""Citations: documents named in 《》, with the number printed after them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..ontology.model import Span
from .layout import GENRE
from .metadata import NUMBER

_NUMBER_AFTER = re.compile(rf"\s?[（(]\s?(?P<number>{NUMBER})\s?[）)]")
_BRACKET = re.compile(r"[《》\n。]")
_SIBLING = re.compile(r"[、，,和及与]\s?$")
_TITLE_END = re.compile(
    rf"(?:{GENRE}|条例|规定|准则|决议|建议|标准|法(?=[、，,的（(]))(?:[（(][^（()）\n]{{1,20}}[）)])?"
)
_MAX_TITLE = 150
_DEEPEST = 3
"""How many titles inside each other a title may have."""


@dataclass(frozen=True, slots=True)
class CitedTitle:
    """One mention: the title without its outer brackets, and the span with them and with the number."""

    title: str
    number: str | None
    span: Span
    method: str


def find_citations(text: str) -> Iterator[CitedTitle]:
    """Yield the documents named in `text`, in order, never overlapping.

    Forms:
      1. 《法治政府建设实施纲要（2021－2025年）》
      2. 《某市贯彻落实〈某纲要〉实施方案》, 《关于印发《某办法》的通知》    titles inside a title are part of it
      3. 《某纲要》（中发〔2021〕33号）                                    with its number
      4. 《某纲要(2015-2020年)、《某方案》                                 the closing 》 is lost

    Spans are half-open code points into `text`. A 《 that nothing closes and whose title has no end that a
    reader would see is no citation.
    """
    position = 0
    while (start := text.find("《", position)) >= 0:
        end, method = _closing(text, start)
        if end is None:
            position = start + 1
            continue
        title = text[start + 1 : end].removesuffix("》") if method == "closed" else text[start + 1 : end]
        number = _NUMBER_AFTER.match(text, end)
        span = Span(start, number.end() if number else end)
        yield CitedTitle(title, number["number"] if number else None, span, f"citation.{method}")
        position = span.end


def _closing(text: str, start: int) -> tuple[int | None, str]:
    """Where the citation that opens at `start` ends, and whether its closing bracket is there."""
    depth = 1
    for found in _BRACKET.finditer(text, start + 1, start + 1 + _MAX_TITLE):
        mark = found[0]
        if mark == "《":
            if depth == 1 and (separator := _SIBLING.search(text, start + 1, found.start())):
                return separator.start(), "unclosed"
            depth += 1
            if depth > _DEEPEST:
                return None, ""
        elif mark == "》":
            depth -= 1
            if depth == 0:
                return found.end(), "closed"
        elif mark in "\n。":
            return _seen_end(text, start, found.start()), "unclosed"
    return _seen_end(text, start, min(start + _MAX_TITLE, len(text))), "unclosed"


def _seen_end(text: str, start: int, limit: int) -> int | None:
    """Where a reader sees a title end whose 》 is lost: after its 方案, 纲要, 条例 … and its years."""
    found = _TITLE_END.search(text, start + 1, limit)
    return found.end() if found else None

"""Citations: documents named in 《》, with the number printed after them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...ontology.model import CitedAs, Span
from ..layout import GENRE
from .metadata import NUMBER

_DECREE = r"[\u4e00-\u9fff]{1,12}令\s?(?:第\s?)?[0-9０-９一二三四五六七八九十百〇]{1,6}\s?号"
_NUMBER_AFTER = re.compile(
    rf"\s?[（(]\s?(?P<number>{NUMBER}|{_DECREE})(?:印发)?(?:(?P<close>\s?[）)])|(?=\s?[，,；;、]\s?以下[简合统]称))"
)
_SHORT = re.compile(
    r"(?:\s?[（(]|[，,；;、])\s?以下[简合统]?称(?:为)?[:：]?[“\"]?《(?P<short>[^《》\n]{1,30})》"
)
_ARTICLE = r"第[一二三四五六七八九十百零〇\d]{1,6}[条章款项](?:之[一二三])?"
_PINPOINT = re.compile(
    rf"\s?[（(]?(?P<where>(?:{_ARTICLE}){{1,4}}(?:[、和至到及](?:{_ARTICLE}){{1,4}}){{0,4}})"
)
_DOES = re.compile(
    r"(?P<implements>贯彻|落实|执行|实施|貫徹|落實|執行|實施)|(?P<basis>根据|依据|按照|依照|遵照|参照|对照|根據|依據|參照|對照)"
    r"|(?P<forwards>转发|批转|轉發|批轉)|(?P<repeals>废止|廢止|停止执行)"
)
_BREAK = re.compile(r"[。；;，,：:\n》]")
_ENDED = re.compile(
    r"(?:[、和及与]?《[^《》\n]{1,80}》(?:[（(][^（()）\n]{1,40}[）)])?){0,6}[^。；;，,\n《》]{0,24}(?:废止|失效|停止执行|不再执行|廢止)(?!前)"
)
_GOES_ON = re.compile(r"\s?(?:[（(][^（()）\n]{1,60}[）)])?\s?(?:[、和及与，,]|以及|或)?\s?")
_REACH = 40
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
    """One mention: the title without its outer brackets, and the span with them and with the number.

    `cited_as` is what the text does with it, `pinpoint` the article named, `full` the title a short one stands for.
    """

    title: str
    number: str | None
    span: Span
    method: str
    cited_as: CitedAs = CitedAs.NAMES
    pinpoint: str | None = None
    full: str | None = None


def find_citations(text: str) -> Iterator[CitedTitle]:
    """Yield the documents named in `text`, in order, never overlapping.

    Forms:
      1. 《法治政府建设实施纲要（2021－2025年）》
      2. 《某市贯彻落实〈某纲要〉实施方案》, 《关于印发《某办法》的通知》    titles inside a title are part of it
      3. 《某纲要》（中发〔2021〕33号）                                    with its number
      4. 《某纲要(2015-2020年)、《某方案》                                 the closing 》 is lost
      5. 《某条例》（国务院令第722号）                                      with the number of its decree

    A short title (《某纲要》（以下简称《纲要》）) is a mention of its own and stands for the full one wherever it is used after.
    The article behind a title (第三十二条第一款) is told, and what is done with the document: 贯彻落实《某纲要》, 根据《某法》,
    转发《某意见》, 《某办法》同时废止; in a list of titles the verb before the first holds for all.
    Spans are half-open code points into `text`. A 《 that nothing closes and whose title has no end that a
    reader would see is no citation.
    """
    position = 0
    shorts: dict[str, str] = {}
    before: CitedTitle | None = None
    while (start := text.find("《", position)) >= 0:
        end, method = _closing(text, start)
        if end is None:
            position = start + 1
            continue
        title = text[start + 1 : end].removesuffix("》") if method == "closed" else text[start + 1 : end]
        number = _NUMBER_AFTER.match(text, end)
        span = Span(
            start, number.end() if number and number["close"] else number.end("number") if number else end
        )
        if short := _SHORT.match(text, span.end):
            shorts.setdefault(short["short"], title)
        where = _PINPOINT.match(text, span.end)
        before = CitedTitle(
            title, number["number"] if number else None, span, f"citation.{method}",
            _cited_as(text, span, before), where["where"] if where else None, shorts.get(title),
        )  # fmt: skip
        yield before
        position = span.end


def _cited_as(text: str, span: Span, before: CitedTitle | None) -> CitedAs:
    """What the text does with a document: as the last verb before it in its clause says, or 废止 behind it.

    In a list of titles the verb before the first holds for all.
    """
    if _ENDED.match(text, span.end):
        return CitedAs.REPEALS
    if before and _GOES_ON.fullmatch(text, before.span.end, span.start):
        return before.cited_as
    start = max(0, span.start - _REACH)
    for stop in _BREAK.finditer(text, start, span.start):
        start = stop.end()
    said = CitedAs.NAMES
    for verb in _DOES.finditer(text, start, span.start):
        said = CitedAs(verb.lastgroup or "names")
    return said


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

"""Running text taken apart into sentences and clauses (小句), for whoever reads clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...ontology.model import Span

_MARK = re.compile(
    r"“[^“”\n]{0,120}”|《[^《》\n]{0,120}》|（[^（）\n]{0,400}）|\([^()\n]{0,400}\)|〔[^〔〕\n]{0,80}〕"
    r"|，|;|；|,(?<!\d,)|,(?!\d{3}(?!\d))|。|！|？|!|\?|\||：(?<!\d：)|：(?!\d\d)|:(?<!\d:)|:(?!\d\d)|\n"
)
_COMMAS = frozenset("，;；,")
_STOPS = frozenset("。！？!?|：:\n")
_BLANK = frozenset(" \t　")


def split_clauses(text: str, span: Span) -> Iterator[list[Span]]:
    """Yield the sentences of a stretch of `text`, each as its clauses, none of them empty.

    Forms:
      1. 甲，乙；丙。丁      。 ！ ？ ： and line breaks end a sentence, ， and ； a clause
      2. 甲（乙，丙），丁     what stands in brackets, quotation marks or 《》 is not divided

    Spans are half-open code points without blanks and closing marks around them.
    """
    sentence: list[Span] = []
    start = span.start
    for mark in _MARK.finditer(text, span.start, span.end):
        kind = text[mark.start()]
        if kind not in _COMMAS and kind not in _STOPS:
            continue
        if start < (end := mark.start()):
            if text[start] not in _BLANK and text[end - 1] not in _BLANK:
                sentence.append(Span(start, end))
            elif clause := _trimmed(text, start, end):
                sentence.append(clause)
        start = mark.end()
        if kind in _STOPS and sentence:
            yield sentence
            sentence = []
    if clause := _trimmed(text, start, span.end):
        sentence.append(clause)
    if sentence:
        yield sentence


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in _BLANK:
        start += 1
    while start < end and text[end - 1] in _BLANK:
        end -= 1
    return Span(start, end) if start < end else None

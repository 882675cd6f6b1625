"""Events that a term is counted from: 送达之日 of 送达之日起20个工作日内, 疫情结束 of 疫情结束后3个月内."""

from __future__ import annotations

import re

from ...ontology.model import Span

_LONGEST = 20
_COUNTED = re.compile(r"(?P<event>[\u4e00-\u9fff“”0-9]{1,16}?)(?P<mark>起|[之以]?后)[，,]?(?:的|在)?\s?$")
_OPENS = re.compile(
    r".*(?:自从|自|从|于|应当|(?<![响反适相对供])应(?![急对用答收征届聘])|须|将|并|(?<![存所正])在|(?<!重|主|必|需)要|，|(?=收到|接到))",
    re.DOTALL,
)
_RECEIVED = re.compile(r"(?:收到|接到)[\u4e00-\u9fff“”]{1,14}[书知函]$")
_A_YEAR = re.compile(r"[自从]?\d{4}年")
_WHOLE = 8
_SHORT = ("会", "季", "月", "年", "课", "灾", "事")
"""Events of one character: 会后一周内, 季后15日内."""


def find_event(text: str, start: int, floor: int) -> Span | None:
    """The event that the term beginning at `start` is counted from, or None; it begins at `floor` or later.

    Forms:
      1. 自送达之日起20日内              what stands after 自, 从, 在, 于; without one, the two characters before 之日
      2. 疫情结束后3个月内, 会后一周内    the same; without one, the whole clause if it is short
      3. 收到整改通知书10日内            what is received
    """
    begin = max(floor, start - _LONGEST)
    clause = begin + _last_mark(text[begin:start])
    if received := _RECEIVED.search(text, clause, start):
        return Span(*received.span())
    found = _COUNTED.search(text, clause, start)
    if not found or (found["mark"] == "起" and not found["event"].endswith(("日", "天", "月", "年"))):
        return None
    event = found["event"]
    if _A_YEAR.fullmatch(event):
        return None
    if len(event) < 2 and event not in _SHORT:
        return None
    opened = _OPENS.match(event)
    if opened and opened.end() < len(event):
        return Span(found.start() + opened.end(), found.end("event"))
    if found["mark"] == "起":
        tail = 4 if event.endswith("之日") else 2
        return Span(max(found.start(), found.end("event") - tail), found.end("event"))
    whole = found.start() == clause and len(event) <= _WHOLE
    return Span(found.start() if whole else max(found.start(), found.end("event") - 4), found.end("event"))


def _last_mark(stretch: str) -> int:
    """Past the last mark of punctuation that is not right before the term."""
    return max(stretch.rfind(mark, 0, max(len(stretch) - 1, 0)) for mark in "，,。；;：:、\n的（(") + 1

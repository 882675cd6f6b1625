"""A stretch of text closed up: without the blanks and line breaks that copying put into it, and the way back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...ontology.model import Span
from ..bodies.names import looks_like_body

_GAP = re.compile(r"\s+")
_BEGINS = "省市区县州旗各"
_SEPARATORS = "、，,；;：:"
_BETWEEN = re.compile(f"[{_SEPARATORS}]")
_LONGEST_NAME = 40
_TITLE = re.compile(r"[\u4e00-\u9fff]{2,8}[:：]")
"""What opens something else behind a name: 市司法局 项目责任人：."""


@dataclass(frozen=True, slots=True)
class ClosedUp:
    """The text of a stretch without blanks; `places` is where in the whole text each of its characters stands."""

    text: str
    places: Sequence[int]

    def back(self, span: Span) -> Span:
        """Where in the whole text a stretch of this one is printed, blanks inside it included."""
        return Span(self.places[span.start], self.places[span.end - 1] + 1)


def close_up(text: str, span: Span) -> ClosedUp:
    """The stretch without the blanks and line breaks in it, those apart that are all that parts two names.

    Forms:
      1. 牵头单 位：市司法局、市 / 财政局           blanks and breaks inside words go
      2. 市司法局 / 市财政局                          between two names one break stays
      3. 市司法局 实际进度：                           before a label too
    """
    printed = span.of(text)
    if not _GAP.search(printed):
        return ClosedUp(printed, range(span.start, span.end))
    kept: list[str] = []
    places: list[int] = []
    last = 0
    for gap in _GAP.finditer(printed):
        kept.append(printed[last : gap.start()])
        places += range(span.start + last, span.start + gap.start())
        if _parts_names(printed, gap):
            kept.append("\n")
            places.append(span.start + gap.start())
        last = gap.end()
    kept.append(printed[last:])
    places += range(span.start + last, span.end)
    return ClosedUp("".join(kept), places)


def _parts_names(printed: str, gap: re.Match[str]) -> bool:
    """Whether a gap stands between two names and not inside one."""
    following = printed[gap.end() : gap.end() + 1]
    if not following or (following not in _BEGINS and not _TITLE.match(printed, gap.end())):
        return False
    before = printed[max(0, gap.start() - _LONGEST_NAME) : gap.start()]
    name = _BETWEEN.split(before)[-1]
    return len(name) > 2 and looks_like_body(name)

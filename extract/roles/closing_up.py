"""A stretch of text closed up: without the blanks and line breaks that copying put into it, and the way back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...ontology.model import Span
from ..bodies.names import looks_like_office

_GAP = re.compile(r"\s+")
_BEGINS = "省市区县州旗各"
_SEPARATORS = "、，,；;：:"
_BETWEEN = re.compile(f"[{_SEPARATORS}]")
_LONGEST_NAME = 40
_WORD = re.compile(r"[\u4e00-\u9fff]{3,20}")
_LINE_ENDS = re.compile(r"[ \t　]*(?:\n|\Z)")
_PART = re.compile("^(?:办公[室厅]|督查室)$|[支分]行$|[分支]局$")
"""What is a part of the body before it: 县政府 办公室, 人民银行 望川支行."""
_KINDS = ("单位", "部门", "科室")
"""What labels end in."""
_MARKED = re.compile(r"[（(](?:牵头|主办|主责|配合|协办)(?:单位|部门)?[）)]$")
_LED = re.compile("[局委办厅部院会府室科](?:牵头|主办|负责|配合)$")
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
      4. 水利部 财政部                               two names without a place, parted by a blank, or a line each
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
        if mark := _parts_names(printed, gap):
            kept.append(mark)
            places.append(span.start + gap.start())
        last = gap.end()
    kept.append(printed[last:])
    places += range(span.start + last, span.end)
    return ClosedUp("".join(kept), places)


def _parts_names(printed: str, gap: re.Match[str]) -> str:
    """What stands for a gap between two names or before a label; nothing inside a name."""
    following = printed[gap.end() : gap.end() + 1]
    if not following:
        return ""
    before = _BETWEEN.split(printed[max(0, gap.start() - _LONGEST_NAME) : gap.start()])[-1]
    name = _MARKED.sub("", before)
    if len(name) < 3 or not looks_like_office(name):
        return "\n" if _LED.search(before) else ""
    if following in _BEGINS or _TITLE.match(printed, gap.end()):
        return "\n"
    word = _WORD.match(printed, gap.end())
    if word and "\n" in gap[0] and not _LINE_ENDS.match(printed, word.end()):
        return ""
    if word is None or _PART.search(word[0]) or not looks_like_office(word[0]):
        return ""
    return "\n" if name.endswith(_KINDS) or word[0].endswith(_KINDS) else "、"

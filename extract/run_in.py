"""Line breaks that became blanks, as pages lose them: 甲方案 为…制定本方案。 一、总体要求 （一）指导思想。…"""

from __future__ import annotations

import re

from ..ontology.model import Span
from .structure import starts_provision

_BLANKS = re.compile(r"[ 　]+")
_LONG_LINE = re.compile(r"[^\n]{400,}")
"""A line that paragraphs may have run into."""
_LABEL = 40
"""Characters that tell a label."""
_ENOUGH = 3
"""Labels behind blanks, from which on the blanks of a line are its breaks."""
_STOPS = "。！？!?"
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])[^\s，。；：,;:]{2,40}"
)


def lost_breaks(text: str) -> list[int]:
    """Where blanks of `text` stand that were line breaks, in order; none where it has its lines.

    Forms:
      1. …甲。 二、乙 （一）丙。      a blank before the label of a provision
      2. …甲。 各单位要乙。          a blank behind a stop
      3. 一、甲 各单位要乙。          a blank behind a heading
      4. 甲市乙方案 为了丙，丁。      every blank before the first label
    """
    return [at for line in _LONG_LINE.finditer(text) for at in _breaks(text, Span(*line.span()))]


def _breaks(text: str, line: Span) -> list[int]:
    """The last blank of each run in a long line that was a break."""
    if "|" in line.of(text):
        return []
    blanks = [found.span() for found in _BLANKS.finditer(text, line.start, line.end)]
    labelled = [end for _, end in blanks if starts_provision(text[end : end + _LABEL])]
    if len(labelled) < _ENOUGH:
        return []
    found: list[int] = []
    begins = line.start
    for start, end in blanks:
        ends = text[start - 1 : start] in _STOPS or _HEADING.fullmatch(text, begins, start)
        if end <= labelled[0] or end in labelled or ends:
            found.append(end - 1)
            begins = end
    return found

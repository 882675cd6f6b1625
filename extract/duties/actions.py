"""What a clause asks to be done: its verb with those joined to it, and what they act on."""

from __future__ import annotations

from ...ontology.model import Span
from .particles import Word, word_at
from .record import Reading

_PAIRED = frozenset(("制定", "建立", "公布", "明确", "提出"))
"""Light verbs that go together with another: 建立健全."""
_ALONE = frozenset(("做好", "抓好", "搞好", "加强", "加大", "提高", "提升", "增强", "强化"))
"""Verbs that a noun always follows: 做好登记."""
_SHORT = 3
"""Characters below which what follows a verb is its object with it: 建立推进机制."""
_SINGLE = "报送交还用改归按"
"""Verbs of one character: 须报县政府同意."""
_JOINTS = "、和或及与并"
_RUN = 3
"""How many verbs may join the first."""


def action_and_object(read: Reading) -> tuple[Span, Span | None]:
    """The main verb with those joined to it, and what they act on. ValueError where there is no verb."""
    if read.verb is None:
        raise ValueError("no verb in this clause")
    unlisted = 1 if read.text[read.verb] in _SINGLE else 2
    end = read.verb + (read.word.length if read.word else min(unlisted, read.end - read.verb))
    for _ in range(_RUN):
        joint = end < read.end and read.text[end] in _JOINTS
        following = word_at(read.text, end + joint, read.end) if end + joint < read.end else None
        if not following or not _joins(read, following, end, joint=joint):
            break
        end += joint + following.length
    thing = read.fronted or read.topic
    if read.text.startswith("、", end):
        return Span(read.verb, end), thing
    begin = end + read.text.startswith(("了", "好"), end)
    if thing is None and begin < read.end:
        thing = Span(begin, read.end)
    return Span(read.verb, end), thing


def _joins(read: Reading, following: Word, end: int, *, joint: bool) -> bool:
    """Whether a verb goes together with the one before it: 建立健全, 监督指导, 鼓励和支持."""
    first = read.word.kind if read.word else "strong"
    if first in ("encourage", "explore"):
        return following.kind == first and joint
    printed = read.text[read.verb or 0 : (read.verb or 0) + 2]
    if first == "result" or (first == "light" and printed not in _PAIRED):
        return False
    if joint and following.kind == "weak":
        return read.end - end - following.length >= _SHORT
    if not joint and printed in _ALONE:
        return False
    if not joint and 0 < read.end - end - following.length < _SHORT:
        return False
    return following.kind in ("strong", "light") or (
        following.kind == "weak" and first == "weak" and not joint
    )

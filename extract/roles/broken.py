"""Lines that say who is to act and go on in the next, as a line break fell inside them."""

from __future__ import annotations

import re

from ..structure import starts_provision
from .labels import BEGINS
from .naming import Known, is_surely

_STOPS = "。；;：:|！？"
_MARKS = re.compile("[、，,]")
_LONGEST = 200


def goes_on(line: str, following: str, known: Known) -> bool:
    """Whether a reader would be sure that a list of bodies goes on in the next line.

    Forms:
      1. 市司法局、 / 市财政局             a mark at the break, or behind it (市司法局 / 、市财政局)
      2. 市司法局、市财 / 政局、市审计局     a break inside a name, which is a body's only when it is whole
    """
    line, following = line.strip(), following.strip()
    if not line or not following or len(following) > _LONGEST or line[-1] in _STOPS:
        return False
    if BEGINS.match(following) or starts_provision(following):
        return False
    before, behind = _MARKS.split(line)[-1], _MARKS.split(following)[0].rstrip("。")
    before = before.rpartition("：")[2].rpartition(":")[2]
    if not before or not behind:
        name = behind or _MARKS.split(following)[1].rstrip("。")
        return is_surely(name, known)
    if is_surely(before, known):
        return False
    return is_surely(before + behind, known)


def breaks_off(line: str, following: str, known: Known) -> bool:
    """Whether a sentence is not whole at the end of its line: at a mark, before how they act, or inside a name."""
    line, following = line.strip(), following.strip()
    if not line or BEGINS.match(following) or starts_provision(following):
        return False
    if line[-1] in "、，," or following[0] in "、，,按":
        return True
    return line[-1] not in _STOPS and not is_surely(_MARKS.split(line)[-1], known)

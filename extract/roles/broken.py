"""Lines that say who is to act and go on in the next, as a line break fell inside them or a list stands below its label."""

from __future__ import annotations

import re

from ...ontology.model import Span
from ..bodies.names import looks_like_body, looks_like_office
from ..structure import starts_provision
from .labels import BEGINS, LABEL
from .naming import Known, is_body, is_office, is_surely
from .wording import SENTENCE

_STOPS = "。；;：:|！？"
_MARKS = re.compile("[、，,]")
_LONGEST = 200
_MOST_BREAKS = 3
NEXT_LINE = re.compile(r"[ \t　]*\n[ \t　]*(?P<next>[^\n]+)")
"""The next line that says something."""


def goes_on(line: str, following: str, known: Known) -> bool:
    """Whether a reader would be sure that a list of bodies goes on in the next line.

    Forms:
      1. 市司法局、 / 市财政局             a mark at the break, or behind it (市司法局 / 、市财政局)
      2. 市司法局、市财 / 政局、市审计局     a break inside a name, which is a body's only when it is whole
    """
    line, following = line.strip(), following.strip()
    if not line or not following or len(following) > _LONGEST or line[-1] in _STOPS:
        return False
    if _begins_anew(following):
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
    if not line or _begins_anew(following):
        return False
    if line[-1] in "、，," or following[0] in "、，,按":
        return True
    return line[-1] not in _STOPS and not is_surely(_MARKS.split(line)[-1], known)


def to_its_end(text: str, span: Span, known: Known) -> Span:
    """A label line with the lines below that it goes on in, as a break inside its list of bodies made them."""
    span = _continued(text, span)
    for _ in range(_MOST_BREAKS):
        last = text[text.rfind("\n", span.start, span.end) + 1 or span.start : span.end]
        following = NEXT_LINE.match(text, span.end)
        if not following or not goes_on(last, following["next"], known):
            break
        span = Span(span.start, following.start("next") + len(following["next"].rstrip()))
    return span


def _continued(text: str, span: Span) -> Span:
    """A label line and the next lines where it plainly goes on: nothing after the label, or a broken name."""
    if whole := _names_below(text, span):
        return whole
    printed = span.of(text).rstrip()
    following = NEXT_LINE.match(text, span.end)
    if not following or LABEL.match(following["next"]) or starts_provision(following["next"]):
        return Span(span.start, span.start + len(printed))
    broken = (
        _is_list(following["next"])
        or printed[-1] in "、，,：:"
        or (
            not looks_like_body(printed)
            and not SENTENCE.search(printed)
            and len(following["next"]) < 40
            and printed[-1] not in "。；;"
        )
    )
    if broken and len(following["next"]) < _LONGEST:
        return Span(span.start, following.start("next") + len(following["next"].rstrip()))
    return Span(span.start, span.start + len(printed))


def _names_below(text: str, span: Span) -> Span | None:
    """A label line and the lines below it that hold the name of a body each, up to the next provision or label."""
    printed = span.of(text).rstrip()
    empty = printed.endswith((":", "："))
    if not empty and not looks_like_office(printed):
        return None
    end, count = span.end, 0
    following = NEXT_LINE.match(text, end)
    while following and _is_one_body(following["next"]):
        end, count = following.start("next") + len(following["next"].rstrip()), count + 1
        following = NEXT_LINE.match(text, end)
    ended = _begins_anew(following["next"]) if following else empty
    return Span(span.start, end) if count > empty and ended else None


def _is_one_body(line: str) -> bool:
    line = line.strip(" 　\t。；;、，,")
    return (is_body(line) or is_office(line)) and not _begins_anew(line)


def _begins_anew(line: str) -> bool:
    """Whether a label or a provision begins with a line, so that the one before it is no signature."""
    return bool(BEGINS.match(line)) or starts_provision(line)


def _is_list(line: str) -> bool:
    """Whether a line goes on with a list of bodies, and is no signature: 各乡镇、市水利局."""
    names = _MARKS.split(line.strip())
    return len(names) > 1 and all(is_body(name) for name in names)

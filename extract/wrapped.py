"""Lines that were broken because they were full, as pages and mails break them, told from lines that end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from .structure import starts_provision

_LEAST, _MOST = 18, 60
"""Characters of full width in a full line."""
_SLACK = 3
"""Characters of full width that a full line may lack; a mark at its end may stand one beyond it."""
_ENOUGH, _SHARE = 6, 0.6
"""Lines with a mark in them that have to be full, and their share of all such long lines that do not end."""
_ENDS = frozenset("：:）)】〕]|…\t")
_STOPS = frozenset("。；;！？!?")
_MARKS = re.compile(r"[。，、；：,;:（(]")
_OPENED = re.compile(r"[（(【〔\[][^（()）【】〔〕\[\]]*$")
"""Brackets that stay open: what follows belongs to them."""
_OPENS = re.compile(
    r"[\s　|•·■●]|——|[—-]{1,2}[\s　]|[\u4e00-\u9fff]{2,12}[：:]|[\u4e00-\u9fff]{2,4}[\[［][^\]］\n]{1,12}[\]］][：:]|附件|[①-⑳]"
)
"""What opens a line of its own: an indent, a mark, a label (责任单位：), the note of a revision (删除[甲]:)."""


def full_lines(text: str) -> list[int]:
    """Where the line breaks of `text` stand that only a full line has, in order; none where its lines are paragraphs.

    Forms:
      1. 推进数据流通 / 利用基础设施建设。     lines of one width, in characters or in columns, that break a sentence
      2. 建立机制。各单位 / 要配合。完成      the same of a line that happens to end a sentence
      3. 建立机制。（责任 / 单位：甲）         brackets that stay open

    A line that opens a provision or a label, is indented or stands in a table is no continuation, and a heading without a mark ends.
    """
    lines = text.split("\n")
    broken = {number for number, (line, after) in enumerate(pairwise(lines)) if _is_broken(line, after)}
    full = {number for measure in (_columns, len) for number in _full(lines, broken, measure)}
    found, at = [], -1
    for number, line in enumerate(lines):
        at += len(line) + 1
        if number in full:
            found.append(at)
    return found


def _full(lines: Sequence[str], broken: set[int], measure: Callable[[str], int]) -> Iterator[int]:
    """The numbers of the lines that are full and go on in the next, if enough of the broken ones are of one width."""
    each = measure("一")
    widths = [measure(line.rstrip()) for line in lines]
    long = Counter(
        widths[number]
        for number in broken
        if widths[number] >= _LEAST * each and _MARKS.search(lines[number])
    )
    most = max(
        (width for width in long if width <= _MOST * each),
        key=lambda width: (_about(long, width, each), width),
        default=0,
    )
    if _about(long, most, each) < max(_ENOUGH, _SHARE * long.total()):
        return
    for number in range(len(lines) - 1):
        if most - _SLACK * each < widths[number] <= most + each:
            line, following = lines[number].rstrip(), lines[number + 1]
            if number in broken or (line[-1] in _STOPS and _goes_on(line, following)):
                yield number


def _about(long: Counter[int], width: int, each: int) -> int:
    return sum(long[width - less] for less in range(_SLACK * each))


def _is_broken(line: str, following: str) -> bool:
    """Whether a line breaks off inside a sentence: a heading without a mark does not."""
    printed = line.rstrip()
    if not printed or "|" in printed or not _goes_on(printed, following):
        return False
    if _OPENED.search(printed):
        return True
    ended = printed[-1] in _ENDS or printed[-1] in _STOPS
    return not ended and (not starts_provision(printed) or _MARKS.search(printed, 4) is not None)


def _goes_on(line: str, following: str) -> bool:
    """Whether the next line may belong to a line."""
    if not following or following.isspace():
        return False
    if _OPENED.search(line):
        return "|" not in following
    return not _OPENS.match(following) and not starts_provision(following)


def _columns(line: str) -> int:
    """Columns of a line as it is set: two for a character of full width."""
    return len(line.encode("gb18030", "replace"))

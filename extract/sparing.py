"""Matches of a pattern, as many as anybody prints: a text made of nothing else costs no more than others."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STOP = re.compile(r"[。\n|]")
MOST = 100
"""Matches that one sentence, or one cell of a table, may hold."""


def matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of `pattern` in `text`, in order; of those in one sentence the first hundred."""
    again, count, stop = 0, 0, -1
    while again >= 0:
        start, again = again, -1
        for found in pattern.finditer(text, start):
            if found.start() >= stop:
                mark = _STOP.search(text, found.start())
                count, stop = 0, mark.end() if mark else len(text)
            count += 1
            if count > MOST:
                again = stop
                break
            yield found

"""One pattern for many words, in which no word is tried whose first character is not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping


def pattern_of(words: Iterable[str], guards: Mapping[str, str] | None = None, between: str = "") -> str:
    """A pattern of `words`, the longest first; a word in `guards` matches only with that pattern behind it.

    `between` is a pattern of what may stand between the characters of a word.

    >>> pattern_of(["降低", "降", "不低于"], {"降": r"(?=\\d)"})
    '(?=[不降])(?:不低于|降(?:低|(?=\\\\d)))'
    >>> pattern_of(["责任"], between=" ?")
    '(?=[责])(?:责 ?任)'
    """
    kept = sorted(set(words))
    firsts = "".join(sorted({word[0] for word in kept}))
    return f"(?=[{re.escape(firsts)}]){_branches(kept, 0, guards or {}, between)}"


def _branches(words: list[str], depth: int, guards: Mapping[str, str], between: str) -> str:
    """The words, which share their first `depth` characters, from there on."""
    choices: list[str] = []
    gap = between if depth else ""
    for first in sorted({word[depth] for word in words if len(word) > depth}):
        inner = [word for word in words if len(word) > depth and word[depth] == first]
        if len(inner) == 1:
            rest = between.join(map(re.escape, inner[0][depth:]))
            choices.append(gap + rest + guards.get(inner[0], ""))
        else:
            choices.append(gap + re.escape(first) + _branches(inner, depth + 1, guards, between))
    if ended := next((word for word in words if len(word) == depth), None):
        choices.append(guards.get(ended, ""))
    return f"(?:{'|'.join(choices)})"

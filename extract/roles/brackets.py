"""Brackets as scrapes leave them: of mixed kinds, inside one another, one of a pair lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ...ontology.model import Span
from ..structure import starts_provision

_PAIRS = {
    "(": ")）",
    "（": ")）",
    "[": "]］〕",
    "［": "]］",
    "【": "】",
    "〔": "〕]",
    "{": "}",
    "〖": "〗",
    "「": "」",
    "〈": "〉",
}
_OPEN, _CLOSE = "".join(_PAIRS), ")）]］〕】}〗」〉"
_MARK = re.compile(rf"(?P<open>[{re.escape(_OPEN)}])|(?P<close>[{re.escape(_CLOSE)}])|(?P<end>\n|\Z)")
LONGEST = 1_200
"""Characters of the longest clause."""
_DEEPEST = 8
"""How many brackets inside each other a clause may have."""
_SHORTEST = 6
_TAIL = 60
"""Characters by which the end of a clause is known."""
_RULES = ("以下", "下列", "列第", "列在第", "排在", "第一", "其中")
"""How the sentence begins that a clause adds for all that follows."""
_SENTENCES = 3
"""How many sentences before a closing bracket may have stood in the pair whose opening is lost."""

Begins = Callable[[str, int], bool]


def pairs(text: str, begins: Begins, ends: Callable[[str], bool]) -> list[tuple[Span, Span]]:
    """The outermost bracket pairs with what stands inside them, kinds mixed as scrapes mix them.

    Forms:
      1. （甲（乙）、丙), [甲〕               pairs
      2. （责任单位：甲、乙                  the closing bracket is lost: up to the end of the line
      3. （甲牵头，乙负责                    so too
      4. [甲牵头，乙负责)]                   one closing bracket too many
      5. …改造。甲牵头，乙负责）               the opening bracket is lost: from the beginning of a sentence

    A bracket that nothing closes hides none after it. `begins` says whether a clause begins with a label at a
    position, `ends` whether a stretch ends as clauses do: only then is one bracket taken for half of a pair.
    """
    found: list[tuple[Span, Span]] = []
    stack: list[int] = []
    free = 0
    for mark in _MARK.finditer(text):
        if mark["open"]:
            stack.append(mark.start())
        elif mark["close"]:
            start = _opener(text, stack, mark[0])
            if start is None and stack and text[mark.end() : mark.end() + 1] in tuple(_CLOSE):
                continue
            if start is None:
                start = _lost(text, free, mark.start(), begins, ends)
                free = mark.end()
                if start is not None:
                    _swallow(found, Span(start, free), Span(start, mark.start()))
            elif mark.end() - start <= LONGEST:
                _swallow(found, Span(start, mark.end()), Span(start + 1, mark.start()))
                if begins(text, start + 1) or ends(text[max(start + 1, mark.start() - _TAIL) : mark.start()]):
                    free = mark.end()
        elif stack and _ends_paragraph(text, mark.end()):
            for whole in _unclosed(text, stack, begins, ends):
                _swallow(found, whole, Span(whole.start + 1, whole.end))
            stack.clear()
    return found


def _unclosed(text: str, stack: list[int], begins: Begins, ends: Callable[[str], bool]) -> Iterator[Span]:
    """The clause that an opening bracket begins and nothing closes, up to the end of its line."""
    for start in stack[-_DEEPEST:]:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start <= LONGEST and (
            begins(text, start + 1) or ends(text[max(start + 1, end - _TAIL) : end])
        ):
            yield Span(start, end)
            return


def _lost(text: str, free: int, close: int, begins: Begins, ends: Callable[[str], bool]) -> int | None:
    """Where a clause begins that `close` ends and no bracket opened: at the beginning of one of the last sentences.

    Not before `free`, where the clause before it ends.
    """
    end, closed = close, ends(text[max(free, close - _TAIL) : close])
    for _ in range(_SENTENCES):
        floor = max(free, close - LONGEST)
        cut = max(text.rfind(stop, floor, max(floor, end)) for stop in "。\n")
        start = cut + 1 if cut >= 0 else floor
        rule = text.startswith(_RULES, start)
        if close - start >= _SHORTEST and not rule and (closed or begins(text, start)):
            return start
        if cut < 0 or text[cut] == "\n":
            return None
        end = cut
    return None


def _swallow(found: list[tuple[Span, Span]], outer: Span, inner: Span) -> None:
    """Add a pair in its place; those inside it go."""
    after = []
    while found and found[-1][0].start > outer.start:
        pair = found.pop()
        if pair[0].start >= outer.end:
            after.append(pair)
    found += [(outer, inner), *reversed(after)]


def _ends_paragraph(text: str, position: int) -> bool:
    """Whether a blank line, a provision or the end of the text follows the line break before `position`."""
    following = text[position : position + 24].split("\n")[0]
    return not following.strip() or starts_provision(following)


def _opener(text: str, stack: list[int], mark: str) -> int | None:
    """Pop the innermost opening bracket that `mark` may close; ones that it cannot close are lost."""
    for depth in range(len(stack) - 1, max(-1, len(stack) - 1 - _DEEPEST), -1):
        if mark in _PAIRS[text[stack[depth]]]:
            start = stack[depth]
            del stack[depth:]
            return start
    return None

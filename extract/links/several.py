"""Several requirements of one task: an item that one of its sentences answers by itself, beside what the whole task answers.

What speaks for two items is shared out between them, so that of a task that carries out both the second stays a candidate.
Taken alone, a sentence of it (推行重大民生决策民意调查制度。) answers one item only.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ...ontology.model import Span
from .compare import CLAUSE, Comparison, Unit, pairs_of, worded
from .memory import remembered
from .postings import Table

BY_ITSELF = 0.85
"""How likely a sentence must answer an item, of all items and none, to count; set on the tuned plans."""
_SENTENCE = re.compile(r"[^。；;]+")
_LEAST = 8
"""Shorter sentences say too little to answer anything."""
_MOST = 60
"""Of a task no more sentences than this are looked at."""
_FEW = 3
"""A pair of characters that more items have tells nothing of one."""

Several = Sequence[tuple[Unit, Sequence[Unit]]]
"""Tasks, each with the items that it may carry out, the best first."""
Alone = dict[tuple[str, str], tuple[float, Span]]
"""By the paths of a task and an item, how likely its best sentence answers the item, and where that sentence stands."""


def alone(
    tasks: Several,
    compare: Comparison,
    text: str,
    weigh: Callable[[Comparison], Table],
    none: float,
) -> Alone:
    """What sentences of `tasks` answer by themselves; `text` is that of their plan.

    `compare` has the items, `weigh` gives the log weight of each of them for each unit, `none` is that of no item.
    """
    telling = _telling(compare.items)
    spoken = [
        (task.task.path, span, _alone(task, said))
        for task, own in tasks
        for span, said in _turns(task, text, [telling.get(item.task.path, frozenset()) for item in own])
    ]
    if not spoken:
        return {}
    found: Alone = {}
    for (path, span, _), row in zip(
        spoken, weigh(compare.of([unit for _, _, unit in spoken])).tolist(), strict=True
    ):
        for item, chance in zip(compare.items, _chances(row, none), strict=True):
            pair = path, item.task.path
            if chance >= BY_ITSELF and (pair not in found or found[pair][0] < chance):
                found[pair] = chance, span
    return found


@remembered
def _telling(items: Sequence[Unit]) -> dict[str, frozenset[str]]:
    """By the path of each item, the pairs of characters that it and few others have."""
    has = {item.task.path: worded(item).keys() | item.heading for item in items}
    counts = Counter(pair for pairs in has.values() for pair in pairs)
    return {path: frozenset(pair for pair in pairs if counts[pair] <= _FEW) for path, pairs in has.items()}


def _turns(task: Unit, text: str, telling: Sequence[frozenset[str]]) -> Iterator[tuple[Span, str]]:
    """The sentences of a task's own text that have more of what tells another item than of what tells the best.

    Most have not; so only these few are compared.
    """
    spoken = list(_sentences(task, text))
    for span, said in spoken if len(spoken) > 1 else ():
        own = pairs_of(said)
        best, *others = (len(own & pairs) for pairs in telling)
        if max(others, default=0) > best:
            yield span, said


def _sentences(task: Unit, text: str) -> Iterator[tuple[Span, str]]:
    """Where the sentences of a task's own text stand, and what they say; who bears the task is left out."""
    start = task.task.span.start
    own = CLAUSE.sub(lambda clause: " " * len(clause[0]), task.task.span.of(text))
    for place, sentence in enumerate(_SENTENCE.finditer(own)):
        if place == _MOST:
            return
        printed = sentence[0].strip()
        said = unicodedata.normalize("NFKC", printed.removeprefix(task.task.label).strip())
        if len(said) >= _LEAST:
            at = start + sentence.start() + sentence[0].index(printed)
            yield Span(at, at + len(printed)), said


def _alone(task: Unit, said: str) -> Unit:
    """A sentence as a unit: heading, section and bodies are of the task as a whole."""
    nothing = frozenset[str]()
    return replace(task, text=said, heading=nothing, parts=(), section="", bodies=nothing)


def _chances(row: Sequence[float], none: float) -> list[float]:
    most = max(*row, none)
    raised = [math.exp(weight - most) for weight in row]
    total = sum(raised) + math.exp(none - most)
    return [one / total for one in raised]

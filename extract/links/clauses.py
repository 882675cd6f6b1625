"""Clauses: which duty of a task carries out which duty of the requirement that the task carries out.

Two duties are of one thing where they share enough of what few other duties of both plans say, a little less where both
do it with the same verb. Each duty of a task answers one duty above at most, and several may answer the same. A
catalogue has no duties: its wording is not the outline's.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import add

from ...ontology.model import Derivation, Extraction, Obligation, Task
from .memory import remembered

ANSWERS_FROM = 0.25
"""The likeness from which a duty answers another."""
_SAME_VERB = 0.08
_WORDS = 5
"""How many shared words are told."""
_FOREIGN = re.compile(r"[^\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class _Clause:
    """A duty, and what it says as pairs of characters."""

    duty: Obligation
    letters: str
    pairs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """A duty of a task, the duty above that it answers, how alike both are (0 to 1), and the words that both have."""

    own: Obligation
    other: Obligation
    likeness: float
    words: tuple[str, ...]


class Clauses:
    """The duties of a plan and of one above it, ready to be compared."""

    def __init__(self, lower: Extraction, upper: Extraction) -> None:
        self._below, self._above = _by_task(lower), _by_task(upper)
        (many, counts), (more, others) = _counted(self._below), _counted(self._above)
        said, counts = many + more, counts.copy()
        counts.update(others)
        self._rarity = {pair: math.log((said + 1) / (n + 0.5)) for pair, n in counts.items()}
        self._weights: dict[frozenset[str], float] = {}

    def of(self, link: Derivation) -> Iterator[Answer]:
        """Which duties of the task answer which of the requirement, in the order of the task."""
        above = self._above.get(link.upper.parts[-1], ())
        for own in self._below.get(link.task.parts[-1], ()):
            alike = [self._likeness(own, other) for other in above]
            most = max(alike, default=0.0)
            if most >= ANSWERS_FROM:
                other = above[alike.index(most)]
                words = tuple(self._shared(own, other))
                yield Answer(own.duty, other.duty, round(min(most, 1.0), 3), words)

    def _likeness(self, own: _Clause, other: _Clause) -> float:
        shared = own.pairs & other.pairs
        if not shared:
            return 0.0
        alike = self._weight(shared) / math.sqrt(self._whole(own.pairs) * self._whole(other.pairs))
        return alike + _SAME_VERB * (own.duty.action == other.duty.action)

    def _whole(self, pairs: frozenset[str]) -> float:
        """The weight of all that a duty says, worked out once."""
        if pairs not in self._weights:
            self._weights[pairs] = self._weight(pairs)
        return self._weights[pairs]

    def _weight(self, pairs: Iterable[str]) -> float:
        return sum(self._rarity[pair] for pair in sorted(pairs))

    def _shared(self, own: _Clause, other: _Clause) -> list[str]:
        """The longest runs of characters that both have, the rarest first."""
        runs = sorted(set(_runs(own.letters, other.pairs)), key=lambda run: (-self._weight(_pairs(run)), run))
        return [run for run in runs if run in other.letters][:_WORDS]


@remembered
def _by_task(plan: Extraction) -> Mapping[str, Sequence[_Clause]]:
    """The duties of every task by its path, with those of the unnumbered paragraphs under it."""
    holders = {
        p.path: p.path if isinstance(p, Task) or p.label or not p.parent else p.parent
        for p in plan.provisions
    }
    found: dict[str, list[_Clause]] = defaultdict(list)
    for duty in plan.obligations:
        if duty.provision is None:
            continue
        letters = _FOREIGN.sub("", unicodedata.normalize("NFKC", duty.span.of(plan.document.text)))
        found[holders.get(duty.provision, "")].append(_Clause(duty, letters, _pairs(letters)))
    return found


@remembered
def _counted(duties: Mapping[str, Sequence[_Clause]]) -> tuple[int, Counter[str]]:
    """How many duties there are, and how many of them have each pair of characters."""
    said = [clause.pairs for part in duties.values() for clause in part]
    return len(said), Counter(pair for pairs in said for pair in pairs)


def _pairs(letters: str) -> frozenset[str]:
    return frozenset(map(add, letters, letters[1:]))


def _runs(letters: str, pairs: frozenset[str]) -> Iterator[str]:
    """The longest runs of which every pair of characters is one of `pairs`."""
    start = 0
    for at in range(len(letters)):
        if letters[at : at + 2] not in pairs:
            if at > start:
                yield letters[start : at + 1]
            start = at + 1

"""Subjects: how alike a task and an item are by what they speak of, though each says it in words of its own.

The words of a subject (data/subjects.csv) say the same here: 展销 in the task and 批发市场 in the item are both of the selling of
farm products. A subject tells the more the fewer items speak of it; a word of several subjects is shared out between them,
and the words of a heading count more.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ...data.subjects import START, Subjects
from .postings import Postings, Table
from .wording import Vector, unit

_HEADING = 2
"""How many times more than the rest of a text a word of its heading counts."""
_SHOWN = 3
"""So many of the subjects that a link rests on are shown."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text, the pairs of characters in it, and those of its heading."""

    text: str
    pairs: Counter[str]
    heading: frozenset[str]


@dataclass(frozen=True, slots=True)
class Heard:
    """The words of subjects in a text, how much each counts, and what they speak of."""

    words: Mapping[str, float]
    vector: Vector


class Subject:
    """What the items of a plan speak of, and how much of that other texts speak of, too."""

    def __init__(self, items: Iterable[Said], known: Subjects) -> None:
        self._known = known
        words = [self._found(item) for item in items]
        spoken = [self._spoken(one) for one in words]
        counts = Counter(subject for one in spoken for subject in one)
        self._rarity = {one: math.log((len(spoken) + 1) / (n + 0.5)) for one, n in counts.items()}
        self._items = [Heard(own, self._vector(one)) for own, one in zip(words, spoken, strict=True)]
        self._where = Postings([unit(item.vector) for item in self._items])

    def hear(self, text: Said) -> Heard:
        """What a text speaks of that any item does."""
        words = self._found(text)
        return Heard(words, self._vector(self._spoken(words)))

    def alike(self, texts: Sequence[Heard]) -> Table:
        """The cosine of every text with every item, over the root of the largest that the item has; a row a text."""
        found = self._where.sums([unit(text.vector) for text in texts])
        most = np.sqrt(found.max(axis=0, initial=0.0))
        return found / np.where(most > 0, most, 1.0)

    def shared(self, text: Heard, at: int) -> tuple[str, ...]:
        """What a text and an item both speak of, foremost what tells most; with a word of each where the words differ.

        Coarse subjects (企业, 标准) are told only where no other is shared.
        """
        item = self._items[at]
        both = {one: weight * item.vector[one] for one, weight in text.vector.items() if one in item.vector}
        fine = both.keys() - self._known.coarse
        foremost = sorted(fine or both, key=lambda one: (-both[one], one))[:_SHOWN]
        return tuple(self._told(one, text.words, item.words) for one in foremost)

    def _told(self, subject: str, own: Mapping[str, float], other: Mapping[str, float]) -> str:
        of = self._known.of
        below, above = ([word for word in words if subject in of[word]] for words in (own, other))
        if set(below) & set(above):
            return subject
        return f"{subject}（{max(below, key=len)}／{max(above, key=len)}）"

    def _found(self, said: Said) -> dict[str, float]:
        """The words that a text says, and how much each counts."""
        starting = self._known.starting
        return {
            word: 1.0 + _HEADING * (start in said.heading and _is_in(word, said.heading))
            for start in said.pairs
            if start in starting
            for word in starting[start]
            if word in said.text
        }

    def _spoken(self, words: Mapping[str, float]) -> dict[str, float]:
        found, of = defaultdict[str, float](float), self._known.of
        for word, counts in words.items():
            subjects = of[word]
            share = counts / len(subjects)
            for subject in subjects:
                found[subject] += share
        return found

    def _vector(self, spoken: Mapping[str, float]) -> Vector:
        return {one: math.log1p(n) * self._rarity[one] for one, n in spoken.items() if one in self._rarity}


def _is_in(word: str, heading: frozenset[str]) -> bool:
    return all(word[at : at + START] in heading for at in range(len(word) - START + 1))

"""Wording: how alike a text and each item of an upper plan are, by the pairs of characters that both say.

A pair tells the more the fewer items have it, and the fewer provisions of other plans: what every plan says (加强, 推进)
says nothing of what an item is about. How common a pair is among the tasks does not matter: a plan may have many tasks
of what one item asks for.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from operator import add

from ...data.common import UNKNOWN, shares

_LETTERS = re.compile(r"\w\w+")
_EVERYWHERE = 0.05
"""How much a pair of characters tells at least, though every item has it."""

Vector = Mapping[str, float]


class Wording:
    """How the items of a plan are worded: what each pair of characters tells, and where it stands."""

    def __init__(self, items: Iterable[Counter[str]]) -> None:
        items = list(items)
        self._size, self._counts = len(items), Counter(pair for one in items for pair in one)
        self._tells: dict[str, float] = {}
        self._where: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, one in enumerate(items):
            vector = self._vector(one)
            length = _length(vector)
            for pair, weight in vector.items():
                self._where[pair].append((at, weight / length))

    def cosines(self, text: Counter[str]) -> list[float]:
        """The cosine of a text with each item."""
        found, vector = [0.0] * self._size, self._vector(text)
        for pair, weight in vector.items():
            for at, other in self._where.get(pair, ()):
                found[at] += weight * other
        length = _length(vector)
        return [one / length for one in found]

    def _vector(self, text: Counter[str]) -> Vector:
        return {pair: (1 + math.log(n)) * self._of(pair) for pair, n in sorted(text.items())}

    def _of(self, pair: str) -> float:
        if pair not in self._tells:
            here = math.log((self._size + 1) / (self._counts[pair] + 0.5))
            elsewhere = -math.log(shares().get(pair, UNKNOWN))
            self._tells[pair] = max(here, _EVERYWHERE) * elsewhere
        return self._tells[pair]


def said(text: str) -> Counter[str]:
    """The pairs of characters of a text, none over a mark of punctuation."""
    return Counter(pair for run in _LETTERS.findall(text) for pair in map(add, run, run[1:]))


def _length(vector: Vector) -> float:
    return math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0

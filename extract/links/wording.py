"""Wording: how alike a text and each item of an upper plan are, by the pairs of characters that both say.

A pair tells the more the fewer items have it, and the fewer provisions of other plans: what every plan says (加强, 推进)
says nothing of what an item is about. How common a pair is among the tasks does not matter: a plan may have many tasks
of what one item asks for.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from operator import add, mul

import numpy as np

from ...data.common import UNKNOWN, shares
from .postings import Postings, Table

_LETTERS = re.compile(r"\w\w+")
_EVERYWHERE = 0.05
"""How much a pair of characters tells at least, though every item has it."""

Vector = Mapping[str, float]


class Wording:
    """How the items of a plan are worded: what each pair of characters tells, and where it stands."""

    def __init__(self, items: Sequence[Counter[str]]) -> None:
        self._tells = _Tells(len(items), Counter(chain.from_iterable(items)))
        self._where = Postings([unit(self._vector(one)) for one in items])

    def cosines(self, texts: Iterable[Counter[str]]) -> Table:
        """The cosine of each text with each item."""
        vectors = [self._vector(text) for text in texts]
        lengths = np.array([_length(vector) for vector in vectors])
        found = self._where.sums([vector.items() for vector in vectors])
        found /= lengths[:, None]
        return found

    def _vector(self, text: Counter[str]) -> Vector:
        tells = self._tells
        return {
            pair: tells[pair] if n == 1 else (1 + math.log(n)) * tells[pair]
            for pair, n in sorted(text.items())
        }


class _Tells(dict[str, float]):
    """What each pair of characters tells, by how many of so many items have it."""

    def __init__(self, size: int, counts: Counter[str]) -> None:
        super().__init__()
        self._size, self._counts = size, counts

    def __missing__(self, pair: str) -> float:
        here = math.log((self._size + 1) / (self._counts[pair] + 0.5))
        elsewhere = -math.log(shares().get(pair, UNKNOWN))
        told = self[pair] = max(here, _EVERYWHERE) * elsewhere
        return told


def said(text: str) -> Counter[str]:
    """The pairs of characters of a text, none over a mark of punctuation."""
    return Counter(chain.from_iterable(map(add, run, run[1:]) for run in _LETTERS.findall(text)))


def unit(vector: Vector) -> list[tuple[str, float]]:
    """A vector as long as one."""
    length = _length(vector)
    return [(pair, weight / length) for pair, weight in vector.items()]


def _length(vector: Vector) -> float:
    return math.sqrt(sum(map(mul, vector.values(), vector.values()))) or 1.0

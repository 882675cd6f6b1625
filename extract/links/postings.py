"""Where features stand among the items of a plan: sums over what many texts share with all items, at one go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, KeysView, Sequence

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]
Weighted = Iterable[tuple[str, float]]
"""Features, each with a weight."""
_AT_ONCE = 256
"""Texts that are summed together: memory grows with what they share with all items."""


class Postings:
    """The items that have each feature, with its weight there."""

    def __init__(self, items: Sequence[Weighted]) -> None:
        where: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, item in enumerate(items):
            for feature, weight in item:
                where[feature].append((at, weight))
        self._size = len(items)
        self._where: dict[str, tuple[int, int]] = {}
        start = 0
        for feature, found in where.items():
            self._where[feature] = start, len(found)
            start += len(found)
        self._places = np.array([at for found in where.values() for at, _ in found], dtype=np.intp)
        self._weights = np.array(
            [weight for found in where.values() for _, weight in found], dtype=np.float64
        )

    @property
    def features(self) -> KeysView[str]:
        """All that any item has."""
        return self._where.keys()

    def sums(self, texts: Sequence[Weighted]) -> Table:
        """A row a text and a column an item: the sum of weight times weight over what both have, in the order of the text."""
        found = [self._sums(texts[first : first + _AT_ONCE]) for first in range(0, len(texts), _AT_ONCE)]
        return np.concatenate(found) if found else np.zeros((0, self._size))

    def _sums(self, texts: Sequence[Weighted]) -> Table:
        rows, starts, sizes, weights = list[int](), list[int](), list[int](), list[float]()
        for row, text in enumerate(texts):
            for feature, weight in text:
                if here := self._where.get(feature):
                    rows.append(row)
                    starts.append(here[0])
                    sizes.append(here[1])
                    weights.append(weight)
        if not rows:
            return np.zeros((len(texts), self._size))
        each = np.array(sizes)
        ends = each.cumsum()
        which = np.arange(ends[-1]) + np.repeat(np.array(starts) - ends + each, each)
        cells = np.repeat(np.array(rows) * self._size, each) + self._places[which]
        products = np.repeat(np.array(weights), each) * self._weights[which]
        summed = np.zeros((len(texts), self._size))
        summed.ravel()[:] = np.bincount(cells, weights=products, minlength=summed.size)
        return summed

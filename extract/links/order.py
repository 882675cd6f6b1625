"""Order as evidence: plans mostly follow the order of the plan they carry out, some closely, some not at all.

A plan's tasks are a chain that keeps its place among the upper items: the next task is at the same item, at one of the
next two, anywhere, or at none, which leaves the place as it was. How often the order is kept is told by the plan
itself, in a few rounds of forward and backward sums (Baum-Welch with one parameter). What comes out is the
probability of each item for each task.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

STEPS = (0.45, 0.45, 0.1)
"""How a plan that keeps the order goes on: it stays, goes to the next item, or passes one over."""
FIRST_GUESS = 0.2
"""How likely a plan keeps the order from one task to the next, before anything is known of it."""
ROUNDS = 4
_MOST = 0.3
"""However closely a plan follows, no more than this is relied on."""

Row = list[float]


@dataclass(frozen=True, slots=True)
class _Weights:
    """How well each item, and no item at all, suits a task; scaled, so that only ratios mean something."""

    items: Row
    none: float


def probabilities(evidence: Sequence[Sequence[float]], none: float) -> list[Row]:
    """For each task, the probability of each item, and last that of none; rows sum to 1.

    `evidence` are log weights, a row a task and a column an item; `none` is the log weight of no item. Time and
    memory grow with tasks times items.
    """
    if not evidence or not evidence[0]:
        return [[1.0] for _ in evidence]
    weights = [_weigh(row, none) for row in evidence]
    keeps, found = FIRST_GUESS, list[Row]()
    for _ in range(ROUNDS):
        found, keeps = _round(weights, keeps)
    return found


def _weigh(row: Sequence[float], none: float) -> _Weights:
    most = max(*row, none)
    return _Weights([len(row) * math.exp(value - most) for value in row], math.exp(none - most))


def _round(weights: list[_Weights], keeps: float) -> tuple[list[Row], float]:
    """The probabilities where the order is kept that often, and how often it then seems to be."""
    size = len(weights[0].items)
    places = [[1 / size] * size]
    at_items: list[Row] = []
    for one in weights:
        moved = _moved(places[-1], keeps, forward=True)
        at_items.append(_times(moved, one.items))
        mass = [here + one.none * before for here, before in zip(at_items[-1], places[-1], strict=True)]
        places.append(_scaled(mass))
    after = [[1.0] * size]
    for one in reversed(weights):
        ahead = _moved(_times(one.items, after[-1]), keeps, forward=False)
        after.append(_scaled(there + one.none * here for there, here in zip(ahead, after[-1], strict=True)))
    after.reverse()
    found = [
        _scaled([*_times(here, then), one.none * sum(_times(before, then))])
        for here, then, one, before in zip(at_items, after[1:], weights, places, strict=False)
    ]
    return found, _kept(weights, places, after, keeps)


def _moved(row: Row, keeps: float, *, forward: bool) -> Row:
    """The places one task on, or seen from one task before."""
    anywhere = (1 - keeps) * sum(row) / len(row)
    return [anywhere + keeps * value for value in _onward(row, forward=forward)]


def _onward(row: Row, *, forward: bool) -> Row:
    stay, on, over = STEPS
    if forward:
        before = [0.0, 0.0, *row]
        return [
            stay * here + on * one + over * two
            for here, one, two in zip(row, before[1:], before, strict=False)
        ]
    after = [*row, 0.0, 0.0]
    return [
        stay * here + on * one + over * two for here, one, two in zip(row, after[1:], after[2:], strict=False)
    ]


def _kept(weights: list[_Weights], places: list[Row], after: list[Row], keeps: float) -> float:
    """How often the chain keeps the order, from one task to the next that has an item."""
    kept = jumped = 1.0
    for one, before, then in zip(weights[1:], places[1:], after[2:], strict=False):
        ends = _times(one.items, then)
        onward = keeps * sum(_times(_onward(before, forward=True), ends))
        freely = (1 - keeps) * sum(before) / len(before) * sum(ends)
        stays = one.none * sum(_times(before, then))
        total = onward + freely + stays
        if total:
            kept += onward / total
            jumped += freely / total
    return min(_MOST, kept / (kept + jumped))


def _times(one: Iterable[float], other: Iterable[float]) -> Row:
    return [here * there for here, there in zip(one, other, strict=True)]


def _scaled(values: Iterable[float]) -> Row:
    row = list(values)
    total = sum(row)
    return [value / total for value in row] if total else [1 / len(row)] * len(row)

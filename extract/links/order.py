"""Order as evidence: plans mostly follow the order of the plan they carry out, some closely, some not at all.

A plan's tasks are a chain that keeps its place among the upper items: the next task is at the same item, at one of the
next two, anywhere, or at none, which leaves the place as it was. How often the order is kept is told by the plan
itself, in a few rounds of forward and backward sums (Baum-Welch with one parameter). What comes out is the
probability of each item for each task.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from .postings import Table

STEPS = (0.45, 0.45, 0.1)
"""How a plan that keeps the order goes on: it stays, goes to the next item, or passes one over."""
FIRST_GUESS = 0.2
"""How likely a plan keeps the order from one task to the next, before anything is known of it."""
ROUNDS = 4
_MOST = 0.3
"""However closely a plan follows, no more than this is relied on."""

Row = list[float]


def probabilities(evidence: Sequence[Sequence[float]] | Table, none: float) -> list[Row]:
    """For each task, the probability of each item, and last that of none; rows sum to 1.

    `evidence` are log weights, a row a task and a column an item; `none` is the log weight of no item. Time and
    memory grow with tasks times items.
    """
    table = np.asarray(evidence, dtype=np.float64)
    if not table.size:
        return [[1.0] for _ in evidence]
    items, nones = _weigh(table, none)
    found, keeps = _round(items, nones, FIRST_GUESS)
    for _ in range(ROUNDS - 1):
        found, keeps = _round(items, nones, keeps)
    rows: list[Row] = found.tolist()
    return rows


def _weigh(evidence: Table, none: float) -> tuple[Table, Table]:
    """How well each item, and no item at all, suits each task; scaled, so that only ratios mean something."""
    most = np.maximum(evidence.max(axis=1), none)
    items = _raised(evidence - most[:, None])
    return len(evidence[0]) * items, _raised(none - most)


def _raised(logarithms: Table) -> Table:
    """Their exponentials, the same on every machine."""
    found = np.array(list(map(math.exp, logarithms.ravel().tolist())))
    return found.reshape(logarithms.shape)


def _round(items: Table, nones: Table, keeps: float) -> tuple[Table, float]:
    """The probabilities where the order is kept that often, and how often it then seems to be."""
    tasks, size = items.shape
    before, after, here = np.empty((tasks + 1, size)), np.empty((tasks + 1, size)), np.empty((tasks, size))
    both = np.full(
        (2, size), 1.0
    )  # the task read forwards, and behind it the one that is read backwards, from its last item
    both[0] = before[0] = 1 / size
    after[tasks] = 1.0
    for at, back in zip(range(tasks), reversed(range(tasks)), strict=True):
        came = both.copy()
        came[1] *= items[back, ::-1]
        came = _moved(came, keeps)
        came[0] *= items[at]
        here[at] = came[0]
        both[0] *= nones[at]
        both[1] *= nones[back]
        both = _scaled(came + both)
        before[at + 1], after[back] = both[0], both[1, ::-1]
    none = nones * (before[:-1] * after[1:]).sum(axis=1)
    found = np.column_stack([here * after[1:], none])
    totals = found.sum(axis=1, keepdims=True)
    found = np.where(totals > 0, found / np.where(totals > 0, totals, 1.0), 1 / (size + 1))
    return found, _kept(items, nones, before, after, keeps)


def _moved(rows: Table, keeps: float) -> Table:
    """The places one task on; of a row that runs backwards, as they are seen from one task before."""
    anywhere = np.add.reduce(rows, axis=1, keepdims=True) / rows.shape[1]
    moved = _onward(rows)
    moved *= keeps
    moved += (1 - keeps) * anywhere
    return moved


def _onward(row: Table) -> Table:
    stay, on, over = STEPS
    moved = stay * row
    moved[..., 1:] += on * row[..., :-1]
    moved[..., 2:] += over * row[..., :-2]
    return moved


def _kept(items: Table, nones: Table, before: Table, after: Table, keeps: float) -> float:
    """How often the chain keeps the order, from one task to the next that has an item."""
    came, ends = before[1:-1], items[1:] * after[2:]
    onward = keeps * (_onward(came) * ends).sum(axis=1)
    freely = (1 - keeps) * came.mean(axis=1) * ends.sum(axis=1)
    stays = nones[1:] * (came * after[2:]).sum(axis=1)
    total = onward + freely + stays
    told = total > 0
    kept = 1.0 + float((onward[told] / total[told]).sum())
    jumped = 1.0 + float((freely[told] / total[told]).sum())
    return min(_MOST, kept / (kept + jumped))


def _scaled(rows: Table) -> Table:
    """Rows that sum to 1; of one without any, all places alike."""
    totals = np.add.reduce(rows, axis=1, keepdims=True)
    if not totals.all():
        rows = np.where(totals > 0, rows, 1.0)
        totals = np.where(totals > 0, totals, rows.shape[1])
    rows /= totals
    return rows

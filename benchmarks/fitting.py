"""Fits the weights of evidence that extract/links/derive.py uses, and shows how they hold on plans left out.

    python benchmarks/fitting.py FOLDER

FOLDER holds the real plans; docs/links-reliability.svg is drawn anew. The weights are those of a conditional logit (which
item, or none, does a task carry out) by gradient ascent with a quadratic penalty, on the tuned and the invented pairs; the
held-out pairs take no part.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from linking import ROOT, Pair, pairs
from reliability import Bin, bins, picture
from rivals import numbers

from zeren.extract.links.compare import LABELS, Comparison, Unit, units
from zeren.extract.links.derive import is_list
from zeren.extract.links.order import probabilities

KINDS = (*LABELS, "none")
PENALTY = 0.0005
ORPHANS = 0.3
"""How much a task counts whose requirement was taken out of the upper plan, beside one as it is."""
PLOT = ROOT / "docs" / "links-reliability.svg"
STEPS = 800
RATE = 1.0


@dataclass(frozen=True, slots=True)
class Choice:
    """One task's evidence, a row an item and the last row none, which rows a reader would take, and how much it counts."""

    rows: np.ndarray
    right: np.ndarray
    weight: float = 1.0

    @property
    def orphaned(self) -> Choice:
        """The same with what a reader would take out of the upper plan: what is left is none."""
        rows = self.rows[~self.right | (np.arange(len(self.right)) == len(self.right) - 1)]
        return Choice(rows, np.arange(len(rows)) == len(rows) - 1, ORPHANS)


def choices(pair: Pair, variant: Callable[[Unit], Unit], *, terms: bool = True) -> list[Choice]:
    """The labelled tasks of a pair as choices; a task that is neither linked nor a clear addition is left out."""
    tasks = [variant(unit) for unit in units(pair.lower) if not unit.task.general]
    items = [unit for unit in units(pair.upper) if unit.task.label and not unit.task.general]
    if not terms:
        items = [replace(item, terms=()) for item in items]
    compare, number_of = Comparison(tasks, items), numbers(pair.upper)
    places = {unit.task.path: place for place, unit in enumerate(tasks)}
    found = []
    for case in pair.cases:
        if case.upper is None and case.also:
            continue
        columns = [compare.columns[kind][places[case.path]] for kind in LABELS]
        right = [number_of[item.task.path] in case.also for item in items]
        right.append(case.upper is None)
        if any(right):
            rows = np.zeros((len(items) + 1, len(KINDS)))
            rows[:-1, :-1], rows[-1, -1] = np.transpose(columns), 1.0
            found.append(Choice(rows, np.array(right)))
    return found


def as_printed(unit: Unit) -> Unit:
    """A task as it is."""
    return unit


def without_section(unit: Unit) -> Unit:
    """A task whose section has another heading than the upper plan's."""
    return replace(unit, section="")


def without_heading(unit: Unit) -> Unit:
    """A task that begins without a heading, as many do."""
    return replace(unit, heading=frozenset(), parts=(), text=unit.text.replace(unit.task.heading, "", 1))


def bare(unit: Unit) -> Unit:
    """A task with neither."""
    return without_section(without_heading(unit))


VARIANTS = (as_printed, without_section, without_heading, bare)


def every_choice(pair: Pair) -> list[Choice]:
    """A pair in all variants, with the upper plan's key terms and without, as a real text has none.

    Each task stands there once more with its requirement taken out of the upper plan: so it is learnt what a task
    looks like that has no requirement, of which real plans have few.
    """
    found = [
        choice
        for variant in VARIANTS
        for terms in (True, False)
        for choice in choices(pair, variant, terms=terms)
    ]
    return [*found, *(choice.orphaned for choice in found if not choice.right[-1])]


def fit(groups: Sequence[Sequence[Choice]]) -> np.ndarray:
    """The weights, one a kind and the last for none; every pair of plans counts the same."""
    weights = np.zeros(len(KINDS))
    batches = [batch for group in groups for batch in _batches(group)]
    for _ in range(STEPS):
        slope = -2 * PENALTY * weights
        slope[-1] = 0.0
        slope += sum(_slope(*batch, weights) for batch in batches) / len(groups)
        weights += RATE * slope
        weights[:-1] = np.maximum(weights[:-1], 0.0)
    return weights


Batch = tuple[np.ndarray, np.ndarray, np.ndarray]


def _batches(group: Sequence[Choice]) -> list[Batch]:
    """The choices of a pair, those with the same number of rows together; their weights sum to 1."""
    total = sum(choice.weight for choice in group)
    by_size: dict[int, list[Choice]] = defaultdict(list)
    for choice in group:
        by_size[len(choice.rows)].append(choice)
    return [
        (
            np.stack([choice.rows for choice in same]),
            np.stack([choice.right for choice in same]),
            np.array([choice.weight / total for choice in same]),
        )
        for same in by_size.values()
    ]


def _slope(rows: np.ndarray, right: np.ndarray, shares: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """How the log likelihood of the right rows grows with each weight."""
    sums = rows @ weights
    raised = np.exp(sums - sums.max(axis=1, keepdims=True))
    chances = raised / raised.sum(axis=1, keepdims=True)
    wanted = raised * right / (raised * right).sum(axis=1, keepdims=True)
    return np.einsum("c,ci,cik->k", shares, wanted - chances, rows)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The most likely link of one labelled task: how likely, and whether a reader agrees."""

    pair: str
    family: str
    held_out: bool
    catalogue: bool
    probability: float
    right: bool


def verdicts(pair: Pair, weights: np.ndarray) -> list[Verdict]:
    """The most likely link of each labelled task, but where a reader was content with it or with none."""
    tasks = [unit for unit in units(pair.lower) if not unit.task.general and not is_list(unit)]
    items = [unit for unit in units(pair.upper) if unit.task.label and not unit.task.general]
    compare, number_of = Comparison(tasks, items), numbers(pair.upper)
    sums = np.stack([compare.columns[kind] for kind in LABELS], axis=-1) @ weights[:-1]
    chances = dict(zip((t.task.path for t in tasks), probabilities(sums, weights[-1]), strict=True))
    found = []
    for case in pair.cases:
        own = chances.get(case.path, [1.0])[:-1]
        if own:
            best = max(range(len(own)), key=lambda at: own[at])
            right = number_of[items[best].task.path] in case.also
            if case.upper is not None or not right:
                catalogue = pair.upper.document.catalogue
                found.append(Verdict(pair.name, pair.family, pair.held_out, catalogue, own[best], right))
    return found


def under_texts(known: Iterable[Verdict]) -> list[Verdict]:
    """Those that tell how sure links to a real text are.

    Only held-out pairs count: of the plans that the weights were fitted on, and of invented ones, the best link is right
    more often than of others that are as likely.
    """
    return [verdict for verdict in known if verdict.held_out and not verdict.catalogue]


def under_catalogues(known: Iterable[Verdict]) -> list[Verdict]:
    """Those that tell how sure links to a catalogue are; of the other pairs there are enough, so none is held out."""
    return [verdict for verdict in known if verdict.catalogue and not verdict.held_out]


def calibrate(known: Sequence[Verdict], texts: Sequence[Verdict] = ()) -> tuple[float, float]:
    """Base and slope over the log odds of a probability at which readers agree; every pair counts the same.

    With `texts` the slope is theirs: of links to catalogues too few are doubtful to tell one.
    """
    sizes = Counter(verdict.pair for verdict in known)
    odds = np.array([log_odds(verdict.probability) for verdict in known])
    right = np.array([verdict.right for verdict in known])
    shares = np.array([1 / sizes[verdict.pair] / len(sizes) for verdict in known])
    base, slope = calibrate(texts) if texts else (0.0, 1.0)
    for _ in range(20_000):
        off = shares * (right - 1 / (1 + np.exp(-base - slope * odds)))
        base, slope = base + 0.3 * off.sum(), slope if texts else slope + 0.1 * (off * odds).sum()
    return float(base), float(slope)


def log_odds(probability: float) -> float:
    """The log odds of a probability, kept within ±7 or so as derive.confidence keeps it."""
    inner = min(max(probability, 0.001), 0.999)
    return math.log(inner / (1 - inner))


def reliability(known: Sequence[Verdict]) -> list[Bin]:
    """How often readers agree with links of the held-out pairs by confidence, each family calibrated on all others."""
    rows: list[tuple[float, bool]] = []
    for name in sorted({verdict.family for verdict in known if verdict.held_out}):
        others = [verdict for verdict in under_texts(known) if verdict.family != name]
        texts, catalogues = calibrate(others), calibrate(under_catalogues(known), others)
        for v in known:
            if v.held_out and v.family == name:
                base, slope = catalogues if v.catalogue else texts
                rows.append((1 / (1 + math.exp(-base - slope * log_odds(v.probability))), v.right))
    return list(bins(rows))


def main(folder: Path) -> None:
    """Print the weights; then, with the weights of each pair fitted on the others, the calibration and how it holds."""
    known = list(pairs(folder))
    groups = {pair.name: every_choice(pair) for pair in known if not pair.held_out}
    weights = fit(list(groups.values()))
    print("WEIGHTS =", {k: round(float(w), 2) for k, w in zip(KINDS, weights, strict=True)})
    found = []
    for pair in known:
        others = [group for name, group in groups.items() if name != pair.name]
        found += verdicts(pair, fit(others) if pair.name in groups else weights)
    texts = under_texts(found)
    print("CALIBRATION =", _rounded(calibrate(texts)))
    print("AGAINST_CATALOGUE =", _rounded(calibrate(under_catalogues(found), texts)))
    table = reliability(found)
    print(f"{'confidence':14}{'links':>6}{'mean':>8}{'right':>8}")
    for one in table:
        print(f"{one.low:.2f} to {one.high:.2f}  {one.links:>6}{one.sure:>8.3f}{one.right:>8.3f}")
    PLOT.write_text(picture(table), encoding="utf-8")


def _rounded(values: tuple[float, float]) -> tuple[float, ...]:
    return tuple(round(value, 2) for value in values)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

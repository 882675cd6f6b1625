"""Derivation: which upper provision a local task carries out, how sure that is, and on what it rests.

A task is compared with every item of an upper plan by five kinds of evidence, each between 0 and 1:
its heading and its section's heading against the item's heading, the two section headings, the item's key
terms that stand in the task, and the words of both texts. Rare pairs of characters and rare words count more.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..ontology.model import Derivation, Extraction, Provision, Span, Status, Task
from .words import words

ACCEPTED_FROM = 0.65
"""The one threshold: a link at least this sure is accepted, any other is a candidate."""
CANDIDATES = 3
"""How many upper items are kept for a task, the accepted one included."""
WEIGHTS = {"heading": 1.0, "section_heading": 0.8, "sections": 0.4, "terms": 1.5, "words": 1.5}
_STRONG = 1.2
"""The weighted sum at which evidence is as strong as it gets."""
_CLEAR_LEAD = 0.2
"""How far, as a share of the best sum, the second must be behind for the best to be beyond doubt."""
_LEAST = 0.25
"""Sums below this are no evidence at all."""
_COPIED = 0.8
_LABELS = {
    "heading": "标题相近",
    "section_heading": "章节与标题相近",
    "sections": "章节相近",
    "words": "用词相近",
}

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Unit:
    """A task or an upper item, ready to be compared."""

    task: Task
    text: str
    heading: frozenset[str]
    section: frozenset[str]
    words: Counter[str]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one link, each kind between 0 and 1, and the key terms found."""

    scores: Mapping[str, float]
    terms: tuple[str, ...]

    @property
    def total(self) -> float:
        """The weighted sum."""
        return sum(WEIGHTS[kind] * score for kind, score in self.scores.items())

    def __str__(self) -> str:
        said = [
            f"{_LABELS[kind]} {score:.2f}"
            for kind, score in self.scores.items()
            if kind in _LABELS and score >= 0.1
        ]
        if self.terms:
            said.append("共有关键词：" + "、".join(self.terms))
        return "；".join(said)


def derive(lower: Extraction, upper: Extraction) -> Iterator[Derivation]:
    """Links from the tasks of `lower` to the items of `upper` that they carry out, best first for each task.

    At most one link of a task is accepted; aims and principles are compared only with one another.
    """
    items = [unit for unit in _units(upper) if unit.task.label]
    if not items:
        return
    compare = _Comparison(items)
    fitting = {general: [item for item in items if item.task.general == general] for general in (True, False)}
    for unit in _units(lower):
        yield from _links(unit, lower, upper, compare.rank(unit, fitting[unit.task.general]))


def confidence(best: float, second: float) -> float:
    """How sure the best of several sums is: its strength, halved where the second is as good."""
    strength = min(1.0, best / _STRONG)
    lead = (best - second) / best if best else 0.0
    return round(strength * (0.5 + 0.5 * min(1.0, lead / _CLEAR_LEAD)), 3)


class _Comparison:
    """Compares tasks with the items of one upper plan; rarity is counted over those items."""

    def __init__(self, items: Sequence[_Unit]) -> None:
        self._pairs = _rarity(item.heading for item in items)
        self._words = _rarity(item.words for item in items)
        self._vectors = {item.task.path: self._vector(item.words) for item in items}

    def rank(self, task: _Unit, items: Iterable[_Unit]) -> list[tuple[Evidence, _Unit]]:
        """All items with their evidence, the best first; equals in document order."""
        vector = self._vector(task.words)
        found = [(self._evidence(task, vector, item), item) for item in items]
        return sorted(found, key=lambda pair: (-pair[0].total, pair[1].task.order))

    def _evidence(self, task: _Unit, vector: Vector, item: _Unit) -> Evidence:
        terms = tuple(term for term in item.terms if term in task.text)
        scores = {
            "heading": self._shared(task.heading, item.heading),
            "section_heading": self._shared(task.section, item.heading),
            "sections": self._shared(task.section, item.section),
            "terms": _weight(terms) / _weight(item.terms) if item.terms else 0.0,
            "words": _cosine(vector, self._vectors[item.task.path]),
        }
        return Evidence(scores, terms)

    def _shared(self, one: frozenset[str], other: frozenset[str]) -> float:
        """The rarity of what two headings share, as a share of the lesser of both."""
        lesser = min(self._sum(one), self._sum(other))
        return self._sum(one & other) / lesser if lesser else 0.0

    def _sum(self, pairs: Iterable[str]) -> float:
        return sum(self._pairs.get(pair, self._pairs[""]) for pair in sorted(pairs))

    def _vector(self, words: Counter[str]) -> Vector:
        return {w: (1 + math.log(n)) * self._words.get(w, 0.5) for w, n in sorted(words.items())}


def _links(
    unit: _Unit, lower: Extraction, upper: Extraction, ranked: list[tuple[Evidence, _Unit]]
) -> Iterator[Derivation]:
    if not ranked or ranked[0][0].total < _LEAST:
        return
    best = ranked[0][0].total
    second = ranked[1][0].total if len(ranked) > 1 else 0.0
    sure = confidence(best, second)
    for place, (evidence, item) in enumerate(ranked[:CANDIDATES]):
        if place and evidence.total < max(_LEAST, best / 2):
            return
        here = sure if place == 0 else round(min(sure, 0.5) * evidence.total / best, 3)
        accepted = place == 0 and here >= ACCEPTED_FROM
        yield Derivation(
            task=lower.document.id.of("provision", unit.task.path),
            upper=upper.document.id.of("provision", item.task.path),
            plan=lower.document.id,
            upper_plan=upper.document.id,
            kind="copied" if _is_copied(unit, item) else "adapted",
            confidence=here,
            status=Status.ACCEPTED if accepted else Status.CANDIDATE,
            method="derive.weighted-evidence",
            rationale=str(evidence),
            span=_opening(unit.task, lower.document.text),
            upper_span=_opening(item.task, upper.document.text),
        )


def _units(plan: Extraction) -> Iterator[_Unit]:
    """The tasks of a plan, each with its own text and that of the unnumbered paragraphs under it."""
    headings = {p.path: p.heading for p in plan.provisions}
    inside: dict[str | None, list[Provision]] = defaultdict(list)
    for provision in plan.provisions:
        if not provision.label and not isinstance(provision, Task):
            inside[provision.parent].append(provision)
    keys = dict(plan.terms)
    for task in plan.tasks:
        text = "".join(p.span.of(plan.document.text) for p in (task, *inside[task.path]))
        terms = keys.get(task.path, ())
        counted = Counter(words(text)) + Counter(word for term in terms for word in words(term))
        section = headings.get(task.parent or "", "")
        yield _Unit(task, text, _pairs(task.heading), _pairs(section), counted, terms)


def _opening(provision: Provision, text: str) -> Span:
    """Where a provision says what it is about: its label and heading, else its first sentence."""
    own = provision.span.of(text)
    start = provision.span.start + len(own) - len(own.lstrip())
    if provision.heading and (at := own.find(provision.heading)) >= 0:
        return Span(start, provision.span.start + at + len(provision.heading))
    stop = text.find("。", start, provision.span.end)
    return Span(start, stop + 1 if stop >= 0 else provision.span.start + len(own.rstrip()))


def _is_copied(unit: _Unit, item: _Unit) -> bool:
    """Whether the greater part of the upper item's character pairs stand in the task."""
    upper = _pairs(item.text)
    return bool(upper) and len(upper & _pairs(unit.text)) / len(upper) >= _COPIED


def _pairs(text: str) -> frozenset[str]:
    letters = re.sub(r"\W", "", text)
    return frozenset(letters[i : i + 2] for i in range(len(letters) - 1))


def _rarity(units: Iterable[Iterable[str]]) -> dict[str, float]:
    """How much each feature tells: the logarithm of how few units have it; "" for one that none has."""
    sets = [set(unit) for unit in units]
    counts = Counter(feature for unit in sets for feature in unit)
    rarity = {feature: math.log((len(sets) + 1) / (n + 0.5)) for feature, n in counts.items()}
    return {**rarity, "": math.log((len(sets) + 1) / 0.5)}


def _cosine(one: Vector, other: Vector) -> float:
    shared = sum(weight * other[feature] for feature, weight in one.items() if feature in other)
    lengths = math.sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
    return shared / lengths if lengths else 0.0


def _weight(terms: Iterable[str]) -> float:
    return sum(math.sqrt(len(term)) for term in terms)

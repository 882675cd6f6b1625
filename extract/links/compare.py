"""Tasks beside the items of an upper plan: what speaks for each pair, by kind of evidence.

Every kind is between 0 and 1, and what is rare counts more: pairs of characters and key terms by how few items have
them, words by how few provisions of both plans do. What a task says of its bodies (（责任单位：…）) is left out.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...ontology.model import Extraction, Provision, Task
from ..words import words

LABELS = {
    "heading": "标题相近",
    "section_heading": "章节与标题相近",
    "sections": "章节相近",
    "opening": "正文含条目标题",
    "terms": "关键词比重",
    "words": "用词相近",
    "foremost": "条目最近的任务",
    "runs": "原句相同",
}
"""The kinds of evidence, in the order in which a rationale tells them."""

_CLAUSE = re.compile(
    r"[（(\[〔][^（()）\[\]〔〕]{0,300}?(?:牵头|责任|负责|配合|参加)[^（()）\[\]〔〕]{0,300}[）)\]〕]"
)
_PARTS = re.compile(r"[，,、；;]")
_OPENING = 80
"""How much of a task's text says what it is about."""
_RUN = 4
_MANY_RUNS = 8.0
_MANY_TERMS = 8.0
_HARDLY = 0.15
"""A cosine of words below which two texts are hardly alike."""
_COMMON = 3
"""A run of characters that so many items share tells nothing."""

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Unit:
    """A task or an upper item, ready to be compared; `parts` are the parts of a heading that names several things."""

    task: Task
    text: str
    heading: frozenset[str]
    parts: tuple[frozenset[str], ...]
    section: frozenset[str]
    words: Counter[str]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one link, each kind between 0 and 1, and the key terms found."""

    scores: Mapping[str, float]
    terms: tuple[str, ...]

    def __str__(self) -> str:
        said = [f"{LABELS[kind]} {self.scores[kind]:.2f}" for kind in LABELS if self.scores[kind] >= 0.1]
        return "；".join([*said, "共有关键词：" + "、".join(self.terms)] if self.terms else said)


class Comparison:
    """Compares tasks of one plan with items of another."""

    def __init__(self, tasks: Sequence[Unit], items: Sequence[Unit]) -> None:
        self.tasks, self.items = tasks, items
        self._pairs = _rarity(item.heading for item in items)
        self._sums: dict[frozenset[str], float] = {}
        self._alike: dict[tuple[frozenset[str], frozenset[str]], float] = {}
        self._equal: dict[tuple[frozenset[str], frozenset[str]], float] = {}
        self._words = _rarity(unit.words for unit in (*items, *tasks))
        self._by_word = _index(self._vector(item.words) for item in items)
        self._terms = _rarity(item.terms for item in items)
        self._runs = _runs_of(items)
        self._cosine = [self._cosines(task) for task in tasks]
        self._foremost = [max(column) or 1.0 for column in zip(*self._cosine, strict=True)]

    def evidence(self, place: int) -> list[Evidence]:
        """What speaks for each item, in the order of the items, for the task at that place."""
        task, alike = self.tasks[place], self._cosine[place]
        runs = self._shared_runs(task)
        pairs = _pairs(task.text[:_OPENING])
        found = []
        for at, item in enumerate(self.items):
            terms = tuple(term for term in item.terms if term in task.text)
            scores = {
                "heading": self._shared(task.heading, item.heading),
                "section_heading": self._same(task.section, item.heading),
                "sections": self._same(task.section, item.section),
                "opening": self._within(item.heading, pairs),
                "terms": 1 - math.exp(-self._weight(terms) / _MANY_TERMS),
                "words": alike[at],
                "foremost": _telling(alike[at], self._foremost[at]),
                "runs": runs[at],
            }
            found.append(Evidence(scores, terms))
        return found

    def names(self, place: int, at: int) -> bool:
        """Whether one of several parts of a task's heading (规范程序，创新方式) is the heading of an item."""
        parts, item = self.tasks[place].parts, self.items[at].heading
        return len(parts) > 1 and any(
            self._shared(part, item) >= 0.9 and 2 * len(part) >= len(item) for part in parts
        )

    def _cosines(self, task: Unit) -> list[float]:
        found = [0.0] * len(self.items)
        for word, weight in self._vector(task.words).items():
            for at, other in self._by_word.get(word, ()):
                found[at] += weight * other
        return found

    def _shared_runs(self, task: Unit) -> list[float]:
        """How much of each item's own wording a task has: from 0, one being the limit of many shared runs."""
        counts = Counter(at for gram in _grams(task.text) for at in self._runs.get(gram, ()))
        return [1 - math.exp(-counts[at] / _MANY_RUNS) for at in range(len(self.items))]

    def _shared(self, one: frozenset[str], other: frozenset[str]) -> float:
        """The rarity of what two headings share, as a share of the lesser of both."""
        key = (one, other)
        if key not in self._alike:
            lesser = min(self._sum(one), self._sum(other))
            self._alike[key] = self._sum(one & other) / lesser if lesser else 0.0
        return self._alike[key]

    def _same(self, one: frozenset[str], other: frozenset[str]) -> float:
        """How nearly two headings are one: 1 where they are, little where one is only a part of the other."""
        key = (one, other)
        if key not in self._equal:
            both = self._sum(one) * self._sum(other)
            self._equal[key] = self._total(one & other) ** 2 / both if both else 0.0
        return self._equal[key]

    def _within(self, heading: frozenset[str], pairs: frozenset[str]) -> float:
        whole = self._sum(heading)
        return self._total(heading & pairs) / whole if whole else 0.0

    def _sum(self, pairs: frozenset[str]) -> float:
        if pairs not in self._sums:
            self._sums[pairs] = self._total(pairs)
        return self._sums[pairs]

    def _total(self, pairs: frozenset[str]) -> float:
        return sum(self._pairs.get(pair, self._pairs[""]) for pair in sorted(pairs))

    def _weight(self, terms: Iterable[str]) -> float:
        return sum(math.sqrt(len(term)) * self._terms[term] for term in terms)

    def _vector(self, counted: Counter[str]) -> Vector:
        weights = {w: (1 + math.log(n)) * self._words[w] for w, n in sorted(counted.items())}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {word: weight / length for word, weight in weights.items()}


def units(plan: Extraction) -> Iterator[Unit]:
    """The tasks of a plan, each with its own text and that of the unnumbered paragraphs under it."""
    headings = {p.path: p.heading for p in plan.provisions}
    inside: dict[str | None, list[Provision]] = defaultdict(list)
    for provision in plan.provisions:
        if not provision.label and not isinstance(provision, Task):
            inside[provision.parent].append(provision)
    keys = dict(plan.terms)
    for task in plan.tasks:
        whole = "".join(p.span.of(plan.document.text) for p in (task, *inside[task.path]))
        text = _CLAUSE.sub("", unicodedata.normalize("NFKC", whole))
        terms = keys.get(task.path, ())
        counted = Counter(words(text)) + Counter(word for term in terms for word in words(term))
        section = _pairs(headings.get(task.parent or "", ""))
        parts = tuple(_pairs(part) for part in _PARTS.split(task.heading))
        yield Unit(task, text, _pairs(task.heading), parts, section, counted, terms)


def share_of(upper: str, lower: str) -> float:
    """How much of the upper text's pairs of characters stand in the lower text, 0 to 1."""
    pairs = _pairs(upper)
    return len(pairs & _pairs(lower)) / len(pairs) if pairs else 0.0


def _pairs(text: str) -> frozenset[str]:
    letters = re.sub(r"\W", "", text)
    return frozenset(letters[i : i + 2] for i in range(len(letters) - 1))


def _grams(text: str) -> frozenset[str]:
    letters = re.sub(r"\W", "", text)
    return frozenset(letters[i : i + _RUN] for i in range(len(letters) - _RUN + 1))


def _runs_of(items: Sequence[Unit]) -> dict[str, list[int]]:
    """The items that each run of characters stands in, where they are few."""
    where: dict[str, list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        for gram in _grams(item.text):
            where[gram].append(at)
    return {gram: places for gram, places in where.items() if len(places) < _COMMON}


def _index(vectors: Iterable[Vector]) -> dict[str, list[tuple[int, float]]]:
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, vector in enumerate(vectors):
        for word, weight in vector.items():
            found[word].append((at, weight))
    return found


def _rarity(units: Iterable[Iterable[str]]) -> dict[str, float]:
    """How much each feature tells: the logarithm of how few units have it; "" for one that none has."""
    sets = [set(unit) for unit in units]
    counts = Counter(feature for unit in sets for feature in unit)
    rarity = {feature: math.log((len(sets) + 1) / (n + 0.5)) for feature, n in counts.items()}
    return {**rarity, "": math.log((len(sets) + 1) / 0.5)}


def _telling(alike: float, most: float) -> float:
    """How near the nearest a pair is; of pairs that are hardly alike at all even the nearest tells little."""
    return alike / most * min(1.0, alike / _HARDLY) if most else 0.0

"""Tasks beside the items of an upper plan: what speaks for each pair, by kind of evidence.

Every kind is between 0 and 1, and what is rare counts more: pairs of characters, key terms and bodies by how few items
have them, and the pairs of a whole text by how few provisions of other plans do, too, for what every plan says (加强, 推进)
tells nothing. What a task says of its bodies (（责任单位：…）) is left out of its text and is evidence of its own.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from operator import add
from typing import overload

from ...ontology.model import Extraction, Provision, Task
from .memory import remembered
from .wording import Wording, said

LABELS = {
    "heading": "标题相近",
    "section_heading": "章节与标题相近",
    "sections": "章节相近",
    "opening": "正文含条目标题",
    "terms": "关键词比重",
    "words": "用词相近",
    "foremost": "条目最近的任务",
    "runs": "原句相同",
    "bodies": "责任单位同类",
}
"""The kinds of evidence, in the order in which a rationale tells them."""

CLAUSE = re.compile(
    r"[（(\[〔][^（()）\[\]〔〕]{0,300}?(?:牵头|责任|负责|配合|参加)[^（()）\[\]〔〕]{0,300}[）)\]〕]"
)
"""What a task says of its bodies."""
_PARTS = re.compile(r"[，,、；;]")
_OPENING = 80
"""How much of a task's text says what it is about."""
_FOR_ALL = re.compile(r"^(?:国家|[全各]?[省市县区州旗]级?)|(?:委员会|办公室|厅|局|委|办|部|处|署)$")
"""What bodies of one kind do not have in common from level to level."""
_NO_LETTERS = re.compile(r"\W")
_TEXTS_AT_HAND = 1024
_RUN = 4
_MANY_RUNS = 8.0
_MANY_TERMS = 8.0
_HARDLY = 0.1
"""A cosine below which two texts are hardly alike, so that even the nearest tells little."""
_HEADING = 2
"""How many times more than the rest of its text the heading of an item counts."""
_MANY_BODIES = 2.0
_COMMON = 3
"""A run of characters that so many items share tells nothing."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A task or an upper item, ready to be compared; `parts` are the parts of a heading that names several things."""

    task: Task
    text: str
    heading: frozenset[str]
    parts: tuple[frozenset[str], ...]
    section: frozenset[str]
    terms: tuple[str, ...]
    bodies: frozenset[str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one link, each kind between 0 and 1, and the key terms found."""

    scores: Mapping[str, float]
    terms: tuple[str, ...]

    def __str__(self) -> str:
        said = [f"{LABELS[kind]} {self.scores[kind]:.2f}" for kind in LABELS if self.scores[kind] >= 0.1]
        return "；".join([*said, "共有关键词：" + "、".join(self.terms)] if self.terms else said)


class Row(Sequence[Evidence]):
    """What speaks for each item for one task: a column a kind; as records where they are asked for."""

    def __init__(self, columns: Mapping[str, Sequence[float]], terms: Sequence[tuple[str, ...]]) -> None:
        self.columns, self._terms = columns, terms

    def __len__(self) -> int:
        return len(self._terms)

    @overload
    def __getitem__(self, at: int) -> Evidence: ...
    @overload
    def __getitem__(self, at: slice) -> list[Evidence]: ...
    def __getitem__(self, at: int | slice) -> Evidence | list[Evidence]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        return Evidence({kind: column[at] for kind, column in self.columns.items()}, self._terms[at])


class Comparison:
    """Compares tasks of one plan with items of another; a task meets only what it shares something with."""

    def __init__(self, tasks: Sequence[Unit], items: Sequence[Unit]) -> None:
        self.items = items
        self._pairs = _rarity(item.heading for item in items)
        self._sums: dict[frozenset[str], float] = {}
        self._headings = _where(item.heading for item in items)
        self._sections = _where(item.section for item in items)
        self._by_section: dict[frozenset[str], tuple[list[float], list[float]]] = {}
        self._wording = _wording_of(items)
        self._bodies = _rarity(item.bodies for item in items)
        self._by_body = _where(item.bodies for item in items)
        self._terms = _rarity(item.terms for item in items)
        self._with_terms = [(at, item.terms) for at, item in enumerate(items) if item.terms]
        self._runs = _runs_of(items)
        self._meet(tasks)

    def of(self, tasks: Sequence[Unit]) -> Comparison:
        """The same items beside other tasks."""
        other = copy(self)
        other._meet(tasks)
        return other

    def _meet(self, tasks: Sequence[Unit]) -> None:
        self.tasks = tasks
        self._cosine = [self._wording.cosines(worded(task)) for task in tasks]
        self._foremost = [max(column) or 1.0 for column in zip(*self._cosine, strict=True)]

    def evidence(self, place: int) -> Row:
        """What speaks for each item, in the order of the items, for the task at that place."""
        task, alike = self.tasks[place], self._cosine[place]
        terms = self._known_terms(task)
        section_heading, sections = self._of_section(task.section)
        columns = {
            "heading": self._shared(task.heading),
            "section_heading": section_heading,
            "sections": sections,
            "opening": self._within(pairs_of(task.text[:_OPENING])),
            "terms": [1 - math.exp(-self._weight(known) / _MANY_TERMS) if known else 0.0 for known in terms],
            "words": alike,
            "foremost": [
                one / most * min(1.0, one / _HARDLY) if one else 0.0
                for one, most in zip(alike, self._foremost, strict=True)
            ],
            "runs": self._shared_runs(task),
            "bodies": self._shared_bodies(task.bodies),
        }
        return Row(columns, terms)

    def named(self, place: int) -> set[int]:
        """The items of which one of several parts of a task's heading (规范程序，创新方式) is the heading."""
        found, parts = set[int](), self.tasks[place].parts
        for part in parts if len(parts) > 1 else ():
            shared = self._shared(part)
            found |= {
                at
                for at, item in enumerate(self.items)
                if shared[at] >= 0.9 and 2 * len(part) >= len(item.heading)
            }
        return found

    def _shared_runs(self, task: Unit) -> list[float]:
        """How much of each item's own wording a task has: from 0, one being the limit of many shared runs."""
        counts = Counter(at for gram in _grams(task.text) & self._runs.keys() for at in self._runs[gram])
        found = [0.0] * len(self.items)
        for at, count in counts.items():
            found[at] = 1 - math.exp(-count / _MANY_RUNS)
        return found

    def _shared_bodies(self, bodies: frozenset[str]) -> list[float]:
        """How much of a task's bodies each item has, the rare ones counting more; little where it is little."""
        found = [0.0] * len(self.items)
        known = sorted(body for body in bodies if body in self._by_body)
        for body in known:
            for at in self._by_body[body]:
                found[at] += self._bodies[body]
        whole = sum(self._bodies[body] for body in known)
        return [one / whole * (1 - math.exp(-one / _MANY_BODIES)) if one else 0.0 for one in found]

    def _known_terms(self, task: Unit) -> list[tuple[str, ...]]:
        """The key terms of each item that stand in a task."""
        found: list[tuple[str, ...]] = [()] * len(self.items)
        for at, terms in self._with_terms:
            found[at] = tuple(term for term in terms if term in task.text)
        return found

    def _shared(self, heading: frozenset[str]) -> list[float]:
        """The rarity of what a heading shares with that of each item, as a share of the lesser of both."""
        own = self._sum(heading)
        return [
            common / lesser if common and (lesser := min(own, self._sum(item.heading))) else 0.0
            for item, common in zip(self.items, self._common(heading, self._headings), strict=True)
        ]

    def _of_section(self, section: frozenset[str]) -> tuple[list[float], list[float]]:
        """How nearly the heading above a task is that of each item, and that above each item."""
        if section not in self._by_section:
            self._by_section[section] = (
                self._same(section, [item.heading for item in self.items], self._headings),
                self._same(section, [item.section for item in self.items], self._sections),
            )
        return self._by_section[section]

    def _same(
        self, one: frozenset[str], others: Iterable[frozenset[str]], where: Mapping[str, list[int]]
    ) -> list[float]:
        """How nearly two headings are one: 1 where they are, little where one is only a part of the other."""
        own = self._sum(one)
        return [
            common**2 / both if common and (both := own * self._sum(other)) else 0.0
            for other, common in zip(others, self._common(one, where), strict=True)
        ]

    def _within(self, pairs: frozenset[str]) -> list[float]:
        """How much of each item's heading stands there."""
        return [
            common / whole if common and (whole := self._sum(item.heading)) else 0.0
            for item, common in zip(self.items, self._common(pairs, self._headings), strict=True)
        ]

    def _common(self, pairs: frozenset[str], where: Mapping[str, list[int]]) -> list[float]:
        """The rarity of what each item has of the pairs."""
        found = [0.0] * len(self.items)
        for pair in sorted(pairs):
            for at in where.get(pair, ()):
                found[at] += self._pairs.get(pair, self._pairs[""])
        return found

    def _sum(self, pairs: frozenset[str]) -> float:
        if pairs not in self._sums:
            self._sums[pairs] = self._total(pairs)
        return self._sums[pairs]

    def _total(self, pairs: frozenset[str]) -> float:
        return sum(self._pairs.get(pair, self._pairs[""]) for pair in sorted(pairs))

    def _weight(self, terms: Iterable[str]) -> float:
        return sum(math.sqrt(len(term)) * self._terms[term] for term in terms)


@remembered
def _wording_of(items: Sequence[Unit]) -> Wording:
    """How the items are worded, their headings counting more."""
    return Wording([worded(item) + Counter(dict.fromkeys(item.heading, _HEADING)) for item in items])


def worded(unit: Unit) -> Counter[str]:
    """The pairs of characters that a task says, and those of the key terms that a catalogue knows of it."""
    return said("，".join((unit.text, *unit.terms)))


def units(plan: Extraction) -> Iterator[Unit]:
    """The tasks of a plan, each with its own text and that of the unnumbered paragraphs under it."""
    headings = {p.path: p.heading for p in plan.provisions}
    inside: dict[str | None, list[Provision]] = defaultdict(list)
    for provision in plan.provisions:
        if not provision.label and not isinstance(provision, Task):
            inside[provision.parent].append(provision)
    keys = dict(plan.terms)
    bodies: dict[str, set[str]] = defaultdict(set)
    for duty in plan.responsibilities:
        bodies[duty.task].add(_stem(duty.as_named))
    for task in plan.tasks:
        whole = "".join(p.span.of(plan.document.text) for p in (task, *inside[task.path]))
        text = CLAUSE.sub("", unicodedata.normalize("NFKC", whole))
        terms = keys.get(task.path, ())
        section = pairs_of(headings.get(task.parent or "", ""))
        parts = tuple(pairs_of(part) for part in _PARTS.split(task.heading))
        yield Unit(task, text, pairs_of(task.heading), parts, section, terms, frozenset(bodies[task.path]))


def _stem(body: str) -> str:
    """What a body is for: 省经信厅 and 市经信局 are both 经信."""
    return _FOR_ALL.sub("", body) or body


def share_of(upper: str, lower: str) -> float:
    """How much of the upper text's pairs of characters stand in the lower text, 0 to 1."""
    pairs = pairs_of(upper)
    return len(pairs & pairs_of(lower)) / len(pairs) if pairs else 0.0


@lru_cache(_TEXTS_AT_HAND)
def pairs_of(text: str) -> frozenset[str]:
    letters = _NO_LETTERS.sub("", text)
    return frozenset(map(add, letters, letters[1:]))


def _grams(text: str) -> frozenset[str]:
    letters = _NO_LETTERS.sub("", text)
    return frozenset([letters[i : i + _RUN] for i in range(len(letters) - _RUN + 1)])


@remembered
def _runs_of(items: Sequence[Unit]) -> dict[str, list[int]]:
    """The items that each run of characters stands in, where they are few."""
    where: dict[str, list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        for gram in _grams(item.text):
            where[gram].append(at)
    return {gram: places for gram, places in where.items() if len(places) < _COMMON}


def _where(units: Iterable[frozenset[str]]) -> dict[str, list[int]]:
    """The places of the units that have each feature."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, unit in enumerate(units):
        for feature in unit:
            found[feature].append(at)
    return found


def _rarity(units: Iterable[Iterable[str]]) -> dict[str, float]:
    """How much each feature tells: the logarithm of how few units have it; "" for one that none has."""
    sets = [set(unit) for unit in units]
    counts = Counter(feature for unit in sets for feature in unit)
    rarity = {feature: math.log((len(sets) + 1) / (n + 0.5)) for feature, n in counts.items()}
    return {**rarity, "": math.log((len(sets) + 1) / 0.5)}

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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain
from operator import add
from typing import overload

import numpy as np

from ...data.subjects import Subjects, subjects
from ...ontology.model import Extraction, Provision, Task
from .memory import remembered
from .postings import Postings, Table
from .subjects import Said, Subject
from .wording import Wording, said

LABELS = {
    "heading": "标题相近",
    "section_heading": "章节与标题相近",
    "opening": "正文含条目标题",
    "terms": "关键词比重",
    "words": "用词相近",
    "subjects": "主题相近",
    "foremost": "本规划中离该条目最近",
    "runs": "原句相同",
    "bodies": "责任单位同类",
}
"""The kinds of evidence, in the order in which a rationale tells them."""

_INSIDE = r"(?:[^（()）\[\]〔〕]|[（(〔][^（()）\[\]〔〕]{0,40}[）)〕])"
CLAUSE = re.compile(rf"[（(\[〔]{_INSIDE}{{0,300}}?(?:牵头|责任|负责|配合|参加){_INSIDE}{{0,300}}[）)\]〕]")
"""What a task says of its bodies, brackets in it (各区县〔市〕政府) included."""
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
    """A task or an upper item, ready to be compared; `parts` are the parts of a heading that names several things, `section`
    is the heading above it."""

    task: Task
    text: str
    heading: frozenset[str]
    parts: tuple[frozenset[str], ...]
    section: str
    terms: tuple[str, ...]
    bodies: frozenset[str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one link, each kind between 0 and 1, the key terms found, and the subjects shared."""

    scores: Mapping[str, float]
    terms: tuple[str, ...]
    subjects: tuple[str, ...]

    def __str__(self) -> str:
        said = [f"{LABELS[kind]} {self.scores[kind]:.2f}" for kind in LABELS if self.scores[kind] >= 0.1]
        shared = {"共有关键词": self.terms, "共有主题": self.subjects}
        return "；".join([*said, *(f"{name}：{'、'.join(known)}" for name, known in shared.items() if known)])


class Row(Sequence[Evidence]):
    """What speaks for each item for one task: a column a kind; as records where they are asked for."""

    def __init__(
        self,
        columns: Mapping[str, Table],
        at: int,
        terms: Sequence[tuple[str, ...]],
        subjects: Callable[[int], tuple[str, ...]],
    ) -> None:
        self._columns, self._at, self._terms, self._subjects = columns, at, terms, subjects

    def __len__(self) -> int:
        return len(self._terms)

    @overload
    def __getitem__(self, at: int) -> Evidence: ...
    @overload
    def __getitem__(self, at: slice) -> list[Evidence]: ...
    def __getitem__(self, at: int | slice) -> Evidence | list[Evidence]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        scores = {kind: float(table[self._at, at]) for kind, table in self._columns.items()}
        return Evidence(scores, self._terms[at], self._subjects(at))


class Comparison:
    """Compares tasks of one plan with items of another; `columns` are what speaks for each pair, a table a kind of evidence."""

    def __init__(self, tasks: Sequence[Unit], items: Sequence[Unit], known: Subjects | None = None) -> None:
        """`known` are the words of subjects, the packaged ones unless given."""
        self.items = items
        self._pairs = _rarity(item.heading for item in items)
        self._sums: dict[frozenset[str], float] = {}
        self._headings = _where(item.heading for item in items)
        self._by_heading = np.array([self._sum(item.heading) for item in items])
        self._wording = _wording_of(items)
        self._subject = _subject_of(items, known or subjects())
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

    def evidence(self, place: int) -> Row:
        """What speaks for each item, in the order of the items, for the task at that place."""
        shared = partial(self._subject.shared, self._heard[place])
        return Row(self.columns, place, self._known[place], shared)

    def named(self, place: int) -> set[int]:
        """The items of which one of several parts of a task's heading (规范程序，创新方式) is the heading."""
        found, parts = set[int](), self.tasks[place].parts
        for part in parts if len(parts) > 1 else ():
            shared = self._shared([part])[0]
            found |= {
                at
                for at, item in enumerate(self.items)
                if shared[at] >= 0.9 and 2 * len(part) >= len(item.heading)
            }
        return found

    def _meet(self, tasks: Sequence[Unit]) -> None:
        self.tasks = tasks
        self._known = [self._known_terms(task) for task in tasks]
        texts = [spoken(task) for task in tasks]
        self._heard = [self._subject.hear(text) for text in texts]
        words = self._wording.cosines([text.pairs for text in texts])
        most = words.max(axis=0, initial=0.0)
        self.columns: Mapping[str, Table] = {
            "heading": self._shared([task.heading for task in tasks]),
            "section_heading": self._same([pairs_of(task.section) for task in tasks]),
            "opening": self._within([pairs_of(task.text[:_OPENING]) for task in tasks]),
            "terms": self._by_terms(),
            "words": words,
            "subjects": self._subject.alike(self._heard),
            "foremost": words / np.where(most > 0, most, 1.0) * np.minimum(1.0, words / _HARDLY),
            "runs": self._shared_runs(tasks),
            "bodies": self._shared_bodies([task.bodies for task in tasks]),
        }

    def _shared_runs(self, tasks: Iterable[Unit]) -> Table:
        """How much of each item's own wording a task has: from 0, one being the limit of many shared runs."""
        known = self._runs.features
        counts = self._runs.sums([[(gram, 1.0) for gram in _grams(task.text) & known] for task in tasks])
        most = int(counts.max(initial=0.0))
        shares = np.array([1 - math.exp(-count / _MANY_RUNS) for count in range(most + 1)])
        return shares[counts.astype(np.intp)]

    def _shared_bodies(self, tasks: Sequence[frozenset[str]]) -> Table:
        """How much of a task's bodies each item has, the rare ones counting more; little where it is little."""
        known = [
            [(body, self._bodies[body]) for body in sorted(bodies & self._by_body.features)]
            for bodies in tasks
        ]
        wholes = [sum(tells for _, tells in bodies) for bodies in known]
        found = self._by_body.sums(known)
        for at, item in zip(*map(np.ndarray.tolist, found.nonzero()), strict=True):
            one = float(found[at, item])
            found[at, item] = one / wholes[at] * (1 - math.exp(-one / _MANY_BODIES))
        return found

    def _known_terms(self, task: Unit) -> list[tuple[str, ...]]:
        """The key terms of each item that stand in a task."""
        found: list[tuple[str, ...]] = [()] * len(self.items)
        for at, terms in self._with_terms:
            found[at] = tuple(term for term in terms if term in task.text)
        return found

    def _by_terms(self) -> Table:
        found = np.zeros((len(self.tasks), len(self.items)))
        for row, known in enumerate(self._known if self._with_terms else ()):
            for at, terms in enumerate(known):
                if terms:
                    found[row, at] = 1 - math.exp(-self._weight(terms) / _MANY_TERMS)
        return found

    def _shared(self, headings: Sequence[frozenset[str]]) -> Table:
        """The rarity of what a heading shares with that of each item, as a share of the lesser of both."""
        own = np.array([self._sum(heading) for heading in headings])
        lesser = np.minimum(own[:, None], self._by_heading)
        return _share(self._common(headings, self._headings), lesser)

    def _same(self, headings: Sequence[frozenset[str]]) -> Table:
        """How nearly a heading is that of each item: 1 where it is, little where one is only a part of the other."""
        different = list(dict.fromkeys(headings))
        own = np.array([self._sum(heading) for heading in different])
        common = self._common(different, self._headings)
        found = _share(common * common, own[:, None] * self._by_heading)
        at = {heading: place for place, heading in enumerate(different)}
        return found[[at[heading] for heading in headings]]

    def _within(self, openings: Sequence[frozenset[str]]) -> Table:
        """How much of each item's heading stands there."""
        return _share(self._common(openings, self._headings), self._by_heading)

    def _common(self, texts: Iterable[frozenset[str]], where: Postings) -> Table:
        """The rarity of what each item has of the pairs of each text."""
        rarity, other = self._pairs, self._pairs[""]
        return where.sums(
            [[(pair, rarity.get(pair, other)) for pair in sorted(pairs & where.features)] for pairs in texts]
        )

    def _sum(self, pairs: frozenset[str]) -> float:
        if pairs not in self._sums:
            self._sums[pairs] = self._total(pairs)
        return self._sums[pairs]

    def _total(self, pairs: frozenset[str]) -> float:
        return sum(self._pairs.get(pair, self._pairs[""]) for pair in sorted(pairs))

    def _weight(self, terms: Iterable[str]) -> float:
        return sum(math.sqrt(len(term)) * self._terms[term] for term in terms)


def _share(part: Table, whole: Table) -> Table:
    """Part by whole, and nothing of nothing."""
    some = (part != 0) & (whole != 0)
    return np.where(some, part, 0.0) / np.where(some, whole, 1.0)


@remembered
def _wording_of(items: Sequence[Unit]) -> Wording:
    """How the items are worded, their headings counting more."""
    return Wording([spoken(item).pairs + Counter(dict.fromkeys(item.heading, _HEADING)) for item in items])


@remembered
def _subject_of(items: Sequence[Unit], known: Subjects) -> Subject:
    """What the items speak of."""
    return Subject([spoken(item) for item in items], known)


def spoken(unit: Unit) -> Said:
    """What is said in a task and above it: its text, the key terms that a catalogue knows of it, and its section's heading."""
    text = "，".join((unit.text, *unit.terms, unit.section))
    return Said(text, said(text), unit.heading)


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
        section = headings.get(task.parent or "", "")
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
def _runs_of(items: Sequence[Unit]) -> Postings:
    """The items that each run of characters stands in, where they are few."""
    grams = [_grams(item.text) for item in items]
    counts = Counter(chain.from_iterable(grams))
    return Postings([[(gram, 1.0) for gram in own if counts[gram] < _COMMON] for own in grams])


def _where(items: Iterable[frozenset[str]]) -> Postings:
    """The places of the items that have each feature."""
    return Postings([[(feature, 1.0) for feature in item] for item in items])


def _rarity(units: Iterable[Iterable[str]]) -> dict[str, float]:
    """How much each feature tells: the logarithm of how few units have it; "" for one that none has."""
    sets = [set(unit) for unit in units]
    counts = Counter(feature for unit in sets for feature in unit)
    rarity = {feature: math.log((len(sets) + 1) / (n + 0.5)) for feature, n in counts.items()}
    return {**rarity, "": math.log((len(sets) + 1) / 0.5)}

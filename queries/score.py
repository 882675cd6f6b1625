"""What zeren found against what people labelled: precision, recall and F1 by relation and document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Protocol

from pyoxigraph import Literal, NamedNode

from ..extract.clean import simplify
from .gold import Gold, Label
from .results import Table

_PREFIXES = "PREFIX zr: <https://w3id.org/zeren#>\n"
_SPAN = """zr:span ?span . ?span zr:sourceStart ?start ; zr:sourceEnd ?end ; zr:inPlan ?plan .
  ?plan zr:sourceFile ?file ."""
_QUERIES = {
    "responsibilities": f"""SELECT ?file ?start ?end (STRAFTER(STR(?as), "#") AS ?role) ?surface WHERE {{
      ?found a zr:Responsibility ; zr:role ?as ; zr:asNamed ?surface ; {_SPAN}
      FILTER NOT EXISTS {{ ?found zr:addedByRule|zr:corrects ?other }} }}""",
    "deadlines": f"""SELECT ?file ?start ?end ?due ?recurrence WHERE {{ ?found a zr:Deadline ; {_SPAN}
      FILTER NOT EXISTS {{ ?found zr:corrects ?other }}
      OPTIONAL {{ ?found zr:dueBy ?due }} OPTIONAL {{ ?found zr:recurrence ?recurrence }} }}""",
    "targets": f"""SELECT ?file ?start ?end ?comparator ?value ?unit ?period WHERE {{
      ?found a zr:Target ; zr:comparator ?comparator ; zr:value ?value ; {_SPAN}
      OPTIONAL {{ ?found zr:unit ?unit }} OPTIONAL {{ ?found zr:period ?period }} }}""",
    "citations": f"""SELECT ?file ?start ?end ?title ?number WHERE {{
      ?found a zr:Citation ; zr:citedTitle ?title ; {_SPAN} OPTIONAL {{ ?found zr:citedNumber ?number }} }}""",
    "obligations": f"""SELECT ?file ?start ?end (STRAFTER(STR(?as), "#") AS ?modality)
      (GROUP_CONCAT(DISTINCT ?named; separator=";") AS ?actor) WHERE {{
      ?found a zr:Obligation ; zr:modality ?as ; {_SPAN} OPTIONAL {{ ?found zr:actorText ?named }}
      }} GROUP BY ?file ?start ?end ?as""",
}
MEASURES = {
    "responsibilities": ("role", "surface"),
    "deadlines": ("due", "recurrence"),
    "targets": ("comparator", "value", "unit", "period"),
    "citations": ("title", "number"),
    "obligations": (),
    "obligations: actor": ("actor",),
    "obligations: modality": ("modality",),
}
"""Every measure, and the columns in which a finding must agree with its label; where they stand must agree too."""
_SYNONYMS = {
    "lead": "lead", "responsible": "responsible", "support": "participant", "supervise": "participant",
    "must": "must", "mustnot": "mustnot", "should": "should", "encourage": "encourage", "explore": "explore",
}  # fmt: skip


COLUMNS = (
    "measure", "document", "labelled", "found", "right", "precision", "recall", "f1", "macro_f1",
)  # fmt: skip
_DECIMAL = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")


class Rows(Protocol):
    """What can be asked for rows: a store."""

    def rows(self, sparql: str) -> Iterator[dict[str, str | None]]: ...


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """Something labelled or found, reduced to what is compared; `end` is past its last character."""

    document: str
    start: int
    end: int
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Verdict:
    """One row of a comparison: `state` is right, missed (labelled only) or extra (found only)."""

    measure: str
    document: str
    start: int
    values: tuple[str, ...]
    state: str


@dataclass(frozen=True, slots=True)
class Score:
    """How well one measure does; `document` is empty for all of them together."""

    measure: str
    document: str
    labelled: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Score) -> Score:
        """The same measure over both."""
        return Score(
            self.measure,
            self.document,
            self.labelled + other.labelled,
            self.found + other.found,
            self.right + other.right,
        )

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is labelled that was found."""
        return self.right / self.labelled if self.labelled else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 1 where there is nothing to find and nothing was found."""
        both = self.labelled + self.found
        return 2 * self.right / both if both else 1.0


def verdicts(gold: Gold, store: Rows) -> list[Verdict]:
    """Every label and every finding in a labelled document, right or wrong, in order.

    A finding answers a label if both stand in one place (in one clause, for responsibilities) and agree in the
    columns of the measure; one answers one. Documents that the store does not hold are all missed.
    """
    documents: dict[str, set[str]] = defaultdict(set)
    for relation, document in gold.labels:
        documents[relation].add(document)
    told: list[Verdict] = []
    for measure, columns in MEASURES.items():
        relation = measure.partition(":")[0]
        found = _found(store, relation, columns, documents[relation]) if documents[relation] else {}
        for document in sorted(documents[relation]):
            labels = gold.labels[relation, document]
            items = [_item(label, columns) for label in labels]
            inside = [item for item in found.get(document, []) if _is_labelled(item, relation, gold)]
            if relation == "responsibilities":
                inside = list(_by_clause(inside, sorted({label.start for label in labels})))
            told += _compare(measure, document, items, inside)
    return told


def compared(one: Gold, other: Gold) -> list[Verdict]:
    """Every label of two readings of the same documents: right is what both say, missed the first's alone, extra the second's.

    They agree as a finding agrees with its label, so that F1 is the same whichever of the two is held against the other.
    """
    told: list[Verdict] = []
    for measure, columns in MEASURES.items():
        relation = measure.partition(":")[0]
        for key in sorted(key for key in one.labels.keys() | other.labels.keys() if key[0] == relation):
            first, second = (
                [_item(label, columns) for label in gold.labels.get(key, ())] for gold in (one, other)
            )
            told += _compare(measure, key[1], first, second)
    return told


def score(told: Iterable[Verdict]) -> list[Score]:
    """The scores of each measure, by document and then together."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for verdict in told:
        counts[verdict.measure, verdict.document][verdict.state] += 1
        counts[verdict.measure, ""][verdict.state] += 1
    order = list(MEASURES)
    keys = sorted(counts, key=lambda key: (order.index(key[0]), not key[1], key[1]))
    return [
        Score(measure, document, n["right"] + n["missed"], n["right"] + n["extra"], n["right"])
        for measure, document in keys
        for n in [counts[measure, document]]
    ]


def as_table(scores: Sequence[Score], *, by_document: bool = False) -> Table:
    """A row a measure, or a row a measure and document, with the columns COLUMNS."""
    rows = [
        (s.measure, s.document or "all", s.labelled, s.found, s.right, s.precision, s.recall, s.f1, mean)
        for s in scores
        if by_document or not s.document
        for mean in [None if s.document else macro(scores, s.measure)]
    ]
    return Table(COLUMNS, tuple(tuple(map(_cell, row)) for row in rows))


def _cell(value: str | int | float | None) -> Literal | None:
    if value is None or isinstance(value, str):
        return Literal(value) if value else None
    return Literal(f"{value:.4f}", datatype=_DECIMAL) if isinstance(value, float) else Literal(value)


def macro(scores: Sequence[Score], measure: str) -> float:
    """The mean F1 of a measure over the documents."""
    return fmean(s.f1 for s in scores if s.measure == measure and s.document)


def changes(before: Iterable[Verdict], now: Iterable[Verdict]) -> tuple[list[Verdict], list[Verdict]]:
    """What a run gained and lost on one before it: mistakes that are gone, and new ones."""
    old, new = Counter(mistakes(before)), Counter(mistakes(now))
    return sorted((old - new).elements()), sorted((new - old).elements())


def mistakes(told: Iterable[Verdict]) -> list[Verdict]:
    """What was missed and what was found in excess, in order."""
    return sorted(verdict for verdict in told if verdict.state != "right")


def fallen(before: Iterable[Verdict], now: Sequence[Verdict]) -> list[str]:
    """The measures whose F1 is lower than it was; of `before` the mistakes are enough."""
    old = Counter((verdict.measure, verdict.state) for verdict in mistakes(before))
    worse = []
    for one in score(now):
        right = one.labelled - old[one.measure, "missed"]
        was = Score(one.measure, "", one.labelled, right + old[one.measure, "extra"], right)
        if not one.document and one.f1 < was.f1:
            worse.append(f"{one.measure}: {one.f1:.4f}, was {was.f1:.4f}")
    return worse


def _found(
    store: Rows, relation: str, columns: Sequence[str], documents: set[str]
) -> Mapping[str, list[Item]]:
    """What the store holds of a relation, by document."""
    by_document: dict[str, list[Item]] = defaultdict(list)
    for row in store.rows(_PREFIXES + _QUERIES[relation]):
        document = (row["file"] or "").rsplit(".", 1)[0]
        if document in documents:
            values = tuple(_normal(row[column] or "", column) for column in columns)
            by_document[document].append(Item(document, int(row["start"] or 0), int(row["end"] or 0), values))
    return {document: sorted(items) for document, items in by_document.items()}


def _item(label: Label, columns: Sequence[str]) -> Item:
    values = tuple(_normal(label.values[column], column) for column in columns)
    if label.relation == "obligations":
        verb = int(label.values["verb"])
        return Item(label.document, verb, verb + 1, values)
    if label.relation == "responsibilities":
        return Item(label.document, label.start, label.start + 1, values)
    printed = label.values.get("printed") or label.values.get("title") or " "
    return Item(label.document, label.start, label.start + len(printed), values)


def _normal(value: str, column: str) -> str:
    """A value as it is compared: without white space, names in any order, numbers as numbers."""
    bare = simplify(re.sub(r"\s", "", value))
    if column in ("role", "modality"):
        return _SYNONYMS.get(bare.lower(), bare)
    if column == "actor":
        return ";".join(sorted(filter(None, bare.split(";"))))
    if column == "value":
        return f"{float(bare):g}" if re.fullmatch(r"\d+(?:\.\d+)?", bare) else bare
    return bare


def _is_labelled(item: Item, relation: str, gold: Gold) -> bool:
    """Whether something stands where everything of its kind is labelled."""
    if relation != "obligations":
        return True
    return any(start <= item.start < end for start, end in gold.windows.get(item.document, ()))


def _by_clause(items: Iterable[Item], starts: Sequence[int]) -> Iterator[Item]:
    """Names at the start of the labelled clause that they stand in, or behind."""
    for item in items:
        place = bisect_right(starts, item.start) - 1
        start = starts[place] if place >= 0 else item.start
        yield Item(item.document, start, start + 1, item.values)


def _compare(measure: str, document: str, labels: Sequence[Item], found: Sequence[Item]) -> Iterator[Verdict]:
    """Pair labels with findings: with those that agree in all first, each with one at most."""
    left = sorted(labels)
    extra: list[Item] = []
    for item in sorted(found):
        answered = next((label for label in left if _agrees(label, item)), None)
        if answered is None:
            extra.append(item)
            continue
        left.remove(answered)
        yield Verdict(measure, document, answered.start, answered.values, "right")
    yield from (Verdict(measure, document, item.start, item.values, "missed") for item in left)
    yield from (Verdict(measure, document, item.start, item.values, "extra") for item in extra)


def _agrees(label: Item, found: Item) -> bool:
    return label.values == found.values and label.start < found.end and found.start < label.end

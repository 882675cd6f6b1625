"""Which records of institutions may be one body: pairs for a person to judge, best first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from pyoxigraph import Literal, NamedNode
from rapidfuzz import fuzz

from ..graph.settling import Placed, Settled, pair, settle
from ..graph.store import Store
from ..graph.terms import decimal, typed
from ..ontology.iri import Name
from ..ontology.judgement import About, Judgement
from .results import Table

COLUMNS = ("score", "name", "otherName", "place", "tasks", "otherTasks", "together", "institution", "other")
LEAST, SHORT, OTHER_END, PART, TOGETHER = 0.6, 0.85, 0.8, 0.6, 0.5
"""The least score that is shown; that of a short form (发改委) and its full name; what is kept of a score by bodies
whose names end differently (委员会, 办公室), by a name and the beginning of it (国务院, 国务院办公厅: a part of that
body), and by those that are named in one task."""
_FULL = ("办公室", "委员会")
_END = re.compile(
    r"(?:监督)?(?:管理|事务|行政)?(?:委员会办公室|委员会|办公室|管委会|总局|中心|局|厅|办|委|部|处|院|会|所|公司|集团)$"
)
_PREFIX = """
PREFIX zr: <https://w3id.org/zeren#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX org: <http://www.w3.org/ns/org#>
"""
_NAMES = """SELECT ?body ?name ?place WHERE {
  ?body a zr:Institution ; skos:prefLabel|skos:altLabel ?name .
  FILTER NOT EXISTS { ?body a zr:InstitutionGroup }
  OPTIONAL { ?body zr:jurisdiction ?where OPTIONAL { ?where skos:prefLabel ?place } }
} ORDER BY ?body ?name"""
_LABELS = "SELECT ?body ?name WHERE { ?body a zr:Institution ; skos:prefLabel ?name }"
_TASKS = "SELECT DISTINCT ?body ?task WHERE { ?duty zr:institution ?body ; zr:task ?task }"
_REFORMED = """SELECT DISTINCT ?before ?after WHERE {
  { ?before org:changedBy ?event } UNION { ?event org:originalOrganization ?before }
  { ?after org:resultedFrom ?event } UNION { ?event org:resultingOrganization ?after }
}"""
_KINDS = "SELECT ?body ?kind WHERE { ?body zr:kind ?kind }"


@dataclass(slots=True)
class _Record:
    """One record: its full name, its names without the place, and its tasks."""

    label: str
    place: str
    names: set[str] = field(default_factory=set)
    tasks: set[str] = field(default_factory=set)


def candidate_pairs(store: Store, judgements: Iterable[Judgement], base: str) -> Table:
    """Pairs of records of one place whose names are alike, and that nobody has judged yet, best first.

    The score is between 0 and 1: how far the nearest two names agree once the place and such words as 局 and 委员会
    are left out, less where these differ; or 0.85 where one is a short form of the other (its characters in order,
    the same first). It is halved for two that are named in one task, for no clause names a body twice. What a reform
    made of a body is another body, and no candidate.
    """
    records = _records(store)
    said = settle(Placed(j, j.subject, j.object) for j in judgements if j.about is About.INSTITUTION)
    known = {pair(j.judgement.subject, j.judgement.object) for j in said.in_force}
    places: dict[str, list[str]] = defaultdict(list)
    for iri in sorted(records):
        places[Name.parse(iri, base).parts[0]].append(iri)
    reformed, judged = _Reforms(store), _Judged(said, known)
    found = [
        (score, one, other)
        for inside in places.values()
        for one, other in combinations(inside, 2)
        if (score := _score(records[one], records[other])) >= LEAST
        and not judged.holds(one.removeprefix(base), other.removeprefix(base))
        and not reformed.holds(one, other)
    ]
    found.sort(key=lambda each: (-each[0], each[1:]))
    return Table(COLUMNS, tuple(_row(score, one, other, records) for score, one, other in found))


def _row(score: float, one: str, other: str, records: dict[str, _Record]) -> tuple[Literal | NamedNode, ...]:
    mine, theirs = records[one], records[other]
    counts = (len(mine.tasks), len(theirs.tasks), len(mine.tasks & theirs.tasks))
    return (
        decimal(round(score, 3)),
        *(Literal(text) for text in (mine.label, theirs.label, mine.place)),
        *(typed(str(count), "integer") for count in counts),
        NamedNode(one),
        NamedNode(other),
    )


def _records(store: Store) -> dict[str, _Record]:
    labels = {row["body"] or "": row["name"] or "" for row in store.rows(_PREFIX + _LABELS)}
    records: dict[str, _Record] = {}
    for row in store.rows(_PREFIX + _NAMES):
        body, place = row["body"] or "", row["place"] or ""
        record = records.setdefault(body, _Record(labels[body], place))
        record.names.add(_bare(row["name"] or "", place))
    for row in store.rows(_PREFIX + _TASKS):
        if row["body"] in records:
            records[row["body"] or ""].tasks.add(row["task"] or "")
    return records


def _bare(name: str, place: str) -> str:
    """A name without what says where it is: 望川市司法局, 市司法局 and 司法局 are alike."""
    stem = name.removeprefix("中共").removeprefix(place)
    cut = stem[1:] if stem[:1] in "省市区县州旗镇乡" else stem
    return cut if len(cut) > 1 else name


def _score(one: _Record, other: _Record) -> float:
    best = max(_alike(a, b) for a in one.names for b in other.names)
    return best * TOGETHER if one.tasks & other.tasks else best


def _alike(one: str, other: str) -> float:
    short, long = sorted((one, other), key=len)
    if 2 <= len(short) < len(long) and _abbreviates(short, long):
        return SHORT * PART if long.startswith(short) else SHORT
    (stem, end), (other_stem, other_end) = _parts(one), _parts(other)
    alike = fuzz.ratio(stem, other_stem) / 100
    return alike if end == other_end else alike * OTHER_END


def _parts(name: str) -> tuple[str, str]:
    """What a name says of the work and of the form of the body: 商务, 局."""
    end = _END.search(name, 2)
    return (name[: end.start()], end[0]) if end else (name, "")


def _abbreviates(short: str, long: str) -> bool:
    """Whether `short` begins as `long` does and its characters stand in it in order (发改委, 发展和改革委员会)."""
    if short.endswith(_FULL) or short[0] != long[0]:
        return False
    left = iter(long)
    return all(character in left for character in short)


@dataclass(frozen=True, slots=True)
class _Judged:
    """What people have said of pairs, by way of other records too."""

    settled: Settled
    said: set[tuple[str, str]]

    def holds(self, one: str, other: str) -> bool:
        mine, theirs = self._all(one), self._all(other)
        if other in mine or pair(one, other) in self.said:
            return True
        return any(pair(a, b) in self.settled.different for a in mine for b in theirs)

    def _all(self, record: str) -> tuple[str, ...]:
        return next((records for records in self.settled.same if record in records), (record,))


class _Reforms:
    """Which bodies, or kinds of bodies, a reform made of which."""

    def __init__(self, store: Store) -> None:
        self._kinds = {row["body"] or "": row["kind"] or "" for row in store.rows(_PREFIX + _KINDS)}
        self._pairs = {pair(*ends) for ends in _ends(store)}

    def holds(self, one: str, other: str) -> bool:
        kinds = self._kinds.get(one, ""), self._kinds.get(other, "")
        return pair(one, other) in self._pairs or pair(*kinds) in self._pairs


def _ends(store: Store) -> Iterator[tuple[str, str]]:
    for row in store.rows(_PREFIX + _REFORMED):
        yield row["before"] or "", row["after"] or ""

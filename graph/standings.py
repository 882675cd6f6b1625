"""How requirements and tasks stand once people have said which links count, for the graph of reviews.

zr:coverage says how a thing stands in force. Where that is not what follows from the machine's links alone, the machine's
value is taken out of the graph of derivations, and zr:coverageRead tells it and serves to put it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from rdflib import URIRef

from ..ontology.iri import Name, plan_of
from ..ontology.judgement import About, Verdict
from ..ontology.model import Coverage, Weight
from ..ontology.vocab import ZR
from .links import standing_name
from .settling import Placed
from .store import Store
from .terms import Writer, term

RESTORE = (
    """INSERT { GRAPH %(links)s { ?thing zr:coverage ?was } } WHERE { GRAPH %(reviews)s { ?thing zr:coverageRead ?was } }""",
)
WITHDRAW = (
    """DELETE { GRAPH %(links)s { ?thing zr:coverage ?was } } WHERE { GRAPH %(reviews)s { ?thing zr:coverageRead ?was } }""",
)
"""Updates that make the graph of derivations what the machine says, and what is in force."""
_PREFIX = "PREFIX zr: <https://w3id.org/zeren#> "
_LINKS = (
    _PREFIX
    + """SELECT ?link ?task ?upper ?status ?kind WHERE { GRAPH %(links)s {
  ?link zr:%(end)s %(node)s ; zr:task ?task ; zr:upper ?upper ; zr:status ?status ; zr:kind ?kind } }"""
)
_CHANGES = (
    _PREFIX + "SELECT ?change WHERE { GRAPH %(links)s { <%(link)s> zr:hasDifference/zr:change ?change } }"
)
_READ = (
    _PREFIX
    + """SELECT ?value WHERE {
  { GRAPH %(links)s { %(node)s zr:coverage ?value } } UNION { GRAPH %(reviews)s { %(node)s zr:coverageRead ?value } } }"""
)
_ADDRESSED = _PREFIX + "SELECT ?no WHERE { GRAPH %(links)s { %(node)s zr:addressed ?no } }"
_REPLACED = _PREFIX + "SELECT ?newer WHERE { GRAPH %(links)s { ?newer zr:replaces %(node)s } }"
_ACCEPTED = str(ZR.Accepted)

Pair = tuple[Name, Name]


@dataclass(frozen=True, slots=True)
class _Links:
    """The links at one end of a provision: what each that counts does, and those that wait for a person."""

    counting: Mapping[Pair, Weight]
    waiting: frozenset[Pair]


class Standings:
    """How things stand in one store, by its links and by what people said of them."""

    def __init__(self, store: Store, write: Writer, links: Name, reviews: Name) -> None:
        """`links` is the graph of derivations; `reviews` still tells what was taken out of it before."""
        self._store, self._write = store, write
        self._graphs = {"links": str(write.node(links)), "reviews": str(write.node(reviews))}
        self._said: dict[Pair, bool] = {}

    def effects(self, in_force: Iterable[Placed]) -> Iterator[str]:
        """How everything stands that a judgement on a link touches, where it is not as the machine said."""
        self._said = {
            (Name.parse(each.subject, ""), Name.parse(each.object, "")): said is Verdict.ACCEPT
            for each in in_force
            if each.subject and each.judgement.about is About.LINK
            and (said := each.judgement.verdict) is not Verdict.UNSURE
        }  # fmt: skip
        at_end = cache(self._at)
        for task in sorted({task for task, _ in self._said}):
            yield from self._differing(task, self._task(task, at_end(task, "task")))
        touched = {(upper, plan_of(task)) for task, upper in self._said}
        touched |= {
            (higher, plan_of(upper))
            for _, upper in self._said
            for _, higher in at_end(upper, "task").counting
        }
        for upper, plan in sorted(touched):
            yield from self._differing(
                standing_name(upper, plan), self._requirement(upper, plan, at_end(upper, "upper"))
            )

    def _at(self, thing: Name, end: str) -> _Links:
        counting, waiting = dict[Pair, Weight](), set[Pair]()
        for row in self._rows(_LINKS, node=self._node(thing), end=end):
            pair = self._name(row["task"]), self._name(row["upper"])
            if self._said.get(pair, row["status"] == _ACCEPTED):
                changes = [each["change"] or "" for each in self._rows(_CHANGES, link=row["link"] or "")]
                counting[pair] = Weight.of(row["kind"] or "", changes)
            elif pair not in self._said:
                waiting.add(pair)
        for pair, accepted in self._said.items():
            if accepted and thing == pair[end == "upper"]:
                counting.setdefault(pair, Weight())
        return _Links(counting, frozenset(waiting))

    def _task(self, task: Name, links: _Links) -> set[Coverage]:
        if not links.counting:
            return {Coverage.AMBIGUOUS if links.waiting else Coverage.LOCAL_ADDITION}
        if all(self._is_replaced(plan_of(upper)) for _, upper in links.counting):
            return {Coverage.OUTDATED}
        return {Weight.together(list(links.counting.values()))}

    def _requirement(self, upper: Name, plan: Name, links: _Links) -> set[Coverage]:
        counting = {pair: weight for pair, weight in links.counting.items() if plan_of(pair[0]) == plan}
        if counting:
            found = Weight.together(list(counting.values()))
            deep = found is Coverage.COVERED and any(self._at(task, "upper").counting for task, _ in counting)
            return {found, Coverage.DEEPLY_COVERED} if deep else {found}
        if any(plan_of(task) == plan for task, _ in links.waiting):
            return {Coverage.AMBIGUOUS}
        unasked = next(self._rows(_ADDRESSED, node=self._node(standing_name(upper, plan))), None)
        return {Coverage.NOT_ADDRESSED if unasked else Coverage.UNCOVERED}

    def _differing(self, thing: Name, now: set[Coverage]) -> Iterator[str]:
        """What is not as the machine says; of what the machine says nothing, or that it is orphaned, nothing is said."""
        read = {
            Coverage((row["value"] or "").rsplit("#")[1]) for row in self._rows(_READ, node=self._node(thing))
        }
        if read and Coverage.ORPHANED not in read:
            for value in sorted(read - now):
                yield from self._write.say(thing, "coverageRead", URIRef(term(value.value)))
            for value in sorted(now - read):
                yield from self._write.say(thing, "coverage", URIRef(term(value.value)))

    def _is_replaced(self, plan: Name) -> bool:
        return next(self._rows(_REPLACED, node=self._node(plan)), None) is not None

    def _rows(self, query: str, **names: str) -> Iterator[Mapping[str, str | None]]:
        return self._store.rows(query % {**self._graphs, **names})

    def _name(self, iri: str | None) -> Name:
        return Name.parse(iri or "", self._write.base)

    def _node(self, name: Name) -> str:
        return str(self._write.node(name))

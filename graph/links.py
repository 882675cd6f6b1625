"""What ties plans together, as triples: what their citations name, and what their tasks carry out."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice

from pyoxigraph import Literal
from rdflib import URIRef

from ..ontology.iri import Name, plan_of
from ..ontology.model import (
    Citation,
    Continuation,
    Deadline,
    Derivation,
    Extraction,
    Obligation,
    Provision,
    Reference,
    Responsibility,
    Span,
    Standing,
    Status,
    Target,
)
from ..ontology.vocab import ZR
from .naming import duty_name
from .places import LEVELS, jurisdiction
from .spans import span_name, state_span, trimmed
from .store import Store
from .terms import Writer, decimal, term

_CARRIED = """
PREFIX zr: <https://w3id.org/zeren#>
SELECT DISTINCT ?task ?upper WHERE {
  { SELECT DISTINCT ?task WHERE { ?below zr:derivesFrom ?task } } ?task zr:derivesFrom ?upper
} ORDER BY ?task ?upper
"""
_CARRIED_OF = """
PREFIX zr: <https://w3id.org/zeren#>
SELECT DISTINCT ?task ?upper WHERE {
  VALUES ?plan { %s } ?plan zr:hasProvision ?task . ?task zr:derivesFrom ?upper FILTER EXISTS { ?below zr:derivesFrom ?task }
} ORDER BY ?task ?upper
"""
_COVERED = """
PREFIX zr: <https://w3id.org/zeren#>
SELECT ?standing WHERE { ?standing zr:coverage zr:Covered VALUES ?standing { %s } }
"""
_AT_ONCE = 500
_SUREST = 0.99
"""No link is stated to be surer: of those held out that are given 0.95 and more 0.989 are right (docs/links-quality.md)."""
_Found = Provision | Responsibility | Deadline | Target | Citation | Obligation
STATUSES = {Status.ACCEPTED: ZR.Accepted, Status.CANDIDATE: ZR.Candidate, Status.REJECTED: ZR.Rejected}


def state_references(references: Iterable[Reference], write: Writer) -> Iterator[str]:
    """What citations turned out to name: zr:cites, zr:implements, and stubs of plans that are not held."""
    stubs: dict[Name, Reference] = {}
    for reference in references:
        if reference.citation:
            yield from write.say(reference.citation, "cites", reference.cited)
            yield from write.say(reference.citing, "cites", reference.cited)
        else:
            yield from write.say(reference.citing, "setByHand", reference.title)
        if reference.implements:
            yield from write.say(reference.citing, "implements", reference.cited)
        if not reference.held:
            other = stubs.get(reference.cited, reference)
            place = reference.place or other.place
            stubs[reference.cited] = replace(reference, title=min(reference.title, other.title), place=place)
    for name, stub in stubs.items():
        yield from write.about(
            name,
            ZR.Plan,
            dcterms_title=stub.title,
            held=False,
            jurisdiction=jurisdiction(stub.place) if stub.place else None,
            level=LEVELS[stub.place.level] if stub.place else None,
            departmental=True if stub.departmental else None,
        )


def state_derivations(
    derivations: Iterable[Derivation], plans: Mapping[Name, Extraction], write: Writer
) -> Iterator[str]:
    """Links between tasks and upper provisions, with their evidence on both sides; `plans` as they were read back."""
    evidence = _Evidence(plans, write)
    for link in derivations:
        span, triples = evidence.of(link.plan, link.span)
        yield from triples
        upper_span, triples = evidence.of(link.upper_plan, link.upper_span)
        yield from triples
        yield from write.about(
            link_name(link),
            ZR.Derivation,
            task=link.task,
            upper=link.upper,
            kind=link.kind,
            confidence=_as_measured(link.confidence),
            status=STATUSES[link.status],
            method=link.method,
            rationale=link.rationale,
            span=span,
            upperSpan=upper_span,
        )
        yield from write.say(link.task, "hasDerivation", link_name(link))
        yield from _changes(link, evidence, write)
        yield from _correspondences(link, write)
        if link.status is Status.ACCEPTED:
            yield from write.say(link.task, "derivesFrom", link.upper)


def state_standings(standings: Iterable[Standing], write: Writer) -> Iterator[str]:
    """How requirements stand in plans below (zr:Standing), and how tasks stand (zr:coverage of the task)."""
    for found in standings:
        value = URIRef(term(found.coverage.value))
        if found.plan is None:
            yield from write.say(found.provision, "coverage", value)
            continue
        yield from write.about(
            standing_name(found.provision, found.plan),
            ZR.Standing,
            requirement=found.provision,
            byPlan=found.plan,
            coverage=value,
            addressed=None if found.addressed else False,
        )


def state_editions(newer: Name, older: Name, found: Iterable[Continuation], write: Writer) -> Iterator[str]:
    """A plan that took the place of an older edition, and which of its items continues which of the older one's."""
    yield from write.say(newer, "replaces", older)
    for one in found:
        yield from write.say(one.item, "continues", one.before)
        yield from write.about(
            Name("continuation", (*one.item.parts, *one.before.parts)),
            ZR.Continuation,
            continuing=one.item,
            continued=one.before,
            confidence=_as_measured(one.confidence),
            rationale=one.rationale,
        )


def deep_standings(store: Store, write: Writer, plans: Iterable[Name] | None = None) -> Iterator[str]:
    """zr:DeeplyCovered for every requirement that is covered by a task which a plan further below carries out; the task
    of one of `plans`, where these are given.
    """
    asked = (
        _CARRIED if plans is None else _CARRIED_OF % " ".join(str(write.node(plan)) for plan in sorted(plans))
    )
    standings = {
        standing_name(
            Name.parse(row["upper"] or "", write.base), plan_of(Name.parse(row["task"] or "", write.base))
        )
        for row in store.rows(asked)
    }
    waiting = iter(sorted(standings))
    while some := list(islice(waiting, _AT_ONCE)):
        covered = store.rows(_COVERED % " ".join(str(write.node(standing)) for standing in some))
        for tail in sorted(row["standing"] or "" for row in covered):
            yield from write.say(Name.parse(tail, write.base), "coverage", ZR.DeeplyCovered)


def standing_name(requirement: Name, plan: Name) -> Name:
    """The name of how a requirement stands in a plan."""
    return Name("standing", (*requirement.parts, *plan.parts))


def link_name(link: Derivation) -> Name:
    """The name of a link between a task and an upper provision."""
    return Name("derivation", (*link.task.parts, *link.upper.parts))


def covering(piece: bytes, base: str) -> Name:
    """The plan whose task covers the requirement that a piece of `deep_standings` is about."""
    tail = piece[1 : piece.index(b">")].decode().removeprefix(base)
    return Name("plan", Name.parse(tail, "").parts[-2:])


class _Evidence:
    """The spans of some plans that links rest on, each stated once."""

    def __init__(self, plans: Mapping[Name, Extraction], write: Writer) -> None:
        self._plans, self._write = plans, write
        self._starts = {name: [p.span.start for p in plan.provisions] for name, plan in plans.items()}
        self._own = {name: _spans(plan) for name, plan in plans.items()}
        self._known: dict[tuple[Name, Span], Name] = {}

    def of(self, plan: Name, span: Span) -> tuple[Name, list[str]]:
        """A span in a plan that was read back: the one that the plan's own graph states, where it states these characters,
        or all of its provision where that hides characters of the source.
        """
        if known := self._known.get((plan, span)):
            return known, []
        document, whole = self._plans[plan].document, self._provision(plan, span)
        source = document.offsets.span_to_source(whole)
        straight = source.end - source.start == whole.end - whole.start
        own = self._own[plan]
        best = span if straight or trimmed(span, document.text) in own else whole
        name, triples = span_name(best, document), list[str]()
        if trimmed(best, document.text) not in own:
            name, triples = state_span(best, document, self._write, "link")
        self._known[plan, span] = name
        return name, triples

    def _provision(self, plan: Name, span: Span) -> Span:
        """The provision that a span lies in, else the span itself; provisions stand one behind the other."""
        at = bisect_right(self._starts[plan], span.start) - 1
        whole = self._plans[plan].provisions[at].span if at >= 0 else span
        return whole if whole.covers(span) else span


def _spans(plan: Extraction) -> frozenset[Span]:
    """What the graph of a plan that was read back has spans of."""
    duties, times, numbers = plan.responsibilities, plan.deadlines, plan.targets
    found: tuple[Sequence[_Found], ...] = (
        plan.provisions,
        duties,
        times,
        numbers,
        plan.citations,
        plan.obligations,
    )
    return frozenset(one.span for one in chain(*found))


def _as_measured(confidence: float) -> Literal:
    """A confidence with the two places that a few hundred labels bear out, cut and not rounded: what is stated as 0.63 is
    no less."""
    return decimal(math.floor(min(confidence, _SUREST) * 100 + 1e-6) / 100)


def _changes(link: Derivation, evidence: _Evidence, write: Writer) -> Iterator[str]:
    """The shapes and differences of one link."""
    name = link_name(link)
    for shape in link.shapes:
        yield from write.say(name, "shape", shape)
    for place, found in enumerate(link.differences, 1):
        own = name.of("difference", str(place))
        yield from write.say(name, "hasDifference", own)
        ends = []
        for span, plan in ((found.span, link.plan), (found.upper_span, link.upper_plan)):
            where, triples = evidence.of(plan, span) if span else (None, list[str]())
            yield from triples
            ends.append(where)
        yield from write.about(
            own, ZR.Difference, aspect=found.aspect, change=found.change, text=found.text or None,
            upperText=found.upper_text or None, span=ends[0], upperSpan=ends[1],
            againstCatalogue=True if found.catalogue else None,
        )  # fmt: skip


def _correspondences(link: Derivation, write: Writer) -> Iterator[str]:
    """Which duties of the task answer which of the requirement; both have their spans in the graphs of their plans."""
    name = link_name(link)
    for place, found in enumerate(link.clauses, 1):
        own = name.of("correspondence", str(place))
        yield from write.say(name, "hasCorrespondence", own)
        yield from write.about(
            own,
            ZR.Correspondence,
            obligation=duty_name(link.plan, found.duty),
            upperObligation=duty_name(link.upper_plan, found.upper_duty),
            likeness=decimal(found.likeness),
            sharedWords="、".join(found.words) or None,
        )

"""What ties plans together, as triples: what their citations name, and what their tasks carry out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Triple

from ..ontology.iri import Name
from ..ontology.model import Derivation, Extraction, Reference, Span, Status
from ..ontology.vocab import ZR
from .spans import state_span
from .terms import Writer, decimal

STATUSES = {Status.ACCEPTED: ZR.Accepted, Status.CANDIDATE: ZR.Candidate, Status.REJECTED: ZR.Rejected}


def state_references(references: Iterable[Reference], write: Writer) -> Iterator[Triple]:
    """What citations turned out to name: zr:cites, zr:implements, and stubs of plans that are not held."""
    stubs: dict[Name, str] = {}
    for reference in references:
        yield from write.say(reference.citation, "cites", reference.cited)
        yield from write.say(reference.citing, "cites", reference.cited)
        if reference.implements:
            yield from write.say(reference.citing, "implements", reference.cited)
        if not reference.held:
            stubs[reference.cited] = min(reference.title, stubs.get(reference.cited, reference.title))
    for stub, title in stubs.items():
        yield from write.about(stub, ZR.Plan, dcterms_title=title, held=False)


def state_derivations(
    derivations: Iterable[Derivation], plans: Mapping[Name, Extraction], write: Writer
) -> Iterator[Triple]:
    """Links between tasks and upper provisions, with their evidence on both sides; `plans` as they were read back."""
    for link in derivations:
        span, triples = _evidence(link.span, plans[link.plan], write)
        yield from triples
        upper_span, triples = _evidence(link.upper_span, plans[link.upper_plan], write)
        yield from triples
        yield from write.about(
            Name("derivation", (*link.task.parts, *link.upper.parts)),
            ZR.Derivation,
            task=link.task,
            upper=link.upper,
            kind=link.kind,
            confidence=decimal(link.confidence),
            status=STATUSES[link.status],
            method=link.method,
            rationale=link.rationale,
            span=span,
            upperSpan=upper_span,
        )
        if link.status is Status.ACCEPTED:
            yield from write.say(link.task, "derivesFrom", link.upper)


def _evidence(span: Span, plan: Extraction, write: Writer) -> tuple[Name, Iterator[Triple]]:
    """A span in a plan that was read back, or all of its provision where that hides characters of the source."""
    whole = next((p.span for p in plan.provisions if p.span.covers(span)), span)
    source = plan.document.offsets.span_to_source(whole)
    straight = source.end - source.start == whole.end - whole.start
    return state_span(span if straight else whole, plan.document, write, "link")

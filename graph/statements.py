"""Extractions and derivations as triples: what is stated of each record, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from pyoxigraph import Triple

from ..data.authority import Authority
from ..ontology.iri import Name
from ..ontology.model import (
    Citation,
    Deadline,
    Derivation,
    Document,
    Extraction,
    Institution,
    Level,
    Place,
    Provision,
    Reference,
    Responsibility,
    Role,
    Span,
    Status,
    Target,
    Task,
)
from ..ontology.vocab import ZR
from .terms import Writer, decimal, typed

LEVELS = {
    Level.NATIONAL: ZR.National,
    Level.PROVINCIAL: ZR.Provincial,
    Level.PREFECTURAL: ZR.Prefectural,
    Level.COUNTY: ZR.County,
    Level.TOWNSHIP: ZR.Township,
}
ROLES = {
    Role.LEAD: (ZR.Lead, "leadBy"),
    Role.RESPONSIBLE: (ZR.Responsible, "responsibleBy"),
    Role.SUPPORT: (ZR.Support, "supportedBy"),
    Role.SUPERVISE: (ZR.Supervise, "supervisedBy"),
}
STATUSES = {Status.ACCEPTED: ZR.Accepted, Status.CANDIDATE: ZR.Candidate, Status.REJECTED: ZR.Rejected}
_MARKS = {">=": "least", "<=": "most", "=": "exactly", "increase": "increase", "decrease": "decrease"}
_TITLE = 30
_OPENING = re.compile(r"(?:“[^”\n]*”|\"[^\"\n]*\"|《[^》\n]*》|[（(][^）)\n]*[）)]|[^，,；;。：:\n])+")


def state(extraction: Extraction, publishers: Iterable[Institution], write: Writer) -> Iterator[Triple]:
    """Everything one extraction says, as the triples of its plan's named graph; some may come twice.

    A triple stands in one graph only: what plans share (bodies, places) is `state_bodies`' to say.
    """
    document = extraction.document
    yield from _plan(document, write)
    for publisher in publishers:
        yield from write.say(document.id, "dcterms_publisher", publisher.id)
    for segment in extraction.segments:
        if segment.span.of(document.text).strip():
            span, triples = _span(segment.span, document, write)
            yield from triples
            yield from write.say(span, "segmentKind", segment.kind.value)
    terms = dict(extraction.terms)
    due = _due_dates(extraction)
    for provision in extraction.provisions:
        yield from _provision(provision, document, write)
        for key in terms.get(provision.path, ()):
            yield from write.say(part(document, provision.path), "keyTerm", key)
        if isinstance(provision, Task):
            yield from write.say(part(document, provision.path), "dueBy", due.get(provision.path))
    for responsibility in extraction.responsibilities:
        yield from _responsibility(responsibility, document, write)
    for deadline in extraction.deadlines:
        yield from _deadline(deadline, document, write)
    for target in extraction.targets:
        yield from _target(target, document, write)
    for citation in extraction.citations:
        yield from _citation(citation, document, write)


def part(document: Document, path: str) -> Name:
    """The name of the provision of `document` at `path`."""
    return document.id.of("provision", path)


def _plan(document: Document, write: Writer) -> Iterator[Triple]:
    place, period = document.place, document.period
    yield from write.about(
        document.id,
        ZR.Plan,
        dcterms_title=document.title,
        documentNumber=document.number,
        dcterms_issued=document.issued,
        periodStart=typed(str(period[0]), "gYear") if period else None,
        periodEnd=typed(str(period[1]), "gYear") if period else None,
        jurisdiction=jurisdiction(place) if place else None,
        level=LEVELS[document.level] if document.level else None,
        sourceFile=document.source_name,
        sourceDigest=document.digest,
        held=True,
        catalogue=True if document.catalogue else None,
        text=document.text,
    )


def jurisdiction(place: Place) -> Name:
    """The name of a place."""
    return Name("jurisdiction", (place.code,))


def _span(span: Span, document: Document, write: Writer, *use: str) -> tuple[Name, Iterator[Triple]]:
    """The name of a span and its triples; white space at both ends is left out.

    Where the text is not the file's own, a span leads to a page of it or to no place. `use` keeps spans of
    another graph apart from those of the plan's own.
    """
    exact = span.of(document.text)
    start = span.start + len(exact) - len(exact.lstrip())
    trimmed = Span(start, start + len(exact.strip()))
    source = document.offsets.span_to_source(trimmed) if document.verbatim else None
    name = document.id.of("span", f"{trimmed.start}-{trimmed.end}", *use)
    return name, write.about(
        name,
        ZR.Span,
        oa_start=trimmed.start,
        oa_end=trimmed.end,
        oa_exact=trimmed.of(document.text),
        sourceStart=source.start if source else None,
        sourceEnd=source.end if source else None,
        page=document.page_of(trimmed.start),
        inPlan=document.id,
    )


def title_of(provision: Provision, text: str) -> str:
    """Its heading, else the words it opens with, up to the first comma, at most 30 of them."""
    if provision.heading:
        return provision.heading
    own = provision.span.of(text).strip().removeprefix(provision.label).strip()
    found = _OPENING.match(own)
    opening = found[0] if found else ""
    return opening if len(opening) <= _TITLE else opening[:_TITLE] + "…"


def _provision(provision: Provision, document: Document, write: Writer) -> Iterator[Triple]:
    span, triples = _span(provision.span, document, write)
    yield from triples
    name = part(document, provision.path)
    yield from write.about(
        name,
        ZR.Provision,
        inPlan=document.id,
        partOf=part(document, provision.parent) if provision.parent else None,
        label=provision.label or None,
        number=provision.number,
        order=provision.order,
        dcterms_title=title_of(provision, document.text) or None,
        text=provision.span.of(document.text).strip(),
        span=span,
    )
    if isinstance(provision, Task):
        yield from write.about(name, ZR.Task)
        if provision.general:
            yield from write.about(name, ZR.GeneralProvision)


def _due_dates(extraction: Extraction) -> dict[str, date]:
    """The date each task is due: the one its responsibility clause gives, else the latest of its provision."""
    due: dict[str, tuple[bool, date]] = {}
    for deadline in extraction.deadlines:
        if deadline.due and deadline.provision:
            ranked = (deadline.method.endswith(".clause"), deadline.due)
            due[deadline.provision] = max(ranked, due.get(deadline.provision, ranked))
    return {path: day for path, (_, day) in due.items()}


def _responsibility(found: Responsibility, document: Document, write: Writer) -> Iterator[Triple]:
    role, shortcut = ROLES[found.role]
    task = part(document, found.task)
    name = document.id.of("responsibility", f"{found.span.start}-{found.span.end}-{found.role}")
    span, triples = _span(found.span, document, write)
    yield from triples
    rule = None
    if found.role_by_rule:
        rule, triples = _span(found.role_by_rule, document, write)
        yield from triples
    yield from write.about(
        name,
        ZR.Responsibility,
        task=task,
        role=role,
        institution=found.institution.id if found.institution else None,
        asNamed=found.as_named,
        openEnded=found.open_ended,
        span=span,
        roleByRule=rule,
        method=found.method,
    )
    yield from write.say(task, "hasResponsibility", name)
    if found.institution:
        yield from write.say(task, shortcut, found.institution.id)
        yield from write.say(task, "assignedTo", found.institution.id)


def _deadline(found: Deadline, document: Document, write: Writer) -> Iterator[Triple]:
    name = document.id.of("deadline", f"{found.span.start}-{found.span.end}")
    span, triples = _span(found.span, document, write)
    yield from triples
    yield from write.about(
        name, ZR.Deadline, deadlineText=found.text, dueBy=found.due, recurrence=found.recurrence, span=span,
        method=found.method,
    )  # fmt: skip
    whose = part(document, found.provision) if found.provision else document.id
    yield from write.say(whose, "hasDeadline", name)


def _target(found: Target, document: Document, write: Writer) -> Iterator[Triple]:
    mark = _MARKS[found.comparator]
    name = document.id.of("target", f"{found.span.start}-{found.span.end}-{mark}")
    span, triples = _span(found.span, document, write)
    yield from triples
    yield from write.about(
        name,
        ZR.Target,
        targetText=found.text,
        comparator=found.comparator,
        value=decimal(found.value),
        unit=found.unit,
        period=found.period,
        span=span,
        method=found.method,
    )
    yield from write.say(part(document, found.provision), "hasTarget", name)


def citation_name(document: Document, found: Citation) -> Name:
    """The name of one mention of another document."""
    return document.id.of("citation", f"{found.span.start}-{found.span.end}")


def _citation(found: Citation, document: Document, write: Writer) -> Iterator[Triple]:
    name = citation_name(document, found)
    span, triples = _span(found.span, document, write)
    yield from triples
    yield from write.about(
        name, ZR.Citation, citedTitle=found.title, citedNumber=found.number, span=span, method=found.method
    )
    citing = part(document, found.provision) if found.provision else document.id
    yield from write.say(citing, "hasCitation", name)


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
    return _span(span if straight else whole, plan.document, write, "link")


def state_kinds(authority: Authority, write: Writer) -> Iterator[Triple]:
    """The registry's kinds of bodies with all their names."""
    for key, stems in authority.names.items():
        kind = authority.kinds[key]
        yield from write.about(Name("kind", (key,)), ZR.InstitutionKind, skos_prefLabel=kind.name)
        for stem in stems:
            if stem != kind.name:
                yield from write.say(Name("kind", (key,)), "skos_altLabel", stem)


def state_bodies(bodies: Iterable[tuple[Institution, str]], write: Writer) -> Iterator[Triple]:
    """Bodies that plans name, each with a name as printed (or an empty one); what all plans share of them."""
    for body, printed in bodies:
        kind = Name("kind", (body.kind.key,)) if body.kind else None
        yield from write.about(
            body.id,
            ZR.Institution,
            skos_prefLabel=body.label,
            skos_altLabel=printed if printed not in ("", body.label) else None,
            jurisdiction=jurisdiction(body.place) if body.place else None,
            kind=kind,
        )
        if body.group:
            yield from write.about(body.id, ZR.InstitutionGroup, groupText=body.id.parts[-1])
        if body.kind and kind:
            yield from write.about(kind, ZR.InstitutionKind, skos_prefLabel=body.kind.name)


def state_places(places: Iterable[Place], authority: Authority, write: Writer) -> Iterator[Triple]:
    """Places and the places above them."""
    for place in places:
        for here in authority.lineage(place):
            above = authority.places.get(here.parent)
            yield from write.about(
                jurisdiction(here),
                ZR.Jurisdiction,
                skos_prefLabel=here.name,
                skos_notation=here.code,
                level=LEVELS[here.level],
                within=jurisdiction(above) if above else None,
            )

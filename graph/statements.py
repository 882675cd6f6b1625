"""What one plan says, as triples: what is stated of each record, and nothing else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from ..ontology.iri import Name
from ..ontology.model import (
    Citation,
    CitedAs,
    Deadline,
    Document,
    Extraction,
    Institution,
    Mention,
    Notice,
    NoticeKind,
    Provision,
    Responsibility,
    Role,
    Span,
    Target,
    Task,
)
from ..ontology.vocab import ZR
from .naming import citation_name, deadline_name, mention_name, part, target_name
from .obligations import state_obligations
from .places import LEVELS, jurisdiction
from .spans import state_span
from .terms import Writer, decimal, typed

ROLES = {
    Role.LEAD: (ZR.Lead, "leadBy"),
    Role.RESPONSIBLE: (ZR.Responsible, "responsibleBy"),
    Role.SUPPORT: (ZR.Support, "supportedBy"),
    Role.SUPERVISE: (ZR.Supervise, "supervisedBy"),
}
CITED_AS = {
    CitedAs.IMPLEMENTS: ZR.Implements,
    CitedAs.BASIS: ZR.Basis,
    CitedAs.FORWARDS: ZR.Forwards,
    CitedAs.REPEALS: ZR.Repeals,
    CitedAs.NAMES: ZR.Names,
}
RESOLUTIONS = ("names", "misprint", "form")
"""How bodies are found that the packaged registry does not have as they are printed; a group is told by its class."""
NOTICES = {NoticeKind.ISSUE: "issues", NoticeKind.FORWARD: "forwards"}
_TITLE = 30
_OPENING = re.compile(r"(?:“[^”\n]*”|\"[^\"\n]*\"|《[^》\n]*》|[（(][^）)\n]*[）)]|[^，,；;。：:\n])+")


def state(
    extraction: Extraction,
    publishers: Iterable[Institution],
    write: Writer,
    senders: Iterable[Institution] = (),
) -> Iterator[str]:
    """Everything one extraction says, as the triples of its plan's named graph; some may come twice.

    `publishers` issued the plan, `senders` the notice that it came with.
    A triple stands in one graph only: what plans share (bodies, places) is `state_bodies`' to say.
    """
    document = extraction.document
    yield from _plan(document, write)
    issuers = list(publishers)
    for publisher in issuers:
        yield from write.say(document.id, "dcterms_publisher", publisher.id)
    if issuers and all(one.kind and not one.kind.leading for one in issuers):
        yield from write.say(document.id, "departmental", True)
    if extraction.notice:
        yield from _notice(extraction.notice, senders, document, write)
    for segment in extraction.segments:
        if segment.span.of(document.text).strip():
            span, triples = state_span(segment.span, document, write)
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
    for mention in extraction.mentions:
        yield from _mention(mention, document, write)
    yield from state_obligations(extraction, write)


def _plan(document: Document, write: Writer) -> Iterator[str]:
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


def title_of(provision: Provision, text: str) -> str:
    """Its heading, else the words it opens with, up to the first comma, at most 30 of them."""
    if provision.heading:
        return provision.heading
    own = provision.span.of(text).strip().removeprefix(provision.label).strip()
    found = _OPENING.match(own)
    opening = found[0] if found else ""
    return opening if len(opening) <= _TITLE else opening[:_TITLE] + "…"


def _notice(
    notice: Notice, senders: Iterable[Institution], document: Document, write: Writer
) -> Iterator[str]:
    """The notice as a work of its own, and what it does with the plan."""
    span, triples = state_span(notice.span, document, write)
    yield from triples
    name = document.id.of("notice", f"{notice.span.start}-{notice.span.end}")
    yield from write.about(
        name,
        ZR.Notice,
        dcterms_title=notice.title,
        documentNumber=notice.number,
        dcterms_issued=notice.issued,
        span=span,
    )
    for sender in senders:
        yield from write.say(name, "dcterms_publisher", sender.id)
    yield from write.say(name, NOTICES[notice.kind], document.id)


def _provision(provision: Provision, document: Document, write: Writer) -> Iterator[str]:
    span, triples = state_span(provision.span, document, write)
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
    yield from write.say(document.id, "hasProvision", name)
    if isinstance(provision, Task):
        yield from write.about(name, ZR.Task)
        if provision.general:
            yield from write.about(name, ZR.GeneralProvision)


def _due_dates(extraction: Extraction) -> dict[str, date]:
    """The date each task is due: the one its responsibility clause gives, else the latest of its provision.

    The time of a phase holds for what stands under it and says no other.
    """
    due: dict[str, list[tuple[str, date]]] = defaultdict(list)
    for deadline in extraction.deadlines:
        if deadline.due and deadline.provision:
            due[deadline.provision].append((deadline.method, deadline.due))
    return {path: day for path, found in due.items() if (day := latest(found))}


def latest(found: Iterable[tuple[str, date]]) -> date | None:
    """The day by which a task is due, of its dates and the methods they were read by; None where it has none."""
    return max(((_rank(method), day) for method, day in found), default=(0, None))[1]


def _rank(method: str) -> int:
    return 2 if method.endswith(".clause") else 0 if method == "deadline.phase" else 1


def _responsibility(found: Responsibility, document: Document, write: Writer) -> Iterator[str]:
    role, shortcut = ROLES[found.role]
    task = part(document, found.task)
    where = f"{found.span.start}-{found.span.end}-{found.role}"
    name = document.id.of("responsibility", f"{where}-{found.task}" if found.added_by_rule else where)
    span, triples = state_span(found.span, document, write)
    yield from triples
    rules: dict[str, Name] = {}
    for rule, printed in (("roleByRule", found.role_by_rule), ("addedByRule", found.added_by_rule)):
        if printed:
            rules[rule], triples = state_span(printed, document, write)
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
        **rules,
        method=found.method,
        resolution=found.resolution if found.resolution in RESOLUTIONS else None,
        score=decimal(found.score) if found.score < 1 else None,
    )
    yield from write.say(task, "hasResponsibility", name)
    if found.institution:
        yield from write.say(task, shortcut, found.institution.id)
        yield from write.say(task, "assignedTo", found.institution.id)


def _deadline(found: Deadline, document: Document, write: Writer) -> Iterator[str]:
    name = deadline_name(document, found)
    span, triples = state_span(found.span, document, write)
    yield from triples
    event = None
    if found.event:
        event, triples = state_span(found.event, document, write)
        yield from triples
    yield from write.about(
        name,
        ZR.Deadline,
        deadlineText=found.text,
        dueBy=found.due,
        recurrence=found.recurrence,
        duration=found.duration,
        workingDays=True if found.working_days else None,
        event=found.event.of(document.text) if found.event else None,
        eventSpan=event,
        span=span,
        method=found.method,
    )
    whose = part(document, found.provision) if found.provision else document.id
    yield from write.say(whose, "hasDeadline", name)


def _target(found: Target, document: Document, write: Writer) -> Iterator[str]:
    name = target_name(document, found)
    span, triples = state_span(found.span, document, write)
    yield from triples
    yield from write.about(
        name,
        ZR.Target,
        targetText=found.text,
        comparator=found.comparator,
        value=decimal(found.value),
        unit=found.unit or None,
        period=found.period,
        measured=_printed(found.measured, document),
        measuredAt=found.measured.start if found.measured else None,
        baseline=_printed(found.baseline, document),
        baselineAt=found.baseline.start if found.baseline else None,
        span=span,
        method=found.method,
    )
    whose = part(document, found.provision) if found.provision else document.id
    yield from write.say(whose, "hasTarget", name)


def _printed(span: Span | None, document: Document) -> str | None:
    return span.of(document.text) if span else None


def _citation(found: Citation, document: Document, write: Writer) -> Iterator[str]:
    name = citation_name(document, found)
    span, triples = state_span(found.span, document, write)
    yield from triples
    yield from write.about(
        name,
        ZR.Citation,
        citedTitle=found.title,
        citedNumber=found.number,
        citedAs=CITED_AS[found.cited_as],
        pinpoint=found.pinpoint,
        shortFor=found.full,
        span=span,
        method=found.method,
    )
    citing = part(document, found.provision) if found.provision else document.id
    yield from write.say(citing, "hasCitation", name)


def _mention(found: Mention, document: Document, write: Writer) -> Iterator[str]:
    name = mention_name(document, found)
    span, triples = state_span(found.span, document, write)
    yield from triples
    yield from write.about(
        name,
        ZR.Mention,
        tag=found.tag,
        patternId=found.id or None,
        text=found.text,
        span=span,
        method=found.method,
    )
    whose = part(document, found.provision) if found.provision else document.id
    yield from write.say(whose, "hasMention", name)

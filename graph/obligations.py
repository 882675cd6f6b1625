"""Obligations as triples: who must do what, with what force, by when and how much."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from rdflib import URIRef

from ..ontology.iri import Name
from ..ontology.model import ActorSource, Deadline, Document, Extraction, Modality, Obligation, Span, Target
from ..ontology.vocab import ZR
from .naming import deadline_name, obligation_name, part, target_name
from .spans import state_span
from .terms import Writer

MODALITIES: dict[Modality, URIRef] = {
    Modality.MUST: ZR.Must,
    Modality.MUST_NOT: ZR.MustNot,
    Modality.SHOULD: ZR.Should,
    Modality.ENCOURAGE: ZR.Encourage,
    Modality.EXPLORE: ZR.Explore,
}
SOURCES: dict[ActorSource, URIRef] = {
    ActorSource.CLAUSE: ZR.InClause,
    ActorSource.SENTENCE: ZR.InSentence,
    ActorSource.TASK: ZR.AtTask,
    ActorSource.NONE: ZR.Unnamed,
}

_T = TypeVar("_T", Deadline, Target)


def state_obligations(extraction: Extraction, write: Writer) -> Iterator[str]:
    """Every duty of one plan, with the deadlines and targets that its clause gives."""
    document = extraction.document
    tasks = {task.path for task in extraction.tasks}
    deadlines = _Inside(extraction.deadlines)
    targets = _Inside(extraction.targets)
    for duty in extraction.obligations:
        name = obligation_name(document, duty)
        yield from _obligation(name, duty, extraction, duty.provision in tasks, write)
        for deadline in deadlines.of(duty.span):
            yield from write.say(name, "hasDeadline", deadline_name(document, deadline))
        for target in targets.of(duty.span):
            yield from write.say(name, "hasTarget", target_name(document, target))


class _Inside(Generic[_T]):
    """Finds the deadlines or targets that stand inside a span."""

    def __init__(self, found: Sequence[_T]) -> None:
        self._found: list[_T] = sorted(found, key=lambda one: one.span)
        self._starts: list[int] = [one.span.start for one in self._found]

    def of(self, span: Span) -> list[_T]:
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [one for one in self._found[first:last] if one.span.end <= span.end]


def _obligation(
    name: Name, duty: Obligation, extraction: Extraction, in_task: bool, write: Writer
) -> Iterator[str]:
    document = extraction.document
    whose = part(document, duty.provision) if duty.provision else document.id
    span, triples = state_span(duty.span, document, write)
    yield from triples
    yield from write.about(
        name,
        ZR.Obligation,
        task=whose if in_task else None,
        actorSource=SOURCES[duty.source],
        modality=MODALITIES[duty.modality],
        action=duty.action,
        object=duty.object,
        condition=duty.condition,
        actionAt=_unless_first(duty.action_at, duty.action, duty, document),
        objectAt=_unless_first(duty.object_at, duty.object, duty, document),
        conditionAt=_unless_first(duty.condition_at, duty.condition, duty, document),
        text=duty.span.of(document.text).strip(),
        span=span,
        method=duty.method,
    )
    yield from write.say(whose, "hasObligation", name)
    for reach in duty.scope:
        yield from write.say(name, "scope", reach.of(document.text))
    for actor in duty.actors:
        yield from write.say(name, "actorText", actor.as_named)
        if actor.institution:
            yield from write.say(name, "actor", actor.institution.id)


def _unless_first(at: int | None, said: str | None, duty: Obligation, document: Document) -> int | None:
    """Where a part of a duty begins, if the clause says the same words before: else their first place tells it."""
    return None if document.text.find(said or "", duty.span.start) == at else at

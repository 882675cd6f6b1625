"""Obligations tied to their tasks, their actors to institutions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ..data.authority import Authority
from ..ontology.model import Actor, ActorSource, Obligation, Provision, Span, Task
from .institutions import Scope, resolve
from .obligations import FoundObligation
from .structure import tiles


def tie_obligations(
    text: str,
    found: Sequence[FoundObligation],
    provisions: Sequence[Provision],
    bound: frozenset[str],
    scope: Scope,
    authority: Authority,
) -> Iterator[Obligation]:
    """The obligations of tasks, each with its task; `bound` are the tasks that have responsibilities.

    One in an unnumbered paragraph belongs to the task above it; one that stands under no task is left out.
    """
    by_path = {p.path: p for p in provisions}
    starts = [tile.start for tile in tiles(provisions)]
    for duty in found:
        here = bisect_right(starts, duty.span.start) - 1
        task = _task(provisions[here], by_path) if here >= 0 else None
        if task:
            yield _obligation(text, duty, task, task.path in bound, scope, authority)


def _task(here: Provision, by_path: dict[str, Provision]) -> Task | None:
    """The task a duty belongs to: its provision, the one a point lies in, or the one a paragraph stands under."""
    while not isinstance(here, Task):
        if (here.label and not here.point) or here.parent is None:
            return None
        here = by_path[here.parent]
    return here


def _obligation(
    text: str, duty: FoundObligation, task: Task, bound: bool, scope: Scope, authority: Authority
) -> Obligation:
    return Obligation(
        task=task.path,
        actors=tuple(Actor(n.name, n.span, resolve(n.name, scope, authority)) for n in duty.actors),
        source=_source(duty, bound),
        modality=duty.modality,
        action=duty.action.of(text),
        object=_printed(text, duty.object),
        condition=_printed(text, duty.condition),
        span=duty.span,
        method=duty.method,
    )


def _source(duty: FoundObligation, bound: bool) -> ActorSource:
    if duty.actors:
        return ActorSource.SENTENCE if duty.inherited else ActorSource.CLAUSE
    return ActorSource.TASK if bound else ActorSource.NONE


def _printed(text: str, span: Span | None) -> str | None:
    return span.of(text).strip(" 　，,；;、\n") or None if span else None

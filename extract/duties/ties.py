"""Obligations tied to their tasks, their actors to institutions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ...ontology.model import Actor, ActorSource, Obligation, Provision, Span, Task
from ..bodies.institutions import Resolver
from ..structure import tiles
from .obligations import FoundObligation


def tie_obligations(
    text: str,
    found: Sequence[FoundObligation],
    provisions: Sequence[Provision],
    bound: frozenset[str],
    resolver: Resolver,
) -> Iterator[Obligation]:
    """Obligations with the provisions they belong to; `bound` are the tasks for which a clause names who bears them."""
    by_path = {p.path: p for p in provisions}
    starts = [tile.start for tile in tiles(provisions)]
    for duty in found:
        here = bisect_right(starts, duty.span.start) - 1
        if here >= 0:
            path = _owner(provisions[here], by_path).path
            yield _obligation(text, duty, path, path in bound, resolver)


def _owner(here: Provision, by_path: dict[str, Provision]) -> Provision:
    """The task that a duty in `here` belongs to: itself, the one a point lies in, the one a paragraph stands under."""
    above: Provision | None = here
    while above and not isinstance(above, Task):
        above = by_path[above.parent] if above.parent and (above.point or not above.label) else None
    return above or here


def _obligation(text: str, duty: FoundObligation, path: str, bound: bool, resolver: Resolver) -> Obligation:
    return Obligation(
        provision=path,
        actors=tuple(Actor(n.name, n.span, resolver(n.name).institution) for n in duty.actors),
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

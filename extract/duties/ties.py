"""Obligations tied to their tasks, their actors to institutions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from ...ontology.model import Actor, ActorSource, Modality, Obligation, Provision, Span, Task
from ..bodies.institutions import Resolver
from ..bodies.names import Named, looks_like_body, split_bodies
from ..structure import tiles
from .actors import name_actors
from .offices import is_name
from .readings import read_clause
from .record import FoundObligation

_END = r"(?:[：:]|[ 　]*(?:\n|$))"
_OPENING = re.compile(
    rf"[ 　]*(?:(?P<names>[各省市县区镇乡村州][^。：:；;\n\d]{{1,80}})(?:。|{_END})"
    rf"|(?P<others>[\u4e00-\u9fff][^。：:；;，,\n\d]{{1,60}}){_END})"
)
"""Bodies and a mark, or a line of bodies; such as tell no place that they are of not before a full stop."""
_LIST = re.compile(
    r"[ 　]*(?P<says>[^。：:；;\n]{4,60}(?:下列|以下|如下)[^。：:；;，,\n]{0,24}(?:职责|责任|工作|任务|义务|要求|规定|事项))[：:]"
)
"""What says that a list of duties follows."""
_MARKS = " 　，,；;、\n"
_MOST = 4
_REACH = r"在[^，,。；;在于]{2,14}(?:领域|区域|行业|环节)内?|所有(?!权|制|者|人)|全部|各类|凡(?=[\u4e00-\u9fff]{2})|一律|原则上"
_SCOPE = re.compile(_REACH)
_SCOPE_OR_EXTENT = re.compile(rf"(?:在|于)?[^，,。；;在于的]{{0,10}}范围内?|{_REACH}")
_EXTENT = "范围"


def tie_obligations(
    text: str,
    found: Sequence[FoundObligation],
    provisions: Sequence[Provision],
    bound: frozenset[str],
    resolver: Resolver,
) -> Iterator[Obligation]:
    """Obligations with the provisions they belong to; `bound` are the tasks for which a clause names who bears them.

    What stands before all provisions, in the notice or the preamble, belongs to none.
    """
    by_path = {p.path: p for p in provisions}
    starts = [tile.start for tile in tiles(provisions)]
    opening = cache(lambda here: _opening(text, provisions[here], by_path))
    listed = cache(lambda here: _listed(text, provisions[here], by_path))
    for duty in found:
        here = bisect_right(starts, duty.span.start) - 1
        if here < 0:
            yield _obligation(text, duty, None, False, resolver)
            continue
        path = _owner(provisions[here], by_path).path
        if not duty.actors and (opened := opening(here)):
            duty = duty._replace(actors=opened, inherited=True)
        elif not duty.actors and (told := listed(here)):
            duty = duty._replace(actors=told.actors, inherited=True, modality=told.over(duty.modality))
        yield _obligation(text, duty, path, path in bound, resolver)


def _opening(text: str, provision: Provision, by_path: Mapping[str, Provision]) -> tuple[Named, ...]:
    """The bodies that an item opens with, and names nothing else by, or that head it: what it asks is theirs.

    Forms:
      1. 3.市消防队：每天巡查, （一）各区政府。落实责任, 镇党政办：负责协调    at the beginning of its text
      2. （一）市发展改革委 / 1.编制规划。                          the heading of what it stands under
    """
    start = text.find(provision.label, provision.span.start, provision.span.end) + len(provision.label)
    named = _names(text, start, provision.span.end)
    above = by_path.get(provision.parent or "")
    for _ in range(_MOST):
        if named or above is None or not above.label:
            break
        at = text.find(above.label, above.span.start, above.span.end) + len(above.label)
        named = (
            _names(text, at, above.span.end) if text.startswith(above.heading, at) and above.heading else ()
        )
        above = by_path.get(above.parent or "")
    return named


class _Listed(NamedTuple):
    """Whose duties a list tells, and with what force."""

    actors: tuple[Named, ...]
    force: Modality | None

    def over(self, own: Modality) -> Modality:
        """The force of one of them: its own, where that is more than the bare verb's."""
        return self.force if self.force and own is Modality.SHOULD else own


def _listed(text: str, provision: Provision, by_path: Mapping[str, Provision]) -> _Listed | None:
    """The bodies of which an item above says that what follows is theirs (县防火办应当履行下列职责：), None where none does."""
    above = by_path.get(provision.parent or "")
    for _ in range(_MOST):
        if above is None:
            break
        at = text.find(above.label, above.span.start, above.span.end) + len(above.label)
        if found := _LIST.match(text, at, above.span.end):
            read = read_clause(text, Span(*found.span("says")))
            names = name_actors(text, read.who, lambda name: False) if read.who else ()
            return _Listed(tuple(names), read.force) if read.who else None
        above = by_path.get(above.parent or "")
    return None


def _names(text: str, start: int, end: int) -> tuple[Named, ...]:
    found = _OPENING.match(text, start, end)
    if found is None or not looks_like_body(found[found.lastgroup or 0].strip()):
        return ()
    names = split_bodies(text, Span(*found.span(found.lastgroup or 0)), lambda name: False)
    return tuple(names) if all(is_name(one.name, placed=found.lastgroup == "names") for one in names) else ()


def _owner(here: Provision, by_path: dict[str, Provision]) -> Provision:
    """The task that a duty in `here` belongs to: itself, the one a point lies in, the one a paragraph stands under."""
    above: Provision | None = here
    while above and not isinstance(above, Task):
        above = by_path[above.parent] if above.parent and (above.point or not above.label) else None
    return above or here


def _obligation(
    text: str, duty: FoundObligation, path: str | None, bound: bool, resolver: Resolver
) -> Obligation:
    thing, thing_at = _printed(text, duty.object)
    condition, condition_at = _printed(text, duty.condition)
    return Obligation(
        provision=path,
        actors=tuple(Actor(n.name, n.span, resolver(n.name).institution) for n in duty.actors),
        source=_source(duty, bound),
        modality=duty.modality,
        action=duty.action.of(text),
        object=thing,
        condition=condition,
        span=duty.span,
        method=duty.method,
        scope=tuple(_scope(text, duty.span)),
        action_at=duty.action.start,
        object_at=thing_at,
        condition_at=condition_at,
    )


def _source(duty: FoundObligation, bound: bool) -> ActorSource:
    if duty.actors:
        return ActorSource.SENTENCE if duty.inherited else ActorSource.CLAUSE
    return ActorSource.TASK if bound else ActorSource.NONE


def _scope(text: str, span: Span) -> Iterator[Span]:
    """The words of a clause that say how far a duty reaches, at most so many.

    Forms:
      1. 在全市范围内, 在重点领域, 全县范围     where
      2. 所有, 全部, 各类, 凡, 一律            all of them
      3. 原则上                              with exceptions
    """
    pattern = _SCOPE_OR_EXTENT if text.find(_EXTENT, span.start, span.end) >= 0 else _SCOPE
    found = pattern.finditer(text, span.start, span.end)
    yield from (Span(*one.span()) for one in islice(found, _MOST))


def _printed(text: str, span: Span | None) -> tuple[str | None, int | None]:
    """A part as printed, without marks around it, and where that begins; None where nothing is left."""
    whole = span.of(text) if span else ""
    printed = whole.strip(_MARKS)
    return (printed, span.start + whole.index(printed)) if span and printed else (None, None)

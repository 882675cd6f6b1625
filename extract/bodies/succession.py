"""What reforms did to the bodies that plans name, place by place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ...data.authority import Authority
from ...ontology.iri import Name
from ...ontology.model import ChangeEvent, ChangeKind, Institution, Place, Reform
from .institutions import body

_SENTENCES = {
    ChangeKind.RENAMED: "{before}更名为{after}",
    ChangeKind.MERGED: "{before}的职责并入{after}",
    ChangeKind.SPLIT: "{before}撤销，职责由{after}承担",
    ChangeKind.FUNCTIONS_MOVED: "{before}的部分职责划入{after}",
    ChangeKind.TRANSFERRED: "{before}改变隶属关系",
}


def changes(
    bodies: Iterable[Institution], reforms: Sequence[Reform], authority: Authority
) -> Iterator[ChangeEvent]:
    """The events that changed `bodies`, by place and day; identities are never merged, only tied in time.

    A reform in which a body ends (renamed, merged, split) gives its successor in the same place, whether or not a
    plan names it, and that one's own successor after it. One that only moves functions is an event where both
    sides are among `bodies`. Bodies without a place, and kinds that are not in the registry, have none.
    """
    placed = {one for one in bodies if one.place and one.kind and one.kind.key in authority.names}
    for place, here in groupby(sorted(placed, key=lambda one: one.id), key=lambda one: one.place):
        if place:
            yield from _in_place(place, {one.kind.key: one for one in here if one.kind}, reforms, authority)


def _in_place(
    place: Place, here: dict[str, Institution], reforms: Sequence[Reform], authority: Authority
) -> Iterator[ChangeEvent]:
    dated = [one for one in reforms if place.level in one.days and place.code not in one.exempt]
    for reform in sorted(dated, key=lambda one: (one.days[place.level], one.key)):
        before = tuple(here[key] for key in reform.before if key in here)
        after = tuple(
            here.get(key) or body(authority.kinds[key], place, authority)
            for key in reform.after
            if reform.kind.ends or key in here
        )
        if before and after:
            here |= {one.kind.key: one for one in after if one.kind}
            yield _change(place, reform, before, after)


def _change(
    place: Place, reform: Reform, before: tuple[Institution, ...], after: tuple[Institution, ...]
) -> ChangeEvent:
    sentence = "{before}更名" if before == after and reform.kind.ends else _SENTENCES[reform.kind]
    names = {"before": "、".join(one.label for one in before), "after": "、".join(one.label for one in after)}
    day = reform.days[place.level]
    return ChangeEvent(
        Name("event", (place.code, reform.key)), sentence.format(**names), reform, day, before, after
    )

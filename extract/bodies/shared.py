"""What all plans share, worked out from the bodies they name: successors, members of groups, places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from ...data.authority import Authority
from ...ontology.iri import Name
from ...ontology.model import ChangeEvent, Document, Institution, Membership, Place, Reform
from ..compose import scope_of
from .groups import definitions, memberships
from .institutions import is_known, match
from .succession import changes


@dataclass(frozen=True, slots=True)
class Shared:
    """Bodies with a name as printed (or an empty one), what reforms did to them, and who is in which group."""

    bodies: tuple[tuple[Institution, str], ...]
    changes: tuple[ChangeEvent, ...]
    memberships: tuple[Membership, ...]

    @property
    def places(self) -> set[Place]:
        """The places of all bodies."""
        return {body.place for body, _ in self.bodies if body.place}


def share(
    bodies: Sequence[tuple[Institution, str]],
    defined: Callable[[Institution], Iterable[Institution]],
    reforms: Sequence[Reform],
    authority: Authority,
) -> Shared:
    """What follows from the bodies that plans name; `defined` gives the members a plan's own text defines."""
    named = dict.fromkeys(body for body, _ in bodies)
    groups = [body for body in named if body.group]
    single = [body for body in named if not body.group]
    members = tuple(memberships(groups, single, defined, authority))
    events = tuple(changes(single, reforms, authority))
    also = [body for known in members for body in known.members]
    also += [body for event in events for body in event.after]
    more = tuple((body, "") for body in dict.fromkeys(also) if body not in named)
    return Shared((*bodies, *more), events, members)


def by_definition(
    documents: Iterable[Document], text: Callable[[Name], str], authority: Authority
) -> Callable[[Institution], list[Institution]]:
    """Gives the members of a group that its plan defines; `text` gives the text of a plan."""
    held = {document.id: document for document in documents}

    @cache
    def lists(plan: Name) -> dict[str, list[Institution]]:
        known = cache(lambda name: is_known(name, authority))
        scope, printed = scope_of(held[plan], known), text(plan)
        return {
            phrase: [found for name in names if (found := match(name, scope, authority).institution)]
            for phrase, names in definitions(printed, known).items()
        }

    def members(group: Institution) -> list[Institution]:
        mark, printed, *title = group.id.parts
        plan = Name("plan", (mark, *title)) if title else None
        if plan not in held or plan is None:
            return []
        return next((found for phrase, found in lists(plan).items() if printed.endswith(phrase)), [])

    return members

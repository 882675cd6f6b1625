"""What all plans share, as triples: kinds of bodies, the bodies themselves and their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..data.authority import Authority
from ..ontology.iri import Name
from ..ontology.model import ChangeEvent, ChangeKind, Institution, Membership, Place
from ..ontology.vocab import ZR
from .places import LEVELS, jurisdiction
from .terms import ORG_CHANGE_EVENT, Writer, typed

CHANGES = {
    ChangeKind.RENAMED: ZR.Renamed,
    ChangeKind.MERGED: ZR.Merged,
    ChangeKind.SPLIT: ZR.Split,
    ChangeKind.FUNCTIONS_MOVED: ZR.FunctionsMoved,
    ChangeKind.TRANSFERRED: ZR.Transferred,
}


def state_kinds(authority: Authority, write: Writer) -> Iterator[str]:
    """The registry's kinds of bodies with all their names."""
    for key, stems in authority.names.items():
        kind = authority.kinds[key]
        yield from write.about(
            Name("kind", (key,)),
            ZR.InstitutionKind,
            skos_prefLabel=kind.name,
            system=kind.system or None,
            since=typed(str(kind.since), "gYear") if kind.since else None,
            until=typed(str(kind.until), "gYear") if kind.until else None,
        )
        for stem in stems:
            if stem != kind.name:
                yield from write.say(Name("kind", (key,)), "skos_altLabel", stem)


def state_bodies(bodies: Iterable[tuple[Institution, str]], write: Writer) -> Iterator[str]:
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
            yield from write.about(body.id, ZR.InstitutionGroup, groupText=body.id.parts[1])
        if body.kind and kind:
            yield from write.about(kind, ZR.InstitutionKind, skos_prefLabel=body.kind.name)


def state_shared(
    bodies: Iterable[tuple[Institution, str]],
    changes: Iterable[ChangeEvent],
    memberships: Iterable[Membership],
    write: Writer,
) -> Iterator[str]:
    """Bodies, what reforms did to them, and who is in which group."""
    yield from state_bodies(bodies, write)
    yield from state_changes(changes, write)
    yield from state_members(memberships, write)


def state_changes(changes: Iterable[ChangeEvent], write: Writer) -> Iterator[str]:
    """Reforms in one place each; a body that ended is tied to those that answer for its duties."""
    for change in changes:
        yield from write.about(
            change.id,
            ORG_CHANGE_EVENT,
            skos_prefLabel=change.label,
            changeKind=CHANGES[change.reform.kind],
            dcterms_date=change.day,
            basis=change.reform.basis or None,
            nameKept=True if change.reform.name_kept else None,
        )
        for body in change.before:
            yield from write.say(change.id, "org_originalOrganization", body.id)
            yield from write.say(body.id, "org_changedBy", change.id)
        for body in change.after:
            yield from write.say(change.id, "org_resultingOrganization", body.id)
            if body not in change.before:
                yield from write.say(body.id, "org_resultedFrom", change.id)
        yield from _successions(change, write)


def _successions(change: ChangeEvent, write: Writer) -> Iterator[str]:
    if change.reform.kind.ends:
        for before in change.before:
            for after in change.after:
                if after != before:
                    yield from write.say(before.id, "succeededBy", after.id)


def state_members(memberships: Iterable[Membership], write: Writer) -> Iterator[str]:
    """Groups and who is known to be in them."""
    for known in memberships:
        yield from write.say(known.group.id, "memberBasis", known.basis)
        for member in known.members:
            yield from write.say(known.group.id, "hasMember", member.id)


def state_places(places: Iterable[Place], authority: Authority, write: Writer) -> Iterator[str]:
    """Places and the places above them."""
    for place in places:
        for here in authority.lineage(place):
            above = authority.places.get(here.parent)
            yield from write.about(
                jurisdiction(here),
                ZR.Jurisdiction,
                skos_prefLabel=here.name,
                skos_notation=here.code if here.code.isdigit() else None,
                level=LEVELS[here.level],
                within=jurisdiction(above) if above else None,
            )

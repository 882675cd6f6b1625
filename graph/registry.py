"""What all plans share, as triples: kinds of bodies, the bodies themselves and their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Triple

from ..data.authority import Authority
from ..ontology.iri import Name
from ..ontology.model import Institution, Place
from ..ontology.vocab import ZR
from .places import LEVELS, jurisdiction
from .terms import Writer


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

"""What all plans share, as it is stated: the vocabulary, the registry, and the bodies and places that plans name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import RdfFormat

from .data.authority import load
from .data.changes import reforms
from .extract.bodies.institutions import named
from .extract.bodies.shared import by_definition, share
from .graph.registry import state_kinds, state_places, state_shared
from .graph.terms import Writer, statement
from .ontology.iri import Name
from .ontology.model import Document, Extraction


def state_known(
    documents: Sequence[Document],
    bodies: Iterable[tuple[Name, str]],
    plan: Callable[[Document], Extraction],
    own: tuple[Path, ...],
    write: Writer,
) -> Iterator[str]:
    """The graph of what is known beforehand and what follows from it for the held plans.

    `bodies` are those the plans name, each with a name as printed; `plan` gives a plan by its metadata, and `own` are
    the tables of the user's own names.
    """
    authority = load(*own)
    vocabulary = (files(__package__) / "ontology" / "zeren.ttl").read_bytes()
    yield from (statement(quad.triple) for quad in ox.parse(vocabulary, format=RdfFormat.TURTLE))
    yield from state_kinds(authority, write)
    by_name = {document.id: document for document in documents}
    printed = sorted(set(bodies), key=lambda body: (body[0].tail, body[1]))
    known = [(named(one, authority), name) for one, name in printed]
    defined = by_definition(documents, lambda name: plan(by_name[name]).document.text, authority)
    shared = share(known, defined, reforms(*own), authority)
    yield from state_shared(shared.bodies, shared.changes, shared.memberships, write)
    places = {document.place for document in documents if document.place} | shared.places
    yield from state_places(sorted(places, key=lambda place: place.code), authority, write)

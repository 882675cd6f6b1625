"""What all plans share, as it is stated: the vocabulary, the registry, and the bodies and places that plans name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
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
    institution = cache(lambda body: named(body, authority))
    known = [(institution(one), name) for one, name in printed]
    defined = by_definition(documents, lambda name: plan(by_name[name]).document.text, authority)
    shared = share(known, defined, reforms(*own), authority)
    yield from state_shared(shared.bodies, shared.changes, shared.memberships, write)
    places = {document.place for document in documents if document.place} | shared.places
    yield from state_places(sorted(places, key=lambda place: place.code), authority, write)


def key_of(documents: Iterable[Document], named: Callable[[Document], bytes], version: str) -> str:
    """A digest of everything that what all plans share depends on; `named` gives the bodies of a plan as its record has them.

    `version` is of the code and the tables. Of plans that define a group, their text decides too.
    """
    found = set[bytes]()
    for document in documents:
        bodies = named(document)
        text = document.digest if _defines(bodies, document) else ""
        place = document.place.code if document.place else ""
        found.add(f"{place} {text} ".encode() + hashlib.sha256(bodies).digest())
    return hashlib.sha256(b"\0".join([version.encode(), *sorted(found)])).hexdigest()


def _defines(bodies: bytes, document: Document) -> bool:
    """Whether a plan names a group that it defines itself, whose name ends with that of the plan."""
    ending = f'/{document.id.tail.rpartition("/")[2]}"'
    return ending.encode() in bodies

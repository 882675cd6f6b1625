"""The vocabulary as the editor completes it: classes, properties and individuals with their labels."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, RdfFormat

from ...ontology.vocab import PREFIXES

_KINDS = {
    "Class": "classes",
    "ObjectProperty": "properties",
    "DatatypeProperty": "properties",
    "AnnotationProperty": "properties",
    "Property": "properties",
}
_BESIDES = {
    "dcterms": ("title", "publisher", "issued"),
    "skos": ("prefLabel", "altLabel", "notation", "exactMatch"),
    "rdfs": ("label", "comment", "subClassOf"),
    "oa": ("start", "end", "exact"),
    "org": ("subOrganizationOf", "resultedFrom", "changedBy"),
}
"""Properties of other vocabularies that the graph uses."""
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@cache
def terms(lang: str) -> dict[str, list[dict[str, str]]]:
    """Classes, properties and individuals: their IRI, label and comment in a language."""
    kinds, said = dict[str, str](), dict[tuple[str, str], dict[str, str]]()
    path = files(__package__.rpartition(".viz")[0]) / "ontology" / "zeren.ttl"
    for quad in ox.parse(path.read_bytes(), format=RdfFormat.TURTLE):
        if not isinstance(quad.subject, NamedNode) or not quad.subject.value.startswith(PREFIXES["zr"]):
            continue
        what = quad.predicate.value
        if what == _RDF_TYPE and isinstance(quad.object, NamedNode):
            kind = _KINDS.get(quad.object.value.rpartition("#")[2], "individuals")
            kinds.setdefault(quad.subject.value, kind)
        elif isinstance(quad.object, Literal):
            about = said.setdefault((quad.subject.value, what.rpartition("#")[2]), {})
            about[quad.object.language or ""] = quad.object.value
    found: dict[str, list[dict[str, str]]] = {"classes": [], "properties": [], "individuals": []}
    for iri, kind in sorted(kinds.items()):
        label, comment = (_in(said.get((iri, name), {}), lang) for name in ("label", "comment"))
        found[kind].append({"iri": iri, "label": label or iri.rpartition("#")[2], "comment": comment})
    for prefix, names in _BESIDES.items():
        found["properties"] += [
            {"iri": PREFIXES[prefix] + name, "label": name, "comment": ""} for name in names
        ]
    return found


def _in(said: dict[str, str], lang: str) -> str:
    return next((text for tag, text in said.items() if tag.startswith(lang)), next(iter(said.values()), ""))

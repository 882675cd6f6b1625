"""pyoxigraph's terms and ours: the one place where a name, a span or a date becomes a term, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize
from rdflib import RDF, URIRef

from ..ontology.iri import BASE, Name
from ..ontology.vocab import PREFIXES

_XSD = PREFIXES["xsd"]
ORG_CHANGE_EVENT = URIRef(PREFIXES["org"] + "ChangeEvent")
_TYPE = NamedNode(str(RDF.type))

Value = Name | URIRef | str | bool | int | date | Literal | None


class Writer:
    """Writes triples about named things under one base; None is not written.

    It remembers the nodes it has made, so one writer serves one document.
    """

    def __init__(self, base: str = BASE) -> None:
        """`base` is the IRI all identifiers begin with."""
        self.base = base
        self._nodes: dict[Name, NamedNode] = {}

    def node(self, name: Name) -> NamedNode:
        """The node of a name."""
        node = self._nodes.get(name)
        if node is None:
            node = self._nodes[name] = NamedNode(name.iri(self.base))
        return node

    def about(self, name: Name, kind: URIRef, /, **values: Value) -> Iterator[Triple]:
        """`name` is a `kind`; keywords are terms of zr:, with a prefix others: skos_prefLabel."""
        subject = self.node(name)
        yield Triple(subject, _TYPE, _constant(kind))
        for key, value in values.items():
            if value is not None:
                yield Triple(subject, _property(key), self._object(value))

    def say(self, name: Name, key: str, value: Value) -> Iterator[Triple]:
        """One property of `name`, or nothing where the value is None."""
        if value is not None:
            yield Triple(self.node(name), _property(key), self._object(value))

    def _object(self, value: Value) -> NamedNode | Literal:
        if isinstance(value, Name):
            return self.node(value)
        make = _OBJECTS.get(type(value))
        if make is None:
            raise TypeError(f"no term for {value!r}")
        return make(value)


def term(key: str) -> str:
    """The IRI of a property: `leadBy` is zr:leadBy, `dcterms_title` is dcterms:title."""
    prefix, _, local = key.partition("_")
    return PREFIXES[prefix] + local if local else PREFIXES["zr"] + key


def typed(value: str, datatype: str) -> Literal:
    """A literal of an XSD datatype, by its local name."""
    return Literal(value, datatype=_datatype(datatype))


def decimal(value: float | str) -> Literal:
    """A decimal with at most three places, always written the same way."""
    printed = f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else value
    return typed(printed, "decimal")


def checked(iri: str) -> str:
    """`iri` as it may stand between < and > in a query. Raises ValueError where it is no IRI."""
    return NamedNode(iri).value


def ntriples(triples: Iterable[Triple]) -> bytes:
    """Triples as N-Triples, each once and in order of its line: the same bytes for the same statements."""
    written = serialize(set(triples), format=RdfFormat.N_TRIPLES) or b""
    return b"".join(sorted(written.splitlines(keepends=True)))


@cache
def _constant(iri: URIRef) -> NamedNode:
    return NamedNode(str(iri))


@cache
def _datatype(local: str) -> NamedNode:
    return NamedNode(_XSD + local)


@cache
def _property(key: str) -> NamedNode:
    return NamedNode(term(key))


_OBJECTS: dict[type, Callable[..., NamedNode | Literal]] = {
    str: Literal,
    bool: lambda value: typed("true" if value else "false", "boolean"),
    int: lambda value: typed(str(value), "integer"),
    date: lambda value: typed(value.isoformat(), "date"),
    URIRef: _constant,
    Literal: lambda value: value,
}

"""pyoxigraph's terms and ours: the one place where a name, a span or a date becomes a term, and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import RDF, URIRef

from ..ontology.iri import BASE, Name
from ..ontology.vocab import PREFIXES

_XSD = PREFIXES["xsd"]
_TYPE = NamedNode(str(RDF.type))

Value = Name | URIRef | str | bool | int | date | Literal | None


class Writer:
    """Writes triples about named things under one base; None is not written."""

    def __init__(self, base: str = BASE) -> None:
        """`base` is the IRI all identifiers begin with."""
        self.base = base

    def node(self, name: Name) -> NamedNode:
        """The node of a name."""
        return NamedNode(name.iri(self.base))

    def about(self, name: Name, kind: URIRef, /, **values: Value) -> Iterator[Triple]:
        """`name` is a `kind`; keywords are terms of zr:, with a prefix others: skos_prefLabel."""
        subject = self.node(name)
        yield Triple(subject, _TYPE, NamedNode(str(kind)))
        for key, value in values.items():
            yield from self.say(name, key, value)

    def say(self, name: Name, key: str, value: Value) -> Iterator[Triple]:
        """One property of `name`, or nothing where the value is None."""
        if value is not None:
            yield Triple(self.node(name), NamedNode(term(key)), self._object(value))

    def _object(self, value: Value) -> NamedNode | Literal:
        match value:
            case Name():
                return self.node(value)
            case Literal():
                return value
            case URIRef():
                return NamedNode(str(value))
            case bool():
                return typed("true" if value else "false", "boolean")
            case int():
                return typed(str(value), "integer")
            case date():
                return typed(value.isoformat(), "date")
            case str():
                return Literal(value)
            case _:
                raise TypeError(f"no term for {value!r}")


def term(key: str) -> str:
    """The IRI of a property: `leadBy` is zr:leadBy, `dcterms_title` is dcterms:title."""
    prefix, _, local = key.partition("_")
    return PREFIXES[prefix] + local if local else PREFIXES["zr"] + key


def typed(value: str, datatype: str) -> Literal:
    """A literal of an XSD datatype, by its local name."""
    return Literal(value, datatype=NamedNode(_XSD + datatype))


def decimal(value: float | str) -> Literal:
    """A decimal with at most three places, always written the same way."""
    printed = f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else value
    return typed(printed, "decimal")

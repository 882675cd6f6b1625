"""Statements as text: the one place where a name, a span or a date becomes a term of RDF."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from itertools import chain
from json.encoder import encode_basestring as quoted

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import URIRef

from ..ontology.iri import BASE, Name
from ..ontology.vocab import PREFIXES

_XSD = PREFIXES["xsd"]
ORG_CHANGE_EVENT = URIRef(PREFIXES["org"] + "ChangeEvent")
_DECIMALS_AT_HAND = 4096

Value = Name | URIRef | str | bool | int | date | Literal | None


class Writer:
    """Writes statements about named things under one base; None is not written.

    What is said of a thing is a piece of Turtle: plans make hundreds of thousands of statements, and terms as objects
    cost more than reading the plans does. It remembers the names it has written, so one writer serves one document.
    """

    def __init__(self, base: str = BASE, plan: Name | None = None) -> None:
        """`base` is the IRI all identifiers begin with; things inside `plan` are written short, behind `prefixes`."""
        self.base = base
        self.prefixes = _prefixes(base, plan) if plan else ""
        self._names = _Names(base, plan)
        self._terms = _Terms({**_OBJECTS, Name: self._names.__getitem__})

    def node(self, name: Name) -> NamedNode:
        """The node of a name."""
        return NamedNode(name.iri(self.base))

    def about(self, name: Name, kind: URIRef, /, **values: Value) -> list[str]:
        """`name` is a `kind`; keywords are terms of zr:, with a prefix others: skos_prefLabel.

        All of it is one piece, in which the name stands once.
        """
        terms = self._terms
        said = [
            f" ;\n{_PROPERTIES[key]} {terms[type(value)](value)}"
            for key, value in values.items()
            if value is not None
        ]
        return [f"{self._names[name]} a {_constant(kind)}{''.join(said)} .\n"]

    def say(self, name: Name, key: str, value: Value) -> list[str]:
        """One property of `name`, or nothing where the value is None."""
        if value is None:
            return []
        return [f"{self._names[name]} {_PROPERTIES[key]} {self._terms[type(value)](value)} .\n"]


class _Names(dict[Name, str]):
    """Names as they are written under a base."""

    def __init__(self, base: str, plan: Name | None) -> None:
        super().__init__()
        self._base = base
        self._inside = plan.parts if plan else None

    def __missing__(self, name: Name) -> str:
        kind, parts = name
        short = parts[:-1] == self._inside and kind in _INSIDE and _LOCAL.fullmatch(parts[-1])
        written = self[name] = f"{kind}:{parts[-1]}" if short else f"<{name.iri(self._base)}>"
        return written


class _Terms(dict[type, Callable[..., str]]):
    """How values of each type are written; of others it says that they cannot be."""

    def __missing__(self, kind: type) -> Callable[..., str]:
        return _refuse


def _refuse(value: object) -> str:
    raise TypeError(f"no term for {value!r}")


def term(key: str) -> str:
    """The IRI of a property: `leadBy` is zr:leadBy, `dcterms_title` is dcterms:title."""
    prefix, _, local = key.partition("_")
    return PREFIXES[prefix] + local if local else PREFIXES["zr"] + key


def typed(value: str, datatype: str) -> Literal:
    """A literal of an XSD datatype, by its local name."""
    return Literal(value, datatype=_datatype(datatype))


@lru_cache(_DECIMALS_AT_HAND)
def decimal(value: float | str) -> Literal:
    """A decimal with at most three places of a float, always written the same way."""
    return typed(plain_number(f"{value:.3f}" if isinstance(value, float) else value), "decimal")


def plain_number(value: str) -> str:
    """A number without zeros that say nothing, as stores give it back."""
    try:
        return f"{Decimal(value).normalize():f}"
    except InvalidOperation:
        return value


def truth(value: str | None) -> bool:
    """Whether the value of a boolean is true; some servers write it as 1."""
    return value in ("true", "1")


def checked(iri: str) -> str:
    """`iri` as it may stand between < and > in a query. Raises ValueError where it is no IRI."""
    return NamedNode(iri).value


def statement(triple: Triple) -> str:
    """A triple as a line, which is N-Triples and Turtle."""
    return f"{triple} .\n"


def joined(statements: Iterable[str], prefixes: str = "") -> bytes:
    """What a writer wrote, as Turtle, each piece once: the same bytes for the same pieces in the same order."""
    return b"".join(dict.fromkeys(map(str.encode, chain((prefixes,), statements))))


def parted(turtle: bytes) -> tuple[bytes, bytes]:
    """The prefixes in front of what a writer wrote, if any, and the rest."""
    prefixes, end, rest = (
        turtle.partition(_END_OF_PREFIXES) if turtle.startswith(b"@prefix") else (b"", b"", turtle)
    )
    return prefixes + end, rest


def _prefixes(base: str, plan: Name) -> str:
    lines = [f"@prefix {kind}: <{plan.of(kind, '-').iri(base).removesuffix('-')}> .\n" for kind in _INSIDE]
    return "".join([*lines, "\n"])


@cache
def _constant(iri: URIRef) -> str:
    return str(NamedNode(str(iri)))


@cache
def _datatype(local: str) -> NamedNode:
    return NamedNode(_XSD + local)


class _Properties(dict[str, str]):
    """Properties by their keys, as they are written."""

    def __missing__(self, key: str) -> str:
        written = self[key] = str(NamedNode(term(key)))
        return written


_INSIDE = ("provision", "responsibility", "deadline", "target", "citation", "span", "obligation", "mention")
"""The kinds of things that stand inside a plan."""
_LOCAL = re.compile(r"\w[\w-]*(?:\.[\w-]+)*", re.ASCII)
_END_OF_PREFIXES = b" .\n\n"
"""No statement holds a blank line: line breaks in literals are escaped."""
_PROPERTIES = _Properties()
_OBJECTS: dict[type, Callable[..., str]] = {
    str: quoted,
    bool: {True: "true", False: "false"}.__getitem__,
    int: str,
    date: lambda value: f'"{value.isoformat()}"^^<{_XSD}date>',
    URIRef: _constant,
    Literal: str,
}

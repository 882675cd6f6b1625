"""How terms look: to people, to a spreadsheet, and back from what people type."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ..ontology.iri import BASE
from ..ontology.vocab import PREFIXES

Term = NamedNode | BlankNode | Literal | Triple
Value = str | int | Decimal | bool | date | None

PREFIXED = PREFIXES | {"id": BASE}
"""The namespaces by the short name they are shown under; `id:` is where zeren's own things live."""

_XSD = PREFIXES["xsd"]
XSD_DATE = NamedNode(_XSD + "date")
XSD_INTEGER = NamedNode(_XSD + "integer")
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,15})?")
_YEAR = re.compile(r"\d{4}")


def plain(term: Term | None) -> str:
    """The term as bare text: an IRI in full, a literal without its type; empty where there is none."""
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def short(term: Term | None) -> str:
    """The term for a screen: an IRI is shortened by a prefix where one fits (`zr:Lead`)."""
    if isinstance(term, NamedNode):
        for prefix, namespace in PREFIXED.items():
            if term.value.startswith(namespace) and term.value != namespace:
                return f"{prefix}:{term.value[len(namespace) :]}"
    return plain(term)


def expand(text: str) -> str:
    """The full IRI of what `short` may have shortened; other text comes back as it is.

    >>> expand("zr:Lead")
    'https://w3id.org/zeren#Lead'
    """
    prefix, colon, rest = text.strip("<>").partition(":")
    return PREFIXED[prefix] + rest if colon and prefix in PREFIXED else prefix + colon + rest


def value(term: Term | None) -> Value:
    """The term as a spreadsheet keeps it: numbers, dates and booleans as such, all else as text.

    A year (xsd:gYear) is a whole number. What does not fit its type stays text.
    """
    if not isinstance(term, Literal):
        return None if term is None else plain(term)
    text, kind = term.value, term.datatype.value.removeprefix(_XSD)
    if kind in {"integer", "decimal", "double"} and _NUMBER.fullmatch(text):
        return Decimal(text) if "." in text else int(text)
    if kind == "gYear" and _YEAR.fullmatch(text):
        return int(text)
    if kind == "boolean" and text in {"true", "false"}:
        return text == "true"
    if kind == "date":
        return _day(text)
    return text


def is_number(term: Term | None) -> bool:
    """Whether the term counts as a number: a sum can be made of it and no spreadsheet takes it for a formula."""
    return isinstance(value(term), int | Decimal)


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text

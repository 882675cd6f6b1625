"""Which format is sent: what the client takes (Accept, with q-values) against what there is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

ROWS = (
    ("application/sparql-results+json", "json"),
    ("application/sparql-results+xml", "xml"),
    ("text/csv", "csv"),
    ("text/tab-separated-values", "tsv"),
    ("application/json", "json"),
    ("application/xml", "xml"),
    ("text/xml", "xml"),
)
"""The media types of rows and of yes and no, the preferred first, each with its format."""
TRIPLES = (
    ("text/turtle", "turtle"),
    ("application/n-triples", "ntriples"),
    ("application/ld+json", "jsonld"),
    ("application/rdf+xml", "rdfxml"),
    ("application/json", "jsonld"),
    ("application/xml", "rdfxml"),
    ("text/plain", "ntriples"),
)
"""The media types of triples."""

_Q = re.compile(r"0(?:\.\d{0,3})?|1(?:\.0{0,3})?")
_MOST = 100


@dataclass(frozen=True, slots=True)
class _Range:
    """One element of an Accept header."""

    type: str
    subtype: str
    parameters: frozenset[str]
    quality: float

    def fits(self, media: str) -> int:
        """How closely it names `media`; 0 where it does not."""
        type_, _, subtype = media.partition("/")
        if self.parameters - {"charset=utf-8"}:
            return 0
        if (self.type, self.subtype) == (type_, subtype):
            return 3
        if self.subtype == "*":
            return 2 if self.type == type_ else int(self.type == "*")
        return 0


def choose(accept: str | None, offered: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """The media type and format of `offered` that the client likes best, None where it takes none of them.

    1. no header, or an empty one               the first offered
    2. text/csv;q=0.5, text/*                   the highest q, the most exact range deciding each
    3. equal q                                  the first offered
    4. application/json;q=0                     not this one
    """
    if accept is None or not accept.strip():
        return offered[0]
    ranges = [found for part in accept.split(",")[:_MOST] if (found := _range(part))]
    best, chosen = 0.0, None
    for media, form in offered:
        fitting = max(((r.fits(media), r.quality) for r in ranges if r.fits(media)), default=(0, 0.0))
        if fitting[1] > best:
            best, chosen = fitting[1], (media, form)
    return chosen


def _range(part: str) -> _Range | None:
    media, *rest = (piece.strip().lower() for piece in part.split(";"))
    type_, slash, subtype = media.partition("/")
    if not slash or not type_ or not subtype:
        return None
    quality, parameters = 1.0, set()
    for each in rest:
        name, _, value = each.partition("=")
        if name.strip() == "q":
            quality = float(value) if _Q.fullmatch(value.strip()) else 0.0
            break
        if each:
            parameters.add(each.replace('"', "").replace(" ", ""))
    return _Range(type_, subtype, frozenset(parameters), quality)

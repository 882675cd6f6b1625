"""The little of SPARQL's lexis that can be told without parsing: comments, strings, IRIs, data blocks."""

from __future__ import annotations

import re
from collections.abc import Callable

_COMMENT = r"#[^\n]*"
_LONG = r'"""(?:[^"\\]|\\.|"(?!""))*"""' + r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
_SHORT = r'"(?:[^"\\\n]|\\.)*"' + r"|'(?:[^'\\\n]|\\.)*'"
_IRI = r'<[^<>"{}|^`\\\s]*>'
_OPAQUE = rf"{_COMMENT}|{_LONG}|{_SHORT}|{_IRI}"
_BLOCK = rf"VALUES\s+\?(?P<name>\w+)\s*\{{(?:{_OPAQUE}|[^{{}}\"'#])*?\}}"

_LIMIT = r"(?P<limit>\s+LIMIT\s+\d+\b)"

_OPAQUES = re.compile(_OPAQUE, re.DOTALL)
_BLOCKS = re.compile(rf"{_OPAQUE}|(?P<block>{_BLOCK})", re.DOTALL | re.IGNORECASE)
_LIMITS = re.compile(rf"{_OPAQUE}|{_LIMIT}", re.DOTALL | re.IGNORECASE)


def bare(text: str) -> str:
    """`text` with every comment, string and IRI emptied: what is left are keywords, names and signs.

    >>> bare('SELECT ?s { ?s ?p "SERVICE" } # FROM')
    'SELECT ?s { ?s ?p  } '
    >>> bare("ASK FROM <http://example.org/> {}")
    'ASK FROM <> {}'
    """
    return _OPAQUES.sub(lambda found: "<>" if found[0].startswith("<") else "", text)


def data_blocks(text: str) -> tuple[str, ...]:
    """The variables of the data blocks `VALUES ?name { … }`, in order; `VALUES (?a ?b) { … }` is no such block."""
    return tuple(found["name"] for found in _BLOCKS.finditer(text) if found["block"])


def with_blocks(text: str, values: Callable[[str], str | None]) -> str:
    """`text` with the inside of each data block replaced by `values(name)`; None leaves a block as it is.

    >>> with_blocks('VALUES ?n { "a" } # VALUES ?n { "b" }', lambda name: "UNDEF")
    'VALUES ?n { UNDEF } # VALUES ?n { "b" }'
    """

    def rewritten(found: re.Match[str]) -> str:
        value = values(found["name"]) if found["block"] else None
        return found[0] if value is None else f"VALUES ?{found['name']} {{ {value} }}"

    return _BLOCKS.sub(rewritten, text)


def with_limit(text: str, limit: int) -> str:
    """`text` with every LIMIT made `limit`; without any where that is 0.

    >>> with_limit('SELECT ?s { ?s ?p "a LIMIT 5" } LIMIT 5', 9)
    'SELECT ?s { ?s ?p "a LIMIT 5" } LIMIT 9'
    >>> with_limit('SELECT ?s { ?s ?p 1 } LIMIT 5', 0)
    'SELECT ?s { ?s ?p 1 }'
    """

    def rewritten(found: re.Match[str]) -> str:
        if not found["limit"]:
            return found[0]
        return re.sub(r"\d+", str(limit), found[0]) if limit else ""

    return _LIMITS.sub(rewritten, text)

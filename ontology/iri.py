"""Identifiers: the one module that knows how zeren's IRIs are made and taken apart.

>>> plan = Name("plan", ("430700", "法治政府建设工作方案2021-2025年"))
>>> plan.iri()
'https://w3id.org/zeren/id/plan/430700/法治政府建设工作方案2021-2025年'
>>> Name.parse(plan.iri()) == plan
True
>>> plan.of("provision", "2.1.4").tail
'provision/430700/法治政府建设工作方案2021-2025年/2.1.4'
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote

BASE = "https://w3id.org/zeren/id/"

KINDS = frozenset(
    (
        *(
            "plan",
            "provision",
            "responsibility",
            "deadline",
            "target",
            "citation",
            "span",
            "obligation",
            "mention",
        ),
        *("notice", "institution", "group", "kind", "jurisdiction", "event"),
        *(
            "derivation",
            "difference",
            "correspondence",
            "standing",
            "continuation",
            "graph",
            "judgement",
            "correction",
        ),
    )
)

_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*[/#:]")
_UNSAFE = re.compile(r"[^\w.~\-—－·（）〔〕、，：“”]")
_DASH = re.compile(r"(?<=\d)\s*[-‐‑–—－一~～至]+\s*(?=\d)")
_NOISE = re.compile(r"[^\w\-]")


def is_base(text: str) -> bool:
    """Whether identifiers can begin so: an absolute IRI that ends where a name may follow.

    >>> is_base(BASE), is_base("urn:plans:"), is_base("plans/"), is_base("https://example.org/a b/")
    (True, True, False, False)
    """
    return _BASE.fullmatch(text) is not None


class _Parts(NamedTuple):
    kind: str
    parts: tuple[str, ...]


class Name(_Parts):
    """A thing by its kind and by the parts that tell it from others of its kind; without a base.

    `kind` is one of `KINDS`; parts are non-empty strings. `Name.parse(name.iri(base), base) == name`.
    """

    __slots__ = ()

    def __new__(cls, kind: str, parts: tuple[str, ...]) -> Name:
        """Raises ValueError where it would be no name."""
        if kind not in KINDS or not parts or not all(parts):
            raise ValueError(f"not a name: {kind!r} {parts!r}")
        return tuple.__new__(cls, (kind, parts))

    @property
    def tail(self) -> str:
        """The identifier without its base, characters that an IRI may not hold percent-encoded."""
        return _above(self.kind, self.parts[:-1]) + _encode(self.parts[-1])

    def iri(self, base: str = BASE) -> str:
        """The full IRI under `base`, which ends in a slash."""
        return base + self.tail

    def of(self, kind: str, *parts: str) -> Name:
        """A thing of `kind` inside this one: the same parts, and `parts` after them."""
        return Name(kind, (*self.parts, *parts))

    @classmethod
    def parse(cls, iri: str, base: str = BASE) -> Name:
        """The name an IRI was made from; ValueError where it is none of ours."""
        if not iri.startswith(base):
            raise ValueError(f"not an identifier under {base}: {iri!r}")
        kind, *parts = iri[len(base) :].split("/")
        return cls(kind, tuple(unquote(part) for part in parts))


def plan_of(name: Name) -> Name:
    """The plan that a provision, span or finding belongs to."""
    return Name("plan", name.parts[:2])


def title_key(title: str) -> str:
    """A title as printed, reduced to what tells it from others: no brackets, quotes or spaces.

    >>> title_key("法治政府建设实施纲要（2021－2025年）") == title_key("法治政府建设实施纲要(2021-2025 年)")
    True
    """
    folded = unicodedata.normalize("NFKC", title)
    return _NOISE.sub("", _DASH.sub("-", folded)).strip("-_")


@lru_cache(maxsize=4096)
def _above(kind: str, parts: tuple[str, ...]) -> str:
    """What all things of a kind inside another begin with."""
    return "/".join([kind, *map(_encode, parts), ""])


def _encode(part: str) -> str:
    if part in {".", ".."}:
        return part.replace(".", "%2E")
    return _UNSAFE.sub(_percent, part)


def _percent(found: re.Match[str]) -> str:
    return quote(found[0], safe="")

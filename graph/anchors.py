"""Where a judged thing stands, and where it stands now: by its words, for numbers and offsets move."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from ..ontology.iri import BASE, Name, plan_of
from ..ontology.judgement import KINDS, About, Anchor
from .store import Store
from .terms import checked

FINDINGS, BODIES = KINDS[About.FINDING], KINDS[About.INSTITUTION]
_BEGINNING = 80
"""So many characters after its number tell a provision from others of its plan."""
_PLANS_AT_HAND = 32
_PREFIX = """
PREFIX zr: <https://w3id.org/zeren#> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_NAME = "SELECT ?name WHERE { <%s> a zr:Institution ; skos:prefLabel ?name }"
_PROVISIONS = """SELECT ?item ?label ?text ?start WHERE { GRAPH <%s> {
  ?item a zr:Provision ; zr:order ?order ; zr:text ?text ; zr:span/oa:start ?start OPTIONAL { ?item zr:label ?label }
} } ORDER BY ?order ?item"""
_FOUND = """SELECT ?finding ?start ?exact WHERE { GRAPH <%s> {
  ?finding a ?class ; zr:span ?span . ?span oa:start ?start ; oa:exact ?exact
  VALUES ?class { zr:Responsibility zr:Deadline zr:Target zr:Citation }
} } ORDER BY ?finding"""
_TEXT = "SELECT ?text WHERE { GRAPH <%s> { ?plan a zr:Plan ; zr:held true ; zr:text ?text } }"


@dataclass(frozen=True, slots=True)
class _Item:
    """A provision: its name, how it begins, its text, and where that begins in the plan's."""

    name: str
    beginning: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class _Found:
    """A finding: its name, where it was read, and what is printed there."""

    name: str
    start: int
    quote: str


@dataclass(frozen=True, slots=True)
class _Plan:
    """The items and findings of one plan; the first item is what comes before all others."""

    items: tuple[_Item, ...]
    findings: tuple[_Found, ...]


class Places:
    """Finds things of one store by their anchors, and gives things their anchors; names are without the base."""

    def __init__(self, store: Store, base: str = BASE) -> None:
        """`store` as it is now."""
        self._store, self._base = store, base
        self._plan = lru_cache(_PLANS_AT_HAND)(self._read)

    def anchor(self, name: str) -> Anchor | None:
        """Where the thing called `name` stands; None where the store does not hold it, or it cannot be judged."""
        thing = Name.parse(name, "")
        if thing.kind in BODIES:
            body = next(self._store.rows(_PREFIX + _NAME % checked(thing.iri(self._base))), None)
            return Anchor(thing.kind, body["name"] or "") if body else None
        plan = self._plan(plan_of(thing).tail)
        if thing.kind == "provision":
            item = next((item for item in plan.items if item.name == name), None)
            return _of_item(item, plan, thing) if item else None
        found = next((found for found in plan.findings if found.name == name), None)
        return _of_finding(found, plan, thing) if found else None

    def place(self, name: str, anchor: Anchor) -> str:
        """The name that the thing called `name` has now, or an empty one: one candidate or none, never a guess.

        A body keeps its name. A provision is the one that begins with the same words, if no more and no fewer do
        so than before; a finding is the one of its kind that is read from the same words of that provision.
        """
        if anchor.kind in BODIES:
            return name if self.anchor(name) else ""
        try:
            plan = self._plan(anchor.plan)
        except ValueError:
            return ""
        items = [item for item in plan.items if item.beginning == anchor.text]
        if len(items) != anchor.total:
            return ""
        item = items[anchor.nth - 1]
        if anchor.kind == "provision":
            return item.name
        begins = _occurrences(anchor.quote, item.text)
        if len(begins) != anchor.count or not anchor.at:
            return ""
        at = item.start + begins[anchor.at - 1]
        found = [f.name for f in plan.findings if f.start == at and f.quote == anchor.quote]
        fits = [name for name in found if name.startswith(f"{anchor.kind}/")]
        exact = [name for name in fits if _mark(name) == anchor.mark] or fits
        return exact[0] if len(exact) == 1 else ""

    def _read(self, plan: str) -> _Plan:
        graph = checked(Name("graph", Name.parse(plan, "").parts).iri(self._base))
        items = [
            _Item(
                self._tail(row["item"]),
                _beginning(row["text"], row["label"]),
                row["text"] or "",
                _int(row["start"]),
            )
            for row in self._store.rows(_PREFIX + _PROVISIONS % graph)
        ]
        text = next(self._store.rows(_PREFIX + _TEXT % graph), {"text": ""})["text"] or ""
        before = _Item("", "", text[: min((item.start for item in items), default=len(text))], 0)
        findings = (
            _Found(self._tail(row["finding"]), _int(row["start"]), row["exact"] or "")
            for row in self._store.rows(_PREFIX + _FOUND % graph)
        )
        return _Plan((before, *items), tuple(findings))

    def _tail(self, iri: str | None) -> str:
        return (iri or "").removeprefix(self._base)


def _of_item(item: _Item, plan: _Plan, thing: Name) -> Anchor:
    alike = [other for other in plan.items if other.beginning == item.beginning]
    return Anchor("provision", item.beginning, plan_of(thing).tail, 1 + alike.index(item), len(alike))


def _of_finding(found: _Found, plan: _Plan, thing: Name) -> Anchor | None:
    """None where its words are not those of the provision that it lies in."""
    around = [item for item in plan.items if item.start <= found.start < item.start + max(1, len(item.text))]
    item = max(around, key=lambda item: item.start, default=plan.items[0])
    whole, begins = _of_item(item, plan, thing), _occurrences(found.quote, item.text)
    if found.start - item.start not in begins:
        return None
    return Anchor(
        thing.kind,
        whole.text,
        whole.plan,
        whole.nth,
        whole.total,
        found.quote,
        bisect_right(begins, found.start - item.start),
        len(begins),
        _mark(found.name),
    )


def _mark(name: str) -> str:
    """The role, or another mark, that the name of a finding ends with; else nothing."""
    return name.rsplit("/", 1)[-1].partition("-")[2].partition("-")[2]


def _beginning(text: str | None, label: str | None) -> str:
    """How a provision begins after its number, without white space."""
    return re.sub(r"\s", "", (text or "").removeprefix(label or ""))[:_BEGINNING]


def _occurrences(quote: str, text: str) -> list[int]:
    """Where `quote` stands in `text`, from left to right."""
    return [found.start() for found in re.finditer(re.escape(quote), text)] if quote else []


def _int(value: str | None) -> int:
    return int(value or 0)

"""What a person types to what is meant: an IRI, its tail, 计划标题 or 计划标题#序号."""

from __future__ import annotations

import re

from pyoxigraph import Literal

from ..ontology.iri import BASE
from .store import Store

_PREFIX = "PREFIX zr: <https://w3id.org/zeren#> PREFIX dcterms: <http://purl.org/dc/terms/> "
_KNOWN = "SELECT ?o WHERE {{ {{ <{iri}> ?p ?o }} UNION {{ ?o ?p <{iri}> }} }} LIMIT 1"
_PLANS = """SELECT ?plan ?title WHERE {{
  ?plan a zr:Plan ; zr:held true ; dcterms:title ?title FILTER(CONTAINS(LCASE(?title), LCASE({part})))
}} ORDER BY ?title"""
_ITEMS = """SELECT ?item ?label ?title ?text WHERE {{
  ?item zr:inPlan <{plan}> ; a zr:Provision ; zr:label ?label ; zr:order ?order ; zr:number ?number .
  OPTIONAL {{ ?item dcterms:title ?title }}
  BIND(EXISTS {{ ?item a zr:Task }} AS ?task)
  FILTER(STR(?number) = {label} || REPLACE(?label, "[()（）、.．]", "") = {label})
}} ORDER BY DESC(?task) ?order"""


class NotFound(Exception):
    """Nothing, or more than one thing, that a reference may mean; the message says what to do."""


def find(store: Store, reference: str, base: str = BASE) -> str:
    """The IRI that `reference` means. Raises NotFound.

    Forms:
      1. https://w3id.org/zeren/id/provision/430700/…/2.1.4     an IRI
      2. provision/430700/…/2.1.4                              its tail
      3. 常德市                                                 part of the title of one held plan
      4. 常德市#42, 惠山#（四）                                   an item of it, by its label or number
    """
    for iri in (reference, base + reference):
        if _is_iri(iri) and next(store.rows(_KNOWN.format(iri=iri)), None):
            return iri
    if reference.startswith(("http://", "https://")):
        raise NotFound(f"{reference} is not in the store")
    part, _, label = reference.partition("#")
    plan = _one_plan(store, part.strip())
    return _one_item(store, plan, label.strip()) if label else plan


def _is_iri(text: str) -> bool:
    return text.startswith(("http://", "https://")) and not any(c in text for c in '<>"{}|^`\\ \n\t')


def _one_plan(store: Store, part: str) -> str:
    found = list(store.rows(_PREFIX + _PLANS.format(part=Literal(part)))) if part else []
    if not found:
        raise NotFound(f"no plan has {part!r} in its title; zeren query plans lists them")
    exact = [row for row in found if row["title"] == part]
    if len(exact or found) > 1:
        titles = "; ".join(row["title"] or "" for row in found[:6])
        raise NotFound(f"{part!r} may mean {len(found)} plans ({titles}); give more of the title")
    return (exact or found)[0]["plan"] or ""


def _one_item(store: Store, plan: str, label: str) -> str:
    bare = Literal(re.sub(r"[()（）、.．]", "", label))
    rows = list(store.rows(_PREFIX + _ITEMS.format(plan=plan, label=bare)))
    if not rows:
        raise NotFound(f"no item {label!r} in that plan; its items are listed by: zeren trace PLAN")
    return rows[0]["item"] or ""

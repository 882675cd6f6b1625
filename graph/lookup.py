"""What a person types to what is meant: an IRI, its tail, 计划标题 or 计划标题#序号, 机构名称."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from pyoxigraph import Literal, NamedNode

from ..ontology.errors import Unusable
from ..ontology.iri import BASE, Name, title_key
from .store import Store
from .terms import truth

_PREFIX = "PREFIX zr: <https://w3id.org/zeren#> PREFIX dcterms: <http://purl.org/dc/terms/> "
_KNOWN = "SELECT ?o WHERE {{ {{ {iri} ?p ?o }} UNION {{ ?o ?p {iri} }} }} LIMIT 1"
_PLANS = "SELECT ?plan ?title WHERE { ?plan a zr:Plan ; zr:held true ; dcterms:title ?title } ORDER BY ?title ?plan"
_ITEMS = """SELECT ?item ?label ?number ?title ?task WHERE {{
  ?item zr:inPlan <{plan}> ; a zr:Provision ; zr:order ?order .
  OPTIONAL {{ ?item zr:label ?label }} OPTIONAL {{ ?item zr:number ?number }}
  OPTIONAL {{ ?item dcterms:title ?title }}
  BIND(EXISTS {{ ?item a zr:Task }} AS ?task)
}} ORDER BY ?order"""
_BODIES = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?body ?first WHERE {{
  ?body a zr:Institution ; skos:prefLabel|skos:altLabel {name} ; skos:prefLabel ?label BIND(?label = {name} AS ?first)
}} ORDER BY ?body"""
_SOME = 6

Row = dict[str, str | None]


class NotFound(Unusable):
    """Nothing, or more than one thing, that a reference may mean; the message says what to do."""


def find(store: Store, reference: str, base: str = BASE) -> str:
    """The IRI that `reference` means. Raises NotFound.

    Forms:
      1. https://w3id.org/zeren/id/provision/430700/…/2.1.4     an IRI
      2. provision/430700/…/2.1.4                              its tail
      3. 常德市, 工作方案(2021-2025年)                           part of the title of one held plan
      4. 常德市#42, 惠山#（四）, 惠山＃四                          an item of it, by its label or number
      5. 临澍市#3.2                                             by its path, where labels come again

    Brackets and digits may be full or half in width. Of several items tasks come before headings and outer ones
    before inner ones; where more than one remains, none is meant.
    """
    for iri in (reference, base + reference):
        if _is_known(store, iri):
            return iri
    if reference.startswith(("http://", "https://")):
        raise NotFound(f"{reference} is not in the store")
    part, *label = re.split("[#＃]", reference, maxsplit=1)
    plan = _one_plan(store, part.strip())
    return _one_item(store, plan, label[0].strip(), base) if label and label[0].strip() else plan


def find_thing(store: Store, reference: str, base: str = BASE) -> str:
    """What `find` means, or, where no plan has `reference` in its title, the institution of that name. Raises NotFound."""
    if not _titled(store, reference.strip()) and (bodies := _bodies(store, reference.strip())):
        return _one_body(reference, bodies)
    return find(store, reference, base)


def find_body(store: Store, reference: str, base: str = BASE) -> str:
    """The IRI of the institution that `reference` means: an IRI, its tail, or a name. Raises NotFound.

    A name in full comes before a short one; where two bodies have it, none is meant.
    """
    for iri in (reference, base + reference):
        if _is_known(store, iri):
            return iri
    bodies = _bodies(store, reference.strip())
    if not bodies:
        raise NotFound(f"no institution is called {reference!r}; zeren query institutions-by-load lists them")
    return _one_body(reference, bodies)


def _bodies(store: Store, name: str) -> set[str]:
    """The institutions of that name in full, else those of that short name."""
    try:
        found = list(store.rows(_PREFIX + _BODIES.format(name=Literal(name))))
    except ValueError:  # no text at all
        return set()
    return {row["body"] or "" for row in found if truth(row["first"])} or {row["body"] or "" for row in found}


def _one_body(reference: str, bodies: set[str]) -> str:
    if len(bodies) > 1:
        raise NotFound(
            f"{reference!r} may mean {len(bodies)} institutions ({_some(sorted(bodies))}); give one of these"
        )
    return bodies.pop()


def _is_known(store: Store, iri: str) -> bool:
    try:
        return next(store.rows(_KNOWN.format(iri=NamedNode(iri))), None) is not None
    except ValueError:
        return False


def _titled(store: Store, part: str) -> list[tuple[str, str]]:
    """The plans that have `part` in their titles."""
    plans = [(row["plan"] or "", row["title"] or "") for row in store.rows(_PREFIX + _PLANS)] if part else []
    key = title_key(part)
    return [(p, t) for p, t in plans if part.lower() in t.lower() or (key and key in title_key(t))]


def _one_plan(store: Store, part: str) -> str:
    found, key = _titled(store, part), title_key(part)
    if not found:
        raise NotFound(f"no plan has {part!r} in its title; zeren query plans lists them")
    found = (
        [(p, t) for p, t in found if t == part] or [(p, t) for p, t in found if title_key(t) == key] or found
    )
    if len(found) > 1:
        titles = _some([title for _, title in found])
        raise NotFound(f"{part!r} may mean {len(found)} plans ({titles}); give more of the title")
    return found[0][0]


def _one_item(store: Store, plan: str, label: str, base: str) -> str:
    items = list(store.rows(_PREFIX + _ITEMS.format(plan=plan)))
    found = next((fits for test in _tests(label, base) if (fits := [i for i in items if test(i)])), [])
    if not found:
        raise NotFound(f"no item {label!r} in that plan; its items are listed by: zeren trace PLAN")
    tasks = [item for item in found if truth(item["task"])] or found
    outermost = min(_path(item, base).count(".") for item in tasks)
    chosen = [item for item in tasks if _path(item, base).count(".") == outermost]
    if len(chosen) > 1:
        named = _some([f"{_path(item, base)} {item['title'] or ''}".strip() for item in chosen])
        raise NotFound(
            f"{label!r} may mean {len(chosen)} items ({named}); give a path, as in PLAN#{_path(chosen[0], base)}"
        )
    return chosen[0]["item"] or ""


def _tests(label: str, base: str) -> list[Callable[[Row], bool]]:
    """How an item may fit `label`, the surest way first."""
    printed, bare = unicodedata.normalize("NFKC", label), _bare(label)
    return [
        lambda item: "." in label and _path(item, base) == label,
        lambda item: unicodedata.normalize("NFKC", item["label"] or "") == printed,
        lambda item: bool(bare) and _bare(item["label"] or "") == bare,
        lambda item: bool(bare) and item["number"] == bare,
    ]


def _bare(label: str) -> str:
    return re.sub(r"[()、.\s]", "", unicodedata.normalize("NFKC", label))


def _path(item: Row, base: str) -> str:
    return Name.parse(item["item"] or "", base).parts[-1]


def _some(names: list[str]) -> str:
    return "; ".join(names[:_SOME]) + ("; …" if len(names) > _SOME else "")

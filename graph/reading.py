"""Triples back to records: what later stages need of the plans a store holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from pyoxigraph import NamedNode

from ..data.authority import Authority
from ..ontology.iri import BASE, Name
from ..ontology.model import (
    ActorSource,
    Citation,
    CitedAs,
    Deadline,
    Document,
    Extraction,
    Level,
    Modality,
    Obligation,
    Offsets,
    Provision,
    Responsibility,
    Role,
    Span,
    Target,
    Task,
)
from .store import Store
from .terms import truth

_PREFIX = """
PREFIX zr: <https://w3id.org/zeren#> PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_DOCUMENTS = """
SELECT ?plan ?title ?number ?place ?level ?issued ?first ?last ?file ?digest ?catalogue WHERE {
  ?plan a zr:Plan ; zr:held true ; dcterms:title ?title ; zr:sourceFile ?file ; zr:sourceDigest ?digest .
  OPTIONAL { ?plan zr:documentNumber ?number }
  OPTIONAL { ?plan zr:jurisdiction ?place }
  OPTIONAL { ?plan zr:level ?level }
  OPTIONAL { ?plan dcterms:issued ?issued }
  OPTIONAL { ?plan zr:periodStart ?first ; zr:periodEnd ?last }
  OPTIONAL { ?plan zr:catalogue ?catalogue }
} ORDER BY ?plan
"""
# Queries about one plan name its graph: with OPTIONAL they would else join with all plans there are.
_PROVISIONS = """
SELECT ?provision ?parent ?label ?number ?order ?title ?start ?end ?from ?to ?page ?task ?general WHERE { GRAPH %(graph)s {
  ?provision zr:inPlan %(plan)s ; a zr:Provision ; zr:order ?order ; zr:span ?span .
  ?span oa:start ?start ; oa:end ?end .
  OPTIONAL { ?span zr:sourceStart ?from ; zr:sourceEnd ?to }
  OPTIONAL { ?span zr:page ?page }
  OPTIONAL { ?provision zr:partOf ?parent }
  OPTIONAL { ?provision zr:label ?label }
  OPTIONAL { ?provision zr:number ?number }
  OPTIONAL { ?provision dcterms:title ?title }
  BIND(EXISTS { ?provision a zr:Task } AS ?task)
  BIND(EXISTS { ?provision a zr:GeneralProvision } AS ?general)
} } ORDER BY ?order
"""
_CITATIONS = """
SELECT ?provision ?title ?number ?as ?pinpoint ?full ?start ?end ?method WHERE { GRAPH %(graph)s {
  { %(plan)s zr:hasCitation ?citation } UNION { ?provision zr:inPlan %(plan)s ; zr:hasCitation ?citation }
  ?citation zr:citedTitle ?title ; zr:method ?method ; zr:span ?span . ?span oa:start ?start ; oa:end ?end .
  OPTIONAL { ?citation zr:citedNumber ?number }
  OPTIONAL { ?citation zr:citedAs ?as }
  OPTIONAL { ?citation zr:pinpoint ?pinpoint }
  OPTIONAL { ?citation zr:shortFor ?full }
} } ORDER BY ?start
"""
_TERMS = "SELECT ?provision ?term WHERE { GRAPH %(graph)s { ?provision zr:keyTerm ?term } } ORDER BY ?provision ?term"
_TEXT = "SELECT ?text WHERE { GRAPH %(graph)s { %(plan)s zr:text ?text } }"
_FINDINGS = """
SELECT ?provision ?kind ?text ?due ?recurrence ?comparator ?value ?unit ?period ?start ?end ?method WHERE { GRAPH %(graph)s {
  { ?provision zr:hasDeadline ?found . ?found zr:deadlineText ?text BIND("deadline" AS ?kind)
    OPTIONAL { ?found zr:dueBy ?due } OPTIONAL { ?found zr:recurrence ?recurrence } }
  UNION { ?provision zr:hasTarget ?found . ?found zr:targetText ?text ; zr:comparator ?comparator ; zr:value ?value
    BIND("target" AS ?kind) OPTIONAL { ?found zr:unit ?unit } OPTIONAL { ?found zr:period ?period } }
  UNION { ?found zr:task ?provision ; zr:asNamed ?text ; zr:role ?role BIND(STRAFTER(STR(?role), "#") AS ?kind) }
  ?found zr:method ?method ; zr:span ?span . ?span oa:start ?start ; oa:end ?end .
} } ORDER BY ?start ?end ?kind
"""
_DUTIES = """
SELECT ?provision ?duty ?modality ?action ?object WHERE { GRAPH %(graph)s {
  ?provision zr:hasObligation ?duty . ?duty zr:modality ?modality ; zr:action ?action OPTIONAL { ?duty zr:object ?object }
} }
"""
_DIGESTS = "SELECT ?graph ?digest WHERE { GRAPH ?graph { ?plan zr:held true ; zr:sourceDigest ?digest } }"
_BODIES = """
SELECT DISTINCT ?body ?printed WHERE { GRAPH %(graph)s {
  { ?found a zr:Responsibility ; zr:institution ?body ; zr:asNamed ?printed }
  UNION { ?duty a zr:Obligation ; zr:actor ?body ; zr:actorText ?printed
    FILTER NOT EXISTS { ?duty zr:actorText ?other FILTER(?other != ?printed) } }
  UNION { ?duty a zr:Obligation ; zr:actor ?body }
  UNION { ?plan zr:held true ; dcterms:publisher ?body }
  UNION { ?notice a zr:Notice ; dcterms:publisher ?body }
} } ORDER BY ?body ?printed
"""
_LEVELS = {
    "National": Level.NATIONAL,
    "Provincial": Level.PROVINCIAL,
    "Prefectural": Level.PREFECTURAL,
    "County": Level.COUNTY,
    "Township": Level.TOWNSHIP,
}

_CITED_AS = {kind.value.capitalize(): kind for kind in CitedAs}
_ROLES = {role.value.capitalize(): role for role in Role}
_MODALITIES = {modality.value: modality for modality in Modality}

Row = dict[str, str | None]


class Place(NamedTuple):
    """Where a provision stands: in the text, in a text file, and on which page."""

    start: int
    end: int
    source: int | None
    source_end: int | None
    page: int | None


def read_digests(store: Store) -> dict[NamedNode, str]:
    """The digest of the source of every held plan, by its graph."""
    return {NamedNode(row["graph"] or ""): row["digest"] or "" for row in store.rows(_PREFIX + _DIGESTS)}


def read_documents(store: Store, authority: Authority, base: str = BASE) -> Iterator[Document]:
    """Every held plan with its metadata, by name; without its text."""
    for row in store.rows(_PREFIX + _DOCUMENTS):
        yield _document(row, authority, base)


def read_plan(store: Store, document: Document, base: str = BASE) -> Extraction:
    """The text, provisions, findings and key terms of a held plan, as they were when it was stated.

    Bodies are as printed, not resolved, with the span of their name alone; of duties their words are read, not who bears
    them. Spans are without white space at both
    ends; points (一是…) are left out; the heading of an item that has none is the words it opens with, where its title gives them whole.
    """
    graph = Name("graph", document.id.parts)
    names = {"plan": f"<{document.id.iri(base)}>", "graph": f"<{graph.iri(base)}>"}
    text = next(store.rows(_PREFIX + _TEXT % names))["text"] or ""
    whole = [row for row in store.rows(_PREFIX + _PROVISIONS % names) if not _is_point(row, base)]
    found = [row for row in store.rows(_PREFIX + _FINDINGS % names) if not _is_duty(row, base)]
    return Extraction(
        document=placed(document, text, [_place(row) for row in whole]),
        segments=(),
        provisions=tuple(_provision(row, text, base) for row in whole),
        responsibilities=tuple(_responsibility(row, base) for row in found if row["kind"] in _ROLES),
        deadlines=tuple(_deadline(row, base) for row in found if row["kind"] == "deadline"),
        targets=tuple(_target(row, base) for row in found if row["kind"] == "target"),
        citations=tuple(_citation(row, base) for row in store.rows(_PREFIX + _CITATIONS % names)),
        obligations=_duties(store.rows(_PREFIX + _DUTIES % names), base),
        terms=_terms(store.rows(_PREFIX + _TERMS % names), base),
    )


def read_bodies(store: Store, plan: Name, base: str = BASE) -> Iterator[tuple[Name, str]]:
    """Every body that a held plan names or is issued by, with each name as printed, in a fixed order."""
    graph = Name("graph", plan.parts)
    for row in store.rows(_PREFIX + _BODIES % {"graph": f"<{graph.iri(base)}>"}):
        yield Name.parse(row["body"] or "", base), row["printed"] or ""


def _document(row: Row, authority: Authority, base: str) -> Document:
    level = (row["level"] or "").rsplit("#", 1)[-1]
    return Document(
        id=Name.parse(row["plan"] or "", base),
        title=row["title"] or "",
        number=row["number"],
        issuers=(),
        place=authority.place(_last_part(row["place"], base) or ""),
        level=_LEVELS.get(level),
        issued=date.fromisoformat(row["issued"]) if row["issued"] else None,
        period=(int(row["first"]), int(row["last"])) if row["first"] and row["last"] else None,
        text="",
        source_name=row["file"] or "",
        digest=row["digest"] or "",
        catalogue=truth(row["catalogue"]),
    )


def placed(document: Document, text: str, places: Sequence[Place]) -> Document:
    """The document with its text; offsets and pages are known where provisions begin and end."""
    traced = [place for place in places if place.source is not None]
    begins = {place.start: place.source for place in traced}
    known = {0: 0, **{place.end - 1: (place.source_end or 0) - 1 for place in traced}, **begins}
    offsets = Offsets(tuple(sorted(known)), tuple(known[at] or 0 for at in sorted(known)))
    return replace(document, text=text, offsets=offsets, verbatim=bool(traced), pages=_pages(places))


def _pages(places: Sequence[Place]) -> tuple[int, ...]:
    """Where each page begins, as far as provisions tell: with the first that begins on it or after it."""
    starts = {place.page: place.start for place in reversed(places) if place.page}
    last = max(starts, default=0)
    return tuple(
        min(start for page, start in starts.items() if page >= number) for number in range(1, last + 1)
    )


def _is_point(row: Row, base: str) -> bool:
    return ".s" in Name.parse(row["provision"] or "", base).parts[-1]


def _is_duty(row: Row, base: str) -> bool:
    """Whether a time or quantity is said of one duty of a provision; it is said of the provision too."""
    return Name.parse(row["provision"] or "", base).kind == "obligation"


def _place(row: Row) -> Place:
    source, end, page = (int(row[c] or 0) if row[c] else None for c in ("from", "to", "page"))
    return Place(_int(row, "start"), _int(row, "end"), source, end, page)


def _provision(row: Row, text: str, base: str) -> Provision:
    path = Name.parse(row["provision"] or "", base).parts[-1]
    span = Span(_int(row, "start"), _int(row, "end"))
    title = row["title"] or ""
    values = (
        path,
        _int(row, "order"),
        row["label"] or "",
        _int(row, "number") if row["number"] else None,
        title if title in span.of(text) else "",
        span,
        _last_part(row["parent"], base),
    )
    if truth(row["task"]):
        return Task(*values, general=truth(row["general"]))
    return Provision(*values)


def _citation(row: Row, base: str) -> Citation:
    span = Span(_int(row, "start"), _int(row, "end"))
    provision = _last_part(row["provision"], base)
    cited_as = _CITED_AS[(row["as"] or "#Names").rpartition("#")[2]]
    return Citation(
        provision, row["title"] or "", row["number"], span, row["method"] or "",
        cited_as, row["pinpoint"], row["full"],
    )  # fmt: skip


def _responsibility(row: Row, base: str) -> Responsibility:
    span = Span(_int(row, "start"), _int(row, "end"))
    task, role = _last_part(row["provision"], base) or "", _ROLES[row["kind"] or ""]
    return Responsibility(task, role, row["text"] or "", False, span, span, row["method"] or "")


def _deadline(row: Row, base: str) -> Deadline:
    due = date.fromisoformat(row["due"]) if row["due"] else None
    span = Span(_int(row, "start"), _int(row, "end"))
    provision = _path(row["provision"], base)
    return Deadline(provision, row["text"] or "", due, row["recurrence"], span, row["method"] or "")


def _target(row: Row, base: str) -> Target:
    text, comparator, value, unit = (row[column] or "" for column in ("text", "comparator", "value", "unit"))
    span = Span(_int(row, "start"), _int(row, "end"))
    path = _last_part(row["provision"], base)
    return Target(path, text, comparator, value, unit, row["period"], span, row["method"] or "")


def _duties(rows: Iterable[Row], base: str) -> tuple[Obligation, ...]:
    """The duties in the order of the text; their names tell where they stand."""
    found = []
    for row in rows:
        start, end = (Name.parse(row["duty"] or "", base).parts[-1]).split("-")
        modality = _MODALITIES[(row["modality"] or "").rsplit("#", 1)[-1].lower()]
        path = _path(row["provision"], base)
        span, source = Span(int(start), int(end)), ActorSource.NONE
        found.append(
            Obligation(path, (), source, modality, row["action"] or "", row["object"], None, span, "")
        )
    return tuple(sorted(found, key=lambda duty: duty.span))


def _terms(rows: Iterable[Row], base: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[Name.parse(row["provision"] or "", base).parts[-1]].append(row["term"] or "")
    return tuple((path, tuple(terms)) for path, terms in sorted(found.items()))


def _path(iri: str | None, base: str) -> str | None:
    """The path of a provision; None for a plan, of which is said what its notice or preamble asks."""
    name = Name.parse(iri, base) if iri else None
    return name.parts[-1] if name and name.kind == "provision" else None


def _last_part(iri: str | None, base: str) -> str | None:
    return Name.parse(iri, base).parts[-1] if iri else None


def _int(row: Row, column: str) -> int:
    return int(row[column] or 0)

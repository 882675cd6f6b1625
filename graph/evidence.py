"""Evidence: the sentence behind anything in the store, and the rule that read it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from ..ontology.model import Span
from .signatures import Signature, signatures
from .store import Store
from .terms import checked

_PREFIX = """
PREFIX zr: <https://w3id.org/zeren#> PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
_SPANS = """
SELECT ?property ?span ?said ?value WHERE {
  { VALUES ?property { zr:span zr:upperSpan zr:roleByRule zr:addedByRule } <%(iri)s> ?property ?span }
  UNION { <%(iri)s> zr:obligation/zr:span ?span BIND(zr:span AS ?property) }
  UNION { <%(iri)s> zr:upperObligation/zr:span ?span BIND(zr:upperSpan AS ?property) }
  UNION { BIND(<%(iri)s> AS ?span) ?span a zr:Span BIND(zr:span AS ?property) }
  ?span ?said ?value
} ORDER BY ?property ?span
"""
_SOURCE = "SELECT ?file ?text WHERE { <%s> zr:sourceFile ?file ; zr:text ?text }"
_FACTS = """
SELECT ?property ?label ?value ?named WHERE {
  <%(iri)s> ?property ?value .
  ?property rdfs:label ?label FILTER(LANG(?label) = "%(lang)s")
  OPTIONAL { ?value rdfs:label ?l FILTER(LANG(?l) = "%(lang)s") }
  OPTIONAL { ?value skos:prefLabel ?p } OPTIONAL { ?value dcterms:title ?t } OPTIONAL { ?value zr:label ?n }
  BIND(IF(DATATYPE(?value) = xsd:boolean, IF(?value, "%(yes)s", "%(no)s"), STR(?value)) AS ?plain)
  BIND(COALESCE(?l, ?p, CONCAT(COALESCE(CONCAT(?n, " "), ""), ?t), ?plain, STR(?value)) AS ?named)
  FILTER(?property NOT IN (zr:span, zr:upperSpan, zr:text, zr:hasResponsibility, zr:hasObligation, zr:hasDeadline, zr:hasTarget,
    zr:hasCitation, zr:hasMention, zr:hasDerivation, zr:hasProvision, zr:setAside, zr:assignedTo, zr:roleByRule, zr:eventSpan, zr:order,
    zr:sourceDigest, zr:keyTerm))
} ORDER BY ?property ?named
"""
_FINDINGS = """
SELECT ?finding WHERE {
  { VALUES ?p { zr:hasResponsibility zr:hasObligation zr:hasDeadline zr:hasTarget zr:hasCitation zr:hasMention
      zr:setAside } <%(iri)s> ?p ?finding }
  UNION { ?finding a zr:Derivation ; zr:task <%(iri)s> } UNION { ?finding a zr:Derivation ; zr:upper <%(iri)s> }
  UNION { ?finding a zr:Responsibility ; zr:institution <%(iri)s> }
  UNION { ?finding a zr:Obligation ; zr:actor <%(iri)s> }
  OPTIONAL { ?finding zr:span/oa:start ?start }
} ORDER BY ?start ?finding
"""
_KIND = """
SELECT ?label WHERE { <%(iri)s> a ?class . ?class rdfs:label ?label FILTER(LANG(?label) = "%(lang)s")
  FILTER NOT EXISTS { <%(iri)s> a ?narrower . ?narrower rdfs:subClassOf ?class } } ORDER BY ?label
"""
_STOPS = "。；;\n"
_CONTEXT = 160


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters of a plan and the sentence around them, with offsets in the cleaned text.

    `source` is where they stand in a text file, `page` on which page of a PDF; other files have no such place.
    """

    property: str
    before: str
    exact: str
    after: str
    file: str
    start: int
    end: int
    source: Span | None
    page: int | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a thing in the store is, what is said of it, where that was read, and what people say of that."""

    iri: str
    kind: str
    facts: tuple[tuple[str, str], ...]
    quotations: tuple[Quotation, ...]
    findings: tuple[str, ...]
    signatures: tuple[Signature, ...] = ()


def explain(store: Store, iri: str, lang: str = "zh") -> Explanation:
    """Everything said of `iri`, with the sentences behind it; `lang` is zh or en.

    A task, a provision or an institution has findings of its own (responsibilities, deadlines, links), by IRI.
    Raises ValueError for what is no IRI.
    """
    if lang not in ("zh", "en"):
        raise ValueError(f"no labels in {lang!r}; there are zh and en")
    yes, no = ("是", "否") if lang == "zh" else ("yes", "no")
    values = {"iri": checked(iri), "lang": lang, "yes": yes, "no": no}
    kinds = [row["label"] or "" for row in store.rows(_PREFIX + _KIND % values)]
    return Explanation(
        iri=iri,
        kind="、".join(kinds) if lang == "zh" else ", ".join(kinds),
        facts=tuple(
            dict.fromkeys((r["label"] or "", r["named"] or "") for r in store.rows(_PREFIX + _FACTS % values))
        ),
        quotations=quotations(store, iri),
        findings=tuple(row["finding"] or "" for row in store.rows(_PREFIX + _FINDINGS % values)),
        signatures=signatures(store, iri, lang),
    )


def quotations(store: Store, iri: str) -> tuple[Quotation, ...]:
    """The sentences that a finding, a provision or a span was read from."""
    spans: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in store.rows(_PREFIX + _SPANS % {"iri": checked(iri)}):
        spans[row["property"] or "", row["span"] or ""][_local(row["said"])] = row["value"] or ""
    return tuple(_quotation(store, _local(name), span) for (name, _), span in spans.items())


def _local(iri: str | None) -> str:
    return (iri or "").rsplit("#", 1)[-1]


def _quotation(store: Store, name: str, span: dict[str, str]) -> Quotation:
    source = next(store.rows(_PREFIX + _SOURCE % span["inPlan"]))
    text, start, end = source["text"] or "", int(span["start"]), int(span["end"])
    first = (
        max([text.rfind(stop, max(0, start - _CONTEXT), start) for stop in _STOPS] + [start - _CONTEXT, -1])
        + 1
    )
    stops = [at for stop in _STOPS if (at := text.find(stop, end, end + _CONTEXT)) >= 0]
    last = min(stops, default=min(len(text), end + _CONTEXT) - 1) + 1
    return Quotation(
        property=name,
        before=text[first:start].lstrip(),
        exact=span["exact"],
        after=text[end:last].rstrip(),
        file=source["file"] or "",
        start=start,
        end=end,
        source=Span(int(span["sourceStart"]), int(span["sourceEnd"])) if "sourceStart" in span else None,
        page=int(span["page"]) if "page" in span else None,
    )

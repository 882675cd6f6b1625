"""The chain of a task upwards to the national requirement and downwards to who carries it out."""

from __future__ import annotations

from dataclasses import dataclass

from .evidence import Quotation, quotations
from .signatures import Signature, signatures
from .store import Store
from .terms import checked

_PREFIX = "PREFIX zr: <https://w3id.org/zeren#> PREFIX dcterms: <http://purl.org/dc/terms/> "
_ITEM = """
SELECT ?label ?title ?plan ?level ?due ?rank WHERE {
  <%(iri)s> zr:inPlan ?p . ?p dcterms:title ?plan .
  OPTIONAL { <%(iri)s> zr:label ?label } OPTIONAL { <%(iri)s> dcterms:title ?title }
  OPTIONAL { <%(iri)s> zr:dueBy ?due } OPTIONAL { ?p zr:level ?level }
}
"""
_UP = """
SELECT ?link ?other ?confidence ?counts ?rationale WHERE {
  {
    ?link a zr:Derivation ; zr:task <%(iri)s> ; zr:upper ?other ; zr:confidence ?confidence ; zr:status ?status ;
      zr:rationale ?rationale .
    OPTIONAL { ?link zr:reviewStatus ?review } BIND(COALESCE(?review, ?status) AS ?counts)
    FILTER(?counts = zr:Accepted%(more)s)
  } UNION {
    ?link zr:judgedTask <%(iri)s> ; zr:verdict zr:Confirmed ; zr:inForce true ; zr:judgedUpper ?other .
    FILTER NOT EXISTS { ?link zr:judges ?machine } BIND(zr:Accepted AS ?counts)
  }
} ORDER BY DESC(?confidence) ?other
"""
_DOWN = """
SELECT ?link ?other ?confidence ?counts ?rationale WHERE {
  {
    ?link a zr:Derivation ; zr:upper <%(iri)s> ; zr:task ?other ; zr:confidence ?confidence ; zr:status ?status ;
      zr:rationale ?rationale .
    OPTIONAL { ?link zr:reviewStatus ?review } BIND(COALESCE(?review, ?status) AS ?counts)
    FILTER(?counts = zr:Accepted%(more)s)
  } UNION {
    ?link zr:judgedUpper <%(iri)s> ; zr:verdict zr:Confirmed ; zr:inForce true ; zr:judgedTask ?other .
    FILTER NOT EXISTS { ?link zr:judges ?machine } BIND(zr:Accepted AS ?counts)
  }
  ?other zr:inPlan/dcterms:title ?plan ; zr:order ?order .
} ORDER BY ?plan ?order
"""
_TASKS = """
SELECT ?task WHERE { ?task zr:inPlan <%s> ; a zr:Task ; zr:order ?order } ORDER BY ?order
"""
_PLAN = """
SELECT ?plan ?title WHERE {
  { <%(iri)s> zr:inPlan ?plan } UNION { BIND(<%(iri)s> AS ?plan) ?plan a zr:Plan }
  ?plan dcterms:title ?title
} LIMIT 1
"""
_LEADS = """
SELECT DISTINCT ?name WHERE {
  <%s> zr:hasResponsibility ?r . ?r zr:role zr:Lead ; zr:asNamed ?name ; zr:span/<http://www.w3.org/ns/oa#start> ?at
} ORDER BY ?at
"""
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Step:
    """One provision of a chain, the link that leads to it, and the steps beyond.

    `accepted` says whether the link counts: accepted by a person, or by the machine and not rejected by a person;
    `signatures` are what people said of it. A link that a person alone made has no confidence.
    """

    iri: str
    label: str
    title: str
    plan: str
    level: str
    due: str
    leads: tuple[str, ...]
    confidence: float | None
    accepted: bool
    rationale: str
    quotations: tuple[Quotation, ...]
    beyond: tuple[Step, ...]
    signatures: tuple[Signature, ...] = ()


def upwards(store: Store, iri: str, *, candidates: bool = False) -> Step:
    """A task and, step by step, the upper provisions it carries out; with `candidates` unsure and rejected links too."""
    return _step(store, checked(iri), _UP, candidates, {iri}, None)


def downwards(store: Store, iri: str, *, candidates: bool = False) -> Step:
    """A provision and, step by step, the tasks below that carry it out."""
    return _step(store, checked(iri), _DOWN, candidates, {iri}, None)


def tasks_of(store: Store, plan: str) -> list[str]:
    """The IRIs of a plan's tasks, in order."""
    return [row["task"] or "" for row in store.rows(_PREFIX + _TASKS % checked(plan))]


def plan_and_title(store: Store, iri: str) -> tuple[str, str]:
    """The plan that a provision stands in, or that is meant itself, and its title."""
    row = next(store.rows(_PREFIX + _PLAN % {"iri": checked(iri)}), {})
    return row.get("plan") or "", row.get("title") or ""


def _step(
    store: Store, iri: str, query: str, candidates: bool, seen: set[str], link: dict[str, str | None] | None
) -> Step:
    item = next(store.rows(_PREFIX + _ITEM % {"iri": iri}), {})
    more = " || ?status = zr:Candidate || BOUND(?review)" if candidates else ""
    found = list(store.rows(_PREFIX + query % {"iri": iri, "more": more}))
    onward = [row for row in found if row["other"] not in seen] if len(seen) <= _DEEPEST else []
    return Step(
        iri=iri,
        label=item.get("label") or "",
        title=item.get("title") or "",
        plan=item.get("plan") or "",
        level=(item.get("level") or "").rsplit("#", 1)[-1],
        due=item.get("due") or "",
        leads=tuple(row["name"] or "" for row in store.rows(_PREFIX + _LEADS % iri)),
        confidence=float(link["confidence"]) if link and link["confidence"] else None,
        accepted=bool(link and (link["counts"] or "").endswith("#Accepted")),
        rationale=(link["rationale"] or "") if link else "",
        quotations=(quotations(store, link["link"] or "") if link else ()) or quotations(store, iri),
        beyond=tuple(
            _step(store, row["other"] or "", query, candidates, seen | {row["other"] or ""}, row)
            for row in onward
        ),
        signatures=signatures(store, link["link"] or "") if link else (),
    )

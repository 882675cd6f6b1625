"""Who judged a thing: the judgements in force on it, for people to see beside what the machine says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .store import Store
from .terms import checked

_PREFIX = """
PREFIX zr: <https://w3id.org/zeren#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_ON = """SELECT ?judgement WHERE {
  { ?judgement zr:judges <%(iri)s> } UNION { ?judgement zr:comparedWith <%(iri)s> }
  UNION { <%(iri)s> zr:corrects ?finding . ?judgement zr:judges ?finding }
  UNION { <%(iri)s> a zr:Judgement BIND(<%(iri)s> AS ?judgement) }
}"""
_SAID = """SELECT ?verdict ?correction ?by ?at ?note ?one ?two WHERE {
  <%(iri)s> zr:inForce true ; zr:verdict ?said ; zr:judgedBy ?by ; zr:judgedAt ?at .
  ?said rdfs:label ?verdict FILTER(LANG(?verdict) = "%(lang)s")
  OPTIONAL { <%(iri)s> zr:note ?note } OPTIONAL { <%(iri)s> zr:correction ?correction }
  OPTIONAL { <%(iri)s> zr:judges ?one } OPTIONAL { <%(iri)s> zr:comparedWith ?two }
}"""
_NAME = "SELECT ?name WHERE { <%s> skos:prefLabel ?name }"
# One judgement is asked for at a time: joined, the store would go through all there are.


@dataclass(frozen=True, slots=True)
class Signature:
    """One judgement in force: the verdict in words, whom else it is about, a correction, who, when and why."""

    verdict: str
    other: str
    correction: str
    by: str
    at: str
    note: str

    def __str__(self) -> str:
        said = " ".join(filter(None, (self.verdict, self.other, self.correction)))
        return "  ".join(filter(None, (said, self.by, self.at[:10], self.note and f"“{self.note}”")))


def signatures(store: Store, iri: str, lang: str = "zh") -> tuple[Signature, ...]:
    """The judgements in force on a link, a finding or an institution, or the one that `iri` is, oldest first."""
    on = {row["judgement"] or "" for row in store.rows(_PREFIX + _ON % {"iri": checked(iri)})}
    found = [signature for judgement in sorted(on) for signature in _said(store, judgement, iri, lang)]
    return tuple(sorted(found, key=lambda signature: signature.at))


def _said(store: Store, judgement: str, iri: str, lang: str) -> Iterator[Signature]:
    for row in store.rows(_PREFIX + _SAID % {"iri": judgement, "lang": lang}):
        said = {column: value or "" for column, value in row.items()}
        other = said.pop("two"), said.pop("one")
        name = _name(store, other[other[0] == iri]) if other[0] else ""
        yield Signature(other=name, **said)


def _name(store: Store, body: str) -> str:
    return next((row["name"] or "" for row in store.rows(_PREFIX + _NAME % body)), "")

"""Who judged a thing: the judgements in force on it, for people to see beside what the machine says."""

from __future__ import annotations

from dataclasses import dataclass

from .store import Store
from .terms import checked

_ON = """
PREFIX zr: <https://w3id.org/zeren#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?verdict ?other ?correction ?by ?at ?note WHERE {
  { ?judgement zr:judges <%(iri)s> OPTIONAL { ?judgement zr:comparedWith ?body OPTIONAL { ?body skos:prefLabel ?other } } }
  UNION { ?judgement zr:comparedWith <%(iri)s> ; zr:judges ?body . ?body skos:prefLabel ?other }
  UNION { BIND(<%(iri)s> AS ?judgement) <%(iri)s> a zr:Judgement }
  ?judgement zr:inForce true ; zr:verdict ?said ; zr:judgedBy ?by ; zr:judgedAt ?at .
  ?said rdfs:label ?verdict FILTER(LANG(?verdict) = "%(lang)s")
  OPTIONAL { ?judgement zr:note ?note } OPTIONAL { ?judgement zr:correction ?correction }
} ORDER BY ?at ?judgement
"""


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
    found = store.rows(_ON % {"iri": checked(iri), "lang": lang})
    return tuple(Signature(**{column: value or "" for column, value in row.items()}) for row in found)

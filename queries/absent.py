"""Why an answer may be empty: a plan or a body was named that the store does not have.

"Nothing is overdue" and "no plan is called so" must not look the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from .question import ParameterType, Question
from .results import Table
from .running import Queryable, run
from .terms import plain

_PLANS = """PREFIX zr: <https://w3id.org/zeren#> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT DISTINCT ?name ?cited WHERE { ?plan a zr:Plan ; dcterms:title ?name
  BIND(EXISTS { ?plan zr:held false } AS ?cited) } ORDER BY ?name"""
_BODIES = """PREFIX zr: <https://w3id.org/zeren#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?name WHERE {
  { ?body a zr:Institution ; skos:prefLabel|skos:altLabel ?name }
  UNION { ?duty zr:asNamed ?name } UNION { ?duty zr:actorText ?name } } ORDER BY ?name"""
_ALIKE = 60
"""The share of characters, in percent, from which a name may be the one that was meant."""
_TOLD = {
    "plan": "no plan has {part!r} in its title; {meant}zeren query plans lists them",
    "cited": "{nearest} is cited and not held; build its text too",
    "body": "no body has {part!r} in its name; {meant}zeren query institutions-by-load lists them",
}


@dataclass(frozen=True, slots=True)
class Absent:
    """What was named and is not there; `kind` is plan, cited (a plan that is cited and not held) or body.

    `nearest` is the name that may be meant, or of a cited plan its title.
    """

    kind: str
    part: str
    nearest: str = ""

    def __str__(self) -> str:
        meant = f"did you mean {self.nearest}? " if self.nearest else ""
        return _TOLD[self.kind].format(part=self.part, nearest=self.nearest, meant=meant)


def absent(store: Queryable, question: Question, values: Mapping[str, str]) -> Absent | None:
    """The first of the values that names no plan and no body of the store."""
    known: dict[ParameterType, Callable[[Queryable, str], Absent | None]] = {
        ParameterType.PLAN: no_plan,
        ParameterType.BODY: no_body,
    }
    for parameter in question.parameters:
        value = values.get(parameter.name, "")
        tell = known.get(parameter.type)
        if tell and value.strip() and (told := tell(store, value)):
            return told
    return None


def no_plan(store: Queryable, part: str) -> Absent | None:
    """That no plan that is held has `part` in its title."""
    found = _names(store, _PLANS)
    held = [title for title, cited in found if cited != "true"]
    if any(part in title for title in held):
        return None
    if cited := next((title for title, _ in found if part in title), ""):
        return Absent("cited", part, cited)
    nearest = process.extractOne(part, held, scorer=fuzz.partial_ratio, score_cutoff=_ALIKE)
    return Absent("plan", part, nearest[0] if nearest else "")


def no_body(store: Queryable, part: str) -> Absent | None:
    """That no body has `part` in its name."""
    found = [name for name, _ in _names(store, _BODIES)]
    if any(part in name for name in found):
        return None
    nearest = process.extractOne(part, found, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return Absent("body", part, nearest[0] if nearest else "")


def _names(store: Queryable, sparql: str) -> list[tuple[str, str]]:
    answer = run(store, sparql)
    rows = answer.rows if isinstance(answer, Table) else ()
    return [(plain(row[0]), plain(row[1]) if len(row) > 1 else "") for row in rows]

"""Findings that people refuted or corrected: what holds instead, for the graph of reviews.

What the machine read stays as it was stated, with its zr:task, zr:role and span. But zr:hasResponsibility and its kin,
the shortcuts (zr:leadBy and so on) and the zr:dueBy of a task say what is in force: of a finding that was put aside they
are taken out of the plan's graph, zr:setAside and zr:dueByRead tell of it and serve to put them back, and a correction is
a thing of its own, which zr:corrects the finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal

from ..ontology.iri import Name, plan_of
from ..ontology.judgement import About, Verdict
from ..ontology.model import Role
from ..ontology.vocab import ZR
from .settling import Placed
from .statements import ROLES, latest
from .store import Store
from .terms import Writer, truth

HOLDERS = {
    "responsibility": "hasResponsibility",
    "deadline": "hasDeadline",
    "target": "hasTarget",
    "citation": "hasCitation",
}
"""The property by which a provision has the findings of each kind."""
_METHOD = "judgement"
_PREFIX = """PREFIX zr: <https://w3id.org/zeren#> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> """
_CLASSES = " ".join(f"(zr:{kind.capitalize()} zr:{has})" for kind, has in HOLDERS.items())
_SHORT = " ".join(f"(zr:{role.value.capitalize()} zr:{short})" for role, (_, short) in ROLES.items())
RESTORE = (
    f"""INSERT {{ GRAPH ?g {{ ?at ?has ?found }} }} WHERE {{
  GRAPH %(reviews)s {{ ?at zr:setAside ?found }} GRAPH ?g {{ ?found a ?class }} VALUES (?class ?has) {{ {_CLASSES} }} }}""",
    f"""INSERT {{ GRAPH ?g {{ ?at ?short ?body ; zr:assignedTo ?body }} }} WHERE {{
  GRAPH %(reviews)s {{ ?at zr:setAside ?found }} GRAPH ?g {{ ?found zr:role ?role ; zr:institution ?body }}
  VALUES (?role ?short) {{ {_SHORT} }} }}""",
    """INSERT { GRAPH ?g { ?at zr:dueBy ?day } } WHERE {
  GRAPH %(reviews)s { ?at zr:dueByRead ?day } GRAPH ?g { ?at a zr:Task } }""",
)
"""Updates that make a plan's graph what the machine read, while the graph of reviews still tells what was put aside."""
WITHDRAW = (
    f"""DELETE {{ GRAPH ?g {{ ?at ?has ?found }} }} WHERE {{
  GRAPH %(reviews)s {{ ?at zr:setAside ?found }} GRAPH ?g {{ ?found a ?class . ?at ?has ?found }}
  VALUES (?class ?has) {{ {_CLASSES} }} }}""",
    f"""DELETE {{ GRAPH ?g {{ ?at ?short ?body }} }} WHERE {{
  GRAPH %(reviews)s {{ ?at zr:setAside ?found }} GRAPH ?g {{ ?found zr:role ?role ; zr:institution ?body . ?at ?short ?body }}
  VALUES (?role ?short) {{ {_SHORT} }}
  FILTER NOT EXISTS {{ GRAPH ?g {{ ?at zr:hasResponsibility ?other . ?other zr:role ?role ; zr:institution ?body }} }} }}""",
    """DELETE { GRAPH ?g { ?at zr:assignedTo ?body } } WHERE {
  GRAPH %(reviews)s { ?at zr:setAside ?found } GRAPH ?g { ?found zr:institution ?body . ?at zr:assignedTo ?body }
  FILTER NOT EXISTS { GRAPH ?g { ?at zr:hasResponsibility ?other . ?other zr:institution ?body } } }""",
    """DELETE { GRAPH ?g { ?at zr:dueBy ?day } } WHERE {
  GRAPH %(reviews)s { ?at zr:dueByRead ?day } GRAPH ?g { ?at zr:dueBy ?day } }""",
)
"""Updates that leave in a plan's graph what is in force, once the graph of reviews tells what was put aside."""
_HELD = (
    _PREFIX
    + """SELECT ?at WHERE {
  { GRAPH %(plan)s { ?at zr:%(has)s %(found)s } } UNION { GRAPH %(reviews)s { ?at zr:setAside %(found)s } } } ORDER BY ?at"""
)
_VALUES = (
    _PREFIX
    + """SELECT ?role ?institution ?asNamed ?openEnded ?deadlineText ?dueBy ?span ?start ?end WHERE { GRAPH %(plan)s {
  %(found)s zr:span ?span . ?span oa:start ?start ; oa:end ?end .
  OPTIONAL { %(found)s zr:role ?role } OPTIONAL { %(found)s zr:institution ?institution }
  OPTIONAL { %(found)s zr:asNamed ?asNamed } OPTIONAL { %(found)s zr:openEnded ?openEnded }
  OPTIONAL { %(found)s zr:deadlineText ?deadlineText } OPTIONAL { %(found)s zr:dueBy ?dueBy } } }"""
)
_DUTIES = (
    _PREFIX
    + """SELECT ?duty ?role ?body WHERE { GRAPH %(plan)s {
  ?duty zr:task %(at)s ; zr:role ?role ; zr:institution ?body } }"""
)
_TIMES = (
    _PREFIX
    + """SELECT DISTINCT ?found ?method ?due WHERE {
  { GRAPH %(plan)s { ?at zr:hasDeadline ?found } } UNION { GRAPH %(reviews)s { ?at zr:setAside ?found } }
  GRAPH %(plan)s { ?found a zr:Deadline ; zr:method ?method OPTIONAL { ?found zr:dueBy ?due } } VALUES ?at { %(at)s } }"""
)
_TASK = _PREFIX + "SELECT ?task WHERE { GRAPH %(plan)s { ?task a zr:Task } VALUES ?task { %(at)s } }"
_BODY = (
    _PREFIX
    + """SELECT DISTINCT ?body ?here WHERE {
  { GRAPH %(plan)s { ?duty zr:asNamed %(name)s ; zr:institution ?body } BIND(true AS ?here) }
  UNION { ?body a zr:Institution ; skos:prefLabel %(name)s BIND(false AS ?here) }
  UNION { %(id)s zr:jurisdiction ?place . ?body zr:jurisdiction ?place ; skos:altLabel %(name)s BIND(true AS ?here) } }"""
)
_WORDS = (
    _PREFIX
    + """SELECT ?text ?start ?end ?from ?to WHERE { GRAPH %(plan)s {
  %(at)s zr:text ?text ; zr:span ?span . ?span oa:start ?start ; oa:end ?end
  OPTIONAL { ?span zr:sourceStart ?from ; zr:sourceEnd ?to } } }"""
)
_ROLES = {str(iri): role for role, (iri, _) in ROLES.items()}

Row = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class _Aside:
    """A finding that was put aside: the provisions that had it, its values, and what each of them should be."""

    name: Name
    holders: tuple[Name, ...]
    read: Row
    said: Mapping[str, str]

    @property
    def correction(self) -> Name:
        """What stands in its place."""
        return Name("correction", (*self.name.parts, self.name.kind))


class Corrections:
    """What people said of the findings of one store."""

    def __init__(self, store: Store, write: Writer, reviews: Name) -> None:
        """`reviews` is the graph that still tells what was put aside before."""
        self._store, self._write, self._reviews = store, write, write.node(reviews)

    def effects(self, in_force: Iterable[Placed]) -> Iterator[str]:
        """What the judgements on findings come to: what was put aside, corrections, shortcuts, dates of tasks."""
        said: dict[str, dict[str, str]] = defaultdict(dict)
        for each in in_force:
            if each.subject and each.judgement.about is About.FINDING:
                if each.judgement.verdict is Verdict.CORRECTED:
                    key, _, value = each.judgement.value.partition("=")
                    said[each.subject][key] = value
                elif each.judgement.verdict is Verdict.WRONG:
                    said[each.subject] = {}
        aside = [found for name, values in sorted(said.items()) if (found := self._aside(name, values))]
        for found in aside:
            for holder in found.holders:
                yield from self._write.say(holder, "setAside", found.name)
        yield from self._duties([found for found in aside if found.name.kind == "responsibility"])
        yield from self._times([found for found in aside if found.name.kind == "deadline"])

    def _aside(self, name: str, said: Mapping[str, str]) -> _Aside | None:
        found = Name.parse(name, "")
        has = HOLDERS[found.kind]
        holders = [row["at"] or "" for row in self._rows(_HELD, found, found=self._node(found), has=has)]
        read = next(self._rows(_VALUES, found, found=self._node(found)), None)
        names = tuple(Name.parse(holder, self._write.base) for holder in holders)
        return _Aside(found, names, read, said) if read else None

    def _duties(self, aside: list[_Aside]) -> Iterator[str]:
        gone = {found.name.iri(self._write.base) for found in aside}
        for found in aside:
            if found.said:
                for task in found.holders:
                    yield from self._duty(found, task, gone)

    def _duty(self, found: _Aside, task: Name, gone: set[str]) -> Iterator[str]:
        """A responsibility as a person says it is, with the shortcuts that no other gives."""
        name = found.said.get("name") or found.said.get("span") or found.read["asNamed"] or ""
        role = Role(found.said["role"]) if "role" in found.said else _ROLES[found.read["role"] or ""]
        body = found.read["institution"] if name == found.read["asNamed"] else self._body(name, found.name)
        institution = Name.parse(body, self._write.base) if body else None
        span, triples = self._span(found, task)
        yield from triples
        (kind, short), write = ROLES[role], self._write
        yield from write.about(
            found.correction, ZR.Responsibility, task=task, role=kind, institution=institution, asNamed=name,
            openEnded=truth(found.read["openEnded"]), span=span, method=_METHOD, corrects=found.name,
        )  # fmt: skip
        yield from write.say(task, "hasResponsibility", found.correction)
        others = [row for row in self._rows(_DUTIES, task, at=self._node(task)) if row["duty"] not in gone]
        if (str(kind), body) not in {(row["role"], row["body"]) for row in others}:
            yield from write.say(task, short, institution)
        if body not in {row["body"] for row in others}:
            yield from write.say(task, "assignedTo", institution)

    def _body(self, name: str, found: Name) -> str | None:
        """The one body that is called so in that plan, else the one in the store; or None, and it stays a mention."""
        named = {"name": str(Literal(name)), "id": self._node(plan_of(found))}
        rows = list(self._rows(_BODY, found, **named))
        here = {row["body"] for row in rows if truth(row["here"])} or {row["body"] for row in rows}
        return here.pop() if len(here) == 1 else None

    def _span(self, found: _Aside, task: Name) -> tuple[Name, list[str]]:
        """Where the name stands: the one place of the words that a person gave, else where the machine read it."""
        words = found.said.get("span", "")
        row = next(self._rows(_WORDS, task, at=self._node(task)), None)
        if not words or row is None or (row["text"] or "").count(words) != 1:
            return Name.parse(found.read["span"] or "", self._write.base), []
        inside = (row["text"] or "").index(words)
        start = int(row["start"] or 0) + inside
        straight = row["from"] and int(row["to"] or 0) - int(row["from"]) == int(row["end"] or 0) - int(
            row["start"] or 0
        )
        source = int(row["from"] or 0) + inside if straight else None
        name = plan_of(task).of("span", f"{start}-{start + len(words)}", "review")
        return name, self._write.about(
            name, ZR.Span, oa_start=start, oa_end=start + len(words), oa_exact=words, sourceStart=source,
            sourceEnd=source + len(words) if source is not None else None, inPlan=plan_of(task),
        )  # fmt: skip

    def _times(self, aside: list[_Aside]) -> Iterator[str]:
        """Deadlines as people say they are, and the dates of the tasks that had others."""
        instead: dict[str, date | None] = {}
        for found in aside:
            due = date.fromisoformat(found.said["due"]) if "due" in found.said else None
            instead[found.name.iri(self._write.base)] = due
            if due:
                yield from self._write.about(
                    found.correction, ZR.Deadline, deadlineText=found.read["deadlineText"], dueBy=due,
                    span=Name.parse(found.read["span"] or "", self._write.base), method=_METHOD, corrects=found.name,
                )  # fmt: skip
                for holder in found.holders:
                    yield from self._write.say(holder, "hasDeadline", found.correction)
        for task in sorted({holder for found in aside for holder in found.holders}):
            yield from self._due(task, instead)

    def _due(self, task: Name, instead: Mapping[str, date | None]) -> Iterator[str]:
        node = self._node(task)
        if next(self._rows(_TASK, task, at=node), None) is None:
            return
        read, holds = list[tuple[str, date]](), list[tuple[str, date]]()
        for row in self._rows(_TIMES, task, at=node):
            day = date.fromisoformat(row["due"]) if row["due"] else None
            now, method = instead.get(row["found"] or "", day), row["method"] or ""
            read += [(method, day)] if day else []
            holds += [(method, now)] if now else []
        before, after = latest(read), latest(holds)
        if before != after:
            yield from self._write.say(task, "dueByRead", before)
            yield from self._write.say(task, "dueBy", after)

    def _rows(self, query: str, about: Name, **names: str) -> Iterator[Row]:
        plan = self._write.node(Name("graph", plan_of(about).parts))
        return self._store.rows(query % {"plan": plan, "reviews": self._reviews, **names})

    def _node(self, name: Name) -> str:
        return str(self._write.node(name))

"""Which link to ask a person about next: the one whose answer helps most.

An answer helps by how likely the machine is wrong there (for an accepted link what is missing of its confidence, for a
candidate its confidence, so that both are largest near the threshold), times how much hangs on it: how the task stands;
how the requirement stands, where nothing else in that plan answers it; how deep the requirement above is carried, where
plans further below rest on the task; and every other link of the task that waits, for one answer is told from the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pyoxigraph import Literal

from ..ontology.judgement import Verdict
from .store import Store
from .terms import checked

_PREFIX = "PREFIX zr: <https://w3id.org/zeren#> PREFIX dcterms: <http://purl.org/dc/terms/> "
_LINKS = """SELECT DISTINCT ?link ?task ?upper ?plan ?title ?order ?confidence ?status ?said WHERE {
  ?plan a zr:Plan ; dcterms:title ?title FILTER(CONTAINS(?title, %s))
  ?task zr:inPlan ?plan ; zr:order ?order .
  ?link zr:task ?task ; a zr:Derivation ; zr:upper ?upper ; zr:confidence ?confidence ; zr:status ?status .
  OPTIONAL { ?link zr:reviewStatus ?said }
}"""
_UNSURE = "SELECT ?link WHERE { ?said zr:verdict zr:Unsure ; zr:inForce true ; zr:judges ?link . ?link a zr:Derivation }"
_RESTED_ON = "SELECT DISTINCT ?task WHERE { ?below zr:derivesFrom ?task }"
_DIFFERENCES = """SELECT DISTINCT ?difference ?aspect ?change ?own ?above ?kind WHERE {
  <%(link)s> zr:kind ?kind
  OPTIONAL {
    <%(link)s> zr:hasDifference ?difference . ?difference zr:aspect ?aspect ; zr:change ?change .
    OPTIONAL { ?difference zr:text ?own } OPTIONAL { ?difference zr:upperText ?above }
  }
} ORDER BY ?difference"""
_SAID = {"Accepted": Verdict.ACCEPT, "Rejected": Verdict.REJECT}


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the machine's between a task and a requirement, and what a person said of it, if anybody did."""

    iri: str
    task: str
    upper: str
    plan: str
    place: tuple[str, int, str]
    """Its plan's title, the order of the task, its own IRI: what sorts links that help alike."""
    confidence: float
    accepted: bool
    said: Verdict | None = None

    @property
    def counts(self) -> bool:
        """Whether it is in force: accepted by a person, or by the machine and not rejected."""
        return self.said is Verdict.ACCEPT or (self.accepted and self.said is not Verdict.REJECT)

    @property
    def doubt(self) -> float:
        """How likely the machine is wrong about it."""
        return 1 - self.confidence if self.accepted else self.confidence


@dataclass(frozen=True, slots=True)
class Question:
    """A link that waits for a person, how much an answer helps, and what hangs on it."""

    link: Link
    help: float
    sole: bool
    """Nothing else in its plan answers the requirement."""
    below: bool
    """Plans further below rest on its task."""
    rivals: int
    """How many other links of the task wait too."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing in which a task is not as its requirement, with the words on both sides."""

    aspect: str
    change: str
    own: str
    above: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How far people have come with the links."""

    accepted: int
    rejected: int
    unsure: int
    open: int


def read_links(store: Store, plan: str = "") -> list[Link]:
    """The machine's links of all plans that have `plan` in their title, with what is in force of what people said."""
    unsure = {row["link"] for row in store.rows(_PREFIX + _UNSURE)}
    return [
        Link(
            iri := row["link"] or "",
            row["task"] or "",
            row["upper"] or "",
            row["plan"] or "",
            (row["title"] or "", int(row["order"] or 0), iri),
            float(row["confidence"] or 0),
            (row["status"] or "").endswith("#Accepted"),
            Verdict.UNSURE if iri in unsure else _SAID.get((row["said"] or "").rsplit("#")[-1]),
        )
        for row in store.rows(_PREFIX + _LINKS % Literal(plan))
    ]


def changed(store: Store, link: str) -> tuple[str, list[Change]]:
    """The kind of a link, and its differences in the order they were found."""
    rows = list(store.rows(_PREFIX + _DIFFERENCES % {"link": checked(link)}))
    kind = (rows[0]["kind"] or "") if rows else ""
    told = [row for row in rows if row["difference"]]
    return kind, [Change(*(row[key] or "" for key in ("aspect", "change", "own", "above"))) for row in told]


def ordered(links: Iterable[Link], rested_on: Iterable[str] = ()) -> list[Question]:
    """The links that nobody has judged, the one whose answer helps most first; `rested_on` are tasks that others carry out."""
    known, below = list(links), set(rested_on)
    answering = Counter((link.plan, link.upper) for link in known if link.counts)
    waiting = Counter(link.task for link in known if link.said is None)
    questions = []
    for link in known:
        if link.said is None:
            sole = answering[link.plan, link.upper] - link.counts == 0
            rivals, deep = waiting[link.task] - 1, link.task in below
            helps = round(link.doubt * (1 + sole + deep + rivals), 6)
            questions.append(Question(link, helps, sole, deep, rivals))
    return sorted(questions, key=lambda question: (-question.help, question.link.place))


def rested_on(store: Store) -> Iterator[str]:
    """The tasks that plans further below carry out."""
    return (row["task"] or "" for row in store.rows(_PREFIX + _RESTED_ON))


def count(links: Iterable[Link]) -> Counts:
    """How many links people accepted, rejected, were unsure of, and have not judged."""
    said = Counter(link.said for link in links)
    return Counts(said[Verdict.ACCEPT], said[Verdict.REJECT], said[Verdict.UNSURE], said[None])


def judged(link: Link, verdict: Verdict) -> Link:
    """The link as it is once a person has said so."""
    return replace(link, said=verdict)

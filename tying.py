"""Held plans beside one another: what their citations name, what their tasks carry out, and how all of it stands.

Plans -refer-> References -derive, changes, coverage-> what is stated of one plan and the plans above it

Plans are read from their records (graph/records.py), and what is stated of each is kept in a file (graph/kept.py), both
beside the store: a build derives anew only what has changed.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from .data.authority import Authority
from .data.own import own_tables
from .data.subjects import Subjects, subjects
from .extract.links.change import changes
from .extract.links.coverage import requirements, tasks
from .extract.links.derive import derive
from .extract.links.editions import continuations
from .extract.links.references import Held, Library, by_hand, refer, replaced
from .graph.errors import StoreError
from .graph.kept import Graph, Kept
from .graph.links import state_derivations, state_editions, state_references, state_standings
from .graph.parallel import each, uncollected
from .graph.reading import read_bodies, read_plan
from .graph.records import Records, record
from .graph.store import Store
from .graph.terms import Writer, joined
from .ontology.iri import Name
from .ontology.model import Derivation, Document, Extraction, Reference, Standing

PARENTS = "parents.csv"
"""Beside the quads: parents that a person sets, a line a plan, with the columns plan and parent, both titles."""
EDITIONS, REFERENCES = "editions", "references"
"""What is stated of all plans together, as it is kept."""
_PLANS_AT_HAND = 32


@dataclass(frozen=True, slots=True)
class Job:
    """A plan with the plans above it: those that were replaced, and the plans that its citations name."""

    lower: Document
    uppers: tuple[Document, ...]
    outdated: frozenset[Name]
    titles: tuple[tuple[str, Name], ...]

    def key(self, version: str) -> str:
        """A digest of everything that what is stated of the plan depends on; `version` is of the code and the tables."""
        parts = [version, self.lower.id.tail, self.lower.digest]
        parts += [f"{upper.id.tail} {upper.digest}" for upper in self.uppers]
        parts += [f"outdated {name.tail}" for name in sorted(self.outdated)]
        parts += [f"{title} {name.tail}" for title, name in self.titles]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Place:
    """Where plans are read from and what is stated of them is kept: what a worker needs to know."""

    directory: Path
    version: str
    base: str

    def plan(self, document: Document) -> Extraction:
        """A held plan from its record. Raises StoreError where that is gone."""
        return _plan(self, document)

    def citing(self, document: Document) -> Extraction:
        """A held plan with its provisions and citations alone, from its record. Raises StoreError where that is gone."""
        return _there(self.records.citing(document), document)

    @property
    def subjects(self) -> Subjects:
        """The words of subjects, the user's own among them."""
        return subjects(*own_tables(self.directory))

    @property
    def records(self) -> Records:
        """The records of the plans."""
        return Records(self.directory, self.version)

    def make_whole(self, store: Store, documents: Iterable[Document]) -> None:
        """Read back from the store the plans whose records were lost."""
        for one in documents:
            if not self.records.has(one):
                plan, bodies = read_plan(store, one, self.base), read_bodies(store, one.id, self.base)
                self.records.keep(one.id, one.digest, record(plan, bodies))


@lru_cache(_PLANS_AT_HAND)
def _plan(place: Place, document: Document) -> Extraction:
    return _there(place.records.find(document), document)


def _there(found: Extraction | None, document: Document) -> Extraction:
    if found is None:
        raise StoreError(f"{document.title}: its record is gone while a build goes on; run the build again")
    return found


def tie(
    store: Store,
    documents: Sequence[Document],
    authority: Authority,
    place: Place,
    graph: Graph,
    workers: int = 1,
) -> None:
    """Bring the graph of derivations up to date: what citations name, and what tasks carry out. Raises StoreError."""
    titles = held(documents)
    library, editions = Library(titles), replaced(titles)
    by_name = {document.id: document for document in documents}
    parents = set_by_hand(store.path / PARENTS, library)
    references: list[Reference] = []

    def jobs() -> Iterator[Job]:
        for document in documents:
            found = [*refer(place.citing(document), library, authority), *parents.get(document.id, ())]
            references.extend(found)
            job = job_of(document, found, by_name, frozenset(editions))
            if job.uppers and not graph.holds(document.id, job.key(place.version)):
                yield job

    waiting: Iterable[Job] = jobs()
    if not graph.is_new:
        waiting = list(waiting)
        workers = min(workers, len(waiting))
    graph.clear()
    for plan, key in each(partial(_link, place=place), waiting, workers, largest=0):
        graph.put(plan, key)
    write = Writer(place.base)
    pairs = [(by_name[newer], by_name[older]) for older, newer in sorted(editions.items())]

    def later() -> bytes:
        known = place.subjects
        return b"".join(
            continued(place.plan(newer), place.plan(older), known, write) for newer, older in pairs
        )

    graph.put_shared(EDITIONS, later, _key(place.version, pairs))
    graph.put_shared(REFERENCES, lambda: joined(state_references(references, write)))


def _key(version: str, pairs: Iterable[tuple[Document, Document]]) -> str:
    """A digest of everything that what is stated of editions depends on."""
    parts = [f"{one.id.tail} {one.digest}" for pair in pairs for one in pair]
    return hashlib.sha256("\n".join([version, *parts]).encode()).hexdigest()


def held(documents: Iterable[Document]) -> list[Held]:
    """What citations are held against: how each held plan is known."""
    return [Held(d.id, d.title, d.number, d.place, d.level, d.period, d.issued) for d in documents]


def set_by_hand(path: Path, library: Library) -> dict[Name, list[Reference]]:
    """The parents set in a file, by plan; none without it. Raises StoreError that names the line where one is not held."""
    if not path.is_file():
        return {}
    found: dict[Name, list[Reference]] = {}
    for line, row in enumerate(_set(path), 2):
        try:
            one = by_hand(row["plan"], row["parent"], library)
        except (LookupError, TypeError) as reason:
            raise StoreError(
                f"{path}, line {line}: {reason}; it needs plan,parent with full titles"
            ) from None
        found.setdefault(one.citing, []).append(one)
    return found


def _set(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table of parents; none of an empty one. Raises StoreError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise StoreError(f"{path}: not UTF-8; save it as CSV UTF-8") from None
    read = csv.DictReader(text.splitlines())
    missing = [column for column in ("plan", "parent") if column not in (read.fieldnames or ())]
    if missing and text.strip():
        raise StoreError(f"{path}: no column {', '.join(missing)}; it begins with a line plan,parent")
    yield from read


def job_of(
    document: Document,
    found: Sequence[Reference],
    by_name: Mapping[Name, Document],
    outdated: frozenset[Name],
) -> Job:
    """What a plan is tied to: the plans above it, as its references name them; `outdated` have newer editions."""
    above = sorted({r.cited for r in found if r.held and r.implements} - {document.id})
    titles = sorted({(r.title, r.cited) for r in found if r.held and r.cited in above})
    return Job(document, tuple(by_name[name] for name in above), outdated & frozenset(above), tuple(titles))


@uncollected()
def _link(job: Job, place: Place) -> tuple[Name, str]:
    """Write down what is stated of a plan and those above it, unless it was before; its name and the key."""
    key, kept = job.key(place.version), Kept(place.directory)
    if not kept.has(job.lower.id, key):
        kept.keep(job.lower.id, key, stated(job, place.plan, place.base, place.subjects))
    return job.lower.id, key


def stated(job: Job, plan: Callable[[Document], Extraction], base: str, known: Subjects) -> bytes:
    """What is stated of a plan and those above it: links with their changes, and how everything stands."""
    lower, uppers = plan(job.lower), [plan(upper) for upper in job.uppers]
    write, found, standings = Writer(base), list[Derivation](), list[Standing]()
    for upper in uppers:
        links = list(changes(derive(lower, upper, known), lower, upper))
        found += links
        standings += requirements(lower, upper, links)
    standings += tasks(lower, found, job.outdated, _numbers(job, uppers))
    plans = {one.document.id: one for one in (lower, *uppers)}
    return joined([*state_derivations(found, plans, write), *state_standings(standings, write)])


def continued(newer: Extraction, older: Extraction, known: Subjects, write: Writer) -> bytes:
    """Which item of a newer edition continues which of the older one."""
    return joined(
        state_editions(newer.document.id, older.document.id, continuations(newer, older, known), write)
    )


def _numbers(job: Job, uppers: Sequence[Extraction]) -> Mapping[str, tuple[Name, frozenset[int]]]:
    """By each title as cited, the plan it names and the numbers of its items."""
    numbers = {
        upper.document.id: frozenset(p.number for p in upper.provisions if p.number is not None)
        for upper in uppers
    }
    return {title: (name, numbers[name]) for title, name in job.titles}

"""Held plans beside one another: what their citations name, what their tasks carry out, and how all of it stands.

Plans -refer-> References -derive, changes, coverage-> what is stated of one plan and the plans above it

What is stated of one plan is kept in a file beside the store, under a key of everything it depends on: a build derives
anew only what has changed.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from .data.authority import Authority
from .extract.links.change import changes
from .extract.links.coverage import requirements, tasks
from .extract.links.derive import derive
from .extract.links.references import Held, Library, by_hand, refer, replaced
from .graph.errors import StoreError
from .graph.links import state_derivations, state_editions, state_references, state_standings
from .graph.parallel import each
from .graph.reading import read_plan
from .graph.store import Store
from .graph.terms import Writer, joined
from .ontology.iri import Name
from .ontology.model import Derivation, Document, Extraction, Reference, Status

PARENTS = "parents.csv"
"""Beside the quads: parents that a person sets, a line a plan, with the columns plan and parent, both titles."""
_PLANS_AT_HAND = 32


@dataclass(frozen=True, slots=True)
class _Job:
    """A plan with the plans above it: those that were replaced, and the plans that its citations name."""

    lower: Extraction
    uppers: tuple[Extraction, ...]
    outdated: frozenset[Name]
    titles: tuple[tuple[str, Name], ...]


class Links:
    """What was stated of each plan in the builds before, by a key of what it depends on."""

    def __init__(self, directory: Path, version: str) -> None:
        """`directory` is the store's; `version` is of the code and the tables that links depend on."""
        self._folder = directory / "links"
        self._version = version
        self._used: set[str] = set()

    def key(self, job: _Job) -> str:
        """A digest of everything that what is stated of a plan depends on."""
        parts = [self._version, job.lower.document.id.tail, job.lower.document.digest]
        parts += [f"{upper.document.id.tail} {upper.document.digest}" for upper in job.uppers]
        parts += [f"outdated {name.tail}" for name in sorted(job.outdated)]
        parts += [f"{title} {name.tail}" for title, name in job.titles]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def find(self, job: _Job) -> bytes | None:
        """What was stated under this key, or None."""
        path = self._path(job.lower.document.id)
        self._used.add(path.name)
        try:
            key, _, triples = path.read_bytes().partition(b"\n")
        except OSError:
            return None
        return triples if key == f"# {self.key(job)}".encode() else None

    def keep(self, plan: Name, key: str, triples: bytes) -> None:
        """Write what is stated of a plan, in one step."""
        self._folder.mkdir(exist_ok=True)
        path = self._path(plan)
        new = path.with_suffix(".new")
        new.write_bytes(f"# {key}\n".encode() + triples)
        new.replace(path)

    def prune(self) -> None:
        """Drop what is of plans that were not asked for."""
        for path in self._folder.glob("*") if self._folder.is_dir() else ():
            if path.name not in self._used:
                path.unlink()

    def _path(self, plan: Name) -> Path:
        return self._folder / f"{hashlib.sha256(plan.tail.encode()).hexdigest()}.nt"


def tie(
    store: Store,
    documents: Sequence[Document],
    authority: Authority,
    base: str,
    links: Links,
    workers: int = 1,
) -> Iterator[bytes]:
    """What the citations of held plans name, and what their tasks carry out, as Turtle. Raises StoreError."""
    held = [Held(d.id, d.title, d.number, d.place, d.level, d.period, d.issued) for d in documents]
    library, editions = Library(held), replaced(held)
    by_name = {document.id: document for document in documents}
    plan = lru_cache(_PLANS_AT_HAND)(lambda name: read_plan(store, by_name[name], base))
    parents = set_by_hand(store.path, library)
    references: list[Reference] = []
    known: list[bytes] = []
    keys: dict[Name, str] = {}

    def jobs() -> Iterator[_Job]:
        for document in documents:
            lower = plan(document.id)
            found = [*refer(lower, library, authority), *parents.get(document.id, ())]
            references.extend(found)
            job = _job(lower, found, plan, frozenset(editions))
            if job.uppers and (before := links.find(job)) is not None:
                known.append(before)
            elif job.uppers:
                keys[document.id] = links.key(job)
                yield job

    for name, triples in each(partial(_stated, base=base), jobs(), workers):
        links.keep(name, keys.pop(name), triples)
        yield triples
    yield from known
    links.prune()
    for older, newer in sorted(editions.items()):
        yield _continued(plan(newer), plan(older), base)
    yield joined(state_references(references, Writer(base)))


def set_by_hand(directory: Path, library: Library) -> dict[Name, list[Reference]]:
    """The parents set in `parents.csv`, by plan. Raises StoreError that names the line where one is not held."""
    path = directory / PARENTS
    if not path.is_file():
        return {}
    found: dict[Name, list[Reference]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), 2):
            try:
                one = by_hand(row["plan"], row["parent"], library)
            except (LookupError, TypeError) as reason:
                raise StoreError(
                    f"{path}, line {line}: {reason}; it needs plan,parent with full titles"
                ) from None
            found.setdefault(one.citing, []).append(one)
    return found


def _job(
    lower: Extraction,
    found: Sequence[Reference],
    plan: Callable[[Name], Extraction],
    outdated: frozenset[Name],
) -> _Job:
    above = sorted({r.cited for r in found if r.held and r.implements} - {lower.document.id})
    titles = sorted({(r.title, r.cited) for r in found if r.held and r.cited in above})
    return _Job(lower, tuple(map(plan, above)), outdated & frozenset(above), tuple(titles))


def _stated(job: _Job, base: str) -> tuple[Name, bytes]:
    """What is stated of a plan and those above it: links with their changes, and how everything stands."""
    write, found = Writer(base), list[Derivation]()
    standings = []
    for upper in job.uppers:
        links = list(changes(derive(job.lower, upper), job.lower, upper))
        found += links
        standings += list(requirements(job.lower, upper, links))
    standings += list(tasks(job.lower, found, job.outdated, _numbers(job)))
    plans = {plan.document.id: plan for plan in (job.lower, *job.uppers)}
    triples = [*state_derivations(found, plans, write), *state_standings(standings, write)]
    return job.lower.document.id, joined(triples)


def _continued(newer: Extraction, older: Extraction, base: str) -> bytes:
    """Which item of a newer edition continues which of the older one."""
    pairs = [(link.task, link.upper) for link in derive(newer, older) if link.status is Status.ACCEPTED]
    return joined(state_editions(newer.document.id, older.document.id, pairs, Writer(base)))


def _numbers(job: _Job) -> Mapping[str, tuple[Name, frozenset[int]]]:
    """By each title as cited, the plan it names and the numbers of its items."""
    numbers = {
        upper.document.id: frozenset(p.number for p in upper.provisions if p.number is not None)
        for upper in job.uppers
    }
    return {title: (name, numbers[name]) for title, name in job.titles}

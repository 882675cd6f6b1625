"""Sources in, store out: the one place where what was extracted meets the graph.

file -read-> Source -extract-> Extraction -state-> triples -> Store        one plan at a time
held plans -refer, derive-> References, Derivations -state-> triples -> Store   over all of them
"""

from __future__ import annotations

import glob
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache, partial
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import NamedNode, RdfFormat, Triple

from .data.authority import Authority, load
from .data.catalogue import catalogues
from .extract.catalogue import extract_catalogue
from .extract.compose import extract
from .extract.institutions import Scope, named, resolve
from .extract.read import Unreadable
from .extract.sources import SUFFIXES, read_file
from .graph.links import deep_standings
from .graph.manifest import Manifest, digest_of
from .graph.parallel import cores, each
from .graph.plans import Plans
from .graph.reading import read_bodies, read_documents
from .graph.registry import state_bodies, state_kinds, state_places
from .graph.statements import state
from .graph.store import Store, StoreError
from .graph.terms import Writer, ntriples
from .ontology.iri import BASE, Name
from .ontology.model import Document, Extraction
from .tying import PARENTS, Links, tie

AUTHORITY = Name("graph", ("authority",))
DERIVATIONS = Name("graph", ("derivations",))
_FLOORS = ("ontology", "data", "extract", "graph")
_PARALLEL_BYTES, _PARALLEL_PLANS = 4_000_000, 200
"""From so many bytes to read, or plans to tie, more processes pay."""
_SAVE_EVERY = 200
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_LINKS = "SELECT ?link WHERE { ?link a <https://w3id.org/zeren#Derivation> }"
_NO_FILES = f"no files there that can be read ({', '.join(sorted(SUFFIXES))})"
_OUTLINE = "outline "
"""Begins what stands in the manifest for the file of a catalogue."""


class Outcome(StrEnum):
    """What became of one source."""

    READ = "read"
    UNCHANGED = "unchanged"
    NO_PLAN = "no plan in it"
    SAME_PLAN = "same plan as another file"
    UNREADABLE = "unreadable"
    PRUNED = "pruned"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a build's report."""

    file: str
    outcome: Outcome
    title: str = ""
    tasks: int = 0
    responsibilities: int = 0
    deadlines: int = 0
    note: str = ""

    @property
    def needs_a_look(self) -> bool:
        """Whether a person should look at this source."""
        return self.outcome in (Outcome.NO_PLAN, Outcome.SAME_PLAN, Outcome.UNREADABLE)


@dataclass(slots=True)
class Report:
    """What a build did: a line a source, and how many links it found."""

    entries: list[Entry] = field(default_factory=list)
    links: int = 0

    @property
    def needs_a_look(self) -> list[Entry]:
        """The sources that a person should look at."""
        return [entry for entry in self.entries if entry.needs_a_look]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """One source on its way into the store; `triples` is N-Triples, empty where it was not readable."""

    path: Path
    entry: Entry
    plan: Name | None = None
    digest: str = ""
    triples: bytes = b""


def expand(source: str | Path) -> list[Path]:
    """The files that a file, a folder or a glob names, sorted; none where it names none."""
    path = Path(source)
    if path.is_dir():
        inside = [p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file()]
    elif path.is_file():
        inside = [path]
    else:
        inside = [Path(p) for p in glob.glob(str(source), recursive=True) if Path(p).is_file()]
    return sorted(p.resolve() for p in inside)


def build(
    sources: Sequence[str | Path],
    directory: Path,
    *,
    base: str = BASE,
    prune: bool = False,
    jobs: int | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Bring the store in `directory` up to date with `sources`.

    Unchanged sources are left alone, a changed one replaces its own graph; with `prune` plans whose files are
    not among `sources` are dropped. Whatever interrupts a build, the next one ends where a clean one would.
    `jobs` is the number of processes, told by the sources unless set; a script that wants more than one calls this
    under `if __name__ == "__main__"`. A source that names no file is an entry of the report, but nothing is
    pruned then. Raises FileNotFoundError and StoreError.
    """
    found = {str(source): expand(source) for source in sources}
    missing = [source for source, paths in found.items() if not paths]
    if missing and (prune or len(missing) == len(found)):
        raise FileNotFoundError(f"{missing[0]}: {_NO_FILES}")
    store = Store.create(directory)
    try:
        paths = sorted({path for inside in found.values() for path in inside})
        report = _Build(store, base, Manifest.load(directory), paths).run(prune, jobs, progress)
    finally:
        store.close()
    report.entries += [Entry(_printable(s), Outcome.UNREADABLE, note=_NO_FILES) for s in missing]
    return report


class _Build:
    """One run over the sources."""

    def __init__(self, store: Store, base: str, manifest: Manifest, paths: list[Path]) -> None:
        if manifest.base not in ("", base):
            raise StoreError(f"{store.path} was built with --base {manifest.base}; use that, or a new folder")
        self.store, self.base, self.manifest = store, base, manifest
        self.write = Writer(base)
        self.authority = load()
        self.version = _fingerprint()
        self.plans = Plans(store)
        self.order = {str(path): place for place, path in enumerate(paths)}
        self.waiting = [path for path in paths if not self._is_unchanged(path)]
        self.second: dict[str, str] = {}
        self.begun = False

    def run(self, prune: bool, jobs: int | None, progress: Callable[[int, int], None]) -> Report:
        """Plans, then what is known beforehand, then the links between them."""
        report, size = Report(), sum(path.stat().st_size for path in self.waiting if path.exists())
        workers = min(jobs or cores(size, _PARALLEL_BYTES), len(self.waiting))
        prepared_all = each(partial(prepare, base=self.base), self.waiting, workers)
        for done, prepared in enumerate(prepared_all, 1):
            report.entries.append(self._take(prepared))
            progress(done, len(self.waiting))
            if self.begun and done % _SAVE_EVERY == 0:
                self.manifest.save()
        report.entries += self._left_alone()
        if prune:
            report.entries += self._prune()
        if prune or self.manifest.stopped:
            self._drop_strays()
        self._keep_catalogues()
        self.plans.flush()
        report.links = self._tie(jobs)
        self.store.flush()
        if self.begun:
            self.manifest.save()
        return report

    def _graph(self, plan: str) -> NamedNode:
        return self.write.node(Name("graph", Name.parse(plan, "").parts))

    def _stamp(self, digest: str) -> str:
        return hashlib.sha256(f"{self.version} {digest}".encode()).hexdigest()

    def _holds(self, file: str, digest: str) -> bool:
        """Whether the store holds what this version of zeren reads in a file of that digest."""
        plan = self.manifest.files.get(file)
        if plan is None or not self.plans.holds(self._graph(plan), digest):
            return False
        return self.manifest.stamps.get(plan) == self._stamp(digest)

    def _is_unchanged(self, path: Path) -> bool:
        if str(path) not in self.manifest.files:
            return False
        try:
            with path.open("rb") as data:
                return self._holds(str(path), hashlib.file_digest(data, "sha256").hexdigest())
        except OSError:
            return False

    def _begin(self) -> None:
        """Before the first write: from now on, a build that is stopped is known as such."""
        if not self.begun:
            self.begun = True
            self.manifest.base = self.base
            self.manifest.begin(map(str, self.waiting))

    def _put(self, file: str, plan: str, digest: str, triples: bytes) -> None:
        """Write a plan read from `file`, and drop the one that was read from it before if that is another."""
        self._begin()
        before = self.manifest.files.get(file, plan)
        self.plans.put(self._graph(plan), triples, digest, self._graph(before))
        self.manifest.put(file, plan, self._stamp(digest))

    def _forget(self, file: str) -> None:
        """Drop the plan that was read from `file`, where there is one."""
        if file in self.manifest.files:
            self._begin()
            self.plans.drop(self._graph(self.manifest.forget(file)))

    def _take(self, prepared: _Prepared) -> Entry:
        """Put one prepared source into the store, unless a file before it holds the same plan."""
        if prepared.plan is None:
            return prepared.entry
        file, plan = str(prepared.path), prepared.plan.tail
        other = self.manifest.owner(plan)
        if other in self.order and other != file:
            if self.order[other] < self.order[file]:
                self._forget(file)
                return _same(prepared.entry, other)
            self.second[other] = file
        self._put(file, plan, prepared.digest, prepared.triples)
        return prepared.entry

    def _left_alone(self) -> Iterator[Entry]:
        """The sources that were not read: unchanged, unless a file before one now holds its plan."""
        read_now = set(map(str, self.waiting))
        for file in self.order:
            if file not in read_now:
                entry = Entry(_name(file), Outcome.UNCHANGED)
                yield _same(entry, self.second[file]) if file in self.second else entry

    def _prune(self) -> Iterator[Entry]:
        """Drop the plans of files that are no longer among the sources."""
        for file in sorted(set(self.manifest.files) - set(self.order)):
            if not file.startswith(_OUTLINE):
                self._forget(file)
                yield Entry(_name(file), Outcome.PRUNED)

    def _drop_strays(self) -> None:
        """Drop the plans that no known file gave: a build that was stopped had read them."""
        for graph in self.plans.besides(map(self._graph, self.manifest.files.values())):
            self._begin()
            self.plans.drop(graph)

    def _keep_catalogues(self) -> None:
        """Write the outlines that no real text has replaced."""
        for catalogue in catalogues():
            key = _OUTLINE + catalogue.name
            if self._holds(key, catalogue.digest):
                continue
            extraction = extract_catalogue(catalogue, self.authority)
            plan = extraction.document.id.tail
            if self.manifest.owner(plan) in (None, key):
                triples = ntriples(_statements(extraction, self.authority, self.write))
                self._put(key, plan, catalogue.digest, triples)

    def _tie(self, jobs: int | None) -> int:
        """Write what is about all plans together, where any of them has changed; the number of links.

        That is the authority graph (vocabulary, registry, the bodies and places they name) and the derivations.
        """
        documents = list(read_documents(self.store, self.authority, self.base))
        plans = [f"{document.id.tail} {document.digest}" for document in documents]
        tied = hashlib.sha256("\n".join([self.version, *plans, self._parents()]).encode()).hexdigest()
        known, links = self.write.node(AUTHORITY), self.write.node(DERIVATIONS)
        if self.manifest.tied == tied and {known, links} <= set(self.store.graphs()):
            return sum(1 for _ in self.store.rows(_LINKS))
        self._begin()
        self.store.replace(known, ntriples(self._known(documents)))
        self.store.replace(links, b"")
        workers = jobs or cores(len(documents), _PARALLEL_PLANS)
        kept = Links(self.store.path, self.version)
        for triples in tie(self.store, documents, self.authority, self.base, kept, workers):
            self.plans.add(links, triples)
        self.plans.flush()
        self.plans.add(links, ntriples(deep_standings(self.store, self.write)))
        self.plans.flush()
        self.manifest.tied = tied
        return sum(1 for _ in self.store.rows(_LINKS))

    def _parents(self) -> str:
        """What a person set by hand, as far as this build goes."""
        path = self.store.path / PARENTS
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""

    def _known(self, documents: list[Document]) -> Iterator[Triple]:
        vocabulary = (files(__package__) / "ontology" / "zeren.ttl").read_bytes()
        yield from (quad.triple for quad in ox.parse(vocabulary, format=RdfFormat.TURTLE))
        yield from state_kinds(self.authority, self.write)
        bodies = [
            (named(name, self.authority), printed) for name, printed in read_bodies(self.store, self.base)
        ]
        yield from state_bodies(bodies, self.write)
        places = {d.place for d in documents if d.place} | {body.place for body, _ in bodies if body.place}
        yield from state_places(sorted(places, key=lambda place: place.code), self.authority, self.write)


def prepare(path: Path, base: str = BASE) -> _Prepared:
    """Everything one file says, ready for the store; a pure function of the file and the authority data."""
    name = _name(path)
    try:
        source = replace(read_file(path), name=name)
        extraction = extract(source, load())
        triples = ntriples(_statements(extraction, load(), Writer(base)))
    except Unreadable as reason:
        return _Prepared(path, Entry(name, Outcome.UNREADABLE, note=str(reason)))
    except Exception as defect:
        note = f"zeren could not read it ({type(defect).__name__}: {defect}); please report this"
        return _Prepared(path, Entry(name, Outcome.UNREADABLE, note=" ".join(note.split())))
    document, tasks = extraction.document, len(extraction.tasks)
    entry = Entry(
        name,
        Outcome.READ if tasks else Outcome.NO_PLAN,
        document.title,
        tasks,
        len(extraction.responsibilities),
        len(extraction.deadlines),
        "" if tasks else "kept as a document without tasks",
    )
    return _Prepared(path, entry, document.id, source.digest, triples)


def _name(path: str | Path) -> str:
    """The name of a file without folders, and without what cannot be printed on a line of text."""
    return _printable(Path(path).name)


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text)


def _same(entry: Entry, other: str) -> Entry:
    note = f"it is already read from {_printable(other)}; keep one of them"
    return Entry(entry.file, Outcome.SAME_PLAN, entry.title, note=note)


def _statements(extraction: Extraction, authority: Authority, write: Writer) -> Iterator[Triple]:
    document = extraction.document
    scope = Scope(document.scope, document.place, document.level)
    publishers = (resolve(issuer, scope, authority) for issuer in document.issuers)
    return state(extraction, [body for body in publishers if body], write)


@cache
def _fingerprint() -> str:
    """A digest of everything that decides what is read: a new version of zeren reads its sources anew."""
    return digest_of(files(__package__) / floor for floor in _FLOORS)

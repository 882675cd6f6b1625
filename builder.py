"""Sources in, store out: the one place where what was extracted meets the graph.

file -read-> Source -extract-> Extraction -state-> triples -> Store        one plan at a time
held plans -refer, derive-> References, Derivations -state-> triples -> Store   over all of them
"""

from __future__ import annotations

import glob
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
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
from .extract.derive import derive
from .extract.institutions import Scope, named, resolve
from .extract.read import Unreadable, read
from .extract.references import Held, Library, refer
from .graph.reading import read_bodies, read_documents, read_plan
from .graph.statements import (
    state,
    state_bodies,
    state_derivations,
    state_kinds,
    state_places,
    state_references,
)
from .graph.store import Store
from .graph.terms import Writer
from .ontology.iri import BASE, Name
from .ontology.model import Derivation, Document, Extraction, Institution, Reference

AUTHORITY = Name("graph", ("authority",))
DERIVATIONS = Name("graph", ("derivations",))
SUFFIXES = {".txt"}
"""What is taken from a folder; a file named by itself is always tried."""
_FLOORS = ("ontology", "data", "extract", "graph")
_PARALLEL_FROM = 4_000_000
"""Bytes of sources from which starting more processes pays."""
_SAVE_EVERY = 200


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


def expand(sources: Sequence[str | Path]) -> list[Path]:
    """The files that files, folders and globs name, sorted and each once. FileNotFoundError names a source
    that gives none."""
    found: dict[Path, None] = {}
    for source in sources:
        path = Path(source)
        if path.is_dir():
            inside = [p for p in sorted(path.rglob("*")) if p.suffix.lower() in SUFFIXES and p.is_file()]
        elif path.exists():
            inside = [path]
        else:
            inside = [Path(p) for p in sorted(glob.glob(str(source), recursive=True)) if Path(p).is_file()]
        if not inside:
            raise FileNotFoundError(f"{source}: no {', '.join(sorted(SUFFIXES))} files there")
        found.update(dict.fromkeys(p.resolve() for p in inside))
    return sorted(found)


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
    Raises FileNotFoundError and StoreError.
    """
    paths = expand(sources)
    store = Store.create(directory)
    try:
        return _Build(store, base, Manifest.load(directory)).run(paths, prune, jobs, progress)
    finally:
        store.close()


@dataclass(slots=True)
class Manifest:
    """Which file gave which plan, kept beside the quads; losing it costs time and nothing else."""

    path: Path
    plans: dict[str, dict[str, str]] = field(default_factory=dict)
    known: str = ""
    tied: str = ""

    @classmethod
    def load(cls, directory: Path) -> Manifest:
        """The manifest of a store, empty where there is none or it cannot be read."""
        path = directory / "sources.json"
        try:
            return cls(path, **json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return cls(path)

    def save(self) -> None:
        """Write it in one step."""
        values = {key: value for key, value in asdict(self).items() if key != "path"}
        temporary = self.path.with_suffix(".new")
        temporary.write_text(
            json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8"
        )
        os.replace(temporary, self.path)


class _Build:
    """One run over the sources."""

    def __init__(self, store: Store, base: str, manifest: Manifest) -> None:
        self.store, self.base, self.manifest = store, base, manifest
        self.write = Writer(base)
        self.authority = load()
        self.fingerprint = hashlib.sha256(f"{_fingerprint()} {base}".encode()).hexdigest()

    def run(
        self, paths: list[Path], prune: bool, jobs: int | None, progress: Callable[[int, int], None]
    ) -> Report:
        """Plans, then what is known beforehand, then the links between them."""
        report = Report()
        if self.manifest.known != self.fingerprint:
            self.manifest.plans = {p: {**plan, "digest": ""} for p, plan in self.manifest.plans.items()}
        graphs = set(self.store.graphs())
        waiting = [path for path in paths if not self._is_unchanged(path, graphs)]
        for done, prepared in enumerate(_prepare_all(waiting, self.base, jobs), 1):
            report.entries.append(self._take(prepared, paths))
            progress(done, len(waiting))
            if done % _SAVE_EVERY == 0:
                self.manifest.save()
        report.entries += [Entry(p.name, Outcome.UNCHANGED) for p in paths if p not in set(waiting)]
        if prune:
            report.entries += list(self._prune(paths))
        self._keep_catalogues()
        report.links = self._tie()
        self.manifest.known = self.fingerprint
        self.store.flush()
        self.manifest.save()
        return report

    def _graph(self, plan: Name) -> NamedNode:
        return self.write.node(Name("graph", plan.parts))

    def _is_unchanged(self, path: Path, graphs: set[NamedNode]) -> bool:
        known = self.manifest.plans.get(str(path))
        if known is None or self._graph(Name.parse(known["plan"], "")) not in graphs:
            return False
        try:
            return known["digest"] == hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            return False

    def _take(self, prepared: _Prepared, paths: list[Path]) -> Entry:
        """Put one prepared source into the store, unless another file of this build holds the same plan."""
        if prepared.plan is None:
            return prepared.entry
        other = self._other_file_of(prepared, paths)
        if other:
            note = f"it is already read from {other}; keep one of them"
            return Entry(prepared.entry.file, Outcome.SAME_PLAN, prepared.entry.title, note=note)
        before = self.manifest.plans.get(str(prepared.path))
        moved = before and before["plan"] != prepared.plan.tail
        dropped = [self._graph(Name.parse(before["plan"], ""))] if before and moved else []
        triples = (quad.triple for quad in ox.parse(prepared.triples, format=RdfFormat.N_TRIPLES))
        self.store.replace(self._graph(prepared.plan), triples, dropped)
        self.manifest.plans[str(prepared.path)] = {"plan": prepared.plan.tail, "digest": prepared.digest}
        return prepared.entry

    def _other_file_of(self, prepared: _Prepared, paths: list[Path]) -> str | None:
        for path, known in self.manifest.plans.items():
            is_other = (
                path != str(prepared.path) and known["plan"] == prepared.plan.tail if prepared.plan else False
            )
            if is_other and Path(path) in paths:
                return Path(path).name
        return None

    def _prune(self, paths: list[Path]) -> Iterator[Entry]:
        kept = {str(path) for path in paths}
        for path in sorted(set(self.manifest.plans) - kept):
            plan = self.manifest.plans.pop(path)["plan"]
            if not any(known["plan"] == plan for known in self.manifest.plans.values()):
                self.store.drop(self._graph(Name.parse(plan, "")))
            yield Entry(Path(path).name, Outcome.PRUNED)

    def _keep_catalogues(self) -> None:
        """Write the outlines that no real text has replaced."""
        real = {known["plan"] for known in self.manifest.plans.values()}
        fresh, present = self.manifest.known == self.fingerprint, set(self.store.graphs())
        for catalogue in catalogues():
            extraction = extract_catalogue(catalogue, self.authority)
            plan = extraction.document.id
            if plan.tail not in real and not (fresh and self._graph(plan) in present):
                self.store.replace(self._graph(plan), _statements(extraction, self.authority, self.write))

    def _tie(self) -> int:
        """Write what is about all plans together, where any of them has changed; the number of links.

        That is the authority graph (vocabulary, registry, the bodies and places they name) and the derivations.
        """
        documents = list(read_documents(self.store, self.authority, self.base))
        plans = [f"{document.id.tail} {document.digest}" for document in documents]
        tied = hashlib.sha256("\n".join([self.fingerprint, *plans]).encode()).hexdigest()
        graphs = {self.write.node(AUTHORITY), self.write.node(DERIVATIONS)}
        if self.manifest.tied == tied and graphs <= set(self.store.graphs()):
            return sum(1 for _ in self.store.rows(_LINKS))
        self.store.replace(self.write.node(AUTHORITY), self._known(documents))
        links, triples = tie(self.store, documents, self.authority, self.write)
        self.store.replace(self.write.node(DERIVATIONS), triples)
        self.manifest.tied = tied
        return links

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


_LINKS = "SELECT ?link WHERE { ?link a <https://w3id.org/zeren#Derivation> }"


def tie(
    store: Store, documents: Sequence[Document], authority: Authority, write: Writer
) -> tuple[int, list[Triple]]:
    """What the citations of held plans name, and which upper provisions their tasks carry out.

    The number of links, and the triples of the derivations graph.
    """
    library = Library(Held(d.id, d.title, d.number, d.place, d.level, d.period, d.issued) for d in documents)
    by_name = {document.id: document for document in documents}
    plan = cache(lambda name: read_plan(store, by_name[name], write.base))
    references: list[Reference] = []
    links: list[Derivation] = []
    for document in documents:
        found = list(refer(plan(document.id), library, authority))
        references += found
        for upper in sorted({r.cited for r in found if r.held and r.implements}):
            links += derive(plan(document.id), plan(upper))
    texts = {name: plan(name).document for link in links for name in (link.plan, link.upper_plan)}
    return len(links), [*state_references(references, write), *state_derivations(links, texts, write)]


def _prepare_all(paths: list[Path], base: str, jobs: int | None) -> Iterator[_Prepared]:
    """Read and state sources, in order; on several cores where there is enough to do."""
    workers = jobs or os.cpu_count() or 1
    if workers == 1 or sum(path.stat().st_size for path in paths) < _PARALLEL_FROM:
        yield from (prepare(path, base) for path in paths)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(partial(prepare, base=base), paths, chunksize=8)


def prepare(path: Path, base: str = BASE) -> _Prepared:
    """Everything one file says, ready for the store; a pure function of the file and the authority data."""
    authority = load()
    try:
        source = read(path)
    except Unreadable as reason:
        return _Prepared(path, Entry(path.name, Outcome.UNREADABLE, note=str(reason)))
    extraction = extract(source, authority)
    triples = sorted(set(_statements(extraction, authority, Writer(base))), key=str)
    outcome = Outcome.READ if extraction.tasks else Outcome.NO_PLAN
    return _Prepared(
        path,
        Entry(
            path.name,
            outcome,
            extraction.document.title,
            len(extraction.tasks),
            len(extraction.responsibilities),
            len(extraction.deadlines),
            "" if extraction.tasks else "kept as a document without tasks",
        ),
        extraction.document.id,
        source.digest,
        ox.serialize(triples, format=RdfFormat.N_TRIPLES) or b"",
    )


def _statements(extraction: Extraction, authority: Authority, write: Writer) -> Iterator[Triple]:
    return state(extraction, _publishers(extraction, authority), write)


def _publishers(extraction: Extraction, authority: Authority) -> list[Institution]:
    document = extraction.document
    scope = Scope(document.scope, document.place, document.level)
    found = (resolve(issuer, scope, authority) for issuer in document.issuers)
    return [body for body in found if body]


@cache
def _fingerprint() -> str:
    """A digest of everything that decides what is read: a new version of zeren reads its sources anew."""
    digest = hashlib.sha256()
    root = files(__package__)
    for floor in _FLOORS:
        for folder in (root / floor, root / floor / "outlines"):
            if folder.is_dir():
                for file in sorted(folder.iterdir(), key=lambda f: f.name):
                    if file.is_file() and file.name.endswith((".py", ".csv", ".toml", ".ttl")):
                        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()

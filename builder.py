"""Sources in, store out: the one place where what was extracted meets the graph.

file -read-> Source -extract-> Extraction -state-> triples -> Store        one plan at a time
held plans -refer, derive-> References, Derivations -state-> triples -> Store   over all of them
judgements -place, settle-> what is in force -state-> triples -> Store          what people decided, replayed
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from statistics import fmean

import pyoxigraph as ox
from pyoxigraph import NamedNode, RdfFormat

from .data.authority import Authority, load
from .data.catalogue import catalogues
from .data.changes import reforms
from .data.own import keep, own_tables
from .extract.additions import Additions, ComponentFailed
from .extract.bodies.institutions import Scope, named, resolve
from .extract.bodies.shared import by_definition, share
from .extract.catalogue import extract_catalogue
from .extract.compose import content_digest, extract
from .extract.genre import why_no_plan
from .extract.pipeline import additions_of
from .extract.read import Unreadable
from .extract.sources import SUFFIXES, bytes_of, find_files, read_file
from .graph.errors import StoreError
from .graph.judgements import FILE as JUDGEMENTS
from .graph.links import deep_standings
from .graph.manifest import Manifest, digest_of
from .graph.parallel import cores, each, uncollected
from .graph.plans import Plans
from .graph.reading import read_bodies, read_documents, read_text
from .graph.registry import state_kinds, state_places, state_shared
from .graph.reviews import DERIVATIONS, refresh, withdraw
from .graph.statements import state
from .graph.store import Store
from .graph.terms import Writer, joined, statement
from .ontology.iri import BASE, Name
from .ontology.model import Document, Extraction, Institution, Source
from .report import Entry, Outcome, Report
from .tying import PARENTS, Links, tie

AUTHORITY = Name("graph", ("authority",))
_FLOORS = ("ontology", "data", "extract", "graph")
_PARALLEL_BYTES, _PARALLEL_PLANS = 4_000_000, 200
"""From so many bytes to read, or plans to tie, more processes pay."""
_SAVE_EVERY = 200
_SURE = 0.9
"""The mean confidence from which a recognised page needs no look."""
_AS_BEFORE = "unchanged since it was last read"
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_LINKS = "SELECT ?link WHERE { ?link a <https://w3id.org/zeren#Derivation> }"
_NO_FILES = f"no files there that can be read ({', '.join(sorted(SUFFIXES))})"
_LOST = "{} is gone, and the store holds what it said; put it back, or an empty file to let all judgements go"
_OUTLINE = "outline "
"""Begins what stands in the manifest for the file of a catalogue."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """One source on its way into the store; `triples` is Turtle, empty where there is no plan to put there.

    `digest` is of its bytes, `content` of the letters of its text.
    """

    path: Path
    entry: Entry
    plan: Name | None = None
    digest: str = ""
    content: str = ""
    triples: bytes = b""


def build(
    sources: Sequence[str | Path],
    directory: Path,
    *,
    base: str = BASE,
    prune: bool = False,
    jobs: int | None = None,
    progress: Callable[[float, int], None] = lambda done, total: None,
    names: Path | None = None,
    pipeline: Path | None = None,
) -> Report:
    """Bring the store in `directory` up to date with `sources`.

    Unchanged sources are left alone, a changed one replaces its own graph; with `prune` plans whose files are
    not among `sources` are dropped. Whatever interrupts a build, the next one ends where a clean one would.
    `progress` is told how many sources are done, and of how many; a page of one is a part of it.
    `jobs` is the number of processes, told by the sources unless set; a script that wants more than one calls this
    under `if __name__ == "__main__"`. `names` is a table of the user's own names, or a folder of tables
    (data/README.md), kept in `directory` for later builds, as are the patterns of `pipeline` (docs/pipeline.md). A source
    that names no file is an entry of the report, but nothing is pruned then. Raises FileNotFoundError, StoreError,
    BadTable and BadPipeline.
    """
    found = {str(source): find_files(source) for source in sources}
    missing = [source for source, paths in found.items() if not paths]
    if missing and (prune or len(missing) == len(found)):
        raise FileNotFoundError(f"{missing[0]}: {_NO_FILES}")
    store = Store.create(directory)
    try:
        if names:
            keep(names, directory)
        paths = sorted({path for inside in found.values() for path in inside})
        added = additions_of(pipeline, directory)
        report = _Build(store, base, Manifest.load(directory), paths, added).run(prune, jobs, progress)
    finally:
        store.close()
    report.entries += [Entry(_printable(s), Outcome.UNREADABLE, note=_NO_FILES) for s in missing]
    return report


class _Build:
    """One run over the sources."""

    def __init__(
        self, store: Store, base: str, manifest: Manifest, paths: list[Path], additions: Additions | None
    ) -> None:
        if manifest.base not in ("", base):
            raise StoreError(f"{store.path} was built with --base {manifest.base}; use that, or a new folder")
        if manifest.judged and not (store.path / JUDGEMENTS).exists():
            raise StoreError(_LOST.format(store.path / JUDGEMENTS))
        self.store, self.base, self.manifest = store, base, manifest
        self.write = Writer(base)
        self.own = own_tables(store.path)
        self.authority = load(*self.own)
        self.additions = additions
        added = additions.digest if additions else ""
        self.version = _fingerprint() + added + (digest_of(self.own) if self.own else "")
        self.plans = Plans(store)
        self.order = {str(path): place for place, path in enumerate(paths)}
        self.waiting = [path for path in paths if not self._is_unchanged(path)]
        self.second: dict[str, tuple[str, bool]] = {}
        self.begun = self.aside_grew = False

    def run(self, prune: bool, jobs: int | None, progress: Callable[[float, int], None]) -> Report:
        """Plans, then what is known beforehand, then the links between them."""
        report, size = Report(), sum(path.stat().st_size for path in self.waiting if path.exists())
        workers = min(jobs or cores(size, _PARALLEL_BYTES), len(self.waiting))
        read = partial(prepare, base=self.base, own=self.own, additions=self.additions)
        if workers <= 1:
            read = partial(
                read, pages=lambda page, of: progress(len(report.entries) + page / of, len(self.waiting))
            )
        for done, prepared in enumerate(each(read, self.waiting, workers), 1):
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
        if self.begun or self.aside_grew:
            self.manifest.save()
        report.judged = refresh(self.store, self.manifest, self.base)
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
        file = str(path)
        if file not in self.manifest.files and file not in self.manifest.aside:
            return False
        try:
            digest = hashlib.sha256(bytes_of(path)).hexdigest()
        except Unreadable:
            return False
        return self._holds(file, digest) or self.manifest.aside.get(file) == self._stamp(digest)

    def _begin(self) -> None:
        """Before the first write: from now on, a build that is stopped is known as such, and judgements wait for its end."""
        if not self.begun:
            self.begun = True
            self.manifest.base = self.base
            self.manifest.begin(map(str, self.waiting))
            withdraw(self.store, self.base)

    def _put(self, file: str, plan: str, digest: str, triples: bytes, content: str = "") -> None:
        """Write a plan read from `file`, and drop the one that was read from it before if that is another."""
        self._begin()
        before = self.manifest.files.get(file, plan)
        self.plans.put(self._graph(plan), triples, digest, self._graph(before))
        self.manifest.put(file, plan, self._stamp(digest), content)

    def _forget(self, file: str) -> None:
        """Drop the plan that was read from `file`, where there is one."""
        if file in self.manifest.files:
            self._begin()
            self.plans.drop(self._graph(self.manifest.forget(file)))

    def _take(self, prepared: _Prepared) -> Entry:
        """Put one prepared source into the store, unless a file before it holds the same plan."""
        file = str(prepared.path)
        if prepared.plan is None:
            if prepared.entry.outcome is Outcome.NO_PLAN:
                self._set_aside(file, prepared.digest)
            return prepared.entry
        plan, content = prepared.plan.tail, prepared.content
        other = self.manifest.owner(plan) or self.manifest.holder(content)
        if other in self.order and other != file:
            same = self.manifest.content_of(other) == content
            if self.order[other] < self.order[file]:
                self._forget(file)
                return prepared.entry.again(_printable(other), same)
            self.second[other] = file, same
            self._forget(other)
        self._put(file, plan, prepared.digest, prepared.triples, content)
        return prepared.entry

    def _set_aside(self, file: str, digest: str) -> None:
        """Drop what a file gave that holds no plan now, and do not read it again before it changes."""
        self._forget(file)
        self.manifest.aside[file] = self._stamp(digest)
        self.aside_grew = True

    def _left_alone(self) -> Iterator[Entry]:
        """The sources that were not read: unchanged, unless a file before one now holds its plan."""
        read_now = set(map(str, self.waiting))
        for file in self.order:
            if file not in read_now:
                no_plan = file in self.manifest.aside
                entry = Entry(
                    _name(file), Outcome.NO_PLAN if no_plan else Outcome.UNCHANGED, note=_AS_BEFORE * no_plan
                )
                other, same = self.second.get(file, ("", False))
                yield entry.again(_printable(other), same) if other else entry

    def _prune(self) -> Iterator[Entry]:
        """Drop the plans of files that are no longer among the sources."""
        for file in set(self.manifest.aside) - set(self.order):
            del self.manifest.aside[file]
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
                triples = joined(_statements(extraction, self.authority, self.write))
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
        self.store.replace(known, joined(self._known(documents)))
        self.store.replace(links, b"")
        workers = jobs or cores(len(documents), _PARALLEL_PLANS)
        kept = Links(self.store.path, self.version)
        for triples in tie(self.store, documents, self.authority, self.base, kept, workers):
            self.plans.add(links, triples)
        self.plans.flush()
        self.plans.add(links, joined(deep_standings(self.store, self.write)))
        self.plans.flush()
        self.manifest.tied = tied
        return sum(1 for _ in self.store.rows(_LINKS))

    def _parents(self) -> str:
        """What a person set by hand, as far as this build goes."""
        path = self.store.path / PARENTS
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""

    def _known(self, documents: list[Document]) -> Iterator[str]:
        vocabulary = (files(__package__) / "ontology" / "zeren.ttl").read_bytes()
        yield from (statement(quad.triple) for quad in ox.parse(vocabulary, format=RdfFormat.TURTLE))
        yield from state_kinds(self.authority, self.write)
        bodies = [
            (named(one, self.authority), printed) for one, printed in read_bodies(self.store, self.base)
        ]
        defined = by_definition(documents, partial(read_text, self.store, base=self.base), self.authority)
        shared = share(bodies, defined, reforms(*self.own), self.authority)
        yield from state_shared(shared.bodies, shared.changes, shared.memberships, self.write)
        places = {d.place for d in documents if d.place} | shared.places
        yield from state_places(sorted(places, key=lambda place: place.code), self.authority, self.write)


@uncollected()
def prepare(
    path: Path,
    base: str = BASE,
    own: tuple[Path, ...] = (),
    pages: Callable[[int, int], None] | None = None,
    additions: Additions | None = None,
) -> _Prepared:
    """Everything one file says, ready for the store; a pure function of the file, the authority data and additions."""
    name, authority = _name(path), load(*own)
    try:
        source = replace(read_file(path, pages), name=name)
        extraction = extract(source, authority, additions)
        entry = _entry(source, extraction)
        if entry.outcome is Outcome.NO_PLAN:
            return _Prepared(path, entry, digest=source.digest)
        triples = joined(_statements(extraction, authority, Writer(base)))
    except (Unreadable, ComponentFailed) as reason:
        return _Prepared(path, Entry(name, Outcome.UNREADABLE, note=str(reason)))
    except Exception as defect:
        note = f"zeren could not read it ({type(defect).__name__}: {defect}); please report this"
        return _Prepared(path, Entry(name, Outcome.UNREADABLE, note=" ".join(note.split())))
    document = extraction.document
    return _Prepared(path, entry, document.id, source.digest, content_digest(document.text), triples)


def _entry(source: Source, extraction: Extraction) -> Entry:
    """What a report says of a source that could be read."""
    why_not = why_no_plan(extraction)
    doubts = [*source.notes, *extraction.notes, *_unsure(source)]
    attached = [f"attachment: {name}" for name in source.attachments]
    return Entry(
        source.name,
        Outcome.NO_PLAN if why_not else Outcome.DOUBTS if doubts else Outcome.READ,
        extraction.document.title,
        len(extraction.tasks),
        len(extraction.responsibilities),
        len(extraction.deadlines),
        len(source.pages),
        round(fmean(source.confidences), 3) if source.confidences else None,
        "; ".join(filter(None, [why_not, *doubts, *attached])),
    )


def _unsure(source: Source) -> Iterator[str]:
    """Which pages of a scan were recognised with little confidence."""
    low = [str(page) for page, sure in enumerate(source.confidences, 1) if sure < _SURE]
    if low:
        yield f"recognised with little confidence: page {', '.join(low)}"


def _name(path: str | Path) -> str:
    """The name of a file without folders, and without what cannot be printed on a line of text."""
    return _printable(Path(path).name)


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text)


def _statements(extraction: Extraction, authority: Authority, write: Writer) -> Iterator[str]:
    document, notice = extraction.document, extraction.notice
    scope = Scope(document.scope, document.place, document.level)

    def bodies(names: Iterable[str]) -> list[Institution]:
        return [body for name in names if (body := resolve(name, scope, authority))]

    return state(extraction, bodies(document.issuers), write, bodies(notice.issuers if notice else ()))


@cache
def _fingerprint() -> str:
    """A digest of everything that decides what is read: a new version of zeren reads its sources anew."""
    return digest_of(files(__package__) / floor for floor in _FLOORS)

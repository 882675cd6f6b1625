"""Sources in, store out: the one place where what was extracted meets the graph.

file -read-> Source -extract-> Extraction -state-> triples -> Store        one plan at a time
held plans -refer, derive-> References, Derivations -state-> triples -> Store   over all of them
judgements -place, settle-> what is in force -state-> triples -> Store          what people decided, replayed
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from glob import has_magic
from importlib.resources import files
from pathlib import Path

from pyoxigraph import NamedNode

from .data.authority import load
from .data.catalogue import catalogues
from .data.own import keep, own_tables
from .extract.additions import Additions
from .extract.pipeline import additions_of
from .extract.read import Unreadable
from .extract.sources import ARCHIVE, SUFFIXES, bytes_of, find_files
from .graph.background import give_back
from .graph.errors import StoreError
from .graph.judgements import FILE as JUDGEMENTS
from .graph.kept import Graph, Kept
from .graph.links import covering, deep_standings
from .graph.manifest import Manifest, digest_of
from .graph.parallel import cores, each
from .graph.plans import Plans
from .graph.reading import read_documents
from .graph.records import Records
from .graph.reviews import DERIVATIONS, refresh, withdraw
from .graph.store import Store
from .graph.terms import Writer, joined
from .knowing import key_of, state_known
from .ontology.iri import BASE, Name
from .ontology.model import Document, Extraction
from .preparing import OUTLINE, Prepared, file_name, prepare, prepare_catalogue, printable
from .report import Entry, Outcome, Report
from .tying import PARENTS, Place, tie

AUTHORITY = Name("graph", ("authority",))
_FLOORS = ("ontology", "data", "extract", "graph")
_PARALLEL_BYTES, _PARALLEL_PLANS = 4_000_000, 200
"""From so many bytes to read, or plans to tie, more processes pay."""
_SAVE_EVERY = 200
_MANY = 200
"""Where more plans than this are concerned, asking about all at once is less than asking about each."""
_AS_BEFORE = "unchanged since it was last read"
_LINKS = "SELECT (COUNT(?link) AS ?links) WHERE { ?link a <https://w3id.org/zeren#Derivation> }"
_DEEP = "depth"
"""What is stated of how deep requirements are carried out, as it is kept."""
_NOT_THERE = "there is no such file or folder"
_NO_FILES = (
    f"no files there that can be read ({', '.join(sorted(SUFFIXES | {ARCHIVE}))}); "
    "a .csv, or text with another ending, is read when it is named itself"
)
_LOST = "{} is gone, and the store holds what it said; put it back, or an empty file to let all judgements go"


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
    parents: Path | None = None,
) -> Report:
    """Bring the store in `directory` up to date with `sources`.

    Unchanged sources are left alone, a changed one replaces its own graph; with `prune` plans whose files are
    not among `sources` are dropped. Whatever interrupts a build, the next one ends where a clean one would.
    `progress` is told how many sources are done, and of how many; a page of one is a part of it.
    `jobs` is the number of processes, told by the sources unless set; a script that wants more than one calls this
    under `if __name__ == "__main__"`. `names` is a table of the user's own names, or a folder of tables
    (data/README.md), kept in `directory` for later builds, as are the patterns of `pipeline` (docs/pipeline.md) and
    `parents`, the table of plans above others that a person sets. A source
    that names no file is an entry of the report, but nothing is pruned then. Raises FileNotFoundError, StoreError,
    BadTable and BadPipeline.
    """
    found = {str(source): find_files(source) for source in sources}
    missing = [source for source, paths in found.items() if not paths]
    if missing and (prune or len(missing) == len(found)):
        raise FileNotFoundError(f"{missing[0]}: {_why_nothing(missing[0])}")
    store = Store.create(directory)
    try:
        if names:
            keep(names, directory)
        if parents:
            (directory / PARENTS).write_bytes(parents.read_bytes())
        paths = sorted({path for inside in found.values() for path in inside})
        added = additions_of(pipeline, directory)
        report = _Build(store, base, Manifest.load(directory), paths, added).run(prune, jobs, progress)
    finally:
        store.close()
    report.entries += [Entry(printable(s), Outcome.UNREADABLE, note=_why_nothing(s)) for s in missing]
    return report


def _why_nothing(source: str) -> str:
    """Why a source names no file."""
    return _NO_FILES if Path(source).is_dir() or has_magic(source) else _NOT_THERE


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
        self.plans, self.records = Plans(store), Records(store.path, self.version)
        self.tied_before = manifest.tied
        self.order = {str(path): place for place, path in enumerate(paths)}
        self.waiting = [path for path in paths if not self._is_unchanged(path)]
        self.second: dict[str, tuple[str, bool]] = {}
        self.begun = self.aside_grew = False

    def run(self, prune: bool, jobs: int | None, progress: Callable[[float, int], None]) -> Report:
        """Plans, then what is known beforehand, then the links between them."""
        report, sizes = Report(), [path.stat().st_size for path in self.waiting if path.exists()]
        workers = min(jobs or cores(sum(sizes), _PARALLEL_BYTES), len(self.waiting))
        read = partial(prepare, base=self.base, own=self.own, additions=self.additions)
        if workers <= 1:
            read = partial(
                read, pages=lambda page, of: progress(len(report.entries) + page / of, len(self.waiting))
            )
        for done, prepared in enumerate(each(read, self.waiting, workers, max(sizes, default=0)), 1):
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
        self.store.tidy()
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

    def _put(self, file: str, plan: str, prepared: Prepared) -> None:
        """Write a plan read from `file`, and drop the one that was read from it before if that is another."""
        self._begin()
        before = self.manifest.files.get(file, plan)
        self.records.keep(Name.parse(plan, ""), prepared.digest, prepared.record)
        self.plans.put(self._graph(plan), prepared.triples, prepared.digest, self._graph(before))
        self.manifest.put(file, plan, self._stamp(prepared.digest), prepared.content)

    def _forget(self, file: str) -> None:
        """Drop the plan that was read from `file`, where there is one."""
        if file in self.manifest.files:
            self._begin()
            self.plans.drop(self._graph(self.manifest.forget(file)))

    def _take(self, prepared: Prepared) -> Entry:
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
                return prepared.entry.again(printable(other), same)
            self.second[other] = file, same
            self._forget(other)
        self._put(file, plan, prepared)
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
                    file_name(file),
                    Outcome.NO_PLAN if no_plan else Outcome.UNCHANGED,
                    note=_AS_BEFORE * no_plan,
                )
                other, same = self.second.get(file, ("", False))
                yield entry.again(printable(other), same) if other else entry

    def _prune(self) -> Iterator[Entry]:
        """Drop the plans of files that are no longer among the sources."""
        for file in set(self.manifest.aside) - set(self.order):
            del self.manifest.aside[file]
        for file in sorted(set(self.manifest.files) - set(self.order)):
            if not file.startswith(OUTLINE):
                self._forget(file)
                yield Entry(file_name(file), Outcome.PRUNED)

    def _drop_strays(self) -> None:
        """Drop the plans that no known file gave: a build that was stopped had read them."""
        for graph in self.plans.besides(map(self._graph, self.manifest.files.values())):
            self._begin()
            self.plans.drop(graph)

    def _keep_catalogues(self) -> None:
        """Write the outlines that no real text has replaced."""
        for catalogue in catalogues():
            key = OUTLINE + catalogue.name
            if self._holds(key, catalogue.digest):
                continue
            prepared = prepare_catalogue(catalogue, self.authority, self.base)
            plan = prepared.plan.tail if prepared.plan else ""
            if self.manifest.owner(plan) in (None, key):
                self._put(key, plan, prepared)

    def _tie(self, jobs: int | None) -> int:
        """Write what is about all plans together, where any of them has changed; the number of links.

        That is the authority graph (vocabulary, registry, the bodies and places they name) and the derivations.
        """
        documents = self._documents()
        plans = [f"{document.id.tail} {document.digest}" for document in documents]
        tied = hashlib.sha256("\n".join([self.version, *plans, self._parents()]).encode()).hexdigest()
        known, links = self.write.node(AUTHORITY), self.write.node(DERIVATIONS)
        if self.manifest.tied == tied and {known, links} <= set(self.store.graphs()):
            return self._links()
        self._begin()
        place = Place(self.store.path, self.version, self.base)
        place.make_whole(self.store, documents)
        graph = Graph(self.store, links, Kept(self.store.path), self.plans, self.tied_before)
        said = partial(self._known, documents, place.plan)
        graph.put_beside(known, key_of(documents, self.records.named, self.version), said)
        give_back()
        workers = jobs or cores(len(documents), _PARALLEL_PLANS)
        with self.store.tidying():
            tie(self.store, documents, self.authority, place, graph, workers)
            graph.flush()
        self.store.tidy()
        graph.put_shared(_DEEP, partial(self._deep, graph))
        graph.flush()
        graph.finish(tied)
        self.records.prune({document.id for document in documents})
        self.manifest.tied = tied
        return self._links()

    def _deep(self, graph: Graph) -> bytes:
        """What is stated of how deep requirements are carried out: made anew only where plans changed that it is about."""
        changed = graph.concerned
        if changed is None or len(changed) > _MANY:
            return joined(deep_standings(self.store, self.write))
        known = graph.pieces(_DEEP)
        left = [piece.decode() for piece in known if covering(piece, self.base) not in changed]
        return joined(sorted([*left, *deep_standings(self.store, self.write, changed)]))

    def _documents(self) -> list[Document]:
        """Every held plan with its metadata, by name: from the records, where none was lost."""
        found = [
            self.records.document(
                Name("plan", Name.parse(graph.value, self.base).parts), digest, self.authority
            )
            for graph, digest in self.plans.digests.items()
        ]
        if None in found:
            return list(read_documents(self.store, self.authority, self.base))
        return sorted(filter(None, found), key=lambda one: one.id.iri(self.base))

    def _known(self, documents: Sequence[Document], plan: Callable[[Document], Extraction]) -> Iterator[str]:
        """What is known beforehand and what follows from it for the held plans."""
        bodies = (body for document in documents for body in self.records.bodies(document))
        return state_known(documents, bodies, plan, self.own, self.write)

    def _links(self) -> int:
        return int(next(self.store.rows(_LINKS))["links"] or 0)

    def _parents(self) -> str:
        """What a person set by hand, as far as this build goes."""
        path = self.store.path / PARENTS
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


@cache
def _fingerprint() -> str:
    """A digest of everything that decides what is read: a new version of zeren reads its sources anew."""
    return digest_of(files(__package__) / floor for floor in _FLOORS)

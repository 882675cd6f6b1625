"""The plans' graphs of one store: which it holds, and how they get in and out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode

from .reading import read_digests
from .store import Store

_BATCH = 50_000
"""Statements that are written together: a loader holds 1.2 KB of memory for each, and needs more time for each in larger loads."""
END = b" .\n"


class Plans:
    """What a build puts into the store: plans it did not hold go in many at a time, others one by one.

    Whoever reads the store calls `flush` first.
    """

    def __init__(self, store: Store) -> None:
        """The plans that `store` holds now."""
        self._store = store
        self._digests = read_digests(store)
        self._fresh: list[tuple[NamedNode, bytes]] = []
        self._size = 0

    def holds(self, graph: NamedNode, digest: str) -> bool:
        """Whether `graph` is of a source with that digest."""
        return self._digests.get(graph) == digest

    @property
    def digests(self) -> Mapping[NamedNode, str]:
        """The digest of the source of every plan, by its graph."""
        return self._digests

    def put(self, graph: NamedNode, triples: bytes, digest: str, before: NamedNode) -> None:
        """Make `triples` (Turtle) all that `graph` holds, in place of the graph `before`, which may be the same."""
        if graph in self._digests or before in self._digests:
            self._store.replace(graph, triples, [before])
        else:
            self._hold(graph, triples)
        self._digests.pop(before, None)
        self._digests[graph] = digest

    def add(self, graph: NamedNode, triples: bytes) -> None:
        """Add `triples` (Turtle), which it does not hold, to `graph`, together with others; in parts where they are many."""
        for part in parts(triples):
            self._hold(graph, part)

    def _hold(self, graph: NamedNode, triples: bytes) -> None:
        self._fresh.append((graph, triples))
        self._size += triples.count(b"\n")
        if self._size > _BATCH:
            self.flush()

    def drop(self, graph: NamedNode) -> None:
        """Take a plan out."""
        self._store.drop(graph)
        self._digests.pop(graph, None)

    def besides(self, kept: Iterable[NamedNode]) -> list[NamedNode]:
        """The graphs of all plans but those `kept`, sorted."""
        return sorted(set(self._digests) - set(kept), key=str)

    def flush(self) -> None:
        """Write what was held back."""
        if self._fresh:
            self._store.fill(self._fresh)
        self._fresh, self._size = [], 0


def parts(triples: bytes) -> Iterator[bytes]:
    """What a writer wrote, a line a statement, in parts of so many statements as are written together."""
    size = len(triples) * _BATCH // max(triples.count(b"\n"), _BATCH)
    start = 0
    while start < len(triples):
        at = triples.find(END, start + size)
        end = at + len(END) if at >= 0 else len(triples)
        yield triples[start:end]
        start = end

"""The store on disk: one named graph a plan, each written in one transaction; the only module that opens it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad, RdfFormat

if TYPE_CHECKING:
    from rdflib import Dataset


_WAITS = (0.05, 0.2, 1.0)
"""Seconds after which a store is opened again whose files a writer was putting together."""
_OURS = ("quads", "names", "judgements.csv", "judgements.torn.csv")


class StoreError(Exception):
    """A store that cannot be opened; the message says which and what to do."""


class Store:
    """A store in a folder. Queries see the union of all named graphs as the default graph."""

    def __init__(self, store: ox.Store, path: Path) -> None:
        """Use `create` or `read`."""
        self._store = store
        self.path = path

    @classmethod
    def create(cls, path: Path) -> Store:
        """Open for writing, creating the folder where it is not there. Raises StoreError."""
        try:
            if path.exists() and not (path.is_dir() and _is_ours(path)):
                raise StoreError(f"{path} is there and is no store; give --store a new folder")
            path.mkdir(parents=True, exist_ok=True)
            return cls(ox.Store(_inside(path)), path)
        except (OSError, RuntimeError) as error:
            raise StoreError(_reason(path, error)) from error

    @classmethod
    def read(cls, path: Path) -> Store:
        """Open for reading, beside others; tried again where a writer was just tidying its files away.

        Raises StoreError where there is no store.
        """
        if not _is_store(path):
            raise StoreError(f"no store in {path}; make one with: zeren build FILES --store {path}")
        for wait in _WAITS:
            try:
                return cls._opened(path)
            except StoreError as problem:
                if "No such file" not in str(problem):
                    raise
            time.sleep(wait)
        return cls._opened(path)

    @classmethod
    def _opened(cls, path: Path) -> Store:
        try:
            return cls(ox.Store.read_only(_inside(path)), path)
        except (OSError, RuntimeError) as error:
            raise StoreError(_reason(path, error)) from error

    def query(
        self, sparql: str, *, union: bool = True
    ) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        """Run a SPARQL query over the union of all graphs; SyntaxError where it is none.

        With `union` false the query names its own graphs (FROM).
        """
        return self._store.query(sparql, use_default_graph_as_union=union)

    def as_rdflib(self) -> Dataset:
        """The store with rdflib's API, for reading; its default graph is the union of all graphs."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        return Dataset(store=OxigraphStore(store=self._store), default_union=True)

    def rows(self, sparql: str) -> Iterator[dict[str, str | None]]:
        """The rows of a SELECT as plain values by column; unbound ones are None."""
        found = self.query(sparql)
        if not isinstance(found, ox.QuerySolutions):
            raise TypeError("not a SELECT query")
        columns = [variable.value for variable in found.variables]
        for row in found:
            yield {c: (None if row[c] is None else row[c].value) for c in columns}

    def replace(self, graph: NamedNode, triples: bytes, drop: Iterable[NamedNode] = ()) -> None:
        """Make `triples` (N-Triples) all that `graph` holds, and drop other graphs, in one transaction."""
        dropped = "".join(f"DROP SILENT GRAPH {g} ; " for g in sorted({graph, *drop}, key=str))
        stated = f"INSERT DATA {{ GRAPH {graph} {{ {triples.decode()} }} }}"
        self.update(f"{dropped}CREATE SILENT GRAPH {graph} ; {stated}")

    def update(self, operations: str) -> None:
        """Run SPARQL updates, parted by semicolons, in one transaction."""
        self._store.update(operations)

    def fill(self, graphs: Iterable[tuple[NamedNode, bytes]]) -> None:
        """Write into graphs what they do not hold yet (N-Triples), all or nothing; far faster than `replace`."""
        quads = (triples.replace(b" .\n", f" {graph} .\n".encode()) for graph, triples in graphs)
        self._store.bulk_load(b"".join(quads), format=RdfFormat.N_QUADS)

    def drop(self, graph: NamedNode) -> None:
        """Remove one graph and everything in it."""
        self._store.update(f"DROP SILENT GRAPH {graph}")

    def graphs(self) -> list[NamedNode]:
        """The named graphs, sorted."""
        return sorted((g for g in self._store.named_graphs() if isinstance(g, NamedNode)), key=str)

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """All quads, or those of one graph, in no order."""
        return self._store.quads_for_pattern(None, None, None, graph)

    def flush(self) -> None:
        """Make everything written so far last."""
        self._store.flush()

    def close(self) -> None:
        """Let go of the folder, so that another process can write."""
        self._store.flush()
        del self._store


def _inside(path: Path) -> str:
    return str(path / "quads")


def _is_store(path: Path) -> bool:
    return (path / "quads" / "CURRENT").is_file()


def _is_ours(path: Path) -> bool:
    """Whether a folder is a store, or empty, or as a build leaves it that was stopped while it made the store.

    What people set may lie there, waiting for a new store: judgements, parents, names.
    """
    return _is_store(path) or all(inside.name in _OURS for inside in path.iterdir())


def _reason(path: Path, error: Exception) -> str:
    if "column family not found" in str(error).lower():
        return f"{path} is not complete, for a build was stopped; run the build again"
    if "lock" in str(error).lower():
        return f"{path} is in use by another process; wait until that is done, or close it"
    return f"{path} cannot be opened: {error}"

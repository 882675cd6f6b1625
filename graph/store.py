"""The store: one named graph a plan, each written in one transaction; the only module that opens one.

Its folder holds the quads, or in their place the address of the SPARQL server that does (server.url); what people
decide and what builds remember lies in the folder either way.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice, starmap
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad, RdfFormat

from .background import give_way
from .errors import StoreError
from .server import Address, Server
from .terms import parted

if TYPE_CHECKING:
    import rdflib


_WAITS = (0.05, 0.2, 1.0)
"""Seconds after which a store is opened again whose files a writer was putting together."""
_PART = 50_000
_FEW = 5_000
"""Statements that go in as a transaction: every load in bulk leaves a file in each table of the store."""
_UNTIDY = 8
"""Loads in bulk after which files are put together at the end."""
_MANY = 200
"""Loads in bulk after which files are put together twice: what is there beside linking, and what came since at the end."""
SERVER = "server.url"
"""The file in a store's folder that names the server which holds its quads."""
_SAVED = ("saved-queries.json", "saved-queries.lock", "serving")
_OURS = ("quads", SERVER, "names", "judgements.csv", "judgements.torn.csv", *_SAVED)


@dataclass(frozen=True, slots=True)
class Graphs:
    """The graphs that a query sees: those that make its default graph, and those it can name."""

    default: tuple[NamedNode, ...] = ()
    named: tuple[NamedNode, ...] = ()


class Store:
    """A store in a folder. Queries see the union of all named graphs as the default graph."""

    def __init__(self, store: ox.Store | Server, path: Path) -> None:
        """Use `create` or `read`."""
        self._store = store
        self.path = path
        self._loads = 0

    @property
    def is_served(self) -> bool:
        """Whether a server holds the quads, and others may write them too."""
        return isinstance(self._store, Server)

    @classmethod
    def create(cls, path: Path) -> Store:
        """Open for writing, creating the folder where it is not there. Raises StoreError."""
        try:
            if path.exists() and not (path.is_dir() and _is_ours(path)):
                raise StoreError(f"{path} is there and is no store; give --store a new folder")
            path.mkdir(parents=True, exist_ok=True)
            opened = cls(_server(path) or ox.Store(_inside(path)), path)
        except (OSError, RuntimeError) as error:
            raise StoreError(_reason(path, error)) from error
        give_way()
        return opened

    @classmethod
    def read(cls, path: Path) -> Store:
        """Open for reading, beside others; tried again where a writer was just tidying its files away.

        Raises StoreError where there is no store.
        """
        if server := _server(path):
            return cls(server, path)
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
        self, sparql: str, *, union: bool = True, graphs: Graphs | None = None
    ) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        """Run a SPARQL query over the union of all graphs; SyntaxError where it is none.

        With `union` false the query names its own graphs (FROM); `graphs` take the place of these.
        """
        if graphs is None:
            return self._store.query(sparql, use_default_graph_as_union=union)
        return self._store.query(sparql, default_graph=list(graphs.default), named_graphs=list(graphs.named))

    def as_rdflib(self) -> rdflib.Dataset:
        """The store with rdflib's API, for reading; its default graph is the union of all graphs."""
        import rdflib

        if isinstance(self._store, Server):
            from rdflib.plugins.stores.sparqlstore import SPARQLStore

            asking = SPARQLStore(self._store.query_address, headers=self._store.query_headers)
            return rdflib.Dataset(store=asking, default_union=True)
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self._store), default_union=True)

    def rows(self, sparql: str) -> Iterator[dict[str, str | None]]:
        """The rows of a SELECT as plain values by column; unbound ones are None."""
        found = self.query(sparql)
        if not isinstance(found, ox.QuerySolutions):
            raise TypeError("not a SELECT query")
        columns = [variable.value for variable in found.variables]
        for row in found:
            yield {c: (None if row[c] is None else row[c].value) for c in columns}

    def replace(self, graph: NamedNode, triples: bytes, drop: Iterable[NamedNode] = ()) -> None:
        """Make `triples` (Turtle) all that `graph` holds, and drop other graphs, in one transaction."""
        said = _without_prefixes(triples)
        if isinstance(self._store, Server):
            self._store.put(graph, said)
            for other in sorted({*drop} - {graph}, key=str):
                self.drop(other)
            return
        dropped = "".join(f"DROP SILENT GRAPH {g} ; " for g in sorted({graph, *drop}, key=str))
        stated = f"INSERT DATA {{ GRAPH {graph} {{ {said.decode()} }} }}"
        self.update(f"{dropped}CREATE SILENT GRAPH {graph} ; {stated}")

    def update(self, operations: str) -> None:
        """Run SPARQL updates, parted by semicolons, in one transaction."""
        self.tidy()  # else it would wait, for transactions may not go on while many files lie there
        self._store.update(operations)

    def fill(self, graphs: Iterable[tuple[NamedNode, bytes]]) -> None:
        """Write into graphs what they do not hold yet (Turtle), all or nothing; where it is much, far faster than `replace`."""
        said = b"".join(starmap(_as_trig, graphs))
        if isinstance(self._store, Server) or self._loads or said.count(b"\n") > _FEW:
            self._loads += 1
            self._store.bulk_load(said, format=RdfFormat.TRIG)
        else:
            self._store.load(said, format=RdfFormat.TRIG)

    def take(self, graph: NamedNode, triples: bytes) -> None:
        """Take statements (Turtle) out of a graph, in one transaction."""
        if triples:
            self.update(f"DELETE DATA {{ GRAPH {graph} {{ {triples.decode()} }} }}")

    def drop(self, graph: NamedNode) -> None:
        """Remove one graph and everything in it."""
        self._store.update(f"DROP SILENT GRAPH {graph}")

    def empty(self, graph: NamedNode) -> None:
        """Take everything out of a graph, a part at a time: all at once would fill the memory."""
        if isinstance(self._store, Server):
            self._store.put(graph, b"")
            return
        held = self.quads(graph)
        while part := list(islice(held, _PART)):
            self.take(graph, "".join(f"{quad.triple} .\n" for quad in part).encode())

    def hold(self, graph: NamedNode) -> None:
        """Let a graph be there, be it empty."""
        if not isinstance(self._store, Server) and not self._store.contains_named_graph(graph):
            self.update(f"CREATE SILENT GRAPH {graph}")

    def graphs(self) -> list[NamedNode]:
        """The named graphs, sorted."""
        return sorted((g for g in self._store.named_graphs() if isinstance(g, NamedNode)), key=str)

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """All quads, or those of one graph, in no order."""
        return self._store.quads_for_pattern(None, None, None, graph)

    def copy(self, path: Path) -> None:
        """Copy the quads into another folder, as hard links where the file system can. Raises OSError, StoreError."""
        if isinstance(self._store, Server):
            raise StoreError(f"{place(self.path)} keeps its quads itself")
        self._store.backup(_inside(path))

    def flush(self) -> None:
        """Make everything written so far last."""
        self._store.flush()

    def tidy(self) -> None:
        """Put the files of the quads together where much was loaded, so that questions have few to look into."""
        if not isinstance(self._store, Server) and self._loads > _UNTIDY:
            _put_together(self._store)
            self._loads = 0

    @contextmanager
    def tidying(self) -> Iterator[None]:
        """While something else is done, and loads go on, put together what was loaded before, where it is very much."""
        if isinstance(self._store, Server) or self._loads < _MANY:
            yield
            return
        beside = Thread(target=_put_together, args=(self._store,), daemon=True)
        self._loads = 1  # what is loaded meanwhile goes in bulk: a transaction would wait
        beside.start()
        try:
            yield
        finally:
            beside.join()

    def close(self) -> None:
        """Let go of the folder, so that another process can write."""
        self._store.flush()
        del self._store


def _put_together(store: ox.Store) -> None:
    """Put the files of a store together, as fast as the machine lets."""
    give_way(0)
    store.optimize()
    give_way()


def remember(address: Address, folder: Path) -> Path:
    """The folder of a store that a server holds: `folder`, where its address is written. Raises StoreError."""
    folder.mkdir(parents=True, exist_ok=True)
    if not _is_ours(folder):
        raise StoreError(f"{folder} is there and is no store; set ZEREN_HOME to another folder")
    (folder / SERVER).write_text(f"{address}\n", encoding="utf-8")
    return folder


def place(folder: Path) -> str:
    """Where a store's quads are, as a person says it: its folder, or the address of its server."""
    named = folder / SERVER
    return named.read_text(encoding="utf-8").strip() if named.is_file() else str(folder)


def is_there(folder: Path) -> bool:
    """Whether a store is in a folder, here or on the server that it names."""
    return _is_store(folder) or (folder / SERVER).is_file()


def _server(folder: Path) -> Server | None:
    """The server that a store's folder names, once it has answered. Raises StoreError."""
    if not (folder / SERVER).is_file():
        return None
    server = Server(Address.parse(place(folder)))
    server.check()
    return server


def _without_prefixes(triples: bytes) -> bytes:
    """Turtle as every server and SPARQL can hold it: their parsers do not know every short name."""
    prefixes, said = parted(triples)
    if not prefixes:
        return said
    found = (quad.triple for quad in ox.parse(triples, format=RdfFormat.TURTLE))
    return ox.serialize(found, format=RdfFormat.N_TRIPLES) or b""


def _as_trig(graph: NamedNode, triples: bytes) -> bytes:
    prefixes, said = parted(triples)
    return b"%b%b {\n%b}\n" % (prefixes, str(graph).encode(), said)


def _inside(path: Path) -> str:
    return str(path / "quads")


def _is_store(path: Path) -> bool:
    return (path / "quads" / "CURRENT").is_file()


def _is_ours(path: Path) -> bool:
    """Whether a folder is a store, or empty, or as a build leaves it that was stopped while it made the store.

    What people set may lie there, waiting for a new store: judgements, parents, names.
    """
    return is_there(path) or all(inside.name in _OURS for inside in path.iterdir())


def _reason(path: Path, error: Exception) -> str:
    if "column family not found" in str(error).lower():
        return f"{path} is not complete, for a build was stopped; run the build again"
    if "lock" in str(error).lower():
        return f"{path} is in use by another process; wait until that is done, or close it"
    return f"{path} cannot be opened: {error}"

"""The graph of derivations plan by plan: what is stated of each is kept in a file beside the store.

A build derives anew only what a change concerns, and takes out of the graph and puts into it only that. Which files the
graph holds is told by an index, under the name of the build that wrote it; after a build that was stopped, or where the
folder was lost, the graph is made from its beginning.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from pyoxigraph import NamedNode

from ..ontology.iri import Name, plan_of
from .plans import END, Plans, parts
from .store import Store

FOLDER = "links"
_INDEX = "index.json"
_SPAN = b"/span/"
_PLAN = "plan/"
"""How the names of plans begin, and no other's."""
_CARRIED = re.compile(rb"#derivesFrom> <([^>]+)> \.\n")
"""The requirement that a task carries out, as it is stated."""
_AT_ONCE = 5_000
"""Pieces that are put in together."""
_CITED = """SELECT DISTINCT ?span WHERE {{ GRAPH {graph} {{ ?thing ?by ?span }}
  VALUES ?by {{ <https://w3id.org/zeren#span> <https://w3id.org/zeren#upperSpan> }} VALUES ?span {{ {spans} }} }}"""


class Kept:
    """What is stated of each plan and the plans above it, by a key of everything it depends on."""

    def __init__(self, directory: Path) -> None:
        """`directory` is the store's."""
        self._folder = directory / FOLDER

    def has(self, plan: Name, key: str) -> bool:
        """Whether the file of a plan was written under that key."""
        try:
            with self._path(plan.tail).open("rb") as file:
                return file.readline() == _head(key)
        except OSError:
            return False

    def keep(self, plan: Name, key: str, triples: bytes) -> None:
        """Write what is stated of a plan, in one step."""
        self.write(plan.tail, [_head(key), triples])

    def triples(self, of: str) -> bytes:
        """What is stated of a plan, or of all plans under that name; nothing where there is no such file."""
        try:
            data = self._path(of).read_bytes()
        except OSError:
            return b""
        return data[data.index(b"\n") + 1 :] if data.startswith(b"# ") else data

    def pieces(self, of: str) -> Iterator[bytes]:
        """The same of what is said of all plans, piece by piece: it may be long."""
        lines = list[bytes]()
        try:
            with self._path(of).open("rb") as file:
                for line in file:
                    lines.append(line)
                    if line.endswith(END):
                        yield b"".join(lines)
                        lines.clear()
        except FileNotFoundError:
            return

    def write(self, of: str, data: Iterable[bytes]) -> None:
        """Write a file, which is there once `data` has come to its end."""
        self._folder.mkdir(exist_ok=True)
        path = self._path(of)
        new = path.with_suffix(".new")
        with new.open("wb") as file:
            file.writelines(data)
        new.replace(path)

    def index(self, build: str) -> dict[str, str] | None:
        """The key of each plan whose file is in the graph as that build left it; None where that is not known."""
        try:
            said = json.loads((self._folder / _INDEX).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        known = said["plans"] if build and said.get("build") == build else None
        return known if known is not None and all(self._path(of).exists() for of in known) else None

    def put_index(self, build: str, plans: dict[str, str]) -> None:
        """Say that the graph holds the files of these plans once that build is done."""
        self._folder.mkdir(exist_ok=True)
        new = self._folder / f"{_INDEX}.new"
        new.write_text(json.dumps({"build": build, "plans": plans}, ensure_ascii=False), "utf-8")
        new.replace(self._folder / _INDEX)

    def prune(self, of: Iterable[str]) -> None:
        """Drop all files but those of these names."""
        names = {_INDEX, *(self._path(one).name for one in of)}
        for path in self._folder.glob("*") if self._folder.is_dir() else ():
            if path.name not in names:
                path.unlink()

    def _path(self, of: str) -> Path:
        return self._folder / f"{hashlib.sha256(of.encode()).hexdigest()}.nt"


class Graph:
    """The graph of derivations, brought up to date from what is kept."""

    def __init__(self, store: Store, graph: NamedNode, kept: Kept, plans: Plans, build: str) -> None:
        """`build` is the one that is known to have left the graph whole; empty where none did."""
        self._store, self._graph, self._kept, self._plans = store, graph, kept, plans
        self._graphs = set(store.graphs())
        held = kept.index(build) if graph in self._graphs else None
        if held is None:
            store.empty(graph)
        self._before = held or {}
        self._now: dict[str, str] = {}
        self._base = graph.value.rpartition("graph/")[0]
        self._concerned: set[Name] | None = None if held is None else set()

    def holds(self, plan: Name, key: str) -> bool:
        """Whether what is stated of a plan under that key is in the graph already; it stays then."""
        same = self._before.get(plan.tail) == key
        if same:
            self._now[plan.tail] = key
        return same

    @property
    def is_new(self) -> bool:
        """Whether the graph is made from its beginning."""
        return not self._before

    @property
    def concerned(self) -> frozenset[Name] | None:
        """The plans that were put in or taken out, and those above them; None where the graph is made from its beginning."""
        return None if self._concerned is None else frozenset(self._concerned)

    def pieces(self, of: str) -> list[bytes]:
        """What was last said of all plans under that name, piece by piece."""
        return list(self._kept.pieces(of))

    def clear(self) -> None:
        """Take out what the graph holds of plans that are gone or changed, while their files still say what that is.

        All of it before anything is put in: a span of a plan that changed may be called as before and say another thing.
        """
        for of in [of for of in self._before if of.startswith(_PLAN) and of not in self._now]:
            said = self._kept.triples(of)
            self._concern(of, said)
            self._take(said)
            del self._before[of]

    def put(self, plan: Name, key: str) -> None:
        """Put in what the file of a plan says."""
        self._now[plan.tail] = key
        said = self._kept.triples(plan.tail)
        self._concern(plan.tail, said)
        self._plans.add(self._graph, said)

    def _concern(self, of: str, said: bytes) -> None:
        if self._concerned is not None:
            above = {plan_of(Name.parse(iri.decode(), self._base)) for iri in _CARRIED.findall(said)}
            self._concerned |= {Name.parse(of, ""), *above}

    def put_shared(self, of: str, said: Callable[[], bytes], key: str = "") -> None:
        """Make what is said all that the graph holds of what is said of all plans under that name; `key`, where there is
        one, is of all it depends on.
        """
        before = self._before.pop(of, None)
        if not key or before != key:
            self._exchange(self._graph, of, _pieces(said()), known=before is not None)
        self._now[of] = key

    def put_beside(self, graph: NamedNode, key: str, said: Callable[[], Iterable[str]]) -> None:
        """Make what is said, piece by piece, all that another graph about all plans holds; `key` is of all it depends on."""
        before = self._before.pop(graph.value, None) if graph in self._graphs else None
        if before != key:
            if before is None:
                self._store.empty(graph)
            self._exchange(graph, graph.value, map(str.encode, said()), known=before is not None)
        self._now[graph.value] = key

    def _exchange(self, graph: NamedNode, of: str, said: Iterable[bytes], known: bool) -> None:
        """Put in what is new and take out what is gone; what a thing that lost a piece still has goes in once more, for
        two pieces may say the same.
        """
        before = set(map(_mark, self._kept.pieces(of))) if known else set[bytes]()
        now, gone = set[bytes](), list[bytes]()

        def once() -> Iterator[bytes]:
            for piece in said:
                if (mark := _mark(piece)) not in now:
                    now.add(mark)
                    yield piece
            gone.extend(piece for piece in self._kept.pieces(of) if known and _mark(piece) not in now)

        self._kept.write(of, self._added(graph, once(), before))
        if gone:
            touched = set(map(_subject, gone))
            self._plans.flush()
            for part in parts(b"".join(gone)):
                self._store.take(graph, part)
            for piece in self._kept.pieces(of):
                if _subject(piece) in touched:
                    self._plans.add(graph, piece)

    def _added(self, graph: NamedNode, said: Iterator[bytes], before: set[bytes]) -> Iterator[bytes]:
        """All pieces, while those that were not there before are put in."""
        while some := list(islice(said, _AT_ONCE)):
            self._plans.add(graph, b"".join(piece for piece in some if _mark(piece) not in before))
            yield from some

    def flush(self) -> None:
        """Write what was put in."""
        self._plans.flush()

    def finish(self, build: str) -> None:
        """Say that this build has left the graph whole."""
        self._store.hold(self._graph)
        self._kept.prune(self._now)
        self._kept.put_index(build, self._now)

    def _take(self, triples: bytes) -> None:
        """Take out what is stated of a plan; of spans only such as no other plan's links lead to."""
        about: dict[bytes, list[bytes]] = {}
        others = list[bytes]()
        for piece in _pieces(triples):
            subject = _subject(piece)
            if _SPAN in subject:
                about.setdefault(subject, []).append(piece)
            else:
                others.append(piece)
        self._plans.flush()
        self._store.take(self._graph, b"".join(others))
        free = set(about) - set(self._cited(about))
        self._store.take(self._graph, b"".join(piece for span in sorted(free) for piece in about[span]))

    def _cited(self, spans: Iterable[bytes]) -> Iterator[bytes]:
        named = " ".join(span.decode() for span in spans)
        for row in self._store.rows(_CITED.format(graph=self._graph, spans=named)) if named else ():
            yield f"<{row['span']}>".encode()


def _pieces(triples: bytes) -> list[bytes]:
    """What a writer wrote, piece by piece; within a piece no line ends with a full stop."""
    return [piece + END for piece in triples.split(END) if piece]


def _mark(piece: bytes) -> bytes:
    """What tells a piece from others, and is short."""
    return hashlib.blake2b(piece, digest_size=16).digest()


def _subject(piece: bytes) -> bytes:
    return piece[: piece.index(b" ")]


def _head(key: str) -> bytes:
    return f"# {key}\n".encode()

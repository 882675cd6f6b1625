"""Stores to files: N-Quads and Turtle, the same bytes for the same store."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, serialize

from ..ontology.vocab import PREFIXES
from .store import Store


def nquads(store: Store) -> bytes:
    """Every quad of the store as N-Quads, sorted by line."""
    lines = sorted(f"{quad} .\n" for quad in store.quads())
    return "".join(lines).encode("utf-8")


def turtle(store: Store) -> bytes:
    """The union of all graphs as Turtle, sorted by subject and property."""
    triples = sorted({quad.triple for quad in store.quads()}, key=_key)
    written = serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""
    lines = written.splitlines(keepends=True)
    header = sorted(line for line in lines[: len(PREFIXES)] if line.startswith(b"@prefix"))
    return b"".join([*header, *lines[len(header) :]])


def write(data: bytes, path: Path) -> None:
    """Write a file, or leave nothing behind."""
    temporary = path.with_name(path.name + ".new")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as problem:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise OSError(problem.errno, problem.strerror, str(path)) from None


def _key(triple: Triple) -> tuple[str, str, str]:
    return str(triple.subject), str(triple.predicate), str(triple.object)

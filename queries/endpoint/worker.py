"""The process that answers queries, one after another; it is ended from outside when one takes too long.

Whatever a query can do, it does here: reading the query, answering it, writing the answer.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, TypeVar

import pyoxigraph as ox
from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions

from ...graph.errors import StoreError
from ...graph.store import Graphs, Store
from ..errors import BadQuery, RefusedQuery
from ..running import Answer, begin
from ..terms import PREFIXED
from .failure import Failure, Kind
from .formats import ROWS, TRIPLES, TRUTHS
from .frames import HEAD, Frame, Job, job_of, packed, told

_BLOCK = 32_768
_GRACE = 5
"""Seconds after its time at which a worker ends itself, should nobody be left to do so."""
_T = TypeVar("_T")


def main() -> None:
    """Answer jobs from stdin on stdout until there are no more."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    worker = _Worker(out)
    while content := _read(sys.stdin.buffer):
        worker.do(job_of(content))


def _read(source: BinaryIO) -> bytes:
    head = source.read(HEAD.size)
    return source.read(HEAD.unpack(head)[1]) if len(head) == HEAD.size else b""


class _Worker:
    """One process, and the store that it has open."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._opened: tuple[str, Store] | None = None
        self._lean = _memory()
        self._write(packed(Frame.READY))

    def do(self, job: Job) -> None:
        """Answer one query, or say why not."""
        self._write(packed(Frame.TAKEN))
        _alarm(job.seconds + _GRACE)
        said: dict[str, object]
        try:
            last, said = Frame.END, {"rows": self._answer(job)}
        except Failure as problem:
            last, said = Frame.FAILED, {"kind": problem.kind.name, "message": problem.message}
        _alarm(0)
        self._write(told(last, **said, stays=_memory() <= self._lean + job.memory // 4))

    def _answer(self, job: Job) -> int:
        try:
            store = self._store(job.store)
            _limit_memory(job.memory)
            return _send(begin(store, job.query, _graphs(job)), job, self._write)
        except RefusedQuery as problem:
            raise Failure(Kind.REFUSED, str(problem)) from None
        except BadQuery as problem:
            raise Failure(Kind.MALFORMED, str(problem)) from None
        except StoreError as problem:
            raise Failure(Kind.BUSY, str(problem)) from None
        except MemoryError:
            raise Failure(Kind.TOO_MUCH, "the query needs more memory than is granted to one") from None
        except (OSError, RuntimeError) as problem:
            self._opened = None
            raise Failure(Kind.BROKEN, f"the store could not be read: {problem}") from None

    def _store(self, path: str) -> Store:
        if self._opened is None or self._opened[0] != path:
            self._opened = None
            self._opened = path, Store.read(Path(path))
            self._lean = max(self._lean, _memory())
        return self._opened[1]

    def _write(self, frame: bytes) -> None:
        view = memoryview(frame)
        while view:
            view = view[self._out.write(view) :]


class _Blocks:
    """A file that sends what is written to it in blocks, and no more than it may."""

    def __init__(self, write: Callable[[bytes], None], most: int) -> None:
        self._write, self._left = write, most
        self._waiting, self._size = list[bytes](), 0

    def write(self, content: bytes) -> int:
        self._waiting.append(bytes(content))
        self._size += len(content)
        if self._size >= _BLOCK:
            self.flush()
        return len(content)

    def flush(self) -> None:
        if self._size > self._left:
            raise Failure(
                Kind.TOO_MUCH, "the answer is longer than is granted to one; narrow it, or add LIMIT"
            )
        self._left -= self._size
        block = b"".join(self._waiting)
        for at in range(0, len(block), _BLOCK):
            self._write(packed(Frame.DATA, block[at : at + _BLOCK]))
        self._waiting, self._size = [], 0


def _send(answer: Answer, job: Job, write: Callable[[bytes], None]) -> int:
    """Write the answer in the format that its kind is wanted in; the number of rows or triples."""
    triples = not isinstance(answer, QuerySolutions | QueryBoolean)
    form = job.triples_as if triples else job.rows_as
    if not form:
        wanted = "triples, and the request takes" if triples else "rows, and the request takes"
        raise Failure(Kind.NOT_ACCEPTABLE, f"the query gives {wanted} none of the formats for that")
    write(told(Frame.OPEN, form=form, triples=triples))
    out = _Blocks(write, job.result)
    if isinstance(answer, QueryBoolean):
        answer.serialize(out, TRUTHS[form])  # type: ignore[arg-type]
        out.flush()
        return 1
    counted = _Counted(job.rows)
    if isinstance(answer, QuerySolutions):
        names = tuple(variable.value for variable in answer.variables)
        for text in ROWS[form](names, counted.each(tuple(row) for row in answer)):
            out.write(text.encode())
    else:
        ox.serialize(counted.each(answer), out, TRIPLES[form], prefixes=PREFIXED)  # type: ignore[arg-type]
    out.flush()
    return counted.count


class _Counted:
    """Counts what passes, and lets no more than `most` pass."""

    def __init__(self, most: int) -> None:
        self.count, self._most = 0, most

    def each(self, things: Iterable[_T]) -> Iterator[_T]:
        for thing in things:
            self.count += 1
            if self.count > self._most:
                raise Failure(
                    Kind.TOO_MUCH, f"the answer has more than {self._most} rows; narrow it, or add LIMIT"
                )
            yield thing


def _graphs(job: Job) -> Graphs | None:
    if job.default is None and job.named is None:
        return None
    return Graphs(_names(job.default or ()), _names(job.named or ()))


def _names(names: Iterable[str]) -> tuple[NamedNode, ...]:
    try:
        return tuple(NamedNode(name) for name in names)
    except ValueError:
        raise Failure(Kind.MALFORMED, "the name of a graph is no IRI") from None


def _memory() -> int:
    """The bytes of memory that are this process's own; 0 where the system does not tell."""
    try:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
    except OSError:
        return 0
    found = next((line for line in lines if line.startswith("VmData:")), "VmData: 0")
    return int(found.split()[1]) * 1024


def _limit_memory(most: int) -> None:
    """From here on, an allocation of more than `most` bytes beside what there is ends this process."""
    held = _memory()
    if held:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (held + most, resource.RLIM_INFINITY))


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main()

"""The workers of a store: a few processes that are kept warm, and ended and replaced where they must be."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Triple

from ...graph import snapshot
from ...graph.errors import StoreError
from ...graph.snapshot import Snapshot
from ..results import Result, Table, Triples, Truth
from .clock import Clock
from .failure import Failure, Kind
from .frames import Job
from .limits import Limits
from .process import Gone, Process
from .turns import Turns

_PAUSES = (0.0, 0.5, 2.0, 5.0, 15.0)
"""Seconds before a worker is started again that did not start."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and how its answer is wanted; see frames.Job."""

    query: str
    rows_as: str = "json"
    triples_as: str = "ntriples"
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    kept: bool = False
    """Whether the server is to hold the answer whole."""


@dataclass(slots=True)
class Answered:
    """An answer as it comes; `rows` is set at its end."""

    form: str
    triples: bool
    blocks: AsyncIterator[bytes]
    rows: int = 0


class Workers:
    """The processes that answer queries to one store; `start` them, and `close` them in the end."""

    def __init__(self, store: Path, limits: Limits | None = None) -> None:
        self.store, self.limits = store, limits or Limits()
        self._turns = Turns(self.limits.workers, self.limits.waiting)
        self._tasks: set[asyncio.Task[None]] = set()
        self._all: dict[Process, Snapshot | None] = {}
        self._now: Snapshot | None = None
        self._looking = asyncio.Lock()
        self._unfit = ""
        self._aside = 0
        self._open = False

    async def start(self) -> None:
        """Begin to start the workers; queries may be asked at once."""
        if not self._open:
            self._open = True
            await asyncio.to_thread(snapshot.sweep, self.store)
            for _ in range(self.limits.workers):
                self._soon()

    async def close(self) -> None:
        """End all workers."""
        self._open = False
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for worker in list(self._all):
            await self._let_go(worker)
        if self._now is not None:
            self._now.outdate()

    async def __aenter__(self) -> Workers:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def numbers(self) -> list[int]:
        """The process ids of the workers."""
        return [worker.number for worker in self._all]

    async def ask(self, sparql: str, client: str = "desk") -> Result:
        """The whole answer to a query. Raises Failure."""
        async with self.answering(Asked(sparql, kept=True), client) as answered:
            content = b"".join([block async for block in answered.blocks])
        return await asyncio.to_thread(_result, content, answered.triples)

    @contextlib.asynccontextmanager
    async def answering(self, asked: Asked, client: str) -> AsyncIterator[Answered]:
        """The answer to a query as it comes; whoever leaves before its end ends the query. Raises Failure."""
        await self.start()
        async with asyncio.timeout(self.limits.seconds) as patience:
            try:
                worker, state = await self._given(asked, client)
            except asyncio.CancelledError:
                if patience.expired():
                    raise Failure(Kind.BUSY, "no worker was free in time; ask again in a moment") from None
                raise
        slow = partial(self._set_aside, worker, client)
        clock, done = Clock(self.limits.seconds, worker, slow), False
        try:
            answered = await _opened(clock)
            yield answered
            done = True
        except Failure as problem:
            done = problem.kind not in (Kind.TIMEOUT, Kind.BROKEN)
            raise
        finally:
            state.release()
            await self._surely(self._back(worker, client, done, clock))

    async def _given(self, asked: Asked, client: str) -> tuple[Process, Snapshot]:
        """A worker that has begun with the query, and the state of the store that it reads."""
        while True:
            state = await self._state()
            worker = await self._turns.take(client)
            state.hold()
            try:
                await worker.give(self._job(asked, state))
            except BaseException as problem:
                state.release()
                await self._surely(self._back(worker, client, done=False))
                if not isinstance(problem, Gone):
                    raise
            else:
                self._reads(worker, state)
                return worker, state

    def _job(self, asked: Asked, state: Snapshot) -> Job:
        limits = self.limits
        return Job(
            str(state.path),
            asked.query,
            asked.rows_as,
            asked.triples_as,
            limits.seconds,
            min(limits.rows, limits.kept_rows) if asked.kept else limits.rows,
            limits.memory,
            min(limits.result, limits.kept) if asked.kept else limits.result,
            asked.default,
            asked.named,
        )

    def _reads(self, worker: Process, state: Snapshot | None) -> None:
        """`worker` has that state open, and no other."""
        before = self._all.get(worker)
        if state is not before:
            if state is not None:
                state.hold()
            if worker in self._all:
                self._all[worker] = state
            if before is not None:
                before.release()

    async def _back(self, worker: Process, client: str, done: bool, clock: Clock | None = None) -> None:
        """A worker comes back; one that is not done, or is not to stay, is ended and replaced."""
        if clock is not None:
            await clock.stop()
        if done and worker.stays and worker.is_alive:
            self._turns.add(worker)
        else:
            await self._let_go(worker)
        if worker.aside:
            self._aside -= 1
        else:
            self._turns.leave(client)

    def _set_aside(self, worker: Process, client: str) -> None:
        """A query takes long: others go first from now on, and another worker comes for them where there is room."""
        worker.make_way()
        if self._aside < self.limits.workers:
            self._aside += 1
            worker.aside = True
            self._turns.leave(client)
            self._soon()

    async def _surely(self, work: Coroutine[None, None, None]) -> None:
        """Do it to its end, also where whoever waits for that is gone."""
        await asyncio.shield(self._begun(work))

    async def _let_go(self, worker: Process) -> None:
        self._turns.remove(worker)
        await worker.end()
        self._reads(worker, None)
        known = self._all.pop(worker, worker) is not worker
        if known and self._open and not worker.aside:
            self._soon()

    def _soon(self) -> None:
        self._begun(self._one_more())

    def _begun(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _one_more(self) -> None:
        """Start a worker, and replace it should it end while it is idle."""
        for pause in (*_PAUSES, *[_PAUSES[-1]] * 1000):
            await asyncio.sleep(pause)
            try:
                worker = await Process.start()
                break
            except (OSError, Gone):
                continue
        else:
            return
        self._all[worker] = None
        self._turns.add(worker)
        await worker.ended()
        if worker in self._all:
            await self._let_go(worker)

    async def _state(self) -> Snapshot:
        """The store as of its last whole build, or as it is where none is known."""
        try:
            if self._now is None or self._is_due():
                async with self._looking:
                    await asyncio.to_thread(self._look)
            assert self._now is not None
            return self._now
        except StoreError as problem:
            raise Failure(Kind.BUSY, str(problem)) from None

    def _is_due(self) -> bool:
        assert self._now is not None
        return snapshot.stamp(self.store) not in (self._now.stamp, self._unfit)

    def _look(self) -> None:
        """Take a new snapshot where the store has changed and no build is under way."""
        if self._now is not None:
            if not self._is_due():
                return
            seen = snapshot.stamp(self.store)
            if not snapshot.is_whole(self.store):
                self._unfit = seen
                return
        taken = snapshot.take(self.store)
        before, self._now = self._now, taken
        if before is not None:
            before.outdate()


async def _opened(clock: Clock) -> Answered:
    """The answer, once the worker has begun to give it."""
    _, said = await clock.values()
    assert isinstance(said, dict)

    async def blocks() -> AsyncIterator[bytes]:
        while True:
            _, said = await clock.values()
            if isinstance(said, bytes):
                yield said
            else:
                answered.rows = int(str(said["rows"]))
                return

    answered = Answered(str(said["form"]), bool(said["triples"]), blocks())
    return answered


def _result(content: bytes, triples: bool) -> Result:
    """The records in what a worker sent as JSON or N-Triples."""
    if triples:
        parsed = (quad.triple for quad in ox.parse(content, format=RdfFormat.N_TRIPLES))
        return Triples(tuple(sorted({t for t in parsed if isinstance(t, Triple)}, key=str)))
    read = ox.parse_query_results(content, format=QueryResultsFormat.JSON)
    if isinstance(read, QuerySolutions):
        return Table(tuple(v.value for v in read.variables), tuple(tuple(row) for row in read))
    return Truth(bool(read))

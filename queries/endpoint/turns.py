"""Whose turn it is: clients one after another, the questions of each in order."""

from __future__ import annotations

import asyncio
from collections import Counter, deque

from .failure import Failure, Kind
from .process import Process


class Turns:
    """Hands idle workers to those who wait for one.

    Each client in turn is given one, so that who asks much does not hold up who asks little; and no client has
    all of them at once, where there are more than one.
    """

    def __init__(self, workers: int, waiting: int) -> None:
        self._share = max(1, workers - 1)
        self._most = waiting
        self._idle: list[Process] = []
        self._held: Counter[str] = Counter()
        self._waiting: dict[str, deque[asyncio.Future[Process]]] = {}

    async def take(self, client: str) -> Process:
        """A worker for `client`, who gives it back with `leave`. Raises Failure where too many wait already."""
        if sum(map(len, self._waiting.values())) >= self._most:
            raise Failure(Kind.BUSY, "too many questions are waiting; ask again in a moment")
        turn: asyncio.Future[Process] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(turn)
        self._hand_out()
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.add(turn.result())
                self.leave(client)
            raise

    def leave(self, client: str) -> None:
        """`client` has one worker less."""
        self._held[client] -= 1
        self._held += Counter()
        self._hand_out()

    def add(self, worker: Process) -> None:
        """A worker is idle."""
        self._idle.append(worker)
        self._hand_out()

    def remove(self, worker: Process) -> None:
        """A worker is no more, idle or not."""
        if worker in self._idle:
            self._idle.remove(worker)

    def _hand_out(self) -> None:
        while self._idle and (client := self._next()):
            turn = self._waiting[client].popleft()
            if self._waiting[client]:
                self._waiting[client] = self._waiting.pop(client)  # to the end of the round
            else:
                del self._waiting[client]
            if not turn.done():
                self._held[client] += 1
                turn.set_result(self._idle.pop())

    def _next(self) -> str | None:
        """The first client who waits and may have one more."""
        return next((client for client in self._waiting if self._held[client] < self._share), None)

"""The time that is left to a query."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from .failure import Failure, Kind
from .frames import Frame
from .process import Process

_SLOW_AFTER = 2.0
"""Seconds after which a query counts as slow, or a quarter of its time where that is less."""


class Clock:
    """Waits for what a worker says, as long as the query has time; it stands still while nobody waits."""

    def __init__(self, seconds: float, worker: Process, slow: Callable[[], None]) -> None:
        """`slow` is called once, where the query takes long."""
        self._seconds, self._worker, self._slow = seconds, worker, slow
        self._slow_after = min(_SLOW_AFTER, seconds / 4)
        self._used = 0.0
        self._said: asyncio.Future[tuple[Frame, dict[str, Any] | bytes]] | None = None

    async def values(self) -> tuple[Frame, dict[str, Any] | bytes]:
        """What the worker says next. Raises Failure, where that comes too late too."""
        began = time.monotonic()
        said = self._said = self._said or asyncio.ensure_future(self._worker.values())
        try:
            if self._used < self._slow_after:
                await asyncio.wait({said}, timeout=self._slow_after - self._used)
                if not said.done():
                    self._slow()
            left = self._seconds - self._used - (time.monotonic() - began)
            await asyncio.wait({said}, timeout=max(0.0, left))
        finally:
            self._used += time.monotonic() - began
        if not said.done():
            ended = f"the query was ended after {self._seconds:g} s"
            raise Failure(
                Kind.TIMEOUT, f"{ended}; narrow it, add LIMIT, or grant more: zeren serve --timeout SECONDS"
            )
        self._said = None
        return said.result()

    async def stop(self) -> None:
        """Wait for nothing more."""
        if self._said is not None:
            self._said.cancel()
            await asyncio.wait({self._said})

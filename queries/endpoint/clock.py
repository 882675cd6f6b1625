"""The time that is left to a query."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from .failure import Failure, Kind
from .frames import Frame
from .process import Process

_MAKES_WAY_AFTER = 2.0
"""Seconds after which a query lets others go first."""


class Clock:
    """Waits for what a worker says, as long as the query has time; it stands still while nobody waits."""

    def __init__(self, seconds: float, worker: Process) -> None:
        self._seconds, self._worker = seconds, worker
        self._used = 0.0
        self._said: asyncio.Future[tuple[Frame, dict[str, Any] | bytes]] | None = None

    async def values(self) -> tuple[Frame, dict[str, Any] | bytes]:
        """What the worker says next. Raises Failure, where that comes too late too."""
        began = time.monotonic()
        said = self._said = self._said or asyncio.ensure_future(self._worker.values())
        try:
            if self._used < _MAKES_WAY_AFTER < self._seconds:
                await asyncio.wait({said}, timeout=_MAKES_WAY_AFTER - self._used)
                if not said.done():
                    self._worker.make_way()
            left = self._seconds - self._used - (time.monotonic() - began)
            await asyncio.wait({said}, timeout=max(0.0, left))
        finally:
            self._used += time.monotonic() - began
        if not said.done():
            raise Failure(
                Kind.TIMEOUT, f"the query was ended after {self._seconds:g} s; narrow it, or add LIMIT"
            )
        self._said = None
        return said.result()

    async def stop(self) -> None:
        """Wait for nothing more."""
        if self._said is not None:
            self._said.cancel()
            await asyncio.wait({self._said})

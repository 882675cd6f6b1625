"""One worker as the server sees it: a process that is given a job and says frames until it is done."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from typing import Any

from .failure import Failure, Kind
from .frames import HEAD, Frame, Job, job_as_bytes

_MODULE = __name__.rpartition(".")[0] + ".worker"
_NICE = 10
_DIES_WITHIN = 2.0
"""Seconds that a process that falls is given to do so by itself, and to say why."""


class Gone(Exception):
    """The process is no more."""


class Process:
    """A running worker.

    `stays` tells whether it may be given another job, `aside` whether another has already come in its place.
    """

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        """Use `start`."""
        self._process = process
        self.stays = True
        self.aside = False

    @classmethod
    async def start(cls) -> Process:
        """A worker that is ready. Raises OSError or Gone."""
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", _MODULE),
            stdin=pipe,
            stdout=pipe,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
        started = cls(process)
        try:
            await started.frame()
        except BaseException:
            await started.end()
            raise
        return started

    @property
    def number(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it still runs, as far as is known."""
        return self._process.returncode is None

    async def give(self, job: Job) -> None:
        """Give it a job. Raises Gone where it ended before it took that."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(job_as_bytes(job))
            await self._process.stdin.drain()
        except OSError as problem:
            raise Gone from problem
        await self.frame()

    async def frame(self) -> tuple[Frame, bytes]:
        """What it says next. Raises Gone."""
        assert self._process.stdout is not None
        try:
            kind, size = HEAD.unpack(await self._process.stdout.readexactly(HEAD.size))
            return Frame(kind), await self._process.stdout.readexactly(size)
        except (asyncio.IncompleteReadError, OSError) as problem:
            raise Gone from problem

    async def values(self) -> tuple[Frame, dict[str, Any] | bytes]:
        """What it says next, data as bytes and all else as values; a failure is raised, and so is its end."""
        try:
            kind, content = await self.frame()
        except Gone:
            raise await self._why() from None
        if kind is Frame.DATA:
            return kind, content
        said = json.loads(content)
        self.stays = self.stays and said.get("stays", True)
        if kind is Frame.FAILED:
            raise Failure(Kind[said["kind"]], said["message"])
        return kind, said

    async def _why(self) -> Failure:
        """Why it ended in the middle of a job. An allocation that fails ends a process with SIGABRT."""
        self.stays = False
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.ended(), _DIES_WITHIN)
        await self.end()
        code = self._process.returncode
        if code is not None and -code == getattr(signal, "SIGSEGV", None):
            return Failure(Kind.MALFORMED, "the query is nested too deeply to be read")
        if code is not None and -code == signal.SIGABRT:
            return Failure(Kind.TOO_MUCH, "the query needs more memory than is granted to one; narrow it")
        return Failure(
            Kind.BROKEN, "the process that answered has ended; if it does so again, the query is why"
        )

    def make_way(self) -> None:
        """Let others go first from now on; it is not given another job, for that cannot be taken back."""
        self.stays = False
        if hasattr(os, "setpriority"):
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.number, _NICE)

    async def end(self) -> None:
        """End it at once."""
        self.stays = False
        if self.is_alive:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.number, getattr(signal, "SIGKILL", signal.SIGTERM))
        await self.ended()

    async def ended(self) -> None:
        """Wait until it is no more; what it still says is passed over while it is being ended."""
        wait = asyncio.ensure_future(self._process.wait())
        assert self._process.stdout is not None
        while not self.stays and not wait.done():
            with contextlib.suppress(RuntimeError):  # somebody else still reads
                await self._process.stdout.read(65_536)
            await asyncio.wait({wait}, timeout=0.01)
        await wait

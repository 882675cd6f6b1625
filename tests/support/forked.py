"""The command line as processes that need no start: each is forked from one that has imported zeren already.

A command runs in a process of its own, with its own arguments, folder, environment and pipes, and ends as any other.
Where a system cannot fork, and where ZEREN_TESTS_START is set, a new interpreter is started for each instead.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ZEREN = Path(sys.executable).with_name("zeren")
_CAN = hasattr(os, "fork") and hasattr(socket, "send_fds") and "ZEREN_TESTS_START" not in os.environ
_MOST = 1 << 18
"""Bytes of a request: arguments and environment."""


class Forked:
    """A command that runs; the part of subprocess.Popen that tests use."""

    def __init__(self, told: socket.socket, pipes: Mapping[str, Any]) -> None:
        self._told = told.makefile("r", encoding="ascii")
        told.close()
        self.pid = int(self._told.readline())
        self.stdin, self.stdout, self.stderr = (pipes.get(name) for name in ("stdin", "stdout", "stderr"))
        self.returncode: int | None = None

    def communicate(self, given: str | None = None, timeout: float | None = None) -> tuple[str, str]:
        """Give it all of its input, and take all that it says."""
        said = {"stdout": "", "stderr": ""}

        def read(name: str, pipe: Any) -> None:
            said[name] = pipe.read()

        if self.returncode is None:
            pipes = [("stdout", self.stdout), ("stderr", self.stderr)]
            readers = [threading.Thread(target=read, args=one) for one in pipes if one[1]]
            for reader in readers:
                reader.start()
            with contextlib.suppress(BrokenPipeError, ValueError):
                self.stdin.write(given or "")
                self.stdin.flush()
            with contextlib.suppress(BrokenPipeError):
                self.stdin.close()
            for reader in readers:
                reader.join(timeout)
            if any(reader.is_alive() for reader in readers):
                raise subprocess.TimeoutExpired(str(ZEREN), timeout or 0)
            self.__exit__()
        return said["stdout"], said["stderr"]

    def wait(self) -> int:
        """Its exit status, once it has ended."""
        if self.returncode is None:
            self.returncode = int(self._told.readline())
            self._told.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send it a signal while it runs."""
        if self.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def __enter__(self) -> Forked:
        return self

    def __exit__(self, *_: object) -> None:
        for pipe in filter(None, (self.stdin, self.stdout, self.stderr)):
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
        self.wait()


class Commands:
    """Starts commands of zeren, each a process of its own."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            number = theirs.fileno()
            environment = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "200"}
            self._source = subprocess.Popen(
                [sys.executable, "-c", f"import sys; sys.path.append({str(Path(__file__).parent)!r})\n"
                 f"from forked import serve; command = serve({number})\nif command: sys.exit(command())"],
                pass_fds=[number], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            )  # fmt: skip
        self._socket = ours

    def start(
        self,
        arguments: list[str],
        cwd: Path | None,
        environment: Mapping[str, str],
        stderr: int | None = None,
    ) -> Forked:
        """Start a command whose streams are pipes of text; errors may go to a file of the caller's."""
        request = {"arguments": arguments, "cwd": str(cwd or Path.cwd()), "environment": dict(environment)}
        told, teller = socket.socketpair()
        (their_in, our_in), (our_out, their_out), (our_err, their_err) = (os.pipe() for _ in range(3))
        if stderr is not None:
            os.close(their_err)
            os.close(our_err)
            their_err = os.dup(stderr)
        pipes = {"stdin": _text(our_in, "w"), "stdout": _text(our_out, "r")}
        pipes |= {"stderr": _text(our_err, "r")} if stderr is None else {}
        with teller:
            given = [their_in, their_out, their_err, teller.fileno()]
            socket.send_fds(self._socket, [json.dumps(request).encode()], given)
        for number in (their_in, their_out, their_err):
            os.close(number)
        return Forked(told, pipes)

    def close(self) -> None:
        """End the process that commands are forked from."""
        self._socket.close()
        self._source.wait()


def _text(number: int, mode: str) -> Any:
    return os.fdopen(number, mode, encoding="utf-8", newline="" if mode == "w" else None)


@contextlib.contextmanager
def commands() -> Iterator[Any]:
    """A way to start commands: forked where that can be, else new interpreters."""
    if not _CAN:
        yield _started
        return
    running = Commands()
    try:
        yield running.start
    finally:
        running.close()


def _started(
    arguments: list[str], cwd: Path | None, environment: Mapping[str, str], stderr: int | None = None
) -> Any:
    return subprocess.Popen(
        [ZEREN, *arguments], cwd=cwd, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE if stderr is None else stderr, text=True, encoding="utf-8",
    )  # fmt: skip


def serve(number: int) -> Any:
    """Fork a process for each command that comes; in that process, what it is to do."""
    import gc

    _import_what_commands_import()
    gc.collect()
    gc.freeze()
    with socket.socket(fileno=number) as requests:
        while True:
            request, given, _, _ = socket.recv_fds(requests, _MOST, 4)
            _reap()
            if not request:
                return None
            if os.fork() == 0:
                requests.close()
                return _watched(json.loads(request), given)
            for each in given:
                os.close(each)


def _reap() -> None:
    """Let go of processes that have ended."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass


def _watched(request: Mapping[str, Any], given: list[int]) -> Any:
    """Fork once more: the process below runs the command, this one tells its number and how it ended."""
    *streams, teller = given
    pid = os.fork()
    if pid == 0:
        os.close(teller)
        for stream, number in enumerate(streams):
            os.dup2(number, stream)
            os.close(number)
        os.chdir(request["cwd"])
        os.environ.clear()
        os.environ.update(request["environment"])
        sys.argv = [str(ZEREN), *request["arguments"]]
        _open_streams()
        from zeren.cli import main

        return main
    for number in streams:
        os.close(number)
    os.write(teller, f"{pid}\n".encode())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    with contextlib.suppress(BrokenPipeError):
        os.write(teller, f"{status}\n".encode())
    os._exit(0)


def _open_streams() -> None:
    """Streams over what 0, 1 and 2 are now, as an interpreter opens them."""
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    if os.environ.get("PYTHONUNBUFFERED"):
        sys.stdout.reconfigure(write_through=True)


def _import_what_commands_import() -> None:
    import openpyxl  # noqa: F401
    import pyshacl  # noqa: F401
    import uvicorn  # noqa: F401

    from zeren import builder
    from zeren.extract.pipeline import pipeline

    builder.load()
    pipeline()

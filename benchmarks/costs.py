"""What work costs: the clock, the processor, memory of one process and of all, and the power it grows with."""

from __future__ import annotations

import json
import math
import os
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

clock = time.perf_counter


def processor() -> float:
    """Seconds of a processor that this process and those it has started and seen end have used."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds that `work` takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def memory() -> float:
    """The most megabytes that this process, or one that it started, has held at once."""
    return (
        max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        / 1024
    )


class Together:
    """The most megabytes that this process and all below it hold together, pages that they share counted once.

    `with Together() as all: ...` looks twice a second; `all.most` is 0 where the system does not tell.
    """

    def __init__(self) -> None:
        self.most = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Together:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(0.5):
            self.most = max(self.most, sum(map(_share, _family(os.getpid()))))


def _family(process: int) -> list[int]:
    """A process and all below it."""
    below = list[int]()
    for told in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            below += map(int, told.read_text().split())
        except OSError:
            continue
    return [process, *(one for child in below for one in _family(child))]


def _share(process: int) -> float:
    """The megabytes of a process, of what it shares with others its part."""
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")) / 1024


def size_of(folder: Path) -> float:
    """Megabytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def power(sizes: Sequence[float], costs: Sequence[float]) -> tuple[float, float]:
    """The power of the size that costs grow with (1: in proportion), fitted to all of them, and how well it fits (R²)."""
    x, y = [math.log(one) for one in sizes], [math.log(one) for one in costs]
    return statistics.linear_regression(x, y).slope, statistics.correlation(x, y) ** 2


def apart(script: str, arguments: Iterable[object]) -> Mapping[str, Any]:
    """What a script prints as its last line, as JSON, run in a process of its own."""
    command = [sys.executable, script, *map(str, arguments)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: Mapping[str, Any] = json.loads(told.splitlines()[-1])
    return found

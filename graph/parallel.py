"""A pure function over many things on several cores: results in order, memory flat, no worker left behind."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

_AHEAD, _FAR_AHEAD = 4, 64
"""Results a worker may be ahead of whoever takes them, who may be busy with something else for a while."""
_BYTES_AHEAD = 2_000_000


def cores(work: int, least: int) -> int:
    """All cores where there is at least as much work as makes starting processes pay, else one."""
    return (os.cpu_count() or 1) if work >= least else 1


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no cycles among the records of one document: there are none, and the looking took a tenth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def each(
    function: Callable[[T], R], things: Iterable[T], workers: int, largest: int | None = None
) -> Iterator[R]:
    """Yield `function` of each thing, in order, from that many processes; with one or fewer from this one.

    Function, things and results are pickled. What a lost worker (out of memory) was to do is done here.
    `largest` bounds the bytes that a result is made of: workers may go further ahead where that is little.
    """
    ahead = _AHEAD if largest is None else _BYTES_AHEAD // max(largest, 1)
    ahead = min(max(ahead, _AHEAD), _FAR_AHEAD)
    if workers <= 1:
        yield from map(function, things)
        return
    # Workers are spawned, not forked: a store that is open here has threads and locks of its own.
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _leave_with_parent)
    try:
        promised: deque[Callable[[], R]] = deque()
        for thing in things:
            promised.append(_promise(pool, function, thing))
            if len(promised) > workers * ahead:
                yield promised.popleft()()
        yield from (promise() for promise in promised)
    finally:
        pool.shutdown(cancel_futures=True)


def _promise(pool: ProcessPoolExecutor, function: Callable[[T], R], thing: T) -> Callable[[], R]:
    here = partial(function, thing)
    try:
        future = pool.submit(function, thing)
    except BrokenExecutor:
        return here

    def result() -> R:
        try:
            return future.result()
        except BrokenExecutor:
            return here()

    return result


def _leave_with_parent() -> None:
    """End a worker with the process that started it, however that ends; Ctrl-C is that process's to hear."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()

"""What Oxigraph does beside a build: its RocksDB puts files together in threads of its own, and these give way.

Whenever two files have come in, RocksDB would write them anew together with all that is there, so that a store of n loads
is written n² / 4 times. While the threads that do this have to wait, more files come in and are put together at once.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

_THREADS = "rocksdb:low"
_LAST = 19


def give_way(to: int = _LAST) -> None:
    """Let the threads that put files together have the time that nobody else wants; they can be told so on Linux only.

    `to` is their nice value; only root may set one that is less than it was.
    """
    for named in Path("/proc/self/task").glob("*/comm"):
        try:
            if named.read_text().startswith(_THREADS):
                os.setpriority(os.PRIO_PROCESS, int(named.parent.name), to)
        except OSError:
            continue


def give_back() -> None:
    """Give the memory back that is free between what is held; where the C library is one that can (glibc)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
    if trim:
        trim(0)

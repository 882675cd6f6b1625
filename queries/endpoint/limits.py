"""How much a query may take, and how many may be asked at once."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

_MB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """What is granted to a query and to all of them together.

    `seconds` is the time a query may take, not counting how long its client takes to read the answer; a client
    that takes nothing for so long is let go. `memory` is what a query may take beside the store's own, where the
    system can hold a process to that (Linux). `result` is in bytes as they are sent, `request` as they come in.
    `kept_rows` and `kept` are the same for an answer that the server has to hold whole, as for a workbook.
    `workers` answer at a time, and as many more see to what takes long. `waiting` questions may wait for a
    worker, a question after those is turned away.
    """

    seconds: float = 30.0
    rows: int = 1_000_000
    memory: int = 1024 * _MB
    result: int = 256 * _MB
    request: int = _MB
    kept_rows: int = 200_000
    kept: int = 64 * _MB
    workers: int = field(default_factory=lambda: max(4, os.cpu_count() or 1))
    waiting: int = 128

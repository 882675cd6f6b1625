"""What the server and its workers say to each other: frames of a kind, a length and so many bytes."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass
from enum import IntEnum
from typing import Any

HEAD = struct.Struct(">BI")
"""The head of a frame."""


class Frame(IntEnum):
    """Kinds of frames; a worker says READY once, and for each JOB it is given TAKEN, then OPEN, DATA … and END,
    or FAILED at any place."""

    READY = 1
    JOB = 2
    TAKEN = 3
    OPEN = 4
    DATA = 5
    END = 6
    FAILED = 7


@dataclass(frozen=True, slots=True)
class Job:
    """One query with what it may take; `rows_as` and `triples_as` are formats, empty where none would do.

    `default` and `named` are the graphs that the request names; both None where it names none.
    """

    store: str
    query: str
    rows_as: str
    triples_as: str
    seconds: float
    rows: int
    memory: int
    result: int
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None


def packed(kind: Frame, content: bytes = b"") -> bytes:
    """A frame as bytes."""
    return HEAD.pack(kind, len(content)) + content


def told(kind: Frame, /, **values: Any) -> bytes:
    """A frame that holds values."""
    return packed(kind, json.dumps(values).encode())


def job_as_bytes(job: Job) -> bytes:
    """The frame that gives a job to a worker."""
    return told(Frame.JOB, **asdict(job))


def job_of(content: bytes) -> Job:
    """The job in the content of such a frame."""
    return Job(**json.loads(content))

"""The store as the last whole build left it, held still in hard links while a next build writes.

A reader of the store itself loses files as soon as a writer puts them together anew; a snapshot keeps them,
and costs no room until then.
"""

from __future__ import annotations

import os
import shutil
import weakref
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from .errors import StoreError
from .manifest import Manifest
from .store import Store

FOLDER = "serving"
_numbers = count(1)


@dataclass(slots=True)
class Snapshot:
    """One state of the store; `users` read it, and it goes when it is `outdated` and the last of them lets go."""

    path: Path
    stamp: str
    users: int = 0
    outdated: bool = False

    def hold(self) -> Snapshot:
        """One more reads it."""
        self.users += 1
        return self

    def release(self) -> None:
        """One less reads it."""
        self.users -= 1
        self._tidy()

    def outdate(self) -> None:
        """No one begins to read it any more."""
        self.outdated = True
        self._tidy()

    def _tidy(self) -> None:
        if self.outdated and self.users <= 0 and self.path.parent.name == FOLDER:
            shutil.rmtree(self.path, ignore_errors=True)


def stamp(store: Path) -> str:
    """What changes with every build and every judgement; cheap enough to be asked before each query."""
    for path in (store / "sources.json", store / "quads" / "CURRENT"):
        try:
            found = path.stat()
        except OSError:
            continue
        return f"{path.name} {found.st_mtime_ns} {found.st_ino} {found.st_size}"
    return ""


def is_whole(store: Path) -> bool:
    """Whether no build is under way or was stopped, as far as the store's folder tells."""
    return not Manifest.load(store).stopped


def take(store: Path) -> Snapshot:
    """A snapshot of the store in a folder; the folder itself where it takes no links. Raises StoreError."""
    seen = stamp(store)
    opened = Store.read(store)
    path = store / FOLDER / f"{os.getpid()}-{next(_numbers)}"
    try:
        path.mkdir(parents=True)
        opened.copy(path)
    except (OSError, StoreError):
        shutil.rmtree(path, ignore_errors=True)
        return Snapshot(store, seen)
    return Snapshot(path, seen)


def held(store: Path) -> Store:
    """The store in a folder, opened for reading as it is now, whatever a writer does to its files. Raises StoreError."""
    taken = take(store)
    opened = Store.read(taken.path)
    opened.path = store
    weakref.finalize(opened, taken.outdate)
    return opened


def sweep(store: Path) -> None:
    """Remove the snapshots of processes that are no more."""
    folder = store / FOLDER
    for path in folder.iterdir() if folder.is_dir() else ():
        owner = path.name.partition("-")[0]
        if not (owner.isdigit() and _is_alive(int(owner))):
            shutil.rmtree(path, ignore_errors=True)


def _is_alive(process: int) -> bool:
    if process == os.getpid():
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True

"""The store as it is now: opened for reading, and opened again when a build or a judgement has changed it."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from pathlib import Path

from ...graph import snapshot
from ...graph.errors import StoreError
from ...graph.manifest import Manifest
from ...graph.store import Store
from ...ontology.iri import BASE

_MANIFEST = "sources.json"


@dataclass(frozen=True, slots=True)
class Edition:
    """The store between two changes; `number` tells one edition from the next, `base` begins its identifiers."""

    store: Store
    number: int
    base: str
    manifest: Manifest


class Live:
    """The store in a folder. While a build writes, the edition before it goes on answering."""

    def __init__(self, path: Path) -> None:
        """`path` need not hold a store yet."""
        self.path = path
        self._lock = threading.Lock()
        self._mark: tuple[int, ...] = ()
        self._edition: Edition | None = None
        self.building = False
        """Whether a build was writing when the store was last looked at."""

    def now(self) -> Edition:
        """The newest edition that is whole. Raises StoreError where there is none."""
        mark = _mark(self.path)
        edition = self._edition
        if edition is not None and mark == self._mark:
            return edition
        with self._lock:
            if self._edition is None or mark != self._mark:
                self._open(mark)
            assert self._edition is not None
            return self._edition

    def _open(self, mark: tuple[int, ...]) -> None:
        manifest = Manifest.load(self.path)
        self.building = manifest.stopped
        if self._edition is not None and mark and manifest.stopped:
            return
        try:
            store = snapshot.held(self.path)
        except StoreError:
            if self._edition is None or not mark:
                self._edition = None
                raise
            return
        number = self._edition.number + 1 if self._edition else 1
        self._edition, self._mark = Edition(store, number, manifest.base or BASE, manifest), mark


def _mark(path: Path) -> tuple[int, ...]:
    """What changes when a build begins or ends; empty where there is no store."""
    try:
        found = os.stat(path / _MANIFEST)
    except OSError:
        return ()
    return (found.st_mtime_ns, found.st_size, found.st_ino)

"""Tables of the user's own, kept in the folder of a store: what its next builds read beside the packaged ones."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from .authority import load
from .changes import reforms
from .subjects import subjects
from .tables import BadTable

TABLES = ("names.csv", "kinds.csv", "places.csv", "former.csv", "labels.csv", "changes.csv", "subjects.csv")
_KEPT = "names"


def own_tables(directory: Path) -> tuple[Path, ...]:
    """The folder of the tables kept in a store's folder, or nothing where there are none."""
    kept = directory / _KEPT
    return (kept,) if kept.is_dir() else ()


def keep(given: Path, directory: Path) -> None:
    """Put the tables `given` in the place of those kept in `directory`; a file counts as names.csv.

    Raises BadTable, and then keeps those that were there; FileNotFoundError where nothing is given.
    """
    fresh, kept = directory / f"{_KEPT}.new", directory / _KEPT
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    try:
        for table, name in _tables(given):
            shutil.copyfile(table, fresh / name)
        load(fresh)
        reforms(fresh)
        subjects(fresh)
    except (BadTable, OSError):
        shutil.rmtree(fresh)
        raise
    shutil.rmtree(kept, ignore_errors=True)
    fresh.rename(kept)


def _tables(given: Path) -> Iterator[tuple[Path, str]]:
    if not given.is_dir():
        yield given, TABLES[0]
        return
    found = [given / name for name in TABLES if (given / name).is_file()]
    if not found:
        raise BadTable(f"{given}: none of the tables {', '.join(TABLES)} is in there")
    yield from ((table, table.name) for table in found)

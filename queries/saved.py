"""Queries that people keep under a name, each with all its versions, in a file beside the store.

A version is only ever added: a query that is dropped is hidden, and keeping it again shows all of it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from .errors import QueryError

if sys.platform != "win32":
    import fcntl

FILE, LOCK = "saved-queries.json", "saved-queries.lock"
_LONGEST_NAME, _LONGEST_TEXT, _MOST = 120, 100_000, 32_000_000


class BadSaved(QueryError):
    """A query that cannot be kept, or a file of kept queries that cannot be read."""


@dataclass(frozen=True, slots=True)
class Version:
    """A query as it was kept once; `time` is in ISO 8601."""

    text: str
    time: str
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """A query under its name, the oldest version first."""

    name: str
    versions: tuple[Version, ...]
    dropped: bool = False


def saved(folder: Path) -> tuple[Saved, ...]:
    """What is kept beside the store in `folder`, what was dropped too. Raises BadSaved where that cannot be read."""
    path = folder / FILE
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return tuple(
            Saved(
                str(one["name"]),
                tuple(Version(**version) for version in one["versions"]),
                bool(one.get("dropped", False)),
            )
            for one in kept["queries"]
        )
    except FileNotFoundError:
        return ()
    except (ValueError, TypeError, KeyError):
        raise BadSaved(f"{path} cannot be read; mend it or move it away, it is left as it is") from None


def keep(folder: Path, name: str, version: Version) -> Saved:
    """Keep a version under a name; the one that is there already is not kept twice. Raises BadSaved."""
    name = " ".join(name.split())
    if not 0 < len(name) <= _LONGEST_NAME:
        raise BadSaved(f"a name has 1 to {_LONGEST_NAME} characters")
    if not version.text.strip() or len(version.text) > _LONGEST_TEXT:
        raise BadSaved(f"a query has 1 to {_LONGEST_TEXT} characters")

    def kept(before: Saved) -> Saved:
        same = before.versions and before.versions[-1].text == version.text
        return Saved(name, before.versions if same else (*before.versions, version))

    return _change(folder, name, kept)


def drop(folder: Path, name: str) -> Saved:
    """Hide what is kept under a name. Raises BadSaved where nothing is."""

    def dropped(before: Saved) -> Saved:
        if not before.versions:
            raise BadSaved(f"no query is kept as {name!r}")
        return replace(before, dropped=True)

    return _change(folder, name, dropped)


def _change(folder: Path, name: str, change: Callable[[Saved], Saved]) -> Saved:
    try:
        with _locked(folder / LOCK):
            queries = {one.name: one for one in saved(folder)}
            changed = queries[name] = change(queries.get(name, Saved(name, ())))
            _write(folder / FILE, list(queries.values()))
    except OSError as problem:
        raise BadSaved(f"{folder / FILE} cannot be written: {problem.strerror}") from None
    return changed


def _write(path: Path, queries: Sequence[Saved]) -> None:
    content = json.dumps({"queries": [asdict(one) for one in queries]}, ensure_ascii=False, indent=1)
    if len(content) > _MOST:
        raise BadSaved(f"{path} is full; move it away to begin a new one")
    temporary = path.with_suffix(".new")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Others who would write wait."""
    with path.open("a") as file:
        if sys.platform != "win32":
            fcntl.flock(file, fcntl.LOCK_EX)
        yield

"""Loads what is known beforehand, and looks it up: places and kinds of bodies.

Tables are plain CSV; a folder given to `load` adds to the packaged ones, so new rows need no code.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from ..ontology.model import Kind, Level, Place

PACKAGED = files(__package__)
NATION = "000000"
_LONGEST = 15
"""Characters in the longest name of a place."""


@dataclass(frozen=True)
class Authority:
    """Places by code and by name, kinds of bodies by every stem they are known under."""

    places: dict[str, Place]
    named: dict[str, tuple[Place, ...]]
    kinds: dict[str, Kind]
    names: dict[str, tuple[str, ...]]
    """The stems of each kind, by its key."""

    def lineage(self, place: Place) -> Iterator[Place]:
        """The place itself, then the places above it, up to the nation."""
        current: Place | None = place
        while current:
            yield current
            current = self.places.get(current.parent) if current.code != NATION else None

    def prefix(self, text: str) -> str:
        """The longest name of a place that `text` begins with, or an empty string."""
        for length in range(min(len(text), _LONGEST), 1, -1):
            if text[:length] in self.named:
                return text[:length]
        return ""

    @property
    def nation(self) -> Place:
        """中华人民共和国."""
        return self.places[NATION]


@cache
def load(*folders: Traversable) -> Authority:
    """The packaged tables, those of the sample, and those in `folders` (places.csv, kinds.csv)."""
    sources = (PACKAGED, PACKAGED / "sample", *folders)
    places = {place.code: place for folder in sources for place in _places(folder)}
    kinds: dict[str, Kind] = {}
    names: dict[str, tuple[str, ...]] = {}
    for folder in sources:
        for kind, stems in _kinds(folder):
            names[kind.key] = stems
            kinds.update(dict.fromkeys(stems, kind))
    return Authority(places, _by_name(places.values()), kinds, names)


def _rows(folder: Traversable, name: str) -> Iterator[dict[str, str]]:
    table = folder / name
    if table.is_file():
        yield from csv.DictReader(table.read_text(encoding="utf-8").splitlines())


def _places(folder: Traversable) -> Iterator[Place]:
    for row in _rows(folder, "places.csv"):
        yield Place(row["code"], row["name"], row["short"], Level(row["level"]), row["parent"])


def _kinds(folder: Traversable) -> Iterator[tuple[Kind, tuple[str, ...]]]:
    for row in _rows(folder, "kinds.csv"):
        stems = dict.fromkeys([row["kind"], row["name"], row["short"], *row["aliases"].split("|")])
        yield Kind(row["kind"], row["name"], row["system"]), tuple(stem for stem in stems if stem)


def _by_name(places: Iterable[Place]) -> dict[str, tuple[Place, ...]]:
    named: dict[str, list[Place]] = {}
    for place in places:
        for name in {place.name, place.short}:
            named.setdefault(name, []).append(place)
    return {name: tuple(found) for name, found in named.items()}

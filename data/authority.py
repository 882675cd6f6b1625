"""Loads what is known beforehand, and looks it up: places and kinds of bodies.

Tables are plain CSV; a folder given to `load` adds to the packaged ones, so new rows need no code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable

from ..ontology.model import Kind, Level, Place
from .tables import BadTable, digest, rows

PACKAGED = files(__package__)
NATION = "000000"
_LEVELS = {level.value: level for level in Level}

__all__ = ["NATION", "PACKAGED", "Authority", "BadTable", "load"]


@dataclass(frozen=True)
class Authority:
    """Places by code and by name, kinds of bodies by every stem they are known under."""

    places: dict[str, Place]
    named: dict[str, tuple[Place, ...]]
    """Places by each of their names, former ones among them."""
    kinds: dict[str, Kind]
    names: dict[str, tuple[str, ...]]
    """The stems of each kind, by its key."""
    labels: dict[tuple[str, str], tuple[str, tuple[str, ...]]]
    """What a kind is called in a place that departs from the rule, and at which levels, by kind and code."""
    aliases: dict[tuple[str, str], str]
    """What a name of the user's own means, by the name and the code of the place whose plans print it."""

    def lineage(self, place: Place) -> Iterator[Place]:
        """The place itself, then the places above it, up to the nation."""
        current: Place | None = place
        while current:
            yield current
            current = self.places.get(current.parent) if current.code != NATION else None

    def place(self, code: str) -> Place | None:
        """The place of that code; a town's is its county's with its name (320206-洛社镇), for no table has it."""
        county, _, name = code.partition("-")
        above = self.places.get(county) if name else None
        return self.town(name, above) if above else self.places.get(code)

    def town(self, name: str, above: Place) -> Place:
        """The town (乡镇、街道) of that name in a county, or in a city that has no counties."""
        return Place(f"{above.code}-{name}", name, name, Level.TOWNSHIP, above.code)

    def below(self, place: Place) -> tuple[Place, ...]:
        """The places right below one, by code."""
        return self._below.get(place.code, ())

    def prefix(self, text: str) -> str:
        """The longest name of a place that `text` begins with, or an empty string."""
        for length in self._lengths.get(text[:2], ()):
            if text[:length] in self.named:
                return text[:length]
        return ""

    def alias(self, name: str, place: Place | None) -> str | None:
        """What `name` means by the user's own tables in plans of `place`, of those above it, or anywhere."""
        if not self.aliases:
            return None
        codes = [here.code for here in self.lineage(place)] if place else []
        found = (self.aliases.get((name, code)) for code in [*codes, ""])
        return next((means for means in found if means), None)

    def label(self, kind: Kind, place: Place) -> str | None:
        """The name that bodies of `kind` go by in `place` without the place, where the tables tell one."""
        for here in self.lineage(place):
            name, levels = self.labels.get((kind.key, here.code), ("", ()))
            if place.level.value in levels:
                return name
        return None

    @property
    def nation(self) -> Place:
        """中华人民共和国."""
        return self.places[NATION]

    @cached_property
    def _below(self) -> dict[str, tuple[Place, ...]]:
        found: dict[str, list[Place]] = {}
        for place in sorted(self.places.values(), key=lambda place: place.code):
            found.setdefault(place.parent, []).append(place)
        return {code: tuple(places) for code, places in found.items()}

    @cached_property
    def pairs(self) -> frozenset[str]:
        """All characters that stand side by side in a stem."""
        return frozenset(stem[at : at + 2] for stem in self.kinds for at in range(len(stem) - 1))

    @cached_property
    def similar(self) -> dict[str, tuple[str, ...]]:
        """Stems by their first and last character."""
        found: dict[str, list[str]] = {}
        for stem in self.kinds:
            found.setdefault(stem[0] + stem[-1], []).append(stem)
        return {ends: tuple(stems) for ends, stems in found.items()}

    @cached_property
    def titles(self) -> dict[tuple[str, str], str]:
        """What was already put together by `titles.title`, by kind and code; it keeps that bounded."""
        return {}

    @cached_property
    def _lengths(self) -> dict[str, tuple[int, ...]]:
        """How long the names of places are, by their first two characters, longest first."""
        found: dict[str, set[int]] = {}
        for name in self.named:
            found.setdefault(name[:2], set()).add(len(name))
        return {start: tuple(sorted(lengths, reverse=True)) for start, lengths in found.items()}


def load(*folders: Traversable) -> Authority:
    """The packaged tables, those of the sample, and those in `folders`; each set of tables is read once.

    A folder may hold places.csv, former.csv, kinds.csv, labels.csv and names.csv (see README.md). Raises
    BadTable.
    """
    return _load(tuple((folder, digest(folder)) for folder in folders))


@cache
def _load(given: tuple[tuple[Traversable, str], ...]) -> Authority:
    sources = (PACKAGED, PACKAGED / "sample", *(folder for folder, _ in given))
    places = {place.code: place for folder in sources for place in _places(folder)}
    kinds: dict[str, Kind] = {}
    names: dict[str, tuple[str, ...]] = {}
    for folder in sources:
        for kind, stems in _kinds(folder):
            names[kind.key] = stems
            kinds.update(dict.fromkeys(stems, kind))
    former = [(name, places[code]) for folder in sources for name, code in _former(folder, places)]
    labels = dict(label for folder in sources for label in _labels(folder))
    own = dict(alias for folder, _ in given for alias in _aliases(folder, places))
    return Authority(places, _by_name(places.values(), former), kinds, names, labels, own)


def _places(folder: Traversable) -> Iterator[Place]:
    for code, name, short, level, parent in rows(
        folder, "places.csv", ("code", "name", "short", "level", "parent")
    ):
        if level not in _LEVELS:
            raise BadTable(f"places.csv: {name} has the level {level!r}; take one of {', '.join(_LEVELS)}")
        yield Place(code, name, short, _LEVELS[level], parent)


def _former(folder: Traversable, places: dict[str, Place]) -> Iterator[tuple[str, str]]:
    for name, code in rows(folder, "former.csv", ("name", "code")):
        if code not in places:
            raise BadTable(f"former.csv: {name} has the code {code!r}, which no place has")
        yield name, code


def _kinds(folder: Traversable) -> Iterator[tuple[Kind, tuple[str, ...]]]:
    required, optional = ("kind", "name", "short", "aliases"), ("levels", "system", "place", "since", "until")
    for key, name, short, aliases, levels, system, place, since, until in rows(
        folder, "kinds.csv", required, optional
    ):
        stems = dict.fromkeys([key, name, *short.split("|"), *aliases.split("|")])
        if not key or not name or not set(levels.split()) <= _LEVELS.keys():
            raise BadTable(f"kinds.csv: {key} needs a kind, a name and levels out of {', '.join(_LEVELS)}")
        known = tuple(_LEVELS[level] for level in levels.split())
        yield (
            Kind(key, name, system, known, place, _year(since), _year(until)),
            tuple(stem for stem in stems if stem),
        )


def _year(printed: str) -> int | None:
    return int(printed) if printed.isdecimal() else None


def _labels(folder: Traversable) -> Iterator[tuple[tuple[str, str], tuple[str, tuple[str, ...]]]]:
    for kind, place, levels, name in rows(folder, "labels.csv", ("kind", "place", "levels", "name")):
        yield (kind, place), (name, tuple(levels.split()))


def _aliases(folder: Traversable, places: dict[str, Place]) -> Iterator[tuple[tuple[str, str], str]]:
    """names.csv; a place is a code or a name that one place alone has, or empty for plans of every place."""
    codes: dict[str, list[str]] = {}
    for known in places.values():
        codes.setdefault(known.name, []).append(known.code)
    for name, place, means in rows(folder, "names.csv", ("name", "place", "means")):
        found = [place] if place in places or not place else codes.get(place, [])
        if len(found) != 1 or not name or not means:
            raise BadTable(
                f"names.csv: {name or 'a row without a name'}: needs a name, what it means, and as its place "
                f"a code or the full name of one place alone, not {place!r}"
            )
        yield ("".join(name.split()), found[0]), means


def _by_name(places: Iterable[Place], former: Iterable[tuple[str, Place]]) -> dict[str, tuple[Place, ...]]:
    named: dict[str, list[Place]] = {}
    for place in places:
        named.setdefault(place.name, []).append(place)
        if place.short != place.name:
            named.setdefault(place.short, []).append(place)
    for name, place in former:
        named.setdefault(name, []).append(place)
    return {name: tuple(found) for name, found in named.items()}

"""What reforms did to kinds of bodies: 法制办 into 司法局 in 2018, 扶贫办 into 乡村振兴局 in 2021 …"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable

from ..ontology.model import ChangeKind, Level, Reform
from .authority import PACKAGED
from .tables import BadTable, digest, rows

_LEVELS = (Level.NATIONAL, Level.PROVINCIAL, Level.PREFECTURAL, Level.COUNTY)
_REQUIRED = ("event", "change", "from", "to", *(level.value for level in _LEVELS))
_OPTIONAL = ("name_kept", "except", "basis")


def reforms(*folders: Traversable) -> tuple[Reform, ...]:
    """The packaged reforms and those in `folders` (changes.csv), in the order of the tables. Raises BadTable."""
    return _reforms(tuple((folder, digest(folder)) for folder in folders))


@cache
def _reforms(given: tuple[tuple[Traversable, str], ...]) -> tuple[Reform, ...]:
    read = (one for folder in (PACKAGED, *(folder for folder, _ in given)) for one in _read(folder))
    return tuple({reform.key: reform for reform in read}.values())


def _read(folder: Traversable) -> Iterator[Reform]:
    for key, change, before, after, *days, kept, exempt, basis in rows(
        folder, "changes.csv", _REQUIRED, _OPTIONAL
    ):
        try:
            by_level = {
                level: date.fromisoformat(day) for level, day in zip(_LEVELS, days, strict=True) if day
            }
            kind = ChangeKind(change)
        except ValueError as wrong:
            raise BadTable(f"changes.csv: {key}: {wrong}") from None
        yield Reform(
            key,
            kind,
            tuple(before.split("|")),
            tuple(after.split("|")),
            by_level,
            kept == "yes",
            frozenset(filter(None, exempt.split("|"))),
            basis,
        )

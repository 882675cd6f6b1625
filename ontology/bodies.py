"""Institutions, places and what became of them, as plain records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum

from .iri import Name


class Level(Enum):
    """The level of government (层级), highest first; `rank` counts downwards from 0."""

    NATIONAL = "nation"
    PROVINCIAL = "province"
    PREFECTURAL = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"

    @property
    def rank(self) -> int:
        """0 for the nation, 4 for a township."""
        return list(Level).index(self)


class ChangeKind(StrEnum):
    """What a reform did to bodies: 更名, 合并, 拆分, 职能划转, 改变隶属; after the first three they are no more."""

    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    FUNCTIONS_MOVED = "functions"
    """Some duties went to another body; the one that had them goes on."""
    TRANSFERRED = "transferred"
    """The body goes on under another authority."""

    @property
    def ends(self) -> bool:
        """Whether the body is no more and its successors answer for its duties."""
        return self in (ChangeKind.RENAMED, ChangeKind.MERGED, ChangeKind.SPLIT)


@dataclass(frozen=True, slots=True)
class Place:
    """A jurisdiction (行政区划) with its GB/T 2260 code; `parent` is the code of the place above."""

    code: str
    name: str
    short: str
    level: Level
    parent: str


_LEADING = frozenset(("党委", "委办", "政府", "政府办", "人大", "人大常委会", "政协"))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of body: 市司法局 and 区司法局 are two bodies of the one kind 司法局.

    `levels` is where it occurs, and `place` the code of the one place that has it, where that is known.
    `since` and `until` are the first and last year of such bodies; None is unknown, or still there.
    """

    key: str
    name: str
    system: str
    levels: tuple[Level, ...] = ()
    place: str = ""
    since: int | None = None
    until: int | None = None

    @property
    def leading(self) -> bool:
        """Whether such a body speaks for its place as a whole, and is no department (部门) of it."""
        return self.key in _LEADING


@dataclass(frozen=True, slots=True)
class Reform:
    """What one reform did to kinds of bodies: those `before` it, those `after` it, and by when at each level.

    `days` is the national day of the event, and for other levels the day by which the reform had to be done
    there; a level without a day has no such event, nor have the places `exempt`. `name_kept` says that the
    old name stays as a second name of the successor (加挂牌子).
    """

    key: str
    kind: ChangeKind
    before: tuple[str, ...]
    after: tuple[str, ...]
    days: dict[Level, date]
    name_kept: bool
    exempt: frozenset[str]
    basis: str


@dataclass(frozen=True, slots=True)
class Institution:
    """One body (机构), or with `group` a phrase that names several (各区县政府).

    `place` is None where the plan does not say where it applies; `scope` then keeps the bodies of
    different plans apart. `kind` is None for a group.
    """

    id: Name
    label: str
    place: Place | None
    scope: str
    kind: Kind | None = None
    group: bool = False


@dataclass(frozen=True, slots=True)
class ChangeEvent:
    """A reform in one place (机构变动): the bodies there before it and after it."""

    id: Name
    label: str
    reform: Reform
    day: date
    before: tuple[Institution, ...]
    after: tuple[Institution, ...]


@dataclass(frozen=True, slots=True)
class Membership:
    """A group and the bodies known to be in it; `basis` is how: places, named or defined."""

    group: Institution
    members: tuple[Institution, ...]
    basis: str

"""Plans of governments under one another: a province's, its cities', their counties', each made from the one above."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from zeren.ontology.model import Level, Place

from .bodies import STYLES, authority, mark
from .clauses import FORMS, TABLE
from .made import Noise, Plan
from .matters import OUTLINE, Matter, below, first, outline, words
from .noise import finished
from .writing import Draft, write

_PERIODS = [(2021, 2025), (2023, 2025), (2016, 2020), (2026, 2030), (2024, 2026)]
_KINDS = {
    Level.PROVINCIAL: ("实施方案", "行动方案", "实施意见"),
    Level.PREFECTURAL: ("工作方案", "行动计划", "实施方案"),
    Level.COUNTY: ("任务清单", "推进方案", "工作方案"),
}
_MIXED = 0.2
"""The share of clauses that are not in the plan's own form."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is made: from which seed, how many tasks a plan (0: some thirty), in which forms, with which noise."""

    seed: int = 0
    tasks: int = 0
    forms: tuple[str, ...] = (*FORMS, TABLE)
    styles: tuple[str, ...] = STYLES
    noise: Noise = field(default_factory=Noise)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a plan below needs of the plan above it."""

    name: str
    title: str
    number: str
    matters: tuple[Matter, ...]
    period: tuple[int, int]


def plans(count: int, recipe: Recipe = Recipe()) -> Iterator[Plan]:
    """So many plans, each after the one that it carries out; the same recipe gives the same plans.

    A province with its cities and their counties, then the next province; when all places of the country have a
    plan on one subject, they get one on the next. Nothing is kept but the plans right above.
    """
    ways = _places(recipe.seed)
    subjects = words()["subject"]
    for number in range(count):
        turn, at = divmod(number, len(ways))
        subject = subjects[turn % len(subjects)]
        period = _PERIODS[turn // len(subjects) % len(_PERIODS)]
        batch = turn // (len(subjects) * len(_PERIODS))
        yield _plan(ways[at], subject["name"], period, batch, recipe)


@lru_cache(maxsize=4)
def _places(seed: int) -> tuple[Place, ...]:
    """All places with plans: a province, a city of it, the counties of the city, and so on."""
    known, dice = authority(), random.Random(seed)
    provinces = [p for p in known.below(known.nation) if not p.code.startswith(("99", "71", "81", "82"))]
    dice.shuffle(provinces)
    return tuple(place for province in provinces for place in _with_those_below(province))


def _with_those_below(place: Place) -> Iterator[Place]:
    if len(mark(place)) == 1 or mark(place) == "自治区":
        yield place
        for one in authority().below(place):
            yield from _with_those_below(one)


@lru_cache(maxsize=256)
def _known(place: Place, subject: str, period: tuple[int, int], batch: int, recipe: Recipe) -> _Known:
    """Title, number and matters of the plan of a place, made from those of the plan above."""
    dice = _dice(recipe, "what", place, subject, period, batch)
    above = _above(place, subject, period, batch, recipe)
    if above is None:
        matters = [_dated(m, dice, period) for m in first(dice, _subject(subject), recipe.tasks)]
        return _Known(OUTLINE if _subject(subject).get("outline") else "", "", "", tuple(matters), period)
    matters = [_dated(m, dice, period) for m in below(dice, above.matters, _subject(subject), recipe.tasks)]
    years = f"（{period[0]}{dice.choice('—－-')}{period[1]}年）"
    kind = dice.choice(_KINDS[place.level]) + ("" if not batch else f"第{batch}批")
    number = f"{place.short[0]}政发〔{period[0]}〕{dice.randint(1, 60)}号"
    name = f"{place.code}-{_order(subject):02}-{period[0]}{period[1]}-{batch}"
    return _Known(name, f"{place.name}{subject}{kind}{years}", number, tuple(matters), period)


def _above(place: Place, subject: str, period: tuple[int, int], batch: int, recipe: Recipe) -> _Known | None:
    """The plan above the plan of a place; above a province's the nation's; None above that."""
    known = authority()
    if place.level is Level.NATIONAL:
        return None
    return _known(known.places[place.parent], subject, period, batch, recipe)


def _dated(matter: Matter, dice: random.Random, period: tuple[int, int]) -> Matter:
    year = matter.year or dice.randint(period[0] + 1, period[1])
    return replace(matter, year=min(year, period[1] + 1))


def _subject(name: str) -> dict[str, object]:
    return next(s for s in words()["subject"] if s["name"] == name)


def _order(name: str) -> int:
    return [s["name"] for s in words()["subject"]].index(name)


def _dice(recipe: Recipe, *what: object) -> random.Random:
    return random.Random(f"{recipe.seed} {recipe.tasks} {' '.join(map(str, what))}")


def _plan(place: Place, subject: str, period: tuple[int, int], batch: int, recipe: Recipe) -> Plan:
    here = _known(place, subject, period, batch, recipe)
    above = _above(place, subject, period, batch, recipe)
    assert above is not None
    dice = _dice(recipe, "how", place, subject, period, batch, recipe.forms, recipe.styles)
    own = dice.choice(recipe.forms)
    others = [form for form in recipe.forms if form != TABLE]
    draft = Draft(
        place=place,
        title=here.title,
        number=here.number,
        matters=here.matters,
        parent=(above.title, above.number),
        uppers=_uppers(above, here.matters),
        tabled=own == TABLE,
        forms=[own if dice.random() >= _MIXED else dice.choice(others or [own]) for _ in here.matters],
        styles=[dice.choice(recipe.styles) for _ in here.matters],
        subject=subject,
        period=period,
        upper_name=above.name,
    )
    page = write(draft, dice)
    return finished(here.name, page, recipe.noise, dice)


def _uppers(above: _Known, matters: tuple[Matter, ...]) -> list[str]:
    """By matter, the number of the item above that it carries out, as printed without punctuation."""
    if above.name == OUTLINE:
        labels = [label for label, _, _ in outline()]
        return ["" if m.above is None else labels[m.above] for m in matters]
    if not above.title:
        return [""] * len(matters)
    return ["" if m.above is None else str(m.above + 1) for m in matters]

"""What plans ask for, and how a plan below takes it over: kept, reworded, narrowed, moved in time, dropped, added to."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from zeren.data.catalogue import catalogues
from zeren.extract.catalogue import extract_catalogue
from zeren.ontology.model import Task

from .bodies import authority

_NOUN = re.compile(
    r"(?!制定|加快|推进|完善).{1,6}(?:[单制批项查度划例台置源境规案书室网点库员录见]|管理|执法|立法|调解|复议|应诉|公开|培训|机制)"
)
OUTLINE = "2021"
"""The national outline that plans of the subject that has one come from."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to be done: 规范 + 湖区 + 涉企检查计划, by when, how far, by which kinds of bodies.

    `heading` is a heading to be kept; `above` is which of the matters of the plan above it carries out, and `change` how.
    """

    verb: int
    synonym: int
    field: str
    thing: str
    year: int
    month: int
    share: int
    kinds: tuple[str, ...]
    heading: str = ""
    above: int | None = None
    change: str = ""

    @property
    def action(self) -> str:
        """The verb as printed."""
        verb: str = words()["verbs"][self.verb][self.synonym]
        return verb

    @property
    def object(self) -> str:
        """What is acted on."""
        return self.field + self.thing


@cache
def words() -> dict[str, Any]:
    """The vocabulary."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


@cache
def outline() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The items of the national outline that ask for something: label, heading, key terms."""
    catalogue = next(c for c in catalogues() if c.name.startswith(OUTLINE))
    provisions = extract_catalogue(catalogue, authority()).provisions
    asking = (p for p in provisions if isinstance(p, Task) and not p.general and p.heading in catalogue.terms)
    return tuple((str(p.number), p.heading, catalogue.terms[p.heading]) for p in asking)


def first(dice: random.Random, subject: dict[str, Any], tasks: int) -> list[Matter]:
    """What the nation asks for: the items of the outline, or as many matters as there are tasks."""
    if subject.get("outline"):
        items = outline()
        return [
            replace(_matter(dice, subject), heading=heading, thing=dice.choice(_nouns(terms)), field="")
            for _, heading, terms in items
        ]
    drawn = [_matter(dice, subject) for _ in range(tasks or dice.randint(24, 40))]
    return list({(m.field, m.thing, m.verb): m for m in drawn}.values())


def _nouns(terms: Sequence[str]) -> list[str]:
    """The key terms that can be acted on: 权责清单, and not 竞争有序."""
    return [term for term in terms if _NOUN.fullmatch(term)] or list(terms)


def _matter(dice: random.Random, subject: dict[str, Any]) -> Matter:
    return Matter(
        verb=dice.randrange(len(words()["verbs"])),
        synonym=dice.randrange(2),
        field=dice.choice(words()["fields"]),
        thing=dice.choice(subject["things"]),
        year=0,
        month=dice.randint(3, 11),
        share=dice.randint(12, 19) * 5,
        kinds=tuple(dice.sample(subject["bodies"], dice.randint(2, 5))),
    )


def below(dice: random.Random, above: Sequence[Matter], subject: dict[str, Any], tasks: int) -> list[Matter]:
    """The matters of a plan under a plan: about `tasks`, or as many as there are above where that is 0."""
    wanted = tasks or len(above)
    kept = max(1, round(wanted * 0.9))
    chosen = sorted(
        dice.sample(range(len(above)), min(kept, len(above)) - (len(above) > 8) * dice.randint(0, 2))
    )
    taken = [_taken(dice, above[i], i) for i in chosen]
    while len(taken) < wanted:
        taken.insert(dice.randint(0, len(taken)), _added(dice, subject))
    for _ in range(len(taken) // 12):
        i = dice.randrange(len(taken) - 1)
        taken[i], taken[i + 1] = taken[i + 1], taken[i]
    return taken


def _taken(dice: random.Random, matter: Matter, above: int) -> Matter:
    """A matter as a plan below takes it over; `change` says what became of it."""
    here = replace(matter, above=above, change=dice.choice(CHANGES), synonym=dice.randrange(2))
    if here.change == "reworded":
        return replace(
            here, heading="", field=dice.choice(words()["fields"]) if not matter.field else matter.field
        )
    if here.change == "narrowed":
        return replace(here, heading="", field=dice.choice(words()["fields"]))
    if here.change == "later":
        return replace(here, year=matter.year + 1)
    if here.change == "weaker":
        return replace(here, share=matter.share - 5)
    if here.change == "stronger":
        return replace(here, share=min(100, matter.share + 5), month=max(1, matter.month - 2))
    return here


CHANGES = ("kept", "kept", "reworded", "reworded", "narrowed", "later", "weaker", "stronger")


def _added(dice: random.Random, subject: dict[str, Any]) -> Matter:
    """A local addition, that nothing above asks for."""
    return replace(_matter(dice, subject), thing=dice.choice(words()["additions"]), change="added")

"""Running text: sentences of one to three clauses, each a duty, a quantity or a time, and who bears it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from . import times
from .bodies import Body
from .matters import Matter, words
from .page import At, Between, Page, Printed, Stretch

_TOKEN = re.compile(r"\{(?P<slot>\w+)\}|<(?P<verb>[^>]+)>|«(?P<object>[^»]+)»|(?P<plain>[^{<«]+)")

_CLOSING = ("encourage", "explore", "mustnot")


@dataclass
class _Clause:
    """What was seen of a clause while it was written."""

    verb: int | None = None
    object: Stretch | None = None
    actors: list[tuple[Stretch, ...]] = field(default_factory=list)


def _in_order(opening: str, others: list[str]) -> Iterator[str]:
    """The clauses of a sentence: what encourages or forbids comes last and once, for its force would carry on."""
    clauses = [opening, *(other for other in others if other != opening)]
    yield from (clause for clause in clauses if not clause.startswith(_CLOSING))
    yield from [clause for clause in clauses if clause.startswith(_CLOSING)][:1]


class Speaker:
    """Writes what one matter asks for."""

    def __init__(
        self, dice: random.Random, page: Page, matter: Matter, bodies: list[Body], scene: str
    ) -> None:
        self.dice, self.page, self.matter, self.bodies, self.scene = dice, page, matter, bodies, scene
        self.carried: list[tuple[Stretch, ...]] = []
        self.bound = False

    def sentences(self, number: int) -> None:
        """Write so many sentences; the first says what the matter is."""
        for i in range(number):
            self.carried, self.bound = [], False
            opening = self.dice.choice(words()["openings"] if i == 0 else words()["followings"])
            others = self.dice.sample(words()["followings"], self.dice.randint(0 if i else 1, 3))
            for j, clause in enumerate(_in_order(opening, others)):
                if j:
                    self.page.put("，")
                self.clause(clause)
            self.page.put("。")

    def clause(self, pattern: str) -> None:
        """Write one clause and label what it asks for; 应当 carries on over what follows it in the sentence."""
        force, _, pattern = pattern.partition(" ")
        self.bound |= force == "must"
        force = "must" if self.bound and force == "should" else force
        start, seen = self.page.end, _Clause()
        for token in _TOKEN.finditer(pattern):
            self._token(token, seen)
        if force != "none" and seen.verb is not None:
            actors = seen.actors or self.carried
            how = "clause" if seen.actors else "sentence" if self.carried else "none"
            self.page.label(
                "obligations", At(start), At(self.page.end), At(seen.verb), Printed(tuple(actors)), how, force,
                Between(seen.object) if seen.object else "",
            )  # fmt: skip
            self.carried = actors

    def _token(self, token: re.Match[str], seen: _Clause) -> None:
        if token["slot"]:
            self._slot(token["slot"], seen)
        elif token["verb"]:
            seen.verb = self.page.put(token["verb"])[0]
        elif token["object"]:
            start = self.page.end
            for inner in _TOKEN.finditer(token["object"]):
                self._token(inner, seen)
            seen.object = start, self.page.end
        else:
            self.page.put(token["plain"])

    def _slot(self, slot: str, seen: _Clause) -> None:
        """Fill one slot."""
        page, dice, matter = self.page, self.dice, self.matter
        if slot in ("who", "other"):
            seen.actors.append((page.put(self.bodies[slot == "other"].printed),))
        elif slot == "V":
            seen.verb = page.put(matter.action)[0]
        elif slot == "O":
            at = page.put(matter.object)
            seen.object = seen.object or at
        elif slot == "day":
            times.day(dice, page, matter.year, matter.month)
        elif slot == "every":
            times.rhythm(dice, page)
        elif slot == "yearly":
            times.yearly(page)
        elif slot == "after":
            page.put("自")
            times.term(dice, page, dice.choice(words()["events"]))
        elif slot == "share":
            times.share(dice, page, matter.share)
        elif slot == "fall":
            times.fall(dice, page, dice.randint(2, 10) * 5)
        elif slot == "count":
            times.count(dice, page, "个", "")
        elif slot == "times":
            times.count(dice, page, dice.choice("次期场"), "P1Y")
        elif slot == "term":
            page.put(matter.thing)
        elif slot == "scene":
            page.put(self.scene)
        else:
            page.put(dice.choice(words()[slot + "s"]))

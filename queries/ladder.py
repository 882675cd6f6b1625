"""The levels above a plan, for those who show a trace: what is there, what is missing and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .asking import ask, mappings
from .running import Queryable

LEVELS: Mapping[str, tuple[str, str]] = {
    "nation": ("国家", "nation"),
    "ministry": ("部委", "ministry"),
    "province": ("省", "province"),
    "prefecture": ("市", "prefecture"),
    "county": ("县", "county"),
    "township": ("乡镇", "township"),
    "unknown": ("层级不明", "level unknown"),
}
_WHY = {
    "held": ("", ""),
    "self": ("本规划", "this plan"),
    "cited": ("被引用，未收录", "cited, not held"),
    "beside": ("未被引用；该地另有收录的规划 {others} 份", "none cited; {others} of this place held"),
    "nothing": ("未被引用，也未收录", "none cited, none held"),
}


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of a plan's chain; `state` is held, cited (but not held), self, beside or nothing."""

    level: str
    place: str
    state: str
    title: str
    others: str
    document: str

    @property
    def missing(self) -> bool:
        """Whether the chain has no held document of this level."""
        return self.state not in ("held", "self")

    def why(self, lang: str) -> str:
        """What the state means, in Chinese or English; nothing where a document is held."""
        return _WHY[self.state][lang == "en"].format(others=self.others)


def ladder(store: Queryable, plan: str, title: str) -> list[Rung]:
    """The levels above a plan, known by its IRI and its title, from the nation down to the plan itself."""
    return rungs(mappings(ask(store, "plan-levels", {"plan": title})), plan)


def rungs(rows: Iterable[Mapping[str, str | None]], plan: str) -> list[Rung]:
    """The rows of the question plan-levels that are of one plan."""
    names = ("level", "jurisdiction", "state", "documentTitle", "others", "document")
    return [Rung(*(row[name] or "" for name in names)) for row in rows if row["source"] == plan]


def gaps(rows: Iterable[Mapping[str, str | None]]) -> list[Rung]:
    """The levels that are missing above the plan that the rows are of; none where they are of several plans."""
    told = list(rows)
    plans = {row["source"] or "" for row in told}
    return [rung for rung in rungs(told, *plans) if rung.missing] if len(plans) == 1 else []

"""Bodies of a place, and the ways in which its plans print them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from zeren.data.authority import Authority, load
from zeren.data.titles import title
from zeren.ontology.model import Level, Place

STYLES = ("mark", "full", "official", "elided", "second", "together")
"""How a body is named: 市财政局; 望川市财政局; 市发展和改革委员会; 省税务局、财政厅; 市城管局（市综合执法局）; 市纪委市监委."""
_SECOND = ["知识产权局", "公务员局", "乡村振兴局", "粮食和储备局", "外国专家局"]
_MARKS = "省市州县区旗"


@dataclass(frozen=True, slots=True)
class Body:
    """A name as printed; its full name, where it is one body; `shared` is what it takes over from the one before.

    (各市 + 政府 is read of 各市党委、政府.)
    """

    printed: str
    full: str = ""
    shared: int = 0


@cache
def authority() -> Authority:
    """The packaged registry."""
    return load()


def mark(place: Place) -> str:
    """What the plans of a place call it: 省, 自治区, 市, 县."""
    if place.name.endswith("自治区"):
        return "自治区"
    return place.name[-1] if place.name[-1] in _MARKS else place.name


def cast(dice: random.Random, place: Place, kinds: Sequence[str], style: str) -> list[Body]:
    """Bodies of `place`, of all `kinds`, in any order, in one style where it has any bearing."""
    chosen = dice.sample(list(kinds), len(kinds))
    bodies = [_body(kind, place, style) for kind in chosen]
    if style == "elided" and mark(place) != place.name:
        first, *others = bodies
        bodies = [
            first,
            *(Body(b.printed.removeprefix(mark(place)), b.full) if not _party(b) else b for b in others),
        ]
    if style == "second":
        second = mark(place) + dice.choice(_SECOND)
        bodies[0] = Body(f"{bodies[0].printed}（{second}）", bodies[0].full)
    return bodies


def _party(body: Body) -> bool:
    """Whether the 省 of a name belongs to 省委."""
    return "委" in body.printed[:4]


@cache
def _body(kind: str, place: Place, style: str) -> Body:
    known = authority()
    of = known.kinds[kind]
    full = title(of, place, known)
    official = full.removeprefix(place.name) if full.startswith(place.name) else ""
    short = kind
    if official.endswith("厅") and kind.endswith(("局", "办")):
        short = kind + "公厅" if kind.endswith("办") else kind[:-1] + "厅"
    elif kind == "消防救援队":
        short = official or kind
    elif kind == "委依法治理办":
        short = f"委依法治{mark(place)[-1]}办"
    elif kind == "团委":
        return Body("团" + mark(place) + "委", full)
    if style == "full":
        return Body(place.name + short, full)
    return Body(mark(place) + (official if style == "official" and official else short), full)


def group(dice: random.Random, place: Place) -> Body:
    """A group that plans of such a place name."""
    if place.level is Level.PROVINCIAL:
        return Body(
            dice.choice(["各市、县（市、区）人民政府", "各市人民政府", "各设区市人民政府", "省直有关部门"])
        )
    if place.level is Level.PREFECTURAL:
        return Body(
            dice.choice(["各区县（市）政府", "各县（市、区）政府", "市直有关部门", "市政府其他有关部门"])
        )
    return Body(dice.choice(["各乡镇人民政府", "各乡镇（街道）", f"{mark(place)}直有关部门", "其他有关部门"]))


def shared_head(dice: random.Random, place: Place) -> list[Body]:
    """Two bodies that share a part, the second printed without it: 各市党委、政府; 杭州市、宁波市人民政府."""
    below = authority().below(place)
    named = [one for one in below if one.name[-1] in "市县区"]
    if len(named) >= 2 and dice.random() < 0.5:
        one, other = dice.sample(named, 2)
        return [Body(one.name + "人民政府", "", -4), Body(other.name + "人民政府")]
    every = {Level.PROVINCIAL: "各市", Level.PREFECTURAL: "各区县（市）"}.get(place.level, "各乡镇")
    return [Body(every + "党委"), Body("政府", "", len(every))]

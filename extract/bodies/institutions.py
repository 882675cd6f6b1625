"""Names of bodies to institutions: one body in one jurisdiction, a group, or nothing, never a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ...data.authority import Authority
from ...data.titles import nameless, title
from ...ontology.iri import Name
from ...ontology.model import Institution, Kind, Level, Place
from ..works.places import place_at
from .misprints import correct
from .names import looks_like_body

_GROUP = re.compile(
    r"^(?:各|有关|相关|其他|其它|所有|全体|乡镇|镇街|街镇|镇乡)|^\d+个|(?:各|有关|相关|其他|其它|所有|主要|职能|主管|涉及)(?:有关|相关|行业)?(?:主管)?"
    r"(?:部门|单位|机构|企业|地区|政府|办事处|[区县市]+)|(?:市直|区直|县直|省直|省级|市级)(?:各|有关)?(?:部门|单位)|部门和单位$|等部门$|(?:工作|直属)部门$|(?:试点|示范|相关|有关)城市政府$"
)
_CLASS = re.compile(r"(?:单位|主体|部门|企业|机构)$")
"""What a name ends with that says what bodies are, and names none: 决策执行单位."""
_OF_THE_NATION = ("国务院", "中央", "中国", "国家", "最高", "党中央")
_MINISTRY = re.compile(r"(?:部|总局|署|总社|监会)$")
_SECOND_NAME = re.compile(r"[（(〔\[][^（）()〔〕\[\]]{1,40}[）)〕\]]")
_RELATIVE = re.compile(r"自治区|自治州|自治县|[省市区县州盟旗镇乡](?=.)")
_PLAIN = frozenset("省市区县州")
"""What most names begin with: 市司法局."""
_LEVEL_OF = {"省": Level.PROVINCIAL, "镇": Level.TOWNSHIP, "乡": Level.TOWNSHIP}
_BRANCHES = {Level.PREFECTURAL: "人行中心支行", Level.COUNTY: "人行支行"}
"""What 人行 means below the province."""
_CITY_BRANCHES = date(2023, 8, 18)
"""From when on 人行 in a prefecture means 人行分行."""
_LATER = {"农委": "农业农村局"}
"""Short names that a successor goes by too, years after its predecessor is no more: 上海市农业农村委员会."""
_COURTS = {Level.PROVINCIAL: "高级人民法院", Level.PREFECTURAL: "中级人民法院"}
_BRACKETS = str.maketrans("()〔〕[],", "（）（）（），")
_EVERY = re.compile(r"^(?:各有关|各相关|各|有关|相关|上述|以上|全体)")
_MAX_NAME = 40
_PARTY = re.compile("^中共(?!中央$)")
"""What names of the Party's bodies may begin with; the whole of 中共中央 is one."""
_CACHED = 4096


@dataclass(frozen=True, slots=True)
class Scope:
    """Where and when a name is read: the plan's place and the day of its issue, else the first it plans for.

    A plan whose place is not known has only its level and a mark of its own. `defined` are the phrases that
    the plan, known by `plan` within its place, gives to a list of bodies (以下统称成员单位).
    """

    mark: str
    place: Place | None
    level: Level | None
    on: date | None = None
    plan: str = ""
    defined: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name means, by which rule, and how sure that is; no institution where it means none.

    `rule` is registry, names (the user's own), misprint, form, group, or empty; `score` is 1 but for misprints.
    """

    institution: Institution | None = None
    rule: str = ""
    score: float = 1.0


class Resolver:
    """Finds the bodies that names mean in one plan; it remembers the last few thousand names."""

    def __init__(self, scope: Scope, authority: Authority) -> None:
        """Names are read in `scope`, by the tables of `authority`."""
        self._scope, self._authority = scope, authority
        self._found: dict[str, Resolution] = {}

    def __call__(self, name: str) -> Resolution:
        """The same as `match`."""
        found = self._found.get(name)
        if found is None:
            if len(self._found) >= _CACHED:
                self._found.clear()
            found = self._found[name] = match(name, self._scope, self._authority)
        return found


def resolve(name: str, scope: Scope, authority: Authority) -> Institution | None:
    """The body that `name` means in a plan of `scope`, or None; see `match`."""
    return match(name, scope, authority).institution


def match(name: str, scope: Scope, authority: Authority) -> Resolution:
    """The body that `name` means in a plan of `scope`, and by which rule.

    Forms:
      1. 常德市司法局                       a place and a kind of the registry
      2. 市司法局, 省财政厅, 区委           the plan's own city, province, district and a kind
      3. 财政局                             no place: the plan's own; 财政部 the nation's, 财政厅 the province's
      4. 人行常德市中心支行                 the place inside the name
      5. 市人社局(公务员局)                 known under its first name
      6. 各区县(市)政府, 市直有关部门, 决策执行单位   a group, kept as printed
      7. 浙江金融监管局                     with a province's short name, a branch of 金融监管总局
      8. 柳叶湖旅游度假区管委会              not in the registry, but a body by its ending: a kind of its own
      9. 市人行                             in a prefecture 人行中心支行, from August 2023 on 人行分行
     10. 绍兴县司法局                       a former name of a place
     11. 西咸新区管委会                     a body that one place alone has
     12. 省交通运偷厅                       one character misprinted, see misprints.py

    A name of the user's own (names.csv) goes before all of them.
    """
    name = _PARTY.sub("", "".join(name.split()))
    if not name or len(name) > _MAX_NAME:
        return Resolution()
    if means := authority.alias(name, scope.place):
        return Resolution(_match(means, scope, authority).institution, "names")
    return _match(name, scope, authority)


def _match(name: str, scope: Scope, authority: Authority) -> Resolution:
    if found := _in_own_town(name, scope, authority):
        return Resolution(found, "registry")
    kind = authority.kinds.get(name[1:]) if name[:1] in _PLAIN else None
    if kind and (found := _relative_body(name[0], kind, scope, authority)):
        return Resolution(found, "registry")
    if _GROUP.search(name):
        return Resolution(group(name, scope), "group")
    first = _SECOND_NAME.sub("", name)
    for candidate in dict.fromkeys((name, first)):
        if found := _registered(candidate, scope, authority):
            return Resolution(found, "registry")
    if _CLASS.search(first):
        return Resolution(group(name, scope), "group")
    if not looks_like_body(first):
        return Resolution()
    return _misprinted(first, scope, authority) or _formed(first, scope, authority)


def _in_own_town(name: str, scope: Scope, authority: Authority) -> Institution | None:
    """惠山区洛社镇人民政府 in a plan of that town, for no table has it."""
    if scope.place is None or scope.place.level is not Level.TOWNSHIP or scope.place.name not in name:
        return None
    before, _, stem = name.partition(scope.place.name)
    kind = authority.kinds.get(stem)
    known = kind and (not before or authority.prefix(before))
    return _body(kind, scope.place, scope, authority) if kind and known else None


def _misprinted(name: str, scope: Scope, authority: Authority) -> Resolution | None:
    for stem in _stems(name, authority):
        if read := correct(stem, authority):
            corrected = name.removesuffix(stem) + read.stem
            found = _registered(corrected, scope, authority)
            return Resolution(found, "misprint", read.score) if found else None
    return None


def _formed(name: str, scope: Scope, authority: Authority) -> Resolution:
    found = _by_form(name, scope, authority)
    return Resolution(found, "form") if found else Resolution()


def group(name: str, scope: Scope) -> Institution:
    """Several bodies named by one phrase, within the plan's jurisdiction; brackets of all widths are one."""
    printed = name.translate(_BRACKETS)
    if _EVERY.sub("", printed) in scope.defined:
        parts, label = (scope.mark, printed, scope.plan), f"{printed}（{scope.plan}）"
        return Institution(Name("group", parts), label, scope.place, scope.mark, group=True)
    within = scope.place and not name.startswith(scope.place.name)
    label = f"{printed}（{scope.place.name}）" if within and scope.place else printed
    return Institution(Name("group", (scope.mark, printed)), label, scope.place, scope.mark, group=True)


def body(kind: Kind, place: Place, authority: Authority) -> Institution:
    """The body of a kind in a place."""
    return _body(kind, place, Scope(place.code, place, place.level), authority)


def named(name: Name, authority: Authority) -> Institution:
    """The institution or group that `resolve` gave this identifier to."""
    mark, key, *plan = name.parts
    place = authority.place(mark)
    defined = frozenset([_EVERY.sub("", key)] if plan else [])
    scope = Scope(mark, place, place.level if place else None, plan="".join(plan), defined=defined)
    if name.kind == "group":
        return group(key, scope)
    if place:
        return _body(authority.kinds.get(key) or _own_kind(key), place, scope, authority)
    relative = _RELATIVE.match(key)
    stem = key[relative.end() :] if relative and key not in authority.kinds else key
    return _unplaced(scope, authority.kinds.get(stem) or _own_kind(stem), key.removesuffix(stem), authority)


def is_known(name: str, authority: Authority) -> bool:
    """Whether `name`, with or without the 市, 省 or place it begins with, is a kind of the registry."""
    return any(stem in authority.kinds for stem in _stems(name, authority))


def _stems(name: str, authority: Authority) -> list[str]:
    named = authority.prefix(name)
    relative = _RELATIVE.match(name)
    cuts = [0, len(named), relative.end() if relative else 0]
    return [name[cut:] for cut in dict.fromkeys(cuts) if name[cut:]]


def _registered(name: str, scope: Scope, authority: Authority) -> Institution | None:
    """A body whose kind is in the registry, with its place told by the name or by the plan."""
    explicit = _explicit(name, scope, authority)
    if explicit:
        return _body(*explicit, scope, authority)
    relative = _RELATIVE.match(name)
    if relative and (kind := authority.kinds.get(name[relative.end() :])):
        return _relative_body(relative[0], kind, scope, authority)
    if kind := authority.kinds.get(name) or authority.kinds.get(name.removeprefix("国家")):
        return _body(kind, _own_place(name, kind, scope, authority), scope, authority)
    return _inside(name, scope, authority)


def _explicit(name: str, scope: Scope, authority: Authority) -> tuple[Kind, Place] | None:
    prefix = authority.prefix(name)
    place = place_at(name, _lineage_names(scope, authority), authority) if prefix else None
    if place is None:
        return None
    for cut in (place.name, prefix, place.short):
        at = name.find(cut)
        kind = authority.kinds.get(name[at + len(cut) :]) if at >= 0 else None
        if kind and kind.key == "地方金融监管局" and cut == place.short != place.name:
            kind = authority.kinds["金融监管总局"]
        if kind:
            return kind, place
    return None


def _lineage_names(scope: Scope, authority: Authority) -> str:
    """What tells namesakes: the names of the places above and of the plan's own."""
    place = scope.place
    return "".join(p.short for p in authority.lineage(place)) + place.name if place else ""


def _relative_body(prefix: str, kind: Kind, scope: Scope, authority: Authority) -> Institution | None:
    """市司法局: the nearest of the plan's place and the places above it that is called a 市."""
    if scope.place is None:
        return _body(kind, None, scope, authority, prefix)
    level = _LEVEL_OF.get(prefix)
    for place in authority.lineage(scope.place):
        if place.name.endswith(prefix) or (level and place.level == level):
            return _body(kind, place, scope, authority)
    return None


def _own_place(name: str, kind: Kind, scope: Scope, authority: Authority) -> Place | None:
    """The place of a name without one: the nation where only the nation has such a body, else the plan's own."""
    if kind.levels == (Level.NATIONAL,):
        return authority.nation
    ministry = _MINISTRY.search(name) and not _MINISTRY.search(kind.name)
    if ministry or name.startswith(_OF_THE_NATION):
        return authority.nation
    if name.endswith("厅") and scope.place:
        above = authority.lineage(scope.place)
        return next((place for place in above if place.level is Level.PROVINCIAL), scope.place)
    return scope.place


def _inside(name: str, scope: Scope, authority: Authority) -> Institution | None:
    """人行常德市中心支行: take a place out of the middle, one above or in the plan's, and look the rest up."""
    above = ""
    for start in range(2, len(name) - 1):
        printed = authority.prefix(name[start:])
        kind = authority.kinds.get(name[:start] + name[start + len(printed) :]) if printed else None
        if kind:
            above = above or _lineage_names(scope, authority)
        place = place_at(printed, above, authority) if kind else None
        if kind and place and (scope.place is None or _are_in_line(place, scope.place, authority)):
            return _body(kind, place, scope, authority)
    return None


def _are_in_line(one: Place, other: Place, authority: Authority) -> bool:
    return one in authority.lineage(other) or other in authority.lineage(one)


def _by_form(name: str, scope: Scope, authority: Authority) -> Institution | None:
    """A body that the registry does not have: a kind of its own, by its name without the place."""
    explicit = place_at(name, _lineage_names(scope, authority), authority)
    printed = authority.prefix(name)
    if explicit and printed != explicit.short and explicit in authority.named[printed]:
        stem = name.removeprefix(printed)
        return _body(_own_kind(stem), explicit, scope, authority) if stem else None
    relative = _RELATIVE.match(name)
    if relative and looks_like_body(name[relative.end() :]) and len(name) > relative.end() + 1:
        return _relative_body(relative[0], _own_kind(name[relative.end() :]), scope, authority)
    return _body(_own_kind(name), scope.place, scope, authority)


def _own_kind(stem: str) -> Kind:
    return Kind(stem, stem, "")


def _body(
    kind: Kind, place: Place | None, scope: Scope, authority: Authority, prefix: str = ""
) -> Institution:
    place = authority.places.get(kind.place, place) if kind.place else place
    if place is None:
        return _unplaced(scope, kind, prefix, authority)
    kind = _of_level(kind, place, scope, authority)
    label = title(kind, place, authority)
    return Institution(Name("institution", (place.code, kind.key)), label, place, place.code, kind)


def _of_level(kind: Kind, place: Place, scope: Scope, authority: Authority) -> Kind:
    """法院 and 人行 by the level of their place; 人行 and 农委 by the day too."""
    if kind.key in _LATER and scope.on and kind.until and scope.on.year > kind.until + 1:
        return authority.kinds[_LATER[kind.key]]
    if kind.key == "人民法院":
        return authority.kinds[_COURTS.get(place.level, kind.key)]
    if kind.key == "人行" and place.level in _BRANCHES:
        late = scope.on is not None and scope.on >= _CITY_BRANCHES and place.level is Level.PREFECTURAL
        return authority.kinds["人行分行" if late else _BRANCHES[place.level]]
    return kind


def _unplaced(scope: Scope, kind: Kind, prefix: str, authority: Authority) -> Institution:
    """A body of a plan that does not say where it applies: known in that plan only, without the place."""
    key = prefix + kind.key
    label = nameless(kind, prefix, authority) if kind.key in authority.names else key
    return Institution(Name("institution", (scope.mark, key)), label, None, scope.mark, kind)

"""Names of bodies to institutions: one body in one jurisdiction, a group, or nothing, never a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..data.authority import Authority
from ..data.titles import title
from ..ontology.iri import Name
from ..ontology.model import Institution, Kind, Level, Place
from .metadata import place_at
from .names import looks_like_body

_GROUP = re.compile(
    r"^(?:各|有关|相关|其他|其它|所有|全体)|^\d+个|(?:各|有关|相关|其他|其它|所有|主要|职能|主管|涉及)(?:有关|相关|行业)?(?:主管)?"
    r"(?:部门|单位|机构|企业|地区|政府|办事处|[区县市]+)|(?:市直|区直|县直|省直|省级|市级)(?:各|有关)?(?:部门|单位)|部门和单位$|等部门$|(?:工作|直属)部门$|(?:试点|示范|相关|有关)城市政府$"
)
_CLASS = re.compile(r"(?:单位|主体|部门|企业|机构)$")
"""What a name ends with that says what bodies are, and names none: 决策执行单位."""
_MINISTRY = re.compile(r"(?:部|总局|署|总社|监会)$")
_SECOND_NAME = re.compile(r"[（(〔\[](?P<second>[^（）()〔〕\[\]]+)[）)〕\]]$")
_RELATIVE = re.compile(r"自治区|自治州|自治县|[省市区县州盟旗镇乡](?=.)")
_LEVEL_OF = {"省": Level.PROVINCIAL, "镇": Level.TOWNSHIP, "乡": Level.TOWNSHIP}
_COURTS = {Level.PROVINCIAL: "高级人民法院", Level.PREFECTURAL: "中级人民法院"}
_BRACKETS = str.maketrans("()〔〕[],", "（）（）（），")
_MAX_NAME = 40


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a name is read: the plan's place, or only its level and a mark of its own where it has none."""

    mark: str
    place: Place | None
    level: Level | None


def resolve(name: str, scope: Scope, authority: Authority) -> Institution | None:
    """The body that `name` means in a plan of `scope`, or None.

    Forms:
      1. 常德市司法局                       a place and a kind of the registry
      2. 市司法局, 省财政厅, 区委           the plan's own city, province, district and a kind
      3. 财政局                             no place: the plan's own; 财政部 the nation's, 财政厅 the province's
      4. 人行常德市中心支行                 the place inside the name
      5. 市人社局(公务员局)                 known under its first name
      6. 各区县(市)政府, 市直有关部门, 决策执行单位   a group, kept as printed
      7. 浙江金融监管局                     with a province's short name, a branch of 金融监管总局
      8. 柳叶湖旅游度假区管委会              not in the registry, but a body by its ending: a kind of its own
    """
    name = re.sub(r"\s", "", name).removeprefix("中共")
    if not name or len(name) > _MAX_NAME:
        return None
    if _GROUP.search(name):
        return group(name, scope)
    first = _SECOND_NAME.sub("", name)
    for candidate in dict.fromkeys((name, first)):
        if found := _registered(candidate, scope, authority):
            return found
    if _CLASS.search(first):
        return group(name, scope)
    return _by_form(first, scope, authority) if looks_like_body(first) else None


def group(name: str, scope: Scope) -> Institution:
    """Several bodies named by one phrase, within the plan's jurisdiction; brackets of all widths are one."""
    printed = name.translate(_BRACKETS)
    label = (
        printed
        if not scope.place or name.startswith(scope.place.name)
        else f"{printed}（{scope.place.name}）"
    )
    return Institution(Name("group", (scope.mark, printed)), label, scope.place, scope.mark, group=True)


def named(name: Name, authority: Authority) -> Institution:
    """The institution or group that `resolve` gave this identifier to."""
    mark, key = name.parts
    place = authority.places.get(mark)
    scope = Scope(mark, place, place.level if place else None)
    if name.kind == "group":
        return group(key, scope)
    if place:
        return _body(authority.kinds.get(key) or _own_kind(key), place, scope, authority)
    relative = _RELATIVE.match(key)
    stem = key[relative.end() :] if relative and key not in authority.kinds else key
    return _unplaced(name, authority.kinds.get(stem) or _own_kind(stem), key)


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
    context = scope.place.name if scope.place else ""
    explicit = _explicit(name, scope, context, authority)
    if explicit:
        return _body(*explicit, scope, authority)
    relative = _RELATIVE.match(name)
    if relative and (kind := authority.kinds.get(name[relative.end() :])):
        return _relative_body(relative[0], kind, scope, authority)
    if kind := authority.kinds.get(name) or authority.kinds.get(name.removeprefix("国家")):
        return _body(kind, _own_place(name, kind, scope, authority), scope, authority)
    return _inside(name, scope, authority)


def _explicit(name: str, scope: Scope, context: str, authority: Authority) -> tuple[Kind, Place] | None:
    prefix = authority.prefix(name)
    place = place_at(name, _lineage_names(scope, authority) + context, authority) if prefix else None
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
    return "".join(p.short for p in authority.lineage(scope.place)) if scope.place else ""


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
    ministry = _MINISTRY.search(name) and not _MINISTRY.search(kind.name)
    if ministry or re.match(r"国务院|中央|中国|国家|最高|党中央", name):
        return authority.nation
    if name.endswith("厅") and scope.place:
        above = authority.lineage(scope.place)
        return next((place for place in above if place.level is Level.PROVINCIAL), scope.place)
    return scope.place


def _inside(name: str, scope: Scope, authority: Authority) -> Institution | None:
    """人行常德市中心支行: take a place out of the middle, one above or in the plan's, and look the rest up."""
    if scope.place is None:
        return None
    above = "".join(place.short for place in authority.lineage(scope.place))
    for start in range(2, len(name) - 1):
        printed = authority.prefix(name[start:])
        kind = authority.kinds.get(name[:start] + name[start + len(printed) :]) if printed else None
        place = place_at(printed, above, authority) if kind else None
        if kind and place and _are_in_line(place, scope.place, authority):
            return _body(kind, place, scope, authority)
    return None


def _are_in_line(one: Place, other: Place, authority: Authority) -> bool:
    return one in authority.lineage(other) or other in authority.lineage(one)


def _by_form(name: str, scope: Scope, authority: Authority) -> Institution | None:
    """A body that the registry does not have: a kind of its own, by its name without the place."""
    explicit = place_at(name, _lineage_names(scope, authority), authority)
    if explicit and name.startswith(explicit.name):
        return _body(_own_kind(name.removeprefix(explicit.name)), explicit, scope, authority)
    relative = _RELATIVE.match(name)
    if relative and looks_like_body(name[relative.end() :]) and len(name) > relative.end() + 1:
        return _relative_body(relative[0], _own_kind(name[relative.end() :]), scope, authority)
    return _body(_own_kind(name), scope.place, scope, authority)


def _own_kind(stem: str) -> Kind:
    return Kind(stem, stem, "")


def _body(
    kind: Kind, place: Place | None, scope: Scope, authority: Authority, prefix: str = ""
) -> Institution:
    if place is None:
        return _unplaced(Name("institution", (scope.mark, prefix + kind.key)), kind, prefix + kind.key)
    if kind.key == "人民法院":
        kind = authority.kinds[_COURTS.get(place.level, kind.key)]
    label = title(kind, place, authority)
    return Institution(Name("institution", (place.code, kind.key)), label, place, place.code, kind)


def _unplaced(name: Name, kind: Kind, label: str) -> Institution:
    """A body of a plan that does not say where it applies: known in that plan only, by its short name."""
    return Institution(name, label, None, name.parts[0], kind)

"""What the body of a kind is called in a place."""

from __future__ import annotations

import re

from ..ontology.model import Kind, Level, Place
from .authority import Authority

_NATIONAL = re.compile(r"部$|总局$|署$|^国家[^市]*(?:局|委|委员会|部)$|^国务院|^中央|^最高|^全国|^中国|中央$")
_MUNICIPALITIES = {"110000", "120000", "310000", "500000"}
_AROUND = re.compile(r"(?P<before>中国人民银行|国网|共青团)(?P<after>.+)")
_BY_SHORT_NAME = {"海关", "证监局", "银保监局"}
_PREFIXES = {
    "省": Level.PROVINCIAL,
    "市": Level.PREFECTURAL,
    "州": Level.PREFECTURAL,
    "县": Level.COUNTY,
    "区": Level.COUNTY,
}
_REMEMBERED = 20_000
"""How many full names are kept at hand."""
_BANK = re.compile(r"银行$")
_ZONES = {"经开区管委会", "高新区管委会", "综合保税区管委会", "保税港区管委会", "自贸区管委会"}
_OF_THE_NATION = re.compile(r"^(?:中国|国家)")
_REGULATOR = "金融监管总局"
_BRANCHES = {Level.PROVINCIAL: "监管局", Level.PREFECTURAL: "监管分局", Level.COUNTY: "监管支局"}
_TEAMS = {Level.PROVINCIAL: "总队", Level.COUNTY: "大队"}


def title(kind: Kind, place: Place, authority: Authority) -> str:
    """The full name of the body of `kind` in `place`.

    Forms:
      1. 财政部, 中央宣传部, 中国人民银行                     the nation's, without a place
      2. 浙江省财政厅, 浙江省市场监督管理局                   a province's: 厅 where the nation has a ministry
      3. 北京市财政局, 常德市财政局, 常德市委                 a municipality's, a city's, a county's
      4. 常德市委全面依法治市委员会办公室                     what is governed, in the name
      5. 中国人民银行常德市中心支行, 共青团常德市委员会, 国网山东省电力公司   the place inside the name
      6. 西安海关, 浙江证监局, 怀化银保监分局                 branches, by the short name of the place
      7. 国家金融监督管理总局浙江监管局
      8. 国家开发银行辽宁省分行, 中国农业发展银行青禾县支行
      9. 北京市教育委员会, 中国铁路济南局集团有限公司            what labels.csv says
     10. 常德高新技术产业开发区管理委员会                     zones, by the short name of the place
     11. 中国民主同盟常德市委员会
     12. 中国出口信用保险公司（辽宁省）                                   a national body, its branch not named
    """
    known, key = authority.titles, (kind.key, place.code)
    if kind.key not in authority.names:
        return _title(kind, place, authority)
    if key not in known:
        if len(known) >= _REMEMBERED:
            known.clear()
        known[key] = _title(kind, place, authority)
    return known[key]


def nameless(kind: Kind, prefix: str, authority: Authority) -> str:
    """The name of a body in a 省, 市 or 县 that is not known: 省公安厅, 市教育局; without one its short name."""
    if prefix not in _PREFIXES:
        return prefix + kind.key
    place = Place("", f"某{prefix}", "某", _PREFIXES[prefix], "")
    return _title(kind, place, authority).replace("某", "", 1)


def _title(kind: Kind, place: Place, authority: Authority) -> str:
    if place.level is Level.NATIONAL:
        return _national(kind, authority)
    if told := authority.label(kind, place):
        return told if place.short in told or told.startswith("中国") else place.name + told
    name = _local(kind, place, authority).replace("依法治理", f"依法治{place.name[-1]}")
    if name.startswith(place.short) or (kind.place and place.short in name):
        return name
    if around := _AROUND.fullmatch(name):
        return f"{around['before']}{place.name}{around['after']}"
    if kind.key in _BY_SHORT_NAME:
        return place.short + name
    if kind.key == _REGULATOR and place.level in _BRANCHES:
        return f"{name}{place.short}{_BRANCHES[place.level]}"
    if _OF_THE_NATION.match(name) and _BANK.search(name):
        return f"{name}{place.name}{'支行' if place.level is Level.COUNTY else '分行'}"
    if kind.system == "民主党派":
        return f"{name}{place.name}委员会"
    if kind.key in _ZONES:
        return place.short + name
    return f"{name}（{place.name}）" if _OF_THE_NATION.match(name) else place.name + name


def _national(kind: Kind, authority: Authority) -> str:
    party = kind.system == "党委"
    if _NATIONAL.search(kind.name) and not party:
        return kind.name
    known = authority.names.get(kind.key, ())
    renamed = [kind.name[:-1] + ending for ending in "部署" if kind.name[:-1] + ending in known]
    fits = [
        s
        for s in (*renamed, *known)
        if _NATIONAL.search(s) and (not party or s[:2] in ("中央", "中共", "国家"))
    ]
    if fits or not kind.name.startswith("委"):
        return fits[0] if fits else kind.name
    return "中央" + kind.name.removeprefix("委").replace("依法治理", "依法治国")


def _local(kind: Kind, place: Place, authority: Authority) -> str:
    name, known = kind.name, authority.names.get(kind.key, ())
    if kind.key == "党委" and place.level is not Level.TOWNSHIP and not place.name.endswith("自治区"):
        return "委"
    if kind.key == "银保监局" and place.level is Level.PREFECTURAL:
        return "银保监分局"
    if name.endswith("支队") and name[:-2] + _TEAMS.get(place.level, "") in known:
        return name[:-2] + _TEAMS[place.level]
    if (
        place.level is not Level.PROVINCIAL
        or _NATIONAL.search(name)
        or _keeps_its_ending(kind, place, authority)
    ):
        return name
    renamed = [name[:-1] + "厅"] if name[:-1] + "厅" in known else []
    return next((stem for stem in (*renamed, *known) if stem.endswith("厅")), name)


def _keeps_its_ending(kind: Kind, place: Place, authority: Authority) -> bool:
    """Whether a province has no 厅 of this kind: a municipality, except for its 办公厅, or a body under a 总局."""
    if place.code in _MUNICIPALITIES and not kind.name.endswith("办公室"):
        return True
    return _national(kind, authority).endswith("总局")

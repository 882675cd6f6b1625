"""Where a plan applies: the place that its title, its issuer or its page names, down to a town; and whose plan it is.

A town (乡镇、街道) has no row in the tables: it is known by its name within the county that is named with it. What a
ministry issues applies to the nation, what is issued by a department at all (教育部, 市教育局) is told apart from what a
government or a party committee issues.
"""

from __future__ import annotations

import re

from ...data.authority import Authority
from ...ontology.model import Kind, Level, Place

_NATIONAL = re.compile(r"(?:^|关于印发)(?:中共中央|国务院|全国)")
_AGENCY = re.compile(r"(?P<agency>[^《》，。]{2,40}?)(?:印发)?关于")
_STARTS = re.compile(
    r"关于印发《?|关于|中共|IPv6|国家税务总局|文件(?:[\u4e00-\u9fff]{1,6}〔.{4}〕\d+号)?|\d{4}年?度?|[\s》（(]"
)
_MINISTRY = re.compile(r"(?:部|总局|总署|署|总社|总工会|监会|院)$")
_OF_THE_NATION = ("国家", "中国", "中央", "全国", "最高人民", "国务院")
_AGENCIES = re.compile(r"[、，\s]+")
_AND_OTHERS = re.compile(r"等[\d一二三四五六七八九十]{0,3}(?:个)?(?:部门|单位)?$")
_TOWN = re.compile(
    r"(?P<town>(?![各全省市县区乡镇街该我本])[\u4e00-\u9fff]{1,6}?(?:街道|镇|乡|苏木))"
    r"(?=人民政府|党委|党工委|办事处|委员会|关于|\d{4}|贯彻|落实|法治|依法|工作|工会|《|$)"
)
_NO_TOWN = re.compile(
    r"[的与及、]|城镇|城乡|乡镇|小镇|村镇|集镇|建制镇|重点镇|返乡|家乡|美丽乡|乡街|"
    r"推进|推动|加强|实施|开展|建设|发展|规范|全面|创建|示范|深化|促进|支持|完善|健全"
)


def find_place(title: str, issuers: tuple[str, ...], head: str, authority: Authority) -> Place | None:
    """The jurisdiction: named by the title, else by an issuer, else by the page's head; one place or none.

    Forms:
      1. 国务院, 中共中央, 全国…                        the nation
      2. 教育部等六部门关于…, 国家发展改革委            the nation, of which they are ministries
      3. 常德市法治政府建设工作方案, 2020年昆山市…      a place of the tables
      4. 惠山区洛社镇人民政府, 惠山区洛社镇2023年工作要点   a town within its county
      5. 洛社镇2023年工作要点, issued by 惠山区…        the same, where the county is named beside it
    """
    if _NATIONAL.match(title) or any(_NATIONAL.match(issuer) for issuer in issuers):
        return authority.nation
    if any(is_ministry(name, authority) for name in (agency(title), *issuers)):
        return authority.nation
    for text in (title, *issuers, head):
        if place := place_in(text, head, authority):
            return _town((title, *issuers), place, authority) or place
    return None


def is_ministry(name: str, authority: Authority) -> bool:
    """Whether a body, or the first of several (教育部等六部门), is a ministry or its like: of the nation, and a department.

    Forms:
      1. 教育部, 审计署, 海关总署, 中国银保监会     what only the nation calls so
      2. 国家发展改革委, 中央编办, 最高人民法院     with the nation's name; not 国家税务总局常德市税务局
    """
    first = _AND_OTHERS.sub("", _AGENCIES.split(name.strip())[0])
    kind = authority.kinds.get(first) or authority.kinds.get(first.removeprefix("国家"))
    if kind is None or kind.leading:
        return False
    if first.startswith(_OF_THE_NATION) or kind.levels == (Level.NATIONAL,):
        return True
    return Level.NATIONAL in kind.levels and kind.system != "党委" and _is_national_name(first, kind)


def _is_national_name(name: str, kind: Kind) -> bool:
    return bool(_MINISTRY.search(name)) and not _MINISTRY.search(kind.name)


def place_in(text: str, context: str, authority: Authority) -> Place | None:
    """The most particular place that `text` names at its beginning or after 关于, 印发, 中共 or a year."""
    for start in _starts(text):
        if place := place_at(text[start:], context, authority):
            return place
    return None


def place_at(text: str, context: str, authority: Authority, within: Place | None = None) -> Place | None:
    """The place that `text` begins with, the innermost of 无锡市惠山区; namesakes are told by `context`."""
    name = authority.prefix(text)
    if not name:
        return within
    found = [p for p in authority.named[name] if within is None or _lies_in(p, within, authority)]
    if len(found) > 1:
        found = [p for p in found if authority.places[p.parent].short in context] if within is None else []
    if len(found) != 1:
        return within
    return place_at(text[len(name) :], context, authority, found[0]) or found[0]


def _town(texts: tuple[str, ...], place: Place, authority: Authority) -> Place | None:
    """The town that one of the texts begins with, before or after the place it lies in; the place must be right above towns."""
    if place.level is not Level.COUNTY and (place.level is not Level.PREFECTURAL or authority.below(place)):
        return None
    for text in texts:
        for start in _starts(text):
            for rest in _after_places(text[start:], authority):
                found = _TOWN.match(rest)
                if found and not _NO_TOWN.search(found["town"]):
                    return authority.town(found["town"], place)
    return None


def _after_places(text: str, authority: Authority) -> list[str]:
    """What is left of a text behind all places that it begins with, behind all but the last, and so on: 长安街道 begins with one."""
    left = [text]
    while name := authority.prefix(left[-1]):
        left.append(left[-1][len(name) :])
    return left[::-1]


def agency(title: str) -> str:
    """Who a title says issues it: what stands before 关于 or 印发."""
    found = _AGENCY.match(title)
    return found["agency"] if found else ""


def _lies_in(place: Place, whole: Place, authority: Authority) -> bool:
    return place != whole and whole in authority.lineage(place)


def _starts(text: str) -> list[int]:
    return [0, *(m.end() for m in _STARTS.finditer(text[:300]))]

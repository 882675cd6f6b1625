"""Who is meant by a phrase that names several bodies at once, as far as places, plans and texts tell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from ...data.authority import Authority
from ...ontology.model import Institution, Kind, Level, Membership, Place, Span
from .institutions import body
from .names import split_bodies

_UNIT = "省辖市|设区的?市|地级市|县级市|自治区|自治州|自治县|自治旗|直辖市|地区|省|市|县|区|州|盟|旗"
_EACH = re.compile(
    rf"(?:全[国省市区县州])?各(?P<outside>(?:(?:{_UNIT})(?:级)?[、和及与]?){{1,8}})"
    rf"(?P<inside>（(?:(?:{_UNIT})[、和及与]?){{1,6}}）)?(?P<more>(?:{_UNIT})?)(?P<head>.{{0,24}})"
)
_ALL = re.compile(
    r"(?:(?P<whose>[省市区县州]|国务院)(?P<of>直|级|政府)?|全(?P<whole>[省市区县州]))?"
    r"(?:各(?:个|工作|职能|直属)?|其[他它](?:各)?(?:有关|相关)?)(?:工作|职能)?(?:部门|委办局)(?:和单位)?"
)
_NO_PROVINCE = ("71", "81", "82", "99")
"""Codes of Taiwan, Hong Kong and Macao, which no plan of the State Council lays work on, and of the sample."""
_DEPARTMENTS = {"政府"}
_ALL_DEPARTMENTS = {"政府", "党委", "群团", "监察"}
_NO_DEPARTMENTS = {"政府", "党委"}
_DEFINITION = re.compile(
    r"[（(]以下(?:统称|合称|简称)(?:为)?[“\"‘']?"
    r"(?P<phrase>[\u4e00-\u9fff]{1,10}(?:单位|部门|机构|机关|主体|各方))[”\"’']?[）)]"
)
_SENTENCE = re.compile(r"[。；：:\n（(]")
_LONGEST_LIST, _FEWEST = 400, 2


def definitions(text: str, known: Callable[[str], bool]) -> dict[str, tuple[str, ...]]:
    """The phrases that a text gives to a list of bodies, each with their names.

    Forms:
      1. 由市司法局、市财政局、市公安局（以下统称成员单位）负责
      2. 市教育局和市民政局（以下简称“牵头部门”）
    """
    return {
        found["phrase"]: names
        for found in _DEFINITION.finditer(text)
        if len(names := tuple(_listed(text, _before(text, found.start()), known))) >= _FEWEST
    }


def _before(text: str, end: int) -> Span:
    """What stands before a bracket, back to where the sentence or its part begins."""
    start = max(0, end - _LONGEST_LIST)
    stops = [found.end() for found in _SENTENCE.finditer(text, start, end)]
    return Span(stops[-1] if stops else start, end)


def _listed(text: str, span: Span, known: Callable[[str], bool]) -> list[str]:
    """The bodies of a list that ends where `span` does, back to the first; words before that one are left out."""
    names: list[str] = []
    for named in reversed(split_bodies(text, span, known)):
        name = named.name
        whole = next((name[at:] for at in range(len(name)) if known(name[at:])), "")
        if whole:
            names.append(whole)
        if whole != name:
            break
    return names[::-1]


def memberships(
    groups: Iterable[Institution],
    bodies: Iterable[Institution],
    defined: Callable[[Institution], Iterable[Institution]],
    authority: Authority,
) -> Iterator[Membership]:
    """The groups whose members are known, wholly or in part; all others stay open.

    Forms:
      1. 各区县（市）政府, 各设区市人民政府, 各市、县（市、区）党委    one body in each of those places
      2. 市直各部门, 市政府各部门, 市政府其他有关部门                 the departments there that plans name
      3. 成员单位, 各成员单位                                         what the text has defined them as

    有关部门 and 各有关区县政府 leave open who they are. That 其他 leaves out who leads is for a question to say: a
    body with a role of its own at a task is not there as a member of a group.
    """
    here: dict[Place, list[Institution]] = defaultdict(list)
    for one in bodies:
        if one.place:
            here[one.place].append(one)
    for group in groups:
        ways: tuple[tuple[str, Iterable[Institution]], ...] = (
            ("defined", defined(group)),
            ("places", _by_places(group, authority)),
            ("named", _by_names(group, here.get(group.place, ()) if group.place else ())),
        )
        for basis, found in ways:
            if members := tuple(sorted(set(found) - {group}, key=lambda one: one.id)):
                yield Membership(group, members, basis)
                break


def _phrase(group: Institution) -> str:
    return group.id.parts[1]


def _by_places(group: Institution, authority: Authority) -> Iterator[Institution]:
    found = _EACH.fullmatch(_phrase(group))
    kind = _headed(found["head"], authority) if found else None
    if found and kind and group.place:
        outside = set(re.findall(_UNIT, found["outside"] + found["more"]))
        inside = set(re.findall(_UNIT, found["inside"] or ""))
        for place in _places(group.place, outside, inside, authority):
            yield body(kind, place, authority)


def _headed(head: str, authority: Authority) -> Kind | None:
    """The kind that each of the places has: 政府 where none is said."""
    plain = head.translate(str.maketrans("（）", "()"))
    return authority.kinds.get(head) or authority.kinds.get(plain) if head else authority.kinds["政府"]


def _places(whole: Place, outside: set[str], inside: set[str], authority: Authority) -> Iterator[Place]:
    """The places within `whole` that units outside and inside brackets mean: 各市、县（市、区）."""
    below = authority.below(whole)
    if whole.level is Level.NATIONAL:
        if {"省", "地区", "自治区", "直辖市"} & outside and not {"市", "县"} & outside:
            yield from (place for place in below if not place.code.startswith(_NO_PROVINCE))
        return
    endings = _endings(outside)
    yield from (p for p in below if p.level is Level.PREFECTURAL and p.name.endswith(tuple(endings)))
    counties = {ending for ending in endings | _endings(inside) if ending in "县区旗"}
    if counties or whole.level is Level.PREFECTURAL:
        counties |= {"市"} & (endings | _endings(inside))
        within = chain(below, *(authority.below(place) for place in below))
        yield from (p for p in within if p.level is Level.COUNTY and p.name.endswith(tuple(counties)))


def _endings(units: set[str]) -> set[str]:
    return {"地区" if unit == "地区" else unit[-1] for unit in units}


def _by_names(group: Institution, bodies: Iterable[Institution]) -> Iterator[Institution]:
    """The departments of the group's own government among the bodies of its place; of one above it nothing is said here."""
    found, place = _ALL.fullmatch(_phrase(group)), group.place
    if not found or not place or not _is_own(found["whose"] or found["whole"], place):
        return
    systems = _ALL_DEPARTMENTS if found["of"] in ("直", "级") or found["whole"] else _DEPARTMENTS
    for one in bodies:
        kind = one.kind
        if kind and kind.system in systems and kind.key not in _NO_DEPARTMENTS:
            yield one


def _is_own(whose: str | None, place: Place) -> bool:
    if whose == "国务院" or place.level is Level.NATIONAL:
        return place.level is Level.NATIONAL and whose in (None, "国务院")
    if whose == "省":
        return place.level is Level.PROVINCIAL
    return whose is None or place.name.endswith(whose)

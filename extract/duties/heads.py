"""Fields of work that share one head at the end of their list: 卫生、农业等部门 are 卫生部门 and 农业部门."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...ontology.model import Span
from ..bodies.names import Named, looks_like_body

_HEAD = r"(?:行政主管|业务主管|行政|主管)?部门"
_LAST = re.compile(rf"[\u4e00-\u9fff]{{2,12}}?(?P<head>{_HEAD})")
_PLACES = tuple("场市店馆院校所站厂区园户家人村镇乡县行会局委办部社团队员")
"""How names of those end that are no field of work: 商场, 超市."""
_WORKED = ("单位", "企业", "机构")
"""Heads of those that are told by what they do: 监理单位, 销售企业."""
_KIND = re.compile(
    rf"等(?:\d{{1,2}}个)?(?:有关|相关|涉[\u4e00-\u9fff]{{1,2}}|职能|责任|成员|重点|主要)?(?P<head>{_HEAD}|单位)"
)
"""What tells the kind of those before it: 等部门, 等涉灾部门."""
_FIELD = re.compile(r"(?!各|有关|相关|所)[\u4e00-\u9fff]{2,9}(?<![省市县区乡镇村们人员])")
_JOINED = re.compile(r"(?<=[^、]{2})[和与及](?=[^、]{2})")
_LEVEL = re.compile(r"[国省市县区]家?级")


def headed(text: str, names: Sequence[Named], end: int) -> Iterator[Named]:
    """The names of a list that ends at `end` of `text`, fields of work among them with the head that they share.

    Forms:
      1. 卫生、农业等部门, 水利、林业等涉灾部门   each gets what stands behind 等
      2. 林草、森防部门                     each gets the end of the last
      3. 各级政府和省粮食、公安等部门         what 和 joins to a field is a body of its own
      4. 施工、监理单位, 供水、供气企业      so do those told by what they do: 施工单位, 供水企业
      5. 省级住建、国土主管部门              so is the level given to the others: 省级国土主管部门
    """
    heads = _heads(text, names, end)
    level = ""
    for named, head in zip(names, heads, strict=True):
        own = _level(named.name)
        level = own if head and not named.open_ended else level
        if not head:
            last = level and _LAST.fullmatch(named.name) and not own
            yield named._replace(name=level + named.name) if last else named
            level = ""
            continue
        yield from _with_head(named, head)


def _heads(text: str, names: Sequence[Named], end: int) -> list[str]:
    """For each name the head that it lacks; nothing where it lacks none."""
    found: list[str] = []
    head, works = "", False
    for at in reversed(range(len(names))):
        named = names[at]
        if named.open_ended and (at + 1 == len(names) or not names[at + 1].open_ended):
            kind = _KIND.match(text, named.span.end, end)
            head = kind["head"] if kind else ""
            works = head == "单位"
        if own := "" if named.open_ended else _own_head(named.name):
            found.append("")
            head, works = own, own in _WORKED
        else:
            joint = _joint(named)
            field = named.name[joint.end() :] if joint else named.name
            bare = not looks_like_body(field) and (not works or not field.endswith(_PLACES))
            head = head if bare and _FIELD.fullmatch(field) else head * (not bare)
            found.append(head if bare else "")
    return found[::-1]


def _own_head(name: str) -> str:
    """The head that a name ends in and others may share; empty where there is none."""
    if last := _LAST.fullmatch(name):
        return last["head"]
    return name[-2:] if name.endswith(_WORKED) and len(name) > 2 else ""


def _level(name: str) -> str:
    found = _LEVEL.match(name)
    return found[0] if found else ""


def _joint(named: Named) -> re.Match[str] | None:
    """The 和 behind a body that stands before a field: 各级政府和粮食、公安等部门."""
    if len(named.name) != named.span.end - named.span.start:
        return None
    found = _JOINED.search(named.name)
    return found if found and looks_like_body(named.name[: found.start()]) else None


def _with_head(named: Named, head: str) -> Iterator[Named]:
    start, joint = named.span.start, _joint(named)
    if joint:
        yield Named(named.name[: joint.start()], Span(start, start + joint.start()), named.open_ended)
        after = Span(start + joint.end(), named.span.end)
        yield Named(named.name[joint.end() :] + head, after, named.open_ended)
        return
    yield Named(named.name + head, named.span, named.open_ended)

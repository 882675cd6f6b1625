"""What a target measures (指标名称), and what it is counted from (基期)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...ontology.model import Span
from .found import FoundTarget

_MARKS = "，,。；;：:\n|！？"
_LONGEST = 60
_BASE = re.compile(
    r"(?:相?较|比|与|同)(?P<base>(?:20\d\d年?|上[一个]?年度?|去年|前[一二三\d]年|“?十[一二三四五]五”?(?:时期|期间)?|[一二三四]季度|现状|基期|20\d\d)"
    r"[^，,。；;\n]{0,4}?(?:年?[底末初]|同期|水平|平均)?)(?:水平)?(?:相比|同比)?(?:分别|年均|累计|再|各|平均)?$"
)
_LEADS = re.compile(
    r"^(?:(?:到|至|于|力争到?)?(?:20\d\d年?|“?十[一二三四五]五”?)(?:年?[底末])?(?:之?前|期间|时期|期末)?|年[底内]前?|其中|力争|确保"
    r"|争取|实现|完成|保持|全面|并|使|将|要|应|均|每年|年度|同时|预计|计划|到期末|不断|继续|重点|每(?:半年|季度|月|周|天)"
    r"|(?:全[国省市县区]|我[省市县区]|本市)(?=[\u4e00-\u9fff]{3})|[　 、和及])"
)
_TAILS = re.compile(
    r"(?:分别|总体|平均|年均|累计|力争|基本|要|应当?|须|均|再|也|都|由\d.*|占|为|在|的|以|不断|进一步|[　 ])$"
)
_VERBS = re.compile(
    r"^(?:新增|新建|建成|建设|建立|培育|培养|引进|引育|打造|创建|完成|改造|新改建|开展|组织|举办|培训|实现|选派|选拔|扶持|支持|形成|设立|配备|推广|实施|淘汰|关停|发展|净增|再)+"
)
_ENDS = re.compile(r"[，,。；;：:、\n|！？（）()《》“”]|和|及|与|并|左右")
_SHARE = re.compile(
    r"的(?P<whose>[^，,。；;：:\n|]{1,24}?)(?=达到|达标|完成|实现|建成|通过|开展|配备|设立|具备|建立|覆盖|纳入|参加|掌握|要|应)"
)


def what_is_measured(text: str, found: Sequence[FoundTarget]) -> list[tuple[Span | None, Span | None]]:
    """What each of the targets in `found`, which are in order, measures, and its base; None where it is not said.

    Forms:
      1. 森林覆盖率达到24%                  what stands before the comparison
      2. 建成10个示范园区                    what stands behind a number without one
      3. 新增城镇就业4万人                   else what stands before it, without the verb
      4. 90%的卫生院达到标准                 whose share it is
      5. 能耗比2020年下降13%                 能耗, counted from 2020年
      6. 用水量、排放量分别下降24%、25%        the second as the first

    Spans are half-open code points of `text`.
    """
    told: list[tuple[Span | None, Span | None]] = []
    for i, target in enumerate(found):
        before = found[i - 1] if i else None
        floor = before.span.end if before else 0
        joined = (
            before and before.span != target.span and not text[floor : target.span.start].strip("、和及与， ")
        )
        if before and (before.span == target.span or (joined and target.method == before.method == "target")):
            told.append(told[-1])
        else:
            told.append(_one(text, target, floor))
    return told


def _one(text: str, target: FoundTarget, floor: int) -> tuple[Span | None, Span | None]:
    start = max(floor, target.span.start - _LONGEST)
    start = max([start, *(text.rfind(mark, start, target.span.start) + 1 for mark in _MARKS)])
    left = Span(start, target.span.start)
    base = None
    if found := _BASE.search(text, left.start, left.end):
        base, left = Span(*found.span("base")), Span(left.start, found.start())
    stripped = _stripped(text, left)
    if share := _SHARE.match(text, target.span.end):
        return Span(*share.span("whose")), base
    if target.method != "target.goal":
        return stripped, base
    right = _behind(text, target.span.end)
    return right or (_without_verb(text, stripped) if stripped else None), base


def _stripped(text: str, span: Span) -> Span | None:
    """A stretch without times, adverbs and blanks around it; None where nothing of two characters is left."""
    start, end = span.start, span.end
    printed = text[start:end]
    while found := _LEADS.match(printed):
        start, printed = start + found.end(), printed[found.end() :]
    while found := _TAILS.search(printed):
        end, printed = start + found.start(), printed[: found.start()]
    return Span(start, end) if end - start >= 2 else None


def _behind(text: str, start: int) -> Span | None:
    start += text.startswith("左右", start) * 2
    stop = _ENDS.search(text, start, start + _LONGEST)
    end = stop.start() if stop else min(len(text), start + _LONGEST)
    start += text.startswith("的", start)
    return _stripped(text, Span(start, end)) if end > start else None


def _without_verb(text: str, span: Span) -> Span | None:
    found = _VERBS.match(text, span.start, span.end)
    start = found.end() if found else span.start
    return Span(start, span.end) if span.end - start >= 2 else None

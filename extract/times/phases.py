"""Phases: a heading that gives a stretch of time to what stands under it (第一阶段（2016—2018年）)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from ...ontology.model import Span
from .. import numerals
from .deadlines import FoundDeadline
from .normals import day_of

_D = numerals.DIGITS
_PHASE = re.compile(
    r"阶段\s{0,2}(?:[:：][^（）()。；;\n]{0,14}?|[\u4e00-\u9fff]{0,8})?[（(：:]\s{0,2}(?P<time>[^（）()。；;\n]{2,40}+)(?:[）)]|$)",
    re.MULTILINE,
)
_PRINTED = rf"(?:{_D}|[年月日号份底上中下旬次翌明一二三四五六七八九十 ])"
_IS_PHASE = re.compile(
    rf"(?<![^，,；;。：:、\n 　])(?P<time>(?:今年)?{_PRINTED}{{1,14}}(?:[-－—–~～至到]{{1,2}}){_PRINTED}{{2,14}}+)"
    r"(?=[，,]?为[^，,。；;\n]{0,12}阶段)"
)
_SAID = re.compile(
    rf"阶段\s?[:：]\s{{0,2}}(?P<time>(?:今年)?{_PRINTED}{{1,14}}(?:[-－—–~～至到]{{1,2}}{_PRINTED}{{2,14}})?+)(?=[，,。；;])"
)
_POINT = re.compile(
    rf"(?:(?P<year>{numerals.YEAR})(?:\s?年)?|(?P<next>[次翌明]年))?(?:(?P<month>{_D}{{1,2}}|十?[一二三四五六七八九十])\s?月(?:份)?)?"
    rf"(?:(?P<day>{_D}{{1,2}})\s?[日号])?(?P<end>底|末|上旬|中旬|下旬)?止?"
)
_NOW = re.compile(r"[自从]?即日起?|[\u4e00-\u9fff]{1,16}[之即]日起")
"""A first day that is told without numbers."""
_BARE = re.compile(rf"{_D}{{1,2}}")
_TENTHS = {"上旬": "10", "中旬": "20"}
_BETWEEN = re.compile(r"\s?(?:[-－—–~～]{1,2}|一|至|到)\s?")


def find_phases(text: str, *, year: int | None = None) -> Iterator[FoundDeadline]:
    """Yield the time of each phase in `text`, in order: its `due` is the last day of the phase.

    Forms:
      1. 第一阶段（2016—2018年）, 全面实施阶段(2016年至2018年)        the last day of 2018
      2. 动员部署阶段（2020年3月—6月）, 第二阶段：2020年3月至2020年6月   the last day of June
      3. 第一阶段：动员部署（2019年6月）                           the last day of that month
      4. 总结阶段（12月1日至12月31日）                            of `year`, the plan's own; without it no date
      5. 总结阶段（11月1日—次年1月31日）                         of the year after it
      6. 排查阶段（即日起至4月10日）, 实施阶段（方案印发之日起至4月30日）  the same
      7. 9月1日至10月31日为集中整治阶段                          the same
      8. 部署阶段：4月份，制定方案                                the same

    What is no stretch (2020年6月底前) is a deadline as anywhere. Spans are half-open code points.
    """
    for pattern in (_PHASE, _IS_PHASE, _SAID):
        for found in pattern.finditer(text):
            span = Span(*found.span("time"))
            if told := _last_day(span.of(text), year):
                yield FoundDeadline(span.of(text), told[0], None, span, "deadline.phase")


def _last_day(printed: str, year: int | None) -> tuple[date | None] | None:
    """The last day of a stretch, alone in a tuple: None where no year says which; no tuple where it is no stretch."""
    ends = [end.strip() for end in _BETWEEN.split(printed.strip().removeprefix("今年"), maxsplit=1)]
    if len(ends) == 2 and (_NOW.fullmatch(ends[0]) or _BARE.fullmatch(ends[0])):
        ends = ends[1:]
    points = [point for end in ends if (point := _POINT.fullmatch(end))]
    if len(points) < len(ends):
        return None
    first, last = points[0].groupdict(), points[-1].groupdict()
    following, named = last.pop("next"), last["year"] or first["year"]
    if not any(last.values()) or not (named or last["month"] or first["month"]):
        return None
    years = numerals.value(named) if named else year
    if not years:
        return (None,)
    years += bool(following)
    day = last["day"] or _TENTHS.get(last["end"] or "")
    due = day_of(years, last["month"] or (first["month"] if last["day"] else None), day)
    return (due,) if due else None


def with_phases(times: Iterable[FoundDeadline], phases: Iterable[FoundDeadline]) -> list[FoundDeadline]:
    """The times in order, those inside a phase's left out."""
    own = list(phases)
    kept = [time for time in times if not any(phase.span.covers(time.span) for phase in own)]
    return sorted((*kept, *own), key=lambda time: time.span)

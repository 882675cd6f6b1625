"""Phases: a heading that gives a stretch of time to what stands under it (第一阶段（2016—2018年）)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...ontology.model import Span
from .. import numerals
from .deadlines import FoundDeadline
from .normals import day_of

_D = numerals.DIGITS
_PHASE = re.compile(
    r"阶段\s{0,2}(?:[:：][^（）()。；;\n]{0,14}?|[\u4e00-\u9fff]{0,8})?[（(：:]\s{0,2}(?P<time>[^（）()。；;\n]{4,40}+)(?:[）)]|$)",
    re.MULTILINE,
)
_POINT = re.compile(
    rf"(?:(?P<year>{numerals.YEAR})(?:\s?年)?)?(?:(?P<month>{_D}{{1,2}}|十?[一二三四五六七八九十])\s?月(?:份)?)?"
    rf"(?:(?P<day>{_D}{{1,2}})\s?[日号])?(?P<end>底|末|上旬|中旬|下旬)?"
)
_TENTHS = {"上旬": "10", "中旬": "20"}
_BETWEEN = re.compile(r"\s?(?:[-－—–~～]{1,2}|一|至|到)\s?")


def find_phases(text: str, *, year: int | None = None) -> Iterator[FoundDeadline]:
    """Yield the time of each phase in `text`, in order: its `due` is the last day of the phase.

    Forms:
      1. 第一阶段（2016—2018年）, 全面实施阶段(2016年至2018年)        the last day of 2018
      2. 动员部署阶段（2020年3月—6月）, 第二阶段：2020年3月至2020年6月   the last day of June
      3. 第一阶段：动员部署（2019年6月）                           the last day of that month
      4. 总结阶段（12月1日至12月31日）                            of `year`, the plan's own; without it none

    What is no stretch (2020年6月底前) is a deadline as anywhere. Spans are half-open code points.
    """
    for found in _PHASE.finditer(text):
        ends = _BETWEEN.split(found["time"].strip(), maxsplit=1)
        points = [point for end in ends if (point := _POINT.fullmatch(end.strip()))]
        if len(points) < len(ends):
            continue
        first, last = points[0].groupdict(), points[-1].groupdict()
        printed = last["year"] or first["year"]
        years = numerals.value(printed) if printed else year
        if not years or not any(last.values()):
            continue
        day = last["day"] or _TENTHS.get(last["end"] or "")
        if due := day_of(years, last["month"], day):
            span = Span(*found.span("time"))
            yield FoundDeadline(span.of(text), due, None, span, "deadline.phase")


def with_phases(times: Iterable[FoundDeadline], phases: Iterable[FoundDeadline]) -> list[FoundDeadline]:
    """The times in order, those inside a phase's left out."""
    own = list(phases)
    kept = [time for time in times if not any(phase.span.covers(time.span) for phase in own)]
    return sorted((*kept, *own), key=lambda time: time.span)

"""Targets: quantities that are to be reached, with their comparison, value, unit and rhythm."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from ..ontology.model import Span
from . import numerals
from .deadlines import find_deadlines

_VALUE = rf"(?P<value>{numerals.DIGITS}{{1,7}}(?:[.．]{numerals.DIGITS}{{1,4}})?|[一二三四五六七八九十百两]{{1,4}})"
_UNIT = (
    r"\s?(?P<unit>个百分点|百分点|%|％|‰|[万亿]?(?:元|吨|人次|人|户|平方米|平方公里|公里|千瓦时|千瓦|亩|条|家|个(?!月|工作日)|次)"
    r"|[万亿]|学时|课时|小时|分钟|个工作日|工作日|个月|天|日|期|名|项|件|场次|场|篇|处|所|倍|部|份|起|批)"
)
_COMPARATORS = {
    "不低于": ">=", "不少于": ">=", "不小于": ">=", "至少": ">=", "达到": ">=", "达": ">=", "突破": ">=", "超过": ">=",
    "不高于": "<=", "不超过": "<=", "不多于": "<=", "控制在": "<=", "压缩至": "<=",
    "提高到": ">=", "提升至": ">=", "提升到": ">=", "增加到": ">=", "降至": "<=", "降到": "<=",
    "下降": "decrease", "降低": "decrease", "减少": "decrease", "压减": "decrease", "缩短": "decrease",
    "增长": "increase", "提高": "increase", "提升": "increase", "增加": "increase",
}  # fmt: skip
_AFTER = {"以上": ">=", "及以上": ">=", "以下": "<=", "以内": "<="}
_BEFORE_WORDS = "|".join(sorted(_COMPARATORS, key=len, reverse=True))
_VERBS = "举办|组织|开展|接受|参加|召开|听取|旁听|通报|安排|选取|设立|培训"
"""What may stand between 至少 and the number: 每年至少举办1期."""
_SENTENCE = 400
"""How far back the rhythm of a sentence is looked for."""
_FORMS = re.compile(
    rf"(?P<before>{_BEFORE_WORDS})(?:到|至|了|{_VERBS})?(?:{_VALUE}{_UNIT})(?P<after>及?以上|以下|以内)?"
    rf"|{_VALUE.replace('value', 'value2')}{_UNIT.replace('unit', 'unit2')}(?P<after2>及?以上|以下|以内)"
    rf"|{_VALUE.replace('value', 'least')}\s?(?:至|到|-|—|~)\s?{_VALUE.replace('value', 'most')}{_UNIT.replace('unit', 'unit3')}"
)


@dataclass(frozen=True, slots=True)
class FoundTarget:
    """One quantity as printed, and what it asks: `value` is a decimal number, `period` an ISO 8601 duration."""

    text: str
    comparator: str
    value: str
    unit: str
    period: str | None
    span: Span
    method: str


def find_targets(text: str) -> Iterator[FoundTarget]:
    """Yield the targets in `text`, in order, never overlapping.

    Forms:
      1. 达到100%, 不低于70%, 不少于60学时, 至少1次, 至少举办1期, 不超过5天    a comparison before
      2. 2期以上, 95%以上, 3个工作日以内                          a comparison after
      3. 下降50%, 增长8%                                        a change
      4. 1至5个                                                 a range: two targets, >= and <=

    The rhythm is the one (每年, 每半年) that the same sentence names before. What is part of a deadline
    (送达之日起20日以内) is none. Spans are half-open code points.
    """
    times = list(find_deadlines(text))
    rhythms = [time for time in times if (time.recurrence or "").startswith("P")]
    starts, all_starts = ([time.span.start for time in found] for found in (rhythms, times))
    for found in _FORMS.finditer(text):
        span = Span(*found.span())
        before = bisect_left(all_starts, span.end) - 1
        if before >= 0 and times[before].span.end > span.start:
            continue
        begin = max(0, span.start - _SENTENCE)
        stop = max(begin - 1, *(text.rfind(mark, begin, span.start) for mark in "。；;\n"))
        nearest = bisect_left(starts, span.start) - 1
        period = rhythms[nearest].recurrence if nearest >= 0 and starts[nearest] > stop else None
        for comparator, value, unit in _read(found):
            yield FoundTarget(found[0], comparator, value, unit, period, span, "target")


def _read(found: re.Match[str]) -> Iterator[tuple[str, str, str]]:
    if found["before"]:
        yield _COMPARATORS[found["before"]], _decimal(found["value"]), _plain(found["unit"])
    elif found["value2"]:
        yield _AFTER[found["after2"]], _decimal(found["value2"]), _plain(found["unit2"])
    else:
        yield ">=", _decimal(found["least"]), _plain(found["unit3"])
        yield "<=", _decimal(found["most"]), _plain(found["unit3"])


def _decimal(printed: str) -> str:
    whole, point, fraction = printed.replace("．", ".").partition(".")
    value = numerals.value(whole)
    return f"{value or 0}{point}{fraction}"


def _plain(unit: str) -> str:
    return unit.replace("％", "%")

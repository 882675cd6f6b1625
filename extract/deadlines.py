"""Deadlines: when a task is due, as printed and as a date; and how often."""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from ..ontology.model import Span
from . import numerals

_N = numerals.COUNT
_YEAR = rf"(?P<year>{numerals.YEAR})\s?年"
_MONTH = rf"(?P<month>{_N})\s?月(?:份)?"
_DAY = rf"(?P<day>{_N})\s?日"
_BEFORE = r"(?:前|之前|以前)"
_BY = r"(?:(?<!年)[到至]\s?)"
_END = r"(?:底|末)"
_QUARTERS = {"一": (3, 31), "二": (6, 30), "三": (9, 30), "四": (12, 31)}
_FIRST = '每到至年今本再任届长持常“"' + numerals.CHINESE[1:-1] + numerals.DIGITS[1:-1]
"""What a form begins with, all but those counted from an event."""
_OTHER_YEARS = r"\d年每次翌当上至到\-—－~、〇零一二三四五六七八九十"
"""What stands before a month that is not one of the plan's own year, or no month alone: 每年3月底前, 次年1月底前."""
_AS_OF = re.compile(r"截[至止]?\s?$")
_BUILT = r"(?:建成|竣工|投产|注册|成立|登记|出台|制定|印发)的"
_REVIEW = r"(?:效能|目标|绩效|考核|考评|述职|评)"
_PLAN_END = {"十三五": 2020, "十四五": 2025, "十五五": 2030}

Normal = tuple[date | None, str | None]


@dataclass(frozen=True, slots=True)
class FoundDeadline:
    """One mention of a time: as printed, its last day, or its rhythm."""

    text: str
    due: date | None
    recurrence: str | None
    span: Span
    method: str


@dataclass(frozen=True, slots=True)
class _Form:
    """A surface form: its pattern, and what a match of it means for a plan of `year`."""

    name: str
    pattern: str
    normal: Callable[[dict[str, str | None], int | None], Normal]


def find_deadlines(text: str, *, year: int | None = None, clause: bool = False) -> Iterator[FoundDeadline]:
    """Yield the deadlines in `text`, in order, never overlapping.

    Forms:
       1. 每年3月1日前, 每年6月底前, 每年一季度       a day of every year, --03-01
       2. 每年, 每半年, 每季度, 每月, 每两年, 每隔2年  a rhythm, P1Y
       3. 送达之日起20个工作日内                      counted from an event: no date
       4. 2023年3月1日前, 到2023年3月1日              that day
       5. 2017年6月底前, 到2017年6月, 2017年6月底      the last day of that month
       6. 2022年底前, 2022年年底前, 到2025年底, 2018年底   the last day of that year
       7. 到2025年, 2020年前, 2023年内, 2014年实现…    the same
       8. 2023年一季度, 2023年上半年                   the last day of that quarter or half
       9. 年底前, 年内, 今年底                         of `year`, the plan's own; without it no date, but found
      10. 十四五期末                                   the last day of the last year
      11. 再经过3年左右, 三年内, 任期内                 no date
      12. ，长期坚持。                                 no date; in a responsibility clause also 持续推进
      13. 5月底前, 3月15日前                           of `year`, like 9
      14. 2023年6月, 2023年6月15日, 2023-06-30, 2023年  only in a responsibility clause

    `clause` says that the text is a responsibility clause, or a cell under 完成时限. Years
    inside 《》, in ranges (2016-2018年) and looking back (2020年以来, 截至2020年底, 2000年前建成的) are none.
    Spans are half-open code points into `text`.
    """
    titles = _titles(text)
    starts = [title.start for title in titles]
    pattern = _CLAUSE if clause else _TEXT
    for found in pattern.finditer(text):
        span = Span(*found.span())
        before = bisect_left(starts, span.start) - 1
        if before >= 0 and span.start < titles[before].end:
            continue
        if _AS_OF.search(text, max(0, span.start - 4), span.start):
            continue
        form = _FORMS[int((found.lastgroup or "f0")[1:])]
        named = re.compile(form.pattern).match(text, span.start)
        due, recurrence = form.normal(named.groupdict() if named else {}, year)
        yield FoundDeadline(found[0], due, recurrence, span, f"deadline.{form.name}")


def _titles(text: str) -> list[Span]:
    """From each 《 to the next 》 on its line."""
    titles: list[Span] = []
    start = -1
    for found in re.finditer(r"[《》\n]", text):
        if found[0] == "《":
            start = found.start() if start < 0 else start
            continue
        if found[0] == "》" and start >= 0:
            titles.append(Span(start, found.end()))
        start = -1
    return titles


def _number(printed: str | None) -> int:
    return numerals.value(printed or "") or 0


def _last_day(year: int, month: int) -> date | None:
    if not 1 <= month <= 12 or not 1900 <= year <= 2100:
        return None
    return date(year, month, monthrange(year, month)[1])


def _year_end(groups: dict[str, str | None], year: int | None) -> Normal:
    return _last_day(_number(groups["year"]), 12), None


def _month_end(groups: dict[str, str | None], year: int | None) -> Normal:
    return _last_day(_number(groups["year"]), _number(groups["month"])), None


def _exact(groups: dict[str, str | None], year: int | None) -> Normal:
    try:
        return date(_number(groups["year"]), _number(groups["month"]), _number(groups["day"])), None
    except ValueError:
        return None, None


def _part(groups: dict[str, str | None], year: int | None) -> Normal:
    month, day = _QUARTERS[groups["quarter"] or ("二" if groups["half"] == "上" else "四")]
    return date(_number(groups["year"]), month, day), None


def _own_year(groups: dict[str, str | None], year: int | None) -> Normal:
    return (_last_day(year, 12) if year else None), None


def _own_month(groups: dict[str, str | None], year: int | None) -> Normal:
    if year is None:
        return None, None
    own = {**groups, "year": str(year)}
    return _exact(own, year) if groups["day"] else _month_end(own, year)


def _plan_end(groups: dict[str, str | None], year: int | None) -> Normal:
    return _last_day(_PLAN_END[groups["plan"] or ""], 12), None


def _open(groups: dict[str, str | None], year: int | None) -> Normal:
    return None, None


def _every_day(groups: dict[str, str | None], year: int | None) -> Normal:
    if groups.get("quarter"):
        month, day = _QUARTERS[groups["quarter"] or ""]
        return None, f"--{month:02}-{day:02}"
    month = _number(groups["month"])
    if not 1 <= month <= 12:
        return None, "P1Y"
    day = _number(groups["day"]) if groups.get("day") else monthrange(2023, month)[1]
    return None, f"--{month:02}-{day:02}"


def _every(groups: dict[str, str | None], year: int | None) -> Normal:
    unit, count = groups["unit"] or "", groups["count"]
    if unit in ("半年", "季度"):
        return None, {"半年": "P6M", "季度": "P3M"}[unit]
    letter = {"年": "Y", "月": "M", "周": "W"}[unit[0]]
    return None, f"P{_number(count) if count else 1}{letter}"


_BODY = (
    _Form(
        "every-day",
        rf"每年(?:(?P<quarter>[一二三四])季度|{_MONTH}(?:{_DAY}|底)?(?!\s?[\d至到\-—－~]))(?:{_BEFORE}|内)?",
        _every_day,
    ),
    _Form(
        "every", rf"每(?:隔)?(?P<count>{_N})?(?:个)?(?P<unit>半年|季度|年(?:年初)?|月|周)(?!度计划)", _every
    ),
    _Form("every", r"(?P<count>两|三)(?P<unit>年)(?=一(?:清理|评估|次))", _every),
    _Form(
        "from-event",
        rf"(?:(?<=[在于自从])[\u4e00-\u9fff]{{1,6}}|[\u4e00-\u9fff]{{2}})之日起\s?{_N}\s?个?(?:工作日|日|天|月|年)(?:以?内|{_BEFORE})",
        _open,
    ),
    _Form("day", rf"{_BY}?{_YEAR}\s?{_MONTH}\s?{_DAY}{_BEFORE}", _exact),
    _Form("day", rf"{_BY}{_YEAR}\s?{_MONTH}\s?{_DAY}", _exact),
    _Form("month", rf"{_BY}?{_YEAR}\s?{_MONTH}(?:{_END}{_BEFORE}?|{_BEFORE})", _month_end),
    _Form("month", rf"{_BY}{_YEAR}\s?{_MONTH}", _month_end),
    _Form(
        "part",
        rf"{_BY}?{_YEAR}\s?(?:第?(?P<quarter>[一二三四])季度|(?P<half>[上下])半年)(?:{_END})?{_BEFORE}?",
        _part,
    ),
    _Form("year", rf"{_BY}?{_YEAR}\s?年?{_END}{_BEFORE}?", _year_end),
    _Form("year", rf"{_BY}{_YEAR}(?!度|以来|版|修订|\s?[-－—–~至到])(?:{_BEFORE}|内)?", _year_end),
    _Form("year", rf"{_YEAR}(?:{_BEFORE}(?!{_BUILT})|以?内)", _year_end),
    _Form("year", rf"{_YEAR}(?=(?:基本|全面|力争|要|将)?(?:实现|完成|建成|达到))", _year_end),
    _Form("own-year", rf"(?<![\d年每上去前次翌])(?:今年|本年度?|年){_END}(?!{_REVIEW}){_BEFORE}?", _own_year),
    _Form("own-month", rf"(?<![{_OTHER_YEARS}]){_MONTH}(?:{_DAY}{_BEFORE}|{_END}{_BEFORE})", _own_month),
    _Form("own-year", r"(?:今|(?<![\d今一二三四五六七八九十两几半多近每]))年内", _own_year),
    _Form("plan-end", rf"[“\"]?(?P<plan>十[三四五]五)[”\"]?(?:时期|期间)?(?:期?{_END})", _plan_end),
    _Form("open", r"(?<=[，,])长期坚持(?=[，,。；;])", _open),
    _Form("open", rf"再经过{_N}年(?:左右)?|任期内|届期内|(?<![\d\u4e00-\u9fff])(?:{_N})年内", _open),
)
_IN_CLAUSE = (
    _Form("day", rf"{_YEAR}\s?{_MONTH}\s?{_DAY}", _exact),
    _Form("day", r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)", _exact),
    _Form("month", rf"{_YEAR}\s?{_MONTH}", _month_end),
    _Form("year", rf"{_YEAR}", _year_end),
    _Form("open", r"(?:长期|持续|常态化?)(?:坚持|推进|实施|开展|落实)?|长期", _open),
)
_FORMS = _BODY + _IN_CLAUSE


def _union(forms: tuple[_Form, ...]) -> re.Pattern[str]:
    """One pattern of all forms, group f3 for the fourth; where none can begin, no form is tried."""
    unnamed = [re.sub(r"\?P<\w+>", "?:", form.pattern) for form in forms]
    choices = [f"(?P<f{i}>(?:{pattern}))" for i, pattern in enumerate(unnamed)]
    counted = next(i for i, form in enumerate(forms) if form.name == "from-event")
    event = choices.pop(counted)
    return re.compile(f"(?=[{_FIRST}])(?:{'|'.join(choices)})|(?=.{{1,6}}之日起){event}")


_TEXT = _union(_BODY)
_CLAUSE = _union(_FORMS)

"""Deadlines: when a task is due, as printed and as a date; how often; and how long after what."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ...ontology.model import Span
from ..sparing import matches
from .events import find_event
from .patterns import IN_CLAUSE, IN_TEXT
from .reasons import Time, binds

_TITLE = re.compile(r"[《》\n]")
_AS_OF = re.compile(r"截[至止]?\s?$")
_SENTENCE, _LINE = re.compile(r"[。\n]"), re.compile(r"\n")
_A_MONTH = re.compile(r"(?P<year>20\d\d)\s?年\s?\d{1,2}\s?月")
_ZONE = 60


@dataclass(frozen=True, slots=True)
class FoundDeadline:
    """One mention of a time: as printed, its last day, its rhythm, or its length and the event it is counted from.

    `event` is None for what is counted from no event that is named; `working_days` belongs to `duration`.
    """

    text: str
    due: date | None
    recurrence: str | None
    span: Span
    method: str
    duration: str | None = None
    working_days: bool = False
    event: Span | None = None

    def shift(self, by: int) -> FoundDeadline:
        """The same, `by` characters further on."""
        event = self.event.shift(by) if self.event else None
        return replace(self, span=self.span.shift(by), event=event)


def find_deadlines(
    text: str, *, year: int | None = None, since: int | None = None, clause: bool = False
) -> Iterator[FoundDeadline]:
    """Yield the deadlines in `text`, in order, never overlapping.

    Forms:
       1. 每年3月1日前, 每年6月底前, 每年一季度, 每年底前       a day of every year, --03-01
       2. 每年, 每半年, 每季度, 每月, 每天, 每两年, 每隔2年, 按月, 按季度, 逐月, 五年一评估  a rhythm, P1Y
       3. 送达之日起20个工作日内, 疫情结束后3个月内          a length, P20D, and the event it is counted from
       4. 2023年3月1日前, 到2023年3月1日, 2023年3月1日(星期三)下午4时前  that day
       5. 2017年6月底前, 到2017年6月, 2017年6月底      the last day of that month
       6. 2022年底前, 2022年年底前, 到2025年底, 2018年底   the last day of that year
       7. 到2025年, 2020年前, 2023年内, 2014年实现…    the same
       8. 2023年一季度, 2023年上半年                   the last day of that quarter or half
       9. 年底前, 年内, 今年底, 明年底前               of `year`, the plan's own; without it no date, but found
      10. 十四五期末, 十四五期间                       the last day of the last year
      11. 再经过3年左右, 利用3至5年时间, 用100天时间, 三年内, 3天内    a length from no event that is named
      12. 任期内, 当日申请, 提前30日, 春节前              no date
      13. ，长期坚持。                                 no date, like 今冬明春; alone in a cell or a clause also 持续推进
      14. 5月底前, 3月15日前, 至3月底, 至2月24日          of `year`, like 9
      15. 2023年，全面建成, 2023年6月完成验收            where what follows is a goal and the year is not before `since`
      16. 2023年9月1日至10月31日，集中整治, 11-12月，组织验收, 4至6月开展排查  the last day of a stretch in which something is done
      17. 春节前, 汛期前, 在开学前, 每年汛期前           told by what happens then: no date
      18. 每月5日前报送, 每季度末月25日前报送, 每周五前报送  a rhythm, with what it says of the day
      19. 6月开工建设, 三季度完成, 5月底完成, 4月中旬召开  of `year`, like 9, where what follows is to be done
      20. 完成时间：2023年6月15日                     that day
      21. 2023年6月, 2023年6月15日, 2023-06-30, 2023年, 2024-2026年, 全年  only in a responsibility clause
      22. 即日起至5月5日, 从2021年3月10日起至7月20日     the last day of what begins at once, or on a day
      23. 2021年目标：甲区通过验收, 2020年任务：一是       the year of what a colon opens
      24. 2024年前三季度完成80%, 2019年至2021年，每年新建100个, 2012－2015年，新建学校20所   where what follows is a goal, like 15
      25. 2021年3月20日、6月20日前报送, 3月、6月和9月底前     each day of a list that ends in one by which something is due
      26. 今年，建成40个, 明年，配套率达到66%             of `year`, like 9, where what follows is a goal
      27. 今年9月至明年2月，新建40个, 从10月起至明年2月20日, 即日起至年底  the last day, in the year after `year`, or of it
      28. 到x年，达到92%, 20xx年底前                  a year that is left blank: no date
      29. | 甲局 | 2026年6月 |, | 甲局 | 立行立改 |, 完成时限：6月底   what 21 and a clause have, alone in a cell or behind a label
      30. 2026年6月底前，长期坚持, | 立行立改，长期坚持 |    what goes on behind the time by which it is done
      31. 不晚于8月31日, 最迟2023年10月底, 定于3月15日召开, 截止时间为4月30日   the last day that is told, of `year`, like 9
      32. 明年3月15日前, 明年一季度前, 明年上半年       of the year after `year`
      33. 次年3月底前, 翌年一季度, 第二年底前          of the year after that of the time before it in its sentence; without one no date
      34. 当年底前, 下月10日前, 下周三前, 明天12时前, 2023年初完成, 规划期末   no date
      35. 24年6月底前                              that day of 2024
      36. 力争三年建成, 半个月内, 节后第一周内          a length, or no date
      37. 每年10月至次年4月，开展, 每年6月中旬前        a day of every year
      38. 半年开展一次, 一年至少开展2次, 隔年一次, 每2小时巡查, 每学年, 每星期   a rhythm
      39. 2024、2025、2026年分别培训100人            each year of a list
      40. 工程2024年9月开工, 2025年10月完工            the last day of that month, if the year is not before `since`

    `clause` says that the text is a responsibility clause, or a cell under 完成时限; `since` is the year of the
    plan's issue, or the first one that it plans for. Years inside 《》, in ranges (2016-2018年) and looking back
    (2020年以来, 截至2020年底) are none, nor is what tells who is concerned (2000年前建成的, 年内参保的，) or when a rule
    lapses (有效期至2020年底): reasons.py has a row for each reason. Spans are half-open code points into `text`.
    """
    titles = _titles(text)
    starts = [title.start for title in titles]
    forms = IN_CLAUSE if clause else IN_TEXT
    end, said, last = 0, None, None
    for found in matches(forms.pattern, text):
        span = Span(*found.span())
        before = bisect_left(starts, span.start) - 1
        if before >= 0 and span.start < titles[before].end:
            continue
        if _AS_OF.search(text, max(0, span.start - 4), span.start):
            continue
        form, normal = forms.read(found, _own_year(text, said, span.start, year, last))
        if not (clause or binds(Time(text, span, form, normal.due, since))):
            continue
        event = find_event(text, span.start, end) if form.name == "term" else None
        span = Span(event.start, span.end) if event else span
        if clause and form.name == "open" and (span.start == end > 0 or text.endswith("每年", 0, span.start)):
            continue
        end = span.end
        deadline = FoundDeadline(
            span.of(text), normal.due, normal.recurrence, span, f"deadline.{form.name}",
            normal.duration, normal.working_days, event,
        )  # fmt: skip
        said, last = deadline if normal.due else said, deadline
        yield deadline


def _own_year(
    text: str, said: FoundDeadline | None, start: int, year: int | None, last: FoundDeadline | None
) -> int | None:
    """The year of a month that names none: the one its sentence names before, else the plan's own.

    次年 is the one behind the year of the time before it in the sentence, and without one no year that is known.
    """
    if text.startswith(("次年", "翌年", "第二年"), start):
        near_by = last and last.due and not _SENTENCE.search(text, last.span.end, start)
        return last.due.year + 1 if last and last.due and near_by else None
    if text.startswith(("今", "到今", "至今", "明", "本年"), start):
        return year
    stop = _SENTENCE if year else _LINE
    if said and said.due and not stop.search(text, said.span.end, start):
        return said.due.year
    near = max(0, start - _ZONE)
    begin = max(text.rfind("。", near, start), text.rfind("\n", near, start), near)
    month = _A_MONTH.search(text, begin, start)
    return int(month["year"]) if month else year


def _titles(text: str) -> list[Span]:
    """From each 《 to the next 》 on its line."""
    titles: list[Span] = []
    start = -1
    for found in _TITLE.finditer(text):
        if found[0] == "《":
            start = found.start() if start < 0 else start
            continue
        if found[0] == "》" and start >= 0:
            titles.append(Span(start, found.end()))
        start = -1
    return titles

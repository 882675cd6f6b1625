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
from .forms import Form, Normal
from .patterns import IN_CLAUSE, IN_TEXT

_TITLE = re.compile(r"[《》\n]")
_AS_OF = re.compile(r"截[至止]?\s?$")
_LAPSES = re.compile(
    r"(?:(?:有效|执行|施行|试行|实施|适用|规划)(?:期限?|时间)|施行|执行|有效|延长|延续|政策(?:继续)?实施)(?:[^，,。；;\n]{0,9}[^，,。；;\n后])?$|[如若凡]$"
)
_EACH = re.compile(r"(?:每[人户家名位]|金额)\s?$")
_AMOUNT = re.compile(r"[^，,。；;：:\n]{0,8}(?:[\d０-９.]{1,7}\s?万?元|享受)")
"""What makes a rhythm the measure of an amount: 每人每年不超过1万元."""
_CHANGED = re.compile(r"[^，,。；;\n]{0,8}?(?:增|降|减|提|升|翻|相比|有所|持平|高|低|多|少)")
_LOOKS_BACK = re.compile(
    r"[^。\n]{0,120}?(?:取得了[^，,。；;\n]{0,8}(?:成效|成就|成绩|进展|突破)|超额完成|[作做]出了|不断加强|得到了|大幅提升[，,]但|位居)"
)
_SINCE = re.compile(r"起\s?$")
_COMPARED = re.compile(r"(?:比|较|相比|相较|对比|与|和|同)\s?[“\"]?$")
_FROM = re.compile(r"起(?![草步飞底])|开始[，,]")
_CONCERNS = re.compile(
    r"(?:已|尚?未|能够|有望|可(?!再)|以?前?(?:建成|竣工|投产|注册|成立|登记|出台|制定|印发|到期|取得|批准|签订)(?:并[^，,。；;\n]{1,6})?的)"
    r"|[^，,。；;：:\n]{0,40}(?:的[，,]|之间的)"
)
_OPENS_CLAUSE = re.compile(
    r"(?:^|[。；;，,：:（()）“”\"|\n]|(?:^|\n)[ 　]{0,4}\d{1,2}[.．]"
    r"|(?<![年\d])—|月份?[、和及]|[\u4e00-\u9fff]\s|力争|争取|确保|预计|计划|推动|其中|提出|拟|目标|最迟|至迟)\s*$"
)
_AT_LEVEL = re.compile(r"达到\d{4}年[\u4e00-\u9fff]{0,10}(?:目标|要求|标准|水平|颁布的|制定的|发布的)")
"""Of what year a standard is: 达到2018年水质目标要求."""
_ANNEX = re.compile(r"附件\s?\d{0,2}\s?[:：.．]?\s?\d{0,2}[.．、]?$")
_GOALS_OF = re.compile(
    r"(?:主要|工作|年度)?(?:预期)?(?:目标|任务)\s{0,2}[:：]|[\u4e00-\u9fff]{2,18}(?:目标|指标)(?:任务)?(?:(?:是|为)\s{0,2}[:：]?|[:：])"
)
"""What follows the year of goals that a colon opens: 2021年目标：, 2020年全市经济社会发展主要目标是："""
_HEADER = re.compile(
    r"(?:度)?(?:预期|规划|工作|建设|计划)?(?:目标|进度目标|目标进度|目标任务)(?:值|数)?[ 　]*(?:\n|$)"
)
"""The rest of a column's title on a line of its own: 2022年预期目标."""
_PLACED = re.compile(r"(?:^|[。；;，,：:\n])[\u4e00-\u9fff]{1,7}[省市县区州镇]$")
_COUNTS = re.compile(r"(?!.{0,30}(?:方案|计划|安排|要点)).*\d")
"""A goal with a figure, behind a place and its year: 武昌市2017年降尘量下降5%."""
_EVERY_YEAR = re.compile(r"每年[^，,。；;：:]{0,12}、$")
"""What makes a month of a list one of every year: 每年3月、9月底前."""
_CAPTION = re.compile(r"(?:^|\n)[ \t　]*[表图]\s?\d{0,2}\s?[:：]?\s?$")
_SENTENCE, _LINE = re.compile(r"[。\n]"), re.compile(r"\n")
_LISTED = re.compile(r"[、和及]\s*$")
_LISTED_BY = re.compile(r"[到至]\s?\d{4}\s?年?\s?[、和及]\s*$")
_AFTER_YEAR = re.compile(r"\d{4}\s?年?\s?[、和及]\s*$")
_ISSUED = (
    "发布",
    "颁布",
    "公布",
    "印发",
    "成文",
    "发文",
    "生效",
    "实施",
    "施行",
    "更新",
    "生成",
    "成立",
    "登记",
    "通过",
    "批准",
)
_A_MONTH = re.compile(r"(?P<year>20\d\d)\s?年\s?\d{1,2}\s?月")
_SAID_BY = re.compile(r"(?:完成|办结|竣工|投产|建成)?(?:时间|时限|期限|节点)(?:为|是|[:：])\s?$")
_REDUCED = re.compile(r"(?:压缩|缩短|控制|压减|减少|精简|降低?|限定|缩减)(?:到|至|在|为)\s?$")
_OF = re.compile(r"[^，,。；;：:\n]{1,20}的")
_GOAL = re.compile(
    r"达到|达|稳定在|实现|完成|建成|力争|争取|确保|基本|不低于|不少于|不超过|超过|突破|控制在|下降|降低|降至|提高|提升|增长|增加|以上|全面|启动"
    r"|开展|组织|关停|淘汰|建设|建立|形成|评估|改善|新增|培育|打造|推广|退出|力求|覆盖|投产|投用|达产|创建|引进|压减|整治|治理|清零|消除|投入|交付|上线|竣工|运行|开[工建]|启用|新建|改造|取得|编制|制定|出台|印发|通过|保持|安排\d|计划|投资|[，,]将"
)
_THIS_YEAR = re.compile(
    r"要(?!求)|将(?!在)|确保|力争|争取|计划|全面|全部|完成(?!情况)|建成|实现|达到|新增|开工|初步|抓好|(?<![\d.])[\d.]{1,9}[万亿]元"
)
"""What says that something is to be done in a year that is told as 今年 or 明年."""
_SURE = re.compile(r"(?:确保|力争|争取|完成)[\u4e00-\u9fff]{0,6}$")
_SAID_CLOSER = re.compile(r"[^。；;\n]{0,30}?(?:年内|年底|\d\s?月)|[^，,。；;：:\n]{0,16}(?:目标|指标)")
"""What follows a year that is no time of its own: a closer time, or what is planned for it."""
_AT_ONCE = re.compile(r"[\d.]{1,9}[万亿](?!.{0,4}任务)|(?:正式|初步|基本|全面|全部|再|完成|建成|实现|新增)")
_PAST = re.compile(r"已|完成了|实现了|以来|我[省市县区]共")
_NO_GOAL = re.compile(
    r"[\u4e00-\u9fff]{1,6}的|[，,]?是|各项|[^，,。；;\n]{0,4}《|[^，,。；;\n]{0,12}(?:总体要求|连续第)|[春夏秋冬]季|[^，,。；;\n]{0,24}(?:工作|行动)[，,]?[要以]|(?:年?(?:目标|规划|预算|计划|指标|工作|重点|任务|标准|版|[:：|]))"
)
_COVERS = re.compile(
    r"[^。；;\n]{0,60}?(?:已经|已完|完成了|实现了|累计|同比|环比|给予|补贴|补助|返还|(?:比重|比例|率)为\d|免征|减免|减征|下调|费率|享受|可[组申按以])"
)
"""What follows a stretch that tells when something was so, or for how long a benefit is given."""
_WHOLE_YEARS = re.compile(r"年\s?1月1日.{1,12}12月31日$")
_HEADS = re.compile(
    r"(?:[^，,。；;：:|\n]{0,14}|[^，,。；;：:|\n]{0,20}(?:主要|预期))(?:目标|指标)[ 　]*(?:\n|$)"
)
_LABELLED = re.compile(r"(?:^|\n)[ 　]*[一二三四五六七八九十（）()]{1,4}[、.．]?[ 　]*$")
"""What stands before a heading's year: 一、2025年主要预期目标."""
_ALONE = re.compile(r"\n第?[一二三四1-4]季度[ 　]*\n")
"""A quarter alone on its line, the title of a column."""
_ENDS = re.compile(r"[。；;|\n]")
_ZONE, _NEAR = 60, 30


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

    `clause` says that the text is a responsibility clause, or a cell under 完成时限; `since` is the year of the
    plan's issue, or the first one that it plans for. Years inside 《》, in ranges (2016-2018年) and looking back
    (2020年以来, 截至2020年底) are none, nor is what tells who is concerned (2000年前建成的, 年内参保的，) or when a rule
    lapses (有效期至2020年底). Spans are half-open code points into `text`.
    """
    titles = _titles(text)
    starts = [title.start for title in titles]
    forms = IN_CLAUSE if clause else IN_TEXT
    end, said = 0, None
    for found in matches(forms.pattern, text):
        span = Span(*found.span())
        before = bisect_left(starts, span.start) - 1
        if before >= 0 and span.start < titles[before].end:
            continue
        if _AS_OF.search(text, max(0, span.start - 4), span.start):
            continue
        form, normal = forms.read(found, _own_year(text, said, span.start, year))
        if not (clause or _binds(text, span, form, normal, since)):
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
        said = deadline if normal.due else said
        yield deadline


def _own_year(text: str, said: FoundDeadline | None, start: int, year: int | None) -> int | None:
    """The year of a month that names none: the one its sentence names before, else the plan's own."""
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


def _binds(text: str, span: Span, form: Form, normal: Normal, since: int | None) -> bool:
    """Whether the time at `span` of running text is one by which something is to be done."""
    before = max(0, span.start - 20)
    if form.name == "said":
        said = _SAID_BY.search(text, before, span.start)
        return said is not None and not text.endswith(_ISSUED, before, said.start())
    if form.name == "stretch" and text.endswith("自", before, span.start) and "年" in span.of(text):
        return False
    if form.name == "stretch" and (_COVERS.match(text, span.end) or _WHOLE_YEARS.search(span.of(text))):
        return False
    if form.name == "every" and _EACH.search(text, before, span.start) and _AMOUNT.match(text, span.end):
        return False
    if form.name != "every" and _LAPSES.search(text, before, span.start):
        return False
    if form.name == "until":
        return not _COVERS.match(text, span.end) and not _LAPSES.search(text, before, span.start)
    if form.name == "year" and _AT_LEVEL.search(text, span.start - 1, span.end + 16):
        return False
    if text.endswith(("建成于", "竣工于", "建于"), before, span.start) or _ANNEX.search(
        text, before, span.start
    ):
        return False
    if text.endswith(("展望", "早在"), before, span.start) or _CAPTION.search(text, before, span.start):
        return False
    if form.name not in ("every", "term") and (
        _SINCE.search(text, before, span.start) or _FROM.match(text, span.end)
    ):
        return False
    if form.name not in ("every", "term", "open") and _COMPARED.search(text, before, span.start):
        return not _CHANGED.match(text, span.end)
    if form.name == "plan-end" and (
        (since and normal.due and normal.due.year < since) or _LOOKS_BACK.match(text, span.end)
    ):
        return False
    if form.name == "term" and _REDUCED.search(text, before, span.start):
        return False
    if form.name not in ("every", "term") and text.endswith(("对", "对于"), before, span.start):
        return not form.bare and not _OF.match(text, span.end)
    if _CONCERNS.match(text, span.end):
        return False
    if form.name == "own-month" and _EVERY_YEAR.search(text, max(0, span.start - 24), span.start):
        return False
    if form.bare and form.name in ("own-month", "own-part", "day"):
        return _is_planned(text, span, normal.due, since)
    if form.bare and form.name in ("own-year", "next-year"):
        return _is_for_this_year(text, span)
    return not form.bare or _is_goal(text, span, normal.due, since)


def _is_for_this_year(text: str, span: Span) -> bool:
    """Whether a bare 今年 or 明年 opens a clause that says what is to be done in it."""
    if _names_goals(text, span):
        return True
    stop = _ENDS.search(text, span.end, span.end + _ZONE)
    zone = text[span.end : stop.start() if stop else span.end + _ZONE]
    if _PAST.search(zone) or _NO_GOAL.match(zone) or _SAID_CLOSER.match(zone):
        return False
    opens = _OPENS_CLAUSE.search(text, max(0, span.start - 6), span.start)
    if opens and _THIS_YEAR.search(zone, 0, _NEAR):
        return True
    return (
        _SURE.search(text, max(0, span.start - 12), span.start) is not None
        and _AT_ONCE.match(zone) is not None
    )


def _is_planned(text: str, span: Span, due: date | None, since: int | None) -> bool:
    """Whether a bare month or quarter, which a verb follows, is one to come."""
    if due is None and not _OPENS_CLAUSE.search(text, max(0, span.start - 6), span.start):
        return False
    if since and due and due.year < since:
        return False
    if _ALONE.match(text, span.start - 1) and "季度" in span.of(text):
        return False
    stop = _ENDS.search(text, span.end, span.end + _ZONE)
    return _PAST.search(text, span.end, stop.start() if stop else span.end + _ZONE) is None


def _names_goals(text: str, span: Span) -> bool:
    """Whether a year is that of a heading or a lead-in that names goals: 一、2025年主要预期目标, 今年主要指标是：."""
    if _HEADS.match(text, span.end) and _LABELLED.search(text, max(0, span.start - 8), span.start):
        return True
    opens = _OPENS_CLAUSE.search(text, max(0, span.start - 6), span.start)
    return opens is not None and _GOALS_OF.match(text, span.end) is not None


def _is_goal(text: str, span: Span, due: date | None, since: int | None) -> bool:
    """Whether a bare year or month (2025年) opens a clause that says what is to be reached in it."""
    if due is None or (since and due.year < since):
        return False
    if _names_goals(text, span) or (text.endswith("\n", 0, span.start) and _HEADER.match(text, span.end)):
        return True
    opens = _OPENS_CLAUSE.search(text, max(0, span.start - 6), span.start) is not None
    stop = _ENDS.search(text, span.end, span.end + _ZONE)
    zone = text[span.end : stop.start() if stop else span.end + _ZONE]
    if _PAST.search(zone) or _NO_GOAL.match(zone) or zone.startswith(("）", ")")):
        return False
    if since is None and _LOOKS_BACK.match(text, span.end):
        return False
    before = max(0, span.start - 6)
    far = max(0, span.start - 10)
    if _LISTED_BY.search(text, far, span.start) or _SAID_BY.search(text, far, span.start):
        return True
    if zone.startswith("分别") and _AFTER_YEAR.search(text, far, span.start):
        return True
    if _LISTED.search(text, before, span.start):
        return re.match(r"\d[\d.]{0,8}\s?[%％]|底|达|[，,]|[、和及]\s?20\d\d", zone) is not None
    placed = _PLACED.search(text, max(0, span.start - 10), span.start) and _COUNTS.match(zone)
    if not (opens or placed):
        near = re.match(
            r"(?:底|确保|力争|达到?|实现|完成|建成|初步|正式|全面|基本|启动|[\d.]{1,9}[万亿])", zone
        )
        return near is not None
    future = since is not None and due.year > since and len(zone) > 3
    return (future and zone.startswith(("，", ","))) or _GOAL.search(zone) is not None

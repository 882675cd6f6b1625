"""Targets: quantities that are to be reached, with their comparison, value, unit and rhythm."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from ...ontology.model import Span
from ..sparing import matches
from ..times.deadlines import FoundDeadline, find_deadlines
from ..times.normals import PLAN_END
from .asking import is_asked, is_bound, is_goal
from .found import FoundTarget, Quantity
from .progress import find_progress
from .signs import CLOSE, END, FIGURES, ONCE, PERCENT
from .surroundings import Kind, Surroundings, period_of
from .units import ARABIC, BOUNDS, COMPARATORS, UNIT, VALUE, asked, decimal, is_fraction, plain_unit

_AFTER = {"以上": ">=", "以下": "<=", "以内": "<=", "之内": "<=", "内": "<="}
_NO_MORE = ("以下", "以内")
_REACHING = ("达到", "达", "稳定在", "保持在", "维持在")
_TO = r"\s?(?:至|到|-|—|–|－|~|～|一(?=\d))\s?"
_QUANTITY = re.compile(
    rf"(?=[\d０-９一二三四五六七八九十百两半])(?<![\d.０-９第A-Za-z])(?<!上(?=一))(?:(?P<low>{ARABIC}|[一二三四五六七八九十]{{1,3}})[%％]?{_TO}(?!日))?(?P<value>{VALUE})\s?[多余]?(?P<unit>{UNIT})?"
    r"(?:\s?(?:左右)?\s?[及或]?(?P<after>以上|以下|以内|之内|(?<=[日天时月])内))?"
)
_BARE = re.compile(r"\d{1,3}(?:\.\d{1,2})?|0\.\d{1,4}")
_ASKS = re.compile(f"每|届|任期|逐|按|半年一|{'|'.join(BOUNDS)}")
_YEARLY = re.compile(
    r"(?:年均|年度|(?<![\d同去本今])年(?:申请|授权|处理|供应|新增|发放)量|年(?:平)?均(?!浓度|值|水平|气温|降水)[^，,。；;：:\n]{1,16})$"
)
_GROWS = re.compile(r"(?:增加|增长|提高|提升|扩大|翻)(?:了|约|近)?$")
_STEPS = ("倍", "个百分点", "百分点")
"""What something may grow by in words: 提高两个百分点."""
_NAMED = re.compile(r"(?:\s?[、，,和及]\s?)?[\u4e00-\u9fff]{2,4}")
_RESPECTIVELY, _FAR_LIST = "分别", 80
_LESS_IS_BETTER = re.compile(r"浓度[^，,。；;：:\n\d]{0,8}$")
_THEN = re.compile(r"(?:左右|以上)?[，,]")
_LIST = re.compile(r"\s?(?:、|和|及|与|以及|,|，)\s?")
_FIVE_YEARS = re.compile(r"(?P<plan>十[一二三四五六])五”?(?:期间|时期)")
_ANY_PLAN = re.compile(r"(?P<plan>十[一二三四五六])五")
_IN_YEAR = re.compile(r"(?<![^。；;，,\n 　])(?:截至)?(?P<year>20\d\d)\s?年(?:年?[底末])?(?!以来)")
_SO_FAR = re.compile(
    r"(?<![^。；;\n])1\s?[-－—–~～至]\s?\d{1,2}月份?[，,](?=[^。\n]{0,60}(?:同比|去年|上年|(?:比重|比例|率)为\d))"
)
"""What opens a report on the months that are over: 1-2月，投资同比下降."""
_OF_YEAR = re.compile(r"(?P<year>20\d\d)年的\s?$")
"""The year of which what was reached is told: 增加到2024年的310天."""
_STOPS = re.compile(r"[。\n]")
_FAR = 400
_COMMAS = re.compile(r"[，,；;]")
_NO_AIM = re.compile(r"(?<=次)性|[^，,。；;：:\n]{0,12}(?:的)?基础上")


def find_targets(
    text: str, times: Iterable[FoundDeadline] | None = None, *, since: int | None = None
) -> Iterator[FoundTarget]:
    """Yield the targets in `text`, in order, never overlapping.

    Forms:
      1. 达到100%, 不低于70%, 不少于60学时, 至少1次, 至少举办1期, 不超过5天    a comparison before
      2. 2期以上, 95%以上, 压缩到3个工作日以内                     a comparison after
      3. 下降50%, 增长8%, 压减产能180万吨                        a change; 下降8%，达到58 ends in a value that is <=
      4. 培育1至5个                                             a range: two targets, >= and <=; of a change (提高1至2个百分点) that twice
      5. 建成10个, 新增岗位2万个, 覆盖率100%                      a goal without a comparison
      6. 每年组织一次                                           a rhythm, and how much in it
      7. 一半以上, 三分之二以上, 八成以上, 百分之九十五以上                  parts of a whole

    `times` are the deadlines of the text where they are known, `since` the first year that is not past: a paragraph has
    no targets from where it names a five-year plan before that (“十三五”期间). The rhythm is the one (每年, 每半年, 任期内) that the
    same sentence names before. What is part of a deadline (送达之日起20日以内) is none, nor are amounts that a rule
    pays (给予10万元补贴), that more is added to (在提高100元的基础上),
    that tell who is concerned (年产30万吨以下企业) or how things stand (目前已有8个, 1-2月，投资同比下降3%, and cells under 进展情况).
    Spans are half-open code points.
    """
    known = list(find_deadlines(text) if times is None else times)
    around = Surroundings(text, known)
    starts = [time.span.start for time in known]
    rhythms = [(time.span.start, period) for time in known if (period := period_of(time))]
    past = sorted((*_past_plans(text, since or _next_plan(text)), *_reported(text)))
    years = [] if since is None else list(_past_years(text, since))
    told = list(find_progress(text))
    cells = [cell.start for cell in told]
    before: FoundTarget | None = None
    for match in matches(_QUANTITY, text):
        place = bisect_left(starts, match.end()) - 1
        if place >= 0 and known[place].span.end > match.start():
            continue
        if (cell := bisect_left(cells, match.end()) - 1) >= 0 and told[cell].end > match.start():
            continue
        if (line := _line_of(past, match.start())) is not None and "\n" not in text[line : match.start()]:
            continue
        found = Quantity.of(match)
        if _NO_AIM.match(text, found.end):
            continue
        if not FIGURES.match(found.value) and not _may_be(text, found, before):
            continue
        around.advance(found.start)
        if years and _tells_of_a_past_year(text, years, around, found.start):
            continue
        read = _read(text, found, around, before)
        if read is None:
            continue
        comparator, start = read
        if (
            since
            and found.unit != "倍"
            and (year := _OF_YEAR.search(text, start, found.start))
            and int(year["year"]) < since
        ):
            continue
        period = _period(text, start, found, around, rhythms)
        for one in _targets(text, found, comparator, start, period):
            before = one
            yield one


def _next_plan(text: str) -> int:
    """The first year of the latest five-year plan that a text without a year of its own names; 0 without one."""
    ends = [PLAN_END.get(found["plan"], 0) for found in _ANY_PLAN.finditer(text)]
    return max(ends) - 4 if ends else 0


def _past_plans(text: str, since: int) -> Iterator[int]:
    """Where a five-year plan is named that ended before the year `since`."""
    yield from (
        found.end() for found in _FIVE_YEARS.finditer(text) if PLAN_END.get(found["plan"], since) < since
    )


def _reported(text: str) -> Iterator[int]:
    """Where the rest of a line tells of the months that are over."""
    yield from (found.end() for found in _SO_FAR.finditer(text))


def _past_years(text: str, since: int) -> Iterator[int]:
    """Where a clause opens with a year before `since` (2022年，全市完成)."""
    yield from (found.end() for found in _IN_YEAR.finditer(text) if int(found["year"]) < since)


def _tells_of_a_past_year(text: str, years: Sequence[int], around: Surroundings, start: int) -> bool:
    """Whether the sentence opens with a past year, and no time to come follows."""
    year = _line_of(years, start)
    return year is not None and around.last[Kind.TIME][0] < year and not _STOPS.search(text, year, start)


def _line_of(past: Sequence[int], position: int) -> int | None:
    """The last of the places in `past` not far before a position."""
    place = bisect_left(past, position) - 1
    return past[place] if place >= 0 and position - past[place] < _FAR else None


def _may_be(text: str, found: Quantity, before: FoundTarget | None) -> bool:
    """Whether a number in words can be one: behind a comparison, a rhythm or a target, or before 以上."""
    start = found.start
    if found.unit == "次" and ONCE.search(text, max(0, start - 8), start):
        return True
    if found.unit in _STEPS and _GROWS.search(text, max(0, start - 6), start):
        return True
    if not found.unit or (before and start - before.span.end <= CLOSE):
        return bool(found.unit)
    return bool(found.after) or _ASKS.search(text, max(0, start - CLOSE), start) is not None


def _targets(
    text: str, found: Quantity, comparator: str, start: int, period: str | None
) -> Iterator[FoundTarget]:
    unit = plain_unit(found.unit, found.value)
    span = Span(start, found.end)
    method = "target" if comparator else "target.goal"
    asks = [(comparator or ">=", found.value)]
    if found.low and comparator in ("increase", "decrease"):
        asks = [(comparator, found.low), (comparator, found.value)]
    elif found.low:
        asks = [(">=", found.low), ("<=", found.value)]
    for asked_for, printed in asks:
        if (value := decimal(printed)) is not None:
            yield FoundTarget(span.of(text), asked_for, value, unit, period, span, method)


def _period(
    text: str, start: int, found: Quantity, around: Surroundings, rhythms: Sequence[tuple[int, str]]
) -> str | None:
    """The rhythm that the sentence names before the quantity; before a share, the clause."""
    if _YEARLY.search(text, max(0, start - 20), start):
        return "P1Y"
    near = around.in_clause if PERCENT.search(found.unit) else around.in_part
    nearest = bisect_left(rhythms, (found.start, "")) - 1
    if nearest < 0 or not near(Kind.RHYTHM) or _superseded(text, around):
        return None
    return rhythms[nearest][1]


def _superseded(text: str, around: Surroundings) -> bool:
    """Whether another time follows the rhythm in a clause of its own (每年新建2000所，三年内新增6000所)."""
    rhythm, time = around.last[Kind.RHYTHM], around.last[Kind.TIME]
    return time > rhythm and _COMMAS.search(text, rhythm[1], time[0]) is not None


def _read(
    text: str, found: Quantity, around: Surroundings, before: FoundTarget | None
) -> tuple[str, int] | None:
    """What a quantity asks and where that begins: a comparator, or "" for a goal without one; None for no target."""
    unit, after = found.unit, found.after
    word = Span(*around.last[Kind.COMPARISON])
    comparator = None
    gap = text[word.end : found.start].strip()
    if word.start >= 0 and word.start > (before.span.end - 1 if before else -1):
        comparator = asked(word.of(text), gap, unit)
        if comparator is None and text.endswith(_RESPECTIVELY, 0, word.start) and _NAMED.fullmatch(gap):
            comparator = COMPARATORS[word.of(text)]
    if (
        comparator is None
        and before
        and not _whose(text, found)
        and _LIST.fullmatch(text, before.span.end, found.start)
    ):
        comparator, word = (
            _continued(before, plain_unit(unit, found.value)),
            Span(found.start, found.end),
        )
    if comparator is None and before and _is_respective(text, found, before, around):
        comparator, word = before.comparator, Span(found.start, found.end)
    if not _has_unit(text, found, comparator is not None):
        return None
    if (
        comparator == ">="
        and word.of(text) in _REACHING
        and (_falls_short(text, word.start, after) or _comes_down(text, before, word.start))
    ):
        comparator = "<="
    if comparator:
        sure = is_asked(text, found, around, word)
        return (comparator, word.start) if sure else None
    if after == "以上" and text.startswith("增长", found.end) and unit == "%":
        return ("increase", found.start) if not around.in_clause(Kind.PAST) else None
    if after:
        return (_AFTER[after], found.start) if is_bound(text, found, around) else None
    if not is_goal(text, found, around, before):
        return None
    return ("<=" if _falls_short(text, found.start, after) else "", found.start)


def _whose(text: str, found: Quantity) -> bool:
    """Whether a quantity says of which things something is asked (70%以上的城市), whatever was asked before it."""
    return found.after is not None and text.startswith("的", found.end)


def _falls_short(text: str, start: int, after: str | None) -> bool:
    """Whether no more is asked (稳定在10%以下), or what is measured there is the better the less of it there is (浓度达32微克/立方米)."""
    if after in _NO_MORE:
        return True
    return after != "以上" and _LESS_IS_BETTER.search(text, max(0, start - 16), start) is not None


def _comes_down(text: str, before: FoundTarget | None, start: int) -> bool:
    """Whether what is reached is told right behind the fall that leads to it: 下降8%，达到58微克."""
    return (
        before is not None
        and before.comparator == "decrease"
        and _THEN.fullmatch(text, before.span.end, start) is not None
    )


def _is_respective(text: str, found: Quantity, before: FoundTarget, around: Surroundings) -> bool:
    """Whether a quantity goes on with those that 分别 tells of places: 分别达到甲县220天、乙县210天."""
    said = text.rfind(_RESPECTIVELY, max(0, found.start - _FAR_LIST), found.start)
    if said <= around.last[Kind.STOP][1] or before.unit != plain_unit(found.unit, found.value):
        return False
    return said < before.span.start and _NAMED.fullmatch(text, before.span.end, found.start) is not None


def _continued(before: FoundTarget, unit: str) -> str | None:
    """What 3% asks in 下降5%、3%: the same as the one before."""
    alike = before.unit == unit or (unit == "/10万" and before.unit == "‰")
    return before.comparator if alike and unit else None


def _has_unit(text: str, found: Quantity, compared: bool) -> bool:
    if found.unit or is_fraction(found.value):
        return True
    return compared and _BARE.fullmatch(found.value) is not None and END.match(text, found.end) is not None

"""Targets: quantities that are to be reached, with their comparison, value, unit and rhythm."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ...ontology.model import Span
from ..sparing import matches
from ..times.deadlines import FoundDeadline, find_deadlines
from ..times.normals import PLAN_END
from .surroundings import Kind, Surroundings, period_of
from .units import ARABIC, BOUNDS, CONDITIONS, FRACTION, UNIT, VALUE, asked, decimal, plain_unit

_AFTER = {"以上": ">=", "以下": "<=", "以内": "<=", "之内": "<=", "内": "<="}
_TO = r"\s?(?:至|到|-|—|–|－|~|～|一(?=\d))\s?"
_QUANTITY = re.compile(
    rf"(?=[\d０-９一二三四五六七八九十百两半])(?<![\d.０-９第A-Za-z])(?:(?P<low>{ARABIC}|[一二三四五六七八九十]{{1,3}}){_TO}(?!日))?(?P<value>{VALUE})\s?[多余]?(?P<unit>{UNIT})?"
    r"(?:\s?(?:左右)?\s?[及或]?(?P<after>以上|以下|以内|之内|(?<=[日天时月])内))?"
)
_BARE = re.compile(r"\d{1,2}(?:\.\d{1,2})?")
_END = re.compile(r"(?:左右)?(?:[，,。；;、）)\s|\"”]|$)")
_MONEY, _PERCENT = re.compile(r"元$"), re.compile(r"[%‰]|百分点$")
_PAYS = re.compile(
    r"[^，,。；;：:\n]{0,12}(?:补助|补贴|奖励|奖补|资助|贴息|罚款|奖金|标准|给予|资金支持|工资|基数|费用|的部分|的支持)"
)
_WHOM = re.compile(
    r"[^，,。；;：:]{0,30}(?<!目)的[，,]|的(?:部分|标准)"
    r"|[^，,。；;：:\n]{0,10}[，,]\s?可?(?:分别|一次性|再)?(?:给予|享受|申请|奖励|补助|予以)"
)
_SIZED = re.compile(r"[吨元瓦亩人户米里伏]$|平方$|立方$|[吨/][日年]$")
_BODIES = re.compile(
    r"[^，,。；;：:、\n\d]{0,12}?(?:企业|单位|机构|公司|机组|锅炉|焦炉|高炉|煤矿|矿山|园区|设备|车辆|船舶|项目|工程|建筑|贷款|合同|轮胎"
    r"|生产线|用户|小区|社区|家庭|人员|住宅|线路)"
)
_OF = re.compile(r"的(?!目标|要求|任务|比例|速度|增速|标准)")
_FIGURES = re.compile(rf"{ARABIC}|{FRACTION}")
_FORMED = re.compile(r"的[^，,。；;：:\n]{1,14}(?:形成|建成)")
_BY = re.compile(
    r"(?:对|在|等|全省|全市|全国|全区|各|由|从|原|比|较|这|上述|前|其|每|第|以|列入|与|首|约为|仅|共有|分|余|的|[A-Za-z])\s?$"
)
_RATE = re.compile(r"(?:率|比例|比重|面|[涨增降]幅|增速|水平)(?:力争)?(?:实现|为|保持|稳定)?\s?$")
_SHARE = re.compile(
    r"的[^，,。；;：:\n]{1,24}(?:达到|达标|完成|实现|建成|通过|开展|配备|设立|具备|建立|覆盖|纳入|参加|掌握)"
)
_ASKS = re.compile(f"每|届|任期|逐|按|半年一|{'|'.join(BOUNDS)}")
_YEARLY = re.compile(r"(?:年均|年度|年(?:平)?均[^，,。；;：:\n]{1,16})$")
_GRANTED = re.compile(r"享受|领取")
_LASTS = re.compile(r"年$|月$|周$")
_BUILT = re.compile(r"[栋幢亩方米架台套座PpWw卡辆吨时瓦万]$|FLOPS$|Flops$")
_COUNT = re.compile(r"[次期场件名个项篇批人份例天]$|学时$|课时$|场次$|人次$|小时$|[元]$")
_UNCOUNTED = re.compile(
    r"^(?:倍|天|日|年|周|岁|秒|分钟|小时|个月|个?工作日|个小时|米|厘米|毫米|级|位|期|根|段|片|块|部|次|.{0,3}/.*|[kMG]?(?:W|V|VA|m|t|h)|m.|.?Hz)$|^[%‰]$|百分点$|基点$"
)
_SMALL = re.compile(r"一|两|[12]")
_JOIN = re.compile(
    r"\s?(?:、|和|及|与|以及|,|，|，?其中)\s?(?:再)?|[^，,。；;：:\n\d]{0,20}(?:和|及|、|以及)(?:[^，,。；;：:\n\d]{0,12})"
)
_NEXT = re.compile(r"(?:左右)?[^，,。；;：:\n\d]{0,16}[，,][^，,。；;：:\n\d]{0,4}")
_LIST = re.compile(r"\s?(?:、|和|及|与|以及|,|，)\s?")
_OPENED = re.compile(r"(?:^|[，,。；;：:\n])\s{0,2}$")
_BEHIND = re.compile(r"[^。\n]{0,120}?(?:超额完成|[作做]出了|取得了)")
_FIVE_YEARS = re.compile(r"(?P<plan>十[一二三四五六])五”?(?:期间|时期)")
_FAR = 400
_COMMAS = re.compile(r"[，,；;]")
_SHARED = re.compile(rf"(?:\s?[、和及与]\s?{ARABIC}){{1,4}}\s?(?P<unit>{UNIT})")
_NO_AIM = re.compile(r"(?<=次)性|[^，,。；;：:\n]{0,12}(?:的)?基础上")
_COUNTED = re.compile(r"[大类]?(?:[\u4e00-\u9fff]{0,4})指标")
_CLOSE, _NEAR, _ROW = 30, 60, 2000


class _Quantity(NamedTuple):
    """A number as printed, with its unit, the word behind it (以上) and, of a range, the lower number."""

    low: str | None
    value: str
    unit: str
    after: str | None
    start: int
    end: int

    @classmethod
    def of(cls, found: re.Match[str]) -> _Quantity:
        unit = found["unit"]
        if unit is None and (shared := _SHARED.match(found.string, found.end("value"))):
            unit = shared["unit"]
        return cls(found["low"], found["value"], unit or "", found["after"], *found.span())


@dataclass(frozen=True, slots=True)
class FoundTarget:
    """One quantity as printed, and what it asks: `value` is a decimal number, `unit` may be empty.

    `period` is an ISO 8601 duration, or "term".
    """

    text: str
    comparator: str
    value: str
    unit: str
    period: str | None
    span: Span
    method: str


def find_targets(
    text: str, times: Iterable[FoundDeadline] | None = None, *, since: int | None = None
) -> Iterator[FoundTarget]:
    """Yield the targets in `text`, in order, never overlapping.

    Forms:
      1. 达到100%, 不低于70%, 不少于60学时, 至少1次, 至少举办1期, 不超过5天    a comparison before
      2. 2期以上, 95%以上, 压缩到3个工作日以内                     a comparison after
      3. 下降50%, 增长8%, 压减产能180万吨                        a change
      4. 培育1至5个                                             a range: two targets, >= and <=
      5. 建成10个, 新增岗位2万个, 覆盖率100%                      a goal without a comparison
      6. 每年组织一次                                           a rhythm, and how much in it
      7. 一半以上, 三分之二以上, 百分之九十五以上                  parts of a whole

    `times` are the deadlines of the text where they are known, `since` the first year that is not past: a paragraph has
    no targets from where it names a five-year plan before that (“十三五”期间). The rhythm is the one (每年, 每半年, 任期内) that the
    same sentence names before. What is part of a deadline (送达之日起20日以内) is none, nor are amounts that a rule
    pays (给予10万元补贴), that more is added to (在提高100元的基础上),
    that tell who is concerned (年产30万吨以下企业) or how things stand (目前已有8个).
    Spans are half-open code points.
    """
    known = list(find_deadlines(text) if times is None else times)
    around = Surroundings(text, known)
    starts = [time.span.start for time in known]
    rhythms = [(time.span.start, period) for time in known if (period := period_of(time))]
    past = [] if since is None else list(_past_plans(text, since))
    before: FoundTarget | None = None
    for match in matches(_QUANTITY, text):
        place = bisect_left(starts, match.end()) - 1
        if place >= 0 and known[place].span.end > match.start():
            continue
        if (line := _line_of(past, match.start())) is not None and "\n" not in text[line : match.start()]:
            continue
        found = _Quantity.of(match)
        if _NO_AIM.match(text, found.end):
            continue
        if not _FIGURES.match(found.value) and not _may_be(text, found, before):
            continue
        around.advance(found.start)
        read = _read(text, found, around, before)
        if read is None:
            continue
        comparator, start = read
        period = _period(text, start, found, around, rhythms)
        for one in _targets(text, found, comparator, start, period):
            before = one
            yield one


def _past_plans(text: str, since: int) -> Iterator[int]:
    """Where a five-year plan is named that ended before the year `since`."""
    yield from (
        found.end() for found in _FIVE_YEARS.finditer(text) if PLAN_END.get(found["plan"], since) < since
    )


def _line_of(past: Sequence[int], position: int) -> int | None:
    """The last of the places in `past` not far before a position."""
    place = bisect_left(past, position) - 1
    return past[place] if place >= 0 and position - past[place] < _FAR else None


def _may_be(text: str, found: _Quantity, before: FoundTarget | None) -> bool:
    """Whether a number in words can be one: behind a comparison, a rhythm or a target, or before 以上."""
    start = found.start
    if not found.unit or (before and start - before.span.end <= _CLOSE):
        return bool(found.unit)
    return bool(found.after) or _ASKS.search(text, max(0, start - _CLOSE), start) is not None


def _targets(
    text: str, found: _Quantity, comparator: str, start: int, period: str | None
) -> Iterator[FoundTarget]:
    unit = plain_unit(found.unit, found.value)
    span = Span(start, found.end)
    method = "target" if comparator else "target.goal"
    asks = [(comparator or ">=", found.value)]
    if found.low:
        asks = [(">=", found.low), ("<=", found.value)]
    for asked_for, printed in asks:
        if (value := decimal(printed)) is not None:
            yield FoundTarget(span.of(text), asked_for, value, unit, period, span, method)


def _period(
    text: str, start: int, found: _Quantity, around: Surroundings, rhythms: Sequence[tuple[int, str]]
) -> str | None:
    """The rhythm that the sentence names before the quantity; before a share, the clause."""
    if _YEARLY.search(text, max(0, start - 20), start):
        return "P1Y"
    near = around.in_clause if _PERCENT.search(found.unit) else around.in_part
    nearest = bisect_left(rhythms, (found.start, "")) - 1
    if nearest < 0 or not near(Kind.RHYTHM) or _superseded(text, around):
        return None
    return rhythms[nearest][1]


def _superseded(text: str, around: Surroundings) -> bool:
    """Whether another time follows the rhythm in a clause of its own (每年新建2000所，三年内新增6000所)."""
    rhythm, time = around.last[Kind.RHYTHM], around.last[Kind.TIME]
    return time > rhythm and _COMMAS.search(text, rhythm[1], time[0]) is not None


def _read(
    text: str, found: _Quantity, around: Surroundings, before: FoundTarget | None
) -> tuple[str, int] | None:
    """What a quantity asks and where that begins: a comparator, or "" for a goal without one; None for no target."""
    unit, after = found.unit, found.after
    word = Span(*around.last[Kind.COMPARISON])
    comparator = None
    gap = text[word.end : found.start].strip()
    if word.start >= 0 and word.start > (before.span.end - 1 if before else -1):
        comparator = asked(word.of(text), gap, unit)
    if comparator is None and before and _LIST.fullmatch(text, before.span.end, found.start):
        comparator, word = (
            _continued(before, plain_unit(unit, found.value)),
            Span(found.start, found.end),
        )
    if not _has_unit(text, found, comparator is not None):
        return None
    if comparator:
        sure = _is_asked(text, found, around, word, comparator)
        return (comparator, word.start) if sure else None
    if after:
        return (_AFTER[after], found.start) if _is_bound(text, found, around) else None
    return ("", found.start) if _is_goal(text, found, around, before) else None


def _continued(before: FoundTarget, unit: str) -> str | None:
    """What 3% asks in 下降5%、3%: the same as the one before."""
    return before.comparator if before.unit == unit and unit else None


def _has_unit(text: str, found: _Quantity, compared: bool) -> bool:
    if found.unit or "之" in found.value or found.value in ("一半", "半数"):
        return True
    return compared and _BARE.fullmatch(found.value) is not None and _END.match(text, found.end) is not None


def _is_paid(text: str, found: _Quantity, around: Surroundings) -> bool:
    """Whether a sum or a share is what a rule pays or charges."""
    unit = found.unit
    if not (_MONEY.search(unit) or _PERCENT.search(plain_unit(unit, found.value)) or unit == "倍"):
        return False
    paid = around.last[Kind.PAID]
    money = _MONEY.search(unit) is not None and found.start - paid[1] < _NEAR
    near = around.in_part(Kind.PAID) if money else around.in_clause(Kind.PAID)
    return near or _PAYS.match(text, found.end) is not None


def _is_past(text: str, found: _Quantity, around: Surroundings) -> bool:
    """Whether the sentence tells how things stand, and no time to come follows."""
    if _BEHIND.match(text, found.end):
        return True
    past = around.last[Kind.PAST][0]
    if around.in_sentence(Kind.PAST) and past > around.last[Kind.TIME][0]:
        return True
    return around.in_clause(Kind.DONE) or around.in_clause(Kind.CONDITION)


def _concerns(text: str, found: _Quantity) -> bool:
    """Whether what follows says that the quantity tells who is concerned."""
    if _WHOM.match(text, found.end):
        return True
    whose = found.after or text.startswith("的", found.end)
    sized = _SIZED.search(found.unit) is not None
    return bool(whose) and sized and _BODIES.match(text, found.end) is not None


def _is_asked(text: str, found: _Quantity, around: Surroundings, word: Span, comparator: str) -> bool:
    if _is_paid(text, found, around) or _is_past(text, found, around) or _concerns(text, found):
        return False
    printed, unit = word.of(text), found.unit
    if not _FIGURES.match(found.value) and printed not in BOUNDS:
        return False
    if printed in CONDITIONS and _OF.match(text, found.end):
        return around.in_clause(Kind.GOAL) or _FORMED.match(text, found.end) is not None
    return (
        not (unit == "年" and (len(found.value) > 2 or text.startswith("期", found.end)))
        and unit != "批"
        and "跑" not in text[word.end : found.start]
    )


def _is_bound(text: str, found: _Quantity, around: Surroundings) -> bool:
    """Whether 以上 or 以内 after a quantity asks for it."""
    if _is_paid(text, found, around) or _is_past(text, found, around) or _concerns(text, found):
        return False
    if _LASTS.search(found.unit) and found.after == "以上":
        return False
    if found.after != "以上":
        return _END.match(text, found.end) is not None
    return not around.in_clause(Kind.SIZE)


def _in_row(text: str, start: int) -> bool:
    """Whether a quantity stands in a row of a table, where sizes describe what is built."""
    line = text.rfind("\n", max(0, start - _ROW), start) + 1
    return text.startswith("|", line)


def _is_goal(text: str, found: _Quantity, around: Surroundings, before: FoundTarget | None) -> bool:
    """Whether a quantity without a comparison is one to be reached."""
    unit = plain_unit(found.unit, found.value)
    start = found.start
    asks = around.in_clause(Kind.GOAL) or around.in_clause(Kind.RHYTHM) or around.in_sentence(Kind.TIME)
    if not (asks or before or unit == "%"):
        return False
    if _is_past(text, found, around) or around.quoted():
        return False
    if unit == "%" and re.match(ARABIC, found.value) and _SHARE.match(text, found.end):
        opens = _OPENED.search(text, max(0, start - 3), start) is not None
        return opens or around.in_sentence(Kind.TIME) or around.in_sentence(Kind.GOAL)
    if _is_paid(text, found, around) or unit == "批":
        return False
    if _in_row(text, start) and _BUILT.search(unit):
        return False
    if text.startswith(("多", "余"), found.end) or text.startswith("每", around.last[Kind.GOAL][0] - 1):
        return False
    if _concerns(text, found) or _BY.search(text, max(0, start - 4), start):
        return False
    if unit in ("项", "个") and _COUNTED.match(text, found.end):
        return False
    if unit == "%" and re.match(ARABIC, found.value):
        return _RATE.search(text, max(0, start - 8), start) is not None and bool(_END.match(text, found.end))
    if found.value in ("一半", "半数") or "之" in found.value:
        return around.in_clause(Kind.GOAL)
    if around.in_clause(Kind.RHYTHM) and _COUNT.search(unit):
        after = around.last[Kind.RHYTHM][1]
        return start - after <= _CLOSE and not _GRANTED.search(text, after, start)
    joined = before and before.unit == unit and around.last[Kind.COMMA][0] < before.span.start
    if (
        before
        and joined
        and _JOIN.fullmatch(text, before.span.end, start)
        and not around.in_clause(Kind.SIZE)
    ):
        return True
    if (
        before
        and before.method == "target.goal"
        and before.unit == unit
        and _NEXT.fullmatch(text, before.span.end, start)
    ):
        return not around.in_clause(Kind.SIZE)
    if not re.match(ARABIC, found.value) or _UNCOUNTED.search(unit) or around.in_clause(Kind.SIZE):
        return False
    if around.in_clause(Kind.GOAL) and start - around.last[Kind.GOAL][1] <= _CLOSE:
        return True
    return (
        around.in_sentence(Kind.TIME)
        and start > max(around.last[Kind.COMMA][0], around.last[Kind.STOP][0]) + 1
    )

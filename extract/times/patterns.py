"""The surface forms of times: their patterns, and what a match of each means."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from .. import numerals
from .forms import NUMBERS, OPEN, Form, Groups, Normal, Union

N = numerals.COUNT
_YEAR = rf"(?P<year>{numerals.YEAR})\s?年"
_MONTH = rf"(?P<month>{N})\s?月(?:份)?"
_DAY = rf"(?P<day>{N})\s?[日号]"
_HOUR = r"(?:\s?[（(](?:星期|周)[一二三四五六日天][）)])?(?:\s?[上下中]午|晚上?)?(?:\s?\d{1,2}(?:[时点]|[:：]\d\d)(?:\d{1,2}分)?)?"
_BEFORE = r"(?:之前|以前|前)"
_BY = r"(?:(?<![年月日起])[到至]\s{0,3})"
_END = r"(?:底|末)"
_TO = r"\s?[-－—–~～一至到]\s?"
_QUARTERS = {"一": (3, 31), "二": (6, 30), "三": (9, 30), "四": (12, 31)}
_OTHER_YEARS = r"\d年每次翌上\-—－~、〇零一二三四五六七八九十"
"""What stands before a month that is not one of the plan's own year, or no month alone: 每年3月底前, 次年1月底前."""
_REVIEW = r"(?:效能|目标|绩效|考核|考评|述职|评)"
PLAN_END = {"十一": 2010, "十二": 2015, "十三": 2020, "十四": 2025, "十五": 2030, "十六": 2035}
_PLAN = r"[“\"]?(?P<plan>十[一二三四五六])五[”\"]?"
_WORK = r"(?:调度|通报|督查|督导|督办|例会|会商|研判|监测|总结|检查|抽查)"
_RULE = r"(?!\s{0,2}\d[\d.]{0,8}\s{0,2}[万亿]?\s?元|最高|最多|按|可获|可享|享受|给予|补助|补贴|奖励|奖补|资助|[^，。；\n]{0,6}标准)"
_SPAN = r"无|未|没有|累计|曾|的|容|部|外|涵|设|取消|不得|禁止|限制|不予|不再|不受|按|免|减|扣|给予|享受|可享|补贴|补助|发生|取得"
"""What follows a stretch of time (毕业2年内未就业) that is no term to do something in."""
_MONTHS = rf"(?!\s?{numerals.DIGITS}{{1,2}}\s?月(?:份|底|\d{{1,2}}日)?{_TO})"
_GOAL = (
    r"(?=(?:底?[前内]?(?:基本|全面|力争|争取|确保|要|将|正式|率先|全部|初步|预计|计划|累计){0,2}"
    r"(?:实现|完成|建成|达到|达|投产|投用|投运|竣工|投入|上线|交付|形成|建立)(?!的|了))|\d[\d.]{0,6}\s?[%％])"
)
UNITS = {
    **dict.fromkeys(("工作日", "自然日", "日", "天", "旬"), "D"),
    **dict.fromkeys(("月", "季度", "分钟"), "M"),
    **{"年": "Y", "周": "W", "小时": "H"},
}


def _number(printed: str | None) -> int:
    return numerals.value(printed or "") or 0


def last_day(year: int, month: int) -> date | None:
    """The last day of a month, or None where there is no such month."""
    if not 1 <= month <= 12 or not 1900 <= year <= 2100:
        return None
    return date(year, month, monthrange(year, month)[1])


def day_of(year: int, month: str | None, day: str | None) -> date | None:
    """The last day of a year, a month of it or a day, as printed; None where there is none."""
    if month and day:
        return _exact({"year": str(year), "month": month, "day": day}, None).due
    return last_day(year, _number(month) if month else 12)


def _year_end(groups: Groups, year: int | None) -> Normal:
    return Normal(last_day(_number(groups["year"]), 12))


def _month_end(groups: Groups, year: int | None) -> Normal:
    return Normal(last_day(_number(groups["year"]), _number(groups["month"])))


def _exact(groups: Groups, year: int | None) -> Normal:
    try:
        return Normal(date(_number(groups["year"]), _number(groups["month"]), _number(groups["day"])))
    except ValueError:
        return OPEN


def _part(groups: Groups, year: int | None) -> Normal:
    month, day = _quarter(groups)
    return Normal(date(_number(groups["year"]), month, day))


def _quarter(groups: Groups) -> tuple[int, int]:
    return _QUARTERS[groups["quarter"] or ("二" if groups["half"] == "上" else "四")]


def _own_year(groups: Groups, year: int | None) -> Normal:
    return Normal(last_day(year, 12)) if year else OPEN


def _own_part(groups: Groups, year: int | None) -> Normal:
    return Normal(date(year, *_quarter(groups))) if year else OPEN


def _own_month(groups: Groups, year: int | None) -> Normal:
    if year is None:
        return OPEN
    own = {**groups, "year": str(year)}
    return _exact(own, year) if groups["day"] else _month_end(own, year)


def _decade(groups: Groups, year: int | None) -> Normal:
    if groups["decade"] == "下":
        return _month_end(groups, year)
    return _exact({**groups, "day": "10" if groups["decade"] == "上" else "20"}, year)


def _own_decade(groups: Groups, year: int | None) -> Normal:
    return _decade({**groups, "year": str(year)}, year) if year else OPEN


def _next_year(groups: Groups, year: int | None) -> Normal:
    if year is None or not groups["month"]:
        return _own_year(groups, year + 1 if year else None)
    return _own_month(groups, year + 1)


def _plan_end(groups: Groups, year: int | None) -> Normal:
    return Normal(last_day(PLAN_END[groups["plan"] or ""], 12))


def _open(groups: Groups, year: int | None) -> Normal:
    return OPEN


def _half_century(groups: Groups, year: int | None) -> Normal:
    return Normal(date(2050, 12, 31))


def _every_day(groups: Groups, year: int | None) -> Normal:
    if groups["quarter"] or groups["half"]:
        month, day = _quarter(groups)
        return Normal(recurrence=f"--{month:02}-{day:02}")
    if not groups["month"]:
        return Normal(recurrence="--12-31")
    month = _number(groups["month"])
    if not 1 <= month <= 12:
        return Normal(recurrence="P1Y")
    day = _number(groups["day"]) if groups["day"] else monthrange(2023, month)[1]
    return Normal(recurrence=f"--{month:02}-{day:02}")


def _every(groups: Groups, year: int | None) -> Normal:
    unit, count = groups["unit"] or "", groups.get("count")
    if unit in ("半年", "季度", "季", "学期"):
        months = 6 if unit in ("半年", "学期") else 3
        return Normal(recurrence=f"P{months * (_number(count) if count else 1)}M")
    letter = {"年": "Y", "月": "M", "周": "W", "天": "D", "日": "D", "旬": "D"}[unit[0]]
    number = (_number(count) if count else 1) * (10 if unit == "旬" else 1)
    return Normal(recurrence=f"P{number}{letter}")


def _fortnight(groups: Groups, year: int | None) -> Normal:
    return Normal(recurrence="P15D")


def _term(groups: Groups, year: int | None) -> Normal:
    unit, count = groups["unit"] or "", _number(groups["most"] or groups["count"])
    number = count * {"季度": 3, "旬": 10}.get(unit, 1)
    time = "T" if unit in ("小时", "分钟") else ""
    return Normal(duration=f"P{time}{number}{UNITS[unit]}", working_days=unit == "工作日")


_LENGTH = rf"(?P<count>{N})(?:\s?[-－—–~～至到]\s?(?P<most>{N}))?\s?"
_LONG = rf"{_LENGTH}(?:个(?=[工自月小季])|[个個])?(?P<unit>工作日|自然日|日|天|(?<=个)月|季度|年|周|小时)"
_BODY = (
    Form(
        "every-day",
        rf"每年(?:第?(?P<quarter>[一二三四])季度|(?P<half>[上下])半年|年?(?:底|末)(?=前|之前|以前)"
        rf"|{_MONTH}(?:{_DAY}|底|末)?(?!\s?[\d至到\-—－~]))(?:{_BEFORE}|内)?",
        _every_day,
        first="每",
    ),
    Form(
        "every",
        rf"每(?:隔)?(?P<count>{N})?(?:个)?(?P<unit>半年|季度?(?!节)|学期|年(?:年初|度)?|月|周(?!边)|旬|天|日)(?!度计划|三餐){_MONTHS}{_RULE}",
        _every,
        first="每",
    ),
    Form("every", r"(?P<count>两|三)(?P<unit>年)(?=一(?:清理|评估|次))", _every),
    Form(
        "every",
        r"(?<![第\d一二三四五六七八九十])(?P<count>[一二两三四五])(?P<unit>年|季度?|月|周|旬)(?=一(?![日号度月年是个级\d]|次性|[一二三四五六七八九十]))",
        _every,
    ),
    Form("every", r"(?<![\d每近])(?P<unit>半年)(?=一(?!度|次性))", _every, first="半"),
    Form(
        "every",
        r"(?:按|分)(?P<unit>半年|季度?|年(?!龄|内|均|限|末|底|初|代|轻|产|利|度细|度分)度?|月(?!人均|均|平均)|周(?!边|期)|旬|日(?!历|常|计|期|程|照|均|用))",
        _every,
        first="按分",
    ),
    Form("fortnight", r"每半个?月", _fortnight, first="每"),
    Form("every", rf"(?<![\d每近上下])(?P<unit>半年){_WORK}", _every, first="半"),
    Form("every", r"逐(?P<unit>月|季度?|周|日)", _every, first="逐"),
    Form(
        "every",
        rf"(?<![\d一二三四五六七八九十每本当上下次半今个定跨])(?P<unit>月|周|季度|旬){_WORK}",
        _every,
        first="月周季旬",
    ),
    Form("term", rf"(?<![\d第近前过去每上满今.])(?<!以后)(?<!今后){_LONG}(?:[以之]?内)(?!{_SPAN})", _term),
    Form(
        "term",
        rf"(?<![\d第近前过去每上满今.]){_LENGTH}(?P<unit>分钟)[以之]?内(?=报告|上报|响应|到达|处置|完成|办结|反馈|受理)",
        _term,
    ),
    Form("term", rf"(?:未来|今后)\s?{_LENGTH}个?(?P<unit>年)(?=内|[，,])内?", _term, first="未今"),
    Form("advance", rf"(?<=[满期始开办])前\s?{N}\s?个?(?:工作日|日|天|月)", _open, first="前"),
    Form(
        "term",
        rf"(?:再?(?:利用|经过|通过|用))\s?{_LENGTH}(?:[个個])?(?P<unit>年|月)(?:左右)?的?(?:时间|努力)",
        _term,
        first="再利经通用",
    ),
    Form("term", rf"再(?:经过|用)\s?{_LENGTH}(?P<unit>年)(?:左右)?", _term, first="再"),
    Form("advance", rf"提前\s?{N}\s?个?(?:工作日|日|天|月|小时)", _open, first="提"),
    Form("day", rf"{_BY}?{_YEAR}\s?{_MONTH}\s?{_DAY}{_HOUR}{_BEFORE}", _exact, first="到至" + NUMBERS),
    Form("day", rf"{_BY}{_YEAR}\s?{_MONTH}\s?{_DAY}", _exact, first="到至"),
    Form(
        "month",
        rf"{_BY}?{_YEAR}\s?{_MONTH}\s?(?:{_END}{_BEFORE}?|{_BEFORE})",
        _month_end,
        first="到至" + NUMBERS,
    ),
    Form("month", rf"{_BY}{_YEAR}\s?{_MONTH}", _month_end, first="到至"),
    Form(
        "month",
        rf"{_YEAR}\s?{_MONTH}(?!\s?[\d\-－—–~～]|[上中下]旬|至(?!少)|到|底|末|以来|起|印发|发布)",
        _month_end,
        bare=True,
    ),
    Form(
        "part",
        rf"{_BY}?{_YEAR}\s?(?:第?(?P<quarter>[一二三四])季度|(?P<half>[上下])半年)(?:{_END})?{_BEFORE}?(?!可|以来|的)",
        _part,
        first="到至" + NUMBERS,
    ),
    Form("year", rf"{_BY}?{_YEAR}\s?年?{_END}{_BEFORE}?", _year_end, first="到至" + NUMBERS),
    Form(
        "year", rf"{_BY}{_YEAR}(?!度|以来|版|修订|\s?[-－—–~至到])(?:{_BEFORE}|内)?", _year_end, first="到至"
    ),
    Form("year", rf"{_YEAR}(?:{_BEFORE}|以?内)", _year_end),
    Form("year", rf"{_YEAR}{_GOAL}", _year_end),
    Form(
        "year",
        rf"{_YEAR}(?!度|以来|起|版|修订|第|号|印发|出台|发布|公布|制定|的|\s?[\d\-－—–~至到月]|[一二三四五六七八九十]{{1,2}}月)",
        _year_end,
        bare=True,
    ),
    Form(
        "own-year",
        rf"(?<![\d年每上去前次翌明])(?:今年|本年度?|年)年?(?:底|末(?=前|之前|以前|[，,]|实现|完成|达到))(?!{_REVIEW}){_BEFORE}?",
        _own_year,
        first="今本年",
    ),
    Form(
        "own-year",
        r"今年(?=[，,]?(?:要|确保|力争|争取|将|计划|全面|全部|全市|全县|全区|全省|再)(?!求))",
        _own_year,
        bare=True,
        first="今",
    ),
    Form(
        "next-year",
        rf"(?:到)?明年(?:(?P<month>{N})\s?月(?P<day>){_END}?{_BEFORE}|{_END}{_BEFORE}?)",
        _next_year,
        first="到明",
    ),
    Form(
        "own-month",
        rf"(?<![{_OTHER_YEARS}])(?<!年[到至])今?年?{_MONTH}(?:{_DAY}{_HOUR}{_BEFORE}|{_END}{_BEFORE}|份?{_BEFORE}(?!后))",
        _own_month,
        first="今年" + NUMBERS,
    ),
    Form(
        "own-month",
        rf"(?<=[，,；;。\n]){N}\s?月?\s?[-－—–~～至到]\s?{_MONTH}(?P<day>)(?=进行|开展|组织|检查|完成|实施|总结|验收|集中|全面|对|下达)",
        _own_month,
        first=NUMBERS,
    ),
    Form(
        "decade",
        rf"{_BY}?{_YEAR}\s?{_MONTH}(?P<decade>[上中下])旬{_BEFORE}?",
        _decade,
        first="到至" + NUMBERS,
    ),
    Form(
        "own-decade",
        rf"(?<![{_OTHER_YEARS}])今?年?{_MONTH}(?P<decade>[上中下])旬(?:{_BEFORE}|{_GOAL})",
        _own_decade,
        first="今年" + NUMBERS,
    ),
    Form(
        "closing", rf"截止(?:时间|日期|日)?(?:为|是|[:：])?\s?{_YEAR}\s?{_MONTH}\s?{_DAY}", _exact, first="截"
    ),
    Form(
        "own-month",
        rf"(?<![\d年月日号时底末止起截])[到至]{_MONTH}(?:{_DAY}|{_END})",
        _own_month,
        first="到至",
    ),
    Form(
        "own-part",
        r"今年(?:第?(?P<quarter>[一二三四])季度|(?P<half>[上下])半年)(?:末|底)?前?",
        _own_part,
        first="今",
    ),
    Form(
        "own-part", rf"(?<![\d年每去前后])(?P<half>[上下])半年(?P<quarter>){_GOAL}", _own_part, first="上下"
    ),
    Form(
        "own-part",
        rf"(?<![\d年每去前后度])第?(?P<quarter>[一二三四])季度(?P<half>){_GOAL}",
        _own_part,
        first="第" + NUMBERS,
    ),
    Form(
        "own-year",
        r"(?:今|(?<![\d今一二三四五六七八九十两几半多近每历当学然度同次自])(?:本)?)年内",
        _own_year,
        first="今本年",
    ),
    Form("plan-end", rf"{_PLAN}(?:时期|期间)?(?:期?{_END})", _plan_end, first='“"十'),
    Form(
        "plan-end",
        rf"(?:(?<=[。；;，,：:\n在])|^){_PLAN}(?:时期|期间)(?!以来|的|末|我)",
        _plan_end,
        first='“"十',
    ),
    Form("half-century", r"到(?:本|21|二十一)世纪中叶", _half_century, first="到"),
    Form("open", r"(?<=[，,])长期坚持(?=[，,。；;])", _open, first="长"),
    Form(
        "open",
        r"任期内|届期内|(?<![\d一二三四五六七八九十每上次当])(?<=[\u4e00-\u9fff，,。；;、])本?月底前",
        _open,
        first="任届本月",
    ),
    Form(
        "open",
        r"(?<![\u4e00-\u9fff])当[日天](?=[\u4e00-\u9fff])(?!的|起|值|班|之|晚|内外)",
        _open,
        first="当",
    ),
    Form(
        "open",
        r"(?<![\u4e00-\u9fff])(?:春节|元旦|国庆节?|中秋节?|主?汛期|入冬|采暖季|供暖季)前(?!后|夕|的|期|已|一)",
        _open,
        first="春元国中主汛入采供",
    ),
)
_IN_CLAUSE = (
    Form("range", rf"{numerals.YEAR}年?{_TO}{_YEAR}", _year_end),
    Form("day", rf"{_YEAR}\s?{_MONTH}\s?{_DAY}", _exact),
    Form("day", r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)", _exact),
    Form("month", r"(?P<year>20\d\d)[-/.](?P<month>\d{1,2})(?!\d)", _month_end),
    Form("month", rf"{_YEAR}\s?{_MONTH}", _month_end),
    Form("year", rf"{_YEAR}", _year_end),
    Form("own-month", rf"(?<![{_OTHER_YEARS}]){_MONTH}(?:{_DAY}|{_END})?", _own_month),
    Form(
        "own-part",
        r"(?:第?(?P<quarter>[一二三四])季度|(?P<half>[上下])半年)",
        _own_part,
        first="第上下" + NUMBERS,
    ),
    Form("own-year", r"全年", _own_year, first="全"),
    Form(
        "open",
        r"(?:长期|持续|常态化?)(?:坚持|推进|实施|开展|落实)?|长期|立行立改|即知即改",
        _open,
        first="长持常立即",
    ),
)


IN_TEXT = Union.of(_BODY)
IN_CLAUSE = Union.of(tuple(form for form in _BODY if not form.bare) + _IN_CLAUSE)

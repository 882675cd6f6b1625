"""The surface forms of rhythms (每半年, 按月) and of times told by what happens then (春节前): their patterns."""

from __future__ import annotations

from .. import numerals
from . import normals
from .forms import NUMBERS, Form
from .fragments import ACT, BEFORE, DAY, END, HOUR, LAST, MONTH, MONTHS, RULE, START, N
from .occasions import FIRST, OCCASION

_OFTEN = "(?:至少|不少于|不低于|原则上)?"
_TIMES = (
    rf"{_OFTEN}(?:组织|开展|召开|进行|举办|举行|更新|轮训|听取|评估|修订|实施){{0,2}}{_OFTEN}"
    r"[一二两三四五六1-9]\s?[至到-]?[二三四五六2-9]?[次遍轮]"
)
"""What follows how long it is from one time to the next: 半年开展一次."""

IN_YEAR = (
    rf"(?:(?P<month>{N})\s?月份?(?:{DAY}|(?P<decade>[上中下]旬|初)|{END})?(?:{BEFORE}|{ACT})|年?{END}{BEFORE}?"
    rf"|(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)(?:{END}{BEFORE}?|{BEFORE}|内)?)"
)
"""A month, a day, a quarter, the end of a year that is named before it."""

RHYTHMS = (
    Form("occasion", rf"(?<![\u4e00-\u9fff])每年{OCCASION}", normals.each_year, first="每"),
    Form(
        "occasion",
        rf"(?:(?<![\u4e00-\u9fff])|(?<=[须要应到在于并争取保必拟将请]))(?:{numerals.YEAR}\s?年\s?|[今明次]年)?(?=[{FIRST}]){OCCASION}",
        normals.no_date,
        first=FIRST + "今明次" + NUMBERS,
    ),
    Form(
        "every",
        rf"每个?(?P<unit>季度?|月|周|星期|半年|旬)(?P<count>)(?:(?:的?(?:首|末|最后一个|第[一二三1-3]个)月的?)?(?:\s?{N}\s?[日号](?:\s?[、和及]\s?{N}\s?[日号]){{0,3}}|[上中下]旬|月?[底末初]|(?:最后|第)[一二三]个?(?:工作日|天|日))"
        rf"|[一二三四五六日天](?=下班|[上下]午|前|\s?\d{{1,2}}[时点:：]))(?:{HOUR}{BEFORE}|[上下]午|内)?",
        normals.every,
        first="每",
    ),
    Form(
        "every",
        r"每(?P<unit>周)(?P<count>)[二三四五六日天](?![次个天期场小学节项轮至到、])",
        normals.every,
        first="每",
    ),
    Form(
        "every",
        rf"每个?(?P<unit>季度?|月|周|半年|旬|年度?|学期|学年)(?P<count>)(?:结束|终了)之?后(?:的)?\s?{N}\s?个?(?:工作日|日|天|月)[以之]?内",
        normals.every,
        first="每",
    ),
    Form(
        "open",
        rf"(?:(?:次|下)[个一]?(?:月|季度?|周)|[本当]月)(?:的?(?:首|第[一二三]个)月)?(?:\s?{N}\s?[日号]|[上中下]旬|底|末|初)(?:{HOUR}{BEFORE}|内)",
        normals.no_date,
        first="次下本当",
    ),
    Form("open", rf"当年{IN_YEAR}", normals.no_date, first="当"),
    Form(
        "following-year",
        rf"(?<![至到\-—－–~～])(?:次|翌|第二)年{IN_YEAR}",
        normals.following,
        first="次翌第",
    ),
    Form("open", rf"[本下]周(?:[一二三四五六日天末])?(?:{HOUR}{BEFORE}|内)", normals.no_date, first="本下"),
    Form("open", rf"(?:[今明次翌]日|[今明]天|第二[天日]){HOUR}{BEFORE}", normals.no_date, first="今明次翌第"),
    Form(
        "every-day",
        rf"每年(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年|年?(?:底|末(?!级))"
        rf"|{MONTH}(?:{DAY}|底|末|(?P<decade>[上中下])旬)?(?!\s?[\d至到\-—－~]|份?为))(?:{BEFORE}|内)?",
        normals.every_day,
        first="每",
    ),
    Form(
        "every-day",
        rf"(?<!为)每年(?P<quarter>)(?P<half>){START}(?:[次翌明]年)?{LAST}",
        normals.every_day,
        first="每",
    ),
    Form(
        "every-day",
        rf"(?<!为)每年(?P<quarter>)(?P<half>)(?P<decade>){MONTH}\s?{N}\s?[日号]?(?:[-－—–~～]{{1,2}}|至|到){DAY}{ACT}",
        normals.every_day,
        first="每",
    ),
    Form(
        "every",
        rf"每(?:隔)?(?P<count>{N})?个?(?P<unit>小时)(?=巡|检查|查|报|更新|记录|轮|监测|测|调度|通风|消毒|一|至少|不少于|进行|开展)",
        normals.every,
        first="每",
    ),
    Form(
        "every",
        rf"每(?:隔)?(?P<count>{N})?(?:个)?(?P<unit>半年|季度?(?!节)|学期|学年|年(?:年初|度)?|月|周(?!边)|星期|旬|天|日)(?!度计划|三餐){MONTHS}{RULE}",
        normals.every,
        first="每",
    ),
    Form("every", r"(?P<count>两|三)(?P<unit>年)(?=一(?:清理|评估|次))", normals.every),
    Form(
        "every",
        rf"(?<![第\d一二三四五六七八九十每近前])(?P<count>[一二两三四五1-5])(?P<unit>年|个?月)(?={_TIMES})",
        normals.every,
    ),
    Form("every", rf"(?<![\d一二三四每近前])(?P<unit>半年|季度)(?={_TIMES})", normals.every, first="半季"),
    Form("every", r"隔(?P<unit>年)(?P<count>)(?=[一开举召组进评])", normals.other_year, first="隔"),
    Form(
        "every",
        r"(?<![第\d一二三四五六七八九十])(?P<count>[一二两三四五])(?P<unit>年|季度?|月|周|旬)(?=一(?![日号度月年是个级\d]|次性|[一二三四五六七八九十]))",
        normals.every,
    ),
    Form(
        "every",
        r"(?<![第\d一二三四五六七八九十每近])(?P<count>\d|[一二两三四五])(?P<unit>天|日)(?=一(?:督查|巡查|汇总|通报|调度|报告|小结|检查|督导|研判|会商|更新))",
        normals.every,
    ),
    Form("every", r"(?<![\d每近])(?P<unit>半年)(?=一(?!度|次性))", normals.every, first="半"),
    Form(
        "every",
        r"(?:按|分)(?P<unit>半年|季度?|年(?!龄|内|均|限|末|底|初|代|轻|产|利|度细|度分)度?|月(?!人均|均|平均|序时)|周(?!边|期)|旬|日(?!历|常|计|期|程|照|均|用))",
        normals.every,
        first="按分",
    ),
    Form(
        "every",
        r"每?(?P<count>双)(?P<unit>月)(?=调度|通报|例会|召开|开展|报告|报送|督查|检查)",
        normals.two_months,
        first="每双",
    ),
    Form("fortnight", r"每半个?月|(?<![\d每])半个?月(?=一)", normals.fortnight, first="每半"),
    Form("every", r"逐(?P<unit>月|季度?|周|日)", normals.every, first="逐"),
)

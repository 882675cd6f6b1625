"""The surface forms of rhythms (每半年, 按月) and of times told by what happens then (春节前): their patterns."""

from __future__ import annotations

from .. import numerals
from . import normals
from .forms import NUMBERS, Form
from .fragments import BEFORE, DAY, MONTH, MONTHS, RULE, N
from .occasions import FIRST, OCCASION

RHYTHMS = (
    Form("occasion", rf"(?<![\u4e00-\u9fff])每年{OCCASION}", normals.each_year, first="每"),
    Form(
        "occasion",
        rf"(?:(?<![\u4e00-\u9fff])|(?<=[须要应到在于并]))(?:{numerals.YEAR}\s?年\s?)?{OCCASION}",
        normals.no_date,
        first=FIRST + NUMBERS,
    ),
    Form(
        "every",
        rf"每个?(?P<unit>季度?|月|周|半年|旬)(?P<count>)(?:(?:的?(?:首|末|最后一个|第[一二三1-3]个)月的?)?(?:\s?{N}\s?[日号]|[上中下]旬|底|末|初)|[一二三四五六日天](?=下班|[上下]午|前))"
        rf"(?:[上下]午)?(?:下班)?(?:{BEFORE}|内)?",
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
        "open",
        rf"(?:次|下)[个一]?(?:月|季度?|周)(?:的?(?:首|第[一二三]个)月)?(?:{N}\s?[日号]|[上中下]旬|底|末|初)(?:{BEFORE}|内)",
        normals.no_date,
        first="次下",
    ),
    Form(
        "open",
        rf"(?:次|翌|第二)年{N}\s?月(?:{N}\s?[日号]|[上中下]旬|底|末|初)?{BEFORE}",
        normals.no_date,
        first="次翌第",
    ),
    Form(
        "every-day",
        rf"每年(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年|年?(?:底|末)(?=前|之前|以前)"
        rf"|{MONTH}(?:{DAY}|底|末)?(?!\s?[\d至到\-—－~]))(?:{BEFORE}|内)?",
        normals.every_day,
        first="每",
    ),
    Form(
        "every",
        rf"每(?:隔)?(?P<count>{N})?(?:个)?(?P<unit>半年|季度?(?!节)|学期|年(?:年初|度)?|月|周(?!边)|旬|天|日)(?!度计划|三餐){MONTHS}{RULE}",
        normals.every,
        first="每",
    ),
    Form("every", r"(?P<count>两|三)(?P<unit>年)(?=一(?:清理|评估|次))", normals.every),
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

"""The surface forms of times: their patterns."""

from __future__ import annotations

from .. import numerals
from . import normals
from .alone import AT_LABEL, CELL, IN_CELL, IN_CLAUSE_ALONE, LABEL, ON_AND_ON
from .forms import NUMBERS, Form, Union
from .fragments import (
    ACT,
    BEFORE,
    BY,
    DAY,
    END,
    GOAL,
    HOUR,
    LAST,
    LENGTH,
    LONG,
    MONTH,
    OPENS,
    OTHER_YEARS,
    OWN,
    PLAN,
    REACHES_ON,
    REVIEW,
    SPAN,
    START,
    THEN,
    YEAR,
    N,
)
from .rhythms import RHYTHMS

_REACHING = rf"{OPENS}{REACHES_ON}(?:{YEAR}\s?)?"
_DATES = (
    Form(
        "term",
        rf"(?<![\d第近前过去每满今])(?<!(?<!础)上)(?<!\d[.．](?=\d))(?<!以后)(?<!今后){LONG}(?:(?:的?时间)?[以之]?内)(?!{SPAN})",
        normals.term,
    ),
    Form(
        "term",
        rf"(?<![\d第近前过去每上满今.]){LENGTH}(?P<unit>分钟)[以之]?内(?=报告|上报|响应|到达|到场|赶到|赶赴|出动|出警|抵达|集结|启动|处置|控制|扑灭|完成|办结|反馈|受理|核实|告知|通知|电话|书面|口头)",
        normals.term,
    ),
    Form("term", rf"(?:未来|今后)\s?{LENGTH}个?(?P<unit>年)(?=内|[，,])内?", normals.term, first="未今"),
    Form(
        "term",
        rf"(?<![\d上下每近前])(?P<unit>半年|半个?月)(?P<most>)(?P<count>)[以之]?内(?!{SPAN})",
        normals.term,
        first="半",
    ),
    Form(
        "advance",
        rf"(?<=[\u4e00-\u9fff])(?<![目此之以年月日周当提较比近的于和在从与为对节])前\s?{N}\s?(?:个?工作日|日|天|个月)",
        normals.no_date,
        first="前",
    ),
    Form(
        "advance",
        rf"(?:(?<=[届期]满)|(?<=到期)|(?<=召开)|(?<=开始)){N}\s?个?(?:工作日|日|天|月)(?:以前|之前|前)",
        normals.no_date,
    ),
    Form(
        "term",
        rf"(?:再?(?:利用|经过|通过|用))\s?{LENGTH}(?:[个個])?(?P<unit>年|月|天|周)(?:左右)?的?(?:时间|努力)",
        normals.term,
        first="再利经通用",
    ),
    Form(
        "term",
        r"(?:再)?(?:利用|经过|用)(?P<most>)(?P<count>)(?P<unit>半年)(?:左右)?的?时间",
        normals.term,
        first="再利经用",
    ),
    Form("term", rf"再(?:经过|用)\s?{LENGTH}(?P<unit>年)(?:左右)?", normals.term, first="再"),
    Form(
        "term",
        rf"(?:(?<=力争)|(?<=争取)|(?<=确保)|(?<=计划)){LENGTH}(?:个(?=月))?(?P<unit>年|(?<=个)月)(?:左右)?(?:的?时间)?(?=[，,]?(?:基本|全面|初步|全部)?(?:实现|完成|建成|达到|形成|新建|新增|改造|打造|建设|培育))",
        normals.term,
    ),
    Form("advance", rf"提前\s?{N}\s?个?(?:工作日|日|天|月|小时)", normals.no_date, first="提"),
    Form("day", rf"{BY}?{YEAR}\s?{MONTH}{DAY}{THEN}", normals.exact, first="到至" + NUMBERS),
    Form("month", rf"{BY}?{YEAR}\s?{MONTH}{END}?{THEN}", normals.month_end, first="到至" + NUMBERS),
    Form(
        "own-month",
        rf"{OWN}今?年?{MONTH}(?:{DAY}|{END})?{THEN}",
        normals.own_month,
        first="今年" + NUMBERS,
    ),
    Form("day", rf"{BY}?{YEAR}\s?{MONTH}{DAY}{HOUR}{BEFORE}", normals.exact, first="到至" + NUMBERS),
    Form("day", rf"{BY}{YEAR}\s?{MONTH}{DAY}", normals.exact, first="到至"),
    Form(
        "latest",
        rf"(?:(?<=[迟晚]于)|(?<=[最至]迟)|(?<=最迟不超过))(?:{YEAR}\s?)?{MONTH}(?:{DAY}|(?P<decade>[上中下])旬|{END})?",
        normals.stretch,
    ),
    Form(
        "short-year",
        rf"(?<![\d０-９.．])(?P<short>[23]\d)年(?:年?{END}|(?P<month>{N})\s?月份?(?:{DAY}|{END})?){BEFORE}",
        normals.short_year,
    ),
    Form("start", rf"{YEAR}\s?年?[初中](?={BEFORE}|完成|开工|启动|建成|投)(?:{BEFORE})?", normals.no_date),
    Form(
        "opening",
        rf"{YEAR}\s?{MONTH}(?:{END})?(?=(?:全面|正式|建成|主体|全部)?(?:开工|动工|竣工|完工|投产|投用|投入使用|通车|封顶|交付使用)(?!的|了|情况|以来))",
        normals.month_end,
        bare=True,
    ),
    Form(
        "day",
        rf"{YEAR}\s?{MONTH}{DAY}(?=(?:完成|竣工|投产|投用|通车|建成|开工|达到|上报|报送)(?!的|了))",
        normals.exact,
        bare=True,
    ),
    Form(
        "day",
        rf"(?P<year>20\d\d)[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?:日)?{BEFORE}",
        normals.exact,
    ),
    Form(
        "month",
        rf"{BY}?{YEAR}\s?{MONTH}\s?(?:{END}{BEFORE}?|{BEFORE})",
        normals.month_end,
        first="到至" + NUMBERS,
    ),
    Form("month", rf"{BY}{YEAR}\s?{MONTH}", normals.month_end, first="到至"),
    Form(
        "month",
        rf"{YEAR}\s?{MONTH}(?!\s?[\d\-－—–~～]|[上中下]旬|至(?!少)|到|底|末|以来|起|印发|发布)",
        normals.month_end,
        bare=True,
    ),
    Form(
        "decade",
        rf"{BY}?{YEAR}\s?{MONTH}(?P<decade>[上中下]旬|初){BEFORE}?",
        normals.decade,
        first="到至" + NUMBERS,
    ),
    Form(
        "set",
        rf"(?:(?<=[定拟将请]于)|(?<=计划于))(?:{YEAR}\s?)?{MONTH}(?:{DAY}{HOUR}|(?P<decade>[上中下])旬|{END})?",
        normals.stretch,
    ),
    Form("said", rf"{YEAR}\s?{MONTH}{DAY}(?=[，,。；;）)\n]|$)", normals.exact, bare=True),
    Form(
        "part",
        rf"{BY}?{YEAR}\s?(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)(?:{END}{BEFORE}?|{BEFORE}|以?内)?(?!可|以来|的)",
        normals.part,
        first="到至" + NUMBERS,
    ),
    Form("year", rf"{BY}?{YEAR}\s?年?{END}{BEFORE}?", normals.year_end, first="到至" + NUMBERS),
    Form(
        "year",
        rf"{BY}{YEAR}(?!度|以来|版|修订|\s?[-－—–~至到])(?:{BEFORE}|内)?",
        normals.year_end,
        first="到至",
    ),
    Form(
        "thirds",
        rf"{BY}?{YEAR}前三季度(?!以来|的|，?累计)",
        normals.three_quarters,
        bare=True,
        first="到至" + NUMBERS,
    ),
    Form("year", rf"{YEAR}(?:{BEFORE}(?!三季度)|[以年]?内)", normals.year_end),
    Form("year", rf"{YEAR}{GOAL}", normals.year_end),
    Form(
        "list-year",
        r"(?P<year>20[1-4]\d)(?=(?:[、，,和及]20[1-4]\d){0,4}[、，,和及]20[1-4]\d年(?:[底末前]|分别|各))",
        normals.year_end,
        first="2",
    ),
    Form(
        "range",
        rf"(?P<year>{numerals.YEAR})年?\s?(?:[-－—–~～]{{1,2}}|至|到)\s?(?P<last>{numerals.YEAR})\s?年(?=[，,]|每年|共|累计|新建|改造|建设|完成|实现|计划|力争|新增)",
        normals.last_year,
        bare=True,
    ),
    Form(
        "year",
        rf"{YEAR}(?:度(?=[，,]|[我全本][省市县区州旗镇乡]|新增|完成|计划|力争|新建|建设|实现|确保|实施|培训))?(?!度|以来|起|后|版|修订|第|号|印发|出台|发布|公布|制定|的|\s?[\d\-－—–~至到月]|[一二三四五六七八九十]{{1,2}}月)",
        normals.year_end,
        bare=True,
    ),
    Form(
        "own-year",
        rf"{BY}?(?<![\d年每上去前次翌明当后])(?:今年|本年度?|本(?=年底)|年)年?(?:底|末(?=前|之前|以前|[，,]|实现|完成|达到))(?!{REVIEW}){BEFORE}?",
        normals.own_year,
        first="到至今本年",
    ),
    Form(
        "stretch",
        rf"(?<![{OTHER_YEARS}])(?:{YEAR}\s?|今年)?{N}\s?月(?:份|[上中下]旬|底|初|{N}[日号])?起?(?:至|到|[-－—–~～]{{1,2}})\s?(?P<next>[明次翌]年){MONTH}(?:{DAY}|(?P<decade>[上中下])旬|{END})?(?:{BEFORE}|{ACT}(?![）)。]))",
        normals.stretch,
        first="今" + NUMBERS,
    ),
    Form(
        "stretch",
        rf"今年{START}{LAST}",
        normals.stretch,
        first="今",
    ),
    Form(
        "own-year",
        rf"(?:今年|本年度?)(?!以|度|[年初底末内的是第春夏秋冬上下前]|{N}\s?(?:月|季度))",
        normals.own_year,
        bare=True,
        first="今本",
    ),
    Form(
        "next-year",
        rf"明年(?P<month>)(?P<day>)(?!以来|[年初底末内的是第春夏秋冬上下前]|{N}\s?(?:月|季度))",
        normals.next_year,
        bare=True,
        first="明",
    ),
    Form("next-year", r"今明(?:两|2)年(?P<month>)(?P<day>)", normals.next_year, first="今"),
    Form(
        "next-year",
        rf"{BY}?明年(?:(?P<month>{N})\s?月份?(?:(?P<day>{N})\s?[日号])?{END}?(?:{BEFORE}|{ACT})|年?{END}{BEFORE}?)",
        normals.next_year,
        first="到至明",
    ),
    Form(
        "next-year",
        rf"{BY}?明年(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)(?:{END}{BEFORE}?|{BEFORE}|内)?",
        normals.next_part,
        first="到至明",
    ),
    Form(
        "own-month",
        rf"(?:(?<![年月日起])[到至](?=今))?{OWN}(?<!年[到至])今?年?{MONTH}(?:{DAY}{HOUR}{BEFORE}|{END}(?:{BEFORE}|{ACT}|(?=[、和及]\s?{N}\s?月[底末]))|份?{BEFORE}(?!后))",
        normals.own_month,
        first="到至今年" + NUMBERS,
    ),
    Form(
        "until",
        rf"(?:[自从]?(?:即日|现在)|[自从](?:(?P<year>{numerals.YEAR})年|今年)?(?:\d{{1,2}}月)?\d{{1,2}}[月日号]份?)(?:起|开始)\s?[，,]?(?:[至到]|[-－—–]{{1,2}})\s?(?:(?P<whole>(?:今年)?年底)"
        rf"|(?:(?P<last>{numerals.YEAR})\s?年\s?|(?P<next>[明次翌]年)|今年)?"
        r"(?P<month>\d{1,2}|十?[一二三四五六七八九十])\s?月份?(?:\s?(?P<day>\d{1,2})[日号]|(?P<decade>[上中下])旬|底|末)?(?!\d))",
        normals.stretch,
        first="自从即现",
    ),
    Form(
        "stretch",
        rf"{_REACHING}{START}(?:今年)?年?(?P<whole>年底)(?P<month>)(?P<decade>)",
        normals.stretch,
        first=NUMBERS,
    ),
    Form(
        "stretch",
        rf"{_REACHING}{START}(?:(?P<last>{numerals.YEAR})\s?年\s?)?{LAST}",
        normals.stretch,
        first=NUMBERS,
    ),
    Form(
        "stretch",
        rf"{_REACHING}{MONTH}\s?{N}\s?[日号]?\s?(?:[-－—–~～]{{1,2}}|至|到){DAY}(?P<last>)(?P<decade>){ACT}",
        normals.stretch,
        first=NUMBERS,
    ),
    Form(
        "own-decade",
        rf"{OWN}今?年?{MONTH}(?P<decade>[上中下]旬|初)(?:{BEFORE}|{GOAL}|{ACT})",
        normals.own_decade,
        first="今年" + NUMBERS,
    ),
    Form(
        "closing",
        rf"(?:截止(?:时间|日期|日)?(?:为|是|至|到|[:：])?|(?<=时间|日期)截至)\s?(?:{YEAR}\s?)?{MONTH}{DAY}{HOUR}",
        normals.stretch,
        first="截",
    ),
    Form(
        "own-month",
        rf"(?<![\d年月日号时底末止起截])[到至]{MONTH}(?:{DAY}|{END})",
        normals.own_month,
        first="到至",
    ),
    Form(
        "own-part",
        rf"今年(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)(?:{END}{BEFORE}?|{BEFORE}|内)?",
        normals.own_part,
        first="今",
    ),
    Form(
        "own-part",
        rf"(?<![\d年每去前后度\-－—–~～至到、])(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)(?:{END}{BEFORE}?|{BEFORE}|以?内)(?!后)",
        normals.own_part,
        first="第上下" + NUMBERS,
    ),
    Form(
        "own-part",
        rf"(?<![\d年每去前后])(?P<half>[上下])半年(?P<quarter>){GOAL}",
        normals.own_part,
        first="上下",
    ),
    Form(
        "own-part",
        rf"(?<![\d年每去前后度])第?(?P<quarter>[一二三四1-4])季度(?P<half>){GOAL}",
        normals.own_part,
        first="第" + NUMBERS,
    ),
    Form(
        "own-part",
        rf"{OPENS}(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年){ACT}",
        normals.own_part,
        bare=True,
        first="第上下" + NUMBERS,
    ),
    Form("own-month", rf"今年{MONTH}(?:{DAY})?{ACT}", normals.own_month, bare=True, first="今"),
    Form(
        "own-month",
        rf"{OPENS}{MONTH}(?P<day>)(?:{ACT}|(?=[:：]\s?[\u4e00-\u9fff]))",
        normals.own_month,
        bare=True,
        first=NUMBERS,
    ),
    Form(
        "own-month",
        rf"{OPENS}{MONTH}(?:内|{DAY}(?=(?:全面|正式|集中|统一)?(?:完成|竣工|完工|投产|投用|通车|建成|开工|动工|上报|报送|提交|交付|启用|上线|截止)(?!的|了|情况)))",
        normals.own_month,
        bare=True,
        first=NUMBERS,
    ),
    Form(
        "own-month",
        rf"(?<=[\u4e00-\u9fff])(?<![{OTHER_YEARS}今去前近本当]){MONTH}(?P<day>)(?=(?:开工|动工|竣工|完工|投产|投用|投入使用|通车|封顶|交付使用)(?!的|了|情况|以来))",
        normals.own_month,
        bare=True,
        first=NUMBERS,
    ),
    Form(
        "own-year",
        r"(?:今|(?<![\d今一二三四五六七八九十两几半多近每历当学然度同次自])(?:本)?)年度?以?内",
        normals.own_year,
        first="今本年",
    ),
    Form(
        "blank",
        rf"(?:[到至]\s?(?:20)?[xX×＊*]{{1,4}}\s?年(?:年?{END})?{BEFORE}?|(?<![\dA-Za-z])(?:20)?[xX×＊*]{{1,4}}\s?年年?(?:{END}{BEFORE}?|{BEFORE}))",
        normals.no_date,
        first="到至2xX×＊*",
    ),
    Form("plan-end", rf"{BY}?{PLAN}(?:时期|期间)?(?:期?{END})", normals.plan_end, first='到至“"十'),
    Form("open", rf"(?:{BY}?规划期{END}|(?<![\u4e00-\u9fff])规划期内)", normals.no_date, first="到至规"),
    Form(
        "plan-end",
        rf"(?:(?<=[。；;，,：:\n在])|^){PLAN}(?:时期|期间)(?!以来|的|末|我)",
        normals.plan_end,
        first='“"十',
    ),
    Form("half-century", r"[到至](?:本|21|二十一)世纪中叶", normals.no_date, first="到至"),
    Form("open", r"(?<=[，,：:])长期坚持(?=[，,。；;])", normals.no_date, first="长"),
    Form(
        "open",
        r"(?<=[|\n 。])(?:常态化?工作|(?:常态化?|持续|长期|长年|常年)(?:坚持|推进|实施|开展|进行))(?=[ 。|\n]|$)",
        normals.no_date,
        first="常持长",
    ),
    Form(
        "open",
        rf"(?:(?<=[月日底前末年改][，,、；;（( ])|(?<=[月日底前末年][，,、；;（( ]并)|(?<=[月日底前末年]并)){ON_AND_ON}"
        r"(?=[）)。]?[ 　]{0,9}(?:[|\n]|$))",
        normals.no_date,
        first="长持常立即",
    ),
    Form("own-month", rf"(?<=[月日号底]、){MONTH}(?:{DAY}|{END})?(?=[ 　]{{0,9}}\|)", normals.own_month),
    Form(
        "open",
        r"(?:(?<![^，,。；;：:、\n 　])|(?<=\d[.．]))今冬明春(?![^，,。；;：:\n]{0,6}(?:防火|防控)|期间)",
        normals.no_date,
        first="今",
    ),
    Form(
        "open",
        r"任期内|届期内|聘期内|(?<![\d一二三四五六七八九十每上次当])(?<=[\u4e00-\u9fff，,。；;、])本?月底前",
        normals.no_date,
        first="任届聘本月",
    ),
    Form(
        "open",
        r"(?<![^\W于在后])当[日天](?=[\u4e00-\u9fff])(?!的|起|值|班|之|晚|内外)",
        normals.no_date,
        first="当",
    ),
)
_BODY = RHYTHMS + _DATES

IN_TEXT = Union.of(IN_CELL + AT_LABEL + _BODY, rf"{BY}?", YEAR, _REACHING, CELL, LABEL)
IN_CLAUSE = Union.of(
    tuple(form for form in _BODY if not form.bare) + IN_CLAUSE_ALONE, rf"{BY}?", YEAR, _REACHING
)

"""The surface forms of times: their patterns."""

from __future__ import annotations

from .. import numerals
from . import normals
from .forms import NUMBERS, Form, Union
from .occasions import FIRST, OCCASION

N = numerals.COUNT
_YEAR = rf"(?P<year>{numerals.YEAR})\s?年"
_MONTH = rf"(?P<month>{N})\s?月(?:份)?"
_DAY = rf"(?P<day>{N})\s?[日号]"
_HOUR = r"(?:\s?[（(](?:星期|周)[一二三四五六日天][）)])?(?:\s?[上下中]午|晚上?)?(?:\s?\d{1,2}(?:[时点]|[:：]\d\d)(?:\d{1,2}分)?)?(?:下班)?"
_BEFORE = r"(?:之前|以前|前)"
_BY = r"(?:(?<![年月日起])[到至]\s{0,3})"
_END = r"(?:底|末)"
_TO = r"\s?[-－—–~～一至到]\s?"
_OTHER_YEARS = r"\d年每次翌上\-—－~、〇零一二三四五六七八九十"
"""What stands before a month that is not one of the plan's own year, or no month alone: 每年3月底前, 次年1月底前."""
_REVIEW = r"(?:效能|目标|绩效|考核|考评|述职|评)"
_PLAN = r"[“\"]?(?P<plan>十[一二三四五六])五[”\"]?"
_WORK = r"(?:调度|通报|督查|督导|督办|例会|会商|研判|监测|总结|检查|抽查)(?![^，,。；;\n]{0,8}(?:制度|机制))"
_RULE = r"(?!\s{0,2}\d[\d.]{0,8}\s{0,2}[万亿]?\s?元|最高|最多|按|可获|可享|享受|给予|补助|补贴|奖励|奖补|资助|[^，。；\n]{0,6}标准)"
_SPAN = (
    r"无|未|没有|累计(?:发生|违|达|受|超|被|未|扣|有|获)|曾|的|容|部|外|涵|设|取消"
    r"|不得|禁止|限制|不予|不再|不受|按|免|减|扣|给予|享受|可享|补贴|补助|发生|取得"
)
"""What follows a stretch of time (毕业2年内未就业) that is no term to do something in."""
_MONTHS = rf"(?!\s?{numerals.DIGITS}{{1,2}}\s?月(?:份|底|\d{{1,2}}日)?{_TO})"
_GOAL = (
    r"(?=(?:底?[前内]?(?:基本|全面|力争|争取|确保|要|将|正式|率先|全部|初步|预计|计划|累计){0,2}"
    r"(?:实现|完成|建成|达到|达|投产|投用|投运|竣工|投入|上线|交付|形成|建立)(?!的|了))|\d[\d.]{0,6}\s?[%％])"
)
_LENGTH = rf"(?P<count>{N})(?:\s?[-－—–~～至到]\s?(?P<most>{N}))?\s?"
_LONG = rf"{_LENGTH}(?:个(?=[工自月小季])|[个個])?(?P<unit>工作日|自然日|日|天|(?<=个)月|季度|年|周|小时)"
_ACT = (
    r"(?=(?:[，,]|前|(?:基本|全面|力争|争取|确保|要|将|正式|率先|全部|初步|预计|计划|集中|组织|深入|统一|重点|对|向|由|各|全[市县区省镇]){0,2}"
    r"(?:完成|开展|召开|启动|组织|开工|动工|竣工|完工|建成|投产|投用|投运|投入|交付|验收|总结|检查|部署|动员|排查|整治|推进|评估|考核|通报|公布|发布|出台"
    r"|印发|形成|举办|实现|达到|建设|施工|编制|制定|提交|上报|报送|报告|督查|督导|宣传|培训|自查|实施|进行|落实|主体封顶|封顶|交工|调试|试运行|运行|上线|申报|审议|征求|签订|拨付|发放|建立|通车|启用|搬迁|下达|见效|结束)(?!的|了|情况|以来))"
    r"|[。；;）)|\n]|$)"
)
"""What follows a month, a quarter or a part of one by which something is to be done."""
_OPENS = r"(?:(?<![^，,；;。、：:（(\n于在拟争取划计保至到 　])|(?<=时间为)|(?<=时限为)|(?<=自))"
_REACHES_ON = r"(?=[\d０-９〇○零一二三四五六七八九十百两年月日号份初底上中下旬起\s]{1,24}+[-－—–~～至到])"
"""That a stretch goes on, said before it is read."""
_START = rf"{N}\s?月?(?:份)?(?:\s?{N}\s?[日号]?|[上中下]旬|底|初)?\s?起?(?:[-－—–~～]{{1,2}}|至|到)\s?"
_LAST = rf"{_MONTH}(?:\s?{_DAY}|(?P<decade>[上中下])旬|{_END})?(?:期间)?{_ACT}"
_BODY = (
    Form("occasion", rf"(?<![\u4e00-\u9fff])每年{OCCASION}", normals.each_year, first="每"),
    Form(
        "occasion",
        rf"(?:(?<![\u4e00-\u9fff])|(?<=[须要应到在于并]))(?:{numerals.YEAR}\s?年\s?)?{OCCASION}",
        normals.no_date,
        first=FIRST + NUMBERS,
    ),
    Form(
        "every",
        rf"每个?(?P<unit>季度?|月|周|半年|旬)(?P<count>)(?:(?:的?(?:首|末|最后一个|第[一二三]个)月)?(?:\s?{N}\s?[日号]|[上中下]旬|底|末|初)|[一二三四五六日天](?=下班|[上下]午|前))"
        rf"(?:[上下]午)?(?:下班)?(?:{_BEFORE}|内)?",
        normals.every,
        first="每",
    ),
    Form(
        "open",
        rf"(?:次|下)[个一]?(?:月|季度?|周)(?:的?(?:首|第[一二三]个)月)?(?:{N}\s?[日号]|[上中下]旬|底|末|初)(?:{_BEFORE}|内)",
        normals.no_date,
        first="次下",
    ),
    Form(
        "open",
        rf"(?:次|翌|第二)年{N}\s?月(?:{N}\s?[日号]|[上中下]旬|底|末|初)?{_BEFORE}",
        normals.no_date,
        first="次翌第",
    ),
    Form(
        "every-day",
        rf"每年(?:第?(?P<quarter>[一二三四])季度|(?P<half>[上下])半年|年?(?:底|末)(?=前|之前|以前)"
        rf"|{_MONTH}(?:{_DAY}|底|末)?(?!\s?[\d至到\-—－~]))(?:{_BEFORE}|内)?",
        normals.every_day,
        first="每",
    ),
    Form(
        "every",
        rf"每(?:隔)?(?P<count>{N})?(?:个)?(?P<unit>半年|季度?(?!节)|学期|年(?:年初|度)?|月|周(?!边)|旬|天|日)(?!度计划|三餐){_MONTHS}{_RULE}",
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
        r"(?:按|分)(?P<unit>半年|季度?|年(?!龄|内|均|限|末|底|初|代|轻|产|利|度细|度分)度?|月(?!人均|均|平均)|周(?!边|期)|旬|日(?!历|常|计|期|程|照|均|用))",
        normals.every,
        first="按分",
    ),
    Form("fortnight", r"每半个?月|(?<![\d每])半个?月(?=一)", normals.fortnight, first="每半"),
    Form("every", rf"(?<![\d每近上下])(?P<unit>半年){_WORK}", normals.every, first="半"),
    Form("every", r"逐(?P<unit>月|季度?|周|日)", normals.every, first="逐"),
    Form(
        "every",
        rf"(?<![\d一二三四五六七八九十每本当上下次半今个定跨])(?<!通过)(?P<unit>月|周|季度|旬){_WORK}",
        normals.every,
        first="月周季旬",
    ),
    Form(
        "term",
        rf"(?<![\d第近前过去每满今])(?<!(?<!础)上)(?<!\d[.．](?=\d))(?<!以后)(?<!今后){_LONG}(?:[以之]?内)(?!{_SPAN})",
        normals.term,
    ),
    Form(
        "term",
        rf"(?<![\d第近前过去每上满今.]){_LENGTH}(?P<unit>分钟)[以之]?内(?=报告|上报|响应|到达|处置|完成|办结|反馈|受理)",
        normals.term,
    ),
    Form("term", rf"(?:未来|今后)\s?{_LENGTH}个?(?P<unit>年)(?=内|[，,])内?", normals.term, first="未今"),
    Form("advance", rf"(?<=[满期始开办])前\s?{N}\s?个?(?:工作日|日|天|月)", normals.no_date, first="前"),
    Form(
        "term",
        rf"(?:再?(?:利用|经过|通过|用))\s?{_LENGTH}(?:[个個])?(?P<unit>年|月|天|周)(?:左右)?的?(?:时间|努力)",
        normals.term,
        first="再利经通用",
    ),
    Form(
        "term",
        r"(?:再)?(?:利用|经过|用)(?P<most>)(?P<count>)(?P<unit>半年)(?:左右)?的?时间",
        normals.term,
        first="再利经用",
    ),
    Form("term", rf"再(?:经过|用)\s?{_LENGTH}(?P<unit>年)(?:左右)?", normals.term, first="再"),
    Form("advance", rf"提前\s?{N}\s?个?(?:工作日|日|天|月|小时)", normals.no_date, first="提"),
    Form("day", rf"{_BY}?{_YEAR}\s?{_MONTH}\s?{_DAY}{_HOUR}{_BEFORE}", normals.exact, first="到至" + NUMBERS),
    Form("day", rf"{_BY}{_YEAR}\s?{_MONTH}\s?{_DAY}", normals.exact, first="到至"),
    Form(
        "month",
        rf"{_BY}?{_YEAR}\s?{_MONTH}\s?(?:{_END}{_BEFORE}?|{_BEFORE})",
        normals.month_end,
        first="到至" + NUMBERS,
    ),
    Form("month", rf"{_BY}{_YEAR}\s?{_MONTH}", normals.month_end, first="到至"),
    Form(
        "month",
        rf"{_YEAR}\s?{_MONTH}(?!\s?[\d\-－—–~～]|[上中下]旬|至(?!少)|到|底|末|以来|起|印发|发布)",
        normals.month_end,
        bare=True,
    ),
    Form(
        "decade",
        rf"{_BY}?{_YEAR}\s?{_MONTH}(?P<decade>[上中下])旬{_BEFORE}?",
        normals.decade,
        first="到至" + NUMBERS,
    ),
    Form("said", rf"{_YEAR}\s?{_MONTH}\s?{_DAY}(?=[，,。；;）)\n]|$)", normals.exact, bare=True),
    Form(
        "part",
        rf"{_BY}?{_YEAR}\s?(?:第?(?P<quarter>[一二三四])季度|(?P<half>[上下])半年)(?:{_END})?{_BEFORE}?(?!可|以来|的)",
        normals.part,
        first="到至" + NUMBERS,
    ),
    Form("year", rf"{_BY}?{_YEAR}\s?年?{_END}{_BEFORE}?", normals.year_end, first="到至" + NUMBERS),
    Form(
        "year",
        rf"{_BY}{_YEAR}(?!度|以来|版|修订|\s?[-－—–~至到])(?:{_BEFORE}|内)?",
        normals.year_end,
        first="到至",
    ),
    Form(
        "thirds",
        rf"{_BY}?{_YEAR}前三季度(?!以来|的|，?累计)",
        normals.three_quarters,
        bare=True,
        first="到至" + NUMBERS,
    ),
    Form("year", rf"{_YEAR}(?:{_BEFORE}(?!三季度)|以?内)", normals.year_end),
    Form("year", rf"{_YEAR}{_GOAL}", normals.year_end),
    Form(
        "range",
        rf"(?P<year>{numerals.YEAR})年?\s?(?:[-－—–~～]{{1,2}}|至|到)\s?(?P<last>{numerals.YEAR})年(?=[，,])",
        normals.last_year,
        bare=True,
    ),
    Form(
        "year",
        rf"{_YEAR}(?:度(?=[，,]|[我全本][省市县区州旗镇乡]))?(?!度|以来|起|后|版|修订|第|号|印发|出台|发布|公布|制定|的|\s?[\d\-－—–~至到月]|[一二三四五六七八九十]{{1,2}}月)",
        normals.year_end,
        bare=True,
    ),
    Form(
        "own-year",
        rf"(?<![\d年每上去前次翌明])(?:今年|本年度?|年)年?(?:底|末(?=前|之前|以前|[，,]|实现|完成|达到))(?!{_REVIEW}){_BEFORE}?",
        normals.own_year,
        first="今本年",
    ),
    Form(
        "own-year",
        r"今年(?=[，,]?(?:要|确保|力争|争取|将|计划|全面|全部|全市|全县|全区|全省|再)(?!求))",
        normals.own_year,
        bare=True,
        first="今",
    ),
    Form(
        "own-year",
        r"(?<=确保|力争|争取)今年(?=正式|初步|基本|全面|全部|新|再|完成|建成|实现)",
        normals.own_year,
        first="今",
    ),
    Form("next-year", r"今明(?:两|2)年(?P<month>)(?P<day>)", normals.next_year, first="今"),
    Form(
        "next-year",
        rf"(?:到)?明年(?:(?P<month>{N})\s?月(?P<day>){_END}?{_BEFORE}|{_END}{_BEFORE}?)",
        normals.next_year,
        first="到明",
    ),
    Form(
        "own-month",
        rf"(?:(?<![年月日起])[到至](?=今))?(?:(?<=[前月]、)|(?<![{_OTHER_YEARS}]))(?<!年[到至])今?年?{_MONTH}(?:{_DAY}{_HOUR}{_BEFORE}|{_END}(?:{_BEFORE}|{_ACT}|(?=[、和及]\s?{N}\s?月[底末]))|份?{_BEFORE}(?!后))",
        normals.own_month,
        first="到至今年" + NUMBERS,
    ),
    Form(
        "until",
        rf"(?:[自从]?即日|[自从](?:(?P<year>{numerals.YEAR})年)?(?:\d{{1,2}}月)?\d{{1,2}}[月日号])起\s?[，,]?[至到]\s?(?:(?P<last>{numerals.YEAR})\s?年\s?)?"
        r"(?P<month>\d{1,2}|十?[一二三四五六七八九十])\s?月份?(?:\s?(?P<day>\d{1,2})[日号]|(?P<decade>[上中下])旬|底|末)?(?!\d)",
        normals.stretch,
        first="自从即",
    ),
    Form(
        "stretch",
        rf"{_OPENS}{_REACHES_ON}(?:{_YEAR}\s?)?{_START}(?:(?P<last>{numerals.YEAR})\s?年\s?)?{_LAST}",
        normals.stretch,
        first=NUMBERS,
    ),
    Form(
        "stretch",
        rf"{_OPENS}{_REACHES_ON}(?:{_YEAR}\s?)?{_MONTH}\s?{N}\s?[日号]?\s?(?:[-－—–~～]{{1,2}}|至|到)\s?{_DAY}(?P<last>)(?P<decade>){_ACT}",
        normals.stretch,
        first=NUMBERS,
    ),
    Form(
        "own-decade",
        rf"(?<![{_OTHER_YEARS}])今?年?{_MONTH}(?P<decade>[上中下])旬(?:{_BEFORE}|{_GOAL}|{_ACT})",
        normals.own_decade,
        first="今年" + NUMBERS,
    ),
    Form(
        "closing",
        rf"截止(?:时间|日期|日)?(?:为|是|[:：])?\s?{_YEAR}\s?{_MONTH}\s?{_DAY}",
        normals.exact,
        first="截",
    ),
    Form(
        "own-month",
        rf"(?<![\d年月日号时底末止起截])[到至]{_MONTH}(?:{_DAY}|{_END})",
        normals.own_month,
        first="到至",
    ),
    Form(
        "own-part",
        r"今年(?:第?(?P<quarter>[一二三四])季度|(?P<half>[上下])半年)(?:末|底)?前?",
        normals.own_part,
        first="今",
    ),
    Form(
        "own-part",
        rf"(?<![\d年每去前后度\-－—–~～至到、])(?:第?(?P<quarter>[一二三四])季度|(?P<half>[上下])半年)(?:{_END}{_BEFORE}?|{_BEFORE})(?!后)",
        normals.own_part,
        first="第上下" + NUMBERS,
    ),
    Form(
        "own-part",
        rf"(?<![\d年每去前后])(?P<half>[上下])半年(?P<quarter>){_GOAL}",
        normals.own_part,
        first="上下",
    ),
    Form(
        "own-part",
        rf"(?<![\d年每去前后度])第?(?P<quarter>[一二三四])季度(?P<half>){_GOAL}",
        normals.own_part,
        first="第" + NUMBERS,
    ),
    Form(
        "own-part",
        rf"{_OPENS}(?:第?(?P<quarter>[一二三四])季度|(?P<half>[上下])半年){_ACT}",
        normals.own_part,
        bare=True,
        first="第上下" + NUMBERS,
    ),
    Form("own-month", rf"{_OPENS}{_MONTH}(?P<day>){_ACT}", normals.own_month, bare=True, first=NUMBERS),
    Form(
        "own-month",
        rf"(?<=[\u4e00-\u9fff])(?<![{_OTHER_YEARS}今去前近本当]){_MONTH}(?P<day>)(?=(?:开工|动工|竣工|完工|投产|投用|投入使用|通车|封顶|交付使用)(?!的|了|情况|以来))",
        normals.own_month,
        bare=True,
        first=NUMBERS,
    ),
    Form(
        "own-year",
        r"(?:今|(?<![\d今一二三四五六七八九十两几半多近每历当学然度同次自])(?:本)?)年内",
        normals.own_year,
        first="今本年",
    ),
    Form("plan-end", rf"{_PLAN}(?:时期|期间)?(?:期?{_END})", normals.plan_end, first='“"十'),
    Form(
        "plan-end",
        rf"(?:(?<=[。；;，,：:\n在])|^){_PLAN}(?:时期|期间)(?!以来|的|末|我)",
        normals.plan_end,
        first='“"十',
    ),
    Form("half-century", r"到(?:本|21|二十一)世纪中叶", normals.half_century, first="到"),
    Form("open", r"(?<=[，,])长期坚持(?=[，,。；;])", normals.no_date, first="长"),
    Form(
        "open",
        r"任期内|届期内|(?<![\d一二三四五六七八九十每上次当])(?<=[\u4e00-\u9fff，,。；;、])本?月底前",
        normals.no_date,
        first="任届本月",
    ),
    Form(
        "open",
        r"(?<![\u4e00-\u9fff])当[日天](?=[\u4e00-\u9fff])(?!的|起|值|班|之|晚|内外)",
        normals.no_date,
        first="当",
    ),
)
_IN_CLAUSE = (
    Form("range", rf"{numerals.YEAR}年?{_TO}{_YEAR}", normals.year_end),
    Form("day", r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)", normals.exact),
    Form("month", r"(?P<year>20\d\d)[-/.](?P<month>\d{1,2})(?!\d)", normals.month_end),
    Form("day", rf"{_YEAR}\s?{_MONTH}\s?{_DAY}", normals.exact),
    Form("month", rf"{_YEAR}\s?{_MONTH}", normals.month_end),
    Form("year", rf"{_YEAR}", normals.year_end),
    Form("own-month", rf"(?<![{_OTHER_YEARS}]){_MONTH}(?:{_DAY}|{_END})?", normals.own_month),
    Form(
        "own-part",
        r"(?:第?(?P<quarter>[一二三四])季度|(?P<half>[上下])半年)",
        normals.own_part,
        first="第上下" + NUMBERS,
    ),
    Form("own-year", r"全年", normals.own_year, first="全"),
    Form(
        "open",
        r"(?:长期|持续|常态化?)(?:坚持|推进|实施|开展|落实)?|长期|立行立改|即知即改",
        normals.no_date,
        first="长持常立即",
    ),
)


IN_TEXT = Union.of(_BODY, rf"{_BY}?", _YEAR)
IN_CLAUSE = Union.of(tuple(form for form in _BODY if not form.bare) + _IN_CLAUSE, rf"{_BY}?", _YEAR)

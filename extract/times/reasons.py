"""Why a time of running text is a deadline, or none: reasons, one a row; the first that is seen decides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from ...ontology.model import Span
from .forms import Form

_BEFORE, _AHEAD = 24, 60
"""How far before a time, and how far behind it, a reason is looked for."""
_ENDS = re.compile(r"[。；;|\n]")


class When(StrEnum):
    """How a time lies to the years that the plan plans for."""

    DATED = "dated"
    PAST = "past"
    UNPLANNED = "unplanned"
    """Nobody knows which years these are."""


@dataclass(frozen=True, slots=True)
class Time:
    """A time as it stands in a text: its form, its last day, and the first year that the plan plans for."""

    text: str
    span: Span
    form: Form
    due: date | None
    since: int | None

    def lies(self, when: When) -> bool:
        """Whether it lies so."""
        match when:
            case When.DATED:
                return self.due is not None
            case When.PAST:
                return bool(self.since and self.due and self.due.year < self.since)
            case When.UNPLANNED:
                return self.since is None


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: seen where all its patterns are. `printed` is the time itself; `before` ends where it begins, `behind`
    begins where it ends, and `ahead` stands anywhere from there to the end of the sentence.

    `only` and `but` are names of the forms that it holds for; `asks` says that it speaks for a deadline, and not against one.
    """

    name: str
    before: re.Pattern[str] | None = None
    printed: re.Pattern[str] | None = None
    behind: re.Pattern[str] | None = None
    ahead: re.Pattern[str] | None = None
    when: When | None = None
    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    asks: bool = False

    def holds_for(self, form: Form) -> bool:
        """Whether it is looked for at times of that form."""
        return form.name not in self.but and (not self.only or form.name in self.only)

    def is_seen(self, time: Time) -> bool:
        """Whether it is seen at a time."""
        text, start, end = time.text, time.span.start, time.span.end
        if self.when and not time.lies(self.when):
            return False
        if self.before and not self.before.search(text, max(0, start - _BEFORE), start):
            return False
        if self.printed and not self.printed.search(text, start, end):
            return False
        if self.behind and not self.behind.match(text, end):
            return False
        return self.ahead is None or self.ahead.search(text, end, _end_of_sentence(text, end)) is not None


def _end_of_sentence(text: str, start: int) -> int:
    stop = _ENDS.search(text, start, start + _AHEAD)
    return stop.start() if stop else start + _AHEAD


def _before(pattern: str) -> re.Pattern[str]:
    return re.compile(f"(?:{pattern})$")


_RHYTHMIC = ("every", "term")

_BACK = r"[^。\n]{0,120}?(?:取得了[^，,。；;\n]{0,8}(?:成效|成就|成绩|进展|突破)|超额完成|[作做]出了|不断加强|得到了|大幅提升[，,]但|位居)"
_BENEFIT = (
    r"[^。；;\n]{0,60}?(?:已经|已完|完成了|实现了|累计|共(?:出动|排查|检查|查处|发现|受理|立案|接待|办理)|同比|环比|给予|补贴|补助|返还|(?:比重|比例|率)为\d|免征|减免|减征|缓缴"
    r"|下调|费率|享受|可[组申按以])"
)
_ISSUED = "发布|颁布|公布|印发|成文|发文|生效|实施|施行|更新|生成|成立|登记|通过|批准"
_DUE_IS = r"(?:(?:完成|办结|竣工|投产|建成)?(?:时间|时限|期限|节点)|(?:完成|竣工|交付)日期)(?:为|是|[:：])\s?"

_REACHED = (
    r"达到|达|稳定在|实现|完成|建成|力争|争取|确保|基本|不低于|不少于|不超过|超过|突破|控制在|下降|降低|降至|提高|提升|增长|增加|以上|全面|启动"
    r"|开展|组织|关停|淘汰|建设|建立|形成|评估|改善|新增|培育|打造|推广|退出|力求|覆盖|投产|投用|达产|创建|引进|压减|整治|治理|清零|消除|投入|交付|上线|竣工|运行|运营|开[工建]|[动完]工|封顶|通车|启用|新建|改造|取得|编制|制定|出台|印发|通过|保持|安排\d|计划|投资|培训|举办|召开|选派|选聘|推行|实施|配备|配齐|升级|清理|拆除|绿化|造林|搬迁|安置|接种|筛查|体检|抽检|验收|认定|评选|遴选|发展|[，,]将"
)
_GOAL = re.compile(_REACHED)

NO_TIME = (
    Reason(
        "the term of a rule: 有效期至",
        before=_before(
            r"(?:(?:有效|执行|施行|试行|实施|适用|规划)(?:期限?|时间)|施行|执行|有效|延长|延续|政策(?:继续)?实施)(?:[^，,。；;\n]{0,9}[^，,。；;\n后])?|[如若凡]"
        ),
        but=("every", "advance"),
    ),
    Reason(
        "the measure of an amount: 每人每年不超过1万元",
        before=_before(r"(?:每[人户家名位]|金额)\s?"),
        behind=re.compile(r"[^，,。；;：:\n]{0,8}(?:[\d０-９.]{1,7}\s?万?元|享受)"),
        only=("every",),
    ),
    Reason(
        "when something was so, or a benefit is given", behind=re.compile(_BENEFIT), only=("stretch", "until")
    ),
    Reason(
        "whole years: 1月1日至12月31日", printed=re.compile(r"年\s?1月1日.{1,12}12月31日$"), only=("stretch",)
    ),
    Reason(
        "of what year a standard is: 达到2018年水质目标要求",
        before=_before("达"),
        printed=re.compile(r"到\d{4}年$"),
        behind=re.compile(r"[\u4e00-\u9fff]{0,10}(?:目标|要求|标准|水平|颁布的|制定的|发布的)"),
        only=("year",),
    ),
    Reason("when something was built: 建成于", before=_before("建成于|竣工于|建于")),
    Reason("the title of an annex: 附件：", before=_before(r"附件\s?\d{0,2}\s?[:：.．]?\s?\d{0,2}[.．、]?")),
    Reason("the title of a table: 表1：", before=_before(r"(?:^|\n)[ \t　]*[表图]\s?\d{0,2}\s?[:：]?\s?")),
    Reason("an outlook, or a look back: 展望到, 早在", before=_before("展望|早在")),
    Reason("what begins then: 2020年底起", behind=re.compile(r"起(?![草步飞底])|开始[，,]"), but=_RHYTHMIC),
    Reason(
        "what is compared with: 比2020年底下降",
        before=_before(r"(?:比|较|相比|相较|对比|与|和|同)\s?[“\"]?"),
        behind=re.compile(r"[^，,。；;\n]{0,8}?(?:增|降|减|提|升|翻|相比|有所|持平|高|低|多|少)"),
        but=(*_RHYTHMIC, "open"),
    ),
    Reason("a plan that is over, or the year of a cell", when=When.PAST, only=("plan-end", "cell")),
    Reason(
        "the day of issue, behind its title: 发文日期 |",
        before=_before(rf"(?:{_ISSUED})(?:日期|时间|日)?\s?[:：]?[ 　]*\|[ 　]*"),
        only=("cell",),
    ),
    Reason("a plan that is looked back on", behind=re.compile(_BACK), only=("plan-end",)),
    Reason(
        "how long something is to take: 压缩至3个工作日内",
        before=_before(r"(?:压缩|缩短|控制|压减|减少|精简|降低?|限定|缩减)(?:到|至|在|为)\s?"),
        only=("term",),
    ),
    Reason(
        "what is so by then: 年内建成的, 按月缴费的，",
        behind=re.compile(
            r"(?:已|尚?未|能够|有望|可(?!再)|以?前?(?:建成|竣工|投产|注册|成立|登记|出台|制定|印发|到期|取得|批准|签订)(?:并[^，,。；;\n]{1,6})?的)"
            r"|[^，,。；;：:\n]{0,40}(?:的[，,]|之间的)"
        ),
    ),
    Reason(
        "when others get their due: 工资按月发放",
        printed=re.compile("按"),
        behind=re.compile(r"[^，,。；;\n]{0,4}(?:发放|支付|兑付|缴纳|缴费)"),
        only=("every",),
    ),
    Reason(
        "looked back on: 今年上半年，产值同比增长5%",
        behind=re.compile(r"(?![^。；;\n]{0,40}(?:力争|确保|争取|目标|要))[^。；;\n]{0,60}?同比"),
        only=("own-part", "part"),
    ),
    Reason(
        "of whom: 对2024年内认定的企业",
        before=_before(r"对(?:在|于)?"),
        behind=re.compile(r"[^，,。；;：:\n]{1,20}的"),
        but=("term",),
    ),
    Reason(
        "who is concerned: 2020年底前取得执照的企业",
        behind=re.compile(
            r"(?:新?(?:注册|成立|登记|取得|认定|参保|缴纳|开业|毕业|出生|入职|退休|获得|获批|入库|纳统|投保|入选|签订))[^，,。；;：:\n]{0,14}的"
            r"(?:企业|单位|个人|项目|人员|家庭|门店|用户|居民|职工|毕业生|学生|机构|车辆|合同|贷款|产品|商户|农户|纳税人)"
        ),
    ),
    Reason(
        "how things stood then: 2023年末，人口50万人",
        printed=re.compile(r"[底末]$"),
        behind=re.compile(rf"(?![^。；;\n]{{0,40}}(?:{_REACHED}))"),
        when=When.PAST,
        only=("year", "month"),
    ),
    Reason(
        "a month of every year: 每年3月、9月底前",
        before=_before(r"每年[^，,。；;：:]{0,12}[、和及]"),
        only=("own-month",),
    ),
)
"""Why a time is none, whatever its form."""

_OPENS = (
    r"(?:^|[。；;，,：:（()）“”\"|\n]|(?:^|\n)[ 　]{0,4}\d{1,2}[.．]"
    r"|(?<![年\d])—|月份?[、和及]|[\u4e00-\u9fff]\s|力争|争取|确保|预计|计划|推动|其中|提出|拟|目标|最迟|至迟)\s{0,4}"
)
"""What stands before a time that opens a clause."""
_PAST = re.compile(
    r"已|完成了|实现了|以来|我[省市县区]共|(?:召开|举办|开展|组织|印发|出台|制定|完成|实现|建成|取得|启动|实施|建立|新建|投入)了|共(?:出动|排查|检查|查处|发现|受理|立案|接待|办理)"
)
_NO_GOAL = re.compile(
    r"[\u4e00-\u9fff]{1,6}的|[，,]?是|各项|[^，,。；;\n]{0,4}《|[^，,。；;\n]{0,12}(?:总体要求|连续第)|[春夏秋冬]季|[^，,。；;\n]{0,24}(?:工作|行动)[，,]?[要以]|(?:年?(?:目标|规划|预算|计划(?!新|完成|实施|建|改造|培|引进|安排|开工|创建)|指标|工作|重点|任务|标准|版|[:：]))"
)

_NAMES_GOALS = (
    Reason(
        "in a heading of goals: 一、2025年主要预期目标",
        before=_before(r"(?:^|\n)[ 　]*[一二三四五六七八九十（）()]{1,4}[、.．]?[ 　]*"),
        behind=re.compile(
            r"(?:[^，,。；;：:|\n]{0,14}|[^，,。；;：:|\n]{0,20}(?:主要|预期))(?:目标|指标)[ 　]*(?:\n|$)"
        ),
        asks=True,
    ),
    Reason(
        "of goals that a lead-in names: 2021年目标：, 今年主要指标是：",
        before=_before(_OPENS),
        behind=re.compile(
            r"(?:主要|工作|年度)?(?:预期)?(?:目标|任务)\s{0,2}[:：]|[\u4e00-\u9fff]{2,18}(?:目标|指标)(?:任务)?(?:(?:是|为)\s{0,2}[:：]?|[:：])"
        ),
        asks=True,
    ),
)

_A_STEP = Reason(
    "in the brackets of a step: （四）验收评估（2025年12月）",
    before=_before(
        r"(?:^|\n)[ 　]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五]步)[\u4e00-\u9fff、]{2,14}[（(]"
    ),
    behind=re.compile(r"[）)]"),
    only=("month",),
    asks=True,
)

A_DAY = (
    Reason("when it was issued: 发布时间：", before=_before(rf"(?:{_ISSUED}){_DUE_IS}")),
    Reason("told as due: 完成时间：", before=_before(_DUE_IS), asks=True),
)
"""Whether a whole date that nothing else marks is one."""

A_MONTH = (
    Reason(
        "the title of a column, on its line",
        before=_before("\n"),
        printed=re.compile(r"季度$"),
        behind=re.compile(r"[ 　]*\n"),
    ),
    Reason("looked back on", ahead=_PAST),
    Reason("dated", when=When.DATED, asks=True),
    Reason("opens its clause", before=_before(_OPENS), asks=True),
)
"""Whether a bare month or quarter, which a verb follows, is one."""

AN_OPENING = (
    Reason("past", when=When.PAST),
    Reason("looked back on", ahead=_PAST),
    Reason("dated", when=When.DATED, asks=True),
)
"""Whether the month in which something is opened or finished (2024年9月开工) is one."""

THIS_YEAR = (
    *_NAMES_GOALS,
    Reason("no goal follows", behind=_NO_GOAL),
    Reason(
        "a closer time follows, or what is planned for it",
        behind=re.compile(r"[^。；;\n]{0,30}?(?:年内|年底|\d\s?月)|[^，,。；;：:\n]{0,16}(?:目标|指标)"),
    ),
    Reason(
        "opens its clause, which says what is to be done",
        before=_before(f"(?:{_OPENS}|、)"),
        behind=re.compile(
            r"[^。；;|\n]{0,28}?(?:要(?!求)|将(?!在)|确保|力争|争取|计划|全面|全部|完成(?!情况)|建成|实现|达到|新增|开工|初步|抓好|(?<![\d.])[\d.]{1,9}[万亿]元)"
        ),
        asks=True,
    ),
    Reason(
        "made sure of: 确保今年全面完成",
        before=_before(r"(?:确保|力争|争取|完成)[\u4e00-\u9fff]{0,6}"),
        behind=re.compile(
            r"[\d.]{1,9}[万亿](?![^。；;|\n]{0,4}任务)|(?:正式|初步|基本|全面|全部|再|完成|建成|实现|新增)"
        ),
        asks=True,
    ),
)
"""Whether a bare 今年 or 明年 is one."""

A_YEAR = (
    Reason("past", when=When.PAST),
    _A_STEP,
    *_NAMES_GOALS,
    Reason("looked back on", ahead=_PAST),
    Reason("no goal follows", behind=_NO_GOAL),
    Reason(
        "looked back on by what follows",
        behind=re.compile(_BACK),
        when=When.UNPLANNED,
    ),
    Reason("told as due: 完成时间：", before=_before(_DUE_IS), asks=True),
    Reason(
        "the last of a list of years: 2024年、2025年分别",
        before=_before(r"\d{4}\s?年?\s?[、和及]\s{0,4}"),
        behind=re.compile("分别"),
        asks=True,
    ),
    Reason(
        "in a list, with a goal or another year",
        before=_before(r"[、和及]\s{0,4}"),
        behind=re.compile(r"\d[\d.]{0,8}\s?[%％]|底|达|[，,]|[、和及]\s?20\d\d"),
        asks=True,
    ),
    Reason(
        "behind its place, with a figure: 武昌市2017年降尘量下降5%",
        before=_before(r"(?:^|[。；;，,：:\n])[\u4e00-\u9fff]{1,7}[省市县区州镇]"),
        behind=re.compile(r"(?![^。；;|\n]{0,30}(?:方案|计划|安排|要点))[^。；;|\n]{0,59}\d"),
        ahead=_GOAL,
        asks=True,
    ),
    Reason(
        "opens its clause, which says what is to be reached",
        before=_before(_OPENS),
        ahead=_GOAL,
        asks=True,
    ),
)
"""Whether a bare year, or a bare month of one, is one."""


_OF_FORMS: dict[str, tuple[Reason, ...]] = {
    "said": A_DAY,
    **dict.fromkeys(("own-month", "own-part", "day"), A_MONTH),
    "opening": AN_OPENING,
    **dict.fromkeys(("own-year", "next-year"), THIS_YEAR),
}
"""The tables of bare forms, by their names; all others are years, or months of one."""


@cache
def reasons_for(form: Form) -> tuple[Reason, ...]:
    """The reasons that are looked for at times of a form, in their order."""
    own = _OF_FORMS.get(form.name, A_YEAR) if form.bare else ()
    return tuple(one for one in (*NO_TIME, *own) if one.holds_for(form))


def first_seen(time: Time) -> Reason | None:
    """The first reason that is seen at a time; None where none is."""
    return next((reason for reason in reasons_for(time.form) if reason.is_seen(time)), None)


def binds(time: Time) -> bool:
    """Whether a time is one by which something is to be done: as the first reason says, else unless it is bare."""
    reason = first_seen(time)
    return reason.asks if reason else not time.form.bare

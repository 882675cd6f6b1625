"""Why a quantity is a target or none: reasons, one a row; the first that is seen decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from ...ontology.model import Span
from . import signs
from .found import FoundTarget, Quantity
from .signs import PERCENT, InText
from .surroundings import Kind, Surroundings
from .units import BOUNDS, CONDITIONS, is_fraction, plain_unit

_OF = re.compile(r"的(?!目标|要求|任务|比例|速度|增速|标准)")
_STANDING = re.compile(
    r"(?!、)[^，,。；;：:\n\d]{2,26}(?:率|比例|比重|浓度|占比|均|全部)(?:分别|均|全部)?(?:达|保持|优于|为|不低于|稳定|[\d])"
)
"""What follows a number of things of which a rate is told: 27个断面优良率达到90%."""
_SO_MANY = re.compile(r"(?:以上)?的?[\u4e00-\u9fffA-Za-z（）]{2,12}\d{1,4}[个家户]")
"""What follows the size of things that are counted: 超10亿元项目3个."""
_EACH_OF = re.compile(r"\d[个家户][^，,。；;：:、\n\d]{0,10}$")
_SHUNNED = re.compile(r"(?:杜绝|遏制|防止|避免|防范|不发生)[^，,。；;：:\n]{0,24}$")
_SIZED = re.compile(r"\d[\d.]{0,6}[万亿]{0,2}[^，,。；;：:\n\d]{1,4}的[\u4e00-\u9fff]{2,10}$")
_CAPACITY = re.compile(r"(?:新增|增加|形成|扩大)[^，,。；;：:\n\d]{0,12}能力\s?$")
_FORMED = re.compile(r"的[^，,。；;：:\n]{1,14}(?:形成|建成)")
_BY = re.compile(
    r"(?:对|在|等|全国|由|[，,]约|从|(?<!草)原|(?<!占)比|较|这|上述|前|其|每|第|以|一式|列入|连续|与|首|约为|仅|共有|分|余|的|不发生|[A-Za-z])\s?$"
)
_RATE = re.compile(
    r"(?:率|比例|比重|密度|面|[涨增降]幅|增速|水平)(?:总体|平均|基本|分别|均|常年|全年)?(?:力争|预计)?(?:实现|为|保持|稳定)?\s?$"
)
_SIZE_OF = re.compile(r"\d[个所座家处间栋条]\s?$")
"""What the size of each of some things stands behind: 1个100平方米以上的站点."""
_LASTS = re.compile(r"年$|月$|周$")
_BUILT = re.compile(r"[栋幢亩方米架台套座PpWw卡辆吨时瓦万]$|FLOPS$|Flops$")
_BEHIND = re.compile(r"[^。\n]{0,120}?(?:超额完成|圆满完成|实现了|[作做]出了|取得了)")
"""What a sentence ends with that tells what was reached."""
_DIVIDED = re.compile(r"(?:分解|细化)(?:成|为|出)[^，,。；;：:\n]{0,20}$")
_HOUR = re.compile(r"[时点]\s?$")
_CALLED = re.compile(r"[的者]?为(?:优秀|良好|合格|达标|不合格|[优良中差]|[一二三]等|[A-Z])")
_CLASS = re.compile(r"\s?\d[\d.]{0,8}[万亿]{0,2}[\u4e00-\u9fff]{1,3}以下")
_KINDS = re.compile(r"大?(?:方面|环节|维度|层面|步骤)")
_COMPARED = re.compile(r"同比[^。；;\n]{0,24}[，,]增?速?高于[^，,。；;\n]{0,12}$")
_AIM = re.compile(r"目标(?:值)?为?\s?$")
_INVESTED = re.compile(r"投资(?:约|超过?|达到?|突破|力争)?\s?$")


class Reason(NamedTuple):
    """Why a quantity is a target (`asks`) or none."""

    name: str
    seen: Callable[[InText], bool]
    asks: bool = False


def _tells_which(one: InText) -> bool:
    """Whether it says which things are meant: 高度小于5米的炉子."""
    return one.compares() in CONDITIONS and one.behind(_OF)


def _is_told(one: InText) -> bool:
    """Whether 了 or 同比 says that a change is over (同比增长8%，高于全省2个百分点), and no time to come is named."""
    over = one.word.end > 0 and one.text.startswith("了", one.word.end)
    over = over or (one.compares() == "高于" and one.ahead(_COMPARED, 40))
    return over and not one.around.in_sentence(Kind.TIME)


_CONCERNED = (
    Reason("who is concerned: 10人以上的，", lambda one: one.behind(signs.WHOM)),
    Reason("marks: 得3分", signs.is_score),
    Reason(
        "the size of what is counted before it: 1个100平方米以上的站点", lambda one: one.ahead(_SIZE_OF, 3)
    ),
    Reason(
        "a number of things of which a rate is told: 27个断面优良率达到90%",
        lambda one: not PERCENT.search(one.found.unit) and one.behind(_STANDING),
    ),
    Reason("a time of day: 9时30分", lambda one: one.found.unit == "分" and one.ahead(_HOUR, 2)),
    Reason("what a mark is called: 90分以上为优秀", lambda one: one.behind(_CALLED)),
    Reason(
        "a class of what happens: 3人以上10人以下的事故",
        lambda one: one.found.after == "以上" and one.behind(_CLASS),
    ),
    Reason(
        "the size of what is counted behind it: 超10亿元项目3个",
        lambda one: (
            (one.compares() in ("超", "超过") or one.found.after == "以上")
            and one.is_money()
            and one.behind(_SO_MANY)
        ),
    ),
    Reason(
        "the size of each of those that are counted before it: 3个年销售额10亿元以上的市场",
        lambda one: one.is_money() and one.goes_on_with("的") and one.ahead(_EACH_OF, 14),
    ),
    Reason(
        "what is not to happen: 杜绝3人以上事故",
        lambda one: one.found.after == "以上" and one.ahead(_SHUNNED, 32),
    ),
    Reason("into how many kinds work falls: 4个方面", lambda one: one.behind(_KINDS)),
    Reason("who has so many marks: 90分的", lambda one: one.found.unit == "分" and one.goes_on_with("的")),
    Reason(
        "an age: 60岁以上老人",
        lambda one: one.found.unit.endswith("岁") and bool(one.found.after) and not one.ends(),
    ),
    Reason("the size of bodies: 年产30万吨以下企业", signs.is_sized),
)
_NEVER = (
    Reason("what a rule pays or charges", signs.is_paid),
    Reason("reached, as the sentence ends: …，超额完成", lambda one: one.behind(_BEHIND)),
    Reason("how things stand", signs.is_past),
    Reason("told, and not asked: 下降了18%", _is_told),
    *_CONCERNED,
)
"""Why a quantity is no target, whatever asks for it."""
ASKED = (
    *_NEVER,
    Reason(
        "for each, of a change: 每提高1%",
        lambda one: one.text.startswith("每", one.word.start - 1) and one.compares() not in BOUNDS,
    ),
    Reason(
        "what is to be formed: 超过100亿元的集群",
        lambda one: _tells_which(one) and (one.around.in_clause(Kind.GOAL) or one.behind(_FORMED)),
        asks=True,
    ),
    Reason("which are meant: 高度小于5米的", _tells_which),
    Reason("what may be: 可提高至500万元", lambda one: one.text.startswith("可", one.word.start - 1)),
    Reason(
        "a year, or a term: 2025年, 3年期",
        lambda one: (
            one.found.unit == "年"
            and ((one.found.value.isdigit() and len(one.found.value) > 2) or one.goes_on_with("期"))
        ),
    ),
    Reason("once at most to go: 最多跑一次", lambda one: "跑" in one.text[one.word.end : one.found.start]),
    Reason("compared", lambda one: True, asks=True),
)
"""Why a quantity behind a word that compares (不低于70%) is a target or none; the first that is seen decides."""
BOUND = (
    *_NEVER,
    Reason(
        "how long at least: 2年以上",
        lambda one: _LASTS.search(one.found.unit) is not None and one.found.after == "以上",
    ),
    Reason("a bound that ends its clause", lambda one: one.found.after != "以上" and one.ends(), asks=True),
    Reason("a bound that does not", lambda one: one.found.after != "以上"),
    Reason(
        "where it is so: 在500米以上的",
        lambda one: (
            one.goes_on_with("的")
            and one.text.endswith("在", 0, one.found.start)
            and not PERCENT.search(one.found.unit)
        ),
    ),
    Reason("the size of a project", lambda one: one.around.in_clause(Kind.SIZE)),
    Reason("bounded", lambda one: True, asks=True),
)
"""Why a quantity before 以上 or 以内 is a target or none."""


def _is_bracketed(one: InText) -> bool:
    return one.text.startswith(("（", "("), one.found.start - 1) and one.goes_on_with("）", ")")


GOAL = (
    Reason("how things stand", signs.is_past),
    Reason("all of something: 100%覆盖", signs.is_whole, asks=True),
    Reason("in a quotation", lambda one: one.around.quoted()),
    Reason("to be put in or raised: 完成投资25亿元", signs.is_funded, asks=True),
    Reason("once: 再开展一次", signs.is_once, asks=True),
    Reason("nothing asks for it", signs.is_unasked),
    Reason(
        "into how many tasks a plan is divided: 分解为15项",
        lambda one: one.unit == "项" and one.ahead(_DIVIDED, 24),
    ),
    Reason("in brackets: （25%）", _is_bracketed),
    Reason("a share of which something is asked: 90%的卫生院达到标准", signs.is_share_asked, asks=True),
    Reason("what a rule pays or charges", signs.is_paid),
    Reason("of each of several: 20个分别", lambda one: one.goes_on_with("分别")),
    Reason("invested", lambda one: one.is_money() and one.ahead(_INVESTED, 4) and not signs.goes_on(one)),
    Reason("what is added or done for so many: 为10个小区实施改造", signs.is_served, asks=True),
    Reason("behind the word: 目标值为", lambda one: one.ahead(_AIM, 4), asks=True),
    Reason(
        "a part of what is to be done: 完成工程量的50%",
        lambda one: signs.is_part(one) and one.ends(),
        asks=True,
    ),
    Reason(
        "done to so much: 完成80%",
        lambda one: signs.is_done_to(one) and (one.ends() or one.goes_on_with("的任务", "的目标任务")),
        asks=True,
    ),
    Reason(
        "the size of what a table builds",
        lambda one: _BUILT.search(one.unit) is not None and one.in_row() and not signs.goes_on(one),
    ),
    Reason(
        "for each: 每新增1个",
        lambda one: one.text.startswith("每", one.around.last[Kind.GOAL][0] - 1),
    ),
    *_CONCERNED,
    Reason("by how much, of whom, since when: 从20个", lambda one: one.ahead(_BY, 4)),
    Reason(
        "a rate: 覆盖率100%",
        lambda one: one.is_share() and one.in_figures() and one.ahead(_RATE, 8) and one.ends(),
        asks=True,
    ),
    Reason(
        "a fraction behind a verb of goals",
        lambda one: is_fraction(one.found.value) and one.around.in_clause(Kind.GOAL),
        asks=True,
    ),
    Reason(
        "in a rhythm: 每年组织2次",
        lambda one: signs.is_in_rhythm(one) and signs.is_close(one, Kind.RHYTHM),
        asks=True,
    ),
    Reason(
        "goes on with what is counted up: 厂房10座，桥梁5座",
        lambda one: not one.around.in_clause(Kind.SIZE) and signs.goes_on(one),
        asks=True,
    ),
    Reason("an index among others: 人均绿地面积15平方米", signs.is_index, asks=True),
    Reason("lifts put in, courses held: 举办培训班10期", signs.is_held, asks=True),
    Reason("a capacity that is added: 新增处理能力5万吨/日", lambda one: one.ahead(_CAPACITY, 20), asks=True),
    Reason(
        "how many of such a size: 新建日处理2万吨的污水厂1座",
        lambda one: (
            one.is_counted() and one.ends() and one.around.in_clause(Kind.GOAL) and one.ahead(_SIZED, 28)
        ),
        asks=True,
    ),
    Reason("in words", lambda one: not one.in_figures()),
    Reason("no count of things", lambda one: signs.UNCOUNTED.search(one.unit) is not None),
    Reason("the size of a project", lambda one: one.around.in_clause(Kind.SIZE)),
    Reason(
        "aimed at behind a colon",
        lambda one: one.around.aimed() and (one.ends() or one.goes_on_with("（", "(")),
        asks=True,
    ),
    Reason(
        "right behind a verb of goals: 建成10个",
        lambda one: one.around.in_clause(Kind.GOAL) and signs.is_close(one, Kind.GOAL),
        asks=True,
    ),
    Reason("in a sentence with a time: 到2025年，园区10个", signs.follows_time, asks=True),
)
"""Why a quantity without a comparison is one to be reached, or none."""


def asks(reasons: Iterable[Reason], one: InText) -> bool:
    """What the first reason that is seen says of a quantity; no where none is."""
    return next((reason.asks for reason in reasons if reason.seen(one)), False)


def is_asked(text: str, found: Quantity, around: Surroundings, word: Span) -> bool:
    """Whether a quantity behind a word that compares is asked for."""
    return asks(ASKED, InText(text, found, around, plain_unit(found.unit, found.value), word=word))


def is_bound(text: str, found: Quantity, around: Surroundings) -> bool:
    """Whether 以上 or 以内 after a quantity asks for it."""
    return asks(BOUND, InText(text, found, around, plain_unit(found.unit, found.value)))


def is_goal(text: str, found: Quantity, around: Surroundings, before: FoundTarget | None) -> bool:
    """Whether a quantity without a comparison is one to be reached."""
    return asks(GOAL, InText(text, found, around, plain_unit(found.unit, found.value), before))

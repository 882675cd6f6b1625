"""Whether a quantity asks for something: none does that a rule pays, that tells who is concerned, or how things stand."""

from __future__ import annotations

import re

from ...ontology.model import Span
from .found import FoundTarget, Quantity
from .surroundings import Kind, Surroundings
from .units import ARABIC, BOUNDS, CONDITIONS, FRACTION, plain_unit

END = re.compile(r"(?:左右)?(?:[，,。；;、）)\s|\"”]|$)")
FIGURES = re.compile(rf"{ARABIC}|{FRACTION}")
_MONEY, PERCENT = re.compile(r"元(?:/|$)"), re.compile(r"[%‰]|百分点$")
_PAYS = re.compile(
    r"[^，,。；;：:\n]{0,12}(?:补助|补贴|奖励|奖补|资助|贴息|罚款|奖金|标准|给予|资金支持|工资|基数|费用|资金用于|配套资金|赔偿|的部分|的支持)"
)
_WHOM = re.compile(
    r"[^，,。；;：:]{0,30}(?<!目)的(?:[，,]|[得加扣计]\s?\d)|的?部分|的(?:标准|[应须]|要(?!求)|可|单位|个人)"
    r"|[^，,。；;：:\n]{0,10}[，,]\s?可?(?:分别|一次性|再)?(?:给予|享受|申请(?!材料)|奖励|补助|予以)"
)
_MARKS = re.compile(r"[得加扣计减][^，,。；;\n\d]{0,4}(?:$|\d[\d.]{0,5}分)|扣完|满分")
_IS_SIZED = re.compile(
    r"(?<=[元亩])(?:以上|以下)?(?:-亿元)?的?[^，,。；;：:、\n\d的]{0,8}(?:项目|企业|工程|基地)\s?(?:\d[\d,]{0,6}|[一二三四五六七八九十])\s?[个家项]"
)
"""What follows the size of things that are counted behind their name: 5000万元以上工业项目3个."""
_SIZED = re.compile(r"[吨元瓦亩人户米里伏头]$|平方$|立方$|[吨/][日年]$")
_BODIES = re.compile(
    r"[^，,。；;：:、\n\d]{0,12}?(?:企业|单位|机构|公司|机组|锅炉|焦炉|高炉|煤矿|矿山|园区|设备|车辆|船舶|项目|工程|建筑|贷款|合同|轮胎"
    r"|生产线|用户|养殖场|养殖户|农户|交通事故|事故|车站|港口|小区|社区|家庭|人员|住宅|线路)"
)
_OF = re.compile(r"的(?!目标|要求|任务|比例|速度|增速|标准)")
_STANDING = re.compile(
    r"(?!、)[^，,。；;：:\n\d]{2,26}(?:率|比例|比重|浓度|占比|均|全部)(?:分别|均|全部)?(?:达|保持|优于|为|不低于|稳定|[\d])"
)
"""What follows a number of things of which a rate is told: 27个断面优良率达到90%."""
_FORMED = re.compile(r"的[^，,。；;：:\n]{1,14}(?:形成|建成)")
_BY = re.compile(
    r"(?:对|在|等|全省|全市|全国|全区|由|[，,]约|从|原|比|较|这|上述|前|其|每|第|以|列入|连续|与|首|约为|仅|共有|分|余|的|不发生|[A-Za-z])\s?$"
)
_WHOLLY = re.compile(
    r"[\u4e00-\u9fff]{0,4}(?:受理|办结|办理|覆盖|达标|完成|落实|建设|实现|处置|处理|纳入|安装|公开|回复|办复|答复|整改|到位|签订|销号|配备|收集|利用|排查|合格|持证|参保|检测|清零)"
)
"""What is done to all of something: 100%网上办结."""
_RATE = re.compile(
    r"(?:率|比例|比重|密度|面|[涨增降]幅|增速|水平)(?:总体|平均|基本|分别|均|常年|全年)?(?:力争|预计)?(?:实现|为|保持|稳定)?\s?$"
)
_SHARE = re.compile(
    r"达到(?![^，,。；;：:\n]{0,6}\d)|的[^，,。；;：:\n]{1,24}(?:达到|得到|达标|完成|实现|建成|通过|开展|配备|设立|具备|建立|覆盖|纳入|参加|掌握)"
)
_ALL_OF = re.compile(r"(?:实现|达到|保证|确保)\s?$")
_SIZE_OF = re.compile(r"\d[个所座家处间栋条]\s?$")
"""What the size of each of some things stands behind: 1个100平方米以上的站点."""
_LASTS = re.compile(r"年$|月$|周$")
_BUILT = re.compile(r"[栋幢亩方米架台套座PpWw卡辆吨时瓦万]$|FLOPS$|Flops$")
_COUNT = re.compile(r"[次期场件名个项篇批人份例天]$|学时$|课时$|场次$|人次$|小时$|[元]$")
_UNCOUNTED = re.compile(
    r"^(?:倍|天|日|年|周|岁|秒|分钟|小时|个月|个?工作日|个小时|米|厘米|毫米|级|位|期|根|段|片|块|部|次|.{0,3}/.*|[kMG]?(?:W|V|VA|t|h)|[MG]?m|m.|.?Hz)$|^[%‰]$|百分点$|基点$"
)
_COUNTED_OF = re.compile(
    r"(?P<works>开工|建设|增设|加装|更新|改造|安装)[^，,。；;：:\n\d]{0,8}$|(?:举办|开办|组织|开展|培训|召开)[^，,。；;：:\n\d]{0,14}$"
)
"""What counts lifts (加装电梯200部) and courses (举办培训班10期)."""
_NEXT = re.compile(r"(?:左右)?[^，,。；;：:\n\d]{0,16}[，,][^，,。；;：:\n\d]{0,4}")
_SIZED_BY = r"(?:[^，,。；;：:、\n\d“]{0,6}\d[\d.]{0,6}[万亿]{0,2}[元亩人]以上的?)?"
_LAST = re.compile(
    rf"(?:左右)?(?:[（(][^（）()\n\d]{{1,4}}[）)])?[^，,。；;：:、\n\d“]{{0,16}}[，,、；;]{_SIZED_BY}(?:“[^“”\n\d]{{1,10}}”)?[^，,。；;：:\n\d“]{{0,24}}"
)
"""Between a goal and the one that its enumeration ends in or goes on with: 建成厂房10座，桥梁5座."""
_STANDARD = re.compile(r"标准[^，,。；;：:\n]{0,8}$")
_OPENED = re.compile(r"(?:^|[，,。；;：:\n])\s{0,2}$")
_BEHIND = re.compile(r"[^。\n]{0,120}?(?:超额完成|圆满完成|实现了|[作做]出了|取得了)")
"""What a sentence ends with that tells what was reached."""
_AIM = re.compile(r"目标(?:值)?为?\s?$")
ONCE = re.compile(r"(?:(?:再|各|分别|集中)(?:组织|开展|举办|召开)|(?:^|[，,。；;、\n])\s?(?:组织|开展))$")
"""What says that something is to be done once: 各组织一次督查."""
_ADDED = re.compile(r"(?:增加|扩充)(?!值)[^，,。；;：:\n\d]{2,16}$")
_ONE_BY_ONE = re.compile(r"万?[个名座处所家台套张]")
_PART_OF = re.compile(r"(?:量|总数|任务|工程|目标)的\s?$")
"""What a share is of that is to be done: 完成工程量的50%."""
_DONE_TO = re.compile(r"(?:完成|计划)\s?$")
_INVESTED = re.compile(r"投资(?:约|超过?|达到?|突破|力争)?\s?$")
_FUNDED = re.compile(
    r"(?:(?:完成|实现|年度|新增|公路|铁路|水利|工业|(?:[\d两]年|全年)(?:计划|预计)?)(?:计划|固定资产|项目)?投[资入]"
    r"|安排(?:资金|预算)?|(?:财政|每年)预算|筹集|筹资|筹措|整合|撬动[^，,。；;：:\n\d]{0,6}|(?:争取|投入)[^，,。；;：:\n\d]{0,12}(?:资金|经费|资本))"
    r"(?:约|达到?|超过?|力争){0,2}\s?$"
)
"""What says that a sum is to be put in or raised: 完成投资25亿元, 财政安排500万元."""
_FOR_ONE = re.compile(r"[，,]?(?:实施|新建|建设|建成|改造|改建|扩建|完成|用于(?:新建|建设|改造))")
"""What follows what one project costs: 投资4000万元新建3所幼儿园."""
_EACH_GETS = re.compile(
    r"(?:每[人户家个名位年月]|最高|不超过|分别|按|给予|奖励|补助|补贴)[^，,。；;：:\n]{0,12}$"
)
_ABOUT = re.compile(r"[多余]")
_TOWARDS = re.compile(r"(?:^|[，,。；;\n])对(?:全[省市县区])?$|为(?:全[省市县区])?$")
_DONE_FOR = re.compile(
    r"[^，,。；;：:\n]{1,20}?(?:实施|开展|安装|提供|加装|发放|办理|进行|建设|改造|配备|购买)"
)
"""What follows whom something is done for: 为10个老旧小区实施改造."""
_GETS = re.compile(r"[^，,。；;：:\n\d]{1,12}(?:新增|创建|完成|建成|实现|启动|开工)")
CLOSE, _NEAR, _ROW, _STANDS = 30, 60, 2000, 14


def _is_paid(text: str, found: Quantity, around: Surroundings) -> bool:
    """Whether a sum or a share is what a rule pays or charges."""
    unit = found.unit
    if not (_MONEY.search(unit) or PERCENT.search(plain_unit(unit, found.value)) or unit == "倍"):
        return False
    paid = around.last[Kind.PAID]
    sum_of_money = _MONEY.search(unit) is not None
    if sum_of_money and _STANDARD.search(text, max(0, found.start - _STANDS), found.start):
        return True
    money = sum_of_money and found.start - paid[1] < _NEAR
    near = around.in_part(Kind.PAID) if money else around.in_clause(Kind.PAID)
    if unit == "倍" and text.startswith("资金", found.end):
        return True
    return near or _PAYS.match(text, found.end) is not None


def _is_past(text: str, found: Quantity, around: Surroundings) -> bool:
    """Whether the sentence tells how things stand, and no time to come follows."""
    if _BEHIND.match(text, found.end):
        return True
    past = around.last[Kind.PAST][0]
    if past > 0 and text[past - 1] in "由从":
        return False
    if around.in_sentence(Kind.PAST) and past > around.last[Kind.TIME][0]:
        return True
    return around.in_clause(Kind.DONE) or around.in_clause(Kind.CONDITION)


def _is_score(text: str, found: Quantity) -> bool:
    """Whether a quantity is marks that somebody gets or loses (每项得3分, 最高不超过5分)."""
    if found.unit != "分":
        return False
    start = text.rfind("\n", max(0, found.start - _NEAR), found.start) + 1
    return _MARKS.search(text, max(start, found.start - _NEAR), found.start) is not None


def _concerns(text: str, found: Quantity) -> bool:
    """Whether what follows says that the quantity tells who is concerned."""
    if _WHOM.match(text, found.end) or _is_score(text, found) or _IS_SIZED.match(text, found.end):
        return True
    if _SIZE_OF.search(text, max(0, found.start - 3), found.start):
        return True
    if not PERCENT.search(found.unit) and _STANDING.match(text, found.end):
        return True
    if found.unit == "分" and text.startswith("的", found.end):
        return True
    if found.unit.endswith("岁") and found.after and not END.match(text, found.end):
        return True
    whose = found.after or text.startswith("的", found.end)
    sized = _SIZED.search(found.unit) is not None
    return bool(whose) and sized and _BODIES.match(text, found.end) is not None


def is_asked(text: str, found: Quantity, around: Surroundings, word: Span, comparator: str) -> bool:
    if _is_paid(text, found, around) or _is_past(text, found, around) or _concerns(text, found):
        return False
    printed, unit = word.of(text), found.unit
    if text.startswith("每", word.start - 1) and printed not in BOUNDS:
        return False
    if not FIGURES.match(found.value) and printed not in BOUNDS and unit != "倍":
        return False
    if printed in CONDITIONS and _OF.match(text, found.end):
        return around.in_clause(Kind.GOAL) or _FORMED.match(text, found.end) is not None
    return (
        not (
            unit == "年"
            and ((found.value.isdigit() and len(found.value) > 2) or text.startswith("期", found.end))
        )
        and unit != "批"
        and "跑" not in text[word.end : found.start]
    )


def is_bound(text: str, found: Quantity, around: Surroundings) -> bool:
    """Whether 以上 or 以内 after a quantity asks for it."""
    if _is_paid(text, found, around) or _is_past(text, found, around) or _concerns(text, found):
        return False
    if _LASTS.search(found.unit) and found.after == "以上":
        return False
    if found.after != "以上":
        return END.match(text, found.end) is not None
    if (
        text.startswith("的", found.end)
        and text.endswith("在", 0, found.start)
        and not PERCENT.search(found.unit)
    ):
        return False
    return not around.in_clause(Kind.SIZE)


def _in_row(text: str, start: int) -> bool:
    """Whether a quantity stands in a row of a table, where sizes describe what is built."""
    line = text.rfind("\n", max(0, start - _ROW), start) + 1
    return text.startswith("|", line)


def _goes_on(text: str, found: Quantity, before: FoundTarget) -> bool:
    """Whether a quantity ends its clause and goes on with what is counted up before it."""
    counted = re.match(ARABIC, found.value) and not (
        _UNCOUNTED.search(found.unit) or _MONEY.search(found.unit)
    )
    if not counted or not END.match(text, found.end) or _UNCOUNTED.search(before.unit):
        return False
    return before.comparator == ">=" and _LAST.fullmatch(text, before.span.end, found.start) is not None


def _is_served(text: str, found: Quantity) -> bool:
    """Whether a quantity counts what is added, for whom something is done, or opens a clause that says what they are to get."""
    if not re.match(ARABIC, found.value) or _UNCOUNTED.search(found.unit) or _MONEY.search(found.unit):
        return False
    if _ABOUT.search(text, found.start, found.end):
        return False
    if _ADDED.search(text, max(0, found.start - 20), found.start) and _ONE_BY_ONE.fullmatch(found.unit):
        return END.match(text, found.end) is not None
    if _TOWARDS.search(text, max(0, found.start - 5), found.start):
        return _DONE_FOR.match(text, found.end) is not None
    opens = _OPENED.search(text, max(0, found.start - 3), found.start)
    return opens is not None and _GETS.match(text, found.end) is not None


def _is_funded(text: str, found: Quantity) -> bool:
    """Whether a quantity is a sum that is to be put in or raised, and not what one project costs or somebody gets."""
    if not _MONEY.search(found.unit) or _FOR_ONE.match(text, found.end) or _WHOM.match(text, found.end):
        return False
    said = _FUNDED.search(text, max(0, found.start - 24), found.start)
    return said is not None and not _EACH_GETS.search(text, max(0, said.start() - 8), said.start())


def _is_whole(text: str, found: Quantity) -> bool:
    """Whether all of something is to be so: 100%覆盖, 实现100%就业."""
    if _WHOLLY.match(text, found.end):
        return True
    return _ALL_OF.search(text, max(0, found.start - 3), found.start) is not None


def is_goal(text: str, found: Quantity, around: Surroundings, before: FoundTarget | None) -> bool:
    """Whether a quantity without a comparison is one to be reached."""
    unit = plain_unit(found.unit, found.value)
    start = found.start
    aimed = around.aimed()
    asks = (
        aimed or around.in_clause(Kind.GOAL) or around.in_clause(Kind.RHYTHM) or around.in_sentence(Kind.TIME)
    )
    if _is_funded(text, found):
        return not (_is_past(text, found, around) or around.quoted() or _in_row(text, start))
    if unit == "次" and found.value in ("一", "1") and ONCE.search(text, max(0, start - 8), start):
        return not (_is_past(text, found, around) or around.quoted())
    served = _is_served(text, found)
    if not (asks or before or served or unit == "%"):
        return False
    wholly = unit == "%" and found.value == "100" and _is_whole(text, found)
    if _is_past(text, found, around) or (around.quoted() and not wholly):
        return False
    if wholly:
        return True
    if text.startswith(("（", "("), start - 1) and text.startswith(("）", ")"), found.end):
        return False
    if unit == "%" and re.match(ARABIC, found.value) and _SHARE.match(text, found.end):
        opens = _OPENED.search(text, max(0, start - 3), start) or text.startswith("达到", found.end)
        return bool(opens) or around.in_sentence(Kind.TIME) or around.in_sentence(Kind.GOAL)
    if _is_paid(text, found, around) or unit == "批":
        return False
    if text.startswith("分别", found.end):
        return False
    if _MONEY.search(unit) and _INVESTED.search(text, max(0, start - 4), start):
        return False
    if served or _AIM.search(text, max(0, start - 4), start):
        return True
    if unit == "%" and around.in_clause(Kind.GOAL) and _PART_OF.search(text, max(0, start - 6), start):
        return END.match(text, found.end) is not None
    if unit == "%" and around.in_clause(Kind.GOAL) and _DONE_TO.search(text, max(0, start - 4), start):
        return END.match(text, found.end) is not None or text.startswith(("的任务", "的目标任务"), found.end)
    if _in_row(text, start) and _BUILT.search(unit):
        return False
    if text.startswith(("多", "余"), found.end) or text.startswith("每", around.last[Kind.GOAL][0] - 1):
        return False
    if _concerns(text, found) or _BY.search(text, max(0, start - 4), start):
        return False
    if unit == "%" and re.match(ARABIC, found.value):
        return _RATE.search(text, max(0, start - 8), start) is not None and bool(END.match(text, found.end))
    if found.value in ("一半", "半数") or "之" in found.value:
        return around.in_clause(Kind.GOAL)
    if around.in_clause(Kind.RHYTHM) and _COUNT.search(unit):
        return start - around.last[Kind.RHYTHM][1] <= CLOSE
    if (
        before
        and before.method == "target.goal"
        and before.unit == unit
        and _NEXT.fullmatch(text, before.span.end, start)
    ):
        return not around.in_clause(Kind.SIZE)
    if before and _goes_on(text, found, before):
        return not around.in_clause(Kind.SIZE)
    if unit in ("部", "期", "次") and END.match(text, found.end) and re.match(ARABIC, found.value):
        works = _COUNTED_OF.search(text, max(0, start - 18), start)
        return works is not None and (works["works"] is not None) == (unit == "部")
    if not re.match(ARABIC, found.value) or _UNCOUNTED.search(unit) or around.in_clause(Kind.SIZE):
        return False
    if aimed and (END.match(text, found.end) or text.startswith(("（", "("), found.end)):
        return True
    if around.in_clause(Kind.GOAL) and start - around.last[Kind.GOAL][1] <= CLOSE:
        return True
    return (
        around.in_sentence(Kind.TIME)
        and start > max(around.last[Kind.COMMA][0], around.last[Kind.STOP][0]) + 1
    )

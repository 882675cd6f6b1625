"""Signs around a quantity that tell whether it asks for something: of sums that a rule pays, of sizes, shares and lists."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...ontology.model import Span
from .found import FoundTarget, Quantity
from .surroundings import Kind, Surroundings
from .units import ARABIC, FRACTION

END = re.compile(r"(?:左右)?(?:[，,。；;、）)\s|\"”]|$)")
FIGURES = re.compile(rf"{ARABIC}|{FRACTION}")
_ARABIC = re.compile(ARABIC)
_MONEY, PERCENT = re.compile(r"元(?:/|$)"), re.compile(r"[%‰]|百分点$")
_PAYS = re.compile(
    r"[^，,。；;：:\n]{0,12}(?:补助|补贴|奖励|奖补|资助|贴息|罚款|奖金|标准|给予|资金支持|工资|基数|费用|资金用于|配套资金|赔偿|的部分|的支持)"
)
WHOM = re.compile(
    r"[^，,。；;：:]{0,30}(?<!目)的(?:[，,]|[得加扣计]\s?\d)|的?部分|的(?:标准|[应须]|要(?!求)|可|单位|个人)"
    r"|[^，,。；;：:\n]{0,3}时[，,]|[时后]?[，,]?(?:启动|触发|发布)[^，,。；;：:\n]{0,8}(?:预警|响应|预案)"
    r"|[^，,。；;：:\n]{0,10}[，,]\s?可?(?:分别|一次性|再)?(?:给予|享受|申请(?!材料)|奖励|补助|予以)"
)
_MARKS = re.compile(r"[得加扣计减][^，,。；;\n\d]{0,4}(?:$|\d[\d.]{0,5}分)|扣完|满分")
_SIZED = re.compile(r"[吨元瓦亩人户米里伏头亿]$|人口$|平方$|立方$|[吨/][日年]$")
_BODIES = re.compile(
    r"[^，,。；;：:、\n\d]{0,12}?(?:企业|单位|机构|公司|机组|锅炉|焦炉|高炉|煤矿|矿山|园区|设备|车辆|船舶|项目|工程|建筑|贷款|合同|轮胎"
    r"|生产线|用户|养殖场|养殖户|农户|交通事故|事故|班额|[猪牛羊鸡]场|规模场|场所|[\u4e00-\u9fff]{1,4}案件|水源地|车站|港口|小区|社区|家庭|人员|住宅|线路)|的?(?:大班额|县|市|城市|镇|乡镇|村|行政村|自然村)"
)
_WHOLLY = re.compile(
    r"[\u4e00-\u9fff]{0,4}(?:受理|办结|办理|覆盖|达标|完成|落实|建设|实现|处置|处理|纳入|安装|公开|回复|办复|答复|整改|到位|签订|销号|配备|收集|利用|排查|合格|持证|参保|检测|清零|化)"
)
"""What is done to all of something: 100%网上办结."""
_SHARE = re.compile(
    r"达到(?![^，,。；;：:\n]{0,6}\d)|的[^，,。；;：:\n]{1,24}(?:达到|得到|达标|完成|实现|建成|通过|开展|配备|设立|具备|建立|覆盖|纳入|参加|掌握|超过|高于|不低于)"
)
_ALL_OF = re.compile(r"(?:实现|达到|保证|确保)\s?$")
_COUNT = re.compile(r"[次期场件名个项篇批人份例天]$|学时$|课时$|场次$|人次$|小时$|[元]$")
UNCOUNTED = re.compile(
    r"^(?:[:：∶]1|℃|摄氏度|倍|天|日|年|周|岁|秒|分钟|小时|个月|个?工作日|个小时|米|厘米|毫米|级|位|期|根|段|片|块|部|次|.{0,3}/.*|[kMG]?(?:W|V|VA|t|h)|[MG]?m|m.|.?Hz)$|^[%‰]$|百分点$|基点$"
)
_COUNTED_OF = re.compile(
    r"(?P<works>开工|建设|增设|加装|更新|改造|安装)[^，,。；;：:\n\d]{0,8}$|(?:举办|开办|组织|开展|培训|召开)[^，,。；;：:\n\d]{0,14}$"
)
"""What counts lifts (加装电梯200部) and courses (举办培训班10期)."""
_NEXT = re.compile(r"(?:左右)?[^，,。；;：:\n\d]{0,16}[，,][^，,。；;：:\n\d]{0,4}")
_SIZED_BY = r"(?:[^，,。；;：:、\n\d“]{0,6}\d[\d.]{0,6}(?:[万亿]{0,2}[元亩人]|亿)以上的?)?"
_LAST = re.compile(
    rf"(?:左右)?(?:[（(][^（）()\n\d]{{1,4}}[）)])?[^，,。；;：:、\n\d“]{{0,16}}[，,、；;]{_SIZED_BY}(?:“[^“”\n\d]{{1,10}}”)?[^，,。；;：:\n\d“]{{0,24}}"
)
"""Between a goal and the one that its enumeration ends in or goes on with: 建成厂房10座，桥梁5座."""
_STANDARD = re.compile(r"标准[^，,。；;：:\n]{0,8}$")
_OPENED = re.compile(r"(?:^|[，,。；;：:\n])\s{0,2}$")
_OPENED_BY = re.compile(r"(?:^|[，,。；;：:\n])\s{0,2}(?:全[省市县区])?$")
ONCE = re.compile(r"(?:(?:再|各|分别|集中)(?:组织|开展|举办|召开)|(?:^|[，,。；;、\n])\s?(?:组织|开展))$")
"""What says that something is to be done once: 各组织一次督查."""
_ADDED = re.compile(r"(?:增加|扩充)(?!值)[^，,。；;：:\n\d]{2,16}$")
_ONE_BY_ONE = re.compile(r"万?[个名座处所家台套张]")
_INDEX = re.compile(
    r"(?:面积|天数|浓度|产量|里程|寿命|年限|保有量|总量|总数|人均[^，,。；;：:\n\d]{1,3})\s?$"
)
_PART_OF = re.compile(r"(?:量|总数|任务|工程|目标)的\s?$")
"""What a share is of that is to be done: 完成工程量的50%."""
_DONE_TO = re.compile(r"(?:完成|计划)\s?$")
_FUNDED = re.compile(
    r"(?:(?:完成|实现|年度|新增|公路|铁路|水利|工业|(?:[\d两]年|全年)(?:计划|预计)?)(?:计划|固定资产|项目)?投[资入]"
    r"|安排(?:资金|预算)?|(?:财政|每年)预算|利用(?:外资|内资)|到位资金|(?:招商)?引资|减税降费|(?:拉动|带动)[^，,。；;：:\n\d]{0,6}|到位[^，,。；;：:\n\d]{1,6}资金|降低成本|筹集|筹资|筹措|整合|撬动[^，,。；;：:\n\d]{0,6}|(?:争取|投入)[^，,。；;：:\n\d]{0,12}(?:资金|经费|资本))"
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
CLOSE, _NEAR, _ROW = 30, 60, 2000


NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class InText:
    """A quantity as it stands in a text: what is around it, the word that compares it, the target before it."""

    text: str
    found: Quantity
    around: Surroundings
    unit: str
    before: FoundTarget | None = None
    word: Span = NOWHERE

    def behind(self, pattern: re.Pattern[str]) -> bool:
        """Whether a pattern begins where the quantity ends."""
        return pattern.match(self.text, self.found.end) is not None

    def ahead(self, pattern: re.Pattern[str], reach: int) -> bool:
        """Whether a pattern ends where the quantity begins, at most `reach` characters further left."""
        return pattern.search(self.text, max(0, self.found.start - reach), self.found.start) is not None

    def goes_on_with(self, *printed: str) -> bool:
        """Whether one of the strings stands behind the quantity."""
        return self.text.startswith(printed, self.found.end)

    def ends(self) -> bool:
        """Whether its clause ends with it."""
        return self.behind(END)

    def is_share(self) -> bool:
        """Whether it is so many of a hundred."""
        return self.unit == "%"

    def is_money(self) -> bool:
        """Whether it is a sum."""
        return _MONEY.search(self.unit) is not None

    def in_figures(self) -> bool:
        """Whether it is printed in figures."""
        return _ARABIC.match(self.found.value) is not None

    def is_counted(self) -> bool:
        """Whether it counts things, in figures."""
        return self.in_figures() and not (UNCOUNTED.search(self.found.unit) or self.is_money())

    def in_row(self) -> bool:
        """Whether it stands in a row of a table, where sizes describe what is built."""
        line = self.text.rfind("\n", max(0, self.found.start - _ROW), self.found.start) + 1
        return self.text.startswith("|", line)

    def compares(self) -> str:
        """The word that compares it."""
        return self.word.of(self.text)


def is_paid(one: InText) -> bool:
    """Whether a sum or a share is what a rule pays or charges."""
    unit, money = one.found.unit, _MONEY.search(one.found.unit) is not None
    if not (money or PERCENT.search(one.unit) or unit == "倍"):
        return False
    if (money and one.ahead(_STANDARD, 14)) or (unit == "倍" and one.goes_on_with("资金")):
        return True
    near = money and one.found.start - one.around.last[Kind.PAID][1] < _NEAR
    said = one.around.in_part(Kind.PAID) if near else one.around.in_clause(Kind.PAID)
    return said or one.behind(_PAYS)


def is_past(one: InText) -> bool:
    """Whether the sentence tells how things stand, and no time to come follows."""
    around = one.around
    past = around.last[Kind.PAST][0]
    if past > 0 and one.text[past - 1] in "由从":
        return False
    if around.in_sentence(Kind.PAST) and past > around.last[Kind.TIME][0]:
        return True
    return around.in_clause(Kind.DONE) or around.in_clause(Kind.CONDITION)


def is_sized(one: InText) -> bool:
    """Whether it is the size of firms and the like: 年产30万吨以下企业."""
    whose = one.found.after or one.goes_on_with("的")
    return bool(whose) and _SIZED.search(one.found.unit) is not None and one.behind(_BODIES)


def is_score(one: InText) -> bool:
    """Whether a quantity is marks that somebody gets or loses (每项得3分, 最高不超过5分)."""
    if one.found.unit != "分":
        return False
    start = one.text.rfind("\n", max(0, one.found.start - _NEAR), one.found.start) + 1
    return _MARKS.search(one.text, max(start, one.found.start - _NEAR), one.found.start) is not None


def is_whole(one: InText) -> bool:
    """Whether all of something is to be so: 100%覆盖, 实现100%就业."""
    return one.is_share() and one.found.value == "100" and (one.behind(_WHOLLY) or one.ahead(_ALL_OF, 3))


def is_funded(one: InText) -> bool:
    """Whether a quantity is a sum that is to be put in or raised, and not what one project costs or somebody gets."""
    if not one.is_money() or one.behind(_FOR_ONE) or one.behind(WHOM):
        return False
    start = one.found.start
    said = _FUNDED.search(one.text, max(0, start - 24), start)
    return said is not None and not _EACH_GETS.search(one.text, max(0, said.start() - 8), said.start())


def is_once(one: InText) -> bool:
    """Whether it says that something is to be done once."""
    return one.unit == "次" and one.found.value in ("一", "1") and one.ahead(ONCE, 8)


def is_served(one: InText) -> bool:
    """Whether a quantity counts what is added, for whom something is done, or opens a clause that says what they are to get."""
    if not one.is_counted() or _ABOUT.search(one.text, one.found.start, one.found.end):
        return False
    if one.ahead(_ADDED, 20) and _ONE_BY_ONE.fullmatch(one.found.unit):
        return one.ends()
    if one.ahead(_TOWARDS, 5):
        return one.behind(_DONE_FOR)
    return one.ahead(_OPENED, 3) and one.behind(_GETS)


def is_unasked(one: InText) -> bool:
    """Whether nothing around it asks: no verb of a goal, rhythm, time, colon or target before it."""
    around = one.around
    if around.in_clause(Kind.GOAL) or around.in_clause(Kind.RHYTHM) or around.in_sentence(Kind.TIME):
        return False
    return not (one.before or one.is_share() or around.aimed() or is_served(one))


def is_share_asked(one: InText) -> bool:
    """Whether those whose share it is are to do something: 90%的卫生院达到标准."""
    if not (one.is_share() and one.in_figures() and one.behind(_SHARE)):
        return False
    around = one.around
    return (
        one.ahead(_OPENED_BY, 5)
        or one.goes_on_with("达到")
        or around.in_sentence(Kind.TIME)
        or around.in_sentence(Kind.GOAL)
    )


def is_done_to(one: InText) -> bool:
    """Whether it is the share that something is to be done to: 完成80%."""
    return one.is_share() and one.around.in_clause(Kind.GOAL) and one.ahead(_DONE_TO, 4)


def is_part(one: InText) -> bool:
    """Whether it is a share of what is to be done: 完成工程量的50%."""
    return one.is_share() and one.around.in_clause(Kind.GOAL) and one.ahead(_PART_OF, 6)


def is_in_rhythm(one: InText) -> bool:
    """Whether a rhythm before it in the clause says how often so many are due."""
    return one.around.in_clause(Kind.RHYTHM) and _COUNT.search(one.unit) is not None


def goes_on(one: InText) -> bool:
    """Whether it goes on with what is counted before it: in the same unit, or at the end of an enumeration."""
    before, start = one.before, one.found.start
    if before is None:
        return False
    alike = before.method == "target.goal" and before.unit == one.unit
    if alike and _NEXT.fullmatch(one.text, before.span.end, start):
        return True
    if alike and one.is_money() and one.ends() and _LAST.fullmatch(one.text, before.span.end, start):
        return True
    if not one.is_counted() or not one.ends() or UNCOUNTED.search(before.unit):
        return False
    return before.comparator == ">=" and _LAST.fullmatch(one.text, before.span.end, start) is not None


def is_index(one: InText) -> bool:
    """Whether it is what an index has, in a list of indexes whose values are asked: 绿地率达到40%，人均绿地面积15平方米."""
    before = one.before
    if before is None or not one.in_figures() or not one.ends() or one.around.in_clause(Kind.SIZE):
        return False
    listed = before.unit == "%" or before.method == "target"
    return (
        listed
        and one.ahead(_INDEX, 4)
        and _LAST.fullmatch(one.text, before.span.end, one.found.start) is not None
    )


def is_held(one: InText) -> bool:
    """Whether it counts lifts that are put in, or courses that are held."""
    works = _COUNTED_OF.search(one.text, max(0, one.found.start - 18), one.found.start)
    if works is None or one.unit not in ("部", "期", "次"):
        return False
    return one.ends() and one.in_figures() and (works["works"] is not None) == (one.unit == "部")


def is_close(one: InText, kind: Kind) -> bool:
    """Whether a word of that kind stands close before it."""
    return one.found.start - one.around.last[kind][1] <= CLOSE


def follows_time(one: InText) -> bool:
    """Whether the sentence names a time before it, and the quantity does not open its clause."""
    last = one.around.last
    begins = max(last[Kind.COMMA][0], last[Kind.STOP][0])
    return one.around.in_sentence(Kind.TIME) and one.found.start > begins + 1

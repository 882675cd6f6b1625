"""What stands around a quantity, read once from left to right: marks of punctuation, verbs of goals, amounts paid."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from enum import StrEnum

from ..times.deadlines import FoundDeadline
from ..tries import pattern_of
from .units import COMPARATORS


class Kind(StrEnum):
    """What a word says of the quantities after it."""

    STOP = "stop"
    COMMA = "comma"
    GOAL = "goal"
    PAID = "paid"
    PAST = "past"
    DONE = "done"
    CONDITION = "condition"
    SEMICOLON = "semicolon"
    SIZE = "size"
    TIME = "time"
    RHYTHM = "rhythm"
    QUOTE = "quote"
    UNQUOTE = "unquote"
    COMPARISON = "comparison"


_GOALS = (
    "建成|新建|改建|扩建|改造|建设|打造|新增|完成|培育|培养|创建|建立|淘汰|关停|关闭|退出|整合|压减|引进|引育|招引|形成|举办|培训|采集|汇聚|汇集|设置|规范|招聘|招募|招录|招收|谋划|办好"
    "|构建|选取|选择|选定|选树|组织|开展|召开|遴选|优选|选拔|认定|实现|发布|推出|推广|设立|吸引|落地|保证|覆盖|力争|争取|确保|组建|选派|选聘|配备|配建|开发|安排|筹集|募集|治理|整治"
    "|拆除|更新|置换|部署|上线|制定|制修订|发展|孵化|集聚|落实|提供|目标|建有|拥有|开通|支持|梳理|坚守|严守|守住|均有|都有|布设|增设|修复|种植|消除|取缔|化解|转移|盘活|输送|扶持|联系|结对|开工|开建|推进|推动|加快|创成|淘汰占|开设|掌握|树立|抓好|带动|接待|惠及|申报|造林|植树|栽植|放流|铺设|敷设|安装|加装|硬化|修建|兴建|迁建|流转|减轻|争创|开办|竣工|减排|走访|慰问|接种|筛查|抽检|评选|征集|优化调整|调整优化|清退|疏浚|签约|安置|帮扶|解决|供应|拿出|准备|实施|改、扩）建|改扩）建|净增|恢复|改善|清淤|维修|资助家庭|资助困难|资助贫困|资助学生|推行|确定|出栏|存栏|消化|收储|腾退|发放宣传|发放租赁补贴|张贴|印制|演出|放映|改）建|扩）建|改、扩)建|改扩)建|改)建|扩)建"
)
_SAID = {
    Kind.STOP: "。|\n|！|？|!|?",
    Kind.SEMICOLON: "；|;",
    Kind.COMMA: "，|,|：|:|（|(",
    Kind.QUOTE: "“|《",
    Kind.UNQUOTE: "”|》",
    Kind.PAID: (
        "给予|给与|补助|补贴|奖励|奖补|资助|贴息|返还|补偿|减免|免收|免征|减征|免缴|缴纳|缴费|征收|罚款|赔付|赔偿|理赔|抵扣|扣除|税率|税额|享受"
        "|支持比例|一次性|按|按照|标准为|保额|发放|奖金|津贴|扣减|定额|报销|计提|列支|最高|每人|每户|每亩|每家|封顶|待遇|保险金|工资标准"
    ),
    Kind.PAST: (
        "目前|当前|截至|截止|以来|去年|上年|近年|五年来"
        "|五年间|共排查|共检查|共发生|共查处|共发现|共有|累计投入|县现有|市现有|区现有|省现有|三年来|两年来|仅为|仅有|仅占|五”末|五”时期末"
    ),
    Kind.DONE: "现有|已有|已汇聚|已形成|已培育|已建|已完成|已实现|已达|累计已|已累计|已经",
    Kind.SIZE: (
        "建成后|投产后|达产后|涉及|占地|用地|总投资|投资额|建筑面积|楼面积|功率|功耗|拟建|拟新|机柜|一期|二期"
        "|日处理|日供|日产|年产|年处理|库容|装机|总规模|总长度|长度约|全长"
    ),
    Kind.CONDITION: "如|若|凡",
    Kind.COMPARISON: "|".join(COMPARATORS),
    Kind.GOAL: _GOALS,
}
_KINDS = {word: kind for kind, words in reversed(_SAID.items()) for word in words.split("|")} | {
    "|": Kind.STOP
}
_SUMMED = r"(?=[^，。；\n]{0,12}\d)"
_OF_SOME = r"[^，,。；;\n\d]{0,10}(?<!内)\d[\d.,]{0,8}(?:[-—－~～至]\d{1,4})?[多余]?万?(?:名|人|个|家|户|项|所|件|亩|套)"
"""That a number of things or of people follows."""
_GUARDS = {
    **dict.fromkeys(("（", "("), r"(?![^（）()]{1,6}[）)])"),
    **dict.fromkeys(("按", "按照"), rf"(?!可比|期|时|质|规定|要求|计划|进度|需|年|季|月){_SUMMED}"),
    "增加": r"(?!值)",
    "库容": r"(?<!新增库容)(?<!增加库容)",
    "用地": r"(?<!存量用地)(?<!存量建设用地)(?<!低效用地)(?<!闲置用地)",
    "申报": r"(?<!可申报)",
    **dict.fromkeys(("出栏", "存栏"), r"(?![率量期])(?<!(?<!全)年..)"),
    "推行": r"(?=[^，。；：\n]{0,14}\d{1,3}[项个件])",
    "增长": r"(?!率)",
    **dict.fromkeys(("推进", "推动", "加快", "规范"), r"(?=\s?\d)"),
    "提升": r"(?<!改造提升)(?<!整治提升)(?<!优化提升)",
    "报销": r"(?!(?:比例|水平|率)(?:提|达|不低|稳|保))",
    "年产": r"(?!值)",
    "一次性": r"(?!告知|办|通过|合格|竣工|验收|解决|塑料|用品|餐)",
    "支持": rf"(?=\s?\d|{_OF_SOME})",
    **dict.fromkeys(("解决", "供应", "拿出", "准备", "确定"), rf"(?={_OF_SOME})"),
    "以来": r"(?!(?:出台|印发|制定|发布|下发|实施)[^，,。；;\n]{0,6}的)",
    "占地": r"(?!区)",
    "功率": r"(?<!成功率)",
    "装机": r"(?<!新增装机)(?<!光伏装机)(?<!风电装机)",
    "资助": r"(?!率)",
    **dict.fromkeys(
        ("恢复", "改善", "清淤", "维修"),
        rf"(?={_OF_SOME}|[^，。；\n\d]{{0,10}}\d[\d.]{{0,6}}(?:公里|口|座|孔|处))",
    ),
    "发放": r"(?!率|[^，,。；;\n]{0,10}贷款)",
    **dict.fromkeys(("去年", "上年"), r"(?<![较比与按从]..)(?<!(?<!由)于..)"),
    **dict.fromkeys(("降", "减", "增"), r"(?=\s?\d)"),
    **dict.fromkeys(("超", "达"), r"(?=\s?\d|百分之|[三四五]分之|[五六七八九]成)"),
    "实施": r"(?=[^，。；：\n]{0,24}\d[\d.]{0,6}万?(?:亩|公里|平方|户|座|处|所|栋|米|台|家)"
    r"|[^，。；：\n]{0,16}(?:项目|工程)\s?\d{1,4}[个项])",
    **dict.fromkeys(("接种", "筛查"), r"(?=[^，。；\n]{0,14}\d[\d.]{0,6}万?(?:人|名|剂))"),
    "如": r"(?![何此期实下意])",
    "若": r"(?!干)",
}
_WORDS = re.compile(pattern_of(_KINDS, _GUARDS))
_REACH = 16
"""How far behind a word its guard looks."""
_AIMS = re.compile(r"(?:目标|任务|指标)(?:[是为]?\s?[:：]|。)")
_FAR = 800
Place = tuple[int, int]
_MARKS = (Kind.STOP, Kind.SEMICOLON, Kind.COMMA)


class Surroundings:
    """Where each kind of word stood last, up to a position that only grows; sentences before are passed over."""

    def __init__(self, text: str, times: Iterable[FoundDeadline]) -> None:
        self._text = text
        self._times = iter(times)
        self._time = next(self._times, None)
        self._read = 0
        self._aims = [found.end() for found in _AIMS.finditer(text)]
        self.last: dict[Kind, Place] = dict.fromkeys(Kind, (-1, -1))

    def advance(self, position: int) -> None:
        """Read on to `position`."""
        text, last = self._text, self.last
        begin = max(text.rfind(stop, self._read, position) for stop in "。\n|")
        for found in _WORDS.finditer(text, max(begin, self._read), min(position + _REACH, len(text))):
            if found.start() >= position:
                break
            last[_KINDS[found[0]]] = found.span()
        while self._time and self._time.span.start < position:
            last[Kind.TIME] = self._time.span
            if period_of(self._time):
                last[Kind.RHYTHM] = self._time.span
            self._time = next(self._times, None)
        self._read = position

    def in_clause(self, kind: Kind) -> bool:
        """Whether such a word stands before, in the same clause."""
        return self.last[kind] > max(self.last[mark] for mark in _MARKS)

    def in_part(self, kind: Kind) -> bool:
        """Whether such a word stands before, in the same part of a sentence."""
        return self.last[kind] > max(self.last[Kind.STOP], self.last[Kind.SEMICOLON])

    def in_sentence(self, kind: Kind) -> bool:
        """Whether such a word stands before, in the same sentence."""
        return self.last[kind] > self.last[Kind.STOP]

    def aimed(self) -> bool:
        """Whether a colon before, on this line, opens what is aimed at (主要目标是：)."""
        aim = bisect_left(self._aims, self._read) - 1
        if aim < 0 or self._read - self._aims[aim] > _FAR:
            return False
        return "\n" not in self._text[self._aims[aim] : self._read]

    def quoted(self) -> bool:
        """Whether a quotation or a title is open, on this line."""
        return self.last[Kind.QUOTE] > max(self.last[Kind.UNQUOTE], self.last[Kind.STOP])


def period_of(time: FoundDeadline) -> str | None:
    """The rhythm a time sets for the quantities after it: an ISO 8601 duration, or "term" for 任期内."""
    if (time.recurrence or "").startswith("P"):
        return time.recurrence
    return "term" if "任期" in time.text else None

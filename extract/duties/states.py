"""What a clause tells without asking for it: how things are to stand, and rules about the document itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...ontology.model import Span
from .modals import MODAL

_AMOUNT = r"(?:标准|金额|比例)(?:为|按|不|最高|参照)"
_MADE = re.compile(
    r"制[定订]本(?:预案|方案|办法|意见|规定|规则|细则|条例|计划|规划|要点|措施|制度|通知|政策)|(?:提出|制[定订])[如以]下[^，。]{0,6}(?:意见|措施|办法|方案|规定)"
)
"""What a preamble leads to: 制定本方案, 提出如下意见."""
_WHY = re.compile(r"为|根据|按照|依据|遵照|结合")
_FILLER = re.compile(
    r"自[^，。]{0,14}起(?:施行|执行|实施|生效)|负责解释|适用于|所称|是指|指的是|解释权|标准为|比例为|额度为"
    rf"|的(?:共|只|仅|还)?有\s?\d|主要涉及|包括但不限于|补助{_AMOUNT}|补贴{_AMOUNT}|收费{_AMOUNT}|奖励{_AMOUNT}|支付{_AMOUNT}|期限(?:为|不超过|最长|原则上)|有效期(?:为|至|限|自|一般|不|届满)"
    rf"|{_MADE.pattern}"
)
_CONTACT = re.compile(r"(?:联系|咨询|监督|举报|投诉|值班)(?:人(?!员)|电话|地址|方式|邮箱)")
_BETTER = r"更加|更好|显著|明显|大幅|不断|进一步|持续|日益|全面|有效|基本|稳步"
_GROWS = re.compile(r"(?:不断|更加|日益|显著|明显|进一步|逐步|基本|大幅|持续|有效)[^，。]{1,6}$")
_TO = r"[^，。\d]{0,8}\d[^，。]{0,12}$"
_REACHES = re.compile(
    rf"提升{_TO}|提高{_TO}|下降{_TO}|降低{_TO}|增长{_TO}|增加{_TO}|减少{_TO}|达到?{_TO}|超过{_TO}|突破{_TO}|不低于{_TO}"
    rf"|不超过{_TO}|不少于{_TO}|控制在{_TO}|压减{_TO}|降至{_TO}"
)
_MEASURED = (
    r"(?:均|都|要)?(?:达到?|不低于|不少于|不超过|超过|控制在|下降|降低|提高|提升|保持在)[^，。\d]{0,6}\d"
)
_RATE = re.compile(
    rf"率{_MEASURED}|额{_MEASURED}|比例{_MEASURED}|比重{_MEASURED}|占比{_MEASURED}|总量{_MEASURED}|满意度{_MEASURED}"
)
_BACKWARD = re.compile(
    r"近[年些几日]|日前|昨[日天]|连日来|[一二三四五六七八九十]{1,2}年来|目前|长期以来|去年|截至目前|过去"
)
_IMPROVED = rf"(?:{_BETTER})[^，。]{{2,4}}$"
_CONDITIONS = (
    *(
        "能力",
        "水平",
        "机制",
        "体系",
        "质量",
        "质效",
        "效能",
        "程度",
        "制度",
        "体制",
        "结构",
        "格局",
        "环境",
        "素质",
    ),
    *("意识", "作用", "行为", "素养", "满意度", "公信力"),
)
_IMPROVES = re.compile("|".join(noun + _IMPROVED for noun in _CONDITIONS))
_ADVERBIAL = re.compile(
    r"(?:的|时|时候|後|[以之]?后(?<!事后|产后|售后|课后|落后|滞后)|[以之]?前(?<!事前|产前|提前|目前|当前|面前|空前)|以来|期间|期内|过程中|工作中"
    r"|当中|之中|基础上|前提下|情况下|情形下|条件下|领导下|(?:行动|活动|检查|整治|建设|巡查|执法|实施|办理|推进|调查|创建|生产|运行)中|指导下|支持下|同时|之日起|以外|之外|除外)$|(?<=^除).{2,60}外$"
)
_EXCEPT = re.compile(r"除了?[^，]{1,80}外$")
_ADVERBIAL_ENDS = frozenset("的时候後后前来间内中上下起外")
_SHARED = re.compile(r"[^，,]{2,40}(?:牵头|配合|(?:参照)?落实|负责|参与|协助)")
_LED = re.compile(r"[^，,]{2,40}(?:牵头|负责)")
_TOLD_DONE = re.compile(r"(?:均|都)?已(?!有的)|正在|(?:均|都)完成")
_MATTERS = re.compile(
    r"具有[^，,]{0,10}(?:意义|作用)$|(?<![\u4e00-\u9fff])(?:事关|关乎|关系到|直接关系)[^，,]{2,30}$|(?<![不只还])是(?!否)[^，,]{2,50}(?:举措|关键|基础|前提|体现|抓手|途径|承诺|义务|需要|工程|大事|选择|重点和难点|必由之路|必然要求|内在要求|题中之义|重中之重)$"
)
"""How a clause ends that tells why something is done."""
_NEAR = 4
_TAIL = 60
"""Characters of the end of a clause that are looked at."""


def behind_reasons(text: str, clauses: Sequence[Span]) -> Sequence[Span]:
    """The clauses of a sentence behind what only tells why something is done (…，对发展具有重要意义; …是重要举措), or why it is made."""
    if _WHY.match(text, clauses[0].start, clauses[0].end):
        made = (at for at, one in enumerate(clauses) if _MADE.search(text, one.start, one.end))
        clauses = clauses[next(made, -1) + 1 :]
    for at in reversed(range(len(clauses))):
        if _MATTERS.search(text, max(clauses[at].start, clauses[at].end - _TAIL), clauses[at].end):
            told = Span(clauses[0].start, clauses[at].end)
            return clauses if MODAL.search(text, told.start, told.end) else clauses[at + 1 :]
    return clauses


def is_filler(text: str, clause: Span) -> bool:
    """Whether a clause speaks of the document itself (本方案自印发之日起施行, 制定本方案), defines, sets an amount, or says whom to ask."""
    return (
        _FILLER.search(text, clause.start, clause.end) or _CONTACT.match(text, clause.start, clause.end)
    ) is not None


def looks_back(text: str, sentence: Span) -> bool:
    """Whether a sentence tells how things were or are (近年来…)."""
    return _BACKWARD.match(text, sentence.start, sentence.end) is not None


def is_cell_of_bearers(text: str, clauses: Sequence[Span]) -> bool:
    """Whether a cell of a table only says who leads and who helps (| 市财政局牵头，各部门配合 |)."""
    start = clauses[0].start
    if not text[max(0, start - _NEAR) : start].rstrip(" 　").endswith("|"):
        return False
    return _LED.fullmatch(text, clauses[0].start, clauses[0].end) is not None and all(
        _SHARED.fullmatch(text, one.start, one.end) for one in clauses
    )


def tells_done(text: str, clauses: Sequence[Span]) -> bool:
    """Whether a sentence in a cell tells what was done (已完成选址，启动建设)."""
    return any(
        _TOLD_DONE.search(text, one.start, one.end) and text.find("的", one.start, one.end) < 0
        for one in clauses
    )


def is_adverbial(text: str, start: int, end: int) -> bool:
    """Whether a clause only says when, where or on what condition, as its last characters show (逾期未改的)."""
    if text[end - 1] not in _ADVERBIAL_ENDS:
        return False
    return (_ADVERBIAL.search(text, max(start, end - 4), end) or _EXCEPT.match(text, start, end)) is not None


def is_state(
    text: str, clause: Span, noun: Span | None = None, *, topic: bool = False, result: bool = False
) -> bool:
    """Whether a clause tells how things are to stand and asks for nothing.

    So do 企业不断壮大 (what `noun`, its subject, becomes), 占比提升20% (a quantity, which is a target), 行为全面纳入轨道 (a
    `topic`: the subject is no body) and 能力显著增强, unless its verb asks for that `result` (确保能力显著增强).
    """
    start = max(clause.start, clause.end - _TAIL)
    if noun and (behind := max(start, noun.end)) < clause.end:
        if _GROWS.search(text, behind, clause.end) or _REACHES.search(text, behind, clause.end):
            return True
        if text.endswith("是", 0, noun.end) or (topic and text.endswith("全面", 0, noun.end)):
            return True
    if not result and _RATE.search(text, clause.start, clause.end):
        return True
    return not result and _IMPROVES.search(text, start, clause.end) is not None

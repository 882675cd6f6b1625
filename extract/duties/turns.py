"""What a clause that was read is to the one behind it: a topic, a case, a head, a role; and whom its verb asks."""

from __future__ import annotations

import re

from ...ontology.model import Span
from .actors import subject_end
from .modals import WILL
from .particles import word_at
from .predicates import candidates
from .record import Reading

_ROLE = re.compile(r"(?:责任人|负责人|主体|单位)$")
_ASKING = frozenset(("鼓励", "引导", "支持", "允许", "教育引导"))
_AT_ONCE = ("及时", "立即", "立刻", "马上", "第一时间", "应", "要", "须", "必须")
"""What opens a clause that says what is to be done with what is found."""
_DOING = frozenset(("从事", "进行", "开展", "实施", "行使", "使用", "发现", "招用", "办理"))
HELPING = frozenset(("配合", "参与", "协助", "协同", "参加"))
IN_CHARGE = ("牵头", "负责", "主办", "牵头负责")
_GIVING = frozenset(("给予", "予以", "奖励", "补助", "补贴", "资助"))
_SUM = re.compile(r"(?:一次性|最高|不超过|总额|每[人家户]|[\u4e00-\u9fff]{0,6}\s?)?\s?\d")
_GIVERS = re.compile(r"财政|政府|局|部门|厅|委|银行|基金|机构|单位|街道|乡镇|[省市县区]$")
_MET = re.compile(r"(?:中|时|过程)[^，,]{0,8}(?:问题|情况|困难|事项)$")
"""What is to be told to somebody: 实施中遇到的问题，请向市科协反映."""


def verb_of(read: Reading) -> str:
    return (
        "" if read.verb is None else read.text[read.verb : read.verb + (read.word.length if read.word else 2)]
    )


def only_describes(read: Reading) -> bool:
    """Whether a clause is a noun with what describes it (难以满足需求的敬老院), which names nobody anew."""
    who = read.who
    return who is not None and who.end == read.end and not read.force and "的" in who.of(read.text)


def is_topic(read: Reading, following: Span) -> bool:
    """Whether a clause is a noun phrase that 由 in the next one goes on with (收费标准,由有关部门确定)."""
    if read.text.startswith("请", following.start) and _MET.search(read.text, read.start, read.end):
        return True
    if read.force or read.verb is None or not read.text.startswith("由", following.start):
        return False
    return read.text.find("的", read.verb, read.end) >= 0


def is_case(read: Reading, following: Span) -> bool:
    """Whether a clause says who does what when something is to be observed (执法人员从事检查，应当出示证件; 发现线索，及时移送)."""
    if read.force or read.verb is None or verb_of(read) not in _DOING:
        return False
    word = word_at(read.text, following.start, following.end)
    if verb_of(read) == "发现":
        return read.text.startswith(_AT_ONCE, following.start)
    return read.who is not None and word is not None and word.kind in ("must", "mustnot")


def is_head(read: Reading, following: Span) -> bool:
    """Whether a clause only says who is in charge of what follows, and the next who helps (甲负责，乙配合，)."""
    if (
        read.who is None
        or read.topic
        or read.verb is None
        or read.text[read.verb : read.end] not in IN_CHARGE
    ):
        return False
    return read.text.endswith(tuple(HELPING), following.start, following.end)


def is_role(read: Reading) -> bool:
    """Whether a clause only says in what role a body does what the next one asks (镇长作为第一责任人，要…)."""
    if read.who is None or read.force or verb_of(read) != "作为":
        return False
    return _ROLE.search(read.text, max(read.verb or 0, read.end - 4), read.end) is not None


def goes_on(read: Reading) -> bool:
    """Whether a clause that names nobody says with 要, 应, 须, 将 or 不得, or joined by 并, that it is for those named before it."""
    if read.text.startswith("并", read.start):
        return True
    said = WILL.search(read.text, read.start, read.verb or read.end)
    if said is None or read.topic is not None:
        return False
    return said[0] != "将" or read.fronted is None


def receives(read: Reading) -> bool:
    """Whether who is named gets what is given (企业分别给予10万元奖励), and is not who gives (市财政给予…)."""
    if read.verb is None or read.who is None or verb_of(read) not in _GIVING:
        return False
    sum_follows = _SUM.match(read.text, read.verb + len(verb_of(read)), read.end)
    return sum_follows is not None and not _GIVERS.search(read.who.of(read.text))


def asks_others(read: Reading) -> bool:
    """Whether 鼓励 and 引导 go on to say what others are to do: only then they carry on."""
    if read.verb is None or verb_of(read) not in _ASKING:
        return False
    start = read.verb + len(verb_of(read))
    whom = subject_end(read.text, start, read.end)
    return whom is not None and (whom < read.end or bool(candidates(read.text, start, read.end)))

"""What a clause comes to once it is read: whether it asks for anything, and with what force."""

from __future__ import annotations

import re

from ...ontology.model import Modality, Span
from .openings import TIME
from .particles import VERBS, Word, word_at
from .record import Reading
from .states import is_state

FORCES = {
    "must": Modality.MUST,
    "should": Modality.SHOULD,
    "mustnot": Modality.MUST_NOT,
    "encourage": Modality.ENCOURAGE,
    "explore": Modality.EXPLORE,
}
"""The force that a word of a kind gives."""
_LOOK_INTO = frozenset(("探索", "推动", "试点", "试行"))
_AIMING, _REACHING = (
    frozenset(("力争", "争取")),
    frozenset(("达到", "控制", "稳定", "保持", "维持", "突破", "超过")),
)
_INDEX = re.compile(
    r"(?:达到?|控制在|稳定在|保持在?|维持在|不低于|不少于|超过?|突破)[^，,。；;\d]{0,6}\d[^，,。；;]{0,16}$"
)
"""The value of an index at the end of a clause."""
_ALLOWS = re.compile(r"方可|方能|才可|才能(?!力)")
_HELD_AGAINST = re.compile(
    r"对[照标][^，,]{0,30}(?:地区|城市|一流|先进|水平|清单|意见|标准|要求|问题|任务|目标|方案|台账|》)(?:[（(][^（）()]{1,20}[）)])?"
)
"""What the next clause is to be done by: 对照任务清单，逐项落实."""


def settle(read: Reading) -> None:
    """Drop what only tells how things stand or who leads; give the force that the verb itself has."""
    if read.verb is None:
        return
    if (
        read.word
        and read.word.kind == "result"
        and TIME.fullmatch(read.text, read.verb + read.word.length, read.end)
    ):
        read.verb, read.lead = None, Span(read.start, read.end)
        return
    if not read.force and _HELD_AGAINST.fullmatch(read.text, read.verb, read.end):
        read.verb, read.lead = None, Span(read.start, read.end)
        return
    if not read.force and (_asks_whether(read) or _is_index(read) or _is_past(read) or _is_allowed(read)):
        read.verb = None
        return
    if not read.force:
        noun = read.topic or read.who
        result = read.word is not None and read.word.kind in ("result", "explore", "encourage")
        if is_state(read.text, Span(read.start, read.end), noun, topic=read.topic is not None, result=result):
            read.verb = None
        elif read.who and read.text[read.verb : read.end] == "牵头":
            read.verb, read.lead = None, Span(read.start, read.end)
    if read.verb is not None and read.word and read.word.kind in FORCES:
        read.force = _own_force(read, read.verb, read.word)
    elif read.verb is not None and read.force in (None, Modality.SHOULD) and _tries_out(read, read.verb):
        read.force = Modality.EXPLORE


def _tries_out(read: Reading, verb: int) -> bool:
    """开展碳排放权交易试点."""
    return read.text.startswith("开展", verb) and read.text.endswith(("试点", "试点工作"), verb, read.end)


def _is_index(read: Reading) -> bool:
    """Whether a clause only tells what an index is to reach: 失业率控制在3.5%以内, 力争全市总量达到7万件."""
    printed = "" if read.verb is None else read.text[read.verb : read.verb + 2]
    if printed not in _AIMING and not (printed in _REACHING and (read.topic or read.who)):
        return False
    wanted = read.text.startswith(("实现", "确保", "完成"), (read.verb or 0) + 2)
    return not wanted and _INDEX.search(read.text, read.verb or 0, read.end) is not None


def _is_past(read: Reading) -> bool:
    """Whether 了 behind the verb says that it is done: 形成了防控体系."""
    word, verb = read.word, read.verb or 0
    return word is not None and read.text.startswith("了", verb + word.length)


def _is_allowed(read: Reading) -> bool:
    """Whether 方可 says behind the verb what may be done then: 验收合格方可使用."""
    return _ALLOWS.search(read.text, read.verb or 0, read.end) is not None


def _asks_whether(read: Reading) -> bool:
    """Whether 是否 stands before the verb or right behind one that is as often a noun (出口是否畅通)."""
    at = read.text.find("是否", read.start, read.end)
    verb, word = read.verb or 0, read.word
    return 0 <= at < verb or (
        at >= 0 and word is not None and word.kind == "weak" and at == verb + word.length
    )


def _own_force(read: Reading, verb: int, word: Word) -> Modality | None:
    """鼓励, 支持 and 探索, 推动 give their own force; 研究 only where nothing is made of it (研究制定)."""
    after = verb + word.length
    following = word_at(read.text, after, read.end) if after < read.end else None
    if read.led or read.force not in (None, Modality.SHOULD):
        return read.force
    if word.kind == "encourage" and (after >= read.end or read.text[after] == "、"):
        joined = word_at(read.text, after + 1, read.end) if after + 1 < read.end else None
        if joined is None or joined.kind not in VERBS:
            return read.force
    looks = word.kind != "explore" or read.text[verb:after] in _LOOK_INTO
    if not looks and (following is None or following.kind in VERBS):
        return read.force
    return FORCES[word.kind]

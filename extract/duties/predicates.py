"""The main verb behind a preposition: what 对…, 将…, 按照… and 通过… lead to inside their own clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .particles import VERBS, Word, word_at

SURE, STRONG, WEAK, HANDED = range(4)
"""How surely a verb behind a preposition is the main one; 报 only where no other is."""
_MANNER = frozenset(
    (
        *("按照", "按", "依照", "根据", "依据", "参照", "本着", "遵循", "立足", "着眼", "紧扣"),
        *("围绕", "聚焦", "结合", "针对", "紧紧围绕", "紧密结合"),
    )
)
_MEANS = frozenset(["通过", "依托", "借助", "利用", "运用", "采取", "采用", "以", "坚持以"])
GROUNDS = (_MANNER | _MEANS | {"从", "站在"}) - {"坚持以"}
"""Prepositions of what something is done by or for: 要按照时间安排，."""
_PLACE = frozenset(["在", "从", "于", "对", "对于", "针对", "除", "除了"])
_CIRCUMSTANCE = frozenset(
    ["若", "如", "如果", "当", "因", "由于", "鉴于", "随着", "遇", "遇到", "经", "未经", "为了"]
)
_DESCRIBING = frozenset(
    ["对", "对于", "针对", "受", "涉及", "符合", "未经", "未", "具备", "具有", "将", "把", "在", "从", "自"]
)
_FRONTING, _MADE = frozenset(("将", "把")), ("成", "到", "至", "入", "在")
"""What says behind a verb what a thing that 将 fronts is to become: 将街区打造成更好的."""
_ABOUT = frozenset(["对", "对于", "针对", "受", "涉及"])
_GROUNDS = (
    "要求|原则|规定|标准|部署|精神|程序|方式|形式|实际|情况|需要|计划|安排|办法|意愿|特点|职责|分工|方案|政策"
)
_GROUND = re.compile(_GROUNDS)
_BY = re.compile(
    rf"(?:{_GROUNDS}|手段|渠道|途径|措施|机会|契机|基础|重点|目标|导向|核心|主线|抓手|载体|依据|需求|方向|思路|政策|意见|单位|主体|突破口"
    r"|为主|为例|机制|平台|优势|时机|阵地|作用|指导|指引|根本|统领|引领|支撑|指南|系统|网站|网络|数据库|资源|力量|条件|等)$"
)
_IN = re.compile(r"[上下内里中间外](?<!%以.)$|(?:方面|领域|环节|阶段|地方|区域|之际)$")
_WITHIN = re.compile(r"环节|方面|领域|过程中|期间|阶段|基础上|前提下|范围内")
"""Where a phrase that 在 opens ends, verbs inside it or not: 在谋划、储备等环节发力."""
_SETS_OUT = re.compile(r"(?:出发|入手|做起|着手|抓起|着眼)$")
_AS = re.compile(r"为[^，为]{2,5}$")
_MATTER = re.compile(
    r"(?:企业|单位|人员|情况|问题|情形|行为|事项|项目|地区|机构|载体|家庭|对象|群体|主体|产品|车辆|业务|困难)$"
)
_NEAR = 4
"""Characters of a verb, an adverb before it included, that ends its clause: 逐笔登记."""
_PURPOSE = frozenset(("创造", "营造", "奠定", "贡献"))
_PAIRS = {"“": "”", "《": "》", "（": "）", "(": ")"}
_HANDING = "报交"
_RECEIVED = tuple("省市县区国本镇乡校")
"""To whom 报 hands something without another verb: 将方案报市政府."""
_RECEIVERS = "省市县区国各本镇乡校中主上由所"
"""What follows 报 and 交 where they are the verb: 将方案报市政府, 交中心校存档."""
_DIRECTED = "到给至为入成"
_BOUND = "的之后前时等"
"""What follows a verb that only describes, or only says when."""
_AHEAD = ("前面", "前列", "前沿", "前头")
"""Where something is put: 挺在前面."""
_STATUS = re.compile(
    r"(?:贯彻|完成|落实|执行|办理|推进|整改|履行|开展|实施|使用|处置|处理|建设|运行)(?:情况|进度|进展|质量|成效|效果|结果|力度|率)"
)
"""How far something is done, and no verb: 完成情况, 整改成效."""
_PERSON = re.compile(r"负责人(?![员力口才])")
"""A person, and no verb: 参会人员为各单位负责人."""
_HOW_FAR = frozenset("情进质成效结力率落")
_NOMINAL = ("中", "的", "、", "和", "工作", "经费", "经验")
"""What follows a weak verb that is a noun."""
_OWNERS = "业位员构款目户区"
"""What the noun before 不抽贷, 不断贷 ends with."""
_COMPLEMENT = frozenset(("adverb", "must", "should", "mustnot", "encourage"))


class Candidate(NamedTuple):
    """Where a verb stands behind a preposition, adverbs before it included, and how surely it is the main one."""

    rank: int
    at: int


def candidates(text: str, start: int, end: int) -> list[Candidate]:
    """The verbs of `text` between `start` and `end` that may be the main one, in order."""
    return list(_candidates(text, start, end))


def _candidates(text: str, start: int, end: int) -> Iterator[Candidate]:
    at, chain, reached = start, -1, -1
    while at < end:
        if text[at] in _PAIRS and (after := _closed(text, at, end)):
            at = after
            continue
        word = word_at(text, at, end)
        if word is None:
            if text[at] == "报" and at > start and text[at + 1 : at + 2] in _RECEIVED:
                yield Candidate(HANDED, at)
            at += 1
            continue
        after = at + word.length
        if _is_before_verb(text, word, after, end):
            chain, reached = (chain if reached == at else at), after
            if word.kind == "encourage" and after < end and text[after] not in "、和力":
                yield Candidate(SURE, chain)
        elif (rank := _rank(text, at, word, start, end, anchored=reached == at)) is not None:
            yield Candidate(rank, chain if reached == at and chain > start else at)
        at = after


def _closed(text: str, at: int, end: int) -> int:
    """Where brackets or quotation marks that open at `at` end; 0 where they stay open."""
    return text.find(_PAIRS[text[at]], at, end) + 1


def _is_before_verb(text: str, word: Word, after: int, end: int) -> bool:
    """Whether a word leads to a verb: an adverb, 要, 应当, or a verb such as 加快 before another."""
    if word.kind in _COMPLEMENT:
        return word.length > 1 or word.kind in ("must", "should")
    if not word.leading or word.kind not in VERBS or after >= end:
        return False
    following = word_at(text, after, end)
    return following is not None and following.kind in VERBS


def _rank(text: str, at: int, word: Word, start: int, end: int, *, anchored: bool) -> int | None:
    """How surely the word is the main verb; None where it is none."""
    after = at + word.length
    following = text[after] if after < end else ""
    if word.kind == "mustnot":
        return SURE if at > start and text[at - 1] in _OWNERS else None
    if (
        word.kind not in VERBS
        or (following and following in _BOUND and not text.startswith(_AHEAD, after))
        or (following == "人" and _PERSON.match(text, at, end))
        or (following in _HOW_FAR and _STATUS.match(text, at, end))
    ):
        return None
    if word.length == 1:
        if text[at] in _HANDING:
            return STRONG if at > start and following and following in _RECEIVERS else None
        return STRONG if at > start and following and following in _DIRECTED else None
    weak = word.kind == "weak"
    if at > start and (anchored or word.kind in ("light", "result")):
        return WEAK if weak else SURE
    if text[at - 1] == "、" or (weak and text.startswith(_NOMINAL, after, end)):
        return None
    return WEAK if weak else STRONG


def main_verb(text: str, start: int, end: int, preposition: str, found: list[Candidate]) -> int | None:
    """The main verb behind a preposition: the first of the surest, unless a 的 shows that it only describes."""
    fitting = _fitting(text, start, end, preposition, found)
    for rank in (SURE, STRONG, WEAK, HANDED):
        places = [at for each, at in fitting if each == rank and (at > start or rank)]
        if places:
            main = places[0]
            for place in places[1:]:
                if text.find("的", main, place) >= 0:
                    main = place
            return main if main > start else None
    return None


def _fitting(text: str, start: int, end: int, preposition: str, found: list[Candidate]) -> list[Candidate]:
    if preposition == "为":
        return _after_for(text, start, end, found)
    if preposition in _MANNER or preposition in _MEANS:
        return [one for one in found if _acts_on(text, one, end, listed=preposition not in ("以", "通过"))]
    if preposition in _DESCRIBING:
        return _after_description(text, start, end, preposition, found)
    return found


def _after_for(text: str, start: int, end: int, found: list[Candidate]) -> list[Candidate]:
    """为企业提供服务; 为加强管理 alone only says why."""
    opening = word_at(text, start, end)
    purpose = opening is not None and (opening.kind in VERBS or opening.kind == "adverb")
    return [
        one
        for one in found
        if one.at > start
        and (not purpose or is_light(text, one.at, end) or text[one.at : one.at + 2] in _PURPOSE)
    ]


def _after_description(
    text: str, start: int, end: int, preposition: str, found: list[Candidate]
) -> list[Candidate]:
    """对承租厂房的企业给予补贴: a verb before the last 的 only describes, a light one excepted."""
    matter = preposition in _ABOUT and _MATTER.search(text, start, end)
    last = text.rfind("的", start, end)
    within = _WITHIN.search(text, start, end) if preposition == "在" else None
    if within and any(one.at >= within.end() for one in found):
        found = [one for one in found if one.at >= within.end()]
    return [
        one
        for one in found
        if (one.rank < (STRONG if matter else WEAK) or one.rank == HANDED or _ends_in(text, one.at, end))
        and (
            one.at > last
            or is_light(text, one.at, end)
            or text.startswith("为", one.at + 2)
            or (preposition in _FRONTING and text.startswith(_MADE, one.at + 2))
        )
    ]


def _ends_in(text: str, at: int, end: int) -> bool:
    """Whether a clause ends in the verb at `at`, with an adverb before it or without: 登记, 逐笔登记."""
    word = word_at(text, at, end)
    return at + 2 == end or (word is not None and word.kind == "adverb" and at + _NEAR >= end)


def _acts_on(text: str, one: Candidate, end: int, *, listed: bool) -> bool:
    """Whether a verb behind 按照 or 通过 is the main one: something follows it that is no further item of a list."""
    if one.rank == SURE:
        return True
    word = word_at(text, one.at, end)
    after = one.at + (word.length if word else 2)
    if after >= end:
        return bool(_GROUND.match(text, one.at - 2))
    return (one.rank == STRONG or not listed) and after + 1 < end and text[after] != "、"


def only_leads(text: str, at: int, end: int, preposition: str, found: list[Candidate]) -> bool:
    """Whether a clause that a preposition at `at` opens only says when, where, on what condition or by what means."""
    if preposition in _CIRCUMSTANCE:
        return not any(_forces(text, one.at, end) for one in found)
    if preposition == "从" and _SETS_OUT.search(text, max(at, end - 2), end):
        return True
    if preposition in ("以", "坚持以") and _AS.search(text, at + 3, end):
        return True
    if preposition in _MANNER or preposition in _MEANS:
        told = found if preposition == "采取" else [one for one in found if text[one.at - 1] != "、"]
        return is_ground(text, at, end) and not any(_acts(text, one, end) for one in told)
    if preposition not in _PLACE or not _IN.search(text, max(at, end - 2), end):
        return False
    return not any(one.rank == SURE and is_light(text, one.at, end) for one in found)


def _forces(text: str, at: int, end: int) -> bool:
    word = word_at(text, at, end)
    return word is not None and word.kind in ("must", "should", "mustnot")


def is_ground(text: str, at: int, end: int) -> bool:
    """Whether a clause ends as grounds and means do: …要求, …方式."""
    return _BY.search(text, max(at, end - 4), end) is not None


def _acts(text: str, one: Candidate, end: int) -> bool:
    """Whether a verb is the main one all the same: a light one, or one right behind the ground (按照要求完成)."""
    if one.rank == SURE:
        return is_light(text, one.at, end) and not _GROUND.fullmatch(text, one.at, end)
    return one.rank == STRONG and _GROUND.match(text, one.at - 2) is not None


def is_light(text: str, at: int, end: int) -> bool:
    """Whether a light verb (给予) stands at `at`, adverbs before it aside."""
    word = word_at(text, at, end) if at < end else None
    while word and word.kind == "adverb":
        at += word.length
        word = word_at(text, at, end) if at < end else None
    return word is not None and word.kind == "light"

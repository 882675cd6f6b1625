"""Obligations: each clause that asks for something, with who is to do it, its force, its verb and its object."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ..ontology.model import Modality, Span
from .actors import agent_start, has_modal, is_actor, name_actors, subject_end, topic_end
from .clauses import split_clauses
from .names import Named
from .particles import VERBS, Word, is_adverb, word_at

_FORCE = {
    "must": Modality.MUST,
    "should": Modality.SHOULD,
    "mustnot": Modality.MUST_NOT,
    "encourage": Modality.ENCOURAGE,
    "explore": Modality.EXPLORE,
}
_LOOK_INTO = frozenset({"探索", "推动", "试点", "试行"})
_TIME = re.compile(
    r"(?:到|至|截至|截止|于|自|从|在|力争|争取)?(?:(?:\d{4}|二[〇○零]..)年(?:\d{1,2}月)?(?:年?[底末初])?(?:\d{1,2}日)?(?:起|之?前|以前|内|期间|以来)?"
    r"|\d{1,2}月(?:\d{1,2}日|底)?(?:之?前|起)?|年[内底](?:之?前)?|每(?:半|隔?[\d一二两三四五]{1,2})?个?(?:年|季度|月|周|日|天|学期)(?:度)?"
    r"|“?十[三四五]五”?(?:期间|时期|末)|\d{1,3}个?(?:工作)?[日天月年](?:之?内|前)|近期|疫情(?:防控)?期间|[一二三四五六七八九十\d]{1,2}年)"
)
_OPENING = re.compile(r"(?:[一二三四五六七八九十]{1,2}是|[①-⑳]|[（(]\d{1,2}[）)]|\d{1,2}[)）.．、]|[—－-]{1,2}|[•·■●])\s*")
_ADVERBIAL = re.compile(
    r"(?:的|时|时候|後|[以之]?后(?<!事后|产后|售后|课后|落后|滞后)|[以之]?前(?<!事前|产前|提前|目前|当前|面前|空前)|以来|期间|期内|过程中|工作中|当中|之中|基础上"
    r"|前提下|情况下|情形下|条件下|领导下|指导下|支持下|同时|之日起|以外|之外|除外)$"
)
_IN = re.compile(r"(?:上|下|内|里|中|间|方面|领域|环节|阶段|外|地方|区域|之际)$")
_BY = re.compile(
    r"(?:指导|指引|根本|统领|引领|支撑|指南|系统|网站|网络|数据库|资源|力量|要求|原则|规定|标准|部署|精神|程序|方式|形式|手段|渠道|途径|措施|办法|机会|契机|基础|重点|目标|导向|核心|主线|抓手|载体|依据|实际|情况|需要|需求"
    r"|职责|方向|思路|意愿|政策|特点|安排|计划|意见|单位|主体|突破口|为主|为例|机制|平台|优势|作用|部署要求)$"
)
_ABOUT = frozenset({"对", "对于", "针对", "受", "涉及"})
_GOES_ON = frozenset({"与", "同", "向", "和"})
_CIRCUMSTANCE = frozenset({"若", "如", "如果", "当", "因", "由于", "鉴于", "随着", "遇", "遇到", "经", "为了"})
_GROUND = re.compile(r"要求|原则|规定|标准|部署|精神|程序|方式|形式|实际|情况|需要|计划|安排|办法|意愿|特点|职责")
_MATTER = re.compile(r"(?:企业|单位|人员|情况|问题|情形|行为|事项|项目|地区|机构|载体|家庭|对象|群体|主体|产品|车辆|业务|困难)$")
_COMPOUND = re.compile(r"结果|决定|标准|期限|比例|额度|金额|利率|产品|资金(?=发放|拨付|由|应|要|须)|率")
_AS = re.compile(r"为[^，为]{2,5}$")
_MANNER = frozenset({"按照", "按", "依照", "根据", "依据", "围绕", "聚焦", "结合", "针对", "立足", "着眼", "紧扣", "参照", "本着", "遵循", "鉴于"})
_MEANS = frozenset({"通过", "依托", "借助", "利用", "采取", "采用", "以", "坚持以"})
_VERBAL = frozenset({"利用", "采取", "采用"})
_PLACE = frozenset({"在", "从", "于", "对", "对于", "针对", "除", "除了"})
_BEING = frozenset({"符合", "具备", "具有", "适应"})
_TOGETHER = frozenset({"会同", "商", "会"})
_FRONTING = frozenset({"将", "把"})
_NO_DUTY = re.compile(
    r"自[^，。]{0,14}起(?:施行|执行|实施|生效)|负责解释|适用于|所称|是指|指的是|^包括|(?:补助|补贴|收费|奖励|支付)(?:标准|金额|比例)(?:为|按|不|最高|参照)|有效期(?:为|至|限|自|一般|不|届满)|解释权|^本(?:方案|意见|措施|办法|通知|规划)|标准为|比例为|额度为"
)
_GOAL = re.compile(r"(?:提升|提高|下降|降低|增长|增加|减少|达到?|超过|突破|不低于|不超过|不少于|控制在|压减|降至|提升至)[^，。]{0,8}\d[^，。]{0,12}$")
_BETTER = re.compile(
    r"(?:能力|水平|机制|体系|质量|质效|效能|程度|制度|体制|结构|格局|环境|素质|意识|作用|行为|素养|满意度|公信力)(?:更加|更好|显著|明显|大幅|不断|进一步|持续|日益|全面|有效|基本|稳步)[^，。]{2,4}$"
)
_PURPOSE = frozenset({"创造", "营造", "奠定", "贡献"})
_OFFICE = re.compile(r"(?:机关|部门|机构|单位|主体|中心|平台|人员|队伍|小组|负责同志|负责人|领导)")
_OFFICIAL = frozenset({"分管", "牵头", "配合", "落实", "承办", "参与", "实施", "负责", "办理", "参加", "组织", "制定", "主办", "协助"})
_NO_OFFICE = frozenset({"指导", "督促", "培训", "教育", "服务", "支持", "统筹", "协调"})
_DESCRIBING = frozenset({"对", "对于", "针对", "受", "因", "由于", "经", "涉及", "符合", "未经", "未", "具备", "具有", "将", "把", "在", "从", "自"})
_STATE = re.compile(r"(?:不断|更加|日益|显著|明显|进一步|逐步|基本|大幅|持续|有效)[^，。]{1,6}$")
_PAIRS = {"“": "”", "《": "》", "（": "）", "(": ")"}
_LONGEST = 400
_STEPS = 24
_RUN = 3
_JOINT = "、和或及与并"


@dataclass(frozen=True, slots=True)
class FoundObligation:
    """One duty: `action` is its verb or verbs as printed, `condition` what stands before it and limits it.

    `actors` are empty where nobody is named; `inherited` says that they stand in a clause before this one.
    """

    span: Span
    actors: tuple[Named, ...]
    inherited: bool
    modality: Modality
    action: Span
    object: Span | None
    condition: Span | None
    method: str


@dataclass(slots=True)
class _Clause:
    """What is read of one clause from left to right."""

    text: str
    at: int
    end: int
    start: int
    who: Span | None = None
    also: Span | None = None
    topic: Span | None = None
    fronted: Span | None = None
    lead: Span | None = None
    force: Modality | None = None
    word: Word | None = None
    bare: bool = True
    """Whether nothing stands before the verb."""
    verb: int | None = None
    tried: bool = False
    led: bool = False
    """Whether a verb such as 加快 or 督促 leads the main one."""

    def peek(self) -> Word | None:
        return word_at(self.text, self.at, self.end) if self.at < self.end else None


def find_obligations(text: str, known: Callable[[str], bool]) -> Iterator[FoundObligation]:
    """Yield the obligations of running text, in order, never overlapping.

    Forms:
      1. 加强巡查，完善预案                     the bare verb: should; every clause with a verb of its own is one
      2. 各部门应当公开目录，及时更新              who and what force carry on over the sentence
      3. 市财政局要足额安排经费                  要: should
      4. 各级行政机关不得增设条件                不得, 严禁, 不再, 不能: must not
      5. 不得不延期的，应当说明理由               no prohibition
      6. 除涉密事项外，一律公开                  除…外 is a condition
      7. 鼓励企业参与研发                      encourage
      8. 探索建立轮岗制度                      explore
      9. 由市司法局会同市财政局制定办法            who stands behind 由 and 会同
     10. 在执法检查中，规范用语                  a clause that only says when, where or how belongs to the next one
     11. 将考核结果纳入档案                    the object stands before the verb
     12. 对逾期未改的，依法处罚                  对…的 is a condition

    `known` says whether a stem is a kind of body in the registry. Spans are half-open code points.
    """
    yield from find_in(text, Span(0, len(text)), known)


def find_in(text: str, span: Span, known: Callable[[str], bool]) -> Iterator[FoundObligation]:
    """The obligations of one stretch of `text`, with spans in the whole of it."""
    before: _Sentence | None = None
    for clauses in split_clauses(text, span):
        sentence = _Sentence(text, known, before)
        yield from sentence.read(clauses)
        before = sentence


class _Sentence:
    """What carries on from clause to clause: who, with what force, and the clauses that lead to the next."""

    def __init__(self, text: str, known: Callable[[str], bool], before: _Sentence | None) -> None:
        self._text, self._known = text, known
        self._before = before
        self._who: tuple[Named, ...] = ()
        self._force: Modality | None = None
        self._asked = False
        self._pending: list[Span] = []
        self._pending_who = False

    def read(self, clauses: Sequence[Span]) -> Iterator[FoundObligation]:
        for clause in clauses:
            if clause.end - clause.start > _LONGEST or _NO_DUTY.search(self._text, clause.start, clause.end):
                self._pending = []
                continue
            read = _read(self._text, clause)
            if read.who or read.also:
                self._name(read)
            if read.verb is not None:
                yield self._state(read, clause)
            elif _leads(read, self._text):
                self._hold(read, clause)
            elif not self._pending:
                self._pending_who = False
            else:
                self._hold(read, clause)

    def _name(self, read: _Clause) -> None:
        spans = [span for span in (read.who, read.also) if span]
        if named := tuple(one for span in spans for one in name_actors(self._text, span, self._known)):
            self._who, self._force = (named if read.who else (*self._who, *named)), None
            self._pending_who = True

    def _hold(self, read: _Clause, clause: Span) -> None:
        self._pending.append(Span(read.start, clause.end))
        if read.force:
            self._force = read.force

    def _state(self, read: _Clause, clause: Span) -> FoundObligation:
        start = self._pending[0].start if self._pending else read.start
        force = self._modality(read)
        condition = Span(start, self._pending[-1].end) if self._pending else read.lead
        own = bool(self._who) and (read.who is not None or self._pending_who)
        if not self._who and not self._asked and self._before and not self._pending and _opens_with_force(read):
            self._who = self._before._who
        action, thing = _action(self._text, read)
        found = FoundObligation(
            Span(start, clause.end), self._who, bool(self._who) and not own, force, action, thing, condition,
            f"obligation.{'modal' if read.force else 'verb'}",
        )  # fmt: skip
        self._pending, self._pending_who, self._asked = [], False, True
        return found

    def _modality(self, read: _Clause) -> Modality:
        """The force of this clause, and what of it carries on."""
        if read.force:
            self._force = read.force if read.force is not Modality.ENCOURAGE or _asks_others(read) else None
            return read.force
        printed = read.text[read.verb : read.verb + 2] if read.verb is not None else ""
        if printed in ("确保", "保证", "力争") and self._force is Modality.ENCOURAGE:
            self._force = None
        goes_on = self._force is Modality.MUST_NOT and read.text[read.start] in _GOES_ON
        if self._force in (Modality.MUST_NOT, Modality.EXPLORE) and not goes_on:
            self._force = None
        return self._force or Modality.SHOULD


def _opens_with_force(read: _Clause) -> bool:
    """Whether a clause goes on with 要 or 应当 where the sentence before it ended."""
    word = word_at(read.text, read.start, read.end)
    return word is not None and word.kind in ("must", "should")


def _asks_others(read: _Clause) -> bool:
    """Whether 鼓励 and 引导 go on to say what others are to do: only then it goes on in the next clause."""
    assert read.verb is not None
    if read.word is None or read.text[read.verb : read.verb + 2] not in ("鼓励", "引导"):
        return False
    return subject_end(read.text, read.verb + read.word.length, read.end) is not None


def _leads(read: _Clause, text: str) -> bool:
    """Whether a clause without a verb that asks leads to the next: who, when, on what condition."""
    return read.lead is not None or (read.who is not None and read.who.end == read.end)


def _read(text: str, clause: Span) -> _Clause:
    """One clause: to its main verb, or as far as it goes."""
    opening = _OPENING.match(text, clause.start, clause.end)
    start = opening.end() if opening else clause.start
    read = _Clause(text, start, clause.end, start)
    if _ADVERBIAL.search(text, max(start, clause.end - 4), clause.end):
        _read_adverbial(read)
        return read
    for _ in range(_STEPS):
        if read.at >= read.end or read.verb is not None or not _step(read):
            break
    _settle(read)
    return read


def _read_adverbial(read: _Clause) -> None:
    """对…的, …后: who may stand in it, what it asks for is not its own."""
    end = subject_end(read.text, read.at, read.end)
    if end and end < read.end and is_actor(read.text[read.at : end]):
        read.who = Span(read.at, end)
    read.lead = Span(read.start, read.end)
    word = read.peek()
    if word and word.kind == "encourage":
        read.force = Modality.ENCOURAGE


def _step(read: _Clause) -> bool:
    """Read one word or phrase; False where the clause leads no further."""
    word = read.peek()
    kind = word.kind if word else None
    if word is None or kind == "noun":
        return _unknown(read)
    if kind in VERBS:
        return _verb(read, word)
    if kind == "prep":
        return _phrase(read, word)
    if kind == "may":
        read.lead = read.lead if read.force else None
        return False
    if kind in _FORCE and (read.force is None or kind == "mustnot"):
        if kind == "mustnot" and not _negates(read, word):
            return _unknown(read)
        if kind == "mustnot" and read.text.startswith("不", read.at + word.length):
            read.force = Modality.SHOULD
            read.at += 1
        else:
            read.force = _FORCE[kind]
    read.bare = read.bare and kind == "link"
    read.at += word.length
    return True


def _negates(read: _Clause, negation: Word) -> bool:
    """不 by itself forbids only where a verb follows at once (不抽贷); 不能联网的医院 only describes."""
    if negation.length > 1:
        return not (read.bare and read.text.startswith("不能", read.at) and "的" in read.text[read.at : read.end])
    word = word_at(read.text, read.at + 1, read.end) if read.at + 1 < read.end else None
    return (word is None or word.kind in VERBS) and read.end - read.at >= 3


def _verb(read: _Clause, word: Word) -> bool:
    after = read.at + word.length
    if not read.tried and not read.force and _names_office(read, word):
        read.tried = True
        return _subject(read)
    if not read.force and read.text.startswith("的", after):
        if not read.tried:
            read.tried = True
            if _subject(read):
                return True
        read.lead = Span(read.start, read.end)
        return False
    if read.bare and read.text.startswith("、", after) and _no_verb(read.text, after + 1, read.end):
        return False
    following = word_at(read.text, read.at + word.length, read.end) if read.at + word.length < read.end else None
    leads = word.leading and word.kind not in ("encourage", "explore", "result")
    if leads and following and (following.kind in VERBS or following.kind == "adverb"):
        if _has_verb(read, read.at + word.length):
            read.at += word.length
            read.led = read.led or not is_adverb(read.text[read.at - word.length : read.at])
            return True
    read.verb, read.word = read.at, word
    return True


def _names_office(read: _Clause, word: Word) -> bool:
    """Whether a word that is as often a noun opens a name (决策机关应当) or what is to be done with (问责决定应)."""
    printed = read.text[read.at : read.at + word.length]
    if printed in _NO_OFFICE or not read.bare:
        return False
    office = _OFFICE.match(read.text, read.at + word.length)
    if office and (word.kind == "weak" or printed in _OFFICIAL):
        return subject_end(read.text, read.at, read.end) is not None
    if word.kind != "weak":
        return False
    return bool(_COMPOUND.match(read.text, read.at + word.length)) or has_modal(read.text, read.at, read.end)


def _no_verb(text: str, at: int, end: int) -> bool:
    word = word_at(text, at, end) if at < end else None
    return word is None or word.kind not in VERBS


def _has_verb(read: _Clause, at: int) -> bool:
    """Whether a verb with something behind it follows, adverbs aside."""
    for _ in range(_RUN):
        word = word_at(read.text, at, read.end) if at < read.end else None
        if word is None:
            return False
        at += word.length
        if word.kind in VERBS:
            return word.kind != "weak" or (at < read.end and word_at(read.text, at, read.end) is None and read.text[at] not in "、的和")
        if word.kind != "adverb":
            return False
    return False


def _phrase(read: _Clause, word: Word) -> bool:
    """在…, 对…, 按照…: on to the main verb behind it; without one the clause only leads to the next."""
    text, start = read.text, read.at
    printed = text[start : start + word.length]
    read.bare = False
    if printed == "由":
        return _agent(read)
    if printed in _BEING and (read.force or read.topic or read.who):
        read.verb, read.word = start, Word(word.length, "strong", leading=False)
        return True
    if printed in _TOGETHER and (end := subject_end(text, start + word.length, read.end)):
        read.also, read.at = Span(start + word.length, end), end
        read.lead = read.lead or (Span(start, end) if end == read.end else None)
        return True
    main = None if _only_leads(read, printed) else _main_verb(text, start + word.length, read.end, printed)
    if main is None and read.force and not _only_leads(read, printed):
        main = max((at for _, at in _candidates(text, start + word.length, read.end)), default=None)
    if main is None:
        if printed in _VERBAL and not _BY.search(text, read.at, read.end):
            read.verb, read.word = start, word
            return True
        read.lead = Span(start, read.end)
        return False
    agent = agent_start(text, start + word.length, main)
    if agent:
        main = agent
    if printed in _FRONTING:
        read.fronted = Span(start + word.length, main)
    else:
        read.lead = Span(read.lead.start if read.lead else start, main)
    read.at = main
    return True


def _only_leads(read: _Clause, printed: str) -> bool:
    text, end = read.text, read.end
    if printed in _CIRCUMSTANCE:
        return True
    if printed in ("以", "坚持以") and _AS.search(text, read.at + 3, end):
        return True
    if printed in _MANNER or printed in _MEANS:
        return bool(_BY.search(text, max(read.at, end - 4), end)) and not _acts(text, read.at + len(printed), end)
    return printed in _PLACE and bool(_IN.search(text, max(read.at, end - 2), end)) and not _light_behind(text, read.at + len(printed), end)


def _light_behind(text: str, start: int, end: int) -> bool:
    return any(_is_light(text, at, end) for rank, at in _candidates(text, start, end) if rank == 0)


def _acts(text: str, start: int, end: int) -> bool:
    """Whether the main verb follows all the same: a light one, or one right behind the ground (按照要求完成)."""
    return any(
        _is_light(text, at, end) if rank == 0 else rank == 1 and _GROUND.match(text, at - 2)
        for rank, at in _candidates(text, start, end)
    )


def _agent(read: _Clause) -> bool:
    """由市司法局制定: the bodies behind 由, and on."""
    start = read.at + 1
    end = subject_end(read.text, start, read.end, agent=True)
    if end and end < read.end and is_actor(read.text[start:end]):
        read.who, read.at = Span(start, end), end
        return True
    main = _main_verb(read.text, start, read.end, "由")
    if main is None:
        return False
    read.at = main
    return True


def _candidates(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where verbs stand behind a preposition: rank (0 sure, 1 strong, 2 weak) and position, adverbs before them included."""
    at, chain, reached = start, -1, -1
    while at < end:
        closing = _PAIRS.get(text[at])
        if closing and (close := text.find(closing, at, end)) > 0:
            at = close + 1
            continue
        word = word_at(text, at, end)
        if word is None:
            at += 1
            continue
        after = at + word.length
        if word.kind in ("adverb", "must", "should", "mustnot", "encourage") and word.length > 1 or word.kind in ("must", "should"):
            chain = chain if reached == at else at
            reached = after
            if word.kind == "encourage" and after < end and text[after] not in "、和力":
                yield 0, chain
        elif word.kind in VERBS and word.length == 1 and after < end and at > start and text[after] in "为到至入给成":
            yield 1, at
        elif word.kind == "mustnot" and word.length == 1 and at > start and text[at - 1] in "业位员构款目户区":
            yield 0, at
        elif word.leading and word.kind in VERBS and after < end and (next_ := word_at(text, after, end)) and next_.kind in VERBS:
            chain = chain if reached == at else at
            reached = after
        elif word.kind in VERBS and not text.startswith("的", after):
            anchored = reached == at and at > start
            if anchored or (word.kind == "light" and at > start):
                weak = anchored and word.kind == "weak" and after < end
                yield (2 if weak else 0), chain if anchored and chain > start else at
            elif word.length > 1 and text[at - 1] != "、" and not (word.kind == "weak" and after < end and not text.startswith(("到", "给", "至", "为", "入"), after) and text[after] in "中的、和工经"):
                yield (2 if word.kind == "weak" else 1), at
        at = after


def _main_verb(text: str, start: int, end: int, printed: str) -> int | None:
    """The main verb behind a preposition: the first sure one, unless a 的 shows that it only describes."""
    found = list(_candidates(text, start, end))
    if printed in ("为", "为了"):
        opening = word_at(text, start, end)
        purpose = opening is not None and (opening.kind in VERBS or opening.kind == "adverb")
        found = [(rank, at) for rank, at in found if at > start and (not purpose or _gives(text, at, end))]
    elif printed in _MANNER or printed in _MEANS:
        found = [(rank, at) for rank, at in found if _is_main(text, at, end, rank, printed)]
    elif printed in _DESCRIBING:
        matter = printed in _ABOUT and _MATTER.search(text, start, end)
        last = text.rfind("的", start, end)
        found = [
            (rank, at)
            for rank, at in found
            if (rank < (1 if matter else 2) or at + 2 == end) and (at > last or _is_light(text, at, end) or text.startswith("为", at + 2))
        ]
    for rank in (0, 1, 2):
        places = [at for each, at in found if each == rank and (at > start or rank)]
        if places:
            main = places[0]
            for place in places[1:]:
                if "的" in text[main:place]:
                    main = place
            return main if main > start else None
    return None


def _is_main(text: str, at: int, end: int, rank: int, printed: str) -> bool:
    """Behind 按照 and 通过 a verb is the main one where something follows it that is no further item of a list."""
    if rank == 0:
        return True
    word = word_at(text, at, end)
    after = at + (word.length if word else 2)
    if after >= end:
        return bool(_GROUND.match(text, at - 2))
    return (rank == 1 or printed in ("以", "通过")) and after + 1 < end and text[after] != "、"


def _gives(text: str, at: int, end: int) -> bool:
    return _is_light(text, at, end) or text[at : at + 2] in _PURPOSE


def _is_light(text: str, at: int, end: int) -> bool:
    word = word_at(text, at, end)
    while word and word.kind == "adverb":
        at += word.length
        word = word_at(text, at, end) if at < end else None
    return word is not None and word.kind == "light"


def _unknown(read: _Clause) -> bool:
    """A noun phrase, a time, or a verb that no list has."""
    time = _TIME.match(read.text, read.at, read.end)
    if time and time.end() > read.at:
        read.at = time.end()
        read.lead = Span(read.lead.start if read.lead else time.start(), time.end())
        read.bare = False
        return True
    if read.text[read.at] in " 　”’\"" or (read.text[read.at] == "、" and not read.bare):
        read.at += 1
        return True
    if read.text[read.at] == "“" and (close := read.text.find("”", read.at, read.end)) > 0 and close + 1 < read.end:
        if word_at(read.text, close + 1, read.end) or read.text[close + 1] in "“、":
            read.at, read.bare = close + 1, False
            return True
    if read.force or read.tried:
        return _last_resort(read)
    read.tried = True
    return _subject(read)


def _last_resort(read: _Clause) -> bool:
    """Behind 应当 or 不得 stands a verb, whether a list has it or not."""
    if read.force and read.end - read.at >= 2:
        read.verb = read.at
    return False


def _subject(read: _Clause) -> bool:
    text, start, end = read.text, read.at, read.end
    stop = subject_end(text, start, end)
    if stop and is_actor(text[start:stop]):
        read.who, read.at = Span(start, stop), stop
        read.bare = False
        return True
    stop = topic_end(text, start, end)
    if stop is None:
        return False
    if is_actor(text[start:stop]):
        read.who = Span(start, stop)
    else:
        read.topic = Span(start, stop)
    read.at = stop
    read.bare = False
    return True


def _settle(read: _Clause) -> None:
    """Drop what only tells how things stand: 作用更好发挥, 企业不断壮大."""
    if read.verb is None or read.force:
        if read.verb is not None and read.word and read.word.kind in _FORCE and read.force in (None, Modality.SHOULD):
            read.force = _forced(read)
        return
    if _is_state(read):
        read.verb = None
    if read.who and read.verb is not None and read.text[read.verb : read.end] == "牵头":
        read.verb, read.lead = None, Span(read.start, read.end)
    if read.verb is None:
        return
    if read.word and read.word.kind in _FORCE:
        read.force = _forced(read)


def _is_state(read: _Clause) -> bool:
    """作用更好发挥, 企业不断壮大, 能力显著增强, 占比提升20%: how things are to stand, and nothing that is asked."""
    noun = read.topic or read.who
    if noun and (_STATE.search(read.text, noun.end, read.end) or _GOAL.search(read.text, noun.end, read.end)):
        return True
    if read.topic and read.text.endswith("全面", 0, read.topic.end):
        return True
    result = read.word is not None and read.word.kind in ("result", "explore", "encourage")
    return not result and bool(_BETTER.search(read.text, read.start, read.end))


def _forced(read: _Clause) -> Modality | None:
    """鼓励, 支持 and 探索, 推动 give their own force; 研究 only where nothing is made of it (研究制定)."""
    assert read.word
    assert read.verb is not None
    printed = read.text[read.verb : read.verb + read.word.length]
    alone = read.verb + read.word.length >= read.end or read.text[read.verb + read.word.length] == "、"
    if read.led or (alone and read.word.kind == "encourage" and _no_verb(read.text, read.verb + read.word.length + 1, read.end)):
        return read.force
    if read.word.kind == "explore" and printed not in _LOOK_INTO:
        following = word_at(read.text, read.verb + 2, read.end) if read.verb + 2 < read.end else None
        if following is None or following.kind in VERBS:
            return read.force
    return _FORCE[read.word.kind]


def _action(text: str, read: _Clause) -> tuple[Span, Span | None]:
    """The verb with those joined to it, and what they act on."""
    assert read.verb is not None
    at = read.verb + (read.word.length if read.word else min(2, read.end - read.verb))
    end = at
    for _ in range(_RUN):
        joint = at < read.end and text[at] in _JOINT
        following = word_at(text, at + joint, read.end) if at + joint < read.end else None
        if not following or not _joins(read, following, joint):
            break
        at = end = at + joint + following.length
    thing = read.fronted or read.topic
    begin = end + (text.startswith(("了", "好"), end))
    if thing is None and begin < read.end:
        thing = Span(begin, read.end)
    return Span(read.verb, end), _bare(text, thing) if thing else None


def _joins(read: _Clause, following: Word, joint: bool) -> bool:
    first = read.word.kind if read.word else "strong"
    if first in ("encourage", "explore"):
        return following.kind == first and joint
    return following.kind in ("strong", "light") or (following.kind == "weak" and first == "weak" and not joint)


def _bare(text: str, span: Span) -> Span | None:
    printed = span.of(text)
    start = span.start + len(printed) - len(printed.lstrip(" 　，,："))
    stop = start + len(printed.strip(" 　，,："))
    return Span(start, stop) if start < stop else None

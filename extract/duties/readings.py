"""One clause read from left to right: who, with what force, under what condition, up to its main verb."""

from __future__ import annotations

import re

from ...ontology.model import Modality, Span
from .actors import HANDED, agent_start, has_modal, is_actor, subject_end
from .nouns import FAR, WORKS, borne, names_office, opens_with_body
from .openings import AFTER, EVENT, MANNER, OPENING, TIME
from .particles import VERBS, Word, is_adverb, word_at
from .predicates import GROUNDS, Candidate, candidates, is_ground, main_verb, only_leads
from .record import Reading
from .settling import FORCES, settle
from .states import is_adverbial
from .subjects import forbidden, open_subject, take_agent, take_everybody

_EVERY = frozenset(("凡", "凡是"))
_INTO, _DAILY = "深入", "日常"
_FINDING, _AT_ONCE = "发现", re.compile(r"立即|立刻|马上|及时|尽快|第一时间|必须|应当|要(?!求)|须")
"""What is found and what follows at once, which is what is asked for: 发现隐患立即整改."""
_VERBAL = frozenset(("运用", "利用", "采取", "采用"))
_BEING = frozenset(("符合", "具备", "具有", "适应"))
_TOGETHER = frozenset(("会同", "将会同", "商", "会"))
_TOWARDS = frozenset(("向", "与", "同", "和", "为", "给", "比"))
"""Prepositions that say to whom or with whom, which is no condition."""
_FRONTING = frozenset(("将", "把"))
_NAMING = frozenset(("noun", "weak", "explore", "link"))
"""Kinds of words that a name may begin with."""
_GOING = frozenset({"strong", "light", "encourage", "adverb"})
_HOW_KINDS = frozenset({"adverb"})
_WORKING = VERBS | {"adverb"}
_TOLD = re.compile(r"的(?=要(?![求点件])|应当|应(?![用急])|须|必须|一律|由)")
_FAILS = re.compile(r"(?:仍|还|确)?(?:未能?|拒不|违反|缺位)")
"""What is said of bodies that others are to deal with: 企业拒不整改的，."""
_ACTED = re.compile(r"行为|程序|秩序|活动|流程|责任|队伍|机制|制度|体系|能力|力度|市场")
"""Nouns that a weak verb before them describes: 规范执法行为."""
_DONE = frozenset(("已", "已经", "业已"))
"""What says that a thing is done, which nobody is asked for."""
_HOW = frozenset({
    "认真", "切实", "及时", "积极", "大力", "逐一", "抓紧", "尽快", "主动", "扎实", "坚决",
    "不断", "着力", "努力", "精心", "仔细", "自觉", "立即", "迅速", "层层", "妥善", "从严",
    "全力", "如实", "稳步", "进一步", "继续", "立刻", "严肃", "尽力", "同步",
})  # fmt: skip
"""Adverbs that only a verb follows."""
_HEIGHTS = ("高度", "角度", "大局", "层面")
"""What one is to see a thing from: 要从发展大局的高度，."""
_STRICT = frozenset(("严格", "严肃", "严密"))
_NAMED, _FEW = 3, 5
_SURELY = frozenset({"strong", "light"})
_STEPS = 24
_RUN = 3
_BLANKS = ' 　”’"'


def read_clause(text: str, clause: Span) -> Reading:
    """One clause: to its main verb, or as far as it goes."""
    opening = OPENING.match(text, clause.start, clause.end)
    start = opening.end() if opening else clause.start
    read = Reading(text, start, clause.end, start)
    if is_adverbial(text, start, clause.end):
        _read_adverbial(read)
        return read
    event = AFTER.search(text, start, clause.end) and EVENT.match(text, start, clause.end)
    if event and not has_modal(text, start - 1, event.end()):
        read.at, read.lead, read.bare = event.end(), Span(start, event.end()), False
    for _ in range(_STEPS):
        if read.at >= read.end or read.verb is not None or not _step(read):
            break
    if read.verb is None and read.strict is not None and not read.lead and read.end - read.strict > _NAMED:
        read.verb, read.word, read.topic = read.strict, Word(2, "light", leading=False), None
    settle(read)
    return read


def _read_adverbial(read: Reading) -> None:
    """对…的, …后: who may stand in it, what it asks for is not its own."""
    word = read.word_here()
    read.lead = Span(read.start, read.end)
    if word and word.kind == "encourage":
        read.force = Modality.ENCOURAGE
    elif word is None or word.kind in _NAMING:
        end = subject_end(read.text, read.at, read.end)
        if end and end < read.end and is_actor(read.text[read.at : end]):
            read.who = None if _FAILS.match(read.text, end, read.end) else Span(read.at, end)
            force = word_at(read.text, end, read.end)
            read.force = FORCES.get(force.kind) if force and force.kind in ("must", "should") else None


def _step(read: Reading) -> bool:
    """Read one word or phrase; False where the clause leads no further."""
    word = word_at(read.text, read.at, read.end)
    if word is None or word.kind == "noun" or _is_time(read, word):
        return _unknown(read)
    printed = read.text[read.at : read.at + word.length]
    if printed in _EVERY and take_everybody(read, word):
        return True
    if read.bare and not read.tried and word.kind in _WORKING:
        if read.text[read.at] in WORKS and opens_with_body(read):
            return open_subject(read)
        if (
            (word.kind in VERBS or printed == _DAILY)
            and read.text.find("由", read.at, read.at + FAR) > 0
            and (topic := borne(read, word))
        ):
            read.topic, read.at, read.bare, read.tried = topic, topic.end, False, True
            return True
    if printed == _INTO and _is_gone_into(read, word.length):
        read.verb, read.word = read.at, Word(word.length, "strong", leading=False)
        return True
    if printed in _DONE and _is_done(read):
        return False
    if word.kind in VERBS and not (printed in _VERBAL and read.bare):
        return _verb(read, word)
    if word.kind in VERBS or word.kind == "prep":
        return _phrase(read, word)
    if word.kind == "may" and not read.force and (at := _told_of(read)):
        read.lead, read.at, read.bare = Span(read.start, at), at, False
        return True
    if word.kind == "may":
        read.may = not read.force
        read.lead = read.lead if read.force else None
        return False
    if word.kind in FORCES and (read.force is None or word.kind == "mustnot"):
        if word.kind == "mustnot" and not _negates(read, word):
            return _unknown(read)
        _take_force(read, word)
    if printed in _STRICT:
        read.strict = read.at
    read.bare = read.bare and word.kind == "link"
    read.at += word.length
    if printed in _HOW:
        read.how = read.at
    return True


def _is_gone_into(read: Reading, beyond: int) -> bool:
    """Whether 深入 is the verb (深入农户), and does not say how (深入开展)."""
    following = read.word_here(beyond)
    return (
        following is None
        and read.end - read.at > beyond
        and subject_end(read.text, read.at + beyond, read.end) is not None
    )


def _is_time(read: Reading, word: Word) -> bool:
    """Whether 每周 is no adverb but opens a time: 每周五下午前."""
    if read.text[read.at] != "每":
        return False
    time = TIME.match(read.text, read.at, read.end)
    return time is not None and time.end() > read.at + word.length


def _told_of(read: Reading) -> int:
    """Where a noun phrase that says what can be ends before what must be (能整改的要整改); 0 where there is none."""
    found = _TOLD.search(read.text, read.at, read.end)
    return found.start() + 1 if found else 0


def _is_done(read: Reading) -> bool:
    """Whether 已 says of all of a clause that it is done, and of no noun in it (已建项目要减量)."""
    done = not read.force and read.text.find("的", read.at, read.end) < 0
    return done and not has_modal(read.text, read.at, read.end)


def _take_force(read: Reading, word: Word) -> None:
    """The force of a modal word; two negations (不得不) ask."""
    if word.kind == "mustnot" and read.text.startswith("不", read.at + word.length):
        read.force = Modality.SHOULD
        read.at += 1
    else:
        read.force = FORCES[word.kind]


def _negates(read: Reading, negation: Word) -> bool:
    """不 by itself forbids only where a verb follows at once (不抽贷); 不能联网的医院 only describes."""
    if negation.length > 1:
        describes = read.bare and read.text.startswith("不能", read.at)
        return not (describes and read.text.find("的", read.at, read.end) >= 0)
    word = read.word_here(1)
    return (word is None or word.kind in VERBS) and read.end - read.at >= 3


def _verb(read: Reading, word: Word) -> bool:
    if not read.tried and not read.force and names_office(read, word):
        return open_subject(read)
    if not read.force and read.text.startswith("的", read.at + word.length):
        return _describes(read)
    if read.bare and read.text.startswith("、", read.at + word.length) and _no_verb(read, word.length + 1):
        return False
    if word.leading and word.kind not in ("encourage", "explore", "result") and _leads_verb(read, word):
        read.led = read.led or not is_adverb(read.text[read.at : read.at + word.length])
        read.at += word.length
        return True
    if read.text.startswith(_FINDING, read.at) and (at := _dealt_with(read)):
        read.lead, read.at, read.bare = Span(read.lead.start if read.lead else read.at, at), at, False
        return True
    read.verb, read.word = read.at, word
    return True


def _dealt_with(read: Reading) -> int:
    """Where it is said what is to be done with what is found; 0 where it is not."""
    found = _AT_ONCE.search(read.text, read.at + len(_FINDING) + 1, read.end)
    word = word_at(read.text, found.end(), read.end) if found and found.end() < read.end else None
    return found.start() if found and word and (word.kind in VERBS or word.kind == "adverb") else 0


def _describes(read: Reading) -> bool:
    """新增的贷款给予贴息: a verb that 的 follows belongs to a noun phrase."""
    if not read.tried and open_subject(read):
        return True
    read.lead = Span(read.start, read.end)
    return False


def _no_verb(read: Reading, beyond: int) -> bool:
    word = read.word_here(beyond)
    return word is None or word.kind not in VERBS


def _leads_verb(read: Reading, word: Word) -> bool:
    """Whether a verb with something behind it follows, adverbs aside."""
    beyond, adverb = word.length, is_adverb(read.text[read.at : read.at + word.length])
    for _ in range(_RUN):
        following = read.word_here(beyond)
        if following is None:
            return False
        beyond += following.length
        if following.kind in VERBS:
            return following.kind != "weak" or _governs(read, following, read.at + beyond, adverb=adverb)
        if following.kind != "adverb":
            return False
    return False


def _governs(read: Reading, verb: Word, at: int, *, adverb: bool) -> bool:
    """Whether a weak verb that ends at `at` acts on something: 负责监督使用 does not, 规范执法行为 neither."""
    following = word_at(read.text, at, read.end) if verb.leading and at < read.end else None
    if following is not None:
        return following.kind in ("strong", "light")
    return _has_object(read, at) and not (adverb and _ACTED.match(read.text, at, read.end))


def _has_object(read: Reading, at: int) -> bool:
    return at < read.end and word_at(read.text, at, read.end) is None and read.text[at] not in "、的和"


def _phrase(read: Reading, word: Word) -> bool:
    """在…, 对…, 按照…: on to the main verb behind it; without one the clause only leads to the next."""
    start, behind = read.at, read.at + word.length
    printed = read.text[start:behind]
    read.bare = False
    if printed == "由":
        return take_agent(read)
    if printed in _BEING and (read.force or read.topic or read.who):
        read.verb, read.word = start, Word(word.length, "strong", leading=False)
        return True
    if printed in _TOGETHER and (end := subject_end(read.text, behind, read.end)):
        read.also, read.at = Span(behind, end), end
        read.lead = read.lead or (Span(start, end) if end == read.end else None)
        return True
    main = _main_behind(read, behind, printed)
    if main is None and read.force is Modality.MUST_NOT and printed in ("以", "借", "通过"):
        read.verb = max(behind, read.end - 2)
        read.lead = Span(start, read.verb)
        return True
    if printed == "将" and _is_to_come(read, behind, main):
        read.at = behind
        return True
    if main is None:
        return _lead(read, word, printed)
    if printed in _FRONTING:
        read.fronted = Span(behind, main)
    elif printed not in _TOWARDS:
        read.lead = Span(read.lead.start if read.lead else start, main)
    read.at = main
    return True


def _is_to_come(read: Reading, behind: int, main: int | None) -> bool:
    """Whether 将 says what a body is going to do (市政府将通报结果), and does not front what is acted on."""
    word = word_at(read.text, behind, read.end) if behind < read.end else None
    kinds = _GOING if read.who or main is None else _HOW_KINDS
    if word is None or word.kind not in kinds:
        return False
    if read.who is None:
        following = word_at(read.text, behind + word.length, read.end)
        return word.kind in VERBS or (following is not None and following.kind in VERBS)
    return main is None or word.kind == "adverb"


def _main_behind(read: Reading, behind: int, printed: str) -> int | None:
    """Where a preposition's clause goes on: its main verb, or 由 before that; None where it only leads."""
    found = candidates(read.text, behind, read.end)
    if only_leads(read.text, read.at, read.end, printed, found):
        return None
    main = main_verb(read.text, behind, read.end, printed, found)
    if main is None and read.force and not _is_ground_of_next(read, behind, printed, found):
        main = max((one.at for one in found), default=None)
    return main and (agent_start(read.text, behind, main) or main)


def _is_ground_of_next(read: Reading, behind: int, printed: str, found: list[Candidate]) -> bool:
    """Whether 要按照时间安排， only says what the next clause is to be done by: a comma ends it, no verb is right behind."""
    far = printed == "从" and not read.text.endswith(_HEIGHTS, behind, read.end)
    if printed not in GROUNDS or far or (printed == "参照" and found and found[0].at == behind):
        return False
    return read.text.startswith(("，", ","), read.end)


def _lead(read: Reading, word: Word, printed: str) -> bool:
    """A phrase without a main verb behind it; 利用资源 asks, 利用…方式 leads."""
    if printed in _VERBAL and not is_ground(read.text, read.at, read.end):
        read.verb, read.word = read.at, word
        return True
    read.lead = Span(read.at, read.end)
    return False


def _unknown(read: Reading) -> bool:
    """A time, a mark, a quotation, or the noun phrase that a clause opens with."""
    here = read.text[read.at]
    time = TIME.match(read.text, read.at, read.end)
    if time:
        read.lead = Span(read.lead.start if read.lead else read.at, time.end())
        read.at, read.bare = time.end(), False
    elif here in _BLANKS or (here == "、" and not read.bare):
        read.at += 1
    elif here == "“" and (after := _behind_quotation(read)):
        read.at, read.bare = after, False
    elif manner := _manner(read):
        read.at, read.bare = manner, False
    elif here == "报" and HANDED.match(read.text, read.at, read.end):
        read.verb = read.at
        return False
    elif read.force is Modality.MUST_NOT and not read.tried and (end := forbidden(read)):
        read.who, read.at, read.tried = Span(read.at, end), end, True
    elif read.who and not read.force and (verb := _soon(read)):
        read.at = verb
    elif read.force or read.tried or read.how == read.at:
        if (read.force or read.how == read.at) and read.end - read.at >= (
            2 if read.force else 4
        ):  # a verb stands behind 应当 and 认真, be it listed or not
            read.verb = read.at
        return False
    else:
        return open_subject(read)
    return True


def _soon(read: Reading) -> int:
    """Where a verb stands a few characters on, behind a word that no list has (每天走村串户宣传政策); 0 where none does."""
    near = range(read.at + 1, min(read.at + _FEW, read.end - 1))
    words = ((at, word_at(read.text, at, read.end)) for at in near)
    kinds = VERBS if read.text[read.at] in "到赴" else _SURELY
    return next((at for at, word in words if word and word.kind in kinds), 0)


def _manner(read: Reading) -> int:
    """Where 分行业、分领域 or 常态化、智能化 before a verb ends; 0 where there is none."""
    found = MANNER.match(read.text, read.at, read.end)
    word = word_at(read.text, found.end(), read.end) if found and found.end() < read.end else None
    return found.end() if found and word and (word.kind in VERBS or word.kind == "adverb") else 0


def _behind_quotation(read: Reading) -> int:
    """Where a quotation that only says how (“一企一策”研究) ends; 0 where it is more."""
    after = read.text.find("”", read.at, read.end) + 1
    if not after or after >= read.end:
        return 0
    return after if word_at(read.text, after, read.end) or read.text[after] in "“、" else 0

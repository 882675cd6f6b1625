"""Obligations: each clause that asks for something, with who is to do it, its force, its verb and its object."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from ...ontology.model import Modality, Span
from ..bodies.names import Named
from .actions import action_and_object
from .actors import Bodies, has_modal, subject_end
from .clauses import split_clauses
from .offices import is_name
from .openings import TIME
from .particles import word_at
from .predicates import candidates
from .readings import read_clause
from .record import Reading
from .states import is_cell_of_bearers, is_filler, is_state, looks_back, tells_done

_IN_PERSON = re.compile(r"要?(?:亲自|直接)(?:负责|抓|挂帅|部署|上手|研究|过问)")
_ROLE = re.compile(r"(?:责任人|负责人|主体|单位)$")
_SHORTEST, _LONGEST = 2, 400
"""Characters of a clause that is read: one says nothing."""
_MOST = 100
"""Bodies that one duty may name."""
_WANTED = frozenset(("确保", "保证", "力争", "做好", "给予", "予以"))
_ASKING = frozenset(("鼓励", "引导", "支持", "允许", "教育引导"))
_DOING = frozenset(("从事", "进行", "开展", "实施", "行使", "使用", "发现", "招用", "办理"))
_HELPING = frozenset(("配合", "参与", "协助", "协同", "参加"))
_IN_CHARGE = ("牵头", "负责", "主办", "牵头负责")
_HOLDING = frozenset(("兼任", "担任"))
_GOES_ON = frozenset("与同向和")
_JOINED = ("并", "且")
_BECOMING = frozenset(("作为", "列支", "列入", "计入"))
"""Verbs of what is to become of a thing, whoever acts."""
_GIVING = frozenset(("给予", "予以", "奖励", "补助", "补贴", "资助"))
_SUM = re.compile(r"(?:一次性|最高|不超过|总额|每[人家户]|[\u4e00-\u9fff]{0,6}\s?)?\s?\d")
_GIVERS = re.compile(r"财政|政府|局|部门|厅|委|银行|基金|机构|单位|街道|乡镇|[省市县区]$")
_MET = re.compile(r"(?:中|时|过程)[^，,]{0,8}(?:问题|情况|困难|事项)$")
"""What is to be told to somebody: 实施中遇到的问题，请向市科协反映."""
_LEAVES_OPEN = re.compile(rf"{TIME.pattern}|对[^，,]{{2,40}}的")
_HEADING = 26
"""Characters of a heading behind a dash."""
_TITLED = re.compile(
    r"[\u4e00-\u9fff]{2,8}(?:时间|范围|内容|对象|要求|重点|方式|步骤|依据|目标|原则|职责|程序|方法|条件|地点|主题|安排|名称|类型|措施|标准)"
)
_SLOGAN = re.compile(r"[一二三四五六七八九十]要[^，,。；;]{3,14}")
_GOES_ON_HERE = re.compile(r"[ 　]{0,4}[^\s]")
_PLACED = frozenset("省市县区镇乡各")
"""How a name begins that tells what place it is of."""
_SAYING = frozenset(("强调", "要求", "指出", "明确", "提出", "表示", "认为", "决定"))
_REPORTS = re.compile(
    r"(?!严格|切实|认真|按|根据|依[据照]|对照|遵照|结合|围绕|达到|符合)[^，,按]{0,24}(?:会议?|通[知报]|方案|意见|办法|文件|计划|规划|公告|通告|[》”]|同志|[书市县区局州省镇]长|书记|部长|主任)(?:还|明确|特别|同时|一致|强调)?(?:强调|要求|指出|明确|提出|表示|认为|决定)"
)
"""What only says that somebody said what follows: 会议强调，, 《通知》要求，."""
_MARKS = " 　，,：:；;"


class FoundObligation(NamedTuple):
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


def find_obligations(text: str, known: Callable[[str], bool]) -> Iterator[FoundObligation]:
    """Yield the obligations of running text, in order, never overlapping.

    Forms:
      1. 加强巡查，完善预案  the bare verb: should; every clause with a verb that asks is one
      2. 各部门应当公开目录，及时更新台账  must; who, and with what force, carries on over the sentence
      3. 市财政局要足额安排经费  should
      4. 各级行政机关不得增设条件  must not: 不得, 严禁, 不再, 不能
      5. 不得不延期的，应当说明理由  no prohibition
      6. 除涉密事项外，应当一律公开  除…外 is a condition
      7. 鼓励企业参与研发  encourage
      8. 探索建立轮岗制度  explore
      9. 由市司法局会同市财政局制定办法  who stands behind 由 and 会同
      10. 在执法检查过程中，规范用语  a clause that only says when, where or how belongs to the next one
      11. 将考核结果纳入档案  what stands behind 将 is the object
      12. 对逾期未改的，依法处罚  对…的 is a condition
      13. 卫生部：负责规划。农业部：负责防治  who stands before a colon

    Left out is what asks for nothing: 服务能力显著增强, 本方案自印发之日起施行, 企业可申请补贴. `known` says whether a
    stem is a kind of body in the registry. Spans are half-open code points.
    """
    yield from find_in(text, (Span(0, len(text)),), known)


def find_in(text: str, spans: Iterable[Span], known: Callable[[str], bool]) -> Iterator[FoundObligation]:
    """The obligations of stretches of `text`, each read by itself, with spans in the whole of it."""
    bodies = Bodies(known)
    for span in spans:
        before: tuple[Named, ...] = ()
        opened, end, row, done = before, span.start, False, False
        for clauses in split_clauses(text, span):
            near = text.find("\n", end, clauses[0].start) < 0
            cell = text.find("|", end, clauses[0].start) >= 0
            row = cell or (row and near)
            done = row and (tells_done(text, clauses) or (done and not cell))
            opened = opened if near else ()
            end = clauses[-1].end
            if named := _opened(text, clauses, bodies):
                opened = named
                continue
            sentence = _Sentence(text, bodies, before, opened)
            if (
                not (done or looks_back(text, clauses[0]))
                and not is_cell_of_bearers(text, clauses)
                and not _is_heading(text, clauses)
                and not _is_label(text, clauses)
            ):
                yield from sentence.read(clauses)
            before = sentence.who


def _opened(text: str, clauses: Sequence[Span], bodies: Bodies) -> tuple[Named, ...]:
    """The bodies that a colon opens what they are to do with (农业部：负责防治; 县水利局。负责巡查), nobody where none are."""
    first = clauses[0]
    if len(clauses) > 1 or not text.startswith(("：", ":", "。"), first.end):
        return ()
    stop = text[first.end] == "。"
    if stop and (text[first.start] not in _PLACED or read_clause(text, first).verb is not None):
        return ()
    named = bodies.of(text, first)
    return named if named and all(is_name(one.name, placed=stop) for one in named) else ()


def _is_heading(text: str, clauses: Sequence[Span]) -> bool:
    """Whether a short sentence only names what the paragraph goes on to say (——坚持问题导向。各地…, 一要强化担当。各地…)."""
    start, end = clauses[0].start, clauses[-1].end
    marked = text.startswith(("——", "--", "—"), start) or (
        len(clauses) == 1 and _SLOGAN.fullmatch(text, start, end) is not None
    )
    return (
        marked
        and end - start <= _HEADING
        and text.startswith("。", end)
        and _GOES_ON_HERE.match(text, end + 1) is not None
    )


def _reports(text: str, clause: Span) -> bool:
    """Whether a clause only says that somebody said what follows (会议要求，)."""
    says = text[clause.end - 2 : clause.end] in _SAYING
    return says and _REPORTS.fullmatch(text, clause.start, clause.end) is not None


def _is_label(text: str, clauses: Sequence[Span]) -> bool:
    """Whether a short sentence before a colon or a line break only names what follows (检查范围：)."""
    end = clauses[0].end
    if len(clauses) > 1 or not (end >= len(text) or text[end] in "：:\n"):
        return False
    word = word_at(text, clauses[0].start, end)
    return (
        word is not None
        and word.kind == "weak"
        and _TITLED.fullmatch(text, clauses[0].start, end) is not None
    )


class _Sentence:
    """What carries on from clause to clause: who, with what force, and the clauses that lead to the next.

    `before` is who acts at the end of the sentence before, `opened` whom a colon names before it.
    """

    def __init__(
        self, text: str, bodies: Bodies, before: tuple[Named, ...], opened: tuple[Named, ...]
    ) -> None:
        self.who: tuple[Named, ...] = ()
        self._text, self._bodies, self._before, self._opened = text, bodies, before, opened
        self._force: Modality | None = None
        self._allowed = False
        self._asked = self._named = False
        self._with: tuple[Named, ...] = ()
        self._heads: tuple[Named, ...] = ()
        self._above: tuple[Named, ...] = ()
        self._leading: list[Span] = []
        self._conditions: list[Span] = []

    def read(self, clauses: Sequence[Span]) -> Iterator[FoundObligation]:
        """The obligations of the clauses, in order."""
        for i, clause in enumerate(clauses):
            length = clause.end - clause.start
            if length < _SHORTEST:
                continue
            if length > _LONGEST or is_filler(self._text, clause) or self._goes_on_listing(clause):
                self._leading, self._conditions = [], []
                continue
            if self._force is Modality.ENCOURAGE and self._text[clause.start - 1] in "；;":
                self._force = None
            if self._text.startswith("请", clause.start):
                self.who, self._allowed = (), False
            if i + 1 < len(clauses) and _reports(self._text, clause):
                self.who, self._before, self._force = (), (), None
                self._leading, self._conditions = [], []
                continue
            read = read_clause(self._text, clause)
            if (read.who or read.also) and not (self.who and _only_describes(read)):
                self._name(read)
            if i + 1 < len(clauses) and (
                _is_topic(read, clauses[i + 1])
                or _is_case(read, clauses[i + 1])
                or _is_head(read, clauses[i + 1])
                or _is_role(read)
            ):
                self._hold(read)
                continue
            self._allowed = read.may or (self._allowed and not (read.force or read.who))
            if read.verb is not None and not self._allowed:
                yield self._duty(read)
                self._carry_on(read)
            elif read.leads_on() or (self._leading and not is_state(self._text, clause)):
                self._hold(read)
            else:
                self._leading, self._conditions, self._named, self._with = [], [], False, ()

    def _carry_on(self, read: Reading) -> None:
        """由甲牵头，乙配合，制定办法: what follows is for both; 由甲兼任，: it is not for 甲; 主要领导亲自抓，: it is for theirs."""
        if _verb_of(read) in _HOLDING:
            self.who = ()
        if self._above:
            self.who, self._above = self._above, ()
        if self._heads and _verb_of(read) in _HELPING:
            self.who = (*self._heads, *self.who)[:_MOST]
        self._heads = ()

    def _goes_on_listing(self, clause: Span) -> bool:
        """Whether a clause is further items of the list that the one before it ends in (以及出租屋等场所)."""
        return self._text.startswith("以及", clause.start) and not has_modal(
            self._text, clause.start, clause.end
        )

    def _name(self, read: Reading) -> None:
        named, joined = self._names(read.who), self._names(read.also)
        if named and read.who and _IN_PERSON.match(read.text, read.who.end):
            self._above = self.who
        if named:
            self.who = named
        if named or self._named:
            self.who = (*self.who, *joined)[:_MOST]
        else:
            self._with = joined or self._with
        if named or joined:
            self._force, self._named = None, True

    def _names(self, span: Span | None) -> tuple[Named, ...]:
        return self._bodies.of(self._text, span) if span else ()

    def _hold(self, read: Reading) -> None:
        """Keep a clause that leads to the next; one that only says who is no condition."""
        if read.who and read.text.endswith(_IN_CHARGE, read.start, read.end):
            self._heads = self.who
        self._leading.append(Span(read.start, read.end))
        if read.lead:
            self._conditions.append(self._leading[-1])
        self._force = read.force or self._force

    def _duty(self, read: Reading) -> FoundObligation:
        if not (self.who or self._asked) and self._goes_on_from_before() and _opens_with_force(read):
            self.who = self._before
        start = self._leading[0].start if self._leading else read.start
        held = self._conditions
        condition = Span(held[0].start, held[-1].end) if held else read.lead
        action, thing = action_and_object(read)
        actors = () if self._asks_nobody(read) else (*(self.who or self._opened), *self._with)
        found = FoundObligation(
            span=Span(start, read.end),
            actors=actors,
            inherited=bool(actors) and not self._named,
            modality=self._modality(read),
            action=action,
            object=thing and _trimmed(self._text, thing),
            condition=condition and _trimmed(self._text, condition),
            method="obligation.modal" if read.force else "obligation.verb",
        )
        self._leading, self._conditions, self._named, self._asked, self._with = [], [], False, True, ()
        return found

    def _goes_on_from_before(self) -> bool:
        """Whether nothing stands before what is asked but what leaves open who: 6月底前，, 对未完成的，."""
        return all(_LEAVES_OPEN.fullmatch(held.of(self._text)) for held in self._leading)

    def _asks_nobody(self, read: Reading) -> bool:
        """Whether a thing that is named is only to become something (评估结论作为依据), or a body to be given money."""
        if read.topic is not None and not self._named and _verb_of(read) in _BECOMING:
            return True
        return read.who is not None and _receives(read)

    def _modality(self, read: Reading) -> Modality:
        """The force of this clause; what of it carries on is kept."""
        if read.force:
            ends = read.force is Modality.ENCOURAGE and not _asks_others(read)
            self._force = None if ends else read.force
            return read.force
        if self._force is Modality.ENCOURAGE and _verb_of(read) in _WANTED:
            self._force = None
        here = read.text[read.start]
        if (self._force is Modality.EXPLORE and here not in _JOINED) or (
            self._force is Modality.MUST_NOT and here not in _GOES_ON
        ):
            self._force = None
        return self._force or Modality.SHOULD


def _only_describes(read: Reading) -> bool:
    """Whether a clause is a noun with what describes it (难以满足需求的敬老院), which names nobody anew."""
    who = read.who
    return who is not None and who.end == read.end and not read.force and "的" in who.of(read.text)


def _is_topic(read: Reading, following: Span) -> bool:
    """Whether a clause is a noun phrase that 由 in the next one goes on with (收费标准,由有关部门确定)."""
    if read.text.startswith("请", following.start) and _MET.search(read.text, read.start, read.end):
        return True
    if read.force or read.verb is None or not read.text.startswith("由", following.start):
        return False
    return read.text.find("的", read.verb, read.end) >= 0


def _is_case(read: Reading, following: Span) -> bool:
    """Whether a clause says who does what when something is to be observed (执法人员从事检查，应当出示证件)."""
    if read.force or read.who is None or read.verb is None or _verb_of(read) not in _DOING:
        return False
    word = word_at(read.text, following.start, following.end)
    return word is not None and word.kind in ("must", "mustnot")


def _is_head(read: Reading, following: Span) -> bool:
    """Whether a clause only says who is in charge of what follows, and the next who helps (甲负责，乙配合，)."""
    if (
        read.who is None
        or read.topic
        or read.verb is None
        or read.text[read.verb : read.end] not in _IN_CHARGE
    ):
        return False
    return read.text.endswith(tuple(_HELPING), following.start, following.end)


def _is_role(read: Reading) -> bool:
    """Whether a clause only says in what role a body does what the next one asks (镇长作为第一责任人，要…)."""
    if read.who is None or read.force or _verb_of(read) != "作为":
        return False
    return _ROLE.search(read.text, max(read.verb or 0, read.end - 4), read.end) is not None


def _opens_with_force(read: Reading) -> bool:
    """Whether a clause goes on with 要 or 应当 where the sentence before it ended."""
    word = word_at(read.text, read.start, read.end)
    return word is not None and word.kind in ("must", "should")


def _verb_of(read: Reading) -> str:
    return (
        "" if read.verb is None else read.text[read.verb : read.verb + (read.word.length if read.word else 2)]
    )


def _receives(read: Reading) -> bool:
    """Whether who is named gets what is given (企业分别给予10万元奖励), and is not who gives (市财政给予…)."""
    if read.verb is None or read.who is None or _verb_of(read) not in _GIVING:
        return False
    sum_follows = _SUM.match(read.text, read.verb + len(_verb_of(read)), read.end)
    return sum_follows is not None and not _GIVERS.search(read.who.of(read.text))


def _asks_others(read: Reading) -> bool:
    """Whether 鼓励 and 引导 go on to say what others are to do: only then they carry on."""
    if read.verb is None or _verb_of(read) not in _ASKING:
        return False
    start = read.verb + len(_verb_of(read))
    whom = subject_end(read.text, start, read.end)
    return whom is not None and (whom < read.end or bool(candidates(read.text, start, read.end)))


def _trimmed(text: str, span: Span) -> Span | None:
    if span.start < span.end and text[span.start] not in _MARKS and text[span.end - 1] not in _MARKS:
        return span
    printed = span.of(text)
    start = span.start + len(printed) - len(printed.lstrip(_MARKS))
    stop = start + len(printed.strip(_MARKS))
    return Span(start, stop) if start < stop else None

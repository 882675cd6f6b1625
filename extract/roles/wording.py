"""What a responsibility clause says: bodies in roles that labels and verbs give them, and by when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ...ontology.model import Role, Span
from ..bodies.names import Named, looks_like_office, split_bodies
from ..tries import pattern_of
from .labels import (
    DEADLINE_LABELS,
    LABEL,
    LEADERS,
    LOOSE_PARTS,
    MARKS,
    PARTS,
    ROLE_BY_VERB,
    ROLE_OF_LABEL,
    role_of,
)
from .naming import (
    ASIDE,
    NAME_OF_PERSON,
    NAMED_PERSON,
    PROSE,
    Known,
    is_only_person,
    is_person,
    is_surely,
    names_body,
)

_UNDERTAKES = "承办"
_VERBS = pattern_of([*ROLE_BY_VERB, "按职责分工", "按照职责分工"])
SENTENCE = re.compile(
    rf"{_VERBS}(?:[，,。；;].{{0,24}}(?:完成|前|底|(?:持续|长期|年内)(?:推进|坚持|实施|开展)|[每各].{{1,10}}(?:次|报告|报送|通报|调度|评估|总结)"
    r"|贯穿.{1,6}|立行立改|即知即改|立知立改|边查边改|常态化.{0,4}|全年|年内|适时.{0,4}|同步.{0,4}|时[限间][：:].{2,16}))?[。；;\s]*$"
)
_TOGETHER = ("会同", "联合")
"""What joins bodies that have one verb."""
_VERB = re.compile(pattern_of([*_TOGETHER, *ROLE_BY_VERB], {"联合": "(?![会社体党工执惩]|国(?!家))"}))
_WORDED = re.compile(
    rf"{pattern_of(verb for verb, role in ROLE_BY_VERB.items() if role is not Role.RESPONSIBLE or '负责' not in verb)}(?:[，,；;、。]|$)"
)
"""A verb behind a body in a list that a label opens, and that gives another role than the label (责任单位：甲牵头，乙配合)."""
_LEAD_FIRST = re.compile(r"(?P<lead>[^，,；;。：:]{2,60}牵头(?:负责)?)[，,；;]")
_DONE_BY = re.compile(r"[，,；;](?=[^，,；;]{0,10}[年月日底前])[^，,；;]{2,14}完成$")
"""A time behind the last body of a list: 市财政局，6月底完成."""
_BY = re.compile(r"(?:具体)?[由以]")
_FIRST_DONE = re.compile(r"[^，,。；;]{0,8}\d[^，,。；;]{1,12}(?:前|底|完成|坚持|推进)[。；;]")
"""A time before the first body: 2024年底前完成。市财政局牵头."""
_TIMES = re.compile(r"\d{1,2}月|\d{4}年|^(?:长期|持续)|(?:完成|坚持|推进)$")
_TIMELY = re.compile(r"\d[年月]|长期|持续|完成|坚持|推进")
"""What in a list of bodies says by when, and that there may be such."""
_TIMED_INSIDE = re.compile(
    r"[（(](?P<time>[^（）()]{0,12}(?:\d月|\d年|年底|年内|长期|持续)[^（）()]{0,12})[）)]"
)
_TIMED = re.compile(rf"{_TIMED_INSIDE.pattern}$")
"""By when one body of a list is to have done it: 市财政局（6月底前）."""
_WITH_PERSONS = re.compile("[及和与、/／].{0,4}(?:人|人员|领导)")
"""What a label says that names bodies and persons: 责任单位及责任人."""
_BREAK = re.compile(r"<br\s?/?>")
_BLANK = re.compile(r"[ 　](?!(?:办公[室厅]|督查室)$)")
_STARS = ("☆", "★")
"""What marks the body of a list that leads."""
_NOTHING = re.compile(r"[〃/／—\-－无同上]{1,4}")
"""What a cell prints where it names nobody, or the same as the one above."""
_LONGEST_MANNER = 5
"""Characters of what is no body between two verbs: ，全面推进."""
_BESIDE = ("/", "／", ":", "：", " ")
"""What stands between a body and the person that answers for it."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """One body in one role, as a clause prints it."""

    role: Role
    named: Named
    method: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One responsibility clause: its span, brackets included, what it assigns, and where it speaks of time.

    `note` is where it says that the first body listed leads, from here on. `rule` is where it lays on bodies all
    that follows, and `everywhere` these bodies: as responsible, or in the role `below` for what stands under a heading.
    """

    span: Span
    assignments: tuple[Assignment, ...]
    times: tuple[Span, ...]
    note: Span | None = None
    rule: Span | None = None
    everywhere: tuple[Named, ...] = ()
    below: Role | None = None

    @property
    def in_table(self) -> bool:
        """Whether it is a row of a table."""
        return any(one.method == "responsibility.column" for one in self.assignments)


def clause_of(text: str, span: Span, inner: Span, known: Known, style: str) -> Clause | None:
    """The clause that stands at `inner` and is printed in a `style` (bracket, line, column); its own span is `span`."""
    printed = inner.of(text)
    labelled = LABEL.search(text, inner.start, inner.end)
    labels = list(PARTS.finditer(text, inner.start, inner.end)) if labelled else []
    if labels and not text[inner.start : labels[0].start()].strip(" 　，,。；;"):
        leaders = LEADERS.match(text, inner.start, inner.end)
        if leaders and not any(map(role_of, labels)):
            return clause_of(text, span, Span(leaders.end(), inner.end), known, style)
        return _labelled(text, span, inner, labels, known, style)
    if style == "bracket" and (ends := SENTENCE.search(printed)) and "：" not in printed[: ends.start()]:
        return worded(text, span, inner, known)
    if style == "bracket" and (lead := _LEAD_FIRST.match(text, inner.start, inner.end)):
        return _led(
            text,
            span,
            Span(lead.end(), inner.end),
            worded(text, inner, Span(*lead.span("lead")), known),
            known,
        )
    return loosely_labelled(text, span, inner, known, style)


def _led(text: str, span: Span, rest: Span, lead: Clause | None, known: Known) -> Clause | None:
    """A clause that says who leads and lists the others without a verb, all known: 甲牵头，乙、丙."""
    others = bodies_of(text, rest, known)
    if lead is None or not others or not all(is_surely(one.name, known) for one in others):
        return None
    listed = tuple(Assignment(Role.RESPONSIBLE, one, "responsibility.verb") for one in others)
    return Clause(span, (*lead.assignments, *listed), ())


def loosely_labelled(text: str, span: Span, inner: Span, known: Known, style: str) -> Clause | None:
    """A clause of labels without colons (牵头单位市水利局，配合单位市财政局), which holds nothing but bodies that are known."""
    labels = list(LOOSE_PARTS.finditer(text, inner.start, inner.end))
    alone = len(labels) == 1 and labels[0]["within"] in ("主办", "承办")
    if not labels or labels[0].start() != inner.start or alone:
        return None
    assignments: list[Assignment] = []
    for label, end in zip(labels, [*(x.start() for x in labels[1:]), inner.end], strict=True):
        role = MARKS.get(label["note"] or "") or ROLE_OF_LABEL[label["label"] or label["within"]]
        listed = _listed(text, Span(label.end(), end), role, f"responsibility.label.{style}", known)
        if not listed or not all(is_surely(one.named.name, known) for one in listed):
            return None
        assignments += listed
    return Clause(span, tuple(assignments), ())


def _labelled(
    text: str, span: Span, inner: Span, labels: list[re.Match[str]], known: Known, style: str
) -> Clause | None:
    assignments: list[Assignment] = []
    times: list[Span] = []
    ends = [label.start() for label in labels[1:]] + [inner.end]
    for label, end in zip(labels, ends, strict=True):
        words = label["label"]
        stretch = Span(label.end(), end)
        role = role_of(label)
        if role is None:
            if words and re.fullmatch(DEADLINE_LABELS, words):
                times.append(stretch)
            continue
        bodies, rest = _until_sentence(text, stretch)
        times.append(rest)
        listed = _listed(text, bodies, role, f"responsibility.label.{style}", known)
        persons = _WITH_PERSONS.search(label[0]) is not None
        assignments += [one for one in listed if not (persons and is_only_person(one.named.name, known))]
        if _TIMELY.search(text, bodies.start, bodies.end):
            names = split_bodies(text, bodies, known)
            times += [one.span for one in names if _TIMES.search(one.name) and not _TIMED.search(one.name)]
            times += [
                Span(*found.span("time")) for found in _TIMED_INSIDE.finditer(text, bodies.start, bodies.end)
            ]
    times = [time for time in times if time.start < time.end]
    return Clause(span, tuple(assignments), tuple(times)) if assignments or times else None


def _listed(text: str, span: Span, role: Role, method: str, known: Known) -> list[Assignment]:
    """The bodies behind a label: in its role, or in those that verbs give them."""
    said = worded(text, span, span, known) if _WORDED.search(text, span.start, span.end) else None
    rest = said.times[:1] if said else (span,)
    others = [
        one
        for left in rest
        for named in bodies_of(text, left, known)
        for one in marked(text, named, role, method, known)
    ]
    return [*(said.assignments if said else ()), *others]


def marked(text: str, named: Named, role: Role, method: str, known: Known) -> list[Assignment]:
    """A body in its role, or in that which a mark gives it, with those that stand in brackets behind it.

    Forms:
      1. 市水利局（牵头）, 市财政局（配合单位）, ☆市水利局, 市水利局★
      2. 市水利局（市财政局、市司法局配合）        others, by a verb
      3. 市水利局（张某某）, 市水利局 张某某, 市水利局（负责河道）   who of it answers and for what is left out
      4. 市市场监管局（市知识产权局）              a second name stays
    """
    starred = (
        text[named.span.start - 1 : named.span.start] in _STARS
        or text[named.span.end : named.span.end + 1] in _STARS
    )
    role = Role.LEAD if starred else role
    name = named.name
    others: tuple[Assignment, ...] = ()
    if aside := ASIDE.search(name):
        inside = Span(named.span.end - len(aside[0]) + 1, named.span.end - 1)
        said = aside["aside"]
        clause = (
            worded(text, inside, inside, known) if SENTENCE.search(said) and inside.of(text) == said else None
        )
        if clause or said in MARKS or is_person(said) or said.startswith("负责"):
            name, role = name[: aside.start()], MARKS.get(said, role)
            others = clause.assignments if clause else ()
    if (person := NAMED_PERSON.search(name)) and not looks_like_office(name):
        name = name[: person.start()]
    if not name:
        return list(others)
    span = (
        named.span
        if name == named.name
        else Span(named.span.start, named.span.start + _printed_length(text, named, name))
    )
    return [Assignment(role, Named(name, span, named.open_ended), method), *others]


def _printed_length(text: str, named: Named, name: str) -> int:
    """How long the beginning of a name is as printed, with the blanks in it."""
    length = left = 0
    for char in named.span.of(text):
        if left == len(name):
            break
        length, left = length + 1, left + (not char.isspace())
    return length


def _until_sentence(text: str, span: Span) -> tuple[Span, Span]:
    """The list of bodies, and what follows its full stop: 各区政府。2018年底完成."""
    stop = text.find("。", span.start, span.end)
    if stop < 0 and (done := _DONE_BY.search(text, span.start, span.end)):
        return Span(span.start, done.start()), Span(done.start() + 1, span.end)
    if stop < 0:
        return span, Span(span.end, span.end)
    return Span(span.start, stop), Span(stop + 1, span.end)


def bodies_of(text: str, span: Span, known: Known) -> list[Named]:
    """The bodies of a list; times that stand among them, or in brackets behind one, are none."""
    return [
        named
        for named in map(_without_time, split_bodies(text, span, known))
        if 1 < len(named.name) <= 60
        and not named.name.startswith(("以下统称", "以下简称"))
        and not _TIMES.search(named.name)
    ]


def _without_time(named: Named) -> Named:
    found = _TIMED.search(named.name)
    if found is None:
        return named
    return named._replace(
        name=named.name[: found.start()], span=Span(named.span.start, named.span.end - len(found[0]))
    )


def in_cell(printed: str, role: Role, known: Known) -> list[Assignment]:
    """The bodies of a table's cell: in the role of its column, or in those that labels and verbs in it give them.

    Forms:
      1. 市司法局、市财政局, 市司法局 市财政局, 市司法局<br>市财政局     names
      2. 市司法局牵头，市财政局配合                               verbs
      3. 牵头单位：市司法局 责任单位：市财政局                       labels
    """
    parted = _parted(printed)
    whole = Span(0, len(parted))
    clause = clause_of(parted, whole, whole, known, "column")
    found = clause.assignments if clause else _listed(parted, whole, role, "", known)
    prose = clause is None and bool(PROSE.search(printed.rstrip("。；; ")))
    return [
        replace(one, method="responsibility.column")
        for one in found
        if not _NOTHING.fullmatch(one.named.name)
        and not (prose and not names_body(one.named.name, known))
        and not (
            parted[one.named.span.start - 1 : one.named.span.start] in _BESIDE
            and is_only_person(one.named.name, known)
        )
    ]


def _parted(printed: str) -> str:
    """A cell with a mark between bodies that blanks alone part: 安监站 派出所; who of them answers for it is left out."""
    printed = _BREAK.sub(lambda found: "、" * len(found[0]), printed)
    parts = printed.split()
    persons = [part for part in parts if not looks_like_office(part) and NAME_OF_PERSON.fullmatch(part)]
    if persons and any(looks_like_office(part) for part in parts) and "、" not in printed:
        for person in persons:
            printed = printed.replace(person, "、" * len(person))
        parts = [part for part in parts if part not in persons]
    if (len(parts) > 1 or persons) and all(looks_like_office(part) for part in parts):
        return _BLANK.sub("、", printed)
    return printed


def worded(text: str, span: Span, inner: Span, known: Known) -> Clause | None:
    """A牵头，B、C按职责分工负责: each verb gives its role to the bodies before it; who 承办 leads where others only help."""
    assignments: list[Assignment] = []
    undertaken: list[Assignment] = []
    together: list[Named] = []
    opened = _FIRST_DONE.match(text, inner.start, inner.end) or _BY.match(text, inner.start, inner.end)
    position = end = opened.end() if opened else inner.start
    for verb in _VERB.finditer(text, inner.start, inner.end):
        if not _ends_phrase(text, verb.end(), inner.end) and verb[0] not in _TOGETHER:
            continue
        before = bodies_of(text, Span(position, verb.start()), known)
        short = verb.start() - position <= _LONGEST_MANNER
        position = verb.end()
        if assignments and short and not any(names_body(one.name, known) for one in before):
            continue
        together += before
        if verb[0] not in _TOGETHER:
            role, end = ROLE_BY_VERB[verb[0]], verb.end()
            bodies = (one for one in together if not is_person(one.name))
            given = [Assignment(role, name, "responsibility.verb") for name in bodies]
            assignments += given
            undertaken = given if verb[0] == _UNDERTAKES else undertaken
            together = []
    if undertaken and {one.role for one in assignments} == {Role.RESPONSIBLE, Role.SUPPORT}:
        assignments = [replace(a, role=Role.LEAD) if a in undertaken else a for a in assignments]
    if not assignments or not all(names_body(a.named.name, known) for a in assignments):
        return None
    times = [Span(end, inner.end)] if end < inner.end else []
    if opened and text[opened.end() - 1] in "。；;":
        times.append(Span(*opened.span()))
    return Clause(span, tuple(assignments), tuple(times))


def _ends_phrase(text: str, position: int, end: int) -> bool:
    return (
        position >= end
        or text[position] in "，,；;、。\n省市县区镇乡各"
        or text.startswith(("负责", "抓"), position)
    )

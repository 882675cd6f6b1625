"""What a responsibility clause says: bodies in roles that labels and verbs give them, and by when."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from ...ontology.model import Role, Span
from ..bodies.names import Named, looks_like_body, split_bodies
from .labels import DEADLINE_LABELS, LABEL, PARTS, ROLE_BY_VERB, ROLE_OF

SENTENCE = re.compile(
    rf"(?:{'|'.join(ROLE_BY_VERB)}|按照?职责分工)(?:[，,。；;].{{0,24}}(?:完成|前|底|(?:持续|长期|年内)(?:推进|坚持|实施|开展)|[每各].{{1,10}}(?:次|报告|报送|通报|调度|评估|总结)))?[。；;\s]*$"
)
_VERB = re.compile("|".join(["会同", *sorted(ROLE_BY_VERB, key=len, reverse=True)]))
_WORDED = re.compile(
    rf"(?:{'|'.join(verb for verb, role in ROLE_BY_VERB.items() if role is not Role.RESPONSIBLE or '负责' not in verb)})(?:[，,；;、。]|$)"
)
"""A verb behind a body in a list that a label opens, and that gives another role than the label (责任单位：甲牵头，乙配合)."""
_DONE_BY = re.compile(r"[，,；;](?=[^，,；;]{0,10}[年月日底前])[^，,；;]{2,14}完成$")
"""A time behind the last body of a list: 市财政局，6月底完成."""
_BY = re.compile(r"(?:具体)?由")
_TIMES = re.compile(r"\d{1,2}月|\d{4}年|^(?:长期|持续)|(?:完成|坚持|推进)$")
_TIMELY = re.compile(r"\d[年月]|长期|持续|完成|坚持|推进")
"""What in a list of bodies says by when, and that there may be such."""
_MARKED = re.compile(r"[（(〔\[](?:牵头|主办|主责)(?:单位|部门)?[）)〕\]]$")
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}")
_BREAK = re.compile(r"<br\s?/?>")
_BLANK = re.compile(r"[ 　]")
_PROSE = re.compile(r"[。；;：:%％\d]")
"""What no list of bodies holds."""
_STARS = ("☆", "★")
"""What marks the body of a list that leads."""
_OFFICE = re.compile("(?:办公室|科|股)$")
_LIST = re.compile(r"[、，,；; 　]|<br")
_LED = re.compile("(?:牵头|负责|配合|落实)(?:单位|部门)?$")
_NOTHING = re.compile(r"[〃/／—\-－无同上]{1,4}")
"""What a cell prints where it names nobody, or the same as the one above."""


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
    that follows, and `everywhere` these bodies.
    """

    span: Span
    assignments: tuple[Assignment, ...]
    times: tuple[Span, ...]
    note: Span | None = None
    rule: Span | None = None
    everywhere: tuple[Named, ...] = ()

    @property
    def in_table(self) -> bool:
        """Whether it is a row of a table."""
        return any(one.method == "responsibility.column" for one in self.assignments)


def clause_of(text: str, span: Span, inner: Span, known: Callable[[str], bool], style: str) -> Clause | None:
    """The clause that stands at `inner` and is printed in a `style` (bracket, line); its own span is `span`."""
    printed = inner.of(text)
    labelled = LABEL.search(text, inner.start, inner.end)
    labels = list(PARTS.finditer(text, inner.start, inner.end)) if labelled else []
    if labels and not text[inner.start : labels[0].start()].strip(" 　，,。；;"):
        return _labelled(text, span, inner, labels, known, style)
    if style == "bracket" and SENTENCE.search(printed) and "：" not in printed:
        return worded(text, span, inner, known)
    return None


def _labelled(
    text: str, span: Span, inner: Span, labels: list[re.Match[str]], known: Callable[[str], bool], style: str
) -> Clause | None:
    assignments: list[Assignment] = []
    times: list[Span] = []
    ends = [label.start() for label in labels[1:]] + [inner.end]
    for label, end in zip(labels, ends, strict=True):
        words = label["label"]
        stretch = Span(label.end(), end)
        role = ROLE_OF.get(words)
        if role is None:
            if words and re.fullmatch(DEADLINE_LABELS, words):
                times.append(stretch)
            continue
        bodies, rest = _until_sentence(text, stretch)
        times.append(rest)
        assignments += _listed(text, bodies, role, f"responsibility.label.{style}", known)
        if _TIMELY.search(text, bodies.start, bodies.end):
            times += [one.span for one in split_bodies(text, bodies, known) if _TIMES.search(one.name)]
    times = [time for time in times if time.start < time.end]
    return Clause(span, tuple(assignments), tuple(times)) if assignments or times else None


def _listed(text: str, span: Span, role: Role, method: str, known: Callable[[str], bool]) -> list[Assignment]:
    """The bodies behind a label: in its role, or in those that verbs give them."""
    said = worded(text, span, span, known) if _WORDED.search(text, span.start, span.end) else None
    rest = said.times[:1] if said else (span,)
    others = [
        _leading(
            named, Role.LEAD if text[named.span.start - 1 : named.span.start] in _STARS else role, method
        )
        for left in rest
        for named in bodies_of(text, left, known)
    ]
    return [*(said.assignments if said else ()), *others]


def _leading(named: Named, role: Role, method: str) -> Assignment:
    """A body in its role, or in the lead where it is marked so: 责任单位：市水利局（牵头）、市财政局."""
    if (marked := _MARKED.search(named.name)) is None:
        return Assignment(role, named, method)
    span = Span(named.span.start, named.span.end - len(marked[0]))
    return Assignment(Role.LEAD, Named(named.name[: marked.start()], span, named.open_ended), method)


def _until_sentence(text: str, span: Span) -> tuple[Span, Span]:
    """The list of bodies, and what follows its full stop: 各区政府。2018年底完成."""
    stop = text.find("。", span.start, span.end)
    if stop < 0 and (done := _DONE_BY.search(text, span.start, span.end)):
        return Span(span.start, done.start()), Span(done.start() + 1, span.end)
    if stop < 0:
        return span, Span(span.end, span.end)
    return Span(span.start, stop), Span(stop + 1, span.end)


def bodies_of(text: str, span: Span, known: Callable[[str], bool]) -> list[Named]:
    """The bodies of a list; times that stand among them are none."""
    return [
        named
        for named in split_bodies(text, span, known)
        if 1 < len(named.name) <= 60
        and not named.name.startswith(("以下统称", "以下简称"))
        and not _TIMES.search(named.name)
    ]


def in_cell(printed: str, role: Role, known: Callable[[str], bool]) -> list[Assignment]:
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
    prose = clause is None and bool(_PROSE.search(printed.rstrip("。；; ")))
    return [
        replace(one, method="responsibility.column")
        for one in found
        if not _NOTHING.fullmatch(one.named.name) and not (prose and not _names_body(one.named.name, known))
    ]


def _names_body(name: str, known: Callable[[str], bool]) -> bool:
    """Whether a name is a body's, or that of a part of the body that speaks (办公室, 财务科)."""
    return looks_like_body(name) or known(name) or _OFFICE.search(name) is not None


def looks_like_names(printed: str) -> bool:
    """Whether a cell begins with the name of a body."""
    first = _LIST.split(printed.strip(), maxsplit=1)[0]
    named = looks_like_body(_MARKED.sub("", first)) or _LED.search(first) or _OFFICE.search(first)
    return bool(named) and not _PROSE.search(first)


def _parted(printed: str) -> str:
    """A cell with a mark between bodies that blanks alone part: 安监站 派出所; who of them answers for it is left out."""
    printed = _BREAK.sub(lambda found: "、" * len(found[0]), printed)
    parts = printed.split()
    persons = [part for part in parts if not looks_like_body(part) and _PERSON.fullmatch(part)]
    if persons and any(looks_like_body(part) for part in parts) and "、" not in printed:
        for person in persons:
            printed = printed.replace(person, "、" * len(person))
        parts = [part for part in parts if part not in persons]
    if (len(parts) > 1 or persons) and all(looks_like_body(part) for part in parts):
        return _BLANK.sub("、", printed)
    return printed


def worded(text: str, span: Span, inner: Span, known: Callable[[str], bool]) -> Clause | None:
    """A牵头，B、C按职责分工负责: each verb gives its role to the bodies before it."""
    assignments: list[Assignment] = []
    together: list[Named] = []
    opened = _BY.match(text, inner.start, inner.end)
    position = end = opened.end() if opened else inner.start
    for verb in _VERB.finditer(text, inner.start, inner.end):
        if not _ends_phrase(text, verb.end(), inner.end) and verb[0] != "会同":
            continue
        together += bodies_of(text, Span(position, verb.start()), known)
        position = verb.end()
        if verb[0] != "会同":
            role, end = ROLE_BY_VERB[verb[0]], verb.end()
            assignments += [Assignment(role, name, "responsibility.verb") for name in together]
            together = []
    if not assignments or not all(_names_body(a.named.name, known) for a in assignments):
        return None
    return Clause(span, tuple(assignments), (Span(end, inner.end),) if end < inner.end else ())


def _ends_phrase(text: str, position: int, end: int) -> bool:
    return (
        position >= end
        or text[position] in "，,；;、。\n省市县区镇乡各"
        or text.startswith(("负责", "抓"), position)
    )

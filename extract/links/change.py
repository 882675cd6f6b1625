"""What changed on the way down: dates, numbers, modality and bodies of a task beside those of its requirement.

Two statements are of one thing where the duties they stand in answer each other (clauses.py), else where their
sentences share enough wording. A catalogue tells dates and numbers of its outline as facts, but in other words than
the outline: of modality and bodies it says nothing, and what only its wording would tell apart is not told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from operator import add

from ...ontology.model import (
    Change,
    Correspondence,
    Deadline,
    Derivation,
    Difference,
    Document,
    Extraction,
    Level,
    Modality,
    Obligation,
    Provision,
    Span,
    Status,
    Target,
    Task,
)
from .clauses import Answer, Clauses
from .coverage import is_addressed
from .memory import remembered

_ALIKE = 0.3
"""From this share of the lesser sentence's pairs of characters on, two sentences are of one thing."""
_SAME = 0.6
"""From this share on, they are one sentence, and its modality can be compared."""
_MUST = re.compile(r"必须|不得|严禁|应当|一律|务必|确保|全面")
_MAY = re.compile(r"鼓励|支持|引导|探索|倡导|有条件的|可以|逐步")
_STOP = re.compile(r"[。；\n]")
_PAUSE = re.compile(r"[，,：:。；;\n]")
_NO_LETTERS = re.compile(r"[\W\d_年月日底前]")
_OPEN = {Modality.ENCOURAGE, Modality.EXPLORE}
_ONE_DUTY = 0.5
"""From this likeness on, two duties are one, and their modality can be compared."""
_DOWN = {"later", "lower", "weakened", "dropped"}
_UP = {"earlier", "higher", "strengthened"}

_SENTENCES_AT_HAND = 2048

Statement = Deadline | Target


@dataclass(frozen=True, slots=True)
class _Force:
    """How strongly a sentence asks: -1 where it lets, 1 where it binds; the word that says so, and its place."""

    sentence: Span
    strength: int
    word: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Part:
    """A provision with what is stated in it and in the unnumbered paragraphs under it."""

    document: Document
    spans: tuple[Span, ...]
    deadlines: tuple[Deadline, ...]
    targets: tuple[Target, ...]
    bodies: tuple[tuple[str, Span], ...]
    forces: tuple[_Force, ...]
    """Of the sentences that let or bind."""

    def sentence(self, statement: Statement) -> str:
        """The sentence a statement stands in; of one in a responsibility clause, all the task says."""
        text = self.document.text
        if statement.method.endswith(".clause"):
            return "".join(span.of(text) for span in self.spans)
        whole = next((span for span in self.spans if span.covers(statement.span)), statement.span)
        before = [found.end() for found in _STOP.finditer(text, whole.start, statement.span.start)]
        after = _STOP.search(text, statement.span.end, whole.end)
        return text[before[-1] if before else whole.start : after.start() if after else whole.end]


@dataclass(frozen=True, slots=True)
class _Tied:
    """A task, and which of its duties answer which of the requirement."""

    part: _Part
    answers: tuple[Answer, ...]

    def above(self, own: Statement) -> list[Span]:
        """The duties of the requirement that the duty of a statement answers."""
        return [answer.other.span for answer in self.answers if answer.own.span.covers(own.span)]


def changes(links: Iterable[Derivation], lower: Extraction, upper: Extraction) -> Iterator[Derivation]:
    """The links of one pair of plans, the accepted ones with their kind, their differences, and split and merged.

    Aims and principles are not compared: a plan's own horizon is no later deadline.
    """
    found = list(links)
    general = {task.path for task in lower.tasks if task.general}
    accepted = [
        link for link in found if link.status is Status.ACCEPTED and link.task.parts[-1] not in general
    ]
    uppers: dict[str, list[Derivation]] = defaultdict(list)
    for link in accepted:
        uppers[link.upper.parts[-1]].append(link)
    of_task = defaultdict(set)
    for link in accepted:
        of_task[link.task].add(link.upper)
    parts, above, clauses = _parts(lower), _parts(upper), Clauses(lower, upper)
    changed = {}
    for path, group in uppers.items():
        tied = [_Tied(parts[link.task.parts[-1]], tuple(clauses.of(link))) for link in group]
        meant = _meant(above[path], lower.document.level)
        for link, one, differences in zip(group, tied, _differences(tied, meant), strict=True):
            shapes = [Change.SPLIT.value] * (len(group) > 1) + [Change.MERGED.value] * (
                len(of_task[link.task]) > 1
            )
            changed[link.task, link.upper] = replace(
                link,
                kind=kind_of(link.kind, differences),
                differences=differences,
                shapes=tuple(shapes),
                clauses=tuple(map(_correspondence, one.answers)),
            )
    for link in found:
        yield changed.get((link.task, link.upper), link)


def _meant(above: _Part, level: Level | None) -> _Part:
    """A requirement without the dates and numbers that it sets to levels above only (国务院部门……2022年上半年编成)."""

    def speaks(one: Statement) -> bool:
        text = above.document.text
        whole = next((span for span in above.spans if span.covers(one.span)), one.span)
        before = [found.end() for found in _PAUSE.finditer(text, whole.start, one.span.start)]
        after = _PAUSE.search(text, one.span.end, whole.end)
        clause = text[before[-1] if before else whole.start : after.start() if after else whole.end]
        return is_addressed(clause, level)

    return replace(
        above,
        deadlines=tuple(filter(speaks, above.deadlines)),
        targets=tuple(filter(speaks, above.targets)),
    )


def _correspondence(answer: Answer) -> Correspondence:
    return Correspondence(answer.own.span, answer.other.span, answer.likeness, answer.words)


def kind_of(before: str, differences: Sequence[Difference]) -> str:
    """The kind of a link by its differences; `before` is what its wording alone says: copied, narrowed, adapted."""
    down = any(difference.change in _DOWN for difference in differences)
    up = any(difference.change in _UP for difference in differences)
    if down or up:
        return (Change.ADAPTED if down and up else Change.WEAKENED if down else Change.STRENGTHENED).value
    return Change.CONCRETE.value if differences else before


def _differences(below: Sequence[_Tied], above: _Part) -> Iterator[tuple[Difference, ...]]:
    """The differences of all tasks of a plan that carry out one requirement; what none of them has was dropped once."""
    catalogue = above.document.catalogue
    found = [[*_modality(one, above), *_bodies(one.part, above)] for one in below]
    for stated in (_dates, _numbers):
        answered: set[Span] = set()
        for place, one in enumerate(below):
            for own in stated(one.part):
                other = _counterpart(own, one, stated(above), above)
                if other or not catalogue or not any(_comparable(own, rival) for rival in stated(above)):
                    found[place] += _compared(own, other)
                answered |= {other.span} if other else set()
        for left in [other for other in stated(above) if other.span not in answered and _is_firm(other)]:
            nearest = _nearest(above.sentence(left), [one.part for one in below])
            if nearest is None or (
                catalogue and any(_comparable(own, left) for own in stated(below[nearest].part))
            ):
                continue
            found[nearest].append(Difference(_aspect(left), "dropped", "", left.text, None, left.span))
    for differences in found:
        yield tuple(replace(one, catalogue=True) if catalogue else one for one in differences)


def _counterpart(own: Statement, one: _Tied, others: Sequence[Statement], above: _Part) -> Statement | None:
    """The upper statement of the same thing, and of the same unit or sort: in a duty that its own duty answers, else
    the one whose sentence is most alike."""
    known = [other for other in others if _comparable(own, other)]
    duties = one.above(own)
    tied = [other for other in known if any(duty.covers(other.span) for duty in duties)]
    if tied:
        return tied[0]
    sentence = one.part.sentence(own)
    alike = [(alikeness(sentence, above.sentence(other)), other) for other in known]
    best = max(alike, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= _ALIKE else None


def _comparable(own: Statement, other: Statement) -> bool:
    if isinstance(own, Target) and isinstance(other, Target):
        return own.unit == other.unit and own.comparator == other.comparator
    return isinstance(own, Deadline) and isinstance(other, Deadline) and bool(own.due) == bool(other.due)


def _dates(part: _Part) -> Sequence[Statement]:
    return part.deadlines


def _numbers(part: _Part) -> Sequence[Statement]:
    return part.targets


def _compared(own: Statement, other: Statement | None) -> Iterator[Difference]:
    if isinstance(own, Deadline):
        yield from _deadline(own, other if isinstance(other, Deadline) else None)
    else:
        yield from _target(own, other if isinstance(other, Target) else None)


def _deadline(own: Deadline, other: Deadline | None) -> Iterator[Difference]:
    if own.due and (other is None or other.due != own.due):
        change = "added" if other is None or not other.due else "earlier" if own.due < other.due else "later"
        yield _stated(own, other, change)


def _target(own: Target, other: Target | None) -> Iterator[Difference]:
    if other is None:
        yield _stated(own, other, "added")
        return
    value, upper = _number(own), _number(other)
    if value is not None and upper is not None and value != upper:
        yield _stated(own, other, "higher" if value > upper else "lower")


def _stated(own: Statement, other: Statement | None, change: str) -> Difference:
    return Difference(
        _aspect(own), change, own.text, other.text if other else "", own.span, other.span if other else None
    )


def _modality(one: _Tied, above: _Part) -> Iterator[Difference]:
    """Duties that are one on both sides, else sentences: 必须 on one and 鼓励 on the other, where the clause says so itself."""
    if above.document.catalogue:
        return
    part, told = one.part, list[Span]()
    for answer in one.answers:
        open_below, open_above = answer.own.modality in _OPEN, answer.other.modality in _OPEN
        if answer.likeness >= _ONE_DUTY and open_below != open_above:
            word, span = _force(part.document, answer.own)
            upper_word, upper_span = _force(above.document, answer.other)
            if not _MAY.fullmatch(word if open_below else upper_word):
                continue
            change = "weakened" if open_below else "strengthened"
            told.append(answer.own.span)
            yield Difference("modality", change, word, upper_word, span, upper_span)
    for own in part.forces:
        if any(own.sentence.covers(duty) for duty in told):
            continue
        for other in above.forces:
            if own.strength == other.strength:
                continue
            texts = own.sentence.of(part.document.text), other.sentence.of(above.document.text)
            if alikeness(*texts) >= _SAME:
                change = "strengthened" if own.strength > other.strength else "weakened"
                yield Difference("modality", change, own.word, other.word, own.span, other.span)


def _force(document: Document, duty: Obligation) -> tuple[str, Span]:
    """The word that says how strongly a duty asks, or its verb where none does; with its place."""
    pattern = _MAY if duty.modality in _OPEN else _MUST
    if found := pattern.search(document.text, *duty.span):
        return found[0], Span(*found.span())
    at = max(document.text.find(duty.action, *duty.span), duty.span.start)
    span = Span(at, min(at + len(duty.action), duty.span.end))
    return span.of(document.text), span


def _forces(text: str, spans: Iterable[Span]) -> Iterator[_Force]:
    """Of the sentences there those that let, or bind; not those that do neither or both."""
    for sentence in _sentences(text, spans):
        may, must = _MAY.search(text, *sentence), _MUST.search(text, *sentence)
        if found := may or must if not (may and must) else None:
            yield _Force(sentence, -1 if may else 1, found[0], Span(*found.span()))


def _sentences(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    for span in spans:
        start = span.start
        for found in _STOP.finditer(text, span.start, span.end):
            yield Span(start, found.start())
            start = found.end()
        if start < span.end:
            yield Span(start, span.end)


def _bodies(part: _Part, above: _Part) -> Iterator[Difference]:
    """A body that is named where a real text above names none."""
    if part.bodies and not above.bodies and not above.document.catalogue:
        name, span = part.bodies[0]
        yield Difference("body", "added", name, "", span, None)


def _nearest(sentence: str, below: Sequence[_Part]) -> int | None:
    """The task that is nearest to a sentence above; None where none is near it."""
    shares = [alikeness(sentence, "".join(s.of(part.document.text) for s in part.spans)) for part in below]
    best = max(range(len(shares)), key=lambda place: (shares[place], -place))
    return best if shares[best] >= _ALIKE else None


def alikeness(one: str, other: str) -> float:
    """The share of the lesser text's pairs of characters that both have, 0 to 1; figures and punctuation left out."""
    a, b = _pairs(one), _pairs(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


@lru_cache(_SENTENCES_AT_HAND)
def _pairs(text: str) -> frozenset[str]:
    letters = _NO_LETTERS.sub("", text)
    return frozenset(map(add, letters, letters[1:]))


def _is_firm(statement: Statement) -> bool:
    return isinstance(statement, Target) or statement.due is not None


def _aspect(statement: Statement) -> str:
    return "deadline" if isinstance(statement, Deadline) else "target"


def _number(target: Target) -> Decimal | None:
    try:
        return Decimal(target.value)
    except InvalidOperation:
        return None


@remembered
def _parts(plan: Extraction) -> dict[str, _Part]:
    """Every task by its path, with the unnumbered paragraphs under it."""
    holders: dict[str, str] = {}
    inside: dict[str, list[Provision]] = defaultdict(list)
    for provision in plan.provisions:
        holder = provision.path
        if not isinstance(provision, Task) and not provision.label and provision.parent:
            holder = provision.parent
        holders[provision.path] = holder
        inside[holder].append(provision)
    deadlines, targets, bodies = _by_holder(plan, holders)
    spans = {task.path: tuple(p.span for p in inside[task.path]) for task in plan.tasks}
    return {
        path: _Part(
            plan.document,
            own,
            tuple(deadlines[path]),
            tuple(targets[path]),
            tuple(bodies[path]),
            tuple(_forces(plan.document.text, own)),
        )
        for path, own in spans.items()
    }


def _by_holder(
    plan: Extraction, holders: Mapping[str, str]
) -> tuple[dict[str, list[Deadline]], dict[str, list[Target]], dict[str, list[tuple[str, Span]]]]:
    deadlines: dict[str, list[Deadline]] = defaultdict(list)
    targets: dict[str, list[Target]] = defaultdict(list)
    bodies: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for deadline in plan.deadlines:
        deadlines[holders.get(deadline.provision or "", "")].append(deadline)
    for target in plan.targets:
        targets[holders.get(target.provision or "", "")].append(target)
    for found in plan.responsibilities:
        bodies[holders.get(found.task, "")].append((found.as_named, found.span))
    return deadlines, targets, bodies

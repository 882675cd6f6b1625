"""What changed on the way down: dates, numbers, modality and bodies of a task beside those of its requirement.

Two statements are of one thing where the duties they stand in answer each other (clauses.py), else where their
sentences share enough wording. A catalogue tells dates and numbers of its outline as facts, but in other words than
the outline: of modality and bodies it says nothing, and what only its wording would tell apart is not told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
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
    Span,
    Status,
    Target,
)
from .clauses import Answer, Clauses
from .coverage import is_addressed
from .parts import MAY, MUST, Part, Statement, parts_of

_ALIKE = 0.3
"""From this share of the lesser sentence's pairs of characters on, two sentences are of one thing."""
_SAME = 0.6
"""From this share on, they are one sentence, and its modality can be compared."""
_PAUSE = re.compile(r"[，,：:。；;\n]")
_NO_LETTERS = re.compile(r"[\W\d_年月日底前]")
_DAY_OF_YEAR = "--"
"""How a recurrence begins that falls on a day of every year."""
_OPEN = {Modality.ENCOURAGE, Modality.EXPLORE}
_ONE_DUTY = 0.5
"""From this likeness on, two duties are one, and their modality can be compared."""
_DOWN = {"later", "lower", "weakened", "dropped"}
_UP = {"earlier", "higher", "strengthened"}

_SENTENCES_AT_HAND = 2048


@dataclass(frozen=True, slots=True)
class _Tied:
    """A task, and which of its duties answer which of the requirement."""

    part: Part
    answers: tuple[Answer, ...]

    def above(self, own: Statement) -> list[Span]:
        """The duties of the requirement that the duty of a statement answers."""
        return [answer.other.span for answer in self.answers if answer.own.span.covers(own.span)]


def changes(links: Iterable[Derivation], lower: Extraction, upper: Extraction) -> Iterator[Derivation]:
    """The links of one pair of plans with their kind and their differences, the accepted ones with split and merged too.

    Aims and principles are not compared: a plan's own horizon is no later deadline.
    """
    found = list(links)
    general = {task.path for task in lower.tasks if task.general}
    uppers: dict[str, list[Derivation]] = defaultdict(list)
    of_task = defaultdict(set)
    for link in found:
        if link.status is Status.ACCEPTED and link.task.parts[-1] not in general:
            uppers[link.upper.parts[-1]].append(link)
            of_task[link.task].add(link.upper)
    pair, changed = _Both(lower, upper), {}
    for path, group in uppers.items():
        tied = [pair.tied(link) for link in group]
        for link, one, differences in zip(group, tied, _differences(tied, pair.meant(path)), strict=True):
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
        if link.status is Status.CANDIDATE and link.task.parts[-1] not in general:
            yield pair.candidate(link, others=link.upper.parts[-1] in uppers)
        else:
            yield changed.get((link.task, link.upper), link)


class _Both:
    """Two plans beside one another: their parts and duties, worked out once."""

    def __init__(self, lower: Extraction, upper: Extraction) -> None:
        self._level = lower.document.level
        self._below, self._above, self._clauses = parts_of(lower), parts_of(upper), Clauses(lower, upper)
        self._known: dict[str, Part] = {}

    def tied(self, link: Derivation) -> _Tied:
        """The task of a link, with its duties that answer duties of the requirement."""
        return _Tied(self._below[link.task.parts[-1]], tuple(self._clauses.of(link)))

    def meant(self, path: str) -> Part:
        """A requirement as far as it is meant for the level of the lower plan."""
        if path not in self._known:
            self._known[path] = _meant(self._above[path], self._level)
        return self._known[path]

    def candidate(self, link: Derivation, *, others: bool) -> Derivation:
        """A candidate with its differences, as they hold where a person accepts it; what is dropped only where no other
        task of the plan carries the requirement out."""
        told = next(_differences([self.tied(link)], self.meant(link.upper.parts[-1])))
        left = tuple(one for one in told if one.change != "dropped" or not others)
        return replace(link, kind=kind_of(link.kind, left), differences=left)


def _meant(above: Part, level: Level | None) -> Part:
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


def _differences(below: Sequence[_Tied], above: Part) -> Iterator[tuple[Difference, ...]]:
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
        begins = below[0].part.document.begins
        for left in [one for one in stated(above) if one.span not in answered and _is_ahead(one, begins)]:
            nearest = _nearest(above.sentence(left), [one.part for one in below])
            if nearest is None or (
                catalogue and any(_comparable(own, left) for own in stated(below[nearest].part))
            ):
                continue
            found[nearest].append(Difference(_aspect(left), "dropped", "", left.text, None, left.span))
    for differences in found:
        yield tuple(replace(one, catalogue=True) if catalogue else one for one in differences)


def _counterpart(own: Statement, one: _Tied, others: Sequence[Statement], above: Part) -> Statement | None:
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


def _dates(part: Part) -> Sequence[Statement]:
    return part.deadlines


def _numbers(part: Part) -> Sequence[Statement]:
    return part.targets


def _compared(own: Statement, other: Statement | None) -> Iterator[Difference]:
    if isinstance(own, Deadline):
        yield from _deadline(own, other if isinstance(other, Deadline) else None)
    else:
        yield from _target(own, other if isinstance(other, Target) else None)


def _deadline(own: Deadline, other: Deadline | None) -> Iterator[Difference]:
    if own.due is None and other is None and (own.recurrence or "").startswith(_DAY_OF_YEAR):
        yield _stated(own, other, "added")
    elif own.due and (other is None or other.due != own.due):
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


def _modality(one: _Tied, above: Part) -> Iterator[Difference]:
    """Duties that are one on both sides, else sentences: 必须 on one and 鼓励 on the other, where the clause says so itself."""
    if above.document.catalogue:
        return
    part, told = one.part, list[Span]()
    for answer in one.answers:
        open_below, open_above = answer.own.modality in _OPEN, answer.other.modality in _OPEN
        if answer.likeness >= _ONE_DUTY and open_below != open_above:
            word, span = _force(part.document, answer.own)
            upper_word, upper_span = _force(above.document, answer.other)
            if not MAY.fullmatch(word if open_below else upper_word):
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
    pattern = MAY if duty.modality in _OPEN else MUST
    if found := pattern.search(document.text, *duty.span):
        return found[0], Span(*found.span())
    at = max(document.text.find(duty.action, *duty.span), duty.span.start)
    span = Span(at, min(at + len(duty.action), duty.span.end))
    return span.of(document.text), span


def _bodies(part: Part, above: Part) -> Iterator[Difference]:
    """A body that is named where a real text above names none."""
    if part.bodies and not above.bodies and not above.document.catalogue:
        name, span = part.bodies[0]
        yield Difference("body", "added", name, "", span, None)


def _nearest(sentence: str, below: Sequence[Part]) -> int | None:
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


def _is_ahead(statement: Statement, begins: date | None) -> bool:
    """Whether a date or number can be dropped: it is firm, and had not passed when the plan began."""
    if isinstance(statement, Target):
        return True
    return statement.due is not None and (begins is None or statement.due >= begins)


def _aspect(statement: Statement) -> str:
    return "deadline" if isinstance(statement, Deadline) else "target"


def _number(target: Target) -> Decimal | None:
    try:
        return Decimal(target.value)
    except InvalidOperation:
        return None

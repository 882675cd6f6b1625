"""One sentence read clause by clause: who is to act and with what force, carried on from clause to clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...ontology.model import Modality, Span
from ..bodies.names import Named
from .actions import action_and_object
from .actors import Bodies, has_modal
from .headings import only_reports
from .openings import TIME
from .readings import read_clause
from .record import FoundObligation, Reading
from .states import is_filler, is_state
from .turns import (
    HELPING,
    IN_CHARGE,
    asks_others,
    goes_on,
    is_case,
    is_head,
    is_role,
    is_topic,
    only_describes,
    receives,
    verb_of,
)

_IN_PERSON = re.compile(r"要?(?:亲自|直接)(?:负责|抓|挂帅|部署|上手|研究|过问)")
_SHORTEST, _LONGEST = 2, 400
"""Characters of a clause that is read: one says nothing."""
_MOST = 100
"""Bodies that one duty may name."""
_WANTED = frozenset(("确保", "保证", "力争", "做好", "给予", "予以"))
_HOLDING = frozenset(("兼任", "担任"))
_GOES_ON = frozenset("与同向和")
_JOINED = ("并", "且")
_BECOMING = frozenset(("作为", "列支", "列入", "计入", "实现", "建成", "建有", "挂钩"))
"""Verbs of what is to become of a thing, whoever acts."""
_LEAVES_OPEN = re.compile(
    rf"{TIME.pattern}|(?:对|针对|在|因|按|根据|结合|围绕|为|通过|自|从|于|如|若|遇|经|除)[^，,]{{1,60}}|需要?[^，,]{{1,30}}的"
    r"|(?:与此)?同时|此外|另外|一方面|另一方面"
)
"""What leaves open who is to do what follows: 6月底前，, 对未完成的，, 同时，."""
_SENT = re.compile(r"印发|转发|下发|下达|通知如下|同意|公布")
_MARKS = " 　，,：:；;"


class Sentence:
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
                self._send(clauses[:i])
            if i + 1 < len(clauses) and only_reports(self._text, clause):
                self.who, self._before, self._force = (), (), None
                self._leading, self._conditions = [], []
                continue
            read = read_clause(self._text, clause)
            if read.other:
                self.who = ()
            if (read.who or read.also) and not (self.who and only_describes(read)):
                self._name(read)
            if i + 1 < len(clauses) and (
                is_topic(read, clauses[i + 1])
                or is_case(read, clauses[i + 1])
                or is_head(read, clauses[i + 1])
                or is_role(read)
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

    def _send(self, before: Sequence[Span]) -> None:
        """现印发给你们，请认真执行: what is sent is no condition of what is asked."""
        if before and _SENT.search(self._text, before[-1].start, before[-1].end):
            self._leading, self._conditions = [], []

    def _carry_on(self, read: Reading) -> None:
        """由甲牵头，乙配合，制定办法: what follows is for both; 由甲兼任，: it is not for 甲; 主要领导亲自抓，: it is for theirs."""
        if verb_of(read) in _HOLDING:
            self.who = ()
        if self._above:
            self.who, self._above = self._above, ()
        if self._heads and verb_of(read) in HELPING:
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
        if read.who and read.text.endswith(IN_CHARGE, read.start, read.end):
            self._heads = self.who
        self._leading.append(Span(read.start, read.end))
        if read.lead:
            self._conditions.append(self._leading[-1])
        self._force = read.force or self._force

    def _duty(self, read: Reading) -> FoundObligation:
        if not (self.who or self._asked) and self._goes_on_from_before() and goes_on(read):
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
        """Whether nothing stands before what is asked but what leaves open who."""
        return all(_LEAVES_OPEN.fullmatch(held.of(self._text)) for held in self._leading)

    def _asks_nobody(self, read: Reading) -> bool:
        """Whether a thing that is named is only to become something (评估结论作为依据), or a body to be given money."""
        if read.topic is not None and not self._named and verb_of(read) in _BECOMING:
            return True
        return read.who is not None and receives(read)

    def _modality(self, read: Reading) -> Modality:
        """The force of this clause; what of it carries on is kept."""
        if read.force:
            ends = read.force is Modality.ENCOURAGE and not asks_others(read)
            self._force = None if ends else read.force
            return read.force
        if self._force is Modality.ENCOURAGE and verb_of(read) in _WANTED:
            self._force = None
        here = read.text[read.start]
        if (self._force is Modality.EXPLORE and here not in _JOINED) or (
            self._force is Modality.MUST_NOT and here not in _GOES_ON
        ):
            self._force = None
        return self._force or Modality.SHOULD


def _trimmed(text: str, span: Span) -> Span | None:
    if span.start < span.end and text[span.start] not in _MARKS and text[span.end - 1] not in _MARKS:
        return span
    printed = span.of(text)
    start = span.start + len(printed) - len(printed.lstrip(_MARKS))
    stop = start + len(printed.strip(_MARKS))
    return Span(start, stop) if start < stop else None

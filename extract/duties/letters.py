"""What a notice or a preamble asks of those it is sent to: the sentences of a letter that lay duties on somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...ontology.model import Span
from .actors import before_modal, is_actor
from .clauses import split_clauses
from .modals import GOES_ON, WILL
from .particles import word_at

_PLEASE = re.compile(
    r"(?:望(?=认真|遵照|各[省市县区镇乡部单级有地责牵相成])|请)(?![示求假教柬进客愿缨罪安])(?:你们|你(?=[省市县区州局厅委办])|予以)?"
)
_BY = re.compile(r"(?:力争)?[到至]20\d\d年(?:年?底)?")
"""A time by which the next clause asks for something."""
_NO_REQUEST = tuple("申邀提聘报呈于")
_STOPS = tuple("。！!；;：:")
_LONGEST = 80
_NEAR = 6
_ASKS = frozenset(("strong", "light", "result", "adverb"))
"""What a clause that goes on with what is asked opens with: 抓紧制定方案, 确保落实."""


def asking_in_letter(text: str, letter: Span) -> Iterator[Span]:
    """Yield the stretches of a notice or preamble that ask for something, in order, each from where it begins to ask.

    Forms:
      1. 现印发给你们，请认真组织实施。                 behind 请
      2. 请各区于5月底前报送总结，                      the same, with who is asked
      3. 各区、各部门要细化措施，落实责任。市政府办公室将适时督查。   bodies with 要, 应, 须, 不得 or 将
      4. 完成后，要及时评估。                          要 in a sentence that goes on with one of those
      5. 到2030年，建成示范村20个。                     what is to be reached by a year

    All else of a letter asks for nothing: why a plan is made (为…，制定本方案), who agreed to it, what was done.
    Neighbouring sentences are one stretch.
    """
    run: Span | None = None
    for clauses in split_clauses(text, letter):
        begins = _begins(text, clauses, goes_on=run is not None)
        if begins is not None and run and begins == clauses[0].start:
            run = Span(run.start, clauses[-1].end)
            continue
        if run:
            yield run
        run = Span(begins, clauses[-1].end) if begins is not None else None
    if run:
        yield run


def _begins(text: str, clauses: Sequence[Span], *, goes_on: bool) -> int | None:
    """Where a sentence begins to ask: behind 请, or at the bodies that are to act. A line without a stop is a title."""
    stops = text.startswith(_STOPS, clauses[-1].end)
    for clause in clauses:
        please = _PLEASE.search(text, clause.start, clause.end)
        if please and not text.endswith(_NO_REQUEST, clause.start, please.start()):
            return please.end()
        if stops and _is_told(text, clause):
            return clause.start
    if stops and len(clauses) > 1 and _BY.fullmatch(text, clauses[0].start, clauses[0].end):
        word = word_at(text, clauses[1].start, clauses[1].end)
        return clauses[0].start if word and word.kind in _ASKS else None
    if goes_on and stops and any(GOES_ON.match(text, clause.start) for clause in clauses):
        return clauses[0].start
    start = clauses[0].start
    if goes_on and text.startswith("。", clauses[-1].end) and "\n" not in text[max(0, start - _NEAR) : start]:
        words = (word_at(text, clause.start, clause.end) for clause in clauses)
        return start if any(word and word.kind in _ASKS for word in words) else None
    return None


def _is_told(text: str, clause: Span) -> bool:
    """Whether a clause says what bodies are to do: 各部门要, 市政府办公室将."""
    will = WILL.search(text, clause.start + 1, min(clause.end, clause.start + _LONGEST))
    if will is None:
        return False
    return is_actor(text[clause.start : before_modal(text, clause.start, will.start())])

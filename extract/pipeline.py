"""The finders, in order, as components of a spaCy pipeline whose tokens are the characters of the text.

Each component leaves what it found in `doc.user_data` under its name, and the same stretches as spans in
`doc.spans`; token i of the document is code point i of the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from ..data.authority import Authority, load
from ..ontology.model import Span
from .bodies.institutions import is_known
from .citations import CitedTitle, find_citations
from .duties.obligations import FoundObligation, find_in
from .duties.running import without
from .quantities.indicators import Indicators, Mention, find_indicators, outside
from .quantities.targets import FoundTarget, find_targets
from .responsibilities import Clause, find_clauses
from .times.deadlines import FoundDeadline, find_deadlines
from .times.phases import find_phases, with_phases

MAX_LENGTH = 70_000_000


@dataclass(frozen=True, slots=True)
class Context:
    """What a finder may know besides the text: the stretches that belong to the plan, and its own year.

    `asking` are the provisions' own texts without their labels, each with the end of its heading.
    `since` is the first year that is not past. `letter` is the stretch that is a letter's and no plan's, where a
    day without a year is one of `letter_year`.
    """

    stretches: tuple[Span, ...]
    year: int | None
    authority: Authority
    asking: tuple[tuple[Span, int], ...] = ()
    since: int | None = None
    letters: tuple[Span, ...] = ()
    letter_year: int | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """What the finders found in one text."""

    citations: tuple[CitedTitle, ...]
    clauses: tuple[Clause, ...]
    deadlines: tuple[FoundDeadline, ...]
    targets: tuple[FoundTarget, ...]
    obligations: tuple[FoundObligation, ...]


_INDICATORS = "indicators"
Found = dict[str, Any]
"""What the finders before found, by their names."""


def _citations(text: str, context: Context, found: Found) -> list[CitedTitle]:
    return list(find_citations(text))


def _clauses(text: str, context: Context, found: Found) -> list[Clause]:
    return list(find_clauses(text, cache(lambda name: is_known(name, context.authority))))


def _deadlines(text: str, context: Context, found: Found) -> list[FoundDeadline]:
    tables = _tables(text, context, found)
    times = (time for stretch in context.stretches for time in _times(text, stretch, context))
    return sorted([*outside(times, tables.spans), *_in_stretches(tables.times, context)], key=_start)


def _tables(text: str, context: Context, found: Found) -> Indicators:
    """The tables of indicators, looked for once: they hold deadlines and targets."""
    if _INDICATORS not in found:
        found[_INDICATORS] = find_indicators(text, since=context.since)
    tables: Indicators = found[_INDICATORS]
    return tables


def _times(text: str, stretch: Span, context: Context) -> Iterator[FoundDeadline]:
    printed = stretch.of(text)
    letter = stretch in context.letters
    year = context.year or (context.letter_year if letter else None)
    times = find_deadlines(printed, year=year, since=context.since)
    for time in times if letter else with_phases(times, find_phases(printed, year=year)):
        yield time.shift(stretch.start)


def _targets(text: str, context: Context, found: Found) -> list[FoundTarget]:
    tables = _tables(text, context, found)
    targets = _in_stretches(find_targets(text, sorted(found["deadlines"], key=_start)), context)
    return sorted([*outside(targets, tables.spans), *_in_stretches(tables.targets, context)], key=_start)


def _in_stretches(found: Iterable[Mention], context: Context) -> list[Mention]:
    """Those in the stretches that belong to the plan."""
    stretches = sorted(context.stretches)
    starts = [stretch.start for stretch in stretches]
    places = ((bisect_right(starts, one.span.start) - 1, one) for one in found)
    return [one for place, one in places if place >= 0 and stretches[place].covers(one.span)]


def _start(found: FoundDeadline | FoundTarget) -> Span:
    return found.span


def _obligations(text: str, context: Context, found: Found) -> list[FoundObligation]:
    known = cache(lambda name: is_known(name, context.authority))
    cuts = [clause.span for clause in found["clauses"]]
    starts = [cut.start for cut in cuts]
    pieces = (
        piece
        for span, heading_end in context.asking
        for piece in without(span, heading_end, _inside(span, cuts, starts), text)
    )
    return list(find_in(text, pieces, known))


def _inside(span: Span, cuts: Sequence[Span], starts: Sequence[int]) -> list[Span]:
    found = cuts[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
    return [Span(cut.start, min(cut.end, span.end)) for cut in found]


FINDERS: tuple[tuple[str, Callable[[str, Context, Found], list[Any]]], ...] = (
    ("citations", _citations),
    ("clauses", _clauses),
    ("deadlines", _deadlines),
    ("targets", _targets),
    ("obligations", _obligations),
)
"""Every finder by the name of its spans, in the order in which they run; the last needs what `clauses` found."""


def find(text: str, context: Context) -> Findings:
    """Run all finders over `text`: as a spaCy pipeline where a component was added or changed, else by themselves.

    A Doc of a token a character costs as much as the finders do, and nobody but such a component would see it.
    """
    found = _as_doc(text, context) if is_changed(pipeline()) else _one_by_one(text, context)
    return Findings(*(tuple(found[name]) for name, _ in FINDERS))


def is_changed(nlp: Language) -> bool:
    """Whether a pipeline has other components than the finders in their order."""
    return [run for _, run in nlp.pipeline] != list(_COMPONENTS)


def _as_doc(text: str, context: Context) -> Found:
    doc = Doc(pipeline().vocab, words=list(text), spaces=[False] * len(text))
    doc.user_data.update(text=text, context=context)
    return pipeline()(doc).user_data


def _one_by_one(text: str, context: Context) -> Found:
    found: Found = {}
    for name, finder in FINDERS:
        found[name] = finder(text, context, found)
    return found


@cache
def pipeline() -> Language:
    """A blank Chinese pipeline with one component a finder, named zeren_citations and so on."""
    nlp = spacy.blank("zh")
    nlp.max_length = MAX_LENGTH
    for name, _ in FINDERS:
        nlp.add_pipe(f"zeren_{name}")
    return nlp


def _component(name: str, finder: Callable[[str, Context, Found], list[Any]]) -> Callable[[Doc], Doc]:
    def run(doc: Doc) -> Doc:
        text = doc.user_data.get("text") or doc.text
        context = doc.user_data.get("context") or _of_all(text)
        found = doc.user_data[name] = finder(text, context, doc.user_data)
        doc.spans[name] = list(_char_spans(doc, name, (one.span for one in found)))
        return doc

    return run


def _of_all(text: str) -> Context:
    whole = Span(0, len(text))
    return Context((whole,), None, load(), ((whole, 0),))


def _char_spans(doc: Doc, name: str, spans: Iterable[Span]) -> Iterable[Any]:
    for span in spans:
        found = doc.char_span(span.start, span.end, label=name, alignment_mode="expand")
        if found is not None:
            yield found


_COMPONENTS = tuple(_component(name, finder) for name, finder in FINDERS)
for (_name, _), _run in zip(FINDERS, _COMPONENTS, strict=True):
    Language.component(f"zeren_{_name}", func=_run)

"""The finders, in order, as components of a spaCy pipeline whose tokens are the characters of the text.

Each component leaves what it found in `doc.user_data` under its name, and the same stretches as spans in
`doc.spans`; token i of the document is code point i of the text. What a component needs of those before it, and what it
gives, is declared as spaCy declares it: `doc._.zeren_clauses` are the records that zeren_clauses found.

An analyst's own components and patterns (additions.py) come last; what they leave in `doc.spans["mentions"]` counts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from ..data.authority import Authority, load
from ..ontology.model import Span
from .additions import Additions, as_json, patterns_of, read_additions
from .bodies.institutions import is_known
from .duties.obligations import find_in
from .duties.record import FoundObligation
from .duties.running import without
from .mentions import MENTIONS, FoundMention, add, mentions_in
from .quantities.found import FoundTarget
from .quantities.indicators import Indicators, find_indicators, outside
from .quantities.targets import find_targets
from .roles.responsibilities import find_clauses
from .roles.wording import Clause
from .times.deadlines import FoundDeadline, find_deadlines
from .times.phases import find_phases, with_phases
from .times.turns import after_the_turn
from .works.citations import CitedTitle, find_citations

MAX_LENGTH = 70_000_000
KEPT = "pipeline.json"
"""What was added, in the folder of a store."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a finder may know besides the text: the stretches that belong to the plan, and its own year.

    `told` are those of them that tell how things stand (现状分析), where neither times nor quantities are asked for.
    `asking` are the provisions' own texts without their labels, each with the end of its heading, and before them what
    of the notice and the preamble asks for something.
    `since` is the first year that is not past. `letter` is the stretch that is a letter's and no plan's, where a
    day without a year is one of `letter_year`. `issued` is the date of the plan. `additions` is what the analyst added to the pipeline.
    """

    stretches: tuple[Span, ...]
    year: int | None
    authority: Authority
    asking: tuple[tuple[Span, int], ...] = ()
    since: int | None = None
    letters: tuple[Span, ...] = ()
    letter_year: int | None = None
    issued: date | None = None
    additions: Additions | None = None
    told: frozenset[Span] = frozenset()

    @property
    def asked(self) -> tuple[Span, ...]:
        """The stretches in which something may be asked for."""
        return tuple(stretch for stretch in self.stretches if stretch not in self.told)


@dataclass(frozen=True, slots=True)
class Findings:
    """What the finders found in one text."""

    citations: tuple[CitedTitle, ...]
    clauses: tuple[Clause, ...]
    deadlines: tuple[FoundDeadline, ...]
    targets: tuple[FoundTarget, ...]
    obligations: tuple[FoundObligation, ...]
    mentions: tuple[FoundMention, ...] = ()


_INDICATORS = "indicators"
_Found = TypeVar("_Found", FoundDeadline, FoundTarget, FoundMention)
Found = dict[str, Any]
"""What the finders before found, by their names."""


def _citations(text: str, context: Context, found: Found) -> list[CitedTitle]:
    return list(find_citations(text))


def _clauses(text: str, context: Context, found: Found) -> list[Clause]:
    return list(find_clauses(text, cache(lambda name: is_known(name, context.authority))))


def _deadlines(text: str, context: Context, found: Found) -> list[FoundDeadline]:
    tables = _tables(text, context, found)
    times = (time for stretch in context.asked for time in _times(text, stretch, context))
    in_their_years = after_the_turn(times, context.issued)
    return sorted(
        [*outside(in_their_years, tables.spans), *_in_stretches(tables.times, context.asked)], key=_start
    )


def _tables(text: str, context: Context, found: Found) -> Indicators:
    """The tables of indicators, looked for once: they hold deadlines and targets."""
    if _INDICATORS not in found:
        found[_INDICATORS] = find_indicators(text, since=context.since)
    tables: Indicators = found[_INDICATORS]
    return tables


def _times(text: str, stretch: Span, context: Context) -> Iterator[FoundDeadline]:
    printed = stretch.of(text)
    letter = stretch in context.letters
    year = (context.letter_year or context.year) if letter else context.year
    times = find_deadlines(printed, year=year, since=context.since)
    for time in times if letter else with_phases(times, find_phases(printed, year=year)):
        yield time.shift(stretch.start)


def _targets(text: str, context: Context, found: Found) -> list[FoundTarget]:
    tables = _tables(text, context, found)
    targets = _in_stretches(
        find_targets(text, sorted(found["deadlines"], key=_start), since=context.since), context.asked
    )
    return sorted(
        [*outside(targets, tables.spans), *_in_stretches(tables.targets, context.asked)], key=_start
    )


def _in_stretches(found: Iterable[_Found], stretches: Iterable[Span]) -> list[_Found]:
    """Those that stand within one of the stretches."""
    stretches = sorted(stretches)
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
"""Every finder by the name of its spans, in the order in which they run."""
NEEDS = {"targets": ("deadlines",), "obligations": ("clauses",)}
"""What a finder needs of those before it."""


def find(text: str, context: Context) -> Findings:
    """Run all finders over `text`: as a spaCy pipeline where a component was added or changed, else by themselves.

    A Doc of a token a character costs as much as the finders do, and nobody but such a component would see it. Raises
    BadPipeline and ComponentFailed.
    """
    nlp = pipeline(context.additions)
    if context.additions is None and not is_changed(nlp):
        return _findings(_one_by_one(text, context))
    doc = _as_doc(nlp, text, context)
    mentions = tuple(_in_stretches(mentions_in(doc), context.stretches))
    return replace(_findings(doc.user_data), mentions=mentions)


def _findings(found: Found) -> Findings:
    return Findings(*(tuple(found[name]) for name, _ in FINDERS))


def is_changed(nlp: Language) -> bool:
    """Whether a pipeline has other components than the finders in their order."""
    return [run for _, run in nlp.pipeline] != list(_COMPONENTS)


def _as_doc(nlp: Language, text: str, context: Context) -> Doc:
    doc = Doc(nlp.vocab, words=list(text), spaces=[False] * len(text))
    doc.user_data.update(text=text, context=context)
    doc.spans[MENTIONS] = []
    return nlp(doc)


def _one_by_one(text: str, context: Context) -> Found:
    found: Found = {}
    for name, finder in FINDERS:
        found[name] = finder(text, context, found)
    return found


def pipeline(additions: Additions | None = None) -> Language:
    """A blank Chinese pipeline with one component a finder, named zeren_citations and so on, and what was added.

    Raises BadPipeline, also where something is required that nothing before it assigns.
    """
    return _pipeline(additions)


def additions_of(given: Path | None, directory: Path) -> Additions | None:
    """What is added to the pipeline in a build of the store in `directory`: as given now, else as kept there.

    What is given is tried and kept; a file that is named none, where there is none of that name, ends it. Raises
    BadPipeline, also where what is kept names code (additions.py).
    """
    kept = directory / KEPT
    if given is None:
        return patterns_of(kept.read_text("utf-8")) if kept.is_file() else None
    if given.name == "none" and not given.is_file():
        kept.unlink(missing_ok=True)
        return None
    additions = read_additions(given)
    pipeline(additions)
    kept.write_text(as_json(additions), "utf-8")
    return additions


@cache
def _pipeline(additions: Additions | None) -> Language:
    nlp = spacy.blank("zh")
    nlp.max_length = MAX_LENGTH
    for name, _ in FINDERS:
        nlp.add_pipe(f"zeren_{name}")
    if additions:
        add(nlp, additions)
    return nlp


def _component(name: str, finder: Callable[[str, Context, Found], list[Any]]) -> Callable[[Doc], Doc]:
    def run(doc: Doc) -> Doc:
        text = doc.user_data.get("text") or doc.text
        context = doc.user_data.get("context") or _of_all(text)
        found = doc.user_data[name] = finder(text, context, doc.user_data)
        doc.spans[name] = list(_char_spans(doc, name, (one.span for one in found)))
        return doc

    return run


def _records(doc: Doc, name: str) -> list[Any]:
    """What a finder found in a document."""
    found: list[Any] = doc.user_data.get(name, [])
    return found


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
    Doc.set_extension(f"zeren_{_name}", getter=partial(_records, name=_name), force=True)
    Language.component(
        f"zeren_{_name}",
        func=_run,
        assigns=["doc.spans", f"doc._.zeren_{_name}"],
        requires=[f"doc._.zeren_{need}" for need in NEEDS.get(_name, ())],
    )

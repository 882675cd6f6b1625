"""Mentions: what patterns and components of the analyst's own find, by tag."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Tokens
from spacy.util import filter_spans, registry

from ..ontology.model import Span
from .additions import Additions, BadPipeline, Component, ComponentFailed, factory

MENTIONS = "mentions"
"""Where in `doc.spans` they are left."""
PATTERNS = "zeren_patterns"
_LONGEST = "zeren.longest_of_each_label.v1"
_FOUND_BY = "mentions_found_by"
_Key = tuple[int, int, str]
_UNSAFE = re.compile(r"\W")


@dataclass(frozen=True, slots=True)
class FoundMention:
    """One stretch with its tag, the id of its pattern where there is one, and what found it."""

    tag: str
    id: str
    span: Span
    method: str


def add(nlp: Language, additions: Additions) -> None:
    """Put patterns and components behind the finders, in the order of the configuration. Raises BadPipeline."""
    patterns = json.loads(additions.patterns)
    if patterns:
        config = {"spans_key": MENTIONS, "spans_filter": {"@misc": _LONGEST}, "validate": True}
        ruler: Any = nlp.add_pipe("span_ruler", name=PATTERNS, config=config)
        try:
            ruler.add_patterns(patterns)
        except Exception as error:
            raise BadPipeline(f"a pattern cannot be used: {' '.join(str(error).split())}") from error
    for number, component in enumerate(additions.components, 1):
        _add(nlp, component, additions.folder, f"own_{number}_{_UNSAFE.sub('_', component.use)}")
    for name, missing in (nlp.analyze_pipes() or {})["problems"].items():
        if missing:
            raise BadPipeline(f"{name} requires {', '.join(missing)}, which nothing before it assigns")


def _add(nlp: Language, component: Component, folder: str, name: str) -> None:
    make = factory(component, folder)
    try:
        run = make(nlp, **json.loads(component.options))
        Language.component(
            name,
            func=_watched(run, component.use),
            assigns=component.assigns,
            requires=component.requires,
        )
        nlp.add_pipe(name)
    except Exception as error:
        raise BadPipeline(f"{component.use}: {type(error).__name__}: {error}") from error


def _watched(run: Callable[[Doc], Doc], use: str) -> Callable[[Doc], Doc]:
    """A component that is told by name where it breaks, and whose mentions are known to be its own."""

    def watched(doc: Doc) -> Doc:
        before = set(_keys(doc))
        try:
            after = run(doc)
        except Exception as error:
            said = " ".join(str(error).split())
            raise ComponentFailed(f"your component {use} broke: {type(error).__name__}: {said}") from error
        if not isinstance(after, Doc):
            raise ComponentFailed(f"your component {use} gives {type(after).__name__} and no Doc")
        found_by = after.user_data.setdefault(_FOUND_BY, {})
        found_by.update((key, use) for key in _keys(after) if key not in before)
        return after

    return watched


def _keys(doc: Doc) -> Iterator[_Key]:
    for span in doc.spans.get(MENTIONS, ()):
        yield span.start, span.end, span.label_


def mentions_in(doc: Doc) -> list[FoundMention]:
    """What was left in `doc.spans["mentions"]`, in order and each once; spans without a label say nothing."""
    found_by: dict[_Key, str] = doc.user_data.get(_FOUND_BY, {})
    found = {
        (span.start, span.end, span.label_): FoundMention(
            span.label_,
            span.id_,
            Span(span.start, span.end),
            f"mention.{found_by.get((span.start, span.end, span.label_), 'pattern')}",
        )
        for span in doc.spans.get(MENTIONS, ())
        if span.label_ and span.start < span.end
    }
    return [found[key] for key in sorted(found)]


def _longest() -> Callable[[Iterable[Tokens], Iterable[Tokens]], list[Tokens]]:
    """Of the stretches of one label that overlap the longest: a pattern with repetitions matches each part too."""

    def longest(before: Iterable[Tokens], now: Iterable[Tokens]) -> list[Tokens]:
        by_label: dict[str, list[Tokens]] = defaultdict(list)
        for span in now:
            by_label[span.label_].append(span)
        return [*before, *(span for spans in by_label.values() for span in filter_spans(spans))]

    return longest


registry.misc(_LONGEST, func=_longest)

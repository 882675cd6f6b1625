"""Spans as triples: the evidence of everything that is stated."""

from __future__ import annotations

from ..ontology.iri import Name
from ..ontology.model import Document, Span
from ..ontology.vocab import ZR
from .terms import Writer, decimal


def state_span(span: Span, document: Document, write: Writer, *use: str) -> tuple[Name, list[str]]:
    """The name of a span and its triples; white space at both ends is left out.

    Where the text is not the file's own, a span leads to a page of it or to no place; of a scan it says how
    sure the recognition of that page was, and whether any of the span itself is in doubt. `use` keeps spans of
    another graph apart from those of the plan's own.
    """
    trimmed, exact = _trimmed(span, document.text)
    source = document.offsets.span_to_source(trimmed) if document.verbatim else None
    confidence = document.confidence_of(trimmed.start)
    name = _named(trimmed, document, *use)
    return name, write.about(
        name,
        ZR.Span,
        oa_start=trimmed.start,
        oa_end=trimmed.end,
        oa_exact=exact,
        sourceStart=source.start if source else None,
        sourceEnd=source.end if source else None,
        page=document.page_of(trimmed.start),
        recognition=decimal(confidence) if confidence is not None else None,
        doubtful=True if document.is_doubtful(trimmed) else None,
        inPlan=document.id,
    )


def span_name(span: Span, document: Document) -> Name:
    """The name under which a plan's own graph states a span."""
    return _named(_trimmed(span, document.text)[0], document)


def _named(trimmed: Span, document: Document, *use: str) -> Name:
    return document.id.of("span", f"{trimmed.start}-{trimmed.end}", *use)


def _trimmed(span: Span, text: str) -> tuple[Span, str]:
    """A span without white space at both ends, and what it covers."""
    whole = text[span.start : span.end]
    exact = whole.strip()
    if len(exact) == len(whole):
        return span, exact
    start = span.start + len(whole) - len(whole.lstrip())
    return Span(start, start + len(exact)), exact

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
    own, exact = _trimmed(span, document.text)
    source = document.offsets.span_to_source(own) if document.verbatim else None
    confidence = document.confidence_of(own.start)
    name = _named(own, document, *use)
    return name, write.about(
        name,
        ZR.Span,
        oa_start=own.start,
        oa_end=own.end,
        oa_exact=exact,
        sourceStart=source.start if source else None,
        sourceEnd=source.end if source else None,
        page=document.page_of(own.start),
        recognition=decimal(confidence) if confidence is not None else None,
        doubtful=True if document.is_doubtful(own) else None,
        inPlan=document.id,
    )


def span_name(span: Span, document: Document) -> Name:
    """The name under which a plan's own graph states a span."""
    return _named(trimmed(span, document.text), document)


def trimmed(span: Span, text: str) -> Span:
    """A span as it is stated: without white space at both ends."""
    return _trimmed(span, text)[0]


def _named(span: Span, document: Document, *use: str) -> Name:
    return document.id.of("span", f"{span.start}-{span.end}", *use)


def _trimmed(span: Span, text: str) -> tuple[Span, str]:
    """A span without white space at both ends, and what it covers."""
    whole = text[span.start : span.end]
    exact = whole.strip()
    if len(exact) == len(whole):
        return span, exact
    start = span.start + len(whole) - len(whole.lstrip())
    return Span(start, start + len(exact)), exact

"""What the things that one plan says are called."""

from __future__ import annotations

from ..ontology.iri import Name
from ..ontology.model import Citation, Deadline, Document, Mention, Obligation, Span, Target

_MARKS = {">=": "least", "<=": "most", "=": "exactly", "increase": "increase", "decrease": "decrease"}


def part(document: Document, path: str) -> Name:
    """The name of the provision of `document` at `path`."""
    return document.id.of("provision", path)


def deadline_name(document: Document, found: Deadline) -> Name:
    """The name of one time by which something is due."""
    return document.id.of("deadline", f"{found.span.start}-{found.span.end}")


def target_name(document: Document, found: Target) -> Name:
    """The name of one quantity to be reached."""
    return document.id.of("target", f"{found.span.start}-{found.span.end}-{_MARKS[found.comparator]}")


def citation_name(document: Document, found: Citation) -> Name:
    """The name of one mention of another document."""
    return document.id.of("citation", f"{found.span.start}-{found.span.end}")


def obligation_name(document: Document, found: Obligation) -> Name:
    """The name of one duty."""
    return duty_name(document.id, found.span)


def duty_name(plan: Name, span: Span) -> Name:
    """The name of the duty of a plan that stands there."""
    return plan.of("obligation", f"{span.start}-{span.end}")


def mention_name(document: Document, found: Mention) -> Name:
    """The name of one stretch that was tagged."""
    return document.id.of("mention", f"{found.span.start}-{found.span.end}-{found.tag}")

"""Editions: what each item of an older edition became in the newer one.

An item goes on in as many items as take it up, and takes up as many: so both plans are compared both ways, and what
only one of the two ways sees counts as well (纲要2015第14至18条 all went into one item of 2021, which itself is nearest
to one of them only).
"""

from __future__ import annotations

from collections.abc import Iterator

from ...data.subjects import Subjects
from ...ontology.iri import Name
from ...ontology.model import Continuation, Derivation, Extraction
from .derive import derive

CONTINUED_FROM = 0.58
"""From this confidence on an item continues another; in either direction, and not the best one only. What is known of
both are key terms, which say less than sentences do."""


def continuations(
    newer: Extraction, older: Extraction, known: Subjects | None = None
) -> Iterator[Continuation]:
    """Which item of a newer edition continues which of the older one, in the order of both; aims and principles among
    themselves. `known` are the words of subjects, the packaged ones unless given."""
    found: dict[tuple[Name, Name], Derivation] = {}
    for link in derive(newer, older, known):
        found[link.task, link.upper] = link
    for link in derive(older, newer, known):
        other = found.get((link.upper, link.task))
        if other is None or other.confidence < link.confidence:
            found[link.upper, link.task] = link
    at = {
        plan.document.id.of("provision", task.path): place
        for plan in (newer, older)
        for place, task in enumerate(plan.tasks)
    }
    for item, before in sorted(found, key=lambda pair: (at[pair[0]], at[pair[1]])):
        link = found[item, before]
        if link.confidence >= CONTINUED_FROM:
            yield Continuation(item, before, link.confidence, link.rationale)

"""What a provision states: its dates, numbers and bodies, with those of the unnumbered paragraphs under it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...ontology.model import Deadline, Document, Extraction, Provision, Span, Target, Task
from .memory import remembered

MUST = re.compile(r"必须|不得|严禁|应当|一律|务必|确保|全面")
MAY = re.compile(r"鼓励|支持|引导|探索|倡导|有条件的|可以|逐步")
_STOP = re.compile(r"[。；\n]")

Statement = Deadline | Target


@dataclass(frozen=True, slots=True)
class Force:
    """How strongly a sentence asks: -1 where it lets, 1 where it binds; the word that says so, and its place."""

    sentence: Span
    strength: int
    word: str
    span: Span


@dataclass(frozen=True, slots=True)
class Part:
    """A provision with what is stated in it and in the unnumbered paragraphs under it."""

    document: Document
    spans: tuple[Span, ...]
    deadlines: tuple[Deadline, ...]
    targets: tuple[Target, ...]
    bodies: tuple[tuple[str, Span], ...]
    forces: tuple[Force, ...]
    """Of the sentences that let or bind."""

    def sentence(self, statement: Statement) -> str:
        """The sentence a statement stands in; of one in a responsibility clause, all the task says."""
        text = self.document.text
        if statement.method.endswith(".clause"):
            return "".join(span.of(text) for span in self.spans)
        whole = next((span for span in self.spans if span.covers(statement.span)), statement.span)
        before = [found.end() for found in _STOP.finditer(text, whole.start, statement.span.start)]
        after = _STOP.search(text, statement.span.end, whole.end)
        return text[before[-1] if before else whole.start : after.start() if after else whole.end]


@remembered
def parts_of(plan: Extraction) -> dict[str, Part]:
    """Every task by its path, with the unnumbered paragraphs under it."""
    holders: dict[str, str] = {}
    inside: dict[str, list[Provision]] = defaultdict(list)
    for provision in plan.provisions:
        holder = provision.path
        if not isinstance(provision, Task) and not provision.label and provision.parent:
            holder = provision.parent
        holders[provision.path] = holder
        inside[holder].append(provision)
    deadlines, targets, bodies = _by_holder(plan, holders)
    spans = {task.path: tuple(p.span for p in inside[task.path]) for task in plan.tasks}
    return {
        path: Part(
            plan.document,
            own,
            tuple(deadlines[path]),
            tuple(targets[path]),
            tuple(bodies[path]),
            tuple(_forces(plan.document.text, own)),
        )
        for path, own in spans.items()
    }


def _by_holder(
    plan: Extraction, holders: Mapping[str, str]
) -> tuple[dict[str, list[Deadline]], dict[str, list[Target]], dict[str, list[tuple[str, Span]]]]:
    deadlines: dict[str, list[Deadline]] = defaultdict(list)
    targets: dict[str, list[Target]] = defaultdict(list)
    bodies: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for deadline in plan.deadlines:
        deadlines[holders.get(deadline.provision or "", "")].append(deadline)
    for target in plan.targets:
        targets[holders.get(target.provision or "", "")].append(target)
    for found in plan.responsibilities:
        bodies[holders.get(found.task, "")].append((found.as_named, found.span))
    return deadlines, targets, bodies


def _forces(text: str, spans: Iterable[Span]) -> Iterator[Force]:
    """Of the sentences there those that let, or bind; not those that do neither or both."""
    for sentence in _sentences(text, spans):
        may, must = MAY.search(text, *sentence), MUST.search(text, *sentence)
        if found := may or must if not (may and must) else None:
            yield Force(sentence, -1 if may else 1, found[0], Span(*found.span()))


def _sentences(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    for span in spans:
        start = span.start
        for found in _STOP.finditer(text, span.start, span.end):
            yield Span(start, found.start())
            start = found.end()
        if start < span.end:
            yield Span(start, span.end)

"""Derivation: which upper provision a local task carries out, how sure that is, and on what it rests.

A task is compared with every item of an upper plan by several kinds of evidence (compare.py), their weighted sum is
read in the order of both plans (order.py), and the probability that comes out is brought to the rate at which readers
agree. The weights and the two numbers of that calibration come from benchmarks/fitting.py, fitted on plans that the
figures in docs/links-quality.md leave out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from ...data.subjects import Subjects
from ...ontology.model import Change, Derivation, Extraction, Provision, Span, Status
from .compare import Comparison, Evidence, Unit, share_of, units
from .memory import remembered
from .order import probabilities
from .postings import Table
from .several import alone

ACCEPTED_FROM = 0.63
"""The one threshold: a link at least this sure is accepted, any other is a candidate."""
CANDIDATES = 3
"""How many upper items are kept for a task, the accepted ones included."""
WEIGHTS = {
    "heading": 0.63, "section_heading": 0.45, "opening": 0.73, "terms": 1.37, "words": 1.34,
    "subjects": 4.97, "foremost": 4.13, "runs": 2.59, "bodies": 3.40,
}  # fmt: skip
NONE = 5.96
"""The weight of a task's having no upper item: what a local addition must not reach."""
Calibration = tuple[float, float]
"""Log odds that a reader agrees, as base and slope over the log odds of the probability."""
CALIBRATION: Calibration = (0.76, 1.1)
AGAINST_CATALOGUE: Calibration = (1.56, 1.1)
"""The same where the upper plan is a catalogue: plans under an outline leave little of it out and add little to it."""
_SURE = 0.999
_LEAST = 0.3
"""Links less sure than this are not worth a person's time."""
_COPIED = 0.8
"""A copy has so much of the requirement's wording, and so much of its own wording is the requirement's."""
_BEARERS = re.compile(r"[（(][^（()）]{0,400}(?:牵头|负责|责任)[^（()）]{0,200}[）)]\s*$")
"""A clause that says who bears the task, at its end, with brackets of another kind in it."""
_POSSIBLE = 0.05
"""An item this likely is one that a sentence of the task may answer by itself; set on the tuned plans."""
_MANY_TERMS, _NARROW = 4, 0.2
_LIST = re.compile(r"[^。；;，,]{2,30}(?:清单|目录|表|图)")
"""A provision that only names an annex (重点项目清单) asks nothing."""


@dataclass(frozen=True, slots=True)
class _Found:
    """One item that a task may carry out; `named` where the task's heading names it among others, `sentence` where one
    sentence answers it by itself."""

    unit: Unit
    item: Unit
    evidence: Evidence
    confidence: float
    named: bool
    sentence: Span | None = None


def derive(lower: Extraction, upper: Extraction, known: Subjects | None = None) -> Iterator[Derivation]:
    """Links from the tasks of `lower` to the items of `upper` that they carry out, best first for each task.

    One link of a task is accepted, or several where its heading names several items (规范程序，创新方式) or single sentences
    answer further items by themselves; aims and principles are compared only with one another. `known` are the words of
    subjects, the packaged ones unless given.
    """
    tasks = [unit for unit in units(lower) if not is_list(unit)]
    calibration = AGAINST_CATALOGUE if upper.document.catalogue else CALIBRATION
    found: dict[str, list[_Found]] = {}
    for general, items in zip((True, False), _items(upper), strict=True):
        own = [unit for unit in tasks if unit.task.general == general]
        if own and items:
            compare = Comparison(own, items, known)
            sure = partial(confidence, calibration=calibration)
            found |= _compare(compare, sure)
            found |= {} if general else _several(found, compare, lower.document.text, sure)
    for task in lower.tasks:
        for place, one in enumerate(found.get(task.path, [])):
            counts = place == 0 or one.named or one.sentence is not None
            if one.confidence >= _LEAST:
                yield _link(one, lower, upper, accepted=counts and one.confidence >= ACCEPTED_FROM)


@remembered
def _items(upper: Extraction) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """The aims and principles of an upper plan, and what it asks for; only what is numbered can be carried out."""
    every = [unit for unit in units(upper) if unit.task.label]
    aims = tuple(unit for unit in every if unit.task.general)
    return aims, tuple(unit for unit in every if not unit.task.general)


def confidence(probability: float, calibration: Calibration = CALIBRATION) -> float:
    """How often readers agree with links of that probability: between 0 and 1, growing with it."""
    inner = min(max(probability, 1 - _SURE), _SURE)
    base, slope = calibration
    agreed = 1 / (1 + math.exp(-base - slope * math.log(inner / (1 - inner))))
    return round(min(max(agreed, 1 - _SURE), _SURE), 3)


def totals(compare: Comparison) -> Table:
    """The weighted sums of what speaks for every pair: a row a task, a column an item."""
    total = np.zeros((len(compare.tasks), len(compare.items)))
    for kind, table in compare.columns.items():
        total += WEIGHTS[kind] * table
    return total


def _compare(compare: Comparison, agreed: Callable[[float], float]) -> dict[str, list[_Found]]:
    """By the path of each task, the items worth a look, the best first; equals in document order."""
    return {
        compare.tasks[at].task.path: list(_ranked(compare, at, chances, agreed))
        for at, chances in enumerate(probabilities(totals(compare), NONE))
    }


def _ranked(
    compare: Comparison,
    at: int,
    chances: Sequence[float],
    agreed: Callable[[float], float],
) -> Iterator[_Found]:
    """The items for one task; of several that its heading names, each is as sure as all of them together."""
    named, evidence = compare.named(at), compare.evidence(at)
    together = sum(chances[place] for place in sorted(named)) if len(named) > 1 else 0.0
    most = max(CANDIDATES, len(named))
    likely = {*sorted(range(len(evidence)), key=chances.__getitem__, reverse=True)[:most], *named}
    sure = {place: agreed(together if together and place in named else chances[place]) for place in likely}
    order = sorted(likely, key=lambda place: (-sure[place], -chances[place], place))
    for place in order[:most]:
        if sure[place] >= _LEAST or chances[place] >= _POSSIBLE:
            item = compare.items[place]
            yield _Found(
                compare.tasks[at], item, evidence[place], sure[place], bool(together) and place in named
            )


def _several(
    found: Mapping[str, Sequence[_Found]], compare: Comparison, text: str, agreed: Callable[[float], float]
) -> dict[str, list[_Found]]:
    """The items of each task that may carry out several: one that a sentence answers by itself is as sure as the sentence,
    and no surer than the best."""
    several = {
        task.task.path: own
        for task in compare.tasks
        if len(own := found[task.task.path]) > 1 and own[0].confidence >= ACCEPTED_FROM
    }
    tasks = [(own[0].unit, [one.item for one in own]) for own in several.values()]
    known = alone(tasks, compare, text, totals, NONE)

    def beside(one: _Found, best: _Found) -> _Found:
        said = known.get((one.unit.task.path, one.item.task.path))
        if said is None:
            return one
        sure = max(one.confidence, min(best.confidence, agreed(said[0])))
        return replace(one, confidence=sure, sentence=said[1])

    return {
        path: [best, *sorted((beside(one, best) for one in others), key=lambda one: -one.confidence)]
        for path, (best, *others) in several.items()
    }


def _link(found: _Found, lower: Extraction, upper: Extraction, *, accepted: bool) -> Derivation:
    task, item = found.unit.task, found.item.task
    return Derivation(
        task=lower.document.id.of("provision", task.path),
        upper=upper.document.id.of("provision", item.path),
        plan=lower.document.id,
        upper_plan=upper.document.id,
        kind=_kind(found).value,
        confidence=found.confidence,
        status=Status.ACCEPTED if accepted else Status.CANDIDATE,
        method="derive.weighted-evidence",
        rationale=str(found.evidence) + ("；单独一句即相合" if found.sentence else ""),
        span=found.sentence or _opening(task, lower.document.text),
        upper_span=_opening(item, upper.document.text),
    )


def _kind(found: _Found) -> Change:
    """What the wording alone says: copied, narrowed where most of the item's key terms are missing, else adapted."""
    if (
        share_of(found.item.text, found.unit.text) >= _COPIED
        and share_of(_BEARERS.sub("", found.unit.text), found.item.text) >= _COPIED
    ):
        return Change.COPIED
    known = len(found.item.terms)
    narrow = known >= _MANY_TERMS and len(found.evidence.terms) < known * _NARROW
    return Change.NARROWED if narrow else Change.ADAPTED


def is_list(unit: Unit) -> bool:
    """Whether a task is only the name of an annex, and no task."""
    return bool(_LIST.fullmatch(unit.text.strip().removeprefix(unit.task.label).strip()))


def _opening(provision: Provision, text: str) -> Span:
    """Where a provision says what it is about: its label and heading, else its first sentence."""
    own = provision.span.of(text)
    start = provision.span.start + len(own) - len(own.lstrip())
    if provision.heading and (at := own.find(provision.heading)) >= 0:
        return Span(start, provision.span.start + at + len(provision.heading))
    stop = text.find("。", start, provision.span.end)
    return Span(start, stop + 1 if stop >= 0 else provision.span.start + len(own.rstrip()))

"""How requirements stand in a plan below, and how tasks stand in view of the plans above: a small closed vocabulary.

The words are in ontology/zeren.ttl (zr:CoverageStatus), after the trace links of OpenFastTrace. Whether a covered
requirement is covered deeply, that is carried on by a plan further below, is told where all plans are at hand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...ontology.iri import Name
from ...ontology.model import Coverage, Derivation, Extraction, Level, Standing, Status, Task, Weight
from .. import numerals

_ITEM = re.compile(rf"(?:[（(][^（()）]{{1,24}}[）)])?\s?第(?P<number>{numerals.COUNT})(?:条|项|点|部分)")
_ABOVE = re.compile(
    r"国务院(?:有关)?(?:各)?部门|各?省级?(?:有关部门|统筹|政府)|各省|省、自治区|国家层面|全国人大"
)
_BELOW = re.compile(r"各地|地方|市|县|区|乡镇|街道|基层|各级|各部门|行政机关")


def requirements(lower: Extraction, upper: Extraction, links: Iterable[Derivation]) -> Iterator[Standing]:
    """How every requirement of `upper` stands in `lower`: covered, partly, unchanged, ambiguous, uncovered, or not
    addressed to the level of `lower`.

    `links` are those of the two plans. Aims and principles are no requirements, nor is what only holds others.
    """
    by_item: dict[Name, list[Derivation]] = defaultdict(list)
    for link in links:
        by_item[link.upper].append(link)
    for task in asked(upper):
        name = upper.document.id.of("provision", task.path)
        addressed = is_addressed(task.span.of(upper.document.text), lower.document.level)
        yield Standing(name, lower.document.id, _coverage(by_item[name], addressed), addressed)


def tasks(
    lower: Extraction,
    links: Sequence[Derivation],
    outdated: frozenset[Name],
    numbers: Mapping[str, tuple[Name, frozenset[int]]],
) -> Iterator[Standing]:
    """How every task of `lower` stands, where some plan above it is held.

    `links` are its links to all plans above; `outdated` those of these plans that a newer edition replaced;
    `numbers` gives, for a title as `lower` cites it, the plan it names and the numbers of that plan's items.
    """
    by_task: dict[Name, list[Derivation]] = defaultdict(list)
    for link in links:
        by_task[link.task].append(link)
    orphans = set(_orphans(lower, numbers))
    for task in asked(lower):
        name = lower.document.id.of("provision", task.path)
        coverage = Coverage.ORPHANED if task.path in orphans else _standing(by_task[name], outdated)
        yield Standing(name, None, coverage)


def asked(plan: Extraction) -> list[Task]:
    """The tasks that ask something of their own: no aims or principles, and none that only holds numbered tasks."""
    holding = {task.parent for task in plan.tasks if task.label}
    return [task for task in plan.tasks if not task.general and task.path not in holding]


def _coverage(links: Sequence[Derivation], addressed: bool) -> Coverage:
    accepted = [link.weight for link in links if link.status is Status.ACCEPTED]
    if accepted:
        return Weight.together(accepted)
    return Coverage.AMBIGUOUS if links else Coverage.UNCOVERED if addressed else Coverage.NOT_ADDRESSED


def _standing(links: Sequence[Derivation], outdated: frozenset[Name]) -> Coverage:
    accepted = [link for link in links if link.status is Status.ACCEPTED]
    if not accepted:
        return Coverage.AMBIGUOUS if links else Coverage.LOCAL_ADDITION
    if all(link.upper_plan in outdated for link in accepted):
        return Coverage.OUTDATED
    return Weight.together([link.weight for link in accepted])


def is_addressed(text: str, level: Level | None) -> bool:
    """Whether a requirement, or a clause of one, speaks to a level: it does unless it names only bodies of levels above."""
    if level in (None, Level.NATIONAL, Level.PROVINCIAL):
        return True
    named = _ABOVE.search(text)
    return not named or bool(_BELOW.search(_ABOVE.sub("", text)))


def _orphans(lower: Extraction, numbers: Mapping[str, tuple[Name, frozenset[int]]]) -> Iterator[str]:
    """The paths of tasks that cite an item that a held plan does not have (《……》第九十条)."""
    for citation in lower.citations:
        known = numbers.get(citation.title)
        found = _ITEM.match(lower.document.text, citation.span.end)
        if citation.provision and known and found and numerals.value(found["number"]) not in known[1]:
            yield citation.provision

"""What a clause or a heading lays on bodies once, for tasks that do not name them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise, takewhile

from ..ontology.model import Provision, Responsibility, Role, Span, Task
from .bodies.institutions import Resolver
from .roles.wording import Clause


def laid_on(
    clauses: Sequence[Clause], owners: dict[Span, str], provisions: Sequence[Provision], resolver: Resolver
) -> Iterator[Responsibility]:
    """What is laid on bodies for tasks after the clause that says so.

    Forms:
      1. 以下各项均需各市政府落实，不再一一列出     all after it, up to the next clause of its kind
      2. （一）市教育局牵头的重点任务              all under it, without those that have a lead of their own
    """
    tasks = [p for p in provisions if isinstance(p, Task) and not p.general]
    starts = [task.span.start for task in tasks]
    rules = [clause for clause in clauses if clause.rule and clause.span in owners]
    everywhere = [clause for clause in rules if clause.below is None]
    ends = [bisect_right(starts, rule.span.end) for rule in everywhere] + [len(tasks)]
    for clause, (first, last) in zip(everywhere, pairwise(ends), strict=True):
        yield from _added(clause, tasks[first:last], Role.RESPONSIBLE, resolver)
    spans = {p.path: p.span for p in provisions}
    headings = [clause for clause in rules if clause.below is not None]
    led = {
        owners[c.span]
        for c in clauses
        if c.span in owners and not c.below
        for a in c.assignments
        if a.role is Role.LEAD
    }
    for heading, after in zip(headings, [*headings[1:], None], strict=False):
        under = [task for task in _under(heading, after, owners, spans, tasks) if task.path not in led]
        yield from _added(heading, under, heading.below or Role.RESPONSIBLE, resolver)


def _under(
    clause: Clause,
    after: Clause | None,
    owners: dict[Span, str],
    spans: dict[str, Span],
    tasks: Sequence[Task],
) -> list[Task]:
    """The tasks under a heading: in the tree, or where it is a plain paragraph those beside it up to the next heading."""
    path = owners[clause.span]
    first = bisect_left(tasks, clause.span.end, key=lambda task: task.span.start)
    if spans[path].covers(clause.span):
        inside = _from(tasks, first, lambda task: task.path.startswith(f"{path}."))
        if inside:
            return inside
    end = after.span.start if after else tasks[-1].span.end if tasks else 0
    above = tasks[first].path.rpartition(".")[0] if first < len(tasks) else ""
    return _from(tasks, first, lambda task: task.span.start < end and task.path.rpartition(".")[0] == above)


def _from(tasks: Sequence[Task], first: int, belongs: Callable[[Task], bool]) -> list[Task]:
    """The tasks from one on, points left out, as long as they belong there."""
    return [task for task in takewhile(belongs, islice(tasks, first, None)) if not task.point]


def _added(clause: Clause, tasks: Sequence[Task], role: Role, resolver: Resolver) -> Iterator[Responsibility]:
    for named in clause.everywhere:
        body = resolver(named.name)
        for task in tasks:
            yield Responsibility(
                task=task.path,
                role=role,
                as_named=named.name,
                open_ended=named.open_ended,
                span=named.span,
                clause=clause.span,
                method="responsibility.rule",
                institution=body.institution,
                added_by_rule=clause.rule,
                resolution=body.rule,
                score=body.score,
            )

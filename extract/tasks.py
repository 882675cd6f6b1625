"""Which provisions are tasks, and which of them a responsibility clause speaks for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..ontology.model import Provision, Span, Task
from .roles.grids import is_row
from .roles.wording import Clause
from .sections import is_general


def lift_closing(provisions: Sequence[Provision], owning: set[str]) -> tuple[Provision, ...]:
    """The closing paragraphs (各级各部门要…) taken out of the last item, where that has text of its own."""
    last = max((i for i, p in enumerate(provisions) if p.label), default=len(provisions))
    closing = range(last + 1, len(provisions))
    if not closing or any(provisions[i].path in owning for i in closing) or _heading_only(provisions[last]):
        return tuple(provisions)
    first = 1 + sum(p.parent is None and not p.label for p in provisions)
    lifted = [replace(provisions[i], parent=None, path=f"p{first + i - closing.start}") for i in closing]
    return (*provisions[: closing.start], *lifted)


def _heading_only(provision: Provision) -> bool:
    return provision.span.end - provision.span.start <= len(provision.label) + len(provision.heading) + 8


def owners_of(text: str, provisions: Sequence[Provision], clauses: Sequence[Clause]) -> dict[Span, str]:
    """The path of the provision each clause speaks for.

    A clause speaks for the provision it stands in. One in an unnumbered paragraph, or on a line of its own,
    speaks for the numbered item above while no clause has spoken for that item yet; lines that follow each
    other (牵头部门, 参与部门, 完成时限) speak for the same one. One on a line of its own after a list that an
    item announces (重点抓好以下工作：) speaks for that item. A row of a table speaks for itself.
    """
    where, by_path = Where.of(provisions), {p.path: p for p in provisions}
    owners: dict[Span, str] = {}
    taken: set[str | None] = set()
    previous: tuple[Provision, str] | None = None
    for clause in clauses:
        here = where.at(clause.span.start)
        if here is None:
            continue
        owner = here.path
        item = by_path.get(here.parent or "")
        row = clause.in_table or is_row(here.span.of(text))
        if previous and not row and (_adjacent_lines(previous[0], here, clause) or not clause.assignments):
            owner = previous[1]
        elif item and here.label and not row and _is_all(here, clause, text):
            owner = item.path
        elif item and not row and not here.label and item.path not in taken:
            whole = by_path.get(item.parent or "")
            of_whole = _whole_line(here, clause) and whole and _announces(whole, item, text)
            owner = whole.path if whole and of_whole and whole.path not in taken else item.path
        owners[clause.span] = owner
        taken |= {owner, by_path[owner].parent}
        previous = (here, owner)
    return owners


def _adjacent_lines(before: Provision, here: Provision, clause: Clause) -> bool:
    """Whether `here` is a label line right after the provision of the clause before."""
    follows = here.order == before.order + 1 and before.parent == here.parent
    return follows and _whole_line(here, clause)


def _is_all(here: Provision, clause: Clause, text: str) -> bool:
    """Whether a numbered item says nothing but the clause, which is then the whole's: 3.责任单位：市水利局。"""
    before = text[here.span.start : clause.span.start].strip(" 　\t")
    return before == here.label and not text[clause.span.end : here.span.end].strip(" 　\t\n。")


def _whole_line(here: Provision, clause: Clause) -> bool:
    return not here.label and clause.span.start - here.span.start < 4


def _announces(whole: Provision, item: Provision, text: str) -> bool:
    """Whether `whole` ends in a colon and `item` is not the first of what it announces."""
    return whole.span.of(text).rstrip().endswith((":", "：")) and item.order > whole.order + 1


def mark_tasks(provisions: Sequence[Provision], owning: set[str]) -> tuple[Provision, ...]:
    """Mark the tasks: numbered provisions that hold no other numbered one, and whatever owns a clause."""
    holding = {p.parent for p in provisions if p.label and not p.point}
    by_path = {p.path: p for p in provisions}
    return tuple(
        _task(p, general=_is_general(p, by_path) and p.path not in owning)
        if p.path in owning or (p.label and not p.point and p.path not in holding)
        else p
        for p in provisions
    )


def _task(p: Provision, *, general: bool) -> Task:
    return Task(p.path, p.order, p.label, p.number, p.heading, p.span, p.parent, p.point, general=general)


def _is_general(provision: Provision, by_path: dict[str, Provision]) -> bool:
    here: Provision | None = provision
    while here:
        if is_general(here.heading):
            return True
        here = by_path.get(here.parent or "")
    return False


@dataclass(frozen=True, slots=True)
class Where:
    """Finds the provision, not a point, that a position stands in."""

    starts: tuple[int, ...]
    provisions: tuple[Provision, ...]

    @classmethod
    def of(cls, provisions: Sequence[Provision]) -> Where:
        whole = tuple(p for p in provisions if not p.point)
        return cls(tuple(p.span.start for p in whole), whole)

    def at(self, position: int) -> Provision | None:
        index = bisect_right(self.starts, position) - 1
        if index < 0 or position >= self.provisions[index].span.end:
            return None
        return self.provisions[index]

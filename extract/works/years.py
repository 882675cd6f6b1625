"""The year of a plan: what 年底前 means in it, and from when on it plans."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...ontology.model import Document, Span
from ..times.deadlines import find_deadlines

_NUMBERED = re.compile(r"[〔\[(（【](20\d\d|19\d\d)[〕\])）】]")
_SPOKEN = re.compile(r"(?P<year>20[0-4]\d)年(?<![到至较比与自从]\d{4}年)(?!以来|达到|[\d\-—－~至到])")
_TOLD = re.compile(
    r"(?<![到至])(?P<year>20[0-4]\d)年度?(?:是[^，,。\n]{0,40}年|[^，,。；;\d\n]{0,16}(?:工作要点|民生实事|政府工作报告|工作计划|工作安排|重点工作|重点任务|任务分[解工])|(?:全[省市县区镇])?(?:计划|拟|将|力争|确保|预计))"
)
"""What is said of a plan's own year where others are spoken of too: 2021年是…开局之年, 2021年重点工作, 2021年计划改造."""
_MANY_YEARS = 4
_CITED = re.compile(r"〔(?P<year>20[0-4]\d)〕")


def own_year(document: Document) -> int | None:
    """The year that 年底前 means: the one that is planned for; of a few, or without a period, the one it was issued in.

    A plan issued before the years that it plans for means the first of them. Of a plan for five years it is not known.
    """
    issued = _issue_year(document)
    if not document.period:
        return issued or _only_year(document.text)
    first, last = document.period
    if first == last:
        return first
    of_few = last - first < _MANY_YEARS and issued and issued <= last
    return max(issued, first) if issued and of_few else None


def _only_year(text: str) -> int | None:
    """The one year that a text without a date speaks of: in a sentence, as that of its tasks, or in the numbers of what it cites.

    Years that are looked back to (2003年以来) or planned for (到2025年) are not the plan's own.
    """
    for pattern in (_SPOKEN, _TOLD, _CITED):
        if len(years := {int(found["year"]) for found in pattern.finditer(text)}) == 1:
            return years.pop()
    return None


def _issue_year(document: Document) -> int | None:
    """The year a document was issued in: its date's, else its number's (〔2020〕)."""
    if document.issued:
        return document.issued.year
    numbered = _NUMBERED.search(document.number or "")
    return int(numbered[1]) if numbered else None


def first_year(document: Document) -> int | None:
    """The first year that is not past: the one it plans from, else the one it was issued in."""
    return document.period[0] if document.period else _issue_year(document)


def letter_year(document: Document, letters: Iterable[Span]) -> int | None:
    """The year of the letter that a plan came with: of its issue, else of the first full date that it prints."""
    if year := _issue_year(document):
        return year
    dates = (found for span in letters for found in find_deadlines(span.of(document.text), clause=True))
    return next((d.due.year for d in dates if d.due and d.method == "deadline.day"), None)

"""The turn of the year: a month that names no year, in a plan issued late in one, may be of the next."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from .deadlines import FoundDeadline

_AUTUMN, _SPRING = 9, 4
_TOLD = re.compile(r"年|\d{4}")
"""What says of which year a time is."""
_DAY = re.compile(r"[日号]")


def after_the_turn(times: Iterable[FoundDeadline], issued: date | None) -> list[FoundDeadline]:
    """The same times, those of January to April that name no year a year later where the plan was issued from September on.

    Forms:
      1. 于1月10日前报送 in a letter of 20 December              the next January
      2. 3月底前检查, 第三阶段（1月—3月） in a plan of 28 October   the same

    Where a month between spring and the date is told too (6月底前 in a plan of October), the plan is older than its
    date, and all are of its year.
    """
    told = list(times)
    if issued is None or issued.month < _AUTUMN or any(_between(time, issued) for time in told):
        return told
    return [
        replace(time, due=_year_later(due, time.text)) if (due := _in_spring(time, issued)) else time
        for time in told
    ]


def _own(time: FoundDeadline, issued: date) -> date | None:
    """The last day of a time that was taken for one of the year of issue, which it does not say itself."""
    due = time.due
    return due if due and due.year == issued.year and not _TOLD.search(time.text) else None


def _in_spring(time: FoundDeadline, issued: date) -> date | None:
    due = _own(time, issued)
    return due if due and due.month <= _SPRING else None


def _between(time: FoundDeadline, issued: date) -> bool:
    due = _own(time, issued)
    return bool(due and _SPRING < due.month < issued.month - 1)


def _year_later(due: date, printed: str) -> date:
    """The same day of the next year; of the last day of February that no day tells, the last."""
    last = monthrange(due.year + 1, due.month)[1]
    return date(
        due.year + 1, due.month, min(due.day, last) if _DAY.search(printed) or due.month != 2 else last
    )

"""How a date stands on a chosen day: past, soon, or later."""

from __future__ import annotations

from datetime import date, timedelta

SOON = 90
"""Days before its date from which a task is due soon."""


def day(text: str, otherwise: date) -> date:
    """A day as somebody typed it."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return otherwise


def stands(due: str | None, on: date) -> str:
    """past (red) where the date is before `on`, soon (yellow) within SOON days, later (green); empty without a date.

    >>> [stands(due, date(2023, 1, 1)) for due in ("2022-12-31", "2023-01-01", "2024-01-01", None, "年底")]
    ['past', 'soon', 'later', '', '']
    """
    try:
        when = date.fromisoformat((due or "")[:10])
    except ValueError:
        return ""
    if when < on:
        return "past"
    return "soon" if when <= on + timedelta(SOON) else "later"

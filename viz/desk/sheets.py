"""Long lists, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
SIZE = 100
"""Rows on a page."""


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T]):
    """One page of a list: its rows, and which of how many pages it is, counted from 1."""

    rows: Sequence[T]
    page: int
    pages: int
    total: int
    first: int


def sheet(rows: Sequence[T], given: Mapping[str, str], size: int = SIZE, key: str = "page") -> Sheet[T]:
    """The page that a query asks for; the nearest there is, where it asks for none of them.

    >>> sheet("abcde", {"page": "2"}, size=2).rows, sheet("abcde", {"page": "99"}, size=2).page
    ('cd', 3)
    """
    pages = max(1, -(-len(rows) // size))
    page = min(max(1, whole(given.get(key, ""), 1)), pages)
    start = (page - 1) * size
    return Sheet(rows[start : start + size], page, pages, len(rows), start + 1)


def whole(text: str, otherwise: int) -> int:
    """A whole number as somebody typed it.

    >>> whole("12", 1), whole("1e9", 1), whole("²", 7)
    (12, 1, 7)
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise

"""The answers of a query as the maps read them: mappings of text to text or None."""

from __future__ import annotations

from collections.abc import Mapping

from .view import Facet, Fact

Row = Mapping[str, str | None]


def get(row: Row, key: str) -> str:
    """The value of `key`, or an empty text where the row has none."""
    return row.get(key) or ""


def number(row: Row, key: str) -> int | None:
    """The value of `key` as a non-negative integer, or None where it is none."""
    value = get(row, key)
    return int(value) if value.isascii() and value.isdigit() else None


def true(row: Row, key: str) -> bool:
    """Whether `key` is an xsd:boolean that holds: "true" or "1"."""
    return get(row, key) in ("true", "1")


def facts(*pairs: tuple[str, str]) -> tuple[Fact, ...]:
    """The pairs that have a value."""
    return tuple((name, value) for name, value in pairs if value)


def facet(row: Row, level: str = "level", due: str = "due") -> Facet:
    """The level and the due date of a row, which the filters of a page read."""
    return (get(row, level), get(row, due))


def heading(label: str, title: str) -> str:
    """A provision's number and title in one line.

    1. "12.", "健全…"     12. 健全…
    2. "(四)", "健全…"    (四) 健全…
    3. "", "健全…"        健全…
    """
    return " ".join(part for part in (label.strip(), title.strip()) if part)


def locate(clause: str, context: str, offset: int | None) -> tuple[tuple[int, int], ...]:
    """The span of `clause` in `context`: at `offset` where it is there, else where it stands last.

    A responsibility clause closes its provision, so the last place is the likelier one. Half-open code
    points; empty where the clause is not in the context, or is all of it.
    """
    if not clause or clause == context:
        return ()
    if offset is not None and offset >= 0 and context.startswith(clause, offset):
        return ((offset, offset + len(clause)),)
    at = context.rfind(clause)
    return ((at, at + len(clause)),) if at >= 0 else ()


def merge(spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """The same characters as sorted spans that neither touch nor overlap."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)

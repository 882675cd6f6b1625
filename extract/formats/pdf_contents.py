"""What pages hold in reading order: tables in their place; headers, footers, page numbers and margin notes out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..structure import starts_provision
from . import pdf_lines, pdf_open_tables, pdf_tables
from .pdf_cells import Table
from .pdf_lines import Line
from .pdf_page import Page

_NUMBER = r"\d{1,4}"
_DASH = r"[\s\-‐‑–—―－──·•~～]*"
_PAGE_NUMBER = re.compile(
    rf"{_DASH}{_NUMBER}{_DASH}|第?\s?{_NUMBER}\s?页\s?[，,/／]?\s?(?:共\s?{_NUMBER}\s?页)?|{_NUMBER}\s?[/／]\s?{_NUMBER}"
    rf"|(?i:page)\s?{_NUMBER}(?:\s?of\s?{_NUMBER})?|[ivxIVX]{{1,6}}"
)
_NUMBERED = re.compile(r"附[件表录图]?|[表图]\s?\d")
_FIGURE = re.compile(r"\d+")
_EDGE_ZONE = 0.16
"""The share of a page's height at its top and bottom where headers, footers and page numbers stand."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a page holds in reading order, and whether notes in its margin were left out."""

    width: float
    height: float
    items: tuple[Line | Table, ...]
    notes: bool = False


def contents(pages: Sequence[Page]) -> list[Content]:
    """The lines and tables of each page, without running headers and footers, page numbers and margin notes."""
    parts = [pdf_tables.find_tables(page.rules, page.glyphs) for page in pages]
    more = pdf_open_tables.find_open_tables(pages, [rest for _, rest in parts])
    parts = [
        (sorted([*closed, *opened], key=lambda table: table.top), rest)
        for (closed, _), (opened, rest) in zip(parts, more, strict=True)
    ]
    rows = [pdf_lines.rows(rest) for _, rest in parts]
    wide: dict[int, list[list[pdf_lines.Row]]] = defaultdict(list)
    for page, here in zip(pages, rows, strict=True):
        wide[round(page.width)].append(here)
    edges = {width: pdf_lines.edge(of) for width, of in wide.items()}
    found = []
    for page, (tabled, _), here in zip(pages, parts, rows, strict=True):
        kept = pdf_lines.without_asides(here, *edges[round(page.width)])
        noted = sum(map(len, kept)) < sum(map(len, here))
        found.append(Content(page.width, page.height, _in_order(tabled, pdf_lines.lines(kept)), noted))
    return _without_running(found)


def _in_order(tabled: Sequence[Table], lines: Sequence[Line]) -> tuple[Line | Table, ...]:
    """Each table before the first line that stands below it."""
    items: list[Line | Table] = list(lines)
    for table in reversed(tabled):
        below = (i for i, item in enumerate(items) if _top(item) > table.top)
        items.insert(next(below, len(items)), table)
    return tuple(items)


def _top(item: Line | Table) -> float:
    return item.base if isinstance(item, Line) else item.top


def _without_running(pages: Sequence[Content]) -> list[Content]:
    running = _running(pages)
    cleared = []
    for number, page in enumerate(pages):
        items = [item for i, item in enumerate(page.items) if (number, i) not in running]
        cleared.append(replace(page, items=tuple(items)))
    return cleared


def _running(pages: Sequence[Content]) -> set[tuple[int, int]]:
    """Where the running headers, footers and page numbers stand: page and place in it.

    Forms of page numbers, in the margins:
      1. 3, — 3 —, - 3 -, ·3·
      2. 第3页, 第3页 共9页, 3/9, Page 3 of 9
      3. iv

    Headers and footers are what stands at the same height of several pages in the same words, or in the margins
    with a number that grows with the pages.
    """
    seen: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    found: set[tuple[int, int]] = set()
    for number, page in enumerate(pages):
        found.update((number, i) for i, item in enumerate(page.items) if _is_ornament(item))
        for i, line, zone in _outer(page):
            if zone and _PAGE_NUMBER.fullmatch(line.text.strip()):
                found.add((number, i))
            for key in _keys(line.text, number) if zone else [line.text]:
                seen[key, round(line.base / 6)].append((number, i))
                seen[key, round(line.base / 6) + 1].append((number, i))
    enough = max(3, len(pages) // 3)
    for places in seen.values():
        if len(places) >= enough or (len(places) == len(pages) == 2 and _in_zones(pages, places)):
            found.update(places)
    return found


def _is_ornament(item: Line | Table) -> bool:
    """Whether a line is one character over and over, as fonts draw a rule."""
    return isinstance(item, Line) and len(item.text) > 7 and len(set(item.text.replace(" ", ""))) == 1


def _outer(page: Content) -> Iterator[tuple[int, Line, bool]]:
    """The lines at the top and bottom of a page, and whether they stand in its margins."""
    lines = sorted((item.base, i) for i, item in enumerate(page.items) if isinstance(item, Line))
    for _, i in {*lines[:3], *lines[-3:]}:
        item = page.items[i]
        if isinstance(item, Line):
            yield i, item, _in_zone(page, item)


def _in_zone(page: Content, line: Line) -> bool:
    return not _EDGE_ZONE * page.height < line.base - line.size / 2 < (1 - _EDGE_ZONE) * page.height


def _in_zones(pages: Sequence[Content], places: Iterable[tuple[int, int]]) -> bool:
    items = ((pages[number], pages[number].items[i]) for number, i in places)
    return all(isinstance(item, Line) and _in_zone(page, item) for page, item in items)


def _keys(text: str, number: int) -> Iterator[str]:
    """The words of a line, and those with its first or last figure counted from the page's number.

    A figure that numbers an attachment or an item (附件1, 2.) is no page number, though one may stand on each page.
    """
    yield text
    figures = [] if _NUMBERED.match(text) or starts_provision(text) else list(_FIGURE.finditer(text))
    for found in {figures[0], figures[-1]} if figures else ():
        if len(found[0]) < 5 and len(text) > len(found[0]):
            yield f"{text[: found.start()]}\0{int(found[0]) - number}\0{text[found.end() :]}"

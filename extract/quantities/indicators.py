"""Tables of indicators (指标表): a column of names, and a column of values for each year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ...ontology.model import Span
from .. import numerals
from ..roles.columns import NUMBER_COLUMNS
from ..roles.grids import grids, lines_of
from ..times.deadlines import FoundDeadline
from ..times.normals import day_of
from .found import FoundTarget
from .units import ARABIC, COMPARATORS, UNIT, decimal, plain_unit

_NAME = re.compile(
    r"(?:主要|核心|具体|考核|评价|工作|发展|监测|目标|绩效|规划|年度|重点){0,2}指标(?:名称|内容|项目)?"
)
_UNIT_COLUMN = re.compile(r"(?:计量)?单位")
_VALUES = re.compile(
    rf"(?:(?:到|至)?(?P<year>{numerals.YEAR})\s?年?底?(?:末)?|“?十[一二三四五六]五”?末?|年度|全年)?[（(]?(?:规划|预期|工作|计划|考核)?(?:目标)?(?:值|数|要求)?[）)]?"
    rf"|(?:规划|预期)?目标(?:值|数)?[（(](?P<within>{numerals.YEAR})\s?年?底?[）)]"
)
_YEAR = re.compile(rf"(?P<year>{numerals.YEAR})")
_IN_NAME = re.compile(r"[（(](?P<unit>[^（）()]{1,12})[）)]$")
_VALUE = re.compile(
    rf"(?P<word>≥|≤|＞|＜|>=?|<=?|不低于|不少于|不小于|不超过|不高于|不大于|达到|超过|控制在|稳定在|保持在)?\s?[\[〔［]?(?:(?P<low>{ARABIC})\s?[-—–－~～至]\s?)?(?P<value>{ARABIC})"
    rf"[\]〕］]?\s?(?P<unit>{UNIT})?(?:左右)?(?P<after>以上|以下|以内)?"
)
_FALLS = re.compile(r"下降|降低|减少|降幅")
_NUMBER = re.compile(rf"{numerals.DIGITS}{{1,3}}[.．、]?")
_A_YEAR = re.compile(r"年均|年增|每年")

Mention = TypeVar("Mention", FoundDeadline, FoundTarget)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table hold the names, the units, the numbers of its rows and the values to be reached."""

    name: int
    unit: int | None
    number: int | None
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Indicators:
    """What the tables of indicators say: the times their columns give, the values, and where the tables stand."""

    times: tuple[FoundDeadline, ...]
    targets: tuple[FoundTarget, ...]
    spans: tuple[Span, ...]


def find_indicators(text: str, *, since: int | None = None) -> Indicators:
    """The times and targets of the tables of indicators in `text`.

    Forms:
      1. | 指标 | 单位 | 2025年 |, | 指标名称 | 2025年目标值 |     a header, the year in brackets too (目标（2025年）); one
                                                         before `since` gives no target
      2. | 覆盖率（%） | ≥90 |, | 平台数量 | 个 | 12 |            a row; the unit may stand with the name or alone
      3. | 能耗下降（%） | 13.5 |                               a fall: decrease; else what is printed is the least
      4. | 里程（公里） | 1,200-1,500 |                        a range: two targets
      5. | 2 | 覆盖率（%） | 90 | |                            a row without the cell that it shares with the one before

    Spans are half-open code points.
    """
    times: list[FoundDeadline] = []
    targets: list[FoundTarget] = []
    spans: list[Span] = []
    for rows in grids(text, lines_of(text)) if "指标" in text and "|" in text else ():
        columns: Columns | None = None
        begin: int | None = None
        for row in rows:
            if opened := _columns(text, row, since):
                columns = opened
                times += (time for column in opened.values for time in _time(text, row[column]))
            elif columns:
                targets += _targets(text, _aligned(text, row, columns), columns)
            begin = row[0].start if columns and begin is None else begin
        if begin is not None:
            spans.append(Span(begin, rows[-1][-1].end))
    return Indicators(tuple(times), tuple(targets), tuple(spans))


def _columns(text: str, row: Sequence[Span], since: int | None) -> Columns | None:
    """What the columns under a row hold that is a header; None of any other row."""
    names = [re.sub(r"\s", "", cell.of(text)) for cell in row]
    named = [i for i, printed in enumerate(names) if _NAME.fullmatch(printed)]
    values = _value_columns(names, since) if named else []
    if not values:
        return None
    unit = next((i for i, printed in enumerate(names) if _UNIT_COLUMN.fullmatch(printed)), None)
    number = next((i for i, printed in enumerate(names) if printed in NUMBER_COLUMNS), None)
    return Columns(named[-1], unit, number, tuple(values))


def _aligned(text: str, row: list[Span], columns: Columns) -> list[Span]:
    """A row under its header, where a cell that stands for several rows is only in the first of them: before the number or behind it."""
    number = columns.number or 0
    if _lacks_one(text, row, columns):
        return [*row[: number + 1], Span(row[0].start, row[0].start), *row[number + 1 :]]
    if (
        number
        and row
        and _NUMBER.fullmatch(row[0].of(text))
        and not _NUMBER.fullmatch(row[number].of(text) if number < len(row) else "")
    ):
        return [Span(row[0].start, row[0].start)] * number + row
    return row


def _lacks_one(text: str, row: Sequence[Span], columns: Columns) -> bool:
    """Whether the value of a row stands one column too far left, and an empty cell at the end says that one is missing."""
    number, name, first = columns.number, columns.name, columns.values[0]
    if number is None or not number + 1 < name == first - 1 or len(row) <= first or row[-1].of(text):
        return False
    return _VALUE.fullmatch(row[name].of(text)) is not None and not _VALUE.fullmatch(row[name - 1].of(text))


def _value_columns(names: Sequence[str], since: int | None) -> list[int]:
    """The columns of values to be reached: of a year to come, or headed 目标值."""
    columns = []
    for i, name in enumerate(names):
        found = _VALUES.fullmatch(name)
        if not found or not (found["year"] or "目标" in name):
            continue
        printed = found["year"] or found["within"]
        year = numerals.value(printed) if printed else None
        if year is None or since is None or year >= since:
            columns.append(i)
    return columns


def _time(text: str, cell: Span) -> Iterator[FoundDeadline]:
    found = _VALUES.fullmatch(re.sub(r"\s", "", cell.of(text))) and _YEAR.search(text, cell.start, cell.end)
    if not found:
        return
    start, end = found.span("year")
    span = Span(start, end + 1 if text[end : end + 1] == "年" else end)
    if due := day_of(numerals.value(found["year"]) or 0, None, None):
        yield FoundDeadline(span.of(text), due, None, span, "deadline.column")


def _targets(text: str, row: Sequence[Span], columns: Columns) -> Iterator[FoundTarget]:
    name, unit = columns.name, columns.unit
    if name >= len(row):
        return
    called = row[name].of(text)
    inside = _IN_NAME.search(called)
    alone = row[unit].of(text) if unit is not None and unit < len(row) else ""
    period = "P1Y" if _A_YEAR.search(called) else None
    for column in columns.values:
        cell = row[column] if column < len(row) else Span(0, 0)
        found = _VALUE.fullmatch(text, cell.start, cell.end)
        if not found:
            continue
        printed = found["unit"] or alone or (inside["unit"] if inside else "")
        for comparator, number in _asked(found, called):
            if (value := decimal(number)) is not None:
                yield FoundTarget(
                    cell.of(text), comparator, value, plain_unit(printed, ""), period, cell, "target.column"
                )


def _asked(found: re.Match[str], called: str) -> list[tuple[str, str]]:
    """What a cell asks for, and the number: of a range, both ends."""
    if found["low"]:
        falls = "decrease" if _FALLS.search(called) else None
        return [(falls or ">=", found["low"]), (falls or "<=", found["value"])]
    return [(_comparator(found, called), found["value"])]


def _comparator(found: re.Match[str], called: str) -> str:
    if found["after"]:
        return ">=" if found["after"] == "以上" else "<="
    if found["word"]:
        return COMPARATORS[found["word"]]
    return "decrease" if _FALLS.search(called) else ">="


def outside(found: Iterable[Mention], tables: Sequence[Span]) -> Iterator[Mention]:
    """Those that stand in none of the tables."""
    return (one for one in found if not any(table.covers(one.span) for table in tables))

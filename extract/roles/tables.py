"""Tables that assign work (任务分解表, 责任清单): rows of pipe tables whose header names who is responsible."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ...ontology.model import Span
from .. import numerals
from ..bodies.names import Named, looks_like_body, split_bodies
from ..structure import Row, starts_provision
from .closing_up import ClosedUp, close_up
from .labels import DEADLINE_LABELS, ROLE_OF, column_label
from .responsibilities import Assignment, Clause, leading

_SEPARATOR = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*$")
_NOTE = re.compile(r"[（(][^（）()]*[）)]$")
_ROLE_NOTE = re.compile(r"[（(](?P<role>牵头|主办|主责|配合|协办|协助|参与)(?:单位|部门)?[）)]$")
_ASIDE = re.compile(
    r"[（(][^（）()]{1,4}[）)](?=单位$|部门$)|(?:及|和|与|、|[/／])(?:其)?(?:责任|负责|具体|联系)?(?:责任人|负责人|人员|人|领导|科室|股室|分工)$|\d$"
)
"""What in the title of a column does not change its meaning: 牵头（责任）单位, 责任单位及责任人, 责任单位1."""
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}")
_BREAK = re.compile(r"<br\s?/?>")
_SAME = re.compile(r"[〃/／—\-－无同上]{1,4}")
_NUMBER = re.compile(rf"[（(]?(?:{numerals.COUNT})[）)]?[.．、]?")
_BODIES = re.compile(r"(?:单位|部门|业主|主体|责任人)$")
_BLANK = re.compile(r"[ 　]")
_BARS = 2
"""Bars of a row whose first one is lost, or that has none around it."""
_BROKEN = 4
"""Lines that a row may be broken over."""
NUMBER_COLUMNS = frozenset({"序号", "编号", "序"})
TASK_COLUMNS = re.compile(
    r"(?:重点|主要|工作|具体|目标|对应)?任务(?:内容|名称)?|(?!单位|部门|机构|企业)[^\s]{1,6}名称|(?:工作|任务)(?:内容|事项)|(?:重点|具体)工作|事项|(?:工作|主要|具体)?(?:举措|措施)"
)

TIME_COLUMNS = re.compile(
    rf"{DEADLINE_LABELS}|(?!发布|成文|成立|注册|申报|受理|颁布|生效|会议|举办|服务|营业|办公|活动|开放|发文|印发|起始|开始|开工|报名)"
    r"[^\s]{0,8}(?:时间|时限|期限|日期|节点)(?:要求|安排)?"
)
"""Of a table that assigns work: 完成时限, and kin such as 拟投入运营时间."""


def find_rows(
    text: str, lines: Iterable[Span], known: Callable[[str], bool]
) -> Iterator[tuple[Row, Clause | None]]:
    """Yield the rows of the tables among `lines` that assign work, in order, each with what it assigns.

    Forms:
      1. | 序号 | 重点任务 | 牵头单位 | 配合单位 | 完成时限 |   a header, and rows under it
      2. | 一 | 特色赛道 |  |  |                             a heading within the table: no body in any column
      3. |  |  | 革委 |  |                                   goes on with the row before it; a name that was cut in
                                                            two is one
      4. | 1 | 编制清单 | 市司 / 法局 | 市财政局 |            a row broken over lines: its bars are those of the header
      5. 序号 | 重点任务 | 牵头单位                         no bars around the rows, or tabs for bars
    The label of a row is what its number column prints, or a task column that holds a number (（三）), its
    heading the first column that says what to do.
    A column of times (完成时限, 拟投入运营时间) says by when.
    A table is one only if a column says who is responsible; 项目业主, 建设主体 and 建议责任单位 do not.
    """
    for table in _tables(text, lines):
        header, *rows = table
        columns = [meaning(cell.of(text)) for cell in _cells(text, header)]
        if any(role in ROLE_OF for role in columns):
            yield from _rows(text, rows, columns, known)


def left_alone(text: str, lines: Iterable[Span]) -> list[str]:
    """The headers of columns that name bodies but assign no work: 1. 项目业主  2. 建设主体  3. 建议责任单位."""
    headers = (table[0] for table in _tables(text, lines))
    names = (re.sub(r"\s", "", cell.of(text)) for header in headers for cell in _cells(text, header))
    found = (name for name in names if _BODIES.search(_NOTE.sub("", name)) and not meaning(name))
    return list(dict.fromkeys(found))


def assigns(line: str) -> bool:
    """Whether a line is the header of a table that says who is responsible."""
    bar = "|" if "|" in line else "\t"
    return line.count(bar) >= _BARS and any(meaning(cell) in ROLE_OF for cell in line.split(bar))


def grids(text: str, lines: Iterable[Span]) -> Iterator[list[list[Span]]]:
    """The tables among `lines`, header first, each row as its cells."""
    for table in _tables(text, lines):
        yield [_cells(text, line) for line in table]


def is_row(line: str) -> bool:
    """Whether a line is a row of a pipe table, be its first bar lost."""
    printed = line.strip()
    return printed.startswith("|") or (printed.endswith("|") and printed.count("|") >= _BARS)


def _tables(text: str, lines: Iterable[Span]) -> Iterator[list[Span]]:
    """Runs of rows with as many bars as the first, each made whole, without the separators under their headers."""
    printed = [line for line in lines if line.of(text).strip()]
    rows: list[Span] = []
    at = 0
    while at < len(printed):
        if table := _without_outer_bars(text, printed, at):
            yield table
            at += len(table)
            rows = []
            continue
        row, taken = _whole_row(text, printed[at : at + _BROKEN], _bars(text, rows[0]) if rows else 0)
        at += taken
        if row and not _SEPARATOR.match(row.of(text)):
            rows.append(row)
        elif row is None:
            if len(rows) > 1:
                yield rows
            rows = []
    if len(rows) > 1:
        yield rows


def _without_outer_bars(text: str, lines: Sequence[Span], at: int) -> list[Span]:
    """The table of rows with bars or tabs between their cells alone, whose header stands at a line; or nothing."""
    header = lines[at].of(text)
    if is_row(header) or not assigns(header):
        return []
    bar = "|" if "|" in header else "\t"
    bars = header.strip().count(bar)
    end = at + 1
    while end < len(lines) and 0 < lines[end].of(text).count(bar) <= bars:
        end += 1
    return list(lines[at:end]) if end > at + 1 else []


def _whole_row(text: str, lines: Sequence[Span], bars: int) -> tuple[Span | None, int]:
    """The row that begins with the first of `lines`, None where none does, and how many of them it is broken over.

    `bars` are those of the rows before it, or 0.
    """
    first = lines[0]
    printed = first.of(text)
    own = _bars(text, first)
    if bars and printed.lstrip().startswith("|"):
        for taken, line in enumerate(lines[1:], 2):
            own += line.of(text).count("|")
            if own > bars or starts_provision(line.of(text)):
                break
            if own == bars and line.of(text).rstrip().endswith("|"):
                return Span(first.start, line.end), taken
    return (first if is_row(printed) and _has_first_bar_or_all(text, first, bars) else None), 1


def _bars(text: str, row: Span) -> int:
    """The bars of a row, the first one counted where it is lost."""
    printed = row.of(text)
    return printed.count("|") + (not printed.lstrip().startswith("|"))


def _has_first_bar_or_all(text: str, row: Span, bars: int) -> bool:
    """Whether a row has its first bar or, without it, all others."""
    return not bars or row.of(text).lstrip().startswith("|") or _bars(text, row) == bars


def _cells(text: str, line: Span) -> list[Span]:
    """The cells of a row, without the blanks around them."""
    printed = line.of(text)
    bar = "|" if "|" in printed else "\t"
    bars = [line.start + i for i, char in enumerate(printed) if char == bar]
    if bars and not printed.lstrip().startswith("|"):
        bars.insert(0, line.start - 1)
    if bars and not printed.rstrip().endswith("|"):
        bars.append(line.end)
    return [_strip(text, left + 1, right) for left, right in pairwise(bars)]


def _strip(text: str, start: int, end: int) -> Span:
    printed = text[start:end]
    left = len(printed) - len(printed.lstrip())
    return Span(start + left, max(start + left, start + len(printed.rstrip())))


def meaning(printed: str) -> str:
    """What a header cell says its column holds: a role's label, 完成时限, 序号, 任务, or nothing known."""
    name = re.sub(r"\s", "", printed)
    if (role := _ROLE_NOTE.search(name)) and column_label(name[: role.start()]):
        return "牵头单位" if role["role"] in ("牵头", "主办", "主责") else "配合单位"
    name = _ASIDE.sub("", _NOTE.sub("", name))
    if label := column_label(name):
        return label
    name = name.rpartition("·")[2]
    if TIME_COLUMNS.fullmatch(name):
        return "完成时限"
    if name in NUMBER_COLUMNS:
        return "序号"
    return "任务" if TASK_COLUMNS.fullmatch(name) else ""


def _rows(
    text: str, lines: Sequence[Span], columns: Sequence[str], known: Callable[[str], bool]
) -> Iterator[tuple[Row, Clause | None]]:
    for run in _with_continuations(text, lines, columns):
        cells = [_cells(text, line) for line in run]
        by_column = [[row[i] for row in cells if i < len(row)] for i in range(len(columns))]
        assignments = tuple(_assignments(text, by_column, columns, known))
        times = tuple(
            cell
            for meaning, parts in zip(columns, by_column, strict=True)
            if meaning == "完成时限"
            for cell in parts
        )
        span = Span(run[0].start, run[-1].end)
        first = cells[0]
        label = _label(text, first, columns)
        section = not assignments and bool(label) and sum(cell.start < cell.end for cell in first) <= 2
        clause = (
            Clause(span, assignments, tuple(t for t in times if t.start < t.end)) if assignments else None
        )
        yield Row(span, label, _heading(text, first, columns), section), clause


def _with_continuations(text: str, lines: Sequence[Span], columns: Sequence[str]) -> Iterator[list[Span]]:
    """Each row with the lines that go on with it: their number and task are empty."""
    run: list[Span] = []
    for line in lines:
        goes_on = run and not any(
            cell.start < cell.end
            for meaning, cell in zip(columns, _cells(text, line), strict=False)
            if meaning in ("序号", "任务")
        )
        if run and not goes_on:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _assignments(
    text: str, by_column: Sequence[Sequence[Span]], columns: Sequence[str], known: Callable[[str], bool]
) -> Iterator[Assignment]:
    for meaning, parts in zip(columns, by_column, strict=True):
        if meaning not in ROLE_OF:
            continue
        for piece in _joined(text, [part for part in parts if part.start < part.end]):
            closed = [_closed(text, part) for part in piece]
            printed = _parted("".join(part.text for part in closed))
            for named in split_bodies(printed, Span(0, len(printed)), known):
                if _SAME.fullmatch(named.name):
                    continue
                found = leading(named, ROLE_OF[meaning], "responsibility.column")
                where = _in_source(found.named.span, closed)
                yield replace(found, named=Named(found.named.name, where, named.open_ended))


def _parted(printed: str) -> str:
    """A cell with a mark between bodies that blanks alone part: 安监站 派出所; who of them answers for it is left out."""
    printed = _BREAK.sub(lambda found: "、" * len(found[0]), printed)
    parts = printed.split()
    persons = [part for part in parts if not looks_like_body(part) and _PERSON.fullmatch(part)]
    if persons and any(looks_like_body(part) for part in parts) and "、" not in printed:
        for person in persons:
            printed = printed.replace(person, "、" * len(person))
        parts = [part for part in parts if part not in persons]
    if (len(parts) > 1 or persons) and all(looks_like_body(part) for part in parts):
        return _BLANK.sub("、", printed)
    return printed


def _joined(text: str, parts: Sequence[Span]) -> Iterator[list[Span]]:
    """The cells of one column that belong together: a name that a page break cut in two is one."""
    run: list[Span] = []
    for part in parts:
        if run and looks_like_body(_closed(text, run[-1]).text):
            yield run
            run = []
        run.append(part)
    if run:
        yield run


def _closed(text: str, cell: Span) -> ClosedUp:
    """A cell without the line breaks in it."""
    if "\n" in cell.of(text):
        return close_up(text, cell)
    return ClosedUp(cell.of(text), range(cell.start, cell.end))


def _in_source(span: Span, parts: Sequence[ClosedUp]) -> Span:
    """The stretch of the text that a stretch of the joined cells begins in."""
    offset = 0
    for part in parts:
        length = len(part.text)
        if span.start < offset + length:
            return part.back(Span(span.start - offset, min(length, span.end - offset)))
        offset += length
    raise ValueError(f"{span} is not in {parts}")


def _label(text: str, cells: Sequence[Span], columns: Sequence[str]) -> str:
    """The number of a row: in its number or task column, or in the one beside the number column."""
    beside = ("", *columns)
    printed = [
        cell.of(text)
        for meaning, left, cell in zip(columns, beside, cells, strict=False)
        if meaning in ("序号", "任务") or left == "序号"
    ]
    return next((cell for cell in printed if _NUMBER.fullmatch(cell)), "")


def _heading(text: str, cells: Sequence[Span], columns: Sequence[str]) -> str:
    named = [cell.of(text) for meaning, cell in zip(columns, cells, strict=False) if meaning == "任务"]
    others = [cell.of(text) for meaning, cell in zip(columns, cells, strict=False) if not meaning]
    return next((cell for cell in [*named, *others] if cell and not _NUMBER.fullmatch(cell)), "")

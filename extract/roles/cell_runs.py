"""Tables that lost everything between their cells: 序号任务责任单位1清淤。市水利局2修渠。市住建局3…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ...ontology.model import Span
from .cells import FEWEST, CellRow, by_role, column
from .labels import ROLE_OF
from .naming import Known, is_office

_HEADER = re.compile(r"序号(?P<titles>[\u4e00-\u9fff（()）]{4,60})(?=1[\u4e00-\u9fff“《（(])")
_OTHER = re.compile(
    r"(?:[省市县区镇]?(?:政府)?(?:分管|责任|牵头|包保|联系))?[省市县区镇]?(?:领导|责任人|负责人|联系人)|备注|类别|领域|(?:进展|完成)情况"
)
_NUMBER = re.compile(r"(?<![\d.．])\d{1,3}(?=[\u4e00-\u9fff“《（(])")
_ENDS = "局委办厅部院会府司处科室队所站心区镇乡道社团前底月年进持行等业位门）)。"
"""What the cell before a number ends in."""
_TIME = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月)?(?:年?底|末)?前?$|(?:长期|持续|全年)[\u4e00-\u9fff]{0,2}$")
_GROUP = re.compile(
    r"各[\u4e00-\u9fff（()）、]{0,14}?(?:政府|部门|单位|街道|乡镇|办事处|管委会|科室|社区|村)"
)
_LEVELS = "省市县区镇乡各"
_LONGEST_OFFICE = 4
_BETWEEN = "、，,；; "
_SHORTEST, _LONGEST, _LONGEST_ROW = 2, 18, 2_000
"""Characters of a name, and of a row."""


def find_run_rows(text: str, lines: Sequence[Span], known: Known) -> Iterator[CellRow]:
    """Yield the rows of tables that are run together, each with the bodies that it ends in, all of them known.

    Forms:
      1. 序号任务责任单位1清淤。市水利局2修渠。市住建局、市财政局       bodies behind what to do
      2. 序号任务牵头单位完成时限1清淤市水利局6月底前2修渠…           a time behind them
    A row whose names are not as many as the columns of different roles is passed over.
    """
    for line in lines:
        printed = line.of(text)
        header = _HEADER.search(printed)
        columns = _titles(header["titles"]) if header else ()
        labels = [one for one in columns if one in ROLE_OF]
        if header is None or not labels:
            continue
        rows = list(
            _rows(text, Span(line.start + header.end(), line.end), labels, known, timed="完成时限" in columns)
        )
        if len(rows) >= FEWEST:
            yield from rows


@cache
def _titles(printed: str) -> tuple[str, ...]:
    """The columns that titles run together stand for, the shortest titles first; none where some are not known."""
    if not printed:
        return ()
    for end in range(1, len(printed) + 1):
        title = printed[:end]
        held = column(title) or ("他" if _OTHER.fullmatch(title) else "")
        if held and (end == len(printed) or (rest := _titles(printed[end:]))):
            return (held,) if end == len(printed) else (held, *rest)
    return ()


def _rows(text: str, span: Span, labels: Sequence[str], known: Known, *, timed: bool) -> Iterator[CellRow]:
    starts: list[re.Match[str]] = []
    for found in _NUMBER.finditer(text, span.start, span.end):
        begins = found.start() == span.start or text[found.start() - 1] in _ENDS
        if begins and int(found[0]) == (int(starts[-1][0]) + 1 if starts else 1):
            starts.append(found)
    ends = [found.start() for found in starts[1:]] + [span.end]
    for found, end in zip(starts, ends, strict=True):
        row = Span(found.end(), min(end, found.end() + _LONGEST_ROW))
        end = row.start + len(row.of(text).rstrip())
        time = _TIME.search(text, max(row.start, end - 14), end) if timed else None
        last = time.start() if time else end
        groups = _names(text, Span(row.start, last), known)
        sure = len({ROLE_OF[label] for label in labels}) == 1 or len(groups) == len(labels)
        if sure and groups and groups[0].start > row.start:
            times = (Span(last, end),) if last < end else ()
            matter = text[row.start : groups[0].start]
            yield CellRow(Span(found.start(), end), found[0], matter, by_role(labels, groups), times)


def _names(text: str, span: Span, known: Known) -> list[Span]:
    """The names that a stretch ends in, those together that a mark joins."""
    groups: list[Span] = []
    end, joined = span.end, False
    while end > span.start:
        start = _start_of_name(text, span.start, end, known)
        if start is None:
            break
        groups.append(Span(start, groups.pop().end if joined else end))
        joined = start > span.start and text[start - 1] in _BETWEEN
        end = start - joined
    return groups[::-1]


def _start_of_name(text: str, floor: int, end: int, known: Known) -> int | None:
    """Where the name begins that ends there: at the 市 or 县 of a known body, else as early as it is known."""
    starts = range(max(floor, end - _LONGEST), end - _SHORTEST + 1)
    held = [at for at in starts if _is_name(text[at:end], known)]
    return next((at for at in held if text[at] in _LEVELS), held[0] if held else None)


def _is_name(name: str, known: Known) -> bool:
    return (
        known(name) or _GROUP.fullmatch(name) is not None or (len(name) < _LONGEST_OFFICE and is_office(name))
    )

"""Tables whose cells only blanks part, be they a row a line or all on one line: the words are read in the order of the columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from ...ontology.model import Span
from ..bodies.names import looks_like_body, looks_like_office
from .cells import (
    FEWEST,
    NOBODY,
    SECTION,
    TIME,
    CellRow,
    CellTable,
    by_role,
    column,
    in_figures,
    names_bodies,
)
from .labels import ROLE_OF
from .naming import looks_like_names

_WORD = re.compile(r"[^\s|]+")
_WIDE = re.compile(r"[^\s|]+(?: [^\s|]+)*")
"""A cell that may hold single blanks, where wider ones part the cells."""
_MAY_BE_HEADER = re.compile("[单部科处股主机][ 　]?[位门室体构](?:[ 　]|$)")
_LONGEST_LINE = 40_000
_NARROW = re.compile(r"\S \S")
_GOES_ON = ("、", "，", ",")
"""What the last word before a blank inside a cell ends in."""
_NUMBERED = re.compile(r"(?P<number>\d{1,3})[.．、](?!\d)(?P<matter>.+)|(?P<alone>\d{1,3})[.．、]?")
_TITLE = re.compile(r"[\u4e00-\u9fff（()）/]{2,10}")
"""The title of a column that is not known: 备注, 责任领导."""
_STEM = re.compile(r"[省市县区镇乡][\u4e00-\u9fff]{1,5}")
_PART = re.compile("办公[室厅]|督查室")
_TITLES, _WORDS, _LONGEST_ROW, _LINES = 10, 40, 60, 400
"""Titles of a header, words in which it begins, words of a row, lines of a table."""
_PAUSE = 3
"""Lines that fit no row before a table has ended."""
_MATTERS = 6
"""Words of what a row asks for, where no number tells its beginning."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word: where it stands, as printed, in which line, and what it is: n a number, b bodies, x nobody, t a time, m other."""

    span: Span
    printed: str
    line: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Header:
    """The columns in order, without the number, and those of a kind that stand together: b bodies, t times, m others."""

    numbered: bool
    columns: tuple[str, ...]
    blocks: tuple[tuple[str, tuple[str, ...]], ...]


def word_table(text: str, lines: Sequence[Span], at: int) -> tuple[CellTable, int] | None:
    """The table with blanks for bars whose header stands in the line `at`, and the line after it.

    Forms:
      1. 序号 任务 责任单位 完成时限 // 1 新建市场 市商务局 6月底前        a row a line
      2. 序号 任务 责任单位 1 新建市场 市商务局 2 …                     all on one line, or over any lines
      3. 工作任务 责任单位 // 新建市场。 市商务局                        no numbers: a row a line, or what to do, then who
    """
    found = _header_in(text, lines, at)
    if not found:
        return None
    header, first, begins, ends, cell = found
    words = first[ends:]
    for i in range(at + 1, min(at + _LINES, len(lines))):
        if "|" in (line := lines[i].of(text)) or _header_in(text, lines, i):
            break
        words += _words(line, lines[i].start, i, cell)
    numbered = header.numbered or bool(words and _NUMBERED.match(words[0].printed))
    rows = list(_numbered_rows(words, header) if numbered else _rows(words, header))
    if numbered and not rows:
        rows = list(_numbered_rows([_figured(word) for word in words], header))
    if len(rows) < FEWEST and not (rows and numbered):
        return None
    last = max((word.line for word in words if word.span.end <= rows[-1].span.end), default=at)
    return CellTable(first[begins].span.start, tuple(rows)), last + 1


def _header_in(
    text: str, lines: Sequence[Span], at: int
) -> tuple[_Header, list[_Word], int, int, re.Pattern[str]] | None:
    """The header that a line holds, the words of the line, where in them it begins and ends, and what a cell is there."""
    printed = lines[at].of(text)
    if (
        not _MAY_BE_HEADER.search(printed)
        or "|" in printed
        or "\t" in printed
        or len(printed) > _LONGEST_LINE
    ):
        return None
    cell = _WORD if _NARROW.search(printed) else _WIDE
    words = list(_titled(list(_words(printed, lines[at].start, at, cell))))
    found = _header(words)
    return found and (found[0], words, found[1], found[2], cell)


def _words(printed: str, start: int, line: int, cell: re.Pattern[str]) -> Iterator[_Word]:
    """The cells of a line; words behind a mark (市司法局、 市财政局) and halves of a name are inside one."""
    spans: list[Span] = []
    for found in cell.finditer(printed):
        before = spans[-1].of(printed) if spans else ""
        part = _PART.fullmatch(found[0]) and names_bodies(before)
        half = _STEM.fullmatch(before) and not looks_like_office(before) and looks_like_body(found[0])
        goes_on = before.endswith(_GOES_ON) or part or half
        spans.append(Span(spans.pop().start if goes_on else found.start(), found.end()))
    for span in spans:
        word = span.of(printed)
        halves = "".join(word.split()) if not any(mark in word for mark in _GOES_ON) else word
        yield _Word(span.shift(start), word, line, _kind(halves))


def _figured(word: _Word) -> _Word:
    printed = in_figures(word.printed)
    return word if printed == word.printed else replace(word, printed=printed, kind="n")


def _titled(words: Sequence[_Word]) -> Iterator[_Word]:
    """The words with those of one character put together into titles of columns: 工 作 任 务 责 任 单 位."""
    run: list[_Word] = []
    for word in [*words, None]:
        if word and len(word.printed) == 1 and len(run) < _WORDS:
            run.append(word)
            continue
        while run:
            length = next((n for n in range(len(run), 1, -1) if column(_together(run[:n]).printed)), 1)
            yield _together(run[:length])
            run = run[length:]
        if word:
            yield word


def _together(words: Sequence[_Word]) -> _Word:
    printed = "".join(word.printed for word in words)
    return _Word(Span(words[0].span.start, words[-1].span.end), printed, words[0].line, words[0].kind)


def _kind(printed: str) -> str:
    if found := _NUMBERED.fullmatch(printed):
        return "n" if found["alone"] else "m"
    if NOBODY.fullmatch(printed):
        return "x"
    if TIME.fullmatch(printed):
        return "t"
    return "b" if names_bodies(printed) and looks_like_names(printed) else "m"


def _header(words: Sequence[_Word]) -> tuple[_Header, int, int] | None:
    """The header among the first words of a line, where it begins and the word after it."""
    columns = [column(word.printed) for word in words[: _WORDS + _TITLES]]
    role = next((i for i, one in enumerate(columns) if one in ROLE_OF), None)
    if role is None:
        return None
    begins = role
    while (
        begins
        and role - begins < _TITLES
        and (columns[begins - 1] or _TITLE.fullmatch(words[begins - 1].printed))
    ):
        begins -= 1
    if begins:
        begins = next((i for i in range(begins, role + 1) if columns[i] in ("序号", "任务")), role)
    ends = role + 1
    while ends < len(columns) and (
        columns[ends] or (_TITLE.fullmatch(words[ends].printed) and _is_title(words, ends))
    ):
        ends += 1
    told = columns[begins:ends]
    if not any(one in ("序号", "任务") for one in told) or len(told) > _TITLES:
        return None
    numbered = "序号" in told
    told = told[told.index("序号") + 1 :] if numbered else told
    return _Header(numbered, tuple(told), _blocks(told)), begins, ends


def _is_title(words: Sequence[_Word], at: int) -> bool:
    """Whether a word that is no known title ends its line, or another title follows: 责任单位 备注."""
    after = words[at + 1] if at + 1 < len(words) else None
    return after is None or bool(column(after.printed))


def _blocks(columns: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The columns by what they hold, neighbours of a kind together."""
    kinds = ["b" if one in ROLE_OF else "t" if one == "完成时限" else "m" for one in columns]
    together = groupby(zip(kinds, columns, strict=True), key=lambda pair: pair[0])
    return tuple((kind, tuple(one for _, one in pairs)) for kind, pairs in together)


def _numbered_rows(words: Sequence[_Word], header: _Header) -> Iterator[CellRow]:
    """The rows that begin with a number: as far as their line goes, or up to the number of the next."""
    starts = list(_starts(words))
    for (start, number), (after, _) in pairwise([*starts, (len(words), "")]):
        line = next((i for i in range(start, after) if words[i].line != words[start].line), after)
        if row := _even_row(words[start:line], number, header):
            yield row
            continue
        for stop in dict.fromkeys((line, min(after, start + _LONGEST_ROW))):
            if row := _row(words, start, stop, number, header, whole=stop == line or after < len(words)):
                yield row
                break


def _starts(words: Sequence[_Word]) -> Iterator[tuple[int, str]]:
    """Where rows begin, with their numbers: the next number, or a higher one at the beginning of a line."""
    last, line, lost = 0, -1, 0
    for i, word in enumerate(words):
        begins, line = word.line != line, word.line
        found = _NUMBERED.fullmatch(word.printed)
        number = int(found["number"] or found["alone"]) if found else 0
        if number and (number == last + 1 or (begins and last < number) or not last):
            yield i, str(number)
            last, lost = number, 0
        elif begins:
            lost += 1
            if lost > _PAUSE and word.kind == "m" and len(word.printed) > _LONGEST_ROW:
                return


def _row(
    words: Sequence[_Word], start: int, stop: int, number: str, header: _Header, *, whole: bool
) -> CellRow | None:
    """The row of the words from `start` up to `stop`, if they are what its columns hold."""
    at = start + (words[start].kind == "n")
    matter = words[at].printed if at < stop else ""
    bodies: list[tuple[str, Span]] = []
    times: list[Span] = []
    first = True
    for i, (kind, labels) in enumerate(header.blocks):
        end = at
        if kind == "m":
            end = _past_matter(words, at, stop, header.blocks[i + 1 : i + 2])
            if first and end == at:
                return None
            first = False
        elif kind == "b":
            while end < stop and words[end].kind in "bx":
                end += 1
            if end == at:
                return None
            bodies += by_role(
                labels, [word.span for word in words[at:end] if word.kind == "b" or len(labels) > 1]
            )
        elif end < stop and words[end].kind in "tx":
            end += 1
            times += [word.span for word in words[at:end] if word.kind == "t"]
        at = end
    rest = words[at:stop]
    if not bodies or (whole and any(word.kind == "b" for word in rest)):
        return None
    return CellRow(
        Span(words[start].span.start, words[at - 1].span.end),
        number,
        _matter(matter),
        tuple(bodies),
        tuple(times),
    )


def _even_row(words: Sequence[_Word], number: str, header: _Header) -> CellRow | None:
    """The row of a line whose last words are the cells of the last columns, one each."""
    first = next(i for i, one in enumerate(header.columns) if one in ROLE_OF)
    columns = header.columns[first:]
    held = words[-len(columns) :]
    before = words[words[0].kind == "n" : -len(columns)]
    if not before or before[-1].kind == "b" or "完成时限" in header.columns[:first]:
        return None
    by_column = list(zip(columns, held, strict=True))
    if any(
        word.kind not in "bx" and not looks_like_names(word.printed)
        for one, word in by_column
        if one in ROLE_OF
    ):
        return None
    bodies = [(one, word.span) for one, word in by_column if one in ROLE_OF]
    times = [word.span for one, word in by_column if one == "完成时限" and word.kind == "t"]
    span = Span(words[0].span.start, held[-1].span.end)
    return CellRow(span, number, _matter(before[0].printed), tuple(bodies), tuple(times))


def _past_matter(
    words: Sequence[_Word], at: int, stop: int, following: Sequence[tuple[str, tuple[str, ...]]]
) -> int:
    """The word after what to do: where bodies begin, or the time before them, or the row ends."""
    end = at
    while (
        end < stop
        and words[end].kind != "b"
        and not SECTION.match(words[end].printed[:8] if end > at else "")
    ):
        end += 1
    timed = following and following[0][0] == "t"
    return end - 1 if timed and end - 1 > at and words[end - 1].kind == "t" else end


def _matter(printed: str) -> str:
    found = _NUMBERED.fullmatch(printed)
    return (found["matter"] or "") if found else printed


def _rows(words: Sequence[_Word], header: _Header) -> Iterator[CellRow]:
    """The rows without numbers: a row a line, or what to do and then who, over and over."""
    by_line = [list(group) for _, group in groupby(range(len(words)), key=lambda i: words[i].line)]
    told = []
    for places in by_line:
        row = _row(words, places[0], places[-1] + 1, "", header, whole=True)
        if row is None:
            break
        told.append(row)
    if len(told) >= FEWEST:
        yield from told
        return
    kinds = [kind for kind, _ in header.blocks]
    if kinds not in (["m", "b"], ["m", "b", "t"]):
        return
    at = 0
    while row := _row(words, at, min(len(words), at + _LONGEST_ROW), "", header, whole=False):
        taken = sum(word.span.end <= row.span.end for word in words[at : at + _LONGEST_ROW])
        if sum(word.kind == "m" for word in words[at : at + taken]) > _MATTERS:
            return
        yield row
        at += taken
        if at >= len(words):
            return

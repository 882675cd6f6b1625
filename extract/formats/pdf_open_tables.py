"""Tables without upright rules (三线表): columns by the white strips between them, rows by their numbers.

Such a table may be open where a page ends and go on at the top of the next, so all pages are looked at together.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise
from statistics import median

from . import pdf_lines
from .pdf_cells import INDEX, PADDING, Cell, Table, cell_lines, is_header
from .pdf_page import Glyph, Page
from .pdf_tables import straightened

_SHARE = 0.3
"""The least share of a page's width that a rule across a table has."""
_HIGHEST = 0.25
"""The greatest share of a page's height that a header has."""
_SAME = 6.0
_APART = 0.5
"""Characters between two words of a header that stand in two columns."""
_TOUCHING = 0.2
"""Characters between two pieces of one column's text; a mark that hangs over leaves more before the next column."""
_WIDEST_GAP = 3.0
"""Leadings, of two characters at the least, between two lines of one table; a larger gap ends it."""
_MARGIN = 0.1
"""The share of a page's height at its top and bottom where a line alone may be a header or a page number."""
_FOOT = re.compile(r"[\s\-‐—–·第页共/]{0,6}\d{1,4}[\s\-‐—–·第页共/\d]{0,12}")
_MOST_RULES = 500

_Printed = list[Glyph]
"""What stands on one baseline, from left to right."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What one page holds of a table: its lines, the first `header` of which name the columns, and its rules."""

    page: int
    left: float
    right: float
    lines: tuple[_Printed, ...]
    rules: tuple[float, ...]
    header: int = 0

    @property
    def words(self) -> list[_Printed]:
        """The words of the header, a column each."""
        return _words([glyph for line in self.lines[: self.header] for glyph in line])


def find_open_tables(
    pages: Sequence[Page], rest: Sequence[Sequence[Glyph]]
) -> list[tuple[list[Table], list[Glyph]]]:
    """The tables of each page that have level rules only, and what of `rest` stands outside them.

    Forms:
      1. a rule above the header, one below it, and one below the last row
      2. a rule above every row
      3. no rule where the page ends; the table goes on at the top of the next, its header printed again or not

    A table is one only if the words between its first two rules read as a header (序号, 任务, 牵头单位, 时限).
    Rows begin where the index column (序号) prints a number; in a table without one, at rules or wide gaps.
    """
    found: dict[int, list[Table]] = defaultdict(list)
    inside: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for parts in _tables(pages, rest):
        cuts = _cuts(parts)
        for part in parts:
            table = _as_table(part, cuts, parts)
            found[part.page].append(table)
            inside[part.page].append((table.top, table.bottom))
    return [
        (found[n], [g for g in glyphs if not any(top <= g.base <= bottom for top, bottom in inside[n])])
        for n, glyphs in enumerate(rest)
    ]


def _tables(pages: Sequence[Page], rest: Sequence[Sequence[Glyph]]) -> Iterator[list[_Part]]:
    """The parts of each table, a page after the other."""
    table: list[_Part] = []
    running = _Running()
    for number, (page, glyphs) in enumerate(zip(pages, rest, strict=True)):
        rules = _rules(page)
        if not table and len(rules) < 2:
            continue
        lines = running.without(page, _baselines(glyphs))
        heads = list(_heads(page, rules, lines))
        first = heads[0][0] if heads else len(lines)
        if table and first:
            more = _goes_on(table, number, lines[:first], rules)
            table += more
            if not more or len(more[0].lines) < first:
                yield table
                table = []
        for part, start, is_whole in _begun(number, lines, rules, heads):
            if table and (start or not _same_header(table[0], part)):
                yield table
                table = []
            table.append(part)
            if not is_whole:
                yield table
                table = []
    if table:
        yield table


class _Running:
    """Leaves out the page number of a page, and what stands at the top of it and of another page before."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()

    def without(self, page: Page, lines: Sequence[_Printed]) -> list[_Printed]:
        kept = list(lines)
        while kept and kept[-1][0].base > (1 - _MARGIN) * page.height and _FOOT.fullmatch(_text(kept[-1])):
            kept.pop()
        while kept and kept[0][0].base < _MARGIN * page.height and len(_words(kept[0])) == 1:
            text = _text(kept[0])
            self.seen[text] += 1
            if self.seen[text] < 2 and not _FOOT.fullmatch(text):
                break
            kept.pop(0)
        return kept


def _baselines(glyphs: Iterable[Glyph]) -> list[_Printed]:
    return [[g for g in pdf_lines.together(row) if g.text != " "] for row in pdf_lines.rows(glyphs)]


def _text(glyphs: Iterable[Glyph]) -> str:
    return "".join(glyph.text for glyph in glyphs)


def _rules(page: Page) -> list[tuple[float, float, float]]:
    """The level rules that run over a good part of the page: height, left and right end."""
    level = straightened((rule.y0, rule.x0, rule.x1) for rule in page.rules if rule.y0 == rule.y1)
    wide = [rule for rule in level if rule[2] - rule[1] > _SHARE * page.width]
    return wide if len(wide) <= _MOST_RULES else []


def _across(rules: Iterable[tuple[float, float, float]], left: float, right: float) -> tuple[float, ...]:
    """The heights of the rules that run from `left` to `right`."""
    return tuple(y for y, x0, x1 in rules if abs(x0 - left) <= _SAME and abs(x1 - right) <= _SAME)


def _heads(
    page: Page, rules: Sequence[tuple[float, float, float]], lines: Sequence[_Printed]
) -> Iterator[tuple[int, int, float, float]]:
    """Where the headers of tables stand: first line, number of lines, left and right end of their rules."""
    for (top, left, right), (bottom, *ends) in pairwise(rules):
        if (
            bottom - top > _HIGHEST * page.height
            or abs(ends[0] - left) > _SAME
            or abs(ends[1] - right) > _SAME
        ):
            continue
        held = [i for i, line in enumerate(lines) if top < line[0].base < bottom]
        words = _words([glyph for i in held for glyph in lines[i]])
        if held and is_header([_text(word) for word in words]):
            yield held[0], len(held), left, right


def _pieces(glyphs: Sequence[Glyph], apart: float) -> list[_Printed]:
    """Glyphs of one line or more by the white strips between them, at least `apart` characters wide."""
    pieces: list[_Printed] = []
    end = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.x0):
        if not pieces or glyph.x0 - end > apart * glyph.size:
            pieces.append([])
        pieces[-1].append(glyph)
        end = max(end, glyph.x1)
    return pieces


def _words(glyphs: Sequence[Glyph]) -> list[_Printed]:
    """The words of a header, a column each; 序　号, set wide, is one."""
    words = _pieces(glyphs, _APART)
    whole: list[_Printed] = []
    for single, run in groupby(words, key=lambda word: len(word) == 1 and not word[0].text.isascii()):
        held = list(run)
        whole += [[glyph for word in held for glyph in word]] if single else held
    return [sorted(word, key=lambda g: (g.base, g.x0)) for word in whole]


def _same_header(one: _Part, other: _Part) -> bool:
    return list(map(_text, one.words)) == list(map(_text, other.words))


def _cuts(parts: Sequence[_Part]) -> list[float]:
    """Where the columns are parted, from the left edge on: in the widest strip that the fewest lines cross."""
    width = max(int(part.right - part.left) for part in parts) + 2
    steps = [0] * (width + 1)
    for part in parts:
        for line in part.lines:
            for word in _pieces(line, _TOUCHING):
                start, end = (
                    int(min(max(x - part.left, 0), width - 1)) for x in (word[0].x0, max(g.x1 for g in word))
                )
                steps[start] += 1
                steps[end + 1] -= 1
    crossed = list(accumulate(steps))
    middles = [(word[0].x0 + max(g.x1 for g in word)) / 2 - parts[0].left for word in parts[0].words]
    return [_strip(crossed, int(a), max(int(b), int(a) + 1)) for a, b in pairwise(middles)]


def _strip(crossed: Sequence[int], start: int, end: int) -> float:
    """The middle of the longest run of the least crossed points."""
    least = min(crossed[start:end])
    runs = []
    for is_least, run in groupby(range(start, end), key=lambda x: crossed[x] == least):
        held = list(run)
        if is_least:
            runs.append((len(held), -held[0]))
    length, first = max(runs)
    return -first + length / 2


def _columns(line: _Printed, left: float, cuts: Sequence[float]) -> set[int]:
    """The columns that a line has text in."""
    return {bisect_right(cuts, (glyph.x0 + glyph.x1) / 2 - left) for glyph in line}


def _crosses(line: _Printed, left: float, cuts: Sequence[float]) -> bool:
    """Whether text runs on over the white strip between two columns."""
    return any(len(_columns(piece, left, cuts)) > 1 for piece in _pieces(line, _TOUCHING))


def _begun(
    number: int,
    lines: Sequence[_Printed],
    rules: Sequence[tuple[float, float, float]],
    heads: Sequence[tuple[int, int, float, float]],
) -> Iterator[tuple[_Part, int, bool]]:
    """The tables that begin on a page: each with its first line, and whether it reaches to the next or the end.

    A header that is printed again within a table, as above a row that is cut there, is left out.
    """
    done = 0
    for i, (start, size, left, right) in enumerate(heads):
        if start < done:
            continue
        copies: set[int] = set()
        for end in [*(head[0] for head in heads[i + 1 :]), len(lines)]:
            part = _Part(number, left, right, tuple(lines[start:end]), _across(rules, left, right), size)
            part = replace(part, lines=part.lines[: _until(part, _cuts([part]))])
            done = start + len(part.lines)
            again = lines[end : end + size]
            if done < end or not again or [*map(_text, again)] != [*map(_text, part.lines[:size])]:
                break
            copies.update(range(end - start, end - start + size))
        kept = tuple(line for at, line in enumerate(part.lines) if at not in copies)
        yield replace(part, lines=kept), start, done == end


def _goes_on(
    table: Sequence[_Part],
    number: int,
    lines: Sequence[_Printed],
    rules: Sequence[tuple[float, float, float]],
) -> list[_Part]:
    """What a table has at the top of the next page; nothing where the lines there are not in its columns."""
    last = table[-1]
    part = _Part(number, last.left, last.right, tuple(lines), _across(rules, last.left, last.right))
    end = _until(part, _cuts(table))
    filled = max((len(_columns(line, part.left, _cuts(table))) for line in lines[:end]), default=0)
    return [replace(part, lines=part.lines[:end])] if filled > 1 else []


def _until(part: _Part, cuts: Sequence[float]) -> int:
    """How many lines belong to the table: up to a wide gap, or to text across the columns.

    A line across the columns may head a section of the table; lines in three columns or more follow it then.
    """
    steps = [b[0].base - a[0].base for a, b in pairwise(part.lines)]
    leading = median(steps) if steps else 0.0
    end = part.header
    for i in range(part.header, len(part.lines)):
        line = part.lines[i]
        if i and steps[i - 1] > _WIDEST_GAP * max(leading, 2 * line[0].size):
            break
        if not _crosses(line, part.left, cuts):
            if end == i or len(_columns(line, part.left, cuts)) > 2:
                end = i + 1
        elif i - end > 1:
            break
    return end


def _as_table(part: _Part, cuts: Sequence[float], table: Sequence[_Part]) -> Table:
    """The part of a table that one page holds as rows of cells."""
    indexed = bool(INDEX.match(_text(table[0].words[0])))
    ruled = any(
        sum(_is_below_rule(one, i) for i in range(one.header + 1, len(one.lines))) > 2 for one in table
    )
    firsts = _starts(part, cuts, indexed, ruled, part is not table[0])
    starts = [*range(min(part.header, 1)), *firsts]
    held: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for i, line in enumerate(part.lines):
        for column, glyph in _placed(line, part.left, cuts):
            held[bisect_right(starts, i) - 1, column].append(glyph)
    printed = {box: tuple(cell_lines(glyphs)) for box, glyphs in held.items()}
    xs = (part.left, *(part.left + cut for cut in cuts), part.right)
    inner = [
        max(
            b - a - PADDING,
            *(line.x1 - line.x0 for (_, at), lines in printed.items() if at == c for line in lines),
            0,
        )
        for c, (a, b) in enumerate(pairwise(xs))
    ]
    rows = tuple(
        tuple(Cell(printed.get((row, c), ()), width) for c, width in enumerate(inner))
        for row in range(len(starts))
    )
    top = part.lines[0][0].base - max(glyph.size for glyph in part.lines[0])
    return Table(xs, top, part.lines[-1][0].base + 1, rows)


def _placed(line: _Printed, left: float, cuts: Sequence[float]) -> Iterator[tuple[int, Glyph]]:
    """Each glyph of a line with its column; all of what runs across the columns in the first of them."""
    across = len(_pieces(line, _APART)) < 3 and _crosses(line, left, cuts)
    for glyph in line:
        at = line[0] if across else glyph
        yield bisect_right(cuts, (at.x0 + at.x1) / 2 - left), glyph


def _starts(part: _Part, cuts: Sequence[float], indexed: bool, ruled: bool, goes_on: bool) -> list[int]:
    """The lines that rows begin with, below the header.

    `indexed` says whether the first column numbers the rows, `ruled` whether rules part them, `goes_on` whether
    the table began on a page before.
    """
    body = range(part.header, len(part.lines))
    firsts = {i for i in body if _is_below_rule(part, i) or _crosses(part.lines[i], part.left, cuts)}
    firsts |= {i + 1 for i in body[:-1] if _crosses(part.lines[i], part.left, cuts)} | set(body[:1])
    bands = sorted(firsts)
    for start, end in zip(bands, [*bands[1:], len(part.lines)], strict=False):
        numbered = [i for i in range(start, end) if 0 in _columns(part.lines[i], part.left, cuts)]
        if indexed:
            cut = goes_on and not ruled and start == part.header
            firsts.update(_between_numbers(part.lines, numbered, start if cut else None))
        elif not ruled:
            firsts.update(_after_gaps(part.lines, numbered, start, end))
    return sorted(firsts)


def _is_below_rule(part: _Part, i: int) -> bool:
    above = part.lines[i - 1][0].base if i else 0.0
    return any(above < y < part.lines[i][0].base for y in part.rules)


def _between_numbers(lines: Sequence[_Printed], numbered: Sequence[int], start: int | None) -> Iterator[int]:
    """Where the rows begin that have a number each: after the widest gap between two numbers.

    `start` is the first line of a page that goes on with a table. What stands above the first number there is
    the rest of a row of the page before, where numbers stand at the top of their rows; where they stand in the
    middle, it is the upper half of the row, unless a wide gap says otherwise.
    """
    begins = [_widest(lines, one, other) for one, other in pairwise(numbered)]
    yield from begins
    at_top = sum(begin == number for begin, number in zip(begins, numbered[1:], strict=True))
    if numbered and start is not None and numbered[0] > start:
        gap = _widest(lines, start, numbered[0])
        if at_top * 2 > len(begins) or (not begins and gap == numbered[0]):
            yield numbered[0]
        elif begins and _gap(lines, gap) > 0.85 * median(_gap(lines, begin) for begin in begins):
            yield gap


def _gap(lines: Sequence[_Printed], i: int) -> float:
    return lines[i][0].base - lines[i - 1][0].base


def _widest(lines: Sequence[_Printed], one: int, other: int) -> int:
    """The line after one line and up to another that has the widest gap above it, the last of several."""
    return max(range(one + 1, other + 1), key=lambda i: (round(_gap(lines, i)), i))


def _after_gaps(lines: Sequence[_Printed], filled: Sequence[int], start: int, end: int) -> list[int]:
    """Where the rows begin that have no numbers: after wide gaps, or with text in the first column."""
    gaps = {i: _gap(lines, i) for i in range(start + 1, end)}
    least, most = min(gaps.values(), default=0.0), max(gaps.values(), default=0.0)
    if most > 1.3 * least:
        return [i for i, gap in gaps.items() if gap > (least + most) / 2]
    return list(filled)

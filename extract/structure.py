"""The provision tree of a plan's body, from the labels at the beginnings of its lines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ..ontology.model import Provision, Span
from . import numerals

_N = numerals.COUNT
_CN = numerals.CHINESE
_D = numerals.DIGITS
_RANKS = {
    "part": rf"第{_N}[编篇]",
    "chapter": rf"第{_N}章",
    "section": rf"第{_N}节",
    "top": rf"{_CN}{{1,5}}[、.．]",
    "article": rf"第{_N}条(?![款规的和至及、])",
    "paren": rf"[（(]\s?{_CN}{{1,5}}\s?[）)][、.．]?",
    "arabic": rf"{_D}{{1,3}}\s?[.．、](?!{_D})",
    "decimal": rf"{_D}{{1,2}}(?:[.．]{_D}{{1,2}}){{1,3}}[.．、]?(?!{_D})(?=\s?[\u4e00-\u9fff])"
    r"(?!\s?[万亿千百元个公亩吨米倍年月日小平至到])",
    "arabic_paren": rf"[（(]\s?{_D}{{1,3}}\s?[）)]|{_D}{{1,2}}[）)]",
    "circled": rf"[{numerals.CIRCLED}]",
    "point": r"[一二三四五六七八九十]{1,2}是(?![否以])",
}
_ORDER = list(_RANKS)
_PARAGRAPH, _TABLE_SECTION, _TABLE_ROW = range(len(_ORDER), len(_ORDER) + 3)
_LABEL = re.compile(r"[\s　]*(?:" + "|".join(f"(?P<{rank}>{form})" for rank, form in _RANKS.items()) + ")")
_RUN = re.compile(
    rf"(?P<top>{_CN}{{1,5}})[、.．][^。；，,：:（(\d\s]{{4,30}}?"
    rf"(?P<label>(?P<arabic>{_D}{{1,2}})[.．](?!{_D})|[（(]\s?(?P<paren>{_CN}{{1,5}})\s?[）)])"
    rf"|[（(](?<=[。；）)〕\]].)\s?(?P<next>{_CN}{{1,5}})\s?[）)](?![、和至到项条款])"
)
"""What two lines look like that ran into one: 一、甲1.乙, or 。（二）丙 in an item of that kind."""
_VALUE = re.compile(rf"[{numerals.CIRCLED}]|{_N}")
_POINT = re.compile(
    r"(?:(?<=[。；;：:，,）)])|(?<=\n)[ \t　]*)(?P<label>(?P<number>[一二三四五六七八九十]{1,2})是)(?![否以])"
)
_FIRST_POINT = "一是"
_SENTENCE_END = re.compile(r"[。！？]|$")
_TITLE_LENGTH = 48


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table that assigns work; `section` marks a heading within the table."""

    span: Span
    label: str
    heading: str
    section: bool


@dataclass(slots=True)
class _Node:
    path: str
    rank: int
    label: str
    number: int | None
    heading: str
    start: int
    end: int
    parent: str | None
    point: bool = False
    children: dict[str, int] = field(default_factory=dict)


def starts_provision(line: str) -> bool:
    """Whether a line begins with the label of a provision.

    Forms:
      1. 第一编, 第二章, 第三节
      2. 一、
      3. 第三条
      4. （一）, (一)
      5. 1., １．, 1、
      6. （1）, 1）
      7. ①
      8. 2.3现场工作组, 4.2.1 响应分级

    一是 is no label: it marks a point of the provision it stands in.
    """
    found = _LABEL.match(line)
    return found is not None and found.lastgroup != "point"


def opens_anew(line: str) -> bool:
    """Whether a line begins with a label that is the first of its kind (一、), or with none that can be counted."""
    found = _LABEL.match(line)
    return found is None or (_number(found[0]) or 1) == 1


def parse(text: str, lines: Iterable[Span], rows: Iterable[Row] = ()) -> tuple[Provision, ...]:
    """The provisions that `lines` of `text` make, in order; together they tile those lines.

    A line with a label opens a provision under the nearest one before it of a higher kind; one without is
    an unnumbered paragraph. Where a line break was lost before the next label (（一）甲。（二）乙, 一、甲1.乙), the
    label opens a provision too. `lines` are half-open spans that follow on each other; blank lines belong to
    the provision before them. Points (一是…二是…), in a line or at the beginning of the lines after it, are
    children within its span. `rows` are the rows of tables among the lines: provisions under the item their
    table stands in.
    """
    begins = {row.span.start: row for row in rows}
    nodes = list(_with_points(text, _nodes(text, _unrun(text, _cut(lines, begins)), begins)))
    return tuple(
        Provision(n.path, order, n.label, n.number, n.heading, Span(n.start, n.end), n.parent, n.point)
        for order, n in enumerate(nodes, 1)
    )


def tiles(provisions: Sequence[Provision]) -> list[Span]:
    """The leaves of the tree: every provision's own text, points cut out of the one that holds them."""
    cuts = []
    for here, following in zip(provisions, [*provisions[1:], None], strict=False):
        inside = following is not None and following.point and following.parent == here.path
        cuts.append(Span(here.span.start, following.span.start if inside and following else here.span.end))
    return cuts


def _nodes(text: str, lines: Iterable[Span], rows: dict[int, Row]) -> Iterator[_Node]:
    stack = [_Node("", -1, "", None, "", 0, 0, None)]
    last: _Node | None = None
    row_end = 0
    for line in lines:
        printed = line.of(text)
        if last and (not printed.strip() or line.start < row_end):
            last.end = line.end
            continue
        row = rows.get(line.start)
        row_end = row.span.end if row else 0
        found = None if row else _LABEL.match(printed)
        if found and found.lastgroup == "point":
            if last and last.rank <= _PARAGRAPH:
                last.end = line.end
                continue
            found = None
        rank = (
            _row_rank(row)
            if row
            else _ORDER.index(found.lastgroup)
            if found and found.lastgroup
            else _PARAGRAPH
        )
        while stack[-1].rank >= rank or (not row and stack[-1].rank > _PARAGRAPH):
            stack.pop()
        if last:
            yield last
        last = _row_node(row, line, rank, stack[-1]) if row else _node(printed, line, found, rank, stack[-1])
        if found or row:
            stack.append(last)
    if last:
        yield last


def _cut(lines: Iterable[Span], rows: dict[int, Row]) -> Iterator[Span]:
    """The lines, cut where a row begins inside one, and behind a row that ends inside one."""
    cuts = sorted({*rows, *(row.span.end for row in rows.values())})
    for line in lines:
        inside = cuts[bisect_right(cuts, line.start) : bisect_left(cuts, line.end)]
        yield from (Span(start, end) for start, end in pairwise([line.start, *inside, line.end]))


def _unrun(text: str, lines: Iterable[Span]) -> Iterator[Span]:
    """The lines, cut where a break was lost: before the very numbers that come next, and nowhere else."""
    last = {"top": 0, "paren": 0, "arabic": 0}
    for line in lines:
        printed = line.of(text)
        found = _LABEL.match(printed)
        kind = found.lastgroup if found else None
        if found and kind in last:
            last[kind] = _number(found[0]) or 0
        starts = [line.start]
        for run in _RUN.finditer(printed):
            if run["top"]:
                own = kind == "top" and not printed[: run.start()].strip()
                inner = "arabic" if run["arabic"] else "paren"
                top, number = numerals.value(run["top"]), numerals.value(run[inner])
                if number not in (1, last[inner] + 1) or not (own or top == last["top"] + 1):
                    continue
                starts += [] if own else [line.start + run.start()]
                starts.append(line.start + run.start("label"))
                kind, last["top"], last[inner] = inner, top or 0, number or 0
            elif kind == "paren" and numerals.value(run["next"]) == last["paren"] + 1:
                starts.append(line.start + run.start())
                last["paren"] += 1
        yield from (Span(start, end) for start, end in zip(starts, [*starts[1:], line.end], strict=True))


def _row_rank(row: Row) -> int:
    return _TABLE_SECTION if row.section else _TABLE_ROW


def _row_node(row: Row, line: Span, rank: int, parent: _Node) -> _Node:
    number = _number(row.label)
    path = _path(parent, f"r{number}" if number is not None else "r")
    return _Node(
        path, rank, row.label, number, row.heading[:_TITLE_LENGTH], line.start, line.end, parent.path or None
    )


def _node(printed: str, line: Span, found: re.Match[str] | None, rank: int, parent: _Node) -> _Node:
    label = found[0].strip() if found else ""
    number = _number(label)
    rest = printed[found.end() :] if found else ""
    return _Node(
        path=_path(parent, str(number) if number is not None else "u" if found else "p"),
        rank=rank,
        label=label,
        number=number,
        heading=_heading(rest),
        start=line.start,
        end=line.end,
        parent=parent.path or None,
    )


def _number(label: str) -> int | None:
    found = _VALUE.findall(label)
    return numerals.value(found[-1]) if found else None


def _path(parent: _Node, step: str) -> str:
    """The parent's path and this step; a step that comes again is counted, and always where it is no number:
    "p" for a paragraph, "r" for a row, "u" for a label whose number cannot be read (十二一、)."""
    seen = parent.children[step] = parent.children.get(step, 0) + 1
    if step in ("p", "r", "u"):
        step = f"r-{seen}" if step == "r" else f"{step}{seen}"
    elif seen > 1:
        step = f"{step}_{seen}"
    return f"{parent.path}.{step}" if parent.path else step


def _heading(rest: str) -> str:
    """The heading a labelled line opens with: all of a line without a full stop, or a short first sentence."""
    rest = rest.strip()
    stop = _SENTENCE_END.search(rest)
    first = rest[: stop.start()] if stop else rest
    return first.strip(" 　：:") if len(first) <= _TITLE_LENGTH else ""


def _with_points(text: str, nodes: Iterable[_Node]) -> Iterator[_Node]:
    for node in nodes:
        yield node
        yield from _points(text, node)


def _points(text: str, node: _Node) -> Iterator[_Node]:
    """The points of one provision: 一是 first, then only rising numbers."""
    if text.find(_FIRST_POINT, node.start, node.end) < 0:
        return
    found: list[tuple[int, re.Match[str]]] = []
    for mark in _POINT.finditer(text, node.start, node.end):
        number = numerals.value(mark["number"])
        if number and (number > found[-1][0] if found else number == 1):
            found.append((number, mark))
    if len(found) < 2:
        return
    ends = [mark.start() for _, mark in found[1:]] + [node.end]
    rank = _ORDER.index("point")
    for (number, mark), end in zip(found, ends, strict=True):
        first = text[mark.end() : end].split("。")[0].strip()
        heading = first if len(first) <= _TITLE_LENGTH else ""
        path = f"{node.path}.s{number}"
        yield _Node(path, rank, mark["label"], number, heading, mark.start(), end, node.path, point=True)

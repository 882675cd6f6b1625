"""Cells of tables without bars, told apart by what they are: numbers, what to do, bodies, times, titles of columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...ontology.model import Span
from .. import numerals
from ..bodies.names import looks_like_body
from .columns import meaning
from .grids import is_row
from .labels import ROLE_OF
from .naming import is_office

_TITLE = re.compile(r"[^\s，,。；;：:、|]{2,14}")
_MATTER = re.compile(r".{0,10}(?:要求|目标|任务|事项|实事|内容|举措|措施|工作|项目|指标|要点|名称)")
LONGEST_TITLE = 24
"""Characters of the longest title of a column."""
NUMBER = re.compile(r"[（(]?(?P<value>\d{1,3})[）).．、]?")
_CHINESE = re.compile(f"{numerals.CHINESE}{{1,3}}")
SECTION = re.compile(
    rf"第{numerals.COUNT}[编篇章节条]|{numerals.CHINESE}{{1,5}}[、.．]|[（(]{numerals.CHINESE}{{1,5}}[）)]"
)
TIME = re.compile(r"(?:\d{4}年|\d{1,2}月|[今本明]?年(?:底|内)|全年|长期|持续|常年|每[年月季]).{0,14}")
NOBODY = re.compile(r"[/／—\-－无]{1,3}")
_PARTS = re.compile(r"[、，,；; 　]+")
_BODY = re.compile(
    r"(?!加快|推[进动]|新[建增]|打造|完善|实施|启动|建[成设立]|改造|提升|迁建|开[展工]|完成|加强|培育|创建|组建|[成设]立|支持|[扩修]建|[优深强]化"
    r"|健全|引进)[\u4e00-\u9fff（()）]{2,24}"
)
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,5}[市县区旗镇乡]")
"""What shares the head of a body beside it: 甲区、乙区政府."""
_LONGEST_CELL = 200
"""Characters of a cell of bodies."""
FEWEST = 2
"""Rows of the smallest table."""


@dataclass(frozen=True, slots=True)
class CellRow:
    """A row: where it stands, and its cells by what they are; of those of bodies the label of their column, where that is sure."""

    span: Span
    number: str
    matter: str
    bodies: tuple[tuple[str, Span], ...]
    times: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class CellTable:
    """A table: where its header begins, and its rows."""

    start: int
    rows: tuple[CellRow, ...]


def by_role(labels: Sequence[str], bodies: Sequence[Span]) -> tuple[tuple[str, Span], ...]:
    """The cells of bodies with the label of the column that they stand in, where that is sure.

    Where columns of different roles have more cells than there are columns, only the first is sure to stand in the first.
    """
    if len({ROLE_OF[label] for label in labels}) == 1:
        return tuple((labels[0], cell) for cell in bodies)
    if len(bodies) <= len(labels):
        return tuple(zip(labels, bodies, strict=False))
    return ((labels[0], bodies[0]),)


@lru_cache(maxsize=4096)
def column(printed: str) -> str:
    """What the title of a column says that it holds, or an empty string."""
    title = "".join(printed.split()) if len(printed) <= LONGEST_TITLE else ""
    if not _TITLE.fullmatch(title):
        return ""
    return meaning(title) or ("任务" if _MATTER.fullmatch(title) else "")


def ends_row(printed: str) -> bool:
    """Whether a line belongs to no row before it: a number, a section, a header printed again."""
    if NUMBER.fullmatch(printed) or SECTION.match(printed) or is_row(printed):
        return True
    return column(printed) in ROLE_OF or printed == "序号"


@lru_cache(maxsize=4096)
def names_bodies(printed: str) -> bool:
    """Whether a cell holds names of bodies and nothing else."""
    if len(printed) > _LONGEST_CELL:
        return False
    parts = [part for part in _PARTS.split(printed.rstrip("。.等")) if part]
    named = [part for part in parts if looks_like_body(part) or is_office(part)]
    return bool(named) and all(
        (part in named or _PLACE.fullmatch(part)) and _BODY.fullmatch(part) for part in parts
    )


def in_figures(printed: str) -> str:
    """A cell that is a Chinese number in figures, and any other as it is."""
    if len(printed) <= 3 and _CHINESE.fullmatch(printed):
        return str(numerals.value(printed) or printed)
    return printed

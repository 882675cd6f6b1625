"""Tables of projects (重大项目清单): what is built, where and for how much, and asked of nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...ontology.model import Span
from ..roles.columns import meaning
from ..roles.grids import cells, tables
from ..roles.labels import ROLE_OF

_NAMED = re.compile(r"(?:项目|园区|载体|平台|企业)名称")
_BUILT = re.compile(
    r"[^（(]{0,6}(?:投资额?|(?:建设|项目)(?:规模|内容|地点|周期|期限)[^（(]{0,4}|用地(?:面积)?|行业|企业名称|区县市?)(?:[（(].*)?"
)


def find_projects(text: str, lines: Iterable[Span]) -> Iterator[Span]:
    """Yield the rows of tables that tell projects, their headers too.

    Forms:
      1. 序号 | 项目名称 | 建设内容 | 总投资（亿元）     by name, and by what is built or paid; a table that says who
                                                     answers for it is none
    """
    for table in tables(text, lines) if _NAMED.search(text) else ():
        titles = ["".join(cell.of(text).split()) for cell in cells(text, table[0])]
        named = any(_NAMED.fullmatch(title) for title in titles)
        built = any(_BUILT.fullmatch(title) for title in titles)
        if named and built and not any(meaning(title) in ROLE_OF for title in titles):
            yield from table

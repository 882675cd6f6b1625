"""Headings that say who answers for all that stands under them: （一）市教育局牵头的重点任务, 二、县水利局（8项）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...ontology.model import Provision, Role, Span
from .labels import ROLE_BY_VERB
from .naming import Known, is_surely
from .wording import Assignment, Clause, bodies_of

_COUNT = r"(?:[（(](?:共|合计)?\s?\d{1,3}\s?[项条件个]?[）)])"
_HEADING = re.compile(
    r"(?:由)?(?P<bodies>[\u4e00-\u9fff（()）、，]{2,60}?)(?P<verb>牵头负责|牵头落实|牵头办理|牵头推进|牵头|主办|承办|负责落实|负责办理|负责|配合)的?"
    r"(?:\d{1,3}项)?(?:(?:重点|主要|具体|专项|目标|相关|有关|各项|年度)*(?:工作|任务|事项|项目|指标|建议|提案|内容)){1,2}(?:清单)?"
    rf"\s?{_COUNT}?[：:]?$"
)
_COUNTED = re.compile(rf"(?P<bodies>[\u4e00-\u9fff（()）、，]{{2,60}}?)\s?{_COUNT}[：:]?$")
_LONGEST = 90


def find_headings(text: str, provisions: Sequence[Provision], known: Known) -> Iterator[Clause]:
    """Yield the headings that name who answers for what stands under them, in order.

    Forms:
      1. （一）市教育局牵头的重点任务, 二、由县水利局负责的事项（8项）   a verb
      2. （三）市教育局（8项）                                  a body and how many: responsible
    A person (张某某副市长负责事项) is no body.
    """
    for provision in provisions:
        line = provision.span.of(text).split("\n")[0].rstrip()
        if provision.point or len(line) > _LONGEST:
            continue
        end = provision.span.start + len(line)
        named = line.lstrip().removeprefix(provision.label).lstrip()
        found = _match(text, Span(end - len(named), end))
        if not found:
            continue
        names = bodies_of(text, Span(*found.span("bodies")), known)
        if not names or not all(is_surely(one.name, known) for one in names):
            continue
        role = ROLE_BY_VERB[found["verb"]] if "verb" in found.re.groupindex else Role.RESPONSIBLE
        span = Span(end - len(line.lstrip()), found.end())
        assignments = tuple(Assignment(role, one, "responsibility.heading") for one in names)
        yield Clause(span, assignments, (), rule=span, everywhere=tuple(names), below=role)


def _match(text: str, span: Span) -> re.Match[str] | None:
    return _HEADING.match(text, span.start, span.end) or _COUNTED.match(text, span.start, span.end)

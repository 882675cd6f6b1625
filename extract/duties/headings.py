"""Short sentences that ask for nothing themselves: headings, labels, who a colon opens, who says what follows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...ontology.model import Span
from ..bodies.names import Named
from .actors import Bodies
from .modals import MODAL
from .offices import is_name
from .particles import word_at
from .readings import read_clause

_HEADING = 26
"""Characters of a heading behind a dash."""
_TITLED = re.compile(
    r"[\u4e00-\u9fff]{2,8}(?:时间|范围|内容|对象|要求|重点|方式|步骤|依据|目标|原则|职责|程序|方法|条件|地点|主题|安排|名称|类型|措施|标准)"
)
_SLOGAN = re.compile(r"[一二三四五六七八九十]要[^，,。；;]{3,14}")
_NUMBERED = (
    r"[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|[㈠-㈩①-⑳]|[一二三四五六七八九十]{1,2}(?:是(?!否)|、)"
    r"|(?<![\d.．])\d{1,2}[.．、]"
)
_NUMBER = re.compile(_NUMBERED)
_BEHIND_NUMBER = re.compile(rf"(?:{_NUMBERED})[ 　]{{0,2}}$")
_TELLS_MORE = re.compile(rf"{MODAL.pattern}|\d{{2}}|由|负责|等|%")
"""What a heading does not say: by whom, how much, with what force."""
_TOLD_HERE = re.compile(
    r"[ 　]{0,4}(?!(?:[二三四五六七八九十]|十[一二三四五六七八九])(?:是|、))[\u4e00-\u9fff]"
)
"""What follows a heading in its line: text, and no further item."""
_FEW, _NEAR = 2, 8
_GOES_ON_HERE = re.compile(r"[ 　]{0,4}[^\s]")
_PLACED = frozenset("省市县区镇乡各")
"""How a name begins that tells what place it is of."""
_SAYING = frozenset(("强调", "要求", "指出", "明确", "提出", "表示", "认为", "决定"))
_REPORTS = re.compile(
    r"(?!严格|切实|认真|按|根据|依[据照]|对照|遵照|结合|围绕|达到|符合)[^，,按]{0,24}(?:会议?|通[知报]|方案|意见|办法|文件|计划|规划|公告|通告|[》”]|同志|[书市县区局州省镇]长|书记|部长|主任)(?:还|明确|特别|同时|一致|强调)?(?:强调|要求|指出|明确|提出|表示|认为|决定)"
)
"""What only says that somebody said what follows: 会议强调，, 《通知》要求，."""


def opened_by(text: str, clauses: Sequence[Span], bodies: Bodies) -> tuple[Named, ...]:
    """The bodies that a colon opens what they are to do with (农业部：负责防治; 县水利局。负责巡查), nobody where none are.

    Behind ； they may be the last clause of a sentence: 市财政局：落实资金；市审计局：….
    """
    first = clauses[-1]
    if not text.startswith(("：", ":", "。"), first.end):
        return ()
    stop = text[first.end] == "。"
    if len(clauses) > 1 and (stop or text[clauses[-2].end] not in "；;"):
        return ()
    if stop and (text[first.start] not in _PLACED or read_clause(text, first).verb is not None):
        return ()
    named = bodies.of(text, first)
    return named if named and all(is_name(one.name, placed=stop) for one in named) else ()


def is_heading(text: str, clauses: Sequence[Span]) -> bool:
    """Whether a short sentence only names what the paragraph goes on to say.

    Forms:
      1. ——坚持问题导向。各地要…
      2. 一要强化担当。各地…
      3. (2)完善平台。统一… , 二是调查摸底，建立台账。各村…   behind a number inside a line too
    """
    start, end = clauses[0].start, clauses[-1].end
    marked = (
        text.startswith(("——", "--", "—"), start)
        or (len(clauses) == 1 and _SLOGAN.fullmatch(text, start, end) is not None)
        or (
            len(clauses) <= _FEW
            and _is_numbered(text, start)
            and not _TELLS_MORE.search(text, start, end)
            and _TOLD_HERE.match(text, end + 1) is not None
        )
    )
    return (
        marked
        and end - start <= _HEADING
        and text.startswith("。", end)
        and _GOES_ON_HERE.match(text, end + 1) is not None
    )


def _is_numbered(text: str, start: int) -> bool:
    """Whether a sentence opens with the number of an item, or stands behind one in its line."""
    return (
        _NUMBER.match(text, start) is not None
        or _BEHIND_NUMBER.search(text, max(0, start - _NEAR), start) is not None
    )


def is_label(text: str, clauses: Sequence[Span]) -> bool:
    """Whether a short sentence before a colon or a line break only names what follows (检查范围：)."""
    end = clauses[0].end
    if len(clauses) > 1 or not (end >= len(text) or text[end] in "：:\n"):
        return False
    word = word_at(text, clauses[0].start, end)
    return (
        word is not None
        and word.kind == "weak"
        and _TITLED.fullmatch(text, clauses[0].start, end) is not None
    )


def only_reports(text: str, clause: Span) -> bool:
    """Whether a clause only says that somebody said what follows (会议要求，)."""
    says = text[clause.end - 2 : clause.end] in _SAYING
    word = word_at(text, clause.start, clause.end) if says else None
    if (word and word.kind == "strong") or MODAL.search(text, clause.start, clause.end - len("要求")):
        return False
    return says and _REPORTS.fullmatch(text, clause.start, clause.end) is not None

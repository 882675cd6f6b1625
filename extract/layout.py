"""Which lines of a source are the plan, and which are menu, metadata, notice, title, preamble, signature."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..ontology.model import Segment, SegmentKind, Span
from .roles.boxes import boxes
from .roles.cell_lines import cell_tables
from .roles.grids import assigns
from .structure import opens_anew, starts_provision

GENRE = (
    "纲要|规划|计划|方案|要点|意见|措施|办法|安排|分工|清单|任务分解|(?:分解|分工|任务|责任|安排)表|决定|行动|细则"
    "|[一二三四五六七八九十]条|通知|函|报告"
)
"""What a title ends with."""

_TAIL = r"(?:\s*[（(〔][^（()）]{1,24}[）)〕])*[”」]?\s*"
_TITLE = re.compile(rf"(?:^|.*[^、，,])(?:{GENRE}){_TAIL}$")
_SUBTITLE = re.compile(r"\s*[（(][^（()）]{2,24}[）)]\s*$")
_SENDS = re.compile(r"关于|印发|转发")
_NOTICE_TITLE = re.compile(rf"(?:通知|函){_TAIL}$")
_NUMBER = re.compile(r"[^\s〔\[(（]{1,12}\s?[〔\[（(]\s?\d{4}\s?[〕\]）)]\s?(?:第\s?)?\d{1,5}\s?号")
_DATE_LINE = re.compile(
    r"[\s　]*(?:\d{4}|二[〇○零]..)\s?[年.\-/]?\s?[\d一二三四五六七八九十]{1,4}.{0,8}日?[\s　]*$"
)
_ADDRESSEE = re.compile(r"各|单位|部门|机关|政府|委员会|管委会")
_HANDS_ON = re.compile(r"(?:印发|转发|批转|下发)给你们|现(?:将|把)[^。]{2,120}(?:印发|转发|批转|下发)")
"""What a notice does with its plan, told by which it is known where title and address are lost."""
_NO_ADDRESS = re.compile(r"^(?:为|根据|按照)|如下|以下|制定|提出|。")
_SIGNATORY = re.compile(
    r"[\s　]*[^\s，。；：:|]{2,30}(?:政府|办公室|办公厅|委员会|局|厅|部|委|小组|人大常委会)[\s　]*$"
)
_FURNITURE = re.compile(
    r"当前位置|所在位置|繁[体體]版|无障碍|長者|长者模式|网站支持|欢迎您|用户登录|还没有账号|立即注册|忘记密码|扫一扫"
    r"|相关附件|相关文档|字体[:：]|字号|访问量|浏览次数|打印本页|关闭窗口|分享到|上一篇|下一篇"
    r"|责任编辑|版权所有|ICP备|网站地图|参考范文|此件.{0,6}公开|^\s*附件\s*\d*\s*$|^\s*[•·]"
    r"|^\s*附件[：:].{1,210}\.(?:docx?|wps|pdf|xlsx?|et|ofd|rtf|csv|zip|rar|7z|pptx?)\s*$|^\s*注\d{1,3}："
)
_MENU = re.compile("首页|相关信息|政策解读|文件下载|最新文件|联系我们|信息来源|来源[:：]")
"""What is furniture in a line that says nothing, and may stand in a sentence of a plan: 做好政策解读。"""
_METADATA = re.compile(
    r"\s*(?:信息)?(?:索引号|文件编号|发文字号|文号|发布机构|发文机关|发文单位|成文日期|生成日期|公开日期|发布日期|发布时间|时间"
    r"|有效期|有效性|效力状况|主题词|主题分类|主题|关键词|体裁|分类|公开形式|公开方式|公开时限|公开范围|公开程序|内容概述"
    r"|名称|标题)(?:[(（]..[)）])?\s*(?:[：:]|\s|$)"
)
_ANNEX = re.compile(r"附件?(?:\s?\d{1,2})?\s?[：:]")
_FURNITURE_LENGTH = 240
_HEAD_LINES = 80
_MAX_TITLE = 120


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a source: its segments, the lines of the plan's body, and the title as read."""

    segments: tuple[Segment, ...]
    body: tuple[Span, ...]
    title: str
    notice_title: str


def arrange(text: str) -> Layout:
    """Tell the lines of `text` apart. Segments and body lines together tile the text."""
    lines = _lines(text)
    printed = [line.of(text).strip() for line in lines]
    first, last = _with_tables(text, lines, *_body(printed))
    title = _find_title(printed, first)
    kinds = [*_head_kinds(printed, first, title), *[None] * (last - first), *_tail_kinds(printed[last:])]
    body = [line for line, kind in zip(lines, kinds, strict=True) if kind is None]
    return Layout(
        segments=tuple(_segments(lines, kinds)),
        body=tuple(body),
        title="".join(printed[title.start : title.stop]) if title else "",
        notice_title=next((line for line in printed[:first] if _is_notice(line)), ""),
    )


def _lines(text: str) -> list[Span]:
    ends = [found.end() for found in re.finditer(r"\n", text)]
    if not text.endswith("\n") and text:
        ends.append(len(text))
    return [Span(start, end) for start, end in zip([0, *ends], ends, strict=False)]


def _is_furniture(line: str) -> bool:
    if len(line) > _FURNITURE_LENGTH:
        return False
    if _FURNITURE.search(line) or _METADATA.match(line):
        return True
    says = "。" in line or starts_provision(line)
    return not says and _MENU.search(line) is not None


def _is_notice(line: str) -> bool:
    ends = _NOTICE_TITLE.search(line) if len(line) < _MAX_TITLE else None
    return ends is not None and _SENDS.search(line, 0, ends.start()) is not None


def _is_address(line: str) -> bool:
    """Whether a line says to whom a notice goes: 各区人民政府，市直各单位："""
    return line.endswith(("：", ":")) and bool(_ADDRESSEE.search(line)) and not _NO_ADDRESS.search(line)


def _body(printed: Sequence[str]) -> tuple[int, int]:
    """The first line of the body and the line after its last one."""
    first = next(
        (i for i in range(len(printed)) if starts_provision(printed[i]) or assigns(printed[i : i + 2])), None
    )
    if first is None:
        first = _body_without_labels(printed)
    elif _begins_within(printed, first):
        first = 0
    last = len(printed)
    while last > first and _closes(printed[last - 1]):
        last -= 1
    return (first, last) if any(printed[first:last]) else _letter(printed)


def _begins_within(printed: Sequence[str], first: int) -> bool:
    """Whether a source begins in the middle of a plan: its first number is not the first, and nothing heads it."""
    if opens_anew(printed[first]) or _find_title(printed, first):
        return False
    return not any(_is_address(line) or _is_notice(line) or _is_furniture(line) for line in printed[:first])


def _with_tables(text: str, lines: Sequence[Span], first: int, last: int) -> tuple[int, int]:
    """The body with the tables without bars, or drawn, that reach out of it: their headers, and names that end as signatures do."""
    tables = [Span(table.start, table.rows[-1].span.end) for table in cell_tables(text, lines)]
    tables += [Span(box.lines[0].start, box.lines[-1].end) for box in boxes(text, lines)]
    starts = [line.start for line in lines]
    return (
        min([first, *(bisect_right(starts, table.start) - 1 for table in tables)]),
        max([last, *(bisect_left(starts, table.end) for table in tables)]),
    )


def _letter(printed: Sequence[str]) -> tuple[int, int]:
    """The lines of a letter that stands alone, without the plan that it came with: what follows its address."""
    first = next((i + 1 for i, line in enumerate(printed) if _is_address(line)), None)
    if first is None:
        return len(printed), len(printed)
    last = next((i for i in range(first, len(printed)) if _ANNEX.match(printed[i])), len(printed))
    while last > first and _closes(printed[last - 1]):
        last -= 1
    return first, last


def _body_without_labels(printed: Sequence[str]) -> int:
    title = _find_title(printed, min(len(printed), _HEAD_LINES))
    return title.stop if title else 0


def _closes(line: str) -> bool:
    if not line or _is_furniture(line):
        return True
    return bool(
        _DATE_LINE.match(line)
        or _NUMBER.fullmatch(line)
        or (_SIGNATORY.match(line) and not starts_provision(line))
    )


def _find_title(printed: Sequence[str], first: int) -> range | None:
    """The lines of the plan's own title: the last title before the body that is no notice's."""
    found = [run for i in range(first) for run in [_title_at(printed, i, first)] if run]
    plans = [run for run in found if not _NOTICE_TITLE.search("".join(printed[run.start : run.stop]))]
    return next(reversed(plans or found), None)


def _title_at(printed: Sequence[str], start: int, first: int) -> range | None:
    """The title whose first line is `start`: up to three adjacent lines that end as titles do."""
    if start and _goes_on(printed[start - 1]):
        return None
    whole = ""
    for i in range(start, min(start + 3, first)):
        if not _may_be_title_part(printed[i]):
            return None
        whole += printed[i]
        if len(whole) <= _MAX_TITLE and _TITLE.match(whole) and len(whole) > 6:
            return range(start, _after_subtitles(printed, i + 1, first))
    return None


def _goes_on(before: str) -> bool:
    """Whether the line before is the first part of a title, so that the title does not start here."""
    return _may_be_title_part(before) and not _TITLE.match(before) and not _SIGNATORY.match(before)


def _after_subtitles(printed: Sequence[str], stop: int, first: int) -> int:
    """The line after the title's brackets （2021—2025年）（征求意见稿） on lines of their own."""
    for i in range(stop, first):
        if _SUBTITLE.match(printed[i]) and not _is_furniture(printed[i]):
            stop = i + 1
        elif printed[i]:
            break
    return stop


def _may_be_title_part(line: str) -> bool:
    if not line or len(line) > _MAX_TITLE or line[-1] in "。：:；;，,、":
        return False
    return not (_is_furniture(line) or _DATE_LINE.match(line) or _NUMBER.fullmatch(line) or "。" in line)


def _head_kinds(printed: Sequence[str], first: int, title: range | None) -> Iterator[SegmentKind]:
    """What each line before the body is."""
    last_of = {line: i for i, line in enumerate(printed[:first])}
    in_notice = False
    kind = SegmentKind.BOILERPLATE
    for i, line in enumerate(printed[:first]):
        if not line and i:
            yield kind
            continue
        if title and i in title:
            in_notice = False
            kind = SegmentKind.TITLE
        elif _is_furniture(line) or last_of[line] > i:
            kind = SegmentKind.BOILERPLATE
        elif title and i >= title.stop:
            kind = _after_title(line)
        else:
            in_notice = in_notice or _is_notice(line) or _is_address(line) or bool(_HANDS_ON.search(line))
            kind = SegmentKind.NOTICE if in_notice else _before_title(line, title)
        yield kind


def _before_title(line: str, title: range | None) -> SegmentKind:
    if title is None and len(line) > 40 and "。" in line:
        return SegmentKind.PREAMBLE
    return SegmentKind.BOILERPLATE


def _after_title(line: str) -> SegmentKind:
    if _is_address(line) or _DATE_LINE.match(line) or _NUMBER.fullmatch(line) or _SIGNATORY.match(line):
        return SegmentKind.NOTICE
    return SegmentKind.PREAMBLE


def _tail_kinds(printed: Sequence[str]) -> Iterator[SegmentKind]:
    for line in printed:
        signed = not _is_furniture(line) and (_DATE_LINE.match(line) or _SIGNATORY.match(line))
        yield SegmentKind.SIGNATURE if signed else SegmentKind.BOILERPLATE


def _segments(lines: Sequence[Span], kinds: Sequence[SegmentKind | None]) -> Iterator[Segment]:
    """Neighbouring lines of one kind as one segment."""
    open_kind: SegmentKind | None = None
    start = end = 0
    for line, kind in zip(lines, kinds, strict=True):
        if kind is not open_kind:
            if open_kind:
                yield Segment(open_kind, Span(start, end))
            open_kind, start = kind, line.start
        end = line.end
    if open_kind:
        yield Segment(open_kind, Span(start, end))

"""Printing notices (印发通知): the letter that a plan comes with is a work of its own."""

from __future__ import annotations

import re
from typing import NamedTuple

from ...ontology.model import Notice, NoticeKind, Span
from ..layout import Layout

_HOW = re.compile(r"(?P<how>印发|批转|转发)(?!的)")
_WHAT = re.compile(r"(?P<what>[^。；]{4,110}?)的?通知(?=\n|$|各)")
_WHO_BACKWARDS = re.compile(r"(?:于关)?(?:(?!号)[\u4e00-\u9fff 　]){1,39}(?!号)[\u4e00-\u9fff]|(?:于关)?")
"""The issuer in front of what it does, read from there to the left."""
_ISSUER_LINE = re.compile(r"[\u4e00-\u9fff]{2,30}(?:政府|办公室|办公厅|委员会|局|厅|部|委|小组)")
_KINDS = {"印发": NoticeKind.ISSUE, "转发": NoticeKind.FORWARD, "批转": NoticeKind.FORWARD}
_AUTHOR = re.compile(r"《?(?P<authors>[^《》关于。，]{2,60}?)(?:等(?:部门|单位))?(?=《|关于)")
_END = re.compile(r"通知(?=\n|$|各)")
_BREAKS = re.compile(r"(?<!\s)[^\S\n]*+\n\s*+")
_WINDOW = 160


class _Title(NamedTuple):
    """The title of a notice: where it begins, what it does with what, and all of it."""

    start: int
    how: str
    what: str
    text: str


def find_notice(head: str, layout: Layout) -> Notice | None:
    """The notice that a plan's text comes with; its span is of its title in `head`, the text before the body.

    Forms:
      1. 望川市人民政府关于印发《望川市法治政府建设工作方案》的通知        it issues the plan
      2. 省政府办公厅转发省司法厅等部门关于加强行政复议工作意见的通知      it forwards what another body has issued
      3. 县人民政府批转县司法局行政执法监督办法的通知                    so does this

    A notice that is all there is (关于做好…工作的通知) is itself the plan.
    """
    start, end = _where(head, layout)
    for line in re.finditer(r"[^\n]+", head[start:end]):
        title = _title(_joined(head[start + line.start() : end][:_WINDOW]))
        if title and (title.how in line[0] or _ISSUER_LINE.fullmatch(line[0].strip())):
            at = start + line.start() + title.start
            span = Span(at, _end(head, at, title.text))
            return Notice(title.text.replace("\n", ""), _KINDS[title.how], _authors(title), span)
    return None


def _title(text: str) -> _Title | None:
    """The first notice's title in a text: who, what it does (印发) and with what."""
    free = 0
    for how in _HOW.finditer(text):
        what = _WHAT.match(text, how.end())
        if what:
            who = _WHO_BACKWARDS.match(text[free : how.start()][::-1])
            start = how.start() - (who.end() if who else 0)
            return _Title(start, how["how"], what["what"], text[start : what.end()])
        free = how.start() + 1
    return None


def _where(head: str, layout: Layout) -> tuple[int, int]:
    """From where to where a notice's title may stand: its line, and the issuer's above it; else all of the head."""
    if not layout.notice_title:
        return 0, len(head)
    start = head.find(layout.notice_title)
    above = head[:start].rstrip().rpartition("\n")[2]
    issuer = len(head[:start].rstrip()) - len(above) if _ISSUER_LINE.fullmatch(above.strip()) else start
    return issuer, start + len(layout.notice_title)


def _end(head: str, at: int, title: str) -> int:
    """Where a title ends that begins at `at`, over the line breaks in it."""
    for char in title:
        at = head.index(char, at) + 1
    return at


def _joined(lines: str) -> str:
    """Lines as one up to the first that ends a title, since titles are broken where the page is."""
    found = _END.search(lines)
    end = found.end() if found else len(lines)
    return _BREAKS.sub("", lines[:end]) + lines[end:]


def _authors(title: _Title) -> tuple[str, ...]:
    """Who issued what is forwarded, as far as the notice says so."""
    named = _AUTHOR.match(title.what)
    if title.how == "印发" or not named:
        return ()
    return tuple(filter(None, named["authors"].split("、")))

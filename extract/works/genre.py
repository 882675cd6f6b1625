"""Whether a document is a plan (规划性文件) at all: a download folder holds much else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...ontology.model import Extraction, SegmentKind
from ..layout import GENRE

_PLAN = re.compile(GENRE)
_TAIL = r"(?:[（(][^（()）]{1,24}[）)])?[”」）)\s]*$"
_OTHER = re.compile(
    r"(?:解读|问答|图解|公示|公告|公报|通告|名单|名册|简报|动态|新闻|快讯|启事|招聘|讲话|致辞|发言|总结|综述|通报|述职|汇报"
    r"|报告|答复|复函|批复|判决书|决定书|合同|申请表|一览表|统计表|登记表|目录|简历|说明|指南|须知|结果|年报|情况)"
    + _TAIL
    + r"|一图读懂|一图看懂|任免|任职|免职|招标|中标|磋商|询价|招聘|公开征求|放假|停[水电气]|召开.{2,40}会议?|在.{2,40}上的讲话"
)
_OWN_NAME = re.compile(r"[^。：:|>]{8,60}")
_HEAD = 3_000
_ITEMS = 3
"""So many numbered items make a plan of a text whose title does not say what it is."""


def why_no_plan(extraction: Extraction) -> str:
    """Why a document is no plan, or an empty string where it is one.

    It is one where a clause makes somebody responsible; else where it asks for something in provisions and
    either its title is that of a plan or it has at least three numbered items, and its title is not that of
    something else.

    Forms of other titles:
      1. …政策解读, …公示, …名单, …公报, …报告, …批复, …办事指南     by their end
      2. 一图读懂…方案, …任免职务的通知, …招标…, 关于召开…会的通知    by a word in them
    """
    asked = [task for task in extraction.tasks if not task.general]
    if not asked:
        return "nothing in it asks anybody to do something"
    if extraction.responsibilities:
        return ""
    title = extraction.document.title
    if any(map(_OTHER.search, [title, *_headings(extraction)])):
        return "its title is that of another kind of document, and nobody is made responsible"
    if _PLAN.search(title) or sum(bool(task.label) for task in asked) >= _ITEMS:
        return ""
    return "neither its title nor its items are those of a plan"


def _headings(extraction: Extraction) -> Iterator[str]:
    """The lines before the body that may name a document for which no title was found."""
    kinds = {segment.kind for segment in extraction.segments}
    if SegmentKind.TITLE in kinds or not extraction.provisions:
        return
    head = extraction.document.text[: extraction.provisions[0].span.start]
    yield from filter(_OWN_NAME.fullmatch, map(str.strip, head[:_HEAD].splitlines()))

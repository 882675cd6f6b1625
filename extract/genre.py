"""Whether a document is a plan (规划性文件) at all: a download folder holds much else."""

from __future__ import annotations

import re

from ..ontology.model import Extraction
from .layout import GENRE

_PLAN = re.compile(GENRE)
_OTHER = re.compile(
    r"(?:解读|问答|图解|公示|公告|公报|名单|名册|简报|动态|新闻|快讯|启事|招聘|讲话|致辞|发言|总结|综述|通报|述职|汇报"
    r"|报告|答复|复函|批复|判决书|决定书|合同|申请表|一览表|统计表|登记表|目录|简历)[”」）)\s]*$"
)
_ITEMS = 3
"""So many numbered items make a plan of a text whose title does not say what it is."""


def why_no_plan(extraction: Extraction) -> str:
    """Why a document is no plan, or an empty string where it is one.

    It is one where a clause makes somebody responsible; else where it asks for something in provisions and
    either its title is that of a plan or it has at least three numbered items, and its title is not that of
    something else (…解读, …公示, …名单, …报告).
    """
    asked = [task for task in extraction.tasks if not task.general]
    if not asked:
        return "nothing in it asks anybody to do something"
    if extraction.responsibilities:
        return ""
    title = extraction.document.title
    if _OTHER.search(title):
        return "its title is that of another kind of document, and nobody is made responsible"
    if _PLAN.search(title) or sum(bool(task.label) for task in asked) >= _ITEMS:
        return ""
    return "neither its title nor its items are those of a plan"

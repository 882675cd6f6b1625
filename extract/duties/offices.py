"""Bodies that stand alone in front of what they are to do: 市公安局：负责秩序."""

from __future__ import annotations

import re

from ..bodies.names import looks_like_body
from .particles import word_at

_NAME = re.compile(
    r"(?!.*(?:驿站$|布局$|职责$|任务$|工作$|要求$|分工$|责任|牵头|配合))[\u4e00-\u9fff（()）]{2,24}"
)
"""A body's name, and no label or heading that ends as one."""
_OFFICES = (
    *"局委办厅所站部镇乡村",
    "中心",
    "大队",
    "中队",
    "支队",
    "部门",
    "各单位",
    "各企业",
    "各学校",
    "街道",
    "委会",
    "员会",
    "社区",
    "公司",
)
"""How names end that tell no place."""


_NAMED_BY_FIELD, _SHORT = ("局", "委", "厅", "部", "组"), 6
"""How short names end that begin with a field of work as verbs do: 教育部, 审计局, 宣传组."""
_FIELDS = ("noun", "weak", "adverb")
"""Kinds of words that a field of work is: 综合协调组, and not 成立工作组."""


def is_name(name: str, *, placed: bool) -> bool:
    """Whether a phrase names a body and is no heading that ends as one (培育中介机构).

    `placed` says that it begins with the place it is of (市, 各); else its end and its first word must show it.
    """
    if not looks_like_body(name) or not _NAME.fullmatch(name):
        return False
    if placed:
        return True
    word = word_at(name, 0, len(name))
    if word is None or word.kind == "noun":
        return name.endswith((*_OFFICES, "组"))
    return word.kind in _FIELDS and len(name) <= _SHORT and name.endswith(_NAMED_BY_FIELD)

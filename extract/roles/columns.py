"""What the titles of a table's columns say that the columns hold."""

from __future__ import annotations

import re

from .labels import DEADLINE_LABELS, column_label

NOTE = re.compile(r"[（(][^（）()]*[）)]$")
_ROLE_NOTE = re.compile(r"[（(](?P<role>牵头|主办|主责|配合|协办|协助|参与)(?:单位|部门)?[）)]$")
_ASIDE = re.compile(
    r"[（(][^（）()]{1,4}[）)](?=单位$|部门$|室$)|(?:及|和|与|、|[/／])(?:其)?(?:责任|负责|具体|联系)?(?:责任人|负责人|人员|人|领导|科室|股室|分工)$|或(?:牵头|配合|协助)?(?:单位|部门)$|\d$"
)
"""What in the title of a column does not change its meaning: 牵头（责任）单位, 责任单位及责任人, 责任单位或牵头单位, 责任单位1."""
NUMBER_COLUMNS = frozenset({"序号", "编号", "序"})
TASK_COLUMNS = re.compile(
    r"(?:重点|主要|工作|具体|目标|对应)?任务(?:内容|名称)?|(?!单位|部门|机构|企业)[^\s]{1,6}名称|(?:工作|任务)(?:内容|事项)|(?:重点|具体)工作|事项|(?:工作|主要|具体)?(?:举措|措施)"
)

TIME_COLUMNS = re.compile(
    rf"{DEADLINE_LABELS}|(?!发布|成文|成立|注册|申报|受理|颁布|生效|会议|举办|服务|营业|办公|活动|开放|发文|印发|起始|开始|开工|报名)"
    r"[^\s]{0,8}(?:时间|时限|期限|日期|节点)(?:要求|安排)?"
)
"""Of a table that assigns work: 完成时限, and kin such as 拟投入运营时间."""


def meaning(printed: str) -> str:
    """What a header cell says its column holds: a role's label, 完成时限, 序号, 任务, or nothing known."""
    name = re.sub(r"\s", "", printed)
    if (role := _ROLE_NOTE.search(name)) and column_label(name[: role.start()]):
        return "牵头单位" if role["role"] in ("牵头", "主办", "主责") else "配合单位"
    name = _ASIDE.sub("", NOTE.sub("", name))
    if label := column_label(name):
        return label
    name = name.rpartition("·")[2]
    if TIME_COLUMNS.fullmatch(name):
        return "完成时限"
    if name in NUMBER_COLUMNS:
        return "序号"
    return "任务" if TASK_COLUMNS.fullmatch(name) else ""

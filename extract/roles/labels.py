"""The words of responsibility clauses: labels and verbs that give a role, labels of times and of other things."""

from __future__ import annotations

import re

from ...ontology.model import Role

LABELS = {
    Role.LEAD: "牵头责任单位|牵头责任部门|牵头负责单位|牵头负责部门|牵头单位|牵头部门|牵头处室|牵头科室|牵头股室"
    "|主责单位|主责部门|主办责任单位|牵头主体|牵头机构|主办单位|主办部门|主办科室|牵头",
    Role.SUPPORT: "配合责任单位|协同责任单位|配合单位|配合部门|配合科室|配合处室|配合股室"
    "|协同单位|协同部门|协作单位|参加单位|参加部门|参与单位|参与部门"
    "|协办单位|协办部门|会办单位|协助单位|支持单位|协办责任单位|参与责任单位|协助部门|支持部门|协作部门|协同配合单位|联办单位|配合|参与",
    Role.SUPERVISE: "督导单位|督办单位|监督单位|指导单位|督导部门|监管单位|监管部门|指导部门|督办部门|监督部门",
    Role.RESPONSIBLE: "责任单位|责任部门|责任主体|责任科室|责任处室|责任股室|负责单位|负责部门|承办单位|承办部门|承办科室"
    "|落实单位|落实部门|实施单位|实施部门|主要责任单位|主要责任部门|第一责任单位|具体责任单位|直接责任单位"
    "|共同责任单位|落实责任单位|整改责任单位|责任机构|责任乡镇|责任镇街|承担单位|执行单位|推进单位|办理单位|办理部门",
}
"""The words before a colon that give the bodies after it their role."""
DEADLINE_LABELS = "完成时限|完成时间|完成期限|责任时限|办理时限|整改时限|时限要求|时间要求|时限|进度安排"
OTHER_LABELS = (
    "联系人|联系电话|适用范围|政策依据|申报时间|责任领导|牵头领导|分管领导|包保领导|包联领导|挂钩领导"
    "|联系领导|分管省领导|分管市领导|分管县领导|省领导|县领导|市领导|责任人员|责任人|牵头人|配合人|包抓领导|主管领导|分包领导|负责人|考核单位|验收单位|业主单位|建设单位"
)
"""Labels of what is no body: persons, and what else stands beside a clause."""
VERBS = {
    Role.LEAD: "为牵头单位|为牵头部门|牵头负责|牵头抓总|牵头组织|牵头实施|牵头落实|牵头推进|牵头办理|牵头|主办",
    Role.SUPPORT: "为配合单位|为配合部门|为协办单位|配合落实|配合实施|配合推进|配合做好"
    "|协助落实|参与落实|配合|参与|参加|协助|协同|协办",
    Role.SUPERVISE: "督导|督办|指导",
    Role.RESPONSIBLE: "为责任单位|为责任部门|负责落实|负责实施|负责推进|负责办理|负责组织实施|具体负责|分工负责|共同负责"
    "|分别负责|共同落实|分工落实"
    "|负责|抓好落实|组织落实|具体落实|落实|组织实施|具体实施|实施|承办",
}
"""The verbs that give the bodies before them their role; 会同 joins bodies that have one verb."""


ROLE_OF = {label: role for role, labels in LABELS.items() for label in labels.split("|")}
ROLE_BY_VERB = {verb: role for role, verbs in VERBS.items() for verb in verbs.split("|")}


_WORDS = sorted([*ROLE_OF, *f"{DEADLINE_LABELS}|{OTHER_LABELS}".split("|")], key=len, reverse=True)
_ROLES = "|".join(sorted((x for x in ROLE_OF if len(x) > 2), key=len, reverse=True))
_COLON = r"(?:[（(](?:单位|部门|科室|股室|处室)[）)])?\s*(?:[:：]|为(?=[省市县区镇乡州各]))"
"""What ends a label: a colon, behind 牵头部门（单位） too, or 为 before a body."""
_KNOWN = rf"(?P<label>{'|'.join(_WORDS)}){_COLON}"
_PERSONS = (
    r"(?:[\u4e00-\u9fff]{1,5}(?:领导|责任人|负责人)\s*[:：][^：:。；;\n|（）()]{1,16}?[ 　；;，,、]\s*){0,2}"
)
"""Who of the leaders stands before the bodies: 牵头县领导：某某，."""
_MARK = r"[ \t　]*(?:(?:[（(]?\d{1,2}[）)．.、])|[*▲△●■◆★◎•·▪➤]\s*)?"
LABEL = re.compile(_KNOWN)
BEGINS = re.compile(_PERSONS + _KNOWN)
"""A label that a clause begins with, leaders before it aside."""
PARTS = re.compile(
    rf"{_KNOWN}|(?<![\u4e00-\u9fff])(?=[\u4e00-\u9fff]{{2,8}}\s*[:：])(?:(?!{_ROLES}|{DEADLINE_LABELS})[\u4e00-\u9fff]){{2,8}}\s*[:：]"
)
"""Every label inside a clause, those that are not known too: what stands behind them is no body."""
LABEL_LINE = re.compile(
    rf"(?m)^{_MARK}(?P<clause>(?:{'|'.join('[ 　]?'.join(words) for words in _WORDS)}){_COLON}.*)$"
)
LABEL_INSIDE = re.compile(
    rf"(?<=[。；;）)，,])[ \t　]*(?P<clause>{_PERSONS}(?:{_ROLES}){_COLON}[^。\n|]{{2,400}}。?)"
)
"""A label in the middle of a line, where a text has lost its line breaks."""
LABEL_ALONE = re.compile(
    rf"(?m)^[ \t　]*(?P<clause>(?P<label>{_ROLES})[ \t　]*\n[ \t　]*(?P<bodies>[^\n：:。；;|\d]{{2,200}}))$"
)
"""A label on a line of its own, and the bodies on the next."""
SHARED_OUT = re.compile(
    r"(?m)(?:^[ \t　]*|(?<=[。；;）) 　]))(?P<clause>(?:部门|责任|职责|任务|工作)分工\s*[:：]\s*(?P<inner>[^\n|]{4,400}?))。?[ \t　]*$"
)
"""A line, or its end, that says how the work is shared out: 部门分工：甲牵头，乙配合。"""
_BOTH = re.compile(rf"(?P<first>{_ROLES})[与和及、](?:{_ROLES})")
"""A column of two kinds of bodies."""
QUALIFIED = re.compile(rf"(?!建议|拟)[\u4e00-\u9fff]{{1,8}}?(?P<label>{_ROLES})")


def column_label(name: str) -> str:
    """The label, one of ROLE_OF, that the header of a table's column means, or an empty string.

    Forms:
      1. 牵头单位, 责任部门                     a label
      2. 指导推进责任单位, 市级牵头单位             a label with what qualifies it
      3. 责任分工·配合单位                      a header of two rows
      4. 责任主体与协同单位                     the first of two
    A body that is only suggested (建议责任单位, 拟牵头单位) is not made responsible.
    """
    name = name.rpartition("·")[2]
    if name in ROLE_OF:
        return name
    if both := _BOTH.fullmatch(name):
        return both["first"]
    qualified = QUALIFIED.fullmatch(name)
    return qualified["label"] if qualified else ""

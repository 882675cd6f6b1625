"""The words of responsibility clauses: labels and verbs that give a role, labels of times and of other things."""

from __future__ import annotations

import re
from itertools import product

from ...ontology.model import Role
from ..tries import pattern_of


def _joined(*parts: str) -> list[str]:
    """Every way to put one word of each part behind another: 牵头|配合, 单位|部门 → 牵头单位, 牵头部门 …"""
    return ["".join(words) for words in product(*(part.split("|") for part in parts))]


_KINDS = {
    Role.LEAD: (
        "牵头|主办|主责|牵头责任|牵头负责|牵头组织|牵头实施|牵头组织实施|牵头落实|牵头推进|牵头协调|牵头承办|牵头主责|主办责任"
        "|主牵头|总牵头|主要牵头|第一牵头|共同牵头|联合牵头"
    ),
    Role.SUPPORT: (
        "配合|协同|协作|协办|协助|参与|参加|会办|联办|支持|支撑|配合责任|协同责任|协办责任|协助责任|参与责任"
        "|协同配合|协作配合|协助配合|支持配合|参与配合|配合协助|配合参与|配合落实|协助落实|参与落实|配合实施|参与实施"
    ),
    Role.SUPERVISE: (
        "督导|督办|监督|指导|监管|督查|督促|监督指导|督促指导|业务指导|行业指导|行业监管|监管责任|监督责任|督导责任"
    ),
    Role.RESPONSIBLE: (
        "责任|负责|承办|落实|实施|承担|执行|推进|办理|整改|分办|包保|组织实施|主要责任|第一责任|具体责任|直接责任|共同责任|落实责任"
        "|整改责任|主体责任|属地责任|包保责任|项目责任|主要负责|具体负责|具体落实|具体实施|具体承办"
    ),
}
"""What a body does, in front of 单位, 部门 and the like."""
_NOUNS = "单位|部门|科室|处室|股室"
_ALSO = {
    Role.LEAD: [
        *_joined("牵头", "主体|机构|司局|处|机关"),
        *_joined("牵头", "（责任）|(责任)|和责任|及责任|与责任", "单位|部门"),
    ],
    Role.SUPPORT: _joined("配合|参与|协同", "司局|处|机关"),
    Role.RESPONSIBLE: _joined("责任", "主体|机构|司局|处|机关|学院|乡镇|镇街|街道|地区|县区"),
}
_BARE = {Role.LEAD: "牵头", Role.SUPPORT: "配合|参与"}
"""Labels without 单位 that begin a clause too."""
LABELS = {
    role: "|".join([*_joined(kinds, _NOUNS), *_ALSO.get(role, []), *filter(None, [_BARE.get(role)])])
    for role, kinds in _KINDS.items()
}
"""The words before a colon that give the bodies after it their role."""
WITHIN = {
    "主办": Role.LEAD, "会办": Role.SUPPORT, "协办": Role.SUPPORT, "协助": Role.SUPPORT, "协同": Role.SUPPORT, "分办": Role.RESPONSIBLE,
    "协同配合": Role.SUPPORT, "参加": Role.SUPPORT, "承办": Role.RESPONSIBLE, "责任": Role.RESPONSIBLE, "落实": Role.RESPONSIBLE,
    "督办": Role.SUPERVISE, "督导": Role.SUPERVISE, "责任落实": Role.RESPONSIBLE,
    "实施主体": Role.RESPONSIBLE, "属地": Role.RESPONSIBLE,
}  # fmt: skip
"""Labels that are such only beside others, or where nothing but bodies follows; never the title of a column."""
DEADLINE_LABELS = (
    "完成时限|完成时间|完成期限|完成日期|完成节点|责任时限|办理时限|办结时限|整改时限|整改期限|推进时限|时限要求|时间要求"
    "|时间节点|时限|进度安排"
)
OTHER_LABELS = "|".join(
    [
        *_joined("责任|牵头|分管|包保|包联|挂钩|联系|包抓|主管|分包|督办|督导|挂点|挂联|主抓", "领导|省领导|市领导|县领导|区领导"),
        *_joined("责任|整改责任|项目责任|牵头责任|直接责任|牵头|配合|负责|联系", "人"),
        "省领导|市领导|县领导|责任人员|联系电话|联系方式|适用范围|政策依据|申报时间|任务来源|考核单位|验收单位|业主单位|建设单位",
    ]
)  # fmt: skip
"""Labels of what is no body that answers: persons, and what else stands beside a clause."""
_HOW = "积极|密切|全力|共同|协同|分工|按职责|按照职责|按各自职责|按职责分工|按照职责分工|各自"
VERBS = {
    Role.LEAD: (
        "为牵头单位|为牵头部门|牵头负责|牵头并负责|牵头抓总|牵头组织|牵头实施|牵头落实|牵头推进|牵头办理|牵头协调|牵头完成|负责牵头|总牵头|共同牵头|分别牵头"
        "|牵头|主办|主抓|主责|为主|统筹协调|统筹推进|统筹负责|统筹"
    ),
    Role.SUPPORT: "|".join(
        [
            "为配合单位|为配合部门|为协办单位|配合落实|配合实施|配合推进|配合完成|配合做好|配合负责|协助落实|参与落实|协助配合|参与配合|协助推进|协同推进|协同负责",
            "配合|参与|参加|协助|协同|协办|会办|协作|支持",
            *_joined(_HOW, "配合|参与|协助|协作"),
        ]
    ),
    Role.SUPERVISE: "负责督导|负责指导|负责监督|督促指导|指导督促|监督指导|业务指导|督导|督办|指导|督促|监督|监管",
    Role.RESPONSIBLE: (
        "为责任单位|为责任部门|负责落实|负责实施|负责推进|负责办理|负责完成|负责组织实施|具体负责|分工负责|共同负责"
        "|分别负责|共同落实|共同完成|分工落实|各负其责|具体组织实施|分工推进|共同推进|组织推进"
        "|负责|抓好落实|组织落实|具体落实|落实|组织实施|具体实施|实施|承办|承担|推进"
    ),
}
"""The verbs that give the bodies before them their role; 会同 joins bodies that have one verb."""


ROLE_OF = {label: role for role, labels in LABELS.items() for label in labels.split("|")}
ROLE_OF_LABEL = ROLE_OF | WITHIN
ROLE_BY_VERB = {verb: role for role, verbs in VERBS.items() for verb in verbs.split("|")}
MARKS = {
    **dict.fromkeys(_joined("牵头|主办|主责", "|单位|部门"), Role.LEAD),
    **dict.fromkeys(_joined("配合|协办|协助|参与|协同|会办", "|单位|部门"), Role.SUPPORT),
    **dict.fromkeys(_joined("责任|承办", "单位|部门"), Role.RESPONSIBLE),
}
"""What stands in brackets behind a body, or behind 责任单位, and gives it its role: 市水利局（牵头）, 责任单位（配合）."""

_OTHERS = f"{DEADLINE_LABELS}|{OTHER_LABELS}".split("|")
_ROLES = pattern_of(label for label in ROLE_OF if len(label) > 2)
_SCOPE = "(?:[省市县区州镇乡]{1,2}[直级]?|属地|行业|项目|部门)?"
"""Whose bodies they are: 市直责任单位, 县区责任单位."""
_ASIDE = (
    r"(?:[（(](?P<note>[^（）()：:\n]{1,24})[）)])?"
    r"(?:\s?(?:及|和|与|、|[/／])\s?(?:其)?(?:责任人|负责人|联系人|责任领导|分管领导|具体责任人|人员|科室|部门|单位|完成时限|完成时间|时限))?"
)
"""What behind a label does not change it, or says who of its bodies leads: 责任单位（第一个为牵头单位）, 责任单位及责任人."""
_BODY_BEGINS = (
    "[省市区县镇乡州国各]|教育|科技|科学|文化|人力|工业|公安|民政|司法|财政|自然|生态|住房|交通|水利|农业|商务|应急|人民|审计|海关"
    "|税务|中国|办公室|人事|财务|综合|教务|法规|规划"
)
_COLON = rf"{_ASIDE}(?:\s*+(?:分别|按序|依次)?[为是有]?\s*+[:：]|(?:分别)?[为是](?={_BODY_BEGINS})|\s?[】〕］\]]\s?[:：]?)"
"""What ends a label: a colon, 为 before a body, the bracket that it stands in."""
_KNOWN = rf"[【〔［\[]?{_SCOPE}(?P<label>{pattern_of([*ROLE_OF_LABEL, *_OTHERS])}){_COLON}"
_PERSONS = (
    r"(?:[\u4e00-\u9fff]{1,5}(?:领导|责任人|负责人)\s*[:：][^：:。；;\n|（）()]{1,16}?[ 　；;，,、]\s*){0,2}"
)
"""Who of the leaders stands before the bodies: 牵头县领导：某某，."""
LEADERS = re.compile(
    r"(?:[\u4e00-\u9fff]{1,5}(?:领导|责任人|负责人)\s*[:：][^：:。；;\n|（）()，,]{1,16}[ 　；;，,]\s*){1,2}"
)
_MARK = r"[ \t　]*(?:(?:[（(]?\d{1,2}[）)．.、]|[①-⑳]|[*▲△●■□◆◇★☆◎○◦•·▪➤►▶※]|[—－–-]{1,2})\s*)?"
LABEL = re.compile(_KNOWN)
BEGINS = re.compile(rf"{_PERSONS}{_SCOPE}{pattern_of([*ROLE_OF, *_OTHERS])}{_COLON}")
"""A label that a clause begins with, leaders before it aside."""
PARTS = re.compile(
    rf"{_KNOWN}|(?<![\u4e00-\u9fff])(?=[\u4e00-\u9fff]{{2,8}}\s*[:：])(?:(?!{_ROLES}|{pattern_of(_OTHERS)})[\u4e00-\u9fff]){{2,8}}\s*[:：]"
)
"""Every label inside a clause, those that are not known too: what stands behind them is no body."""
LOOSE_PARTS = re.compile(
    rf"(?:^|(?<=[，,；;。：:\s]))[（(]?(?:{_SCOPE}(?P<label>{_ROLES}){_ASIDE}[）)]?\s*[—－–:：-]{{0,2}}|(?P<within>{pattern_of(WITHIN)})[:：])\s*(?=[\u4e00-\u9fff])"
)
"""Labels that no colon ends, or that are such only where nothing but bodies follows: 牵头单位市水利局，配合单位 市财政局."""
_IN_BRACKETS = r"(?:[【〔［\[（(](?=[^：:\n]{2,14}[】〕］\]）)]))?"
LABEL_LINE = re.compile(
    rf"(?m)^{_MARK}(?P<clause>{_IN_BRACKETS}{_SCOPE}{pattern_of([*ROLE_OF, *_OTHERS], between='[ 　]?')}(?:{_COLON}|[）)]).*)$"
)
LOOSE_LINE = re.compile(
    rf"(?m)^{_MARK}(?P<clause>{_SCOPE}(?:{_ROLES}{_ASIDE}(?![:：])|{pattern_of(WITHIN)}[:：])"
    r"[ 　\t—－–-]*[\u4e00-\u9fff][^\n。|]{1,200})[。]?[ 　\t]*$"
)
"""A line of such labels."""
NOTE_ON_LEAD = re.compile(
    r"[，,。；;、\s（(]{0,4}(?:除标注为“牵头”(?:的)?(?:单位|部门)?外[，,])?(?:其中)?(?:排名|排序|排|列)?(?:在|于|为)?(?:第一位?|第一个|首位)的?者?(?:责任)?(?:单位|部门)?为(?:工作)?牵头(?:责任)?(?:(?:单位|部门)?或汇总)?(?:单位|部门)(?:[，,]?下同)?[。]?"
)
"""Where a clause, or the title of a column, says that the first body listed leads."""
LABEL_INSIDE = re.compile(
    rf"(?:(?<=[。；;）)，,])[ \t　]*+|(?<=[ 　]))(?P<clause>{_PERSONS}{_SCOPE}(?:{_ROLES}|牵头){_COLON}[^。\n|]{{2,400}}。?)"
)
"""A label in the middle of a line, where a text has lost its line breaks."""
LABEL_ALONE = re.compile(
    r"(?m)^[ \t　]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]{1,2}[ 　]?)?"
    rf"(?P<clause>(?P<label>{_ROLES})[ \t　]*\n[ \t　]*[:：]?(?P<bodies>[^\n：:。；;|\d]{{2,200}}))[。]?[ \t　]*$"
)
"""A label on a line of its own, and the bodies on the next."""
FORM = re.compile(
    rf"(?m)(?:^|(?<=\|))[ \t　]*(?P<clause>{_SCOPE}(?P<label>{_ROLES}){_ASIDE}[ \t　]*\|[ \t　]*(?P<bodies>[^\n|]{{2,200}}))(?=\||$)"
)
"""A cell that is a label beside one with the bodies, in a form: 责任单位 | 市水利局."""
SHARED_OUT = re.compile(
    r"(?m)(?:^[ \t　]*|(?<=[。；;）) 　]))(?P<clause>(?:部门|责任|职责|任务|工作)?分工\s*[:：]\s*(?P<inner>[^\n|]{4,400}?))。?[ \t　]*$"
)
"""A line, or its end, that says how the work is shared out: 部门分工：甲牵头，乙配合。"""
_BOTH = re.compile(rf"(?P<first>{_ROLES})[与和及、]{_ROLES}")
"""A column of two kinds of bodies."""
QUALIFIED = re.compile(rf"(?!建议|拟)[\u4e00-\u9fff]{{1,8}}?(?P<label>{_ROLES})")


_SHORT_TITLES = {
    **{one: f"{one}单位" for one in ("主办", "协办", "会办", "承办", "协助", "责任", "督办", "主责")},
    **dict.fromkeys(("责任分工", "任务分工", "职责分工", "部门分工", "工作分工"), "责任单位"),
}
"""Titles of columns that are short for another."""


def role_of(label: re.Match[str]) -> Role | None:
    """The role that a label gives, by the note behind it too: 责任单位（配合）."""
    return MARKS.get(label["note"] or "") or ROLE_OF_LABEL.get(label["label"] or "")


def column_label(name: str) -> str:
    """The label, one of ROLE_OF, that the header of a table's column means, or an empty string.

    Forms:
      1. 牵头单位, 责任部门                     a label
      2. 指导推进责任单位, 市级牵头单位             a label with what qualifies it
      3. 责任分工·配合单位                      a header of two rows
      4. 责任主体与协同单位                     the first of two
      5. 主办, 责任分工                        short for 主办单位, 责任单位
    A body that is only suggested (建议责任单位, 拟牵头单位) is not made responsible.
    """
    name = name.rpartition("·")[2]
    name = _SHORT_TITLES.get(name, name)
    if name in ROLE_OF:
        return name
    if both := _BOTH.fullmatch(name):
        return both["first"]
    qualified = QUALIFIED.fullmatch(name)
    return qualified["label"] if qualified else ""

"""The words of responsibility clauses: labels and verbs that give a role, labels of times and of other things."""

from __future__ import annotations

from ...ontology.model import Role

LABELS = {
    Role.LEAD: "牵头责任单位|牵头责任部门|牵头负责单位|牵头负责部门|牵头单位|牵头部门|牵头处室|牵头科室|牵头股室"
    "|主责单位|主责部门|主办单位|主办部门|主办科室|牵头",
    Role.SUPPORT: "配合责任单位|协同责任单位|配合单位|配合部门|配合科室|配合处室|配合股室"
    "|协同单位|协同部门|协作单位|参加单位|参加部门|参与单位|参与部门"
    "|协办单位|协办部门|会办单位|协助单位|支持单位|配合|参与",
    Role.SUPERVISE: "督导单位|督办单位|监督单位|指导单位|督导部门",
    Role.RESPONSIBLE: "责任单位|责任部门|责任主体|责任科室|责任处室|责任股室|负责单位|负责部门|承办单位|承办部门|承办科室"
    "|落实单位|落实部门|实施单位|实施部门",
}
"""The words before a colon that give the bodies after it their role."""
DEADLINE_LABELS = "完成时限|完成时间|完成期限|责任时限|办理时限|整改时限|时限要求|时间要求|时限|进度安排"
OTHER_LABELS = (
    "联系人|联系电话|适用范围|政策依据|申报时间|责任领导|牵头领导|分管领导|包保领导|包联领导|挂钩领导"
    "|联系领导|分管省领导|分管市领导|分管县领导|省领导|县领导|市领导|责任人员|责任人|牵头人|配合人"
)
"""Labels of what is no body: persons, and what else stands beside a clause."""
VERBS = {
    Role.LEAD: "牵头负责|牵头抓总|牵头组织|牵头实施|牵头落实|牵头推进|牵头办理|牵头|主办",
    Role.SUPPORT: "配合|参与|参加|协助|协同|协办",
    Role.SUPERVISE: "督导|督办|指导",
    Role.RESPONSIBLE: "负责|抓好落实|组织落实|具体落实|落实|组织实施|具体实施|实施|承办",
}
"""The verbs that give the bodies before them their role; 会同 joins bodies that have one verb."""


ROLE_OF = {label: role for role, labels in LABELS.items() for label in labels.split("|")}
ROLE_BY_VERB = {verb: role for role, verbs in VERBS.items() for verb in verbs.split("|")}

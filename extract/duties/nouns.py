"""What a clause opens with that is as often a verb as part of a name: 发展改革部门, 决策机关, 接入工程."""

from __future__ import annotations

import re

from ...ontology.model import Span
from .actors import has_modal, is_actor, subject_end
from .openings import NO_OFFICE, OFFICIAL
from .particles import Word
from .record import Reading

_COMPOUND = re.compile(
    r"结果|决定|时限|措施|台账|进度|标准|期限|比例|额度|金额|利率|产品|资金(?=发放|拨付|由|应|要|须)|率"
)
_RESULT = re.compile(
    r"(?:结果|结论|情况|报告|事项|目录|清单|标准|费用|经费)(?:作为|向|应|要(?!求)|须|由|报送|纳入|列入|计入|不得)"
)
_OFFICE = re.compile(
    r"(?:机关|部门|机构|单位|主体|中心|平台|人员|队伍|小组|负责同志|负责人|责任人|领导|副?[省市县区乡镇州]长|书记|主任|干部)"
)
_NAMED_BY_WORK = re.compile(
    r"(?:教育|审计|宣传|统战|统计|监管|运输|发展(?:和|与)?改革|改革发展|组织|建设|保障|规划(?:建设)?|监察|纪检监察|协同配合|配合|协同|会办|牵头|协办|主办|承办)(?:责任)?(?:部门?|分?局|委|单位|机关|处室|科室)(?!署|位)"
    r"|(?:保洁|护林|巡查|安全|协管|管理|监督|养护|联络)员(?!会|工)"
    r"|(?:综合|现场|专业|专职|全职|包村|包片|包保|值班)(?:[\u4e00-\u9fff]{2,4})?(?:人员|部门|机构|单位|队伍|大队|中队|局|办|干部|领导)(?![会事])"
    r"|(?:组织|宣传|统战|教育|规划|发展改革|建设|保障|审计|监察|管理|运输|统计|服务)(?:、[\u4e00-\u9fff]{2,6}){1,8}?等?(?:部门|单位|机关)"
)
"""Bodies whose names begin with what they do: 发展改革部门, 协同配合单位."""
_BORNE = re.compile(
    r"[^，,。；;：:由的]{2,20}(?:工程|工作|项目|费用|经费|资金|办法|细则|标准|方案|事项|指标|任务|情况|业务|信息|数据|设施)(?=由)"
)
_SCHOOLING = re.compile(r"教育(?:行政|主管)?(?:部门|机构|局)")
_OWN_FORCE = frozenset(("result", "encourage", "explore"))
WORKS, FAR = frozenset("会发改组建保规监纪协配牵主承宣统教审管运服护巡安养联综现专全包值"), 24


def borne(read: Reading, word: Word) -> Span | None:
    """What 由 goes on to say who is to do, though its first word is as often a verb (接入工程由市政府承担, 防汛总指挥由镇长担任)."""
    found = _BORNE.match(read.text, read.at, read.end)
    if found:
        return Span(*found.span())
    by = read.text.find("由", read.at + word.length, read.at + FAR)
    near = word.kind == "strong" and by == read.at + word.length
    if (
        (word.kind not in ("weak", "adverb") and not near)
        or by < 0
        or read.text.find("的", read.at, read.end) >= 0
    ):
        return None
    agents = subject_end(read.text, by + 1, read.end, agent=True)
    return Span(read.at, by) if agents and is_actor(read.text[by + 1 : agents]) else None


def opens_with_body(read: Reading) -> bool:
    """Whether a clause opens with a body whose name begins as a verb does (发展改革部门)."""
    if not _NAMED_BY_WORK.match(read.text, read.at, read.end):
        return False
    return subject_end(read.text, read.at, read.end) is not None


def names_office(read: Reading, word: Word) -> bool:
    """Whether a word that is as often a noun opens a name (决策机关应当) or what is to be done with (问责决定应)."""
    printed = read.text[read.at : read.at + word.length]
    if printed in NO_OFFICE and not _SCHOOLING.match(read.text, read.at, read.end):
        return False
    weak = word.kind == "weak"
    if has_modal(read.text, read.at, read.end, firm=not weak) and word.kind not in _OWN_FORCE:
        return weak or read.bare
    if not read.bare:
        return False
    office = _OFFICE.match(read.text, read.at + word.length)
    if office and (weak or printed in OFFICIAL):
        return subject_end(read.text, read.at, read.end) is not None
    if _RESULT.match(read.text, read.at + word.length):
        return True
    return weak and _COMPOUND.match(read.text, read.at + word.length) is not None

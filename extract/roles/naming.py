"""What a name in a list of bearers is: a body beyond doubt, a part of one, a group, a person."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..bodies.names import looks_like_body, looks_like_office
from .labels import ROLE_OF

Known = Callable[[str], bool]
"""Whether a name without its place is a kind of body in the registry."""

ASIDE = re.compile(r"[（(〔\[](?P<aside>[^（）()〔〕\[\]]+(?:[（(][^（）()]*[）)][^（）()]*)?)[）)〕\]]$")
_PERSON = re.compile(
    r"(?:[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严金魏陶姜谢邹喻苏潘葛范彭鲁韦马方俞任袁柳史唐费薛雷贺倪汤罗毕郝安常于傅康余顾孟黄穆萧尹姚邵汪祁毛"
    r"狄戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾江童郭梅林钟徐邱骆高夏蔡田樊胡凌霍万柯卢莫房丁邓石崔吉龚程邢裴陆翁段侯曲申冉白薄刘叶黎乔谭温关庄廖文曾游易覃牛聂甄]"
    r"|某)[\u4e00-\u9fff某ＸX×]{1,2}"
)
NAME_OF_PERSON = re.compile(r"(?![省市县区镇乡])[\u4e00-\u9fff]{2,4}")
_OFFICE_HOLDER = re.compile(r"(?:分管|常务)?副?[省市县区镇乡]长|副?书记|副?主任")
_LEADER = re.compile(r"(?:领导|同志|[省市县区镇乡]长|书记|主任|秘书长|负责人)$")
NAMED_PERSON = re.compile(rf"(?<=[局委办厅部院会府队所站科股室处心])[:：/／\s]?{_PERSON.pattern}$")
"""Who of a body answers, behind its name: 市水利局 王大明."""
PROSE = re.compile(r"[。；;：:%％\d]")
"""What no list of bodies holds."""
_LIST = re.compile(r"[、，,；; 　]|<br")
_LED = re.compile("(?:牵头|负责|配合|落实)(?:单位|部门)?$")
_GROUP = re.compile(r"^(?:各|其他|有关)|(?:部门|单位)$")
_SECOND_NAME = re.compile(r"[（(].{0,60}[）)]$")
_PLACED = re.compile(
    r"[省市县区州镇乡](?:(?!负责|落实|要求)[^要和的对在将由、，]){2,10}(?:[局委办厅所站院队]|中心)"
)
_OFFICE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,8}(?:办公|督查)室|(?!.{0,3}[学本专文理工]科$)[\u4e00-\u9fff]{2,8}[科股])"
)
_NAME = re.compile(r"[\u4e00-\u9fff（()）<>〔〕、]{2,30}")
_PLAIN = re.compile(r"[\u4e00-\u9fff（）()<>、]{2,30}")


def is_surely(name: str, known: Known) -> bool:
    """Whether a name is that of a body beyond doubt: of a kind in the registry, or a group."""
    bare = _SECOND_NAME.sub("", name)
    if bare in ROLE_OF:
        return False
    group = bool(_GROUP.search(bare) and _NAME.fullmatch(name))
    return known(bare) or group or is_office(bare) or _PLACED.fullmatch(bare) is not None


def is_body(name: str) -> bool:
    """Whether a name ends as those of bodies do, and holds what names hold."""
    return looks_like_body(name) and _PLAIN.fullmatch(name) is not None


def is_office(name: str) -> bool:
    """Whether a name is that of a part of a body: 财务科, 办公室."""
    return _OFFICE.fullmatch(name) is not None


def names_body(name: str, known: Known) -> bool:
    """Whether a name is a body's, or that of a part of the body that speaks (办公室, 财务科)."""
    return looks_like_office(name) or known(name)


def looks_like_names(printed: str) -> bool:
    """Whether a cell begins with the name of a body."""
    first = _LIST.split(printed.strip(), maxsplit=1)[0].removesuffix("等")
    bare = ASIDE.sub("", first) if first.endswith(("）", ")")) else first
    named = looks_like_office(bare) or _LED.search(first)
    return bool(named) and not PROSE.search(first)


def is_only_person(name: str, known: Known) -> bool:
    return bool(_PERSON.fullmatch(name)) and not names_body(name, known)


def is_person(name: str) -> bool:
    """Whether who is named is a person, by name or office: 副市长张某某, 分管副县长."""
    if looks_like_office(name):
        return False
    return bool(_LEADER.search(name) or _OFFICE_HOLDER.match(name) or _PERSON.fullmatch(name))

"""Quantities as plans print them: a number, a unit, and the words that compare."""

from __future__ import annotations

import re

from .. import numerals
from ..tries import pattern_of

_D = numerals.DIGITS
_CN = "[一二三四五六七八九十百两]"
ARABIC = rf"(?:{_D}{{1,3}}(?:,{_D}{{3}}){{1,2}}|{_D}{{1,8}})(?:[.．]{_D}{{1,4}})?"
FRACTION = rf"(?:百分之{_CN}{{1,5}}|百分之{_D}{{1,3}}|[三四五]分之[一二三四两]|[五六七八九]成(?=[以左，,。；;、的]|$)|一半|半数)"
VALUE = rf"(?:{ARABIC}|{FRACTION}|{_CN}{{1,4}})"
_PLAIN_UNITS = (
    "大类|个百分点|个基点|个工作日|个小时|个月|个|百分点|基点|工作日|平方公里|平方千米|平方米|立方米|立方|公里|千米|毫米|厘米|米|公顷|亩"
    "|千瓦时|千瓦|兆瓦|吨标准煤|吨标煤|千克标煤|蒸吨|吨|千克|公斤|微克|毫克|克|升|美元|欧元|千元|元|人次|人口|人|户次|户|家次|家|学时|课时|小时|分钟|秒"
    "|条|次|天|日|年|期|分|名|项|件套|件|场次|场|篇|处|所|倍|部|份|起|批次|座|台套|台|套|辆|架|艘|列|颗|例|种|类|头|羽|株|棵|册|部|幅|栋|幢"
    "|床|张|支|家庭|门|节|组|个班|个课时|人年|口|方|只|匹|段|款|间|片|块|根|站|对|模型实例|标箱|床位|学位|车次|车位|周|岁|户居民|平方|位|重量箱|箱|斤|盏|桶|粒|眼|亩次|℃|摄氏度|具"
)
_PLAIN = pattern_of(
    _PLAIN_UNITS.split("|"),
    {
        "例": "(?![会外行如子])",
        "口": "(?![径岸子之腔罩号粮味岁袋])",
        "方": "(?![案式面法便向针米阵可式])",
        "个": "(?!半[月小])",
        "具": "(?![体有备])",
        "分": "(?![钟之别管为组工类级期步享布局析解散批钱红])",
    },
)
_LATIN = (
    r"[μu]g/m[3³]|(?:km|m)[23²³]|[kKMGTPE]?(?:B|W|Wh|VA|bps|Flops|FLOPS|flops|P)"
    r"|(?:mm|cm|km|kg|mg|ms|ns|dB|Hz|MHz|GHz|POPS|TOPS|[TG]bps|ppm|MPa|m|t|h|BP|bp|P|p)"
)
_BASE = rf"(?:{_PLAIN}(?:[（(][套件间][）)])?|(?:{_LATIN})(?![A-Za-z0-9]))"
UNIT = (
    rf"[%％‰]|(?:{_BASE}|[十百千]?[万亿]{{1,2}}{_BASE})(?!起)"
    rf"(?:(?:/|每(?=立方))[千万亿]?(?:{_PLAIN}|月)(?:·(?:年|月|日|平方公里|平方千米))?)?|/10万|[:：∶]1(?![\d.:：∶])|[万亿]{{1,2}}(?![物一无分众里])"
)

_NOT = ("不", "不得", "不能", "不应", "不可", "不宜")
_LEAST = "|".join(
    [*(no + less for no in _NOT for less in ("低于", "少于", "小于", "短于")), "至少|最少|≥|>=|⩾"]
)
_MOST = "|".join(
    [
        *(no + more for no in _NOT for more in ("高于", "超过", "大于", "多于", "长于")),
        "至多|最多|最长|不超|≤|<=|⩽",
    ]
)
_REACH = "达到|达|突破|迈上|跃上|跨上|跨越|超过|高于|多于|大于|超|＞|>"
_UNDER = "低于|少于|小于|＜|<"
_TO_LESS = (
    "控制在|压缩至|压缩到|压减至|压减到|缩短至|缩短到|缩减至|缩减到|降低至|降低到|下降至|下降到|降至|降到"
    "|减少至|减少到|减至|减到|缩小至|缩小到|收窄至|收窄到|下调至|调减至"
)
_TO_MORE = "提高到|提高至|提升至|提升到|增加到|增加至|增至|增长到|增长至|扩大到|扩大至|上升到|上升至|稳定在|保持在|维持在|提至"
_LESS = "下降|降低|减少|压减|压缩|缩短|缩减|削减|下浮|下调|降|减"
_MORE = "增长超过|增加超过|提高超过|增长|提高|提升|增加|上升|上浮|上调|扩大|扩充|前移|增"
_CHANGES = {
    **dict.fromkeys(_LESS.split("|"), "decrease"),
    **dict.fromkeys(_MORE.split("|"), "increase"),
}
BOUNDS = {**dict.fromkeys(_LEAST.split("|"), ">="), **dict.fromkeys(_MOST.split("|"), "<=")}
_REACHED = {
    **dict.fromkeys([*_REACH.split("|"), *_TO_MORE.split("|")], ">="),
    **dict.fromkeys([*_UNDER.split("|"), *_TO_LESS.split("|")], "<="),
}
COMPARATORS = {**_CHANGES, **BOUNDS, **_REACHED}
"""What each word before a number asks."""
CONDITIONS = frozenset(f"{_UNDER}|高于|多于|大于|超过".split("|"))
"""Words that as often tell who is concerned (炉高小于5米的焦炉)."""
_NAME = r"(?:[^\d０-９，,。；;：:、\n|（(《“”%]|[（(][^（()）\d\n]{1,4}[）)])"
_FILL = re.compile(rf"{_NAME}{{0,14}}|{_NAME}{{15,30}}的")
_OF = re.compile(rf"(?:了|分别|分别为|为|再|超|约|近|每[^\d，。；\n]{{1,4}})?|{_NAME}{{0,16}}的|20\d\d年的")
_BETTERED, _COUNTING = frozenset(("提升", "提高")), re.compile(r"[个座处台家所条栋幢套]|公里")
"""What is said of things and not of quantities: 提升6个断面."""
_CHANGED = re.compile(r"(?:个?百分点|个?基点|%|％|[万亿]{0,2}(?:吨|元|千瓦)(?!/)|天|个?工作日|小时)")


def asked(word: str, gap: str, unit: str) -> str | None:
    """The comparator that `word` gives the quantity after `gap`, or None where it belongs to something else."""
    if word in BOUNDS:
        return BOUNDS[word] if _FILL.fullmatch(gap) else None
    if word in _REACHED:
        steps = unit.endswith("百分点") and _FILL.fullmatch(gap)
        return _REACHED[word] if steps or _OF.fullmatch(gap) else None
    if gap.endswith(("至", "到")) and _FILL.fullmatch(gap):
        return "<=" if _CHANGES[word] == "decrease" else ">="
    if word in _BETTERED and not gap and _COUNTING.fullmatch(unit):
        return None
    if _OF.fullmatch(gap) or (_FILL.fullmatch(gap) and _CHANGED.fullmatch(unit)):
        return _CHANGES[word]
    return None


def is_fraction(value: str) -> bool:
    """Whether a number is a part of something: 一半, 三分之二, 八成."""
    return value in ("一半", "半数") or "之" in value or value.endswith("成")


def decimal(printed: str) -> str | None:
    """The number printed, as a plain decimal: 1,200 and １２００ and 百分之九十五 (95), 三分之二 (0.6667), 八成 (0.8), 一半 (0.5)."""
    if printed in ("一半", "半数"):
        return "0.5"
    if printed.startswith("百分之"):
        return "100" if printed[3:] == "百" else _whole(printed[3:])
    if printed.endswith("成"):
        return f"0.{numerals.value(printed[0])}"
    if "分之" in printed:
        under, _, over = printed.partition("分之")
        return f"{(numerals.value(over) or 0) / (numerals.value(under) or 1):.4f}"
    whole, point, fraction = printed.replace("．", ".").replace(",", "").partition(".")
    value = _whole(whole)
    return f"{value}{point}{fraction}" if value is not None else None


def _whole(printed: str) -> str | None:
    value = numerals.value(printed)
    return str(value) if value is not None else None


def plain_unit(printed: str, value: str) -> str:
    """The unit without blanks; 百分之九十五 is of %."""
    if value.startswith("百分之"):
        return "%"
    return re.sub(r"\s", "", printed).replace("％", "%")

"""The metadata that government sites print around a plan (索引号, 文号, 发布机构 …), as lines `label：value`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

_AS = {
    "索引号": "索引号",
    "信息索引": "索引号",
    "标题": "标题",
    "名称": "标题",
    "文件名称": "标题",
    "信息名称": "标题",
    "公文名称": "标题",
    "发布机构": "发布机构",
    "发文机关": "发文机关",
    "发文机构": "发布机构",
    "发文单位": "发文单位",
    "发布单位": "发布机构",
    "发布部门": "发布机构",
    "制定机关": "发布机构",
    "公开主体": "发布机构",
    "文号": "文号",
    "发文字号": "发文字号",
    "发文文号": "文号",
    "公文文号": "文号",
    "文件编号": "文号",
    "文件字号": "发文字号",
    "成文日期": "成文日期",
    "成文时间": "成文日期",
    "发文日期": "成文日期",
    "发文时间": "成文日期",
    "印发日期": "成文日期",
    "生成日期": "生成日期",
    "公开日期": "公开日期",
    "发布日期": "发布日期",
    "发布时间": "发布日期",
    "公开时间": "发布日期",
    "有效性": "有效性",
    "时效性": "有效性",
    "效力状态": "有效性",
    "效力状况": "有效性",
    "文件状态": "有效性",
    "是否有效": "有效性",
    "有效期": "有效期",
}
"""Labels that are kept, and as which: the names that zeren reads."""

_OTHERS = (
    "主题分类|主题词|主题|关键词|体裁分类|体裁|组配分类|公开方式|公开形式|公开范围|公开时限|公开程序|信息分类|分类|服务对象"
    "|内容概述|信息来源|来源|作者|浏览次数|浏览量|访问量|阅读量|阅读次数|点击数|点击率|点击量|字体大小|字体|字号|打印|分享|责任编辑"
    "|生效日期|实施日期|失效日期|废止日期|废止时间|语言|载体类型|统一登记号|登记号|规范性文件编号"
)
_ORDER = ("索引号", "标题", "发布机构", "发文机关", "发文单位", "文号", "发文字号", "成文日期", "生成日期", "公开日期",
          "发布日期", "有效性", "有效期")  # fmt: skip


def _spaced(label: str) -> str:
    return r"[\s　]{0,6}".join(label)


_LABELS = "|".join(_spaced(label) for label in sorted([*_AS, *_OTHERS.split("|")], key=len, reverse=True))
_EDGE = r"[\s　【\[|｜•·]"
_LABEL = re.compile(rf"(?:^|(?<={_EDGE}))(?P<label>{_LABELS})(?:\s*+(?:[】\]]\s*+)?[：:]\s*+|[\s　]++|$)")
_ALONE = re.compile(rf"[\s　【\[]*+(?P<label>{_LABELS})[\s　】\]]*+(?:[：:][\s　]*+)?")
_DATE = re.compile(r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})")
_YEAR = r"[〔\[(（【]\s*\d{4}\s*[〕\])）】]"
_NUMBER = re.compile(rf"[^\s：:]{{1,16}}?\s*{_YEAR}\s*(?:第\s*)?\d{{1,5}}\s*号")
_ISSUER = re.compile(r"[\u4e00-\u9fff（）()、，, ·]{2,80}")
_VALIDITY = re.compile(r"[\u4e00-\u9fff\d\-至年月日]{1,24}")
_LINE = 400


def _date(value: str) -> str:
    found = _DATE.match(value)
    return f"{found['year']}-{int(found['month']):02}-{int(found['day']):02}" if found else ""


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def check(value: str) -> str:
        found = pattern.match(value)
        return found[0].strip() if found else ""

    return check


_CHECKS: dict[str, Callable[[str], str]] = {
    "索引号": lambda value: value if 2 < len(value) <= 60 and re.search(r"\d", value) else "",
    "标题": lambda value: value if 5 < len(value) <= 200 else "",
    **dict.fromkeys(("发布机构", "发文机关", "发文单位"), _matching(_ISSUER)),
    **dict.fromkeys(("文号", "发文字号"), _matching(_NUMBER)),
    **dict.fromkeys(("成文日期", "生成日期", "公开日期", "发布日期"), _date),
    **dict.fromkeys(("有效性", "有效期"), _matching(_VALIDITY)),
}
"""What a value must look like, and what of it is kept: search forms print the same labels."""


def find_fields(lines: Iterable[str]) -> dict[str, str]:
    """The metadata in the lines of a page, the first of each kind, dates as 2022-03-18.

    Forms:
      1. 文号：望法〔2022〕3号            and several of them on one line
      2. 索 引 号： / WC0031/2022-00017   the value on the next line
      3. 【发布机构】望川市司法局
    """
    found: dict[str, str] = {}
    waiting = ""
    for line in lines:
        if len(line) > _LINE:
            waiting = ""
            continue
        if alone := _ALONE.fullmatch(line):
            waiting = _AS.get(_bare(alone["label"]), "")
            continue
        for label, value in [(waiting, line)] if waiting else _in_line(line):
            if label not in found and (checked := _CHECKS[label](value)):
                found[label] = checked
        waiting = ""
    return {label: found[label] for label in _ORDER if label in found}


def _in_line(line: str) -> Iterator[tuple[str, str]]:
    marks = list(_LABEL.finditer(line))
    for mark, after in zip(marks, [*marks[1:], None], strict=False):
        label = _AS.get(_bare(mark["label"]), "")
        if label:
            yield label, line[mark.end() : after.start() if after else len(line)].strip(" 　【[|｜】]")


def _bare(label: str) -> str:
    return re.sub(r"[\s　]", "", label)


def paired(rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines `label：value` of a table of metadata; none where a table is anything else.

    Forms: 1. 索引号 | value  2. 索引号： | value | 发布日期： | value
    """
    filled = [row for row in rows if any(row)]
    labels = [cell for row in filled for cell in row[::2] if cell]
    values = [cell for row in filled for cell in row[1::2] if cell]
    if len(labels) < 2 or not values or any(map(_ALONE.fullmatch, values)):
        return []
    if not all(map(_ALONE.fullmatch, labels)):
        return []
    pairs = [pair for row in filled for pair in zip(row[::2], row[1::2], strict=False)]
    return [f"{_bare(label).rstrip('：:')}：{value}" for label, value in pairs if label and value]

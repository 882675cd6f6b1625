"""Hostile text costs no more than its length: 100,000 characters take at most three times their share."""

import gc
from functools import cache, partial
from time import process_time

import pytest

from zeren.data.authority import load
from zeren.extract.bodies.institutions import is_known
from zeren.extract.bodies.names import split_bodies
from zeren.extract.clean import clean
from zeren.extract.compose import extract
from zeren.extract.duties.obligations import find_obligations
from zeren.extract.layout import arrange
from zeren.extract.quantities.targets import find_targets
from zeren.extract.read import source
from zeren.extract.roles.responsibilities import find_clauses
from zeren.extract.roles.tables import find_rows
from zeren.extract.structure import parse
from zeren.extract.times.deadlines import find_deadlines
from zeren.extract.works.citations import find_citations
from zeren.extract.works.metadata import describe
from zeren.ontology.model import Span

LENGTH, SHARE = 100_000, 8
SLACK = 0.1
known = cache(partial(is_known, authority=load()))


def structure(text):
    return parse(text, arrange(text).body)


def metadata(text):
    return describe(text, arrange(text), load(), "a")


def names(text):
    return split_bodies(text, Span(0, len(text)), known)


def clauses(text):
    return list(find_clauses(text, known))


def citations(text):
    return list(find_citations(text))


def deadlines(text):
    return list(find_deadlines(text, year=2020)), list(find_deadlines(text, clause=True))


def targets(text):
    return list(find_targets(text))


def obligations(text):
    return list(find_obligations(text, known))


def rows(text):
    return list(find_rows(text, arrange(text).body, known))


def whole(text):
    return extract(source("a.txt", text.encode()), load())


SOUPS = {
    clean: ["\r", "\r\n", "\u200b", "一\u200b", "體", "體\n"],
    structure: [
        "\n",
        " ",
        "　",
        "一、",
        "一、\n",
        "（一）",
        "(1)\n",
        "1.\n",
        "第",
        "第一条\n",
        "一是",
        "。一是",
        "\n一是",
        "，二是甲",
        "甲\n",
        "(",
    ],
    metadata: [
        "\n",
        "\r\n",
        "首页\n",
        "关于",
        "关于印发",
        "通知",
        "关于通知",
        "各单位：",
        "各：",
        "方案",
        "方案（",
        "方案（甲）\n",
        "（甲）\n",
        "甲方案\n乙\n",
        "时间",
        "时间 ",
        "发布机构 ",
        "市局\n",
        "市局\n2",
        "2020122\n",
        "中发〔2021〕33号",
        "》（中发〔2021〕33号）",
        "〔",
        "常德",
        "常德市",
        "《",
        "印发《",
        "2020年",
    ],
    names: [
        "、",
        "和",
        "局和",
        "局、",
        "局",
        "等",
        "等部门",
        "各市、",
        "常德市、",
        "市、",
        "（",
        "）",
        "按职责",
        "按职责分工负责",
        "委市",
        "市人民政府、",
        "\n",
        "局\n市",
    ],
    clauses: [
        "市局牵头，",
        "市局牵头，市局负责）",
        "牵头负责。）",
        "责任单位：局）",
        "负责（",
        "负责（\n\n",
        "责 任 单 位",
        "（",
        "）",
        "(]",
        "[(",
        "（）",
        "（责任单位：",
        "（责任单位：\n",
        "责任单位：",
        "责任单位：\n",
        "责任单位：市局\n",
        "（市局负责）",
        "（市局负责",
        "牵头，",
        "会同",
        "\n",
        " \n",
        "(牵头单位:市局)\n责任单位：市局\n",
        "，列第一位",
        "（列第一位的为牵头单位",
        "完成时限：",
        "以下不再列出",
        "1.甲（责任单位：市局\n",
    ],
    citations: [
        "《",
        "》",
        "《》",
        "《甲",
        "《方案",
        "《方案》",
        "《方案、《",
        "《方案》（中发〔2021〕33号）",
        "〈",
        "《〈〉",
    ],
    deadlines: [
        "《",
        "《2022年",
        "《甲》2022年底前",
        "年",
        "2021年",
        "1",
        "2020",
        "二〇二〇",
        "每",
        "每年",
        "十",
        "到",
        "至",
        "之日起",
        "之日起20",
        "2022年6月底前",
        "月",
        "日前",
        "截至",
        "后3日内",
        "甲后",
        "起3日内，",
        "阶段（2016—2018年",
        "一年一",
        "2025年，",
        "按月",
    ],
    targets: [
        "三分之二",
        "建成",
        "建成1个、",
        "给予1元",
        "1个和",
        "（",
        "“",
        "1个，甲",
        "降低甲",
        "达到甲的",
        "| 1个 |\n",
        "不低于",
        "1",
        "1%",
        "1至",
        "达到1",
        "每年1次以上",
        "。",
        "一",
        "下降1%",
        "1.1",
        "每年",
    ],
    obligations: [
        *("要", "不", "的", "，", "、", "由", "一是", "“", "（", "“”", "外，", "2020年", "加强", "应当，"),
        *(
            "各部门",
            "各部门、",
            "由市局",
            "的加强",
            "对企业",
            "按照要求",
            "之日起",
            "之日起20日内",
            "鼓励企业",
            "市局会同",
            "会同市局，",
            "支持企业，",
        ),
        *("对甲给予", "能力更加", "各部门要加强，", "将企业纳入的", "重点不断", "\n"),
    ],
    rows: [
        "|",
        "|\n",
        "| 甲 |\n",
        "| 责任单位 |\n",
        "|---|\n",
        "| 序号 | 责任单位 |\n| 1 | 市局 |\n",
        "|  | 市局 |\n",
    ],
}
AROUND = [
    (metadata, "关于", "印发", "通"),
    (metadata, "时间", " ", "2"),
    (metadata, "发布机构", " ", "甲"),
    (metadata, "甲方案", "（甲", ""),
    (metadata, "甲", "　", "方案"),
    (structure, "1.甲\n", "乙\n", ""),
    (structure, "1.甲。", "一是乙；", ""),
    (structure, "", "甲\n", "1.乙\n"),
    (clauses, "责任单位：", "局和", ""),
    (clauses, "责任单位：", "市、", "市局"),
    (clauses, "（责任单位：", "局（", ""),
    (clauses, "（", "，", "列第一位的为牵头单位）"),
    (names, "市局", "按职责", "（"),
    (deadlines, "《", "2022年底前", "》"),
    (citations, "《", "甲", "》"),
    (targets, "每年", "达到1%", ""),
    (obligations, "各部门", "、", "应当建设"),
    (obligations, "由", "市局、", "制定"),
    (obligations, "对", "甲", "进行检查"),
    (obligations, "", "对" + "甲给予" * 120 + "，", ""),
    (obligations, "", "各部门按照甲要求对乙企业将丙按丁在戊上向己报庚，", ""),
    (rows, "| 责任单位 |\n", "| 市局和 |\n", ""),
]
CASES = [(function, "", unit, "") for function, units in SOUPS.items() for unit in units] + AROUND


def test_no_soup_is_lost():
    assert len(CASES) == 216


@pytest.fixture(autouse=True, scope="module")
def nothing_collected():
    """The collector would run at other times for long texts than for short ones."""
    gc.disable()
    yield
    gc.enable()


def seconds(function, text, times=1):
    """The least processor time the function took for the text."""
    taken = []
    for _ in range(times):
        begin = process_time()
        function(text)
        taken.append(process_time() - begin)
    return min(taken)


def soup(before, unit, after, length):
    return before + (unit * (length // len(unit) + 1))[: length - len(before + after)] + after


def grows_with_its_length(function, before, unit, after):
    """Whether eight times the text takes at most three times eight times as long."""
    short, long = (soup(before, unit, after, length) for length in (LENGTH // SHARE, LENGTH))
    return any(
        seconds(function, long, times) <= 3 * SHARE * seconds(function, short, times) + SLACK
        for times in (1, 2, 4)
    )


@pytest.mark.parametrize(
    ("function", "before", "unit", "after"),
    CASES,
    ids=lambda one: getattr(one, "__name__", None) or ascii(one),
)
def test_a_finder_takes_its_share(function, before, unit, after):
    assert grows_with_its_length(function, before, unit, after)


WHOLE = [
    "甲。（责任单位：市局、市局）\n",
    "1.甲，2022年底前完成。（市司法局、市财政局负责）\n",
    "1.落实《某方案》（中发〔2021〕33号），每年1次以上。\n",
    "一、甲\n（一）乙\n1.丙\n（1）丁\n",
    "责任单位：市局\n完成时限：2022年底\n",
    "| 序号 | 任务 | 责任单位 |\n| 1 | 甲 | 市局 |\n",
    "一是甲；二是乙。",
    "（《[〔",
    "１２．第三条①",
    "各区县(市)党委和政府、",
]


@pytest.mark.parametrize("unit", WHOLE)
def test_a_whole_plan_takes_its_share(unit):
    assert grows_with_its_length(whole, "某市工作方案\n一、任务\n1.甲\n", unit, "\n")

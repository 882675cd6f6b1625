"""Tables of indicators: a column of names, a column of values for each year."""

import pytest

from zeren.data.authority import load
from zeren.extract.compose import extract
from zeren.extract.quantities.indicators import find_indicators
from zeren.extract.read import source

TABLE = """表1 主要指标
| 序号 | 指标名称 | 单位 | 2020年 | 2025年 | 属性 |
|---|---|---|---|---|---|
| 1 | 村庄通车率 | % | 80 | ≥95 | 预期性 |
| 2 | 服务平台数量（个） |  | 3 | 12 | 约束性 |
| 3 | 万元产值能耗下降（%） |  | - | [13.5] | 约束性 |
| 4 | 游客年均增长 | % | 5 | 7%以上 | 预期性 |
| 5 | 平均办理时间 | 天 | 9 | ≤3 | 预期性 |
| 6 | 风貌 |  | 良 | 优 | 预期性 |
"""
ASKED = [
    (">=", "95", "%", None),
    (">=", "12", "个", None),
    ("decrease", "13.5", "%", None),
    (">=", "7", "%", "P1Y"),
    ("<=", "3", "天", None),
]


def test_each_value_to_be_reached_is_a_target():
    found = find_indicators(TABLE, since=2021)
    assert [(one.comparator, one.value, one.unit, one.period) for one in found.targets] == ASKED
    assert all(one.span.of(TABLE) == one.text for one in found.targets)
    assert [(one.text, str(one.due)) for one in found.times] == [("2025年", "2025-12-31")]
    assert found.times[0].span.of(TABLE) == "2025年"


def test_a_year_gone_by_gives_no_target():
    assert len(find_indicators(TABLE, since=2019).times) == 2
    assert not find_indicators(TABLE, since=2026).targets


def test_a_table_without_indicators_says_nothing():
    assert not find_indicators("| 名称 | 2025年 |\n| 甲 | 12 |\n").spans
    assert not find_indicators("指标完成情况良好").spans


def test_what_a_table_says_is_not_read_again_as_running_text():
    plan = f"某市交通发展规划（2021—2025年）\n一、目标\n（一）指标。\n{TABLE}二、任务\n1.建设。到2025年建成8个。\n"
    extraction = extract(source("plan.txt", plan.encode()), load())
    assert [one.method for one in extraction.targets] == ["target.column"] * 5 + ["target.goal"]
    assert [one.method for one in extraction.deadlines] == ["deadline.column", "deadline.year"]


def test_a_cell_for_several_rows_stands_only_in_the_first_of_them():
    table = (
        "类别 | 序号 | 指标名称 | 单位 | 2025年 |\n健康 | 1 | 期望寿命 | 岁 | 83 |\n2 | 死亡率 | ‰ | <5 | |\n"
    )
    found = find_indicators(table, since=2021)
    assert [(one.comparator, one.value, one.unit) for one in found.targets] == [
        (">=", "83", "岁"),
        ("<=", "5", "‰"),
    ]


def test_a_caption_a_second_header_and_a_shared_cell_leave_the_values_where_they_are():
    table = """专栏 指标 | ||||
序号 | 任务 | 具体指标名称 | 2030年 | 属性 |
1 | 养殖 | 出栏率(%) | 21 | 预期性 |
2 | 成活率(%) | 93 | 约束性 | |
序号 | 任务 | 具体指标名称 | 2030年 | 属性 |
3 | 加工 | 工厂（万家） | ≥1.2 | 预期性 |
"""
    found = find_indicators(table, since=2026)
    asked = [(one.comparator, one.value, one.unit) for one in found.targets]
    assert asked == [(">=", "21", "%"), (">=", "93", "%"), (">=", "1.2", "万家")]
    assert [str(one.due) for one in found.times] == ["2030-12-31", "2030-12-31"]
    assert len(found.spans) == 1


@pytest.mark.parametrize(
    ("name", "year", "cell", "asked"),
    [
        ("监测指标", "目标（2030年）", "90", [(">=", "90")]),
        ("绩效指标", "2030年（目标）", "≤3", [("<=", "3")]),
        ("指标名称", "“十五五”目标", "1,200", [(">=", "1200")]),
        ("重点工作指标", "年度目标", "不小于40", [(">=", "40")]),
        ("指标", "目标要求", "150－200", [(">=", "150"), ("<=", "200")]),
        ("指标", "2030年", "稳定在35以上", [(">=", "35")]),
        ("指标", "单价", "35", []),
    ],
)
def test_headers_and_cells_in_other_words(name, year, cell, asked):
    found = find_indicators(
        f"| {name} | 单位 | {year} |\n| 灌溉面积 | 亩 | {cell} |\n| 泵站 | 座 | - |\n", since=2021
    )
    assert [(one.comparator, one.value) for one in found.targets] == asked

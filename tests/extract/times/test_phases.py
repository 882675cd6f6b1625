"""Phases: the stretch that a heading gives to what stands under it."""

import pytest

from zeren.data.authority import load
from zeren.extract.compose import extract
from zeren.extract.read import source
from zeren.extract.times.deadlines import find_deadlines
from zeren.extract.times.phases import find_phases, with_phases

PLAN = """某市工作方案
一、总体要求
二、实施步骤
（一）第一阶段（2021年3月—2022年6月）
1.摸底排查。各区建立台账。
2.全面整改。2021年12月底前完成整改。
（二）第二阶段（2023年12月底前）
1.开展总结。各区报送总结。
三、工作要求
1.加强领导。
"""


@pytest.mark.parametrize(
    ("heading", "year", "printed", "due"),
    [
        ("第一阶段（2016—2018年）", None, "2016—2018年", "2018-12-31"),
        ("全面实施阶段(2016年至2018年)", None, "2016年至2018年", "2018-12-31"),
        ("动员部署阶段（2020年3月—6月）", None, "2020年3月—6月", "2020-06-30"),
        ("第二阶段：2020年3月至2020年6月", None, "2020年3月至2020年6月", "2020-06-30"),
        ("第一阶段：动员部署（2019年6月）", None, "2019年6月", "2019-06-30"),
        ("自查阶段（2019年5月下旬至6月上旬）", None, "2019年5月下旬至6月上旬", "2019-06-10"),
        ("总结阶段（12月1日至12月31日）", 2021, "12月1日至12月31日", "2021-12-31"),
        ("总结阶段（12月1日至12月31日）", None, "12月1日至12月31日", "None"),
        ("排查阶段（即日起至4月10日）", 2021, "即日起至4月10日", "2021-04-10"),
        ("总结阶段（11月1日—次年1月31日）", 2021, "11月1日—次年1月31日", "2022-01-31"),
        ("总结阶段（2023年11月—明年1月）", 2021, "2023年11月—明年1月", "2024-01-31"),
        ("实施阶段（方案印发之日起至11月30日）", 2021, "方案印发之日起至11月30日", "2021-11-30"),
        ("宣传发动阶段（3月）", 2021, "3月", "2021-03-31"),
        ("9月1日至30日为集中整治阶段", 2021, "9月1日至30日", "2021-09-30"),
        ("今年3-4月为动员阶段", 2021, "今年3-4月", "2021-04-30"),
        ("部署阶段：2月份，制定方案", 2021, "2月份", "2021-02-28"),
        ("检查阶段：9至10月中旬，组织抽查", None, "9至10月中旬", "None"),
        ("整治阶段（2021年2月1日至9月30日止）", None, "2021年2月1日至9月30日止", "2021-09-30"),
    ],
)
def test_the_time_of_a_phase_is_its_last_day(heading, year, printed, due):
    (found,) = find_phases(heading, year=year)
    assert (found.text, str(found.due), found.method) == (printed, due, "deadline.phase")
    assert found.span.of(heading) == printed


@pytest.mark.parametrize(
    "text",
    [
        "第一阶段（摸底排查）",
        "新发展阶段（以下简称新阶段）",
        "第一阶段（2020年6月底前）",
    ],
)
def test_what_gives_no_stretch_is_none(text):
    assert not list(find_phases(text))


def test_a_time_inside_the_stretch_is_not_told_twice():
    text = "第一阶段（2020年3月至2020年6月），年底前"
    found = with_phases(find_deadlines(text), find_phases(text))
    assert [one.text for one in found] == ["2020年3月至2020年6月", "年底前"]


def test_the_time_of_a_phase_is_that_of_what_stands_under_it():
    extraction = extract(source("plan.txt", PLAN.encode()), load())
    due = {}
    for deadline in extraction.deadlines:
        due.setdefault(deadline.provision, []).append((str(deadline.due), deadline.method))
    assert due == {
        "2.1": [("2022-06-30", "deadline.phase")],
        "2.1.1": [("2022-06-30", "deadline.phase")],
        "2.1.2": [("2022-06-30", "deadline.phase"), ("2021-12-31", "deadline.month")],
        "2.2": [("2023-12-31", "deadline.phase")],
        "2.2.1": [("2023-12-31", "deadline.phase")],
    }

"""What a section is for is told by its heading."""

import pytest

from zeren.data.authority import load
from zeren.extract.compose import extract
from zeren.extract.read import source
from zeren.extract.sections import is_general, tells_how_it_stands

PLAN = """青禾县水利工程维护实施方案
一、现状分析
（一）工程基本完好。2023年整修沟渠120条，灌溉面积达到8万亩。
（二）主要短板。各乡镇要求不一，2024年仍有30条沟渠淤塞。
二、主要任务
（一）整修沟渠。县水利局要在2026年底前整修沟渠30条。
"""


@pytest.mark.parametrize(
    ("heading", "stands"),
    [
        ("现状分析", True),
        ("发展现状", True),
        ("规划背景", True),
        ("“十三五”时期工作回顾", True),
        ("面临形势", True),
        ("发展基础", True),
        ("主要成效", True),
        ("存在的突出问题", True),
        ("基本情况", True),
        ("发展环境", True),
        ("发展现状与面临形势", True),
        ("主要成效和存在问题", True),
        ("主要问题和短板", True),
        ("夯实发展基础", False),
        ("破解突出问题", False),
        ("优化营商环境", False),
        ("认清发展形势", False),
        ("产业基础扎实", False),
        ("加强组织领导", False),
        ("指导思想", False),
    ],
)
def test_sections_that_tell_how_things_stand(heading, stands):
    assert tells_how_it_stands(heading) is stands


@pytest.mark.parametrize("heading", ["指导思想", "总体要求", "工作目标", "基本原则", "实施步骤", "现状分析"])
def test_sections_that_are_of_the_whole_plan(heading):
    assert is_general(heading)
    assert not is_general(f"{heading}的落实")


def test_nothing_is_asked_for_where_a_section_tells_how_things_stand():
    found = extract(source("a.txt", PLAN.encode()), load())
    assert [one.text for one in found.targets] == ["30条"]
    assert [one.span.of(found.document.text) for one in found.deadlines] == ["2026年底前"]
    assert [one.action for one in found.obligations] == ["整修"]
    assert [task.heading for task in found.tasks if not task.general] == ["整修沟渠"]

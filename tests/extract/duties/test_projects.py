"""Tables of projects ask for nothing, unless they say who answers for them."""

import pytest

from zeren.data.authority import load
from zeren.extract.compose import extract
from zeren.extract.duties.projects import find_projects
from zeren.extract.read import source
from zeren.extract.roles.grids import lines_of

ROWS = "| 1 | 东溪水库 | 加固大坝，新建泵站。 | {} |\n| 2 | 西溪水库 | 清淤。 | {} |\n"


@pytest.mark.parametrize(
    ("header", "projects"),
    [
        ("| 序号 | 项目名称 | 建设内容 | 总投资（亿元） |", 3),
        ("| 序号 | 园区名称 | 主要建设内容 | 地点 |", 3),
        ("| 序号 | 项目名称 | 建设内容 | 责任单位 |", 0),
        ("| 序号 | 任务 | 工作内容 | 备注 |", 0),
    ],
)
def test_a_table_of_projects_is_told_by_its_header(header, projects):
    text = f"{header}\n{ROWS.format('县城', '县城')}"
    assert len(list(find_projects(text, lines_of(text)))) == projects


def test_what_is_built_is_asked_of_nobody():
    plan = "县方案\n一、整修水库。各乡镇要整修水库。\n附表\n| 序号 | 项目名称 | 建设内容 | 总投资 |\n"
    found = extract(source("a.txt", (plan + ROWS.format("2亿元", "1亿元")).encode()), load())
    assert [one.action for one in found.obligations] == ["整修"]

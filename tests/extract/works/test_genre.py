"""What is a plan and what is not: invented pages of every kind that a download folder holds."""

import pytest

from zeren.extract.compose import extract
from zeren.extract.read import source
from zeren.extract.works.genre import why_no_plan


@pytest.mark.cases("genres.csv", 38)
def test_plans_are_told_from_everything_else(row, authority):
    why = why_no_plan(extract(source("下载.txt", row["text"].encode()), authority))
    assert bool(why) == (row["plan"] == "no"), (row["kind"], why)
    assert "\n" not in why


@pytest.mark.parametrize("name", ["donglan", "linshu", "qinghe", "wangchuan"])
def test_the_sample_is_of_plans(name, plan):
    assert why_no_plan(plan(name)) == ""


def test_a_clause_makes_a_plan_of_what_is_called_something_else(authority):
    text = "望川市专项检查情况通报\n一、问题。台账不全。\n二、整改。补齐台账。（责任单位：市司法局）\n"
    assert why_no_plan(extract(source("a.txt", text.encode()), authority)) == ""
    text = text.replace("（责任单位：市司法局）", "")
    assert "another kind of document" in why_no_plan(extract(source("a.txt", text.encode()), authority))


def test_a_menu_that_names_another_kind_does_not_decide(authority):
    text = "首页 | 公示公告\n政策解读\n望川市数据共享工作方案\n一、建立目录。按年更新。\n二、加强共享。推进改革。\n三、完善考核。定期通报。\n"
    assert why_no_plan(extract(source("a.txt", text.encode()), authority)) == ""

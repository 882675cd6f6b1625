"""The packaged sample: every form its README names is found where it says; decided by reading the four plans."""

import re

import pytest

from zeren.ontology.model import Role

PLANS = ["donglan", "linshu", "qinghe", "wangchuan"]
COUNTS = {"donglan": (24, 59), "linshu": (20, 62), "qinghe": (24, 20), "wangchuan": (34, 108)}
"""Tasks and responsibilities of each, counted by hand."""


@pytest.mark.cases("sample.csv", 74)
def test_a_body_is_bound_as_the_plan_says(row, plan):
    role, _, by_rule = row["role"].partition(" by ")
    bound = [
        (r.as_named + "+" * r.open_ended, r.role, bool(r.role_by_rule), r.institution.label)
        for r in plan(row["file"]).responsibilities
        if r.task == row["item"]
    ]
    found = [one for one in bound if one[:3] == (row["name"], Role(role), bool(by_rule))]
    assert len(found) == 1, bound
    if row["body"]:
        assert found[0][3] == row["body"]


@pytest.mark.cases("sample-deadlines.csv", 42)
def test_a_time_binds_the_item_it_stands_in(row, plan):
    found = [
        (d.text, str(d.due or ""), d.recurrence or "")
        for d in plan(row["file"]).deadlines
        if d.provision == row["item"]
    ]
    assert (row["printed"], row["due"], row["recurrence"]) in found


@pytest.mark.parametrize("name", PLANS)
def test_nothing_is_missed_and_nothing_made_up(name, plan):
    extraction = plan(name)
    assert (len(extraction.tasks), len(extraction.responsibilities)) == COUNTS[name]
    assert [r.as_named for r in extraction.responsibilities if r.institution is None] == []


@pytest.mark.parametrize("name", PLANS)
def test_what_is_found_is_what_stands_there(name, plan):
    extraction = plan(name)
    text = extraction.document.text
    for responsibility in extraction.responsibilities:
        printed = re.sub(r"\s", "", responsibility.span.of(text))
        assert responsibility.as_named.endswith(printed)
        assert responsibility.clause.covers(responsibility.span)
    for deadline in extraction.deadlines:
        assert deadline.span.of(text) == deadline.text
    for citation in extraction.citations:
        assert citation.span.of(text).startswith("《" + citation.title)
    assert {r.method.split(".")[0] for r in extraction.responsibilities} <= {"responsibility"}


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("donglan", ["一、", "（一）", "（二）", "二、", "（三）", "（四）", "（五）", "三、"]),
        ("wangchuan", ["一、", "（一）", "（二）", "二、", "(一)", "1.", "2.", "(二)"]),
        ("linshu", ["一、", "1.", "2.", "３．", "二、", "1.", "2.", "三、"]),
        ("qinghe", ["一、", "（一）", "（二）", "二、", "（三）", "（四）", "（五）", "三、"]),
    ],
)
def test_items_are_in_order_as_printed(name, labels, plan):
    assert [p.label for p in plan(name).provisions if p.label and not p.point][:8] == labels


def test_aim_and_principle_are_general(plan):
    general = {name: [t.heading for t in plan(name).tasks if t.general] for name in PLANS}
    assert general == {
        "donglan": ["总的思路", "主要目标"],
        "linshu": [],
        "qinghe": ["总体要求", "工作目标"],
        "wangchuan": ["指导思想", "工作目标"],
    }


def test_articles_are_items(plan):
    articles = [(p.label, p.path) for p in plan("linshu").provisions if p.label.endswith("条")]
    assert articles == [("第一条", "8.1"), ("第二条", "8.2"), ("第三条", "8.3")]


def test_points_in_a_line_are_seen(plan):
    points = [(p.label, p.parent) for p in plan("wangchuan").provisions if p.point]
    assert points == [("一是", "2.8.15"), ("二是", "2.8.15"), ("三是", "2.8.15")]


def test_lost_brackets_and_quotation_marks_lose_no_citation(plan):
    cited = [(c.title, c.method) for c in plan("linshu").citations]
    assert cited == [
        ("2020年临澍市法治政府建设工作要点", "citation.closed"),
        ("法治政府建设实施纲要(2015-2020年)", "citation.unclosed"),
        ("东澜省法治政府建设行动方案(2016-2020年)", "citation.closed"),
        ("2020年度临澍市重大行政决策事项目录", "citation.closed"),
        ("法治政府建设实施纲要", "citation.closed"),
    ]


def test_numbers_are_found_in_both_brackets(plan):
    assert {c.number for c in plan("wangchuan").citations if c.number} == {
        "中发[2021]33号",
        "东委发〔2021〕41号",
    }
    assert {c.number for c in plan("qinghe").citations if c.number} == {
        "中发〔2021〕33号",
        "东委发〔2021〕41号",
        "望法委发〔2022〕3号",
    }


def test_a_title_inside_a_title_is_one_citation(plan):
    titles = [c.title for c in plan("wangchuan").citations] + [c.title for c in plan("qinghe").citations]
    assert "关于贯彻〈望川市行政规范性文件管理办法〉的实施细则" in titles
    assert "青禾县贯彻落实〈法治政府建设实施纲要（2021－2025年）〉实施方案" in titles


@pytest.mark.parametrize(
    ("name", "kind", "printed"),
    [
        ("wangchuan", "boilerplate", "网站首页 > 政务公开"),
        ("wangchuan", "boilerplate", "用户登录"),
        ("wangchuan", "boilerplate", "索引号:WC0031/2022-00017"),
        ("wangchuan", "notice", "各区县(市)党委,望川高新区党工委,市直各单位:"),
        ("wangchuan", "preamble", "为落实中共中央、国务院印发的"),
        ("linshu", "boilerplate", "您所在的位置: 首页"),
        ("linshu", "notice", "2020320"),
        ("linshu", "boilerplate", "扫码分享到手机"),
        ("qinghe", "boilerplate", "内容概述"),
        ("qinghe", "boilerplate", "索引号 QH0021/2022-00046"),
        ("donglan", "notice", "各市、县（市、区）党委和人民政府"),
        ("donglan", "title", "东澜省法治政府建设实施方案（2021—2025年）"),
    ],
)
def test_what_is_no_plan_is_set_apart(name, kind, printed, plan):
    extraction = plan(name)
    assert any(
        s.kind.value == kind and printed in s.span.of(extraction.document.text) for s in extraction.segments
    )


def test_a_repeated_abstract_counts_once_as_the_plans_opening(plan):
    extraction = plan("qinghe")
    opening = "为加快建设法治青禾"
    kinds = [s.kind.value for s in extraction.segments if opening in s.span.of(extraction.document.text)]
    assert kinds == ["boilerplate", "preamble"]


def test_the_closing_paragraph_is_no_part_of_the_last_item(plan):
    assert plan("donglan").provisions[-1].parent is None
    assert (
        plan("qinghe")
        .provisions[-1]
        .span.of(plan("qinghe").document.text)
        .strip()
        .startswith("各乡镇、各部门要")
    )

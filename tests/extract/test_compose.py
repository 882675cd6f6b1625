"""Findings tied to provisions: whose clause it is, who leads by rule, what is a task, what is general."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.extract.compose import extract, plan_name
from zeren.extract.read import Unreadable, source
from zeren.extract.structure import tiles
from zeren.ontology.model import Task

HEAD = "某市法治政府建设工作方案（2021－2025年）\n为加快建设法治政府，制定本方案。\n"


@pytest.fixture
def read(authority):
    return lambda text: extract(source("方案.txt", text.encode()), authority)


@pytest.fixture
def bound(read):
    """Who is bound to what, by a plan with this body."""
    return lambda body: [(r.task, r.role.value, r.as_named) for r in read(HEAD + body).responsibilities]


def test_a_clause_binds_the_item_it_stands_in(bound):
    assert bound("一、甲\n1.乙。（市司法局负责）\n2.丙。（市财政局牵头）\n") == [
        ("1.1", "responsible", "市司法局"),
        ("1.2", "lead", "市财政局"),
    ]


def test_a_clause_on_the_next_line_binds_the_item_above(bound):
    assert bound("一、甲\n1.乙。\n责任单位：市司法局\n2.丙。\n（市财政局负责）\n") == [
        ("1.1", "responsible", "市司法局"),
        ("1.2", "responsible", "市财政局"),
    ]


def test_label_lines_that_follow_each_other_bind_one_item_and_time_it(read):
    extraction = read(
        HEAD + "一、甲\n1.乙。\n牵头部门：市司法局\n\n参与部门：市财政局\n\n完成时限：2022年底前\n2.丙。\n"
    )
    assert [(r.task, r.role.value) for r in extraction.responsibilities] == [
        ("1.1", "lead"),
        ("1.1", "support"),
    ]
    assert [(d.provision, d.text) for d in extraction.deadlines] == [("1.1", "2022年底前")]


def test_a_paragraph_with_a_clause_of_its_own_under_an_item_that_has_one_is_a_task(read):
    extraction = read(HEAD + "一、甲\n1.乙。（市司法局负责）\n另有一事要做。（市财政局负责）\n")
    assert [(r.task, r.as_named) for r in extraction.responsibilities] == [
        ("1.1", "市司法局"),
        ("1.1.p1", "市财政局"),
    ]
    assert [t.path for t in extraction.tasks] == ["1.1", "1.1.p1"]


def test_a_clause_after_an_announced_list_binds_the_item_that_announces_it(bound):
    assert bound(
        "一、甲\n1.乙。重点抓好以下工作：\n（1）丙；\n（2）丁。\n[牵头单位:市司法局]\n2.戊。（市财政局负责）\n"
    ) == [
        ("1.1", "lead", "市司法局"),
        ("1.2", "responsible", "市财政局"),
    ]


@pytest.mark.parametrize(
    ("body", "task"),
    [
        ("1.乙：\n（1）丙；\n[牵头单位:市司法局]\n", "1.1.1"),  # the first of a list only
        ("1.乙。\n（1）丙；\n（2）丁。\n[牵头单位:市司法局]\n", "1.1.2"),  # nothing announces a list
        ("1.乙：\n（1）丙；\n（2）丁。[牵头单位:市司法局]\n", "1.1.2"),  # on the line of the last
        (
            "1.乙：\n（1）丙。（市财政局负责）\n（2）丁。\n[牵头单位:市司法局]\n",
            "1.1.2",
        ),  # another has its own
    ],
)
def test_otherwise_it_binds_the_last_of_the_list(body, task, bound):
    assert ("市司法局", task) in [(name, path) for path, _, name in bound("一、甲\n" + body)]


def test_a_clause_at_a_point_binds_the_item(bound):
    assert bound(
        "一、甲\n1.乙。一是丙；二是丁。（市司法局负责）\n2.戊\n一是己。（市财政局负责）\n二是庚。（市公安局负责）\n"
    ) == [
        ("1.1", "responsible", "市司法局"),
        ("1.2", "responsible", "市财政局"),
        ("1.2", "responsible", "市公安局"),
    ]


def test_a_rule_makes_the_first_listed_lead_from_its_own_clause_on(read):
    extraction = read(
        HEAD
        + "一、甲\n1.乙。（责任单位：市司法局、市财政局）\n2.丙。（责任单位：市公安局、市财政局。列第一位的为牵头单位，下同）\n"
        + "3.丁。（市民政局、市财政局负责）\n4.戊。（市教育局牵头，市财政局负责）\n5.己。（牵头单位：市水利局；责任单位：市财政局）\n"
    )
    text = extraction.document.text
    assert [
        (r.task, r.role.value, r.as_named, bool(r.role_by_rule)) for r in extraction.responsibilities
    ] == [
        ("1.1", "responsible", "市司法局", False),
        ("1.1", "responsible", "市财政局", False),
        ("1.2", "lead", "市公安局", True),
        ("1.2", "responsible", "市财政局", False),
        ("1.3", "lead", "市民政局", True),
        ("1.3", "responsible", "市财政局", False),
        ("1.4", "lead", "市教育局", False),
        ("1.4", "responsible", "市财政局", False),
        ("1.5", "lead", "市水利局", False),
        ("1.5", "responsible", "市财政局", False),
    ]
    rules = {r.role_by_rule.of(text) for r in extraction.responsibilities if r.role_by_rule}
    assert rules == {"。列第一位的为牵头单位，下同"}


def test_a_rule_lays_a_duty_on_all_tasks_after_its_own(read):
    extraction = read(
        HEAD + "一、甲\n1.乙。（市司法局负责。以下各项任务均需各县政府落实，不再一一列出）\n"
        "2.丙。（市公安局负责）\n3.丁。\n二、总体目标\n1.戊。\n"
    )
    text = extraction.document.text
    added = [r for r in extraction.responsibilities if r.added_by_rule]
    assert [(r.task, r.role.value, r.as_named) for r in added] == [
        ("1.2", "responsible", "各县政府"),
        ("1.3", "responsible", "各县政府"),
    ]
    assert {r.added_by_rule.of(text) for r in added} == {"以下各项任务均需各县政府落实，不再一一列出"}
    assert {r.span.of(text) for r in added} == {"各县政府"}


def test_a_rule_for_all_that_follows_gives_way_to_the_next_one(read):
    extraction = read(
        HEAD + "一、甲\n1.乙。（市司法局负责。以下各项任务均需各县政府落实，不再一一列出）\n2.丙。\n3.丁。\n"
        "4.戊。（市司法局负责。以下各项任务均需各市政府落实，不再一一列出）\n5.己。\n6.庚。\n"
    )
    added = [(r.task, r.as_named) for r in extraction.responsibilities if r.added_by_rule]
    assert added == [
        ("1.2", "各县政府"),
        ("1.3", "各县政府"),
        ("1.4", "各县政府"),
        ("1.5", "各市政府"),
        ("1.6", "各市政府"),
    ]


def test_rules_for_all_that_follows_cost_no_more_than_what_they_are_said_of(read):
    rule = "1.乙。（市司法局负责。以下各项任务均需各县政府落实，不再一一列出）\n"
    few, many = (read(HEAD + "一、甲\n" + rule * times) for times in (10, 100))
    assert [sum(bool(r.added_by_rule) for r in e.responsibilities) for e in (few, many)] == [9, 99]


def test_tasks_are_numbered_items_that_hold_no_other(read):
    extraction = read(HEAD + "一、甲\n导语。\n（一）乙\n1.丙。\n2.丁。一是戊；二是己。\n（二）庚\n")
    assert [t.path for t in extraction.tasks] == ["1.1.1", "1.1.2", "1.2"]


@pytest.mark.parametrize("heading", ["总体要求", "指导思想", "基本原则", "工作目标", "总体目标", "实施步骤"])
def test_what_sets_aim_and_principle_for_all_is_general(heading, read):
    extraction = read(HEAD + f"一、{heading}\n（一）甲。\n二、任务\n（一）乙。\n")
    assert [t.general for t in extraction.tasks] == [True, False]


def test_what_somebody_answers_for_is_not_general(read):
    assert [t.general for t in read(HEAD + "一、工作目标\n1.甲。（市司法局负责）\n2.乙。\n").tasks] == [
        False,
        True,
    ]


def test_closing_paragraphs_are_no_part_of_the_last_item(read):
    last = read(
        HEAD + "一、甲\n1.乙。丙丁戊己庚辛。\n各级各部门要抓好落实。\n重要情况及时报告。\n"
    ).provisions
    assert [(p.path, p.parent) for p in last] == [("1", None), ("1.1", "1"), ("p1", None), ("p2", None)]


def test_closing_paragraphs_keep_out_of_the_way_of_labels_without_a_number(read):
    paths = [
        p.path
        for p in read("某市法治政府工作方案\n十二一、甲。乙丙丁戊己庚辛。\n各级要抓好落实。\n").provisions
    ]
    assert paths == ["u1", "p1"]


def test_the_text_under_a_bare_heading_is_its_own(read):
    assert [p.path for p in read(HEAD + "一、甲\n一、总结\n各级各部门要抓好落实。\n").provisions][
        -1
    ] == "1_2.p1"


@pytest.mark.parametrize(
    ("title", "issued", "due"),
    [
        ("2020年某市工作要点", "", "2020-12-31"),
        ("某市工作方案（2021－2025年）", "", "None"),
        ("某市人民政府工作方案", "某市人民政府\n2019年3月1日", "2019-12-31"),
        ("某市人民政府工作方案", "", "None"),
    ],
)
def test_the_end_of_the_year_is_that_of_the_year_planned_for_or_of_issue(title, issued, due, read):
    extraction = read(f"{title}\n一、甲\n1.年底前完成。\n{issued}\n")
    assert [str(d.due) for d in extraction.deadlines] == [due]


def test_a_time_in_a_clause_counts_once(read):
    extraction = read(HEAD + "一、甲\n1.2022年底前完成。(牵头单位:市司法局。2022年6月底前完成)\n")
    assert [(d.text, d.method) for d in extraction.deadlines] == [
        ("2022年底前", "deadline.year"),
        ("2022年6月底前", "deadline.month.clause"),
    ]


def test_a_plan_is_named_by_its_place_title_and_years(authority):
    place = authority.places["430700"]
    assert (
        plan_name("某方案（2021－2025年）", place, (2021, 2025), None, "d").tail
        == "plan/430700/某方案2021-2025年"
    )
    assert plan_name("某方案", place, None, "2022-06-20", "d").tail == "plan/430700/某方案-2022"
    assert plan_name("某方案", None, None, None, "0123456789").tail == "plan/unplaced-01234567/某方案"
    assert plan_name("《》", place, None, None, "d").tail == "plan/430700/untitled"


PIECES = [
    *[
        "一、",
        "（一）",
        "1.",
        "２．",
        "(1)",
        "第三条 ",
        "①",
        "一是",
        "\n",
        "\n",
        "\n\n",
        "　　",
        "\r\n",
        "\u200b",
        "。",
        "，",
        "；",
        "：",
    ],
    *[
        "某市法治政府建设工作方案（2021－2025年）",
        "关于印发《某方案》的通知",
        "市司法局",
        "各区县(市)政府",
        "2022年底前",
        "每年",
        "《某纲要》",
        "（中发〔2021〕33号）",
    ],
    *[
        "（责任单位：",
        "）",
        "[牵头单位:",
        "]",
        "牵头",
        "负责",
        "列第一位的为牵头单位，下同",
        "责任单位：",
        "完成时限：",
        "各区人民政府：",
        "2020320",
        "首页",
    ],
    *[
        "| 序号 | 任务 | 责任单位 |",
        "| --- | --- | --- |",
        "| 1 | 甲 | 市司法局 |",
        "常德市",
        "总體要求",
        "法治政府建設",
    ],
]
SOUP = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=200)


@given(SOUP)
def test_any_text_is_read_twice_alike_and_all_of_it_is_accounted_for(authority, text):
    try:
        file = source("a.txt", text.encode())
    except Unreadable:
        return
    extraction = extract(file, authority)
    assert extract(file, authority) == extraction
    whole, paths = extraction.document.text, {p.path: p for p in extraction.provisions}
    parts = sorted([s.span for s in extraction.segments] + tiles(extraction.provisions))
    assert "".join(part.of(whole) for part in parts) == whole
    assert all(one.end == other.start for one, other in itertools.pairwise(parts))
    assert len(paths) == len(extraction.provisions)
    for provision in extraction.provisions:
        assert provision.parent is None or paths[provision.parent].order < provision.order
        assert not provision.point or paths[provision.parent].span.covers(provision.span)
    assert all(isinstance(paths[r.task], Task) for r in extraction.responsibilities)
    assert {d.provision for d in extraction.deadlines} <= set(paths)
    assert {c.provision for c in extraction.citations} <= {None, *paths}

"""Headings that name who answers for what stands under them."""

import pytest

from zeren.extract.compose import extract
from zeren.extract.read import source

PLAN = """某市重点工作分工方案
{first}
1.疏通河道。
2.修桥。（市住建局牵头）
{second}
3.建校。（配合单位：市财政局）
"""


@pytest.fixture
def bound(authority):
    """Who is bound by which item, and where a rule added it."""

    def read(text):
        extraction = extract(source("a.txt", text.encode()), authority)
        items = {p.path: p for p in extraction.provisions}
        return sorted(
            (items[r.task].label or "-", r.role.value, r.as_named, r.added_by_rule is not None)
            for r in extraction.responsibilities
        )

    return read


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一、市水利局牵头的重点任务（2项）", "二、市教育局牵头的重点任务（1项）"),
        ("（一）由市水利局牵头负责的工作", "（二）由市教育局牵头负责的工作"),
    ],
)
def test_who_leads_a_heading_leads_what_has_no_lead_of_its_own(first, second, bound):
    labels = [line.partition("、")[0] + "、" if "、" in line else line[:3] for line in (first, second)]
    assert bound(PLAN.format(first=first, second=second)) == sorted(
        [
            (labels[0], "lead", "市水利局", False),
            ("1.", "lead", "市水利局", True),
            ("2.", "lead", "市住建局", False),
            (labels[1], "lead", "市教育局", False),
            ("3.", "lead", "市教育局", True),
            ("3.", "support", "市财政局", False),
        ]
    )


def test_a_heading_without_a_number_holds_up_to_the_next(bound):
    found = bound(PLAN.format(first="一、任务\n市水利局负责的事项", second="市教育局负责的事项"))
    assert [one for one in found if one[3]] == [
        ("1.", "responsible", "市水利局", True),
        ("3.", "responsible", "市教育局", True),
    ]


def test_a_body_with_a_count_is_responsible(bound):
    found = bound(PLAN.format(first="一、市水利局（2项）", second="二、市教育局（共1项）"))
    assert ("1.", "responsible", "市水利局", True) in found
    assert ("3.", "responsible", "市教育局", True) in found


@pytest.mark.parametrize(
    "heading",
    ["一、张某某副市长负责事项（2项）", "一、加强组织领导工作", "一、完善牵头工作", "一、市水利局工作要点"],
)
def test_other_headings_bind_nobody(heading, bound):
    found = bound(PLAN.format(first=heading, second="二、其他"))
    assert not [one for one in found if one[3]]

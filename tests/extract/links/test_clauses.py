"""Which single duty of a task answers which duty of its requirement."""

import pytest

from zeren.extract.compose import extract
from zeren.extract.links.change import changes
from zeren.extract.links.clauses import ANSWERS_FROM, Clauses
from zeren.extract.links.derive import derive
from zeren.extract.read import source
from zeren.ontology.model import Status

UPPER = """东澜省法治政府建设实施方案（2021—2025年）
一、行政执法
（一）规范涉企检查计划。各级执法部门应当公布年度涉企检查计划，合并同类检查事项，2022年6月底前完成首次公布。鼓励运用远程巡查设备。
（二）设立湖区调解室。沿湖乡镇应当在渔港设立调解室，就地调处捕捞纠纷。
"""


@pytest.fixture
def answers(authority):
    """For a county's item: its link and the duties that answer each other, as texts."""

    def of(item: str):
        lower = extract(source("a.txt", f"青禾县实施方案\n一、行政执法\n1.{item}\n".encode()), authority)
        upper = extract(source("b.txt", UPPER.encode()), authority)
        (link,) = [
            one for one in changes(derive(lower, upper), lower, upper) if one.status is Status.ACCEPTED
        ]
        return link, [
            (one.duty.of(lower.document.text), one.upper_duty.of(upper.document.text), one.words)
            for one in link.clauses
        ]

    return of


def test_each_duty_answers_the_one_that_says_the_same(answers):
    _, found = answers(
        "规范涉企检查计划。县级执法部门应当在网上公布年度涉企检查计划，同类检查事项一律合并，运用远程巡查设备开展夜查。"
    )
    assert [(own, above) for own, above, _ in found] == [
        ("县级执法部门应当在网上公布年度涉企检查计划", "各级执法部门应当公布年度涉企检查计划"),
        ("同类检查事项一律合并", "合并同类检查事项"),
        ("运用远程巡查设备开展夜查", "鼓励运用远程巡查设备"),
    ]
    assert found[0][2][0] == "公布年度涉企检查计划"
    assert found[2][2] == ("运用远程巡查设备",)


def test_a_duty_of_its_own_answers_none(answers):
    _, found = answers("设立湖区调解室。沿湖乡镇应当在渔港设立调解室。每季度向村民通报水位。")
    assert [own for own, _, _ in found] == ["沿湖乡镇应当在渔港设立调解室"]


def test_a_likeness_is_a_share(answers):
    link, _ = answers("设立湖区调解室。沿湖乡镇应当在渔港设立调解室，就地调处捕捞纠纷。")
    assert [one.likeness for one in link.clauses] == [1.0, 1.0]
    assert all(ANSWERS_FROM <= one.likeness <= 1 for one in link.clauses)


def test_what_a_duty_only_encourages_above_is_stronger_where_it_is_asked(answers):
    link, _ = answers("规范涉企检查计划。县级执法部门公布年度涉企检查计划。必须运用远程巡查设备。")
    assert ("modality", "strengthened", "必须", "鼓励") in [
        (one.aspect, one.change, one.text, one.upper_text) for one in link.differences
    ]


def test_a_catalogue_has_no_duties(plan, outline):
    lower, upper = plan("wangchuan"), outline(2021)
    clauses = Clauses(lower, upper)
    assert all(not list(clauses.of(link)) for link in derive(lower, upper))

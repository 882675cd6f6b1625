"""What changed on the way down: kinds of links, and the differences with their spans on both sides."""

import pytest

from zeren.extract.compose import extract
from zeren.extract.links.change import alikeness, changes, kind_of
from zeren.extract.links.derive import derive
from zeren.extract.read import source
from zeren.ontology.model import Difference, Status

UPPER = """东澜省法治政府建设实施方案（2021—2025年）
一、行政执法
（一）规范涉企检查计划。各级执法部门必须公布年度涉企检查计划，2022年6月底前完成首次公布，检查次数下降30%。
（二）培训水上执法队员。水上执法队员每人每年参加业务培训不少于60学时。
（三）设立湖区调解室。沿湖乡镇应当在渔港设立调解室，就地调处纠纷。
"""


@pytest.fixture
def linked(authority):
    """The accepted links of a county's plan with these items, by the task's number."""

    def of(*items, upper=UPPER):
        body = "".join(f"{n}.{item}\n" for n, item in enumerate(items, 1))
        lower = extract(source("a.txt", f"青禾县实施方案\n一、行政执法\n{body}".encode()), authority)
        above = extract(source("b.txt", upper.encode()), authority)
        found = list(changes(derive(lower, above), lower, above))
        for link in found:
            for one in link.differences:
                assert one.span is None or one.span.of(lower.document.text) == one.text
                assert one.upper_span is None or one.upper_span.of(above.document.text) == one.upper_text
        return {int(d.task.parts[-1].split(".")[-1]): d for d in found if d.status is Status.ACCEPTED}

    return of


def told(link):
    return [(one.aspect, one.change, one.upper_text, one.text) for one in link.differences]


PLAN = "规范涉企检查计划。执法部门必须公布年度涉企检查计划，{when}完成首次公布，检查次数下降{number}。"


@pytest.mark.parametrize(
    ("when", "number", "kind", "differences"),
    [
        ("2022年6月底前", "30%", "adapted", []),
        ("2022年12月底前", "30%", "weakened", [("deadline", "later", "2022年6月底前", "2022年12月底前")]),
        ("2022年3月底前", "30%", "strengthened", [("deadline", "earlier", "2022年6月底前", "2022年3月底前")]),
        ("2022年6月底前", "40%", "strengthened", [("target", "higher", "下降30%", "下降40%")]),
        ("2022年6月底前", "20%", "weakened", [("target", "lower", "下降30%", "下降20%")]),
        (
            "2022年12月底前",
            "40%",
            "adapted",
            [
                ("deadline", "later", "2022年6月底前", "2022年12月底前"),
                ("target", "higher", "下降30%", "下降40%"),
            ],
        ),
    ],
)
def test_dates_and_numbers_are_held_against_those_above(when, number, kind, differences, linked):
    link = linked(PLAN.format(when=when, number=number))[1]
    assert told(link) == differences
    assert link.kind in ((kind, "copied") if not differences else (kind,))


def test_what_was_dropped_is_told_with_its_place_above(linked):
    link = linked("规范涉企检查计划。执法部门必须公布年度涉企检查计划，完成首次公布，检查次数减少。")[1]
    assert {("deadline", "dropped", "2022年6月底前", ""), ("target", "dropped", "下降30%", "")} == set(
        told(link)
    )
    assert link.kind == "weakened"


def test_a_must_that_became_an_encouragement_is_weaker(linked):
    link = linked("设立湖区调解室。鼓励沿湖乡镇在渔港设立调解室，就地调处纠纷。")[1]
    assert told(link) == [("modality", "weakened", "应当", "鼓励")]
    assert link.kind == "weakened"


def test_a_date_and_a_body_where_there_was_none_make_it_concrete(linked):
    link = linked("设立湖区调解室。2023年底前，沿湖乡镇应当在渔港设立调解室，就地调处纠纷。（县司法局负责）")[
        1
    ]
    assert link.kind == "concrete"
    assert {(one.aspect, one.change) for one in link.differences} == {
        ("deadline", "added"),
        ("body", "added"),
    }


def test_several_tasks_of_one_requirement_are_its_parts(linked):
    found = linked(
        "规范涉企检查计划。执法部门必须公布年度涉企检查计划。",
        "公布涉企检查计划的首次结果。2022年6月底前完成首次公布，检查次数下降30%。",
        "培训水上执法队员。每人每年参加业务培训不少于60学时。",
    )
    assert found[1].upper == found[2].upper
    assert found[1].shapes == found[2].shapes == ("split",)
    assert found[3].shapes == ()
    dropped = [one for link in found.values() for one in link.differences if one.change == "dropped"]
    assert dropped == [], "what one of the parts has was not dropped"


def test_a_catalogue_says_nothing_of_modality_and_bodies(authority, outline):
    lower = extract(
        source(
            "a.txt",
            "某县实施方案\n一、任务\n1.加强行政调解工作。鼓励各部门调解纠纷。（县司法局负责）\n".encode(),
        ),
        authority,
    )
    found = list(changes(derive(lower, outline(2021)), lower, outline(2021)))
    assert {one.aspect for link in found for one in link.differences} <= {"deadline", "target"}


@pytest.mark.parametrize(
    ("turns", "before", "kind"),
    [
        ([], "copied", "copied"),
        ([], "narrowed", "narrowed"),
        (["added"], "copied", "concrete"),
        (["added"], "adapted", "concrete"),
        (["dropped"], "narrowed", "weakened"),
        (["earlier"], "adapted", "strengthened"),
        (["earlier", "lower"], "adapted", "adapted"),
    ],
)
def test_the_kind_follows_from_the_differences(turns, before, kind):
    assert kind_of(before, [Difference("deadline", turn, "", "", None, None) for turn in turns]) == kind


def test_alikeness_is_a_share_and_leaves_figures_out():
    assert alikeness("2022年底前公布目录", "2023年6月底前公布目录") == 1
    assert alikeness("公布目录", "") == 0


def test_a_requirement_with_much_added_is_no_copy(linked):
    words = "水上执法队员每人每年参加业务培训不少于60学时"
    bearers = "（责任单位：县公安局、县交通运输局、县农业农村局，各乡镇〔街道〕）"
    added = "，按水域和船型分班，先考后训，考核记入个人档案，教员从水上支队和船员学校聘请，夜间和大风天各安排一次实船演练"
    upper = UPPER.replace(f"{words}。", f"{words}。（牵头单位：市司法局）")
    assert upper != UPPER
    alone = linked(f"培训水上执法队员。{words}。{bearers}", upper=upper)[1]
    more = linked(f"培训水上执法队员。{words}{added}。{bearers}", upper=upper)[1]
    assert alone.kind == "copied"
    assert more.kind != "copied"


def test_a_day_of_every_year_that_the_task_adds_makes_it_concrete(linked):
    link = linked("设立湖区调解室。沿湖乡镇应当在渔港设立调解室，就地调处纠纷，每年3月1日前报送情况。")[1]
    assert ("deadline", "added", "", "每年3月1日前") in told(link)
    assert link.kind == "concrete"

"""How requirements and tasks stand: each word of the closed list, and when it is said."""

from dataclasses import replace

import pytest

from zeren.extract.compose import extract
from zeren.extract.links.change import changes
from zeren.extract.links.coverage import asked, requirements, tasks
from zeren.extract.links.derive import derive
from zeren.extract.read import source
from zeren.ontology.model import Coverage, Status

UPPER = """东澜省湖区治理实施方案（2021—2025年）
一、任务
（一）规范涉企检查计划。执法部门公布年度涉企检查计划，2022年6月底前完成首次公布。
（二）培训水上执法队员。水上执法队员每人每年参加业务培训。
（三）编制全国渔业统计制度。国务院有关部门制定渔业统计制度。
（四）设立湖区调解室。沿湖乡镇在渔港设立调解室，就地调处纠纷。
"""


@pytest.fixture
def pair(authority):
    """A county's plan with these items, the plan above, and the links between them."""

    def of(*items, upper=UPPER):
        body = "".join(f"{n}.{item}\n" for n, item in enumerate(items, 1))
        text = f"青禾县湖区治理实施方案\n根据《东澜省湖区治理实施方案（2021—2025年）》，制定本方案。\n一、任务\n{body}"
        lower = extract(source("a.txt", text.encode()), authority)
        above = extract(source("b.txt", upper.encode()), authority)
        return lower, above, list(changes(derive(lower, above), lower, above))

    return of


def by_number(standings, plan):
    numbers = {t.path: t.number for t in plan.tasks}
    return {numbers[s.provision.parts[-1]]: s.coverage for s in standings}


def test_every_requirement_has_one_standing_gaps_too(pair):
    lower, upper, links = pair(
        "规范涉企检查计划。各执法队在本县门户网站公布检查计划，2022年6月底前首次公布，并征询商会的意见。",
        "设立湖区调解室。沿湖乡镇在渔港设立调解室，就地调处纠纷。",
    )
    found = by_number(requirements(lower, upper, links), upper)
    assert found == {
        1: Coverage.COVERED,
        2: Coverage.UNCOVERED,
        3: Coverage.NOT_ADDRESSED,
        4: Coverage.FORWARDED,
    }


def test_a_dropped_date_leaves_a_requirement_partly_covered(pair):
    lower, upper, links = pair("规范涉企检查计划。执法部门公布年度涉企检查计划，完成首次公布。")
    assert by_number(requirements(lower, upper, links), upper)[1] is Coverage.PARTLY_COVERED


def test_links_that_nobody_accepted_leave_both_ends_ambiguous(pair):
    lower, upper, links = pair("规范涉企检查计划。执法部门公布年度涉企检查计划。")
    unsure = [replace(link, status=Status.CANDIDATE) for link in links]
    assert by_number(requirements(lower, upper, unsure), upper)[1] is Coverage.AMBIGUOUS
    assert by_number(tasks(lower, unsure, frozenset(), {}), lower) == {1: Coverage.AMBIGUOUS}


def test_a_task_without_a_requirement_is_a_local_addition(pair):
    lower, _, _ = pair("修缮梯田驿站。春灌前公布轮灌次序。")
    assert by_number(tasks(lower, [], frozenset(), {}), lower) == {1: Coverage.LOCAL_ADDITION}


def test_a_task_that_answers_a_replaced_plan_is_outdated(pair):
    lower, upper, links = pair("规范涉企检查计划。执法部门公布年度涉企检查计划，2022年6月底前完成首次公布。")
    found = by_number(tasks(lower, links, frozenset({upper.document.id}), {}), lower)
    assert found == {1: Coverage.OUTDATED}


@pytest.mark.parametrize(("item", "coverage"), [("第四条", None), ("第九条", Coverage.ORPHANED)])
def test_a_task_that_cites_an_item_which_is_not_there_is_an_orphan(item, coverage, pair):
    title = "东澜省湖区治理实施方案（2021—2025年）"
    lower, upper, links = pair(f"设立湖区调解室。落实《{title}》{item}，在渔港设立调解室，就地调处纠纷。")
    numbers = {title: (upper.document.id, frozenset({1, 2, 3, 4}))}
    found = by_number(tasks(lower, links, frozenset(), numbers), lower)[1]
    assert (found is Coverage.ORPHANED) == (coverage is Coverage.ORPHANED)


def test_aims_and_headings_ask_nothing(outline):
    assert len(asked(outline(2021))) == 32
    assert len(asked(outline(2015))) == 44

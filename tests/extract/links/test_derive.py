"""Which upper item a task carries out: how sure that is, and what it rests on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.data.subjects import subjects
from zeren.extract.compose import extract
from zeren.extract.links.derive import (
    ACCEPTED_FROM,
    AGAINST_CATALOGUE,
    CANDIDATES,
    confidence,
    derive,
)
from zeren.extract.read import source
from zeren.ontology.model import Status


@pytest.fixture
def links(authority, outline):
    """The links of a plan with these items to the outline of 2021, as (task, item, status)."""

    def of(*items):
        body = "".join(f"{n}.{item}\n" for n, item in enumerate(items, 1))
        extraction = extract(
            source("a.txt", f"某县法治政府建设实施方案\n一、任务\n{body}".encode()), authority
        )
        numbers = {p.path: p.number for p in outline(2021).provisions}
        return [
            (d.task.parts[-1], numbers[d.upper.parts[-1]], d.status)
            for d in derive(extraction, outline(2021))
        ]

    return of


def test_a_task_with_the_items_heading_carries_it_out(links):
    found = links(
        "加强行政调解工作。健全调解网络。",
        "加快推进政务诚信建设。清理拖欠账款。",
        "深入推进“放管服”改革。压减审批环节。",
    )
    assert [(task, item) for task, item, status in found if status is Status.ACCEPTED] == [
        ("1.1", 20),
        ("1.2", 28),
        ("1.3", 5),
    ]


def test_a_task_told_in_other_words_is_found_by_its_terms(links):
    found = links("落实负责人出庭应诉。行政机关负责人出庭应诉率达到100%，健全司法建议办理机制。")
    assert found[0] == ("1.1", 23, Status.ACCEPTED)


def test_words_of_a_users_own_subjects_speak_for_a_link_and_are_shown(authority, outline, tmp_path):
    (tmp_path / "subjects.csv").write_text("subject,words\n行政调解,板凳会|和事佬\n", "utf-8")
    text = "某县实施方案\n一、任务\n1.办好板凳会。和事佬上门，化解物业纠纷。\n2.公布次序。\n"
    lower = extract(source("a.txt", text.encode()), authority)
    plain, own = (list(derive(lower, outline(2021), known)) for known in (None, subjects(tmp_path)))
    assert max((link.confidence for link in plain), default=0) < own[0].confidence
    assert own[0].upper_span.of(outline(2021).document.text).startswith("（二十）")
    assert "共有主题：行政调解（板凳会／" in own[0].rationale


def test_a_local_addition_has_no_upper_item(links):
    assert [one for one in links("建设梯田调水驿站。春灌前公布轮灌次序。") if one[2] is Status.ACCEPTED] == []


def test_what_is_unclear_waits_as_a_candidate(links):
    found = links("加强工作。")
    assert all(status is Status.CANDIDATE for _, _, status in found)


def test_a_task_has_few_links_and_the_surest_of_them_come_first(plan, outline):
    found = list(derive(plan("wangchuan"), outline(2021)))
    for task in {d.task for d in found}:
        own = [d for d in found if d.task == task]
        assert len(own) <= CANDIDATES
        assert all(d.status is Status.CANDIDATE or "单独一句即相合" in d.rationale for d in own[1:])
        assert [d.confidence for d in own] == sorted((d.confidence for d in own), reverse=True)
        assert (own[0].confidence >= ACCEPTED_FROM) == (own[0].status is Status.ACCEPTED)


def test_a_link_shows_what_it_rests_on_at_both_ends(plan, outline):
    lower, upper = plan("wangchuan"), outline(2021)
    link = next(d for d in derive(lower, upper) if d.task.parts[-1] == "2.12.21")
    assert link.plan == lower.document.id
    assert link.upper_plan == upper.document.id
    assert link.span.of(lower.document.text) == "21.落实负责人出庭应诉"
    assert link.upper_span.of(upper.document.text).startswith("（二十三）加强和规范行政应诉工作")
    assert "章节与标题相近 1.00" in link.rationale
    assert "共有关键词：" in link.rationale
    assert link.kind == "narrowed", "it takes up one matter of many"


def test_a_task_copied_word_for_word_is_called_a_copy(authority, outline):
    upper = outline(2021)
    item = next(t for t in upper.tasks if t.number == 20)
    copy = item.span.of(upper.document.text).replace("（二十）", "（一）")
    lower = extract(source("a.txt", f"某县实施方案\n一、任务\n{copy}".encode()), authority)
    first = next(iter(derive(lower, upper)))
    assert (first.kind, first.status) == ("copied", Status.ACCEPTED)


def test_aims_are_compared_with_aims_only(plan, outline):
    lower, upper = plan("wangchuan"), outline(2021)
    general = {("provision", t.path): t.general for t in lower.tasks}
    aims = {t.path: t.general for t in upper.tasks}
    for link in derive(lower, upper):
        assert general["provision", link.task.parts[-1]] == aims[link.upper.parts[-1]]


GIVEN = {3: 2, 4: 4, 5: 5, 6: 9, 7: 10, 8: 11, 9: 12, 10: 14, 11: 23, 12: 26, 13: 15, 14: 17}
GIVEN |= {15: 18, 17: 20, 18: 21, 19: 24, 20: 25, 21: 27, 22: 28, 23: 29}
"""What 青禾县 takes from 望川市, by the README of the sample; （十六） and （二十四） are its own."""


def test_the_samples_county_takes_from_its_city_what_its_readme_says(plan):
    lower, upper = plan("qinghe"), plan("wangchuan")
    numbers = {t.path: t.number for t in lower.tasks if not t.general}
    found = {
        numbers[d.task.parts[-1]]: int(
            d.upper.parts[-1].split(".")[2]
        )  # 2.7.12.2 is the second part of item 12
        for d in derive(lower, upper)
        if d.status is Status.ACCEPTED and d.task.parts[-1] in numbers
    }
    wrong = {task: item for task, item in found.items() if GIVEN.get(task) != item}
    assert wrong == {14: 16, 24: 30}, "known mistakes: the item before the right one, and a local addition"
    assert len(found) - len(wrong) >= 18, sorted(set(GIVEN) - set(found))


def test_two_runs_are_equal(plan, outline):
    assert list(derive(plan("qinghe"), outline(2021))) == list(derive(plan("qinghe"), outline(2021)))


def test_nothing_comes_of_nothing(authority, plan):
    bare = extract(source("a.txt", "某市工作方案\n没有条目。\n".encode()), authority)
    assert list(derive(bare, plan("donglan"))) == []
    assert list(derive(plan("donglan"), bare)) == []


@given(st.floats(0, 1), st.floats(0, 1))
def test_confidence_is_between_nothing_and_certainty_and_grows_with_the_probability(one, other):
    low, high = sorted((one, other))
    assert 0 < confidence(low) <= confidence(high) < 1
    assert 0 < confidence(low, AGAINST_CATALOGUE) <= confidence(high, AGAINST_CATALOGUE) < 1
    if low < 0.9:
        assert confidence(low, AGAINST_CATALOGUE) > confidence(low), "an outline leaves little out"


def test_a_task_whose_heading_names_two_items_carries_out_both(links):
    found = links("加强行政调解工作，有序推进行政裁决工作。公布事项清单。")
    assert {item for _, item, status in found if status is Status.ACCEPTED} == {20, 21}


def test_the_name_of_an_annex_is_no_task(links):
    found = links("加强行政调解工作。健全网络。", "行政调解重点项目清单")
    assert {task for task, _, _ in found} == {"1.1"}

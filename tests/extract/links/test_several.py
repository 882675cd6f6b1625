"""Tasks that carry out several requirements: what one of their sentences answers by itself."""

import pytest

from zeren.extract.compose import extract
from zeren.extract.links.derive import derive
from zeren.extract.read import source
from zeren.ontology.model import Status

DISPUTES = (
    "健全矛盾纠纷化解机制。",
    "县乡两级设调解室，劳动、物业、医患纠纷先行行政调解。",
    "对侵权、补偿和政府采购争议开展行政裁决，公布行政裁决事项清单。",
    "复议机关集中受理行政复议案件，改进审理方式。",
)


@pytest.fixture
def links(authority, outline):
    """The links of a task with these sentences to an outline: by number of the item, link and sentence it rests on."""

    def of(*sentences, outline_of=2021):
        text = f"某县法治政府建设实施方案\n一、任务\n1.{''.join(sentences)}（牵头单位：县司法局）\n2.公布事项清单。\n"
        plan = extract(source("a.txt", text.encode()), authority)
        upper = outline(outline_of)
        numbers = {p.path: p.number for p in upper.provisions}
        return {
            numbers[link.upper.parts[-1]]: (link, link.span.of(plan.document.text))
            for link in derive(plan, upper)
            if link.task.parts[-1] == "1.1"
        }

    return of


def accepted(found):
    return {number for number, (link, _) in found.items() if link.status is Status.ACCEPTED}


def test_a_task_whose_sentences_answer_three_items_carries_out_all_three(links):
    assert accepted(links(*DISPUTES)) == {20, 21, 22}


def test_a_link_of_one_sentence_rests_on_that_sentence(links):
    found = links(*DISPUTES)
    best, *others = found.values()
    assert best[1] == "1.健全矛盾纠纷化解机制"
    assert {sentence for _, sentence in others} <= {one.rstrip("。") for one in DISPUTES}
    assert found[22][1] == DISPUTES[3].rstrip("。")
    assert all("单独一句即相合" in link.rationale for link, _ in others)


def test_no_further_item_is_surer_than_the_best(links):
    sure = [link.confidence for link, _ in links(*DISPUTES).values()]
    assert sure == sorted(sure, reverse=True)


@pytest.mark.parametrize(
    ("sentences", "outline_of", "items"),
    [
        (("用好调解和信访。", "村级调委会调解医患、物业纠纷。", "信访网上受理，诉访分离。"), 2015, {35, 36}),
        (
            (
                "规范文件管理。",
                "规范性文件统一登记、统一编号、统一印发。",
                "对现行有效的文件定期清理，公布失效目录。",
            ),
            2015,
            {12, 13},
        ),
        (
            ("加强行政调解工作。", "行政调解室每季度公布调解案例。", "调解员每年参加行政调解培训。"),
            2021,
            {20},
        ),
    ],
)
def test_sentences_are_counted_where_they_answer_another_item(sentences, outline_of, items, links):
    assert accepted(links(*sentences, outline_of=outline_of)) == items


def test_of_a_long_task_only_the_first_sentences_are_looked_at(links):
    filler = [f"第{n}调解室按月排班登记。" for n in range(80)]
    assert 22 in accepted(links(*DISPUTES[:2], DISPUTES[3], *filler))
    assert 22 not in accepted(links(*DISPUTES[:2], *filler, DISPUTES[3]))


def test_a_task_of_one_sentence_is_compared_as_a_whole_only(links):
    assert len(accepted(links("加强行政调解工作、行政裁决工作和行政复议工作，集中受理行政复议案件。"))) <= 1

"""Tables that lost all that parted their cells: rows told by their numbers, bodies by what is known."""

import pytest

from zeren.extract.compose import extract
from zeren.extract.read import source


@pytest.fixture
def bound(authority):
    """Who is bound by which row, and by when."""

    def read(text):
        extraction = extract(source("a.txt", f"某市任务分解表\n{text}\n".encode()), authority)
        items = {p.path: p for p in extraction.provisions}
        return (
            [(items[r.task].label, r.role.value, r.as_named) for r in extraction.responsibilities],
            [(items[d.provision].label, d.text) for d in extraction.deadlines if d.provision],
        )

    return read


def test_a_row_ends_in_the_bodies_that_are_known(bound):
    names, _ = bound("序号工作任务责任单位1清淤20条。市水利局2修桥市住建局、市财政局3建校。各县区政府")
    assert names == [
        ("1", "responsible", "市水利局"),
        ("2", "responsible", "市住建局"),
        ("2", "responsible", "市财政局"),
        ("3", "responsible", "各县区政府"),
    ]


def test_leaders_stand_before_them_and_times_behind(bound):
    names, times = bound(
        "序号重点任务分管领导牵头单位配合单位完成时限1清淤。王某某市水利局市财政局6月底前2修桥。李某某市住建局市财政局、市司法局年底前"
    )
    assert names == [
        ("1", "lead", "市水利局"),
        ("1", "support", "市财政局"),
        ("2", "lead", "市住建局"),
        ("2", "support", "市财政局"),
        ("2", "support", "市司法局"),
    ]
    assert times == [("1", "6月底前"), ("2", "年底前")]


@pytest.mark.parametrize(
    "text",
    [
        "序号工作任务责任单位1清淤。某某2修桥。某某",
        "序号工作任务进展1清淤。市水利局2修桥。市住建局",
        "序号工作任务牵头单位配合单位1清淤。市水利局市财政局市司法局2修桥。市住建局",
        "序号工作任务责任单位好1清淤。市水利局2修桥。市住建局",
    ],
    ids=["nobody known", "nobody in the header", "names that fit no column", "titles that are not known"],
)
def test_what_is_not_sure_gives_nothing(text, bound):
    assert bound(text)[0] == []

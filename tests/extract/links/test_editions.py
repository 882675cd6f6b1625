"""What became of the items of the 2015 outline in that of 2021, against a reader who knows both."""

import csv
from pathlib import Path

import pytest

from zeren.data.authority import load
from zeren.data.catalogue import catalogues
from zeren.extract.catalogue import extract_catalogue
from zeren.extract.links.editions import continuations

GOLD = Path(__file__).parents[2] / "cases" / "gold" / "editions.tsv"


def labels():
    with GOLD.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            newer, also = (frozenset(map(int, (row[name] or "").split())) for name in ("newer", "also"))
            yield int(row["older"]), newer, also


@pytest.fixture(scope="module")
def outlines():
    return tuple(extract_catalogue(each, load()) for each in catalogues())


@pytest.fixture(scope="module")
def pairs(outlines):
    older, newer = outlines
    number = {
        plan.document.id.of("provision", task.path): None if task.general else task.number
        for plan in outlines
        for task in plan.tasks
    }
    found = {(number[one.before], number[one.item]) for one in continuations(newer, older)}
    return {pair for pair in found if None not in pair}


def test_a_reader_finds_the_same_items_continued(pairs):
    wanted = {(older, item) for older, newer, _ in labels() for item in newer}
    arguable = {(older, item) for older, _, also in labels() for item in also}
    assert len(wanted) == 45
    right, wrong = pairs & wanted, pairs - wanted - arguable
    print(len(right), sorted(wrong), sorted(wanted - pairs))
    assert len(right) / (len(right) + len(wrong)) >= 0.9
    assert len(right) / len(wanted) >= 0.84


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ({14, 15, 16, 17, 18}, 11),  # 重大行政决策程序
        ({12, 13}, 9),  # 规范性文件，清理
        ({37, 38, 39, 40}, 34),  # 依法行政能力
        ({9, 11}, 8),  # 立法
        ({33}, 22),  # 行政复议
        ({30}, 27),  # 政务公开
    ],
)
def test_many_items_go_into_one(older, newer, pairs):
    assert {before for before, item in pairs if item == newer} == older


def test_one_item_goes_into_several(pairs):
    assert {item for before, item in pairs if before == 34} == {20, 21}, "行政调解, 行政裁决"


@pytest.mark.parametrize("older", [4, 7, 8, 36])
def test_what_the_newer_edition_leaves_out_is_continued_by_nothing(older, pairs):
    assert not [item for before, item in pairs if before == older]


@pytest.mark.parametrize("newer", [25, 30])
def test_what_is_new_continues_nothing(newer, pairs):
    assert not [before for before, item in pairs if item == newer]


def test_a_pair_is_told_once_and_aims_stay_among_themselves(outlines):
    older, newer = outlines
    found = list(continuations(newer, older))
    assert len(found) == len({(one.item, one.before) for one in found})
    general = {
        plan.document.id.of("provision", task.path)
        for plan in outlines
        for task in plan.tasks
        if task.general
    }
    assert all((one.item in general) == (one.before in general) for one in found)

"""Tables drawn with characters: cells broken over lines, rules across all columns or some."""

import pytest

from zeren.extract.compose import extract
from zeren.extract.read import source

TITLE = "某市重点工作任务分解表\n"


@pytest.fixture
def bound(authority):
    """Who is bound by which row."""

    def read(table):
        extraction = extract(source("a.txt", (TITLE + table).encode()), authority)
        items = {p.path: p for p in extraction.provisions}
        return [
            (items[r.task].label or items[r.task].heading, r.role.value, r.as_named)
            for r in extraction.responsibilities
        ]

    return read


RULED = """┌──┬────┬─────┬────┐
│序号│ 任务 │牵头单位 │完成时限│
├──┼────┼─────┼────┤
│ 1  │疏通河│市水利局 │6月底前 │
│    │道    │市财政局 │        │
├──┼────┼─────┼────┤
│ 2  │修桥  │各县（市、│年底前  │
│    │      │区）政府、│        │
│    │      │市住建局 │        │
└──┴────┴─────┴────┘
"""


def test_a_cell_is_put_together_and_a_name_that_leaves_room_ends_with_its_line(bound):
    assert bound(RULED) == [
        ("1", "lead", "市水利局"),
        ("1", "lead", "市财政局"),
        ("2", "lead", "各县（市、区）政府"),
        ("2", "lead", "市住建局"),
    ]


def test_plain_characters_draw_a_table_too(bound):
    plain = RULED.translate(str.maketrans("┌┬┐├┼┤└┴┘│─", "+++++++++|-"))
    assert bound(plain) == bound(RULED)


def test_a_cell_that_rows_share_is_the_first_ones(bound):
    table = """┌────┬────┐
│任务  │责任单位│
├────┼────┤
│一疏河│市水利局│
├────┤        │
│二修桥│        │
│      ├────┤
│三建渠│市住建局│
└────┴────┘
"""
    assert bound(table) == [("一疏河", "responsible", "市水利局"), ("三建渠", "responsible", "市住建局")]


def test_no_rule_need_stand_between_rows(bound):
    table = "+----+------+----------+\n|序号|任务  |责任单位  |\n+----+------+----------+\n|1   |疏河  |市水利局  |\n|2   |修桥  |市住建局  |\n+----+------+----------+\n"
    assert bound(table) == [("1", "responsible", "市水利局"), ("2", "responsible", "市住建局")]


@pytest.mark.parametrize(
    "table",
    [
        "┌──┬──┐\n│任务│进展│\n├──┼──┤\n│疏河│市水利局│\n└──┴──┘\n",
        "│任务│责任单位│\n│疏河│市水利局│\n",
        "+\n|\n",
    ],
    ids=["nobody in the header", "no rule", "no cells"],
)
def test_what_is_no_table_of_bearers_gives_nothing(table, bound):
    assert bound(table) == []

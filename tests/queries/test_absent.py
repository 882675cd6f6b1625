"""An empty answer is told from one that asked for what is not there."""

import pytest

from zeren.queries import no_body, no_plan, question
from zeren.queries.absent import absent


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("overdue", {"on": "2023-01-01", "plan": "青禾县"}, ""),
        ("overdue", {"on": "2023-01-01", "plan": "  "}, ""),
        ("overdue", {"on": "2023-01-01", "plan": "青河县"}, "no plan has '青河县' in its title; did you mean 青禾县"),
        ("overdue", {"on": "2023-01-01", "plan": "甲乙丙"}, "no plan has '甲乙丙' in its title; zeren query plans"),
        ("tasks-of-institution", {"institution": "司法局"}, ""),
        ("tasks-of-institution", {"institution": "交通处"}, "no body has '交通处' in its name; "),
        ("plans", {"level": "county"}, ""),
    ],
)  # fmt: skip
def test_what_is_not_there_is_named_and_nothing_else(store, name, values, said):
    told = absent(store, question(name), values)
    assert str(told or "").startswith(said)
    assert bool(told) == bool(said)


def test_a_plan_that_is_only_cited_is_told_from_one_that_is_unknown(store):
    cited = no_plan(store, "规范性文件办法")
    assert str(cited) == "东澜省规范性文件办法 is cited and not held; build its text too"


def test_names_as_printed_count_too(store):
    assert no_body(store, "市司法局") is None

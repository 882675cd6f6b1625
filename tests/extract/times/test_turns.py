"""Months of spring in a plan of autumn."""

from datetime import date

import pytest

from zeren.extract.times.deadlines import find_deadlines
from zeren.extract.times.turns import after_the_turn


@pytest.mark.parametrize(
    ("text", "issued", "due"),
    [
        ("于1月10日前报送", date(2023, 12, 20), ["2024-01-10"]),
        ("2月底前检查，2月28日前总结", date(2023, 10, 28), ["2024-02-29", "2024-02-28"]),
        ("11月10日前部署，3月底前检查", date(2023, 10, 28), ["2023-11-10", "2024-03-31"]),
        ("9月底前部署，3月底前检查", date(2023, 10, 28), ["2023-09-30", "2024-03-31"]),
        ("6月底前部署，3月底前检查", date(2023, 10, 28), ["2023-06-30", "2023-03-31"]),
        ("2023年3月底前检查，今年3月底前检查", date(2023, 10, 28), ["2023-03-31", "2023-03-31"]),
        ("年内建成，3天内上报", date(2023, 10, 28), ["2023-12-31", "None"]),
        ("3月底前检查", date(2023, 4, 20), ["2023-03-31"]),
        ("3月底前检查", None, ["2023-03-31"]),
    ],
)
def test_months_of_spring_are_of_the_next_year_in_a_plan_of_autumn(text, issued, due):
    times = after_the_turn(find_deadlines(text, year=2023, since=2023), issued)
    assert [str(time.due) for time in times] == due

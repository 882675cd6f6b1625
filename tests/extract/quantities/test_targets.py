"""Targets: quantities that are to be reached."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.extract.quantities.targets import find_targets
from zeren.extract.times.deadlines import find_deadlines


@pytest.mark.cases("targets.csv", 261)
def test_a_quantity_is_read_as_a_person_reads_it(row):
    found = list(find_targets(row["text"]))
    assert "|".join(one.text for one in found) == row["printed"]
    assert "|".join(f"{one.comparator} {one.value} {one.unit}".rstrip() for one in found) == row["asked"]
    assert "|".join(one.period or "" for one in found) == row["period"]
    assert all(one.span.of(row["text"]) == one.text for one in found)


def test_what_was_reached_by_a_past_year_is_no_target():
    text = "优良天数由2020年的260天增加到2024年的310天"
    assert not list(find_targets(text, since=2026))
    assert [one.value for one in find_targets(text, since=2024)] == ["310"]


SOUP = st.lists(
    st.sampled_from(
        [
            *"0１2.%以上下内至到。；，每年一两三十",
            "不低于",
            "达到",
            "下降",
            "控制在",
            "个",
            "学时",
            "个百分点",
            "万亿元",
            "建成",
            "给予",
            "任期内",
            "三分之二",
        ]
    ),
    max_size=40,
).map("".join)


def test_the_deadlines_that_are_known_are_not_looked_for_again():
    text = "每年举办2期以上讲座。送达之日起20日以内，不少于3次"
    known = list(find_deadlines(text))
    assert list(find_targets(text, known)) == list(find_targets(text))
    assert [one.text for one in find_targets(text, known)] == ["2期以上", "不少于3次"]
    assert not any(one.period for one in find_targets(text, []))


@given(SOUP)
def test_targets_lie_in_the_text_in_order_and_are_numbers(text):
    start = end = 0
    for found in find_targets(text):
        assert found.span.of(text) == found.text
        assert found.span.start == start or found.span.start >= end
        start, end = found.span
        assert float(found.value) >= 0
        assert found.comparator in {">=", "<=", "=", "increase", "decrease"}

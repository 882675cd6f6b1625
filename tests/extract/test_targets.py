"""Targets: quantities as printed, and what they ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.extract.targets import find_targets


@pytest.mark.cases("targets.csv", 20)
def test_a_target_is_read_as_a_person_reads_it(row):
    found = list(find_targets(row["text"]))
    assert "|".join(t.text for t in found) == row["printed"]
    assert "|".join(t.comparator for t in found) == row["comparator"]
    assert "|".join(t.value for t in found) == row["value"]
    assert "|".join(t.unit for t in found) == row["unit"]
    assert "|".join(t.period or "" for t in found) == row["period"]
    assert all(t.span.of(row["text"]) == t.text for t in found)


@given(st.lists(st.sampled_from([*"不低少于超过达到至１2三.％%个次期万亿以上内下降。", "每年", "学时"]), max_size=40).map("".join))
def test_spans_lie_in_the_text_and_hold_what_is_printed(text):
    start = 0
    for found in find_targets(text):
        assert start <= found.span.start < found.span.end <= len(text)
        assert found.span.of(text) == found.text
        start = found.span.start

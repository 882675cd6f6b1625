"""Deadlines: as printed, as a date, as a rhythm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.extract.times.deadlines import find_deadlines
from zeren.ontology.model import Span


@pytest.mark.cases("deadlines.csv", 407)
def test_a_deadline_is_read_as_a_person_reads_it(row):
    year = int(row["year"]) if row["year"] else None
    since = int(row["since"]) if row["since"] else None
    found = list(find_deadlines(row["text"], year=year, since=since, clause=bool(row["clause"])))
    assert "|".join(d.text for d in found) == row["printed"]
    assert "|".join(str(d.due or "") for d in found) == row["due"]
    assert "|".join(d.recurrence or "" for d in found) == row["recurrence"]
    assert "|".join((d.duration or "") + "w" * d.working_days for d in found) == row["duration"]
    assert "|".join(d.event.of(row["text"]) if d.event else "" for d in found) == row["event"]
    assert all(d.span.of(row["text"]) == d.text for d in found)


def test_what_says_only_in_a_clause_that_it_is_a_deadline_is_none_in_running_text():
    assert not list(find_deadlines("2023年6月的会议，持续推进"))
    assert [d.text for d in find_deadlines("2023年6月，持续推进", clause=True)] == ["2023年6月", "持续推进"]


def test_spans_are_offsets_of_the_text_and_in_order():
    text = "一、2022年底前完成。每年3月1日前报告，任期内轮训，到2025年建成。"
    found = list(find_deadlines(text))
    assert [d.span for d in found] == [Span(2, 9), Span(12, 19), Span(22, 25), Span(28, 34)]
    assert [d.method for d in found] == [
        "deadline.year",
        "deadline.every-day",
        "deadline.open",
        "deadline.year",
    ]


SOUP = st.lists(
    st.sampled_from(
        [
            *list("2019年月日底末前内到至每个两三十四五期《》，。 -—"),
            "之日起",
            "工作日",
            "阶段（",
            "按",
            "后",
            "长期坚持",
            "任期",
            "季度",
            "半年",
            "二〇二五",
        ]
    ),
    max_size=40,
).map("".join)


@given(SOUP, st.sampled_from([None, 2020]), st.booleans())
def test_spans_lie_in_the_text_apart_and_hold_what_is_printed(text, year, clause):
    end = 0
    for found in find_deadlines(text, year=year, clause=clause):
        assert end <= found.span.start < found.span.end <= len(text)
        assert found.span.of(text) == found.text
        assert found.event is None or found.span.covers(found.event)
        end = found.span.end

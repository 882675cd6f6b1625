"""The records that are more than their fields."""

import dataclasses

import pytest

from zeren.ontology import model
from zeren.ontology.model import Extraction, Level, Offsets, Span


def test_a_span_is_half_open():
    assert Span(2, 4).of("一二三四五") == "三四"
    assert Span(2, 4).shift(3) == Span(5, 7)
    assert Span(2, 6).covers(Span(2, 6))
    assert not Span(2, 6).covers(Span(5, 7))


def test_levels_rank_from_the_nation_down():
    assert [level.rank for level in Level] == [0, 1, 2, 3, 4]
    assert Level.NATIONAL.rank < Level.TOWNSHIP.rank


def test_offsets_run_in_step_from_where_they_are_set():
    offsets = Offsets((0, 3, 5), (1, 6, 9))
    assert [offsets.to_source(i) for i in range(7)] == [1, 2, 3, 6, 7, 9, 10]
    assert offsets.span_to_source(Span(2, 4)) == Span(3, 7)
    assert offsets.span_to_source(Span(3, 3)) == Span(6, 6)
    assert Offsets().span_to_source(Span(4, 9)) == Span(4, 9)


@pytest.mark.parametrize(
    "record", [r for r in vars(model).values() if dataclasses.is_dataclass(r)], ids=lambda r: r.__name__
)
def test_every_record_is_frozen_and_slotted(record):
    assert record.__dataclass_params__.frozen
    assert "__dict__" not in dir(record)
    assert record.__doc__


def test_there_are_as_many_records_as_the_design_names():
    records = {r.__name__ for r in vars(model).values() if dataclasses.is_dataclass(r)}
    assert {
        "Document",
        "Provision",
        "Task",
        "Responsibility",
        "Institution",
        "Deadline",
        "Target",
        "Citation",
        "Derivation",
    } <= records
    assert len(records) >= 16
    assert Extraction in vars(model).values()

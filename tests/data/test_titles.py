"""What the body of a kind is called in a place."""

import csv
from pathlib import Path

import pytest

from zeren.data.authority import load
from zeren.data.titles import title

with (Path(__file__).parents[1] / "cases" / "titles.csv").open(encoding="utf-8", newline="") as table:
    CASES = list(csv.DictReader(table))


def test_no_case_is_lost():
    assert len(CASES) == 54


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["label"])
def test_a_body_has_the_name_it_goes_by(row):
    authority = load()
    assert title(authority.kinds[row["kind"]], authority.places[row["place"]], authority) == row["label"]


def test_every_kind_has_a_name_at_every_level():
    authority = load()
    places = [authority.places[code] for code in ("000000", "430000", "110000", "430700", "320206", "990121")]
    for kind in set(authority.kinds.values()):
        names = [title(kind, place, authority) for place in places]
        assert all(names)
        assert len(set(names[1:])) == len(places) - 1, f"{kind.key}: two places share a name: {names}"

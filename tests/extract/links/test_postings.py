"""Sums over what texts share with items, many at a time."""

import pytest

from zeren.extract.links.postings import Postings

ITEMS = [{"渠": 1.0, "渡": 0.5}, {"渠": 2.0}, {}]


@pytest.fixture
def postings():
    """Where two features stand among three items."""
    return Postings([item.items() for item in ITEMS])


def test_a_row_a_text_and_a_column_an_item(postings):
    found = postings.sums([[("渠", 1.0), ("渡", 4.0), ("无", 9.0)], [], [("渡", 1.0)]])
    assert found.tolist() == [[3.0, 2.0, 0.0], [0.0, 0.0, 0.0], [0.5, 0.0, 0.0]]


def test_many_texts_are_summed_in_parts_and_come_out_as_one_by_one(postings):
    texts = [[("渠", float(n)), ("渡", 1.0)] for n in range(600)]
    one_by_one = [postings.sums([text])[0].tolist() for text in texts]
    assert postings.sums(texts).tolist() == one_by_one


def test_sums_are_taken_in_the_order_of_the_text():
    weights = [0.1, 0.7, 0.3, 1e16, -1e16]
    features = [(str(at), weight) for at, weight in enumerate(weights)]
    every = Postings([[(feature, 1.0) for feature, _ in features]])
    there = back = 0.0
    for weight in weights:
        there += weight
    for weight in reversed(weights):
        back += weight
    assert there != back
    assert every.sums([features, features[::-1]]).tolist() == [[there], [back]]


def test_no_texts_and_no_items_are_no_rows_and_no_columns(postings):
    assert postings.sums([]).shape == (0, 3)
    assert Postings([]).sums([[("渠", 1.0)]]).shape == (1, 0)
    assert list(postings.features) == ["渠", "渡"]

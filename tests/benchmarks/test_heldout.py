"""The table of held-out sets: what is measured now stands beside what stood there of sets that are not at hand."""

import heldout

from zeren.queries.score import Verdict


def test_sets_that_are_not_at_hand_stay_as_they_were():
    found = [
        Verdict("deadlines", "a", 3, ("年底前",), "right"),
        Verdict("deadlines", "a", 9, ("5月",), "missed"),
    ]
    rows = list(heldout.figures("test2", found))
    assert rows == ["| test2 | deadlines | 1 | 2 | 1 | 1.000 | 0.500 | 0.667 | 0.667 |\n"]
    older = {
        "test": ["| test | deadlines | 1 |\n", "| test | targets | 1 |\n"],
        "test2": ["| test2 | none | 0 |\n"],
    }
    stood = heldout.rows_of(heldout.table(older))
    assert stood == older
    assert heldout.rows_of(heldout.table(stood | {"test2": rows})) == {"test": older["test"], "test2": rows}

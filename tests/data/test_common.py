"""Pairs of characters that all plans say."""

from zeren.data.common import UNKNOWN, shares


def test_what_every_plan_says_is_listed_with_a_share_above_that_of_the_unknown():
    known = shares()
    assert {"加强", "推进", "机制"} <= known.keys()
    assert all(len(pair) == 2 and UNKNOWN < share < 1 for pair, share in known.items())


def test_what_only_some_plans_are_about_is_not():
    assert not {"渡槽", "语料", "出庭"} & shares().keys()

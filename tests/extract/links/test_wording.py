"""How alike a text and the items of a plan are, by pairs of characters."""

import pytest

from zeren.extract.links.wording import Wording, said


@pytest.fixture
def alike():
    """The cosines of a text with items."""

    def of(text, *items):
        return Wording([said(item) for item in items]).cosines([said(text)])[0].tolist()

    return of


def test_pairs_of_characters_are_counted_and_none_goes_over_a_mark():
    assert said("修渠，修渠道。") == {"修渠": 2, "渠道": 1}


def test_a_text_is_wholly_like_itself_and_not_like_what_it_shares_nothing_with(alike):
    same, other = alike("清淤灌溉渠道", "清淤灌溉渠道", "培训执法人员")
    assert same == pytest.approx(1.0)
    assert other == 0.0


def test_what_one_item_has_tells_more_than_what_all_have(alike):
    of_one, of_all = (
        alike("渠道管护", "渠道疏浚与管护", "管护林木"),
        alike("管护", "渠道疏浚与管护", "管护林木"),
    )
    assert of_one[0] > 2 * of_one[1]
    assert of_all[0] < 2 * of_all[1]


def test_what_every_plan_says_tells_less_than_what_few_plans_say(alike):
    common, rare = alike("推进渡槽", "推进复耕", "渡槽复耕")
    assert rare > common > 0


def test_nothing_is_like_nothing(alike):
    assert alike("", "渡槽", "") == [0.0, 0.0]
    assert alike("渡槽") == []

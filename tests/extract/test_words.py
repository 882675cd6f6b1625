"""Words by jieba's dictionary, by either of its two implementations."""

import pytest

from zeren.extract.words import fast, plain, words


def test_words_of_two_and_more_characters_are_given_in_order():
    assert words("加强财政局、司法局的工作。") == ["加强", "财政局", "司法局", "工作"]
    assert words("") == []


@pytest.mark.parametrize("name", ["donglan", "linshu", "qinghe", "wangchuan"])
def test_the_fast_way_cuts_as_the_plain_one_does(name, plan):
    pytest.importorskip("rjieba")
    text = plan(name).document.text
    assert fast(text) == plain(text)

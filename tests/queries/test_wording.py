"""What changed is told in the same words by a page, a terminal and the one question that says it in words itself."""

import re

import pytest

from zeren.queries import question
from zeren.queries.wording import ASPECTS, CHANGES, TURNS


@pytest.mark.parametrize(("variable", "words"), [("kind", CHANGES), ("aspect", ASPECTS), ("turn", TURNS)])
def test_a_comparison_of_places_says_what_pages_say(variable, words):
    told = dict(re.findall(rf'IF\(\?{variable} = "(\w+)", "(\w+)"', question("compare-item").text))
    shapes = {"split", "merged"} & words.keys()
    assert told == {name: said for name, said in words.items() if name not in shapes}

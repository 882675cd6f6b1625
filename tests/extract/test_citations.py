"""Citations: documents named in 《》, with the number printed after them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.extract.citations import find_citations


@pytest.mark.cases("citations.csv", 22)
def test_a_document_that_is_named_is_found(row):
    text = row["text"]
    found = list(find_citations(text))
    assert "|".join(one.title for one in found) == row["titles"]
    assert "|".join(one.number or "" for one in found) == row["numbers"]
    assert "|".join(one.span.of(text) for one in found) == row["printed"]


@pytest.mark.parametrize("opening", "〔[（(【")
@pytest.mark.parametrize("around", ["（{}）", "({})"])
@pytest.mark.parametrize(
    "number",
    ["中发{}2021{}33号", "苏发 {}2021{} 3 号", "国办发{}2018{}第128号", "鲁环便函{}２０２１{}１２０２号"],
)
def test_a_number_is_seen_in_brackets_of_every_form(opening, around, number):
    number = number.format(opening, dict(zip("〔[（(【", "〕]）)】", strict=True))[opening])
    text = f"根据《某纲要》{around.format(number)}的部署"
    (found,) = find_citations(text)
    assert (found.title, found.number) == ("某纲要", number)


def test_whether_the_closing_bracket_was_there_is_said():
    found = find_citations("《某纲要(2015-2020年)、《某方案》")
    assert [one.method for one in found] == ["citation.unclosed", "citation.closed"]


SOUP = st.lists(
    st.sampled_from(
        [*"《》〈〉〔〕[]（）()、，。\n和", "某方案", "纲要", "条例", "2021", "33号", "中发", "年"]
    ),
    max_size=40,
).map("".join)


@given(SOUP)
def test_citations_lie_in_the_text_apart_and_begin_with_their_title(text):
    end = 0
    for found in find_citations(text):
        assert end <= found.span.start < found.span.end <= len(text)
        assert found.span.of(text).startswith("《" + found.title)
        assert found.number is None or found.number in found.span.of(text)
        end = found.span.end

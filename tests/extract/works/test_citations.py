"""Citations: documents named in 《》, with the number printed after them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.extract.works.citations import find_citations


@pytest.mark.cases("citations.csv", 25)
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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("深入贯彻落实国务院《某纲要》精神", "implements"),
        ("为贯彻《某纲要》（国发〔2020〕3号）和《某意见》，制定本方案", "implements implements"),
        ("根据《某法》《某条例》等规定，贯彻落实《某纲要》", "basis basis implements"),
        ("按照要求，公开《某目录》", "names"),
        ("现转发《某意见》", "forwards"),
        ("根據《某法》，制定本方案", "basis"),
        ("按照《某法》的规定，《某办法》、《某细则》（某发〔2010〕3号）同时废止", "basis repeals repeals"),
        ("废止《某办法》", "repeals"),
        ("出台《某办法》", "names"),
    ],
)
def test_what_is_done_with_a_document_is_told(text, told):
    assert " ".join(one.cited_as for one in find_citations(text)) == told


@pytest.mark.parametrize(
    ("text", "pinpoint"),
    [
        ("《某条例》第三十二条第一款的规定", "第三十二条第一款"),
        ("《某条例》（国务院令第722号）第5条、第6条", "第5条、第6条"),
        ("《某法》第一百二十条之一", "第一百二十条之一"),
        ("《某条例》（第八条）", "第八条"),
        ("《某条例》第三方评估", None),
        ("《某条例》", None),
    ],
)
def test_the_article_is_told(text, pinpoint):
    (found,) = find_citations(text)
    assert found.pinpoint == pinpoint


def test_a_short_title_stands_for_the_full_one():
    found = find_citations("按照《纲要》。根据《某省纲要》（以下简称《纲要》），落实《纲要》和《方案》。")
    assert [one.full for one in found] == [None, None, "某省纲要", "某省纲要", None]


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

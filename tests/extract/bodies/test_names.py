"""Lists of bodies, taken apart into names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.extract.bodies.names import looks_like_body, split_bodies
from zeren.ontology.model import Span


@pytest.mark.cases("names.csv", 90)
def test_a_list_of_bodies_is_taken_apart(row, known):
    text = row["text"]
    found = split_bodies(text, Span(0, len(text)), known)
    assert "|".join(named.name + "+" * named.open_ended for named in found) == row["names"]


def test_only_the_stretch_is_read_and_spans_are_offsets_of_the_whole_text(known):
    text = "（责任单位：市司法局、市财政局）"
    first, second = split_bodies(text, Span(6, 15), known)
    assert (first.span, second.span) == (Span(6, 10), Span(11, 15))
    assert second.span.of(text) == "市财政局"


def test_what_is_printed_for_a_restored_name_is_the_part_that_stands_there(known):
    text = "各市党委、政府"
    assert [named.span.of(text) for named in split_bodies(text, Span(0, 7), known)] == ["各市党委", "政府"]
    text = "杭州市、宁波市人民政府"
    assert [named.span.of(text) for named in split_bodies(text, Span(0, 11), known)] == [
        "杭州市",
        "宁波市人民政府",
    ]


@pytest.mark.parametrize(
    "name", ["市司法局", "省委编办", "各地区", "市人社局(公务员局)", "之江实验室社", "开发区管委会"]
)
def test_names_of_bodies_end_as_such(name):
    assert looks_like_body(name)


@pytest.mark.parametrize("name", ["法治政府建设", "按职责分工", "2020年底前", ""])
def test_other_words_do_not(name):
    assert not looks_like_body(name)


PIECES = [
    "市司法局",
    "各市",
    "县（市、区）",
    "党委",
    "政府",
    "人民政府",
    "杭州市",
    "市政协社会法制和民族宗教委",
    "等",
    "等部门",
    "和",
    "及",
]
LISTS = st.lists(st.sampled_from([*PIECES, *"、，,；;和与及等（）()〔〕 \n局委市各"]), max_size=25).map(
    "".join
)


@given(LISTS)
def test_every_name_stands_in_the_list_in_order_and_apart(known, text):
    end = 0
    for named in split_bodies(text, Span(0, len(text)), known):
        assert end <= named.span.start < named.span.end <= len(text)
        printed = re.sub(r"\s", "", named.span.of(text))
        assert named.name.endswith(printed) or named.name.startswith(printed)
        end = named.span.end

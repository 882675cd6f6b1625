"""A judgement is known by what it says, and an anchor is read back from what it is written as."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.ontology.judgement import About, Anchor, Judgement, Verdict

SAID = Judgement(
    "2026-01-02T03:04:05.000Z", "张三", About.LINK, "provision/a/b/1", Verdict.ACCEPT, "provision/c/d/2"
)
ANCHORS = st.builds(
    Anchor,
    st.sampled_from(["institution", "provision", "responsibility"]),
    st.text(max_size=20),
    st.text(max_size=20),
    nth=st.just(1),
    total=st.integers(1, 9),
    quote=st.text(max_size=9),
    at=st.just(1),
    count=st.integers(1, 9),
    mark=st.text(max_size=5),
)


@given(ANCHORS)
def test_an_anchor_is_read_back(anchor):
    assert Anchor.parse(str(anchor)) == anchor
    assert "\n" not in str(anchor)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "3", "{}", '{"kind": "provision", "text": "甲", "nth": 0}', '{"kind": "x", "text": "甲", "nth": 3}',
     '{"kind": "x", "text": "甲", "nth": "1"}', '{"kind": "x", "text": "甲", "where": 1}'],
)  # fmt: skip
def test_what_is_no_anchor_is_refused(text):
    with pytest.raises(ValueError, match="does not say where a thing stands"):
        Anchor.parse(text)


def test_the_id_is_of_what_is_said_and_not_of_where_it_stood():
    assert replace(SAID, anchor="{}", object_anchor="{}").id == SAID.id
    others = {
        "by": "李四",
        "time": "2026-01-02T03:04:06.000Z",
        "note": "因为",
        "verdict": Verdict.REJECT,
        "object": "x",
    }
    assert len({SAID.id, *(replace(SAID, **{key: value}).id for key, value in others.items())}) == 1 + len(
        others
    )

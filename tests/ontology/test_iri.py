"""Identifiers: what is made from a name gives the name back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from zeren.ontology.iri import BASE, KINDS, Name, plan_of, title_key

HOSTILE = [
    "..",
    ".",
    "a/b",
    "%2F",
    "%",
    "?q=1#x",
    " ",
    "\n",
    '<>"{}|\\^`',
    "　",
    "É",
    "é",
    "😀",
    "法治政府（2021－2025年）",
    "..%2e",
    "\u200b",
    "+",
]
NAMES = st.builds(
    Name,
    st.sampled_from(sorted(KINDS)),
    st.lists(st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=12), min_size=1, max_size=4).map(tuple),
)
BASES = st.sampled_from([BASE, "http://localhost:8080/id/", "https://example.org/数据/", "urn:zeren/"])
FORBIDDEN = re.compile(r"[\x00-\x20<>\"{}|\\^`]")


@given(NAMES, BASES)
def test_a_name_is_read_back_from_its_iri_under_any_base(name, base):
    assert Name.parse(name.iri(base), base) == name


@given(NAMES, NAMES)
def test_two_names_never_share_an_iri(one, other):
    assert (one == other) == (one.iri() == other.iri())


@given(NAMES)
def test_an_iri_holds_no_character_that_an_iri_may_not_hold(name):
    assert NamedNode(name.iri()).value == name.iri()
    assert not FORBIDDEN.search(name.iri())
    assert not {".", ".."} & set(name.tail.split("/"))
    assert not set("?#") & set(name.tail)


def test_an_iri_can_be_read():
    assert Name("plan", ("430700", "法治政府建设工作方案2021-2025年")).iri() == (
        "https://w3id.org/zeren/id/plan/430700/法治政府建设工作方案2021-2025年"
    )


@pytest.mark.parametrize(
    "iri",
    [
        "",
        "plan/1",
        "https://w3id.org/zeren/id",
        "https://w3id.org/zeren/id/",
        "https://w3id.org/zeren/id/plan",
        "https://w3id.org/zeren/id/plan/",
        "https://w3id.org/zeren/id/planet/1",
        "https://w3id.org/zeren/id/plan//x",
        "http://w3id.org/zeren/id/plan/1",
    ],
)
def test_what_is_none_of_ours_is_refused(iri):
    with pytest.raises(ValueError, match="not a"):
        Name.parse(iri)


@pytest.mark.parametrize(
    ("kind", "parts"), [("planet", ("1",)), ("plan", ()), ("plan", ("",)), ("plan", ("1", ""))]
)
def test_what_names_nothing_is_refused(kind, parts):
    with pytest.raises(ValueError, match="not a name"):
        Name(kind, parts)


def test_a_thing_inside_a_plan_knows_its_plan():
    plan = Name("plan", ("430700", "方案"))
    assert plan.of("provision", "2.1") == Name("provision", ("430700", "方案", "2.1"))
    assert plan_of(plan.of("provision", "2.1")) == plan
    assert plan_of(plan.of("span", "1-2").of("span", "x")) == plan


@pytest.mark.parametrize("dash", "-‐‑–—－～~至")
@pytest.mark.parametrize("brackets", ["（{}）", "({})", "〔{}〕", " {} "])
def test_titles_that_differ_in_print_only_have_one_key(dash, brackets):
    years = brackets.format(f"2021{dash}2025年")
    assert title_key(f"《法治政府建设实施纲要{years}》") == "法治政府建设实施纲要2021-2025年"


@pytest.mark.parametrize(
    "other",
    [
        "法治政府建设实施纲要（2015－2020年）",
        "法治政府建设实施纲要",
        "某市法治政府建设实施纲要（2021－2025年）",
    ],
)
def test_titles_that_differ_in_words_or_years_do_not(other):
    assert title_key(other) != title_key("法治政府建设实施纲要（2021－2025年）")

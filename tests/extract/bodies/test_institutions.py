"""Names of bodies: one body in one jurisdiction, a group, or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.extract.bodies.institutions import Scope, is_known, named, resolve


def scope(code, authority):
    place = authority.places.get(code)
    return Scope(code or "plan-1", place, place.level if place else None)


@pytest.mark.cases("institutions.csv", 82)
def test_a_name_is_one_body_a_group_or_nothing(row, authority):
    found = resolve(row["name"], scope(row["place"], authority), authority)
    assert (found.label if found else "") == row["label"]
    assert (found.id.tail if found else "") == row["id"]
    if found:
        assert found.group == (found.id.kind == "group")
        assert found.place is None or found.place.code == found.id.parts[0]


@pytest.mark.cases("institutions.csv", 82)
def test_an_identifier_gives_its_body_back(row, authority):
    found = resolve(row["name"], scope(row["place"], authority), authority)
    if found:
        assert named(found.id, authority) == found


def test_names_of_one_body_are_one_body(authority):
    here = scope("430700", authority)
    for names in (
        ["市司法局", "常德市司法局", "司法局", "市 司 法 局"],
        ["市人社局", "市人力资源和社会保障局", "市人社局(公务员局)", "市人社局（公务员局）"],
        ["市发改委", "市发展改革委", "市发展和改革委员会"],
        ["市政府办", "市政府办公室", "常德市人民政府办公室"],
        ["各区县(市)政府", "各区县（市）政府"],
        ["人行常德市中心支行", "中国人民银行常德市中心支行", "人行常德中支"],
    ):
        assert len({resolve(name, here, authority).id for name in names}) == 1, names


def test_bodies_of_one_kind_at_two_levels_are_two_bodies_and_share_the_kind(authority):
    city, county = (
        resolve(name, scope(code, authority), authority)
        for name, code in [("市司法局", "990100"), ("县司法局", "990121")]
    )
    assert city.id != county.id
    assert city.kind == county.kind


def test_predecessor_and_successor_are_two_bodies(authority):
    here = scope("420700", authority)
    assert resolve("市工商局", here, authority).id != resolve("市市场监管局", here, authority).id


@pytest.mark.parametrize(
    "name", ["市司法局", "司法局", "市政协社会法制和民族宗教委", "常德市财政局", "省委编办"]
)
def test_what_the_registry_has_is_known_with_and_without_its_place(name, authority):
    assert is_known(name, authority)


@pytest.mark.parametrize("name", ["", "市", "某某工作局甲", "建设"])
def test_other_words_are_not_known(name, authority):
    assert not is_known(name, authority)


NAMES = st.lists(
    st.sampled_from(
        [
            *"省市区县各等委局办部和",
            "司法",
            "人民政府",
            "常德市",
            "湖南省",
            "人行",
            "中心支行",
            "（",
            "）",
            "管委会",
            "海关",
        ]
    ),
    max_size=9,
)


@given(
    NAMES.map("".join) | st.text(max_size=30), st.sampled_from(["430700", "320206", "110000", "000000", ""])
)
def test_whatever_stands_there_is_read_the_same_way_twice(authority, name, code):
    here = scope(code, authority)
    found = resolve(name, here, authority)
    assert found == resolve(name, here, authority)
    if found:
        assert found.label
        assert named(found.id, authority) == found

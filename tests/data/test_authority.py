"""Places and kinds of bodies: the tables, and how they are looked up."""

import csv
from collections import Counter

import pytest

from zeren.data.authority import PACKAGED, load
from zeren.ontology.model import Level

SYSTEMS = {
    "政府",
    "党委",
    "人大",
    "政协",
    "法院",
    "检察院",
    "监察",
    "群团",
    "垂管",
    "园区",
    "事业单位",
    "企业",
    "民主党派",
    "街道",
}


def rows(name):
    return list(csv.DictReader((PACKAGED / name).read_text("utf-8").splitlines()))


@pytest.fixture(scope="module")
def authority():
    return load()


def test_the_places_are_those_of_the_published_state():
    levels = Counter(row["level"] for row in rows("places.csv"))
    assert levels == {"nation": 1, "province": 34, "prefecture": 333, "county": 2845}


def test_every_place_lies_in_a_place_of_a_higher_level(authority):
    for place in authority.places.values():
        if place.level is not Level.NATIONAL:
            assert authority.places[place.parent].level.rank < place.level.rank
        assert place.name.startswith(place.short) or place.level is Level.NATIONAL


def test_codes_are_unique_and_in_order():
    codes = [row["code"] for row in rows("places.csv")]
    assert codes == sorted(set(codes))
    assert all(len(code) == 6 and code.isdigit() for code in codes)


def test_codes_of_the_sample_are_no_codes_of_the_standard(authority):
    sample = {row["code"] for row in rows("sample/places.csv")}
    assert sample.isdisjoint(row["code"] for row in rows("places.csv"))
    assert all(code.startswith("99") and code in authority.places for code in sample)


def test_no_stem_belongs_to_two_kinds():
    owner = {}
    for row in rows("kinds.csv"):
        for stem in {row["kind"], row["name"], *row["short"].split("|"), *row["aliases"].split("|")} - {""}:
            assert owner.setdefault(stem, row["kind"]) == row["kind"], stem


def test_kinds_are_unique_sorted_and_of_a_known_system():
    table = rows("kinds.csv")
    keys = [(row["system"], row["kind"]) for row in table]
    assert keys == sorted(set(keys))
    assert len({row["kind"] for row in table}) == len(table)
    assert {row["system"] for row in table} == SYSTEMS
    levels = {level.value for level in Level}
    assert all(set(row["levels"].split()) <= levels and row["levels"] for row in table)


def test_every_kind_is_found_by_all_its_stems(authority):
    for row in rows("kinds.csv"):
        for stem in {row["kind"], row["name"], *row["short"].split("|"), *row["aliases"].split("|")} - {""}:
            assert authority.kinds[stem].key == row["kind"]


def test_a_place_knows_the_places_above_it(authority):
    names = [place.name for place in authority.lineage(authority.places["320206"])]
    assert names == ["惠山区", "无锡市", "江苏省", "中华人民共和国"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("常德市司法局", "常德市"),
        ("常德经开区", "常德"),
        ("内蒙古自治区财政厅", "内蒙古自治区"),
        ("市司法局", ""),
        ("", ""),
        ("青禾县司法局", "青禾县"),
    ],
)
def test_the_longest_name_of_a_place_is_found(authority, text, name):
    assert authority.prefix(text) == name


def test_namesakes_are_all_known(authority):
    assert {place.parent for place in authority.named["朝阳区"]} == {"110000", "220100"}


def test_a_folder_adds_its_rows(tmp_path):
    (tmp_path / "places.csv").write_text(
        "code,name,short,level,parent\n999999,新新县,新新,county,990100\n", "utf-8"
    )
    (tmp_path / "kinds.csv").write_text(
        "kind,name,short,aliases,levels,system\n梯田局,梯田管理局,梯田局,梯田办,county,政府\n", "utf-8"
    )
    authority = load(tmp_path)
    assert authority.places["999999"].name == "新新县"
    assert authority.kinds["梯田办"].name == "梯田管理局"
    assert "999999" not in load().places

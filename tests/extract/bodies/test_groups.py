"""Groups: who is meant by 各区县(市)政府, 市直各部门 and the phrases a plan defines."""

import pytest

from zeren.extract.bodies.groups import definitions, memberships
from zeren.extract.bodies.institutions import Scope, resolve


def body(name, code, authority):
    place = authority.places[code]
    return resolve(name, Scope(code, place, place.level), authority)


def members(name, code, authority, named=(), defined=lambda group: ()):
    group = body(name, code, authority)
    assert group.group
    found = list(memberships([group], [body(one, code, authority) for one in named], defined, authority))
    return (found[0].basis, [one.label for one in found[0].members]) if found else None


@pytest.mark.parametrize(
    ("name", "code", "count", "first"),
    [
        ("各区县(市)政府", "430700", 9, "武陵区人民政府"),
        ("各区县（市）党委", "430700", 9, "武陵区委"),
        ("各区政府", "420700", 3, "梁子湖区人民政府"),
        ("各县政府", "430700", 6, "安乡县人民政府"),
        ("各设区市政府", "610000", 10, "西安市人民政府"),
        ("各市、县〔市、区〕政府", "330000", 101, "杭州市人民政府"),
        ("各县（市、区）人民政府", "330000", 90, "上城区人民政府"),
        ("各区政府", "110000", 16, "东城区人民政府"),
        ("各省级人民政府", "000000", 31, "北京市人民政府"),
        ("各地区", "000000", 31, "北京市人民政府"),
    ],
)
def test_places_say_who_is_meant(name, code, count, first, authority):
    basis, found = members(name, code, authority)
    assert basis == "places"
    assert len(found) == count
    assert found[0] == first
    assert not any("东澜" in label for label in found)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("各有关区县政府", "430700"),
        ("有关部门", "430700"),
        ("市直有关部门", "430700"),
        ("省级各部门", "430700"),
        ("各乡镇政府", "430722"),
        ("各金融机构", "430700"),
    ],
)
def test_who_is_not_said_stays_open(name, code, authority):
    assert members(name, code, authority, ["市司法局"]) is None


NAMED = [
    "市司法局",
    "市财政局",
    "市委宣传部",
    "市总工会",
    "市政府",
    "市委",
    "市法院",
    "省财政厅",
    "开发区管委会",
]


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("市政府各部门", ["常德市司法局", "常德市财政局"]),
        ("市政府其他有关部门", ["常德市司法局", "常德市财政局"]),
        ("其他有关部门", ["常德市司法局", "常德市财政局"]),
        ("市直各部门", ["常德市司法局", "常德市委宣传部", "常德市总工会", "常德市财政局"]),
    ],
)
def test_departments_are_those_that_plans_name(name, labels, authority):
    basis, found = members(name, "430700", authority, NAMED)
    assert basis == "named"
    assert sorted(found) == sorted(labels)


def test_what_a_text_defines_goes_first(authority):
    chosen = body("市审计局", "430700", authority)
    assert members("市直各部门", "430700", authority, NAMED, lambda group: [chosen]) == (
        "defined",
        ["常德市审计局"],
    )


@pytest.mark.parametrize(
    ("text", "phrase", "names"),
    [
        (
            "由市司法局、市财政局、市公安局（以下统称成员单位）负责。",
            "成员单位",
            "市司法局、市财政局、市公安局",
        ),
        ("市教育局和市民政局（以下简称“牵头部门”）要抓紧。", "牵头部门", "市教育局、市民政局"),
        ("前文。建立专班，市司法局、市财政局(以下合称责任单位)参加", "责任单位", "市司法局、市财政局"),
        ("一线医务人员（以下简称医务人员）", "", ""),
        ("市司法局（以下简称牵头单位）", "", ""),
        ("（以下统称成员单位）", "", ""),
    ],
)
def test_lists_that_a_text_defines(text, phrase, names, known):
    expected = {phrase: tuple(names.split("、"))} if phrase else {}
    assert definitions(text, known) == expected


def test_hostile_lists_are_read_in_time(known):
    definitions("市局、" * 30_000 + "（以下统称成员单位）" * 2_000, known)

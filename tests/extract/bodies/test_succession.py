"""Reforms: bodies are tied in time, place by place, and never made one."""

from datetime import date

import pytest

from zeren.data.authority import load
from zeren.data.changes import reforms
from zeren.extract.bodies.institutions import Scope, resolve
from zeren.extract.bodies.succession import changes
from zeren.ontology.model import ChangeKind

REFORMS = reforms()


def bodies(names, code, authority):
    place = authority.places[code]
    return [resolve(name, Scope(code, place, place.level), authority) for name in names]


def events(names, code, authority):
    found = changes(bodies(names, code, authority), REFORMS, authority)
    return {one.reform.key: one for one in found}


def keys(some):
    return [one.kind.key for one in some]


@pytest.mark.parametrize(
    ("name", "code", "key", "successors", "day"),
    [
        ("市政府法制办", "420700", "2018-司法", ["司法局"], date(2019, 3, 31)),
        ("省政府法制办", "420000", "2018-司法", ["司法局"], date(2018, 12, 31)),
        ("国务院法制办", "000000", "2018-司法", ["司法局"], date(2018, 3, 17)),
        ("市工商局", "420700", "2018-市场监管", ["市场监管局"], date(2019, 3, 31)),
        ("市物价局", "420700", "2018-价格", ["发展改革委", "市场监管局"], date(2019, 3, 31)),
        ("市国土局", "420700", "2018-自然资源", ["自然资源局"], date(2019, 3, 31)),
        ("县规划局", "430722", "2018-自然资源", ["自然资源局"], date(2019, 3, 31)),
        ("市环保局", "420700", "2018-生态环境", ["生态环境局"], date(2019, 3, 31)),
        ("市农委", "420700", "2018-农业农村", ["农业农村局"], date(2019, 3, 31)),
        ("市卫计委", "420700", "2018-卫生健康", ["卫健委"], date(2019, 3, 31)),
        ("市安监局", "420700", "2018-应急", ["应急局"], date(2019, 3, 31)),
        ("市监察局", "420700", "2018-监察", ["监委"], date(2018, 2, 28)),
        ("市地税局", "420700", "2018-税务", ["税务局"], date(2018, 7, 5)),
        ("市旅游局", "420700", "2018-文化旅游", ["文旅局"], date(2019, 3, 31)),
        ("市扶贫办", "420700", "2021-乡村振兴", ["乡村振兴局"], date(2021, 12, 31)),
        ("银保监会", "000000", "2023-金融监管", ["金融监管总局"], date(2023, 5, 18)),
        ("人行常德市中心支行", "430700", "2023-人民银行", ["人行分行"], date(2023, 8, 18)),
    ],
)
def test_a_body_that_ended_has_its_successor_in_the_same_place(name, code, key, successors, day, authority):
    found = events([name], code, authority)[key]
    assert keys(found.after) == successors
    assert {one.place.code for one in (*found.before, *found.after)} == {code}
    assert found.day == day
    assert found.reform.kind.ends
    assert found.reform.basis


def test_successors_have_successors(authority):
    found = events(["市银监局"], "430700", authority)
    assert [(keys(one.before), keys(one.after)) for one in found.values()] == [
        (["银监局"], ["银保监局"]),
        (["银保监局"], ["金融监管总局"]),
    ]


def test_a_merger_ties_all_who_are_named_to_one_body(authority):
    (found,) = events(["市工商局", "市质监局", "市食药局"], "420700", authority).values()
    assert keys(found.before) == ["工商局", "质监局", "食药局"]
    assert len({one.id for one in (*found.before, *found.after)}) == 4
    assert (
        found.label
        == "鄂州市工商行政管理局、鄂州市质量技术监督局、鄂州市食品药品监督管理局的职责并入鄂州市市场监督管理局"
    )


def test_functions_move_only_between_bodies_that_are_named(authority):
    assert events(["市民政局"], "420700", authority) == {}
    found = events(["市民政局", "市退役军人局"], "420700", authority)["2018-退役军人"]
    assert found.reform.kind is ChangeKind.FUNCTIONS_MOVED
    assert (keys(found.before), keys(found.after)) == (["民政局"], ["退役军人局"])


def test_a_transfer_leaves_the_body_what_it_is(authority):
    (found,) = events(["市委编办"], "420700", authority).values()
    assert found.before == found.after
    assert found.label == "鄂州市委机构编制委员会办公室改变隶属关系"


def test_the_branch_in_a_capital_is_exempt(authority):
    assert events(["人行郑州中心支行"], "410100", authority) == {}


def test_kinds_of_reforms_are_in_the_registry_and_their_years_agree(authority):
    ended: dict[str, set[int]] = {}
    for reform in REFORMS:
        assert {*reform.before, *reform.after} <= authority.names.keys(), reform.key
        assert reform.days
        assert reform.basis, reform.key
        assert reform.exempt <= authority.places.keys()
        first = min(reform.days.values()).year
        if reform.kind.ends:
            for key in set(reform.before) - set(reform.after):
                ended.setdefault(key, set()).add(first)
    for key, years in ended.items():
        until = authority.kinds[key].until
        assert until is None or until in years, key
    assert [k.key for k in set(authority.kinds.values()) if k.until and k.key not in ended] == ["人行支行"]


def test_no_body_is_its_own_predecessor(authority):
    names = {key for reform in REFORMS for key in (*reform.before, *reform.after)}
    for code in ("000000", "420000", "420700", "430722"):
        found = events([f"{key}" for key in names], code, authority)
        after: dict[str, set[str]] = {}
        for one in found.values():
            if one.reform.kind.ends:
                for before in one.before:
                    after.setdefault(before.id.tail, set()).update(
                        b.id.tail for b in one.after if b != before
                    )
        for start in after:
            reached, waiting = set(), [start]
            while waiting:
                for following in after.get(waiting.pop(), ()):
                    assert following != start
                    if following not in reached:
                        reached.add(following)
                        waiting.append(following)


def test_a_user_adds_a_reform(tmp_path, authority):
    (tmp_path / "changes.csv").write_text(
        "event,change,from,to,nation,province,prefecture,county\n甲市改革,merged,信访局,司法局,,,2024-01-01,\n",
        "utf-8",
    )
    found = changes(bodies(["市信访局"], "430700", load()), reforms(tmp_path), authority)
    assert [one.reform.key for one in found if one.reform.kind.ends] == ["甲市改革"]

"""How names of real plans resolve: nearly all do, and those that a reader judged do so rightly."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from zeren.extract.bodies.institutions import Resolver, Scope, match
from zeren.ontology.model import Level

SHARED = Path(__file__).parents[3] / "shared"
real = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"{SHARED} is not here: the real plans are not in the repository"
)


def scope(authority, code="430700", **more):
    place = authority.places[code]
    return Scope(code, place, place.level, **more)


@real
def test_of_the_mentions_a_reader_judged_99_in_100_are_right(plan, gold):
    rows = gold("institutions")
    assert len(rows) == 200
    assert {row["verdict"] for row in rows} <= {"right", "wrong"}
    found = {}
    for name in {row["document"] for row in rows}:
        extraction = plan(name)
        at = extraction.document.offsets.to_source
        for one in extraction.responsibilities:
            if one.institution:
                found.setdefault((name, at(one.span.start), one.as_named), one.institution.label)
    wrong = [
        row
        for row in rows
        if row["verdict"] != "right"
        or found.get((row["document"], int(row["start"]), row["surface"])) != row["label"]
    ]
    assert len(wrong) <= 2, wrong


@real
def test_98_in_100_names_of_real_plans_resolve(plan):
    names = [f"{file.parent.name}/{file.stem}" for file in sorted(SHARED.glob("[sc]*/*.txt"))]
    mentions = [
        one for name in names if name.startswith(("seeds/", "corpus/")) for one in plan(name).responsibilities
    ]
    unresolved = Counter(one.as_named for one in mentions if one.institution is None)
    assert len(mentions) > 3_000
    assert unresolved.total() <= 0.02 * len(mentions), unresolved.most_common()


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("市司法局", "registry"),
        ("市人社局(公务员局)", "registry"),
        ("市交通运偷局", "misprint"),
        ("常德市渔业管理局", "form"),
        ("省交通运偷厅", "misprint"),
        ("柳叶湖旅游度假区管委会", "form"),
        ("各区县(市)政府", "group"),
        ("法治政府建设", ""),
    ],
)
def test_a_body_says_by_which_rule_it_was_found(name, rule, authority):
    found = match(name, scope(authority), authority)
    assert found.rule == rule
    assert bool(found.institution) == bool(rule)
    assert (found.score < 1) == (rule == "misprint")


def test_a_resolver_finds_what_match_finds_and_remembers_few(authority):
    here = scope(authority)
    resolver = Resolver(here, authority)
    names = ["市司法局", "省财政厅", "省交通运偷厅", *(f"第{i}号工作局" for i in range(5_000)), "市司法局"]
    assert [resolver(name) for name in names] == [match(name, here, authority) for name in names]
    assert len(resolver._found) < 4_500


def test_a_phrase_the_plan_defines_is_a_group_of_that_plan_alone(authority):
    here = scope(authority, plan="甲方案", defined=frozenset(["成员单位"]))
    found = match("各成员单位", here, authority).institution
    other = match("各成员单位", scope(authority), authority).institution
    assert found.id.tail == "group/430700/各成员单位/甲方案"
    assert found.group
    assert found.id != other.id


@pytest.mark.parametrize(
    ("name", "code", "day", "kind"),
    [
        ("市农委", "310000", date(2016, 5, 1), "农委"),
        ("市农委", "310000", date(2022, 5, 1), "农业农村局"),
        ("市农委", "310000", None, "农委"),
        ("市人行", "420700", date(2016, 5, 1), "人行中心支行"),
        ("市人行", "420700", date(2024, 5, 1), "人行分行"),
    ],
)
def test_the_day_of_a_plan_tells_what_a_name_means(name, code, day, kind, authority):
    assert match(name, scope(authority, code, on=day), authority).institution.kind.key == kind


def test_levels_say_what_a_bank_branch_is(authority):
    county = Scope("430722", authority.places["430722"], Level.COUNTY)
    assert match("县人行", county, authority).institution.kind.key == "人行支行"

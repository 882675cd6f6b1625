"""Pairs of records that may be one body: found by their names, best first, and never asked twice."""

import pytest
from pyoxigraph import RdfFormat, Store

from zeren.ontology.iri import BASE
from zeren.ontology.judgement import About, Judgement, Verdict
from zeren.queries.sameness import COLUMNS, candidate_pairs
from zeren.queries.terms import plain

HEAD = """@base <https://w3id.org/zeren/id/> . @prefix zr: <https://w3id.org/zeren#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix org: <http://www.w3.org/ns/org#> .
<jurisdiction/990100> skos:prefLabel "望川市" . <jurisdiction/990200> skos:prefLabel "临澍市" .
"""


class Rows:
    """A store in memory that answers as the one on disk does."""

    def __init__(self, turtle: str) -> None:
        self._store = Store()
        self._store.load(HEAD + turtle, format=RdfFormat.TURTLE)

    def rows(self, sparql):
        found = self._store.query(sparql, use_default_graph_as_union=True)
        for row in found:
            yield {v.value: None if row[v] is None else row[v].value for v in found.variables}


def bodies(*names: str, place: str = "990100", more: str = "") -> str:
    town = {"990100": "望川市", "990200": "临澍市"}[place]
    return more + "".join(
        f'<institution/{place}/{name}> a zr:Institution ; skos:prefLabel "{town}{name}" ; zr:jurisdiction <jurisdiction/{place}> ; zr:kind <kind/{name}> .\n'
        for name in names
    )


def pairs(turtle: str, *said: Judgement) -> list[dict[str, str]]:
    table = candidate_pairs(Rows(turtle), said, BASE)
    assert table.columns == COLUMNS
    return [dict(zip(COLUMNS, map(plain, row), strict=True)) for row in table.rows]


def names(turtle: str, *said: Judgement) -> list[set[str]]:
    return [
        {row["name"].removeprefix("望川市"), row["otherName"].removeprefix("望川市")}
        for row in pairs(turtle, *said)
    ]


def judged(one: str, verdict: str, other: str) -> Judgement:
    ends = (f"institution/990100/{name}" for name in (one, other))
    return Judgement(
        "2026-01-01T00:00:00.000Z", "张三", About.INSTITUTION, next(ends), Verdict(verdict), next(ends)
    )


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("发改委", "发展和改革委员会", True),
        ("政务服务局", "政务服务管理局", True),
        ("大数据局", "大数据管理局", True),
        ("行政审批局", "行政审批服务局", True),
        ("司法局", "财政局", False),
        ("商务局", "税务局", False),
        ("审计局", "统计局", False),
        ("公安局", "公安局交警支队", False),
        ("委办公室", "委机构编制委员会办公室", False),
        ("卫生健康委员会", "体育局", False),
    ],
)
def test_names_that_are_alike_are_asked_about(one, other, found):
    assert names(bodies(one, other)) == ([{one, other}] if found else [])


def test_bodies_of_two_places_are_two_bodies():
    assert names(bodies("大数据局") + bodies("大数据管理局", place="990200")) == []


def test_a_name_as_printed_counts_too():
    printed = '<institution/990100/机构编制委员会办公室> skos:altLabel "市编办" .\n'
    alike = bodies("机构编制委员会办公室", "编办", more=printed)
    assert names(alike) == [{"机构编制委员会办公室", "编办"}]
    assert pairs(alike)[0]["score"] == "1"


def test_bodies_that_one_task_names_are_likely_two():
    task = "".join(
        f"<d/{n}> zr:institution <institution/990100/{n}> ; zr:task <t> .\n"
        for n in ("大数据局", "大数据管理局")
    )
    assert names(bodies("大数据局", "大数据管理局", more=task)) == []
    alone = "<d/1> zr:institution <institution/990100/大数据局> ; zr:task <t> .\n"
    (row,) = pairs(bodies("大数据局", "大数据管理局", more=alone))
    assert sorted((row["tasks"], row["otherTasks"])) == ["0", "1"]
    assert row["together"] == "0"


def test_groups_are_no_bodies():
    groups = "".join(
        f"<institution/990100/{n}> a zr:InstitutionGroup .\n" for n in ("各区政府", "各区县政府")
    )
    assert names(bodies("各区政府", "各区县政府", more=groups)) == []


@pytest.mark.parametrize(
    "event",
    [
        "<institution/990100/工商局> org:changedBy <e> . <institution/990100/工商管理局> org:resultedFrom <e> .\n",
        "<e> org:originalOrganization <kind/工商局> ; org:resultingOrganization <kind/工商管理局> .\n",
    ],
    ids=["of the bodies", "of their kinds"],
)
def test_what_a_reform_made_of_a_body_is_no_candidate(event):
    assert names(bodies("工商局", "工商管理局", more=event)) == []
    assert names(bodies("工商局", "工商管理局")) != []


@pytest.mark.parametrize("verdict", ["same", "not-same", "unsure"])
def test_what_was_judged_is_not_asked_again(verdict):
    alike = bodies("大数据局", "大数据管理局")
    assert names(alike, judged("大数据管理局", verdict, "大数据局")) == []


def test_nor_what_follows_from_what_was_judged():
    alike = bodies("大数据局", "大数据管理局", "大数据发展局")
    assert len(names(alike)) == 3
    said = judged("大数据局", "same", "大数据管理局"), judged("大数据管理局", "not-same", "大数据发展局")
    assert names(alike, *said) == []


def test_the_likeliest_pair_comes_first(sample_store):
    from zeren.graph.store import Store as OnDisk

    scores = [
        float(row["score"]) for row in pairs(bodies("发改委", "发展和改革委员会", "大数据局", "大数据管理局"))
    ]
    assert scores == sorted(scores, reverse=True)
    assert candidate_pairs(OnDisk.read(sample_store), [], BASE) == candidate_pairs(
        OnDisk.read(sample_store), [], BASE
    )

"""The levels above a plan: nation, ministry, province, city, county, town; what is missing of them, and why."""

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from zeren import viz
from zeren.builder import build
from zeren.cli import app
from zeren.graph.lookup import find
from zeren.graph.store import Store
from zeren.graph.trace import plan_and_title
from zeren.ontology.iri import BASE
from zeren.queries import ask, mappings
from zeren.queries.ladder import gaps, ladder
from zeren.viz.desk import create_app

MINISTRY = """教育部关于规范校外培训的实施意见（2021—2025年）
一、任务
（一）规范培训合同。培训机构使用统一的合同文本，2022年6月底前完成。

教育部
2021年3月1日
"""
BUREAU = """望川市教育局规范校外培训工作方案（2021—2025年）
为贯彻落实《教育部关于规范校外培训的实施意见（2021—2025年）》《东澜省规范校外培训实施方案（2021—2025年）》，制定本方案。
一、任务
1.规范培训合同。培训机构使用统一的合同文本，2022年9月底前完成。（牵头单位：市教育局）

望川市教育局
2021年6月1日
"""
TOWN = """青禾县石桥镇2022年规范校外培训工作要点
为贯彻落实《望川市教育局规范校外培训工作方案（2021—2025年）》，制定本要点。
一、任务
1.规范培训合同。培训机构使用统一的合同文本。（牵头单位：镇政府）

青禾县石桥镇人民政府
2022年1月10日
"""
ALONE = """青禾县规范停车工作方案（2022年）
一、任务
1.施划停车泊位。县城新增停车泊位100个。（牵头单位：县公安局）
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("levels")
    for name, text in (("m", MINISTRY), ("b", BUREAU), ("t", TOWN), ("a", ALONE)):
        (folder / f"{name}.txt").write_text(text, "utf-8")
    build([folder], folder / "store", jobs=1)
    return Store.read(folder / "store")


def told(store, title):
    rungs = ladder(store, *plan_and_title(store, find(store, title, BASE)))
    return [(rung.level, rung.place, rung.state, rung.title) for rung in rungs]


def test_the_chain_goes_through_every_level_and_says_which_is_missing(store):
    assert told(store, "青禾县石桥镇") == [
        ("nation", "中华人民共和国", "beside", ""),
        ("ministry", "中华人民共和国", "held", "教育部关于规范校外培训的实施意见（2021—2025年）"),
        ("province", "东澜省", "cited", "东澜省规范校外培训实施方案（2021—2025年）"),
        ("prefecture", "望川市", "held", "望川市教育局规范校外培训工作方案（2021—2025年）"),
        ("county", "青禾县", "beside", ""),
        ("township", "石桥镇", "self", ""),
    ]


def test_where_nothing_is_cited_that_is_said(store):
    states = {level: state for level, _, state, _ in told(store, "青禾县规范停车")}
    assert states == {"nation": "beside", "province": "nothing", "prefecture": "beside", "county": "self"}


def test_what_departments_issue_is_told_apart(store):
    rows = store.rows(
        "PREFIX zr: <https://w3id.org/zeren#> PREFIX dcterms: <http://purl.org/dc/terms/> "
        "SELECT ?title ?level WHERE { ?p zr:departmental true ; zr:held true ; dcterms:title ?title ; zr:level ?level }"
    )
    found = {(row["title"] or "")[:3]: (row["level"] or "").rsplit("#", 1)[-1] for row in rows}
    assert found == {"教育部": "National", "望川市": "Prefectural"}


def test_a_town_is_a_place_within_its_county(store):
    row = next(
        store.rows(
            "PREFIX zr: <https://w3id.org/zeren#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
            "SELECT ?town ?county ?level ?code WHERE { ?town skos:prefLabel '石桥镇' ; zr:within/skos:prefLabel ?county ; "
            "zr:level ?level OPTIONAL { ?town skos:notation ?code } }"
        )
    )
    assert row["town"].endswith("jurisdiction/990121-石桥镇")
    assert (row["county"], row["code"]) == ("青禾县", None)
    assert row["level"].endswith("#Township")


def test_bodies_of_a_town_are_its_own(store):
    rows = store.rows(
        "PREFIX zr: <https://w3id.org/zeren#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        "SELECT ?name WHERE { ?r zr:asNamed '镇政府' ; zr:institution/skos:prefLabel ?name }"
    )
    assert [row["name"] for row in rows] == ["石桥镇人民政府"]


def test_tasks_are_linked_up_to_the_ministry(store):
    rows = list(
        store.rows(
            "PREFIX zr: <https://w3id.org/zeren#> PREFIX dcterms: <http://purl.org/dc/terms/> "
            "SELECT ?low ?high WHERE { ?t zr:derivesFrom+ ?u . ?t zr:inPlan/dcterms:title ?low . ?u zr:inPlan/dcterms:title ?high }"
        )
    )
    assert ("青禾县", "教育部") in {(row["low"][:3], row["high"][:3]) for row in rows}


def test_the_command_shows_the_levels(store):
    for what in ("青禾县石桥镇", "青禾县石桥镇#1"):
        said = CliRunner().invoke(app, ["trace", what, "--store", str(store.path)])
        assert said.exit_code == 0, said.output
        lines = [line for line in said.output.splitlines() if "东澜省" in line]
        assert "被引用，未收录" in lines[0]
        assert "东澜省规范校外培训实施方案" in lines[0]


def test_the_map_has_a_column_for_a_missing_level(store):
    rows = mappings(ask(store, "map-trace", {"plan": "青禾县石桥镇"}))
    missing = gaps(mappings(ask(store, "plan-levels", {"plan": "青禾县石桥镇"})))
    view = viz.trace(rows, missing=missing)
    named = {column.label_en: column.note for column in view.columns}
    assert list(named) == ["Township", "County", "Prefecture", "Province", "Nation"]
    assert "东澜省规范校外培训实施方案" in named["Province"]
    assert "未被引用" in named["County"]
    assert "东澜省" in viz.page(view)


def test_of_several_plans_no_gaps_are_told(store):
    assert gaps(mappings(ask(store, "plan-levels", {"plan": "青禾县"}))) == []


def test_the_desk_shows_the_levels_and_what_is_missing(store):
    client = TestClient(create_app(store.path), base_url="http://localhost")
    task = next(
        store.rows(
            "PREFIX zr: <https://w3id.org/zeren#> SELECT ?t WHERE { ?t a zr:Task ; zr:inPlan ?p "
            "FILTER(CONTAINS(STR(?p), '石桥镇')) } ORDER BY ?t LIMIT 1"
        )
    )["t"]
    page = client.get("/trace/" + task.removeprefix(BASE), headers={"accept-language": "en"}).text
    ladder = page[page.index('<ol class="ladder"') : page.index("</ol>")]
    assert [part.split("</b>")[0].split("<b>")[1] for part in ladder.split("<li")[1:]] == [
        "Nation", "Ministry", "Province", "City", "County", "Township",
    ]  # fmt: skip
    assert ladder.count('class="gap"') == 3
    assert "cited, not held" in ladder

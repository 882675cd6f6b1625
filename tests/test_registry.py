"""What a build makes of the registry: successors, members, and names of the user's own."""

import csv
import io
from pathlib import Path

import pytest

from zeren.builder import Outcome, build
from zeren.graph.export import nquads
from zeren.graph.store import Store
from zeren.queries import Table, ask, mappings

README = Path(__file__).parents[1] / "data" / "README.md"
SHARED = Path(__file__).parents[2] / "shared"
EZHOU = SHARED / "seeds" / "003_6d7c68cf771b9a48.txt"
PLAN = """望川市清理规范工作方案（2016年）

望川市人民政府
2016年3月1日

一、清理文件。全面清理文件。（牵头单位：市政府法制办；配合单位：市财政局、市政府其他有关部门）
二、规范执法。严格规范执法。（责任单位：市工商局、市城管局，各区县（市）政府）
三、定期会商。市司法局、市财政局、市物价局（以下统称成员单位）每季度会商。（责任单位：各成员单位）
四、统一收费。公布收费目录。（牵头单位：市法治专班；配合单位：市物价局）
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("plan")
    (made / "plan.txt").write_text(PLAN, "utf-8")
    return made


@pytest.fixture(scope="module")
def store(folder):
    build([folder / "plan.txt"], folder / "store", jobs=1)
    return Store.read(folder / "store")


def asked(store, name, **values):
    table = ask(store, name, values)
    assert isinstance(table, Table)
    return list(mappings(table))


def test_the_successor_answers_for_the_duties_of_its_predecessor(store):
    rows = asked(store, "duties-today", institution="望川市司法局")
    moved = [
        (row["laidOn"], row["taskLabel"], row["movedBy"], row["movedOn"], row["changeKind"]) for row in rows
    ]
    event = "望川市政府法制办公室的职责并入望川市司法局"
    assert ("望川市政府法制办公室", "一、", event, "2019-03-31", "merged") in moved
    before = asked(store, "duties-today", institution="望川市司法局", on="2018-12-31")
    assert {row["laidOn"] for row in before} == {"望川市司法局"}


def test_a_successor_is_there_though_no_plan_names_it(store):
    rows = asked(store, "duties-today", institution="望川市市场监督管理局")
    assert {row["laidOn"] for row in rows} == {"望川市工商行政管理局", "望川市物价局"}


def test_groups_have_the_members_that_are_known(store):
    groups = {
        row["groupText"]: set(row["memberNames"].split("、"))
        for row in asked(store, "groups-of-institutions")
    }
    assert "青禾县人民政府" in groups["各区县（市）政府"]
    assert groups["各成员单位"] == {"望川市司法局", "望川市财政局", "望川市物价局"}
    assert {"望川市财政局", "望川市政府法制办公室"} <= groups["市政府其他有关部门"]


def test_others_means_all_but_those_named(store):
    rows = asked(store, "tasks-of-institution", institution="望川市政府法制办公室")
    assert [(row["taskLabel"], row["asNamed"]) for row in rows] == [("一、", "市政府法制办")]
    rows = asked(store, "tasks-of-institution", institution="望川市城市管理局")
    assert ("一、", "市政府其他有关部门") in [(row["taskLabel"], row["asNamed"]) for row in rows]


def test_every_triple_of_the_registry_stands_in_one_graph(store):
    twice = """SELECT ?s WHERE { GRAPH ?a { ?s ?p ?o } GRAPH ?b { ?s ?p ?o } FILTER(?a != ?b) }"""
    assert list(store.rows(twice)) == []


def example():
    """The table in data/README.md that its worked example builds with."""
    text = README.read_text("utf-8")
    return text.partition("```csv\n")[2].partition("```")[0]


def test_the_example_of_the_docs_works_and_the_next_build_uses_it(folder, tmp_path, zeren):
    mine, place = tmp_path / "mine.csv", tmp_path / "store"
    mine.write_text(example(), "utf-8")
    plan = folder / "plan.txt"
    assert zeren("build", plan, "--store", place).returncode == 0
    unresolved = zeren("query", "unresolved-names", "--store", place, "-f", "csv").stdout
    assert "市法治专班" in unresolved
    assert zeren("build", plan, "--store", place, "--names", mine).returncode == 0
    found = zeren(
        "query", "tasks-of-institution", "-p", "institution=望川市司法局", "--store", place, "-f", "csv"
    ).stdout
    assert "市法治专班" in [row["asNamed"] for row in csv.DictReader(io.StringIO(found))]
    (entry,) = build([plan], place, jobs=1).entries
    assert entry.outcome is Outcome.UNCHANGED
    (place / "names" / "names.csv").unlink()
    (entry,) = build([plan], place, jobs=1).entries
    assert entry.outcome is Outcome.READ


def test_a_wrong_table_is_one_line_on_stderr(folder, tmp_path, zeren):
    mine = tmp_path / "mine.csv"
    mine.write_text("name,means\n甲,乙\n", "utf-8")
    done = zeren("build", folder / "plan.txt", "--store", tmp_path / "store", "--names", mine)
    assert done.returncode == 2
    assert done.stderr.startswith("zeren: names.csv: no column place")


@pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"{SHARED} is not here: the real plans are not in the repository"
)
def test_every_task_of_a_real_predecessor_comes_with_its_event(tmp_path):
    build([EZHOU], tmp_path / "store", jobs=1)
    store = Store.read(tmp_path / "store")
    before = "SELECT DISTINCT ?task WHERE { ?duty zr:institution ?body ; zr:task ?task . ?body skos:prefLabel '鄂州市政府法制办公室' }"
    laid = {
        row["task"]
        for row in store.rows(
            f"PREFIX zr: <https://w3id.org/zeren#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> {before}"
        )
    }
    rows = asked(store, "duties-today", institution="鄂州市司法局")
    moved = {
        row["task"]
        for row in rows
        if row["laidOn"] == "鄂州市政府法制办公室" and row["movedOn"] == "2019-03-31"
    }
    assert len(laid) >= 15
    assert laid <= moved


def test_members_follow_the_words_that_define_them(tmp_path):
    """The bodies that the plan names are the same ones: its words alone say who is a member."""
    for place in ("store", "clean"):
        (tmp_path / place).mkdir()
    source, printed = tmp_path / "plan.txt", PLAN.replace("公布收费", "市物价局应当公布收费")
    source.write_text(printed, "utf-8")
    build([source], tmp_path / "store", jobs=1)
    source.write_text(printed.replace("、市物价局（以下统称", "（以下统称"), "utf-8")
    build([source], tmp_path / "store", jobs=1)
    build([source], tmp_path / "clean", jobs=1)
    now, clean = (nquads(Store.read(tmp_path / place)) for place in ("store", "clean"))
    assert now == clean

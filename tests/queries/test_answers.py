"""Every question against its table in expected/, which was checked by reading data.trig."""

import csv
from pathlib import Path

import pytest

from zeren.queries import Question, Table, bind, question, questions, run
from zeren.queries.terms import PREFIXED, plain, short

EXPECTED = Path(__file__).with_name("expected")
every_question = pytest.mark.parametrize("asked", questions(), ids=lambda asked: asked.name)


def expected(name: str) -> list[list[str]]:
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def shown(table: Table) -> list[list[str]]:
    return [list(table.columns), *([short(term) for term in row] for row in table.rows)]


def answer(store, name: str, **values: str) -> list[dict[str, str]]:
    table = run(store, bind(question(name), values))
    assert isinstance(table, Table)
    return [dict(zip(table.columns, map(plain, row), strict=True)) for row in table.rows]


def column(rows: list[dict[str, str]], name: str) -> list[str]:
    return [row[name] for row in rows]


def test_every_table_belongs_to_a_question():
    assert {file.stem for file in EXPECTED.iterdir()} == {asked.name for asked in questions()}


@every_question
def test_the_example_answers_as_expected(asked: Question, store):
    wanted = expected(asked.name)
    assert len(wanted) > 1
    assert shown(run(store, bind(asked, dict(asked.example)))) == wanted


@every_question
def test_another_engine_answers_the_same(asked: Question, union):
    """The file as it stands is SPARQL 1.1 that any server runs."""

    def shortened(term) -> str:
        text = "" if term is None else str(term)
        prefix = next((p for p, namespace in PREFIXED.items() if text.startswith(namespace)), None)
        return f"{prefix}:{text[len(PREFIXED[prefix]) :]}" if prefix else text

    rows = [[shortened(term) for term in row] for row in union.query(asked.text)]
    assert sorted(rows) == sorted(expected(asked.name)[1:])


@every_question
def test_optional_parameters_can_all_be_left_out(asked: Question, store):
    required = {each.name for each in asked.parameters if not each.optional}
    assert run(store, bind(asked, {name: value for name, value in asked.example if name in required}))


@pytest.mark.parametrize(
    "asked",
    [asked for asked in questions() if any(each.name == "plan" for each in asked.parameters)],
    ids=lambda asked: asked.name,
)
def test_a_plan_limits_the_rows_to_it(asked: Question, store):
    def titles(plan: str) -> set[str]:
        rows = answer(store, asked.name, **dict(asked.example) | {"plan": plan})
        names = ("planTitle", "taskPlanTitle")
        return {row[name] for row in rows for name in names if name in row}

    assert titles("青禾县") <= {"青禾县法治政府建设工作要点（2022年）"}
    assert titles("没有这份规划") == set()


def test_a_body_is_found_by_the_name_printed_and_by_the_group_it_is_in(store):
    assert column(answer(store, "tasks-of-institution", institution="市委编办"), "institutionName") == [
        "中共望川市委机构编制委员会办公室"
    ]
    through_group = answer(store, "tasks-of-institution", institution="禾丰镇")
    assert [(row["institutionName"], row["asNamed"]) for row in through_group] == [
        ("禾丰镇人民政府", "各乡镇人民政府")
    ]


def test_duties_are_followed_through_every_reform_and_as_of_a_day(store):
    def moved(**values: str) -> list[tuple[str, str, str]]:
        rows = answer(store, "duties-today", **values)
        return [(row["laidOn"], row["movedBy"], row["changeKind"]) for row in rows]

    data = ("望川市数据局", "望川市数据局更名为望川市数据资源局", "renamed")
    finance = ("望川市财政局", "望川市财政局的职责并入望川市政务局", "merged")
    assert moved(institution="望川市政务局") == [finance, data]
    assert moved(institution="望川市政务局", on="2024-12-30") == [finance]
    assert moved(institution="望川市数据资源局", on="2024-12-30") == [data]
    assert moved(institution="望川市数据资源局", on="2023-12-30") == []
    assert moved(institution="市数据局") == [("望川市数据局", "", "")]
    assert moved(institution="望川市司法局", on="2021-01-01") == []


def test_a_role_limits_the_tasks(store):
    rows = answer(store, "tasks-of-institution", institution="司法局", role="supervise")
    assert [(row["institutionName"], row["taskLabel"]) for row in rows] == [("望川市司法局", "2.")]


def test_both_dates_are_included(store):
    rows = answer(store, "deadlines", **{"from": "2022-12-31", "to": "2023-06-30"})
    assert column(rows, "dueBy") == ["2022-12-31", "2023-06-30"]
    assert column(answer(store, "deadlines", to="2022-06-30"), "dueBy") == ["2022-06-30"]
    assert column(answer(store, "deadlines", **{"from": "2024-01-01"}), "dueBy") == ["2025-12-31"]


def test_the_last_day_still_counts(store):
    assert len(answer(store, "overdue", on="2022-12-31")) == 1
    assert len(answer(store, "overdue", on="2023-01-01")) == 2


def test_pairs_can_begin_with_one_body_or_need_some_tasks(store):
    rows = answer(store, "who-works-with-whom", institution="财政局")
    assert set(column(rows, "institutionName")) == {"望川市财政局"}
    assert column(rows, "partnerName") == ["中共望川市委机构编制委员会办公室", "望川市司法局"]
    assert answer(store, "who-works-with-whom", atLeast="2") == []


def test_a_task_is_traced_by_its_iri(store):
    iri = "https://w3id.org/zeren/id/provision/990121/county/1.1"
    assert [(row["lowerLabel"], row["upperLabel"]) for row in answer(store, "trace-task", task=iri)] == [
        ("1.", "（二）"),
        ("1.", "（九）"),
        ("（二）", "（九）"),
    ]


def test_the_map_of_accountability_narrows_by_body_role_and_section(store):
    def map_rows(**values: str) -> list[tuple[str, str]]:
        return [(row["asNamed"], row["role"]) for row in answer(store, "map-accountability", **values)]

    assert map_rows(institution="专班") == [("专班", "support"), ("工作专班", "lead")]
    assert map_rows(role="supervise") == [("市政府督查室", "supervise"), ("市司法局", "supervise")]
    assert map_rows(section="一、依法行政", role="lead") == [("县司法局", "lead")]
    assert map_rows(plan="望川市", institution="市财政局") == [("市财政局", "support")]


def test_plans_by_level(store):
    assert column(answer(store, "plans", level="county"), "planTitle") == [
        "青禾县法治政府建设工作要点（2022年）"
    ]
    assert answer(store, "plans", level="township") == []

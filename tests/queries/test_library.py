"""Every question is whole: described in two languages, its parameters where it says they are."""

import re
from pathlib import Path

import pytest

from zeren.queries import (
    SHELVES,
    BadQuestion,
    ParameterType,
    Question,
    UnknownQuestion,
    bind,
    question,
    questions,
    read_question,
    run,
)
from zeren.queries.lexis import data_blocks

FILES = sorted((Path(__file__).parents[2] / "queries").glob("*.rq"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")
every_question = pytest.mark.parametrize("asked", questions(), ids=lambda asked: asked.name)


def test_the_library_is_the_files():
    assert [asked.name for asked in questions()] == [file.stem for file in FILES]
    assert len(FILES) == 74


@every_question
def test_titles_and_summaries_are_in_both_languages(asked: Question):
    described = [(asked.title_zh, asked.title_en), (asked.summary_zh, asked.summary_en)]
    described += [(each.description_zh, each.description_en) for each in asked.parameters]
    for chinese, english in described:
        assert CHINESE.search(chinese)
        assert re.search(r"[a-z]", english)
    assert not CHINESE.search(asked.title_en)


@every_question
def test_every_data_block_is_a_parameter_and_every_parameter_has_one(asked: Question):
    assert set(data_blocks(asked.text)) == {each.name for each in asked.parameters} - {"limit"}


@every_question
def test_a_limit_is_told_and_stands_in_the_query(asked: Question):
    assert set(re.findall(r"\bLIMIT (\d+)", asked.text)) == ({str(asked.limit)} if asked.limit else set())
    assert asked.limit == 0 or "LIMIT" not in bind(asked, dict(asked.example))


@every_question
def test_required_parameters_have_an_example(asked: Question):
    assert {each.name for each in asked.parameters if not each.optional} <= dict(asked.example).keys()


@every_question
def test_the_file_holds_its_example(asked: Question, store):
    assert run(store, asked.text) == run(store, bind(asked, dict(asked.example)))


@every_question
def test_it_is_ordered(asked: Question):
    assert re.search(r"^ORDER BY ", asked.text, re.MULTILINE)


def test_the_maps_have_the_columns_that_viz_reads(store):
    columns = {
        name: " ".join(run(store, question(name).text).columns)
        for name in (
            "map-accountability",
            "map-trace",
            "map-overview-tasks",
            "map-overview-duties",
            "map-overview-links",
        )
    }
    assert columns == {
        "map-accountability": "plan planTitle section task taskLabel taskTitle taskText institution institutionName "
        "group role asNamed openEnded due file start end clause context level",
        "map-trace": "task taskLabel taskTitle taskText taskPlan taskPlanTitle taskLevel taskFile taskStart taskEnd "
        "upper upperLabel upperTitle upperText upperPlan upperPlanTitle upperLevel upperFile upperStart upperEnd "
        "confidence status method rationale reviewedBy kinds differences taskWords upperWords taskDue upperDue",
        "map-overview-tasks": "task taskLabel taskTitle taskText due section plan planTitle level place placeName file "
        "start end",
        "map-overview-duties": "task institution institutionName group role asNamed openEnded place placeName level "
        "start end clause",
        "map-overview-links": "task upper status confidence method rationale reviewedBy start end clause upperStart "
        "upperEnd upperClause",
    }


def test_an_unknown_question_names_the_nearest():
    with pytest.raises(
        UnknownQuestion, match=r"called 'overdu'; did you mean overdue.*'zeren queries' lists them all"
    ):
        question("overdu")
    with pytest.raises(UnknownQuestion, match="called '责任'; 'zeren queries'"):
        question("责任")


def test_a_file_of_ones_own_may_have_front_matter():
    asked = read_question(
        "mine",
        "\ufeff# title: 我的 | Mine\r\n# param level: choice nation county, optional; 层级 | level\r\n"
        "# param kind: iri; 类 | class\r\n# example: kind=zr:Plan\r\n\r\n"
        "SELECT * { VALUES ?level { UNDEF } VALUES ?kind { <http://example.org/> } ?s a ?kind ; <urn:level> ?level }\r\n",
    )
    assert (asked.title_zh, asked.title_en, asked.summary_zh) == ("我的", "Mine", "")
    assert [(each.name, each.type, each.choices, each.optional) for each in asked.parameters] == [
        ("level", ParameterType.CHOICE, ("nation", "county"), True),
        ("kind", ParameterType.IRI, (), False),
    ]
    assert asked.example == (("kind", "zr:Plan"),)
    assert "\r" not in asked.text


def test_front_matter_is_not_needed():
    asked = read_question("mine.rq", "# a note\n# example: to be shown first\nASK {}\n")
    assert (asked.title_en, asked.parameters, asked.example) == ("mine.rq", (), ())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# param a: colour; 甲 | a\nASK { VALUES ?a { 1 } }", "the line of parameter a does not read"),
        ("# param a: string\nASK { VALUES ?a { 1 } }", "the line of parameter a does not read"),
        ("# param a: string; 甲 | a\nASK {}", r"parameter a has no block 'VALUES \?a { … }'"),
        ("# param a: string; 甲 | a\nASK {} # VALUES ?a { 1 }", "parameter a has no block"),
        ("# limit: many\nASK {}", "the limit 'many' is not a number of rows"),
        ("# example: b=1\nASK {}", "the example gives a value to b"),
    ],
)
def test_front_matter_that_does_not_fit(text: str, message: str):
    with pytest.raises(BadQuestion, match=message):
        read_question("mine.rq", text)


def test_every_question_stands_on_one_shelf_and_those_of_pages_on_the_last():
    shelved = [name for shelf in SHELVES for name in shelf.names]
    assert sorted(shelved) == sorted(asked.name for asked in questions())
    assert [shelf.inside for shelf in SHELVES] == [False] * (len(SHELVES) - 1) + [True]
    for shelf in SHELVES:
        wants_a_name = [
            one.name
            for one in shelf.questions
            if not any(p.type is ParameterType.IRI for p in one.parameters)
        ]
        assert CHINESE.search(shelf.title_zh)
        if not shelf.inside:
            assert tuple(wants_a_name) == shelf.names

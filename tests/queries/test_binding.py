"""Values go into a query as terms and as nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.queries import (
    BadValue,
    MissingParameter,
    Table,
    UnknownParameter,
    bind,
    question,
    read_question,
    run,
)

ECHO = read_question(
    "echo",
    "# param text: string; 文字 | text\n# param other: string, optional; 其他 | other\n"
    "# param day: date, optional; 日 | day\n# param count: integer, optional; 数 | number\n"
    "# param role: choice lead support, optional; 角色 | role\n# param thing: iri, optional; 物 | thing\n"
    'SELECT * { VALUES ?text { "a}" } VALUES ?other { \'#\' } VALUES ?day { UNDEF } # VALUES ?text { "in a comment" }\n'
    'VALUES ?count { UNDEF } values ?role { UNDEF } VALUES ?thing { <urn:a#b> } BIND("VALUES ?text { 1 }" AS ?still) }\n',
)


def bound(store, **values: str) -> dict[str, str | None]:
    table = run(store, bind(ECHO, {"text": "x"} | values))
    assert isinstance(table, Table)
    [row] = table.rows
    return {name: None if term is None else str(term) for name, term in zip(table.columns, row, strict=True)}


ATTACKS = [
    '"} DROP ALL #',
    '" } } SELECT * { ?s ?p ?o } #',
    "' } #",
    "\\",
    '\\" }',
    "一行\n二行\r三行\t格",
    "UNDEF } VALUES ?other { 1",
    "?text",
    "${x} {0} %s \\1 \\g<0>",
    '"""',
    "SERVICE <http://127.0.0.1/> {}",
    "\x00\x1b[31m\u2028",
]


@pytest.mark.parametrize("value", ATTACKS)
def test_hostile_text_stays_a_literal(store, value: str):
    table = run(store, bind(ECHO, {"text": value, "other": value}))
    assert isinstance(table, Table)
    [row] = table.rows
    found = dict(zip(table.columns, row, strict=True))
    assert (found["text"].value, found["other"].value) == (value, value)


@pytest.mark.parametrize("value", ATTACKS)
def test_hostile_text_finds_nothing(store, value: str):
    assert run(store, bind(question("tasks-of-institution"), {"institution": value})).rows == ()


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_any_text_comes_back(store, value: str):
    table = run(store, bind(ECHO, {"text": value}))
    assert isinstance(table, Table)
    assert table.rows[0][table.columns.index("text")].value == value


def test_only_the_data_blocks_change(store):
    text = bind(ECHO, {"text": "新"})
    assert '# VALUES ?text { "in a comment" }' in text
    assert 'BIND("VALUES ?text { 1 }" AS ?still)' in text
    assert 'VALUES ?text { "新" }' in text


def test_types_become_terms(store):
    xsd = "http://www.w3.org/2001/XMLSchema#"
    found = bound(store, day=" 2024-02-29 ", count="+007", role="lead", thing="zr:Plan")
    assert found["day"] == f'"2024-02-29"^^<{xsd}date>'
    assert found["count"] == f'"7"^^<{xsd}integer>'
    assert found["role"] == "<https://w3id.org/zeren#Lead>"
    assert found["thing"] == "<https://w3id.org/zeren#Plan>"
    assert (
        bound(store, thing="id:plan/990100/city")["thing"] == "<https://w3id.org/zeren/id/plan/990100/city>"
    )
    assert bound(store, thing="<urn:中文>")["thing"] == "<urn:中文>"


def test_what_is_not_given_or_empty_is_unbound(store):
    assert {name for name, term in bound(store, other="  ").items() if term is None} == {
        "other",
        "day",
        "count",
        "role",
        "thing",
    }


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("day", "2023-02-29", r"day='2023-02-29' is not a date; write it as 2023-06-30"),
        ("day", "20230228", "is not a date"),
        ("day", "２０２３-01-01", "is not a date"),
        ("count", "3.5", "is not a whole number; write it as 3"),
        ("count", "1" * 30, "is not a whole number"),
        ("role", "Lead", "is not among the choices; take one of lead, support"),
        ("role", "supervise", "is not among the choices"),
        ("thing", "市司法局", "is not an IRI"),
        ("thing", "http://x/> } DROP ALL", "is not an IRI"),
        ("thing", "zr:a b", "is not an IRI"),
        ("text", "\udc80", "is not valid Unicode"),
    ],
)
def test_a_value_that_does_not_fit(name: str, value: str, message: str):
    with pytest.raises(BadValue, match=message):
        bind(ECHO, {"text": "x", name: value})


def test_a_parameter_that_is_missing():
    with pytest.raises(
        MissingParameter, match=r"overdue needs -p on=… .*the day to look from\), say -p on=2023-01-01"
    ):
        bind(question("overdue"), {})
    with pytest.raises(MissingParameter, match="say -p institution=市司法局"):
        bind(question("tasks-of-institution"), {"institution": " "})


def test_a_parameter_that_is_not_there():
    with pytest.raises(UnknownParameter, match="has no parameter 'institute'; did you mean institution"):
        bind(question("who-leads-what"), {"institute": "x"})
    with pytest.raises(UnknownParameter, match=r"has no parameter 'x'; it takes institution, plan"):
        bind(question("who-leads-what"), {"x": "x"})
    with pytest.raises(UnknownParameter, match="items-coverage takes no parameters"):
        bind(question("items-coverage"), {"plan": "x"})

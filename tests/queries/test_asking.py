"""Asking by what a person types: a name of the library, or a file."""

import pytest

from zeren.queries import (
    BadQuery,
    BadValue,
    MissingParameter,
    Table,
    Truth,
    UnknownParameter,
    UnknownQuestion,
    ask,
    ask_first,
    mappings,
)

OF_ONES_OWN = """\
# title: 某级的地方 | Places of a level
# param level: choice county township; 层级 | level
# example: level=county
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX zr: <https://w3id.org/zeren#>
SELECT ?place ?code { VALUES ?level { zr:County } ?each a zr:Jurisdiction ; zr:level ?level ; skos:prefLabel ?place
  OPTIONAL { ?each zr:number ?code } }
"""


def test_a_question_by_its_name(store):
    rows = list(mappings(ask(store, "plans", {"level": "county"})))
    assert [(row["planTitle"], row["publisher"]) for row in rows] == [
        ("青禾县法治政府建设工作要点（2022年）", "")
    ]
    with pytest.raises(UnknownQuestion):
        ask(store, "plan", {})


def test_a_file_with_parameters_of_its_own(store, tmp_path):
    file = tmp_path / "places.rq"
    file.write_text(OF_ONES_OWN, encoding="utf-8")
    rows = list(mappings(ask(store, str(file), {"level": "township"})))
    assert rows == [{"place": "禾丰镇", "code": None}]
    with pytest.raises(MissingParameter, match=r"places.rq needs -p level=… .*say -p level=county"):
        ask(store, str(file), {})


def test_a_plain_file(store, tmp_path):
    file = tmp_path / "any.rq"
    file.write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    assert ask(store, str(file), {}) == Truth(True)
    with pytest.raises(UnknownParameter, match=r"any.rq takes no parameters"):
        ask(store, str(file), {"plan": "x"})
    file.write_bytes("ASK {} # 责任".encode("gb18030"))
    with pytest.raises(BadQuery, match="is not UTF-8 text"):
        ask(store, str(file), {})
    with pytest.raises(FileNotFoundError):
        ask(store, str(tmp_path / "missing.rq"), {})


def test_of_a_long_list_the_first_rows_come_first_and_are_said_to_be_cut(store):
    whole = ask(store, "obligations", {})
    first, cut = ask_first(store, "obligations", {"limit": "2"})
    assert cut == 2
    assert len(whole.rows) > 2
    assert first.rows == whole.rows[:2]
    assert ask_first(store, "obligations", {}) == (whole, 0)
    assert ask_first(store, "obligations", {"limit": "0"}) == (whole, 0)
    assert ask_first(store, "obligations", {"limit": str(len(whole.rows))}) == (whole, 0)
    with pytest.raises(BadValue, match="limit='-1' is no number of rows"):
        ask_first(store, "obligations", {"limit": "-1"})
    with pytest.raises(UnknownParameter, match="limit"):
        ask_first(store, "plans", {"limit": "2"})


def test_only_rows_are_mappings(store):
    with pytest.raises(BadQuery, match="needs the rows of a SELECT"):
        list(mappings(Truth(True)))
    assert list(mappings(Table(("a",), ()))) == []

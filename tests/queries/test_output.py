"""A result in every format, read back."""

import csv
import json
from datetime import date
from io import BytesIO, StringIO

import openpyxl
import pyoxigraph as ox
import pytest
from rich.cells import cell_len

from zeren.queries import FORMATS, BadFormat, Table, Triples, Truth, question, questions, render, run

XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(value: str, kind: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(XSD + kind))


HOSTILE = ["=cmd()", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝x"]
TABLE = Table(
    ("text", "count", "share", "day", "year", "yes", "thing"),
    (
        (
            ox.Literal("=cmd()"),
            typed("-3", "integer"),
            typed("0.50", "decimal"),
            typed("2022-12-31", "date"),
            typed("2021", "gYear"),
            typed("true", "boolean"),
            ox.NamedNode("https://w3id.org/zeren#Lead"),
        ),
        (
            ox.Literal("责任\x07单位", language="zh"),
            typed("1e9", "integer"),
            None,
            typed("2022-13-01", "date"),
            None,
            None,
            ox.BlankNode("b0"),
        ),
    ),
)
TRIPLES = Triples(
    (
        ox.Triple(
            ox.NamedNode("https://w3id.org/zeren/id/plan/a"),
            ox.NamedNode("https://w3id.org/zeren#held"),
            ox.Literal(True),
        ),
        ox.Triple(ox.BlankNode("b"), ox.NamedNode("urn:p"), ox.Literal('"责任"', language="zh")),
    )
)


def rendered(result, format: str, title: str = "") -> bytes:
    out = BytesIO()
    render(result, format, out, title)
    assert not out.closed
    return out.getvalue()


def screen(result, monkeypatch, columns: int, title: str = "") -> str:
    monkeypatch.setenv("COLUMNS", str(columns))
    return rendered(result, "table", title).decode("utf-8")


def workbook(result, title: str = ""):
    return openpyxl.load_workbook(BytesIO(rendered(result, "xlsx", title)))


def test_csv_comes_back():
    data = rendered(TABLE, "csv")
    assert data.startswith("\ufeff".encode())
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows == [
        list(TABLE.columns),
        ["'=cmd()", "-3", "0.50", "2022-12-31", "2021", "true", "https://w3id.org/zeren#Lead"],
        ["责任\x07单位", "1e9", "", "2022-13-01", "", "", "_:b0"],
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_keeps_a_spreadsheet_from_calculating(text: str):
    data = rendered(Table(("a",), ((ox.Literal(text),),)), "csv")
    [_, [cell]] = csv.reader(StringIO(data.decode("utf-8-sig"), newline=""))
    assert cell == "'" + text


def test_json_is_sparql_results_json():
    data = rendered(TABLE, "json")
    assert json.loads(data)["results"]["bindings"][1]["text"] == {
        "type": "literal",
        "value": "责任\x07单位",
        "xml:lang": "zh",
    }
    read = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
    assert [variable.value for variable in read.variables] == list(TABLE.columns)
    assert next(tuple(row) for row in read) == TABLE.rows[0]


@pytest.mark.parametrize("value", [True, False])
def test_json_of_a_truth(value: bool):
    assert (
        bool(ox.parse_query_results(rendered(Truth(value), "json"), format=ox.QueryResultsFormat.JSON))
        is value
    )


def test_turtle_comes_back():
    data = rendered(TRIPLES, "ttl")
    assert b"zr:held" in data
    read = {(quad.predicate, quad.object) for quad in ox.parse(data, format=ox.RdfFormat.TURTLE)}
    assert read == {(triple.predicate, triple.object) for triple in TRIPLES.triples}


def test_turtle_needs_triples():
    with pytest.raises(
        BadFormat, match="ttl holds triples, and this query gives rows; use table, csv, json or xlsx"
    ):
        rendered(TABLE, "ttl")


def test_xlsx_comes_back():
    sheet = workbook(TABLE, "谁[牵头]/什么?").active
    assert [cell.value for cell in sheet[1]] == list(TABLE.columns)
    assert [cell.value for cell in sheet[2]][:3] == ["=cmd()", -3, 0.5]
    assert sheet["D2"].value.date() == date(2022, 12, 31)
    assert sheet["D2"].number_format == "yyyy-mm-dd"
    assert (sheet["E2"].value, sheet["F2"].value) == (2021, True)
    assert [cell.value for cell in sheet[3]] == ["责任单位", "1e9", None, "2022-13-01", None, None, "_:b0"]
    assert "谁" in sheet.title


def test_xlsx_text_is_text():
    texts = [*HOSTILE, "责任\ud7ff\ufffe", "x" * 40_000]
    sheet = workbook(Table(("a",), tuple((ox.Literal(text),) for text in texts))).active
    cells = [sheet.cell(number, 1) for number in range(2, len(texts) + 2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert cells[0].value == "=cmd()"
    assert len(cells[-1].value) <= 32_767


def test_xlsx_is_ready_to_use():
    sheet = workbook(TABLE).active
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:G3"
    assert all(cell.font.bold for cell in sheet[1])
    assert not sheet["A2"].font.bold
    wide = workbook(Table(("a", "b"), ((ox.Literal("责任" * 8), ox.Literal("ab" * 8)),))).active
    assert wide.column_dimensions["A"].width > 32
    assert 16 < wide.column_dimensions["B"].width < 32


def test_xlsx_has_no_clock():
    assert rendered(TABLE, "xlsx") == rendered(TABLE, "xlsx")
    assert b"2020-" not in rendered(TABLE, "xlsx")


def test_a_table_is_aligned_by_the_width_of_its_characters(store, monkeypatch):
    lines = screen(run(store, question("plans").text), monkeypatch, 200, "规划").splitlines()
    assert lines[0].strip() == "规划"
    assert lines[-1] == "共 3 行 · 3 rows · IRIs in plan: --format csv"
    head = next(line for line in lines if "planTitle" in line)
    at = head.index("jurisdiction")
    [row] = [line for line in lines if "望川市人民政府" in line]
    assert cell_len(row[: row.index("望川市", row.index("prefecture"))]) == at


@pytest.mark.parametrize("width", [40, 80, 120])
def test_nothing_is_wider_than_the_screen(store, monkeypatch, width: int):
    for asked in questions():
        text = screen(run(store, asked.text), monkeypatch, width)
        assert max(map(cell_len, text.splitlines())) <= width, asked.name


def test_what_does_not_fit_is_shown_record_by_record(store, monkeypatch):
    text = screen(run(store, question("map-trace").text), monkeypatch, 80)
    assert "— 1/7 —" in text
    assert "共 7 行 · 7 rows" in text


def test_iris_of_things_are_left_to_other_formats_unless_there_is_nothing_else(store, monkeypatch):
    query = "SELECT ?plan ?role { ?plan a <https://w3id.org/zeren#Plan> BIND(<https://w3id.org/zeren#Lead> AS ?role) }"
    text = screen(run(store, query), monkeypatch, 80)
    assert "zr:Lead" in text
    assert "IRIs in plan: --format csv" in text
    assert "id:plan/990100/city" in screen(run(store, query.replace(" ?role {", " {")), monkeypatch, 80)


def test_a_screen_obeys_nothing_in_the_text(monkeypatch):
    text = screen(Table(("a",), ((ox.Literal("[red]x[/red] \x1b[31m:smile:\u202e\nend"),),)), monkeypatch, 80)
    assert "[red]x[/red]  [31m:smile:  end" in text
    assert "\x1b" not in text


def test_empty_answers_have_a_shape(monkeypatch):
    empty = Table(("a", "b"), ())
    assert "共 0 行 · 0 rows" in screen(empty, monkeypatch, 80)
    assert rendered(empty, "csv").decode("utf-8-sig") == "a,b\r\n"
    assert json.loads(rendered(empty, "json")) == {"head": {"vars": ["a", "b"]}, "results": {"bindings": []}}
    assert workbook(empty).active.auto_filter.ref == "A1:B1"


@pytest.mark.parametrize("format", [each for each in FORMATS if each != "ttl"])
def test_triples_and_truths_have_every_other_format(format: str):
    assert rendered(TRIPLES, format)
    assert rendered(Truth(True), format)


def test_an_unknown_format_names_the_known_ones():
    with pytest.raises(BadFormat, match="'pdf' is no format; there are: table, csv, json, ttl, xlsx"):
        rendered(TABLE, "pdf")

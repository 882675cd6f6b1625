"""The query desk as it is sent: the library with its forms, files, saved queries, what is refused."""

import io
import json
import re
import shutil
from html import unescape

import openpyxl
import pytest
from starlette.testclient import TestClient

from zeren.graph import Store
from zeren.queries import SHELVES, bind, question, questions, run
from zeren.queries.saved import FILE
from zeren.viz.desk import create_app
from zeren.viz.desk.app import STATIC
from zeren.viz.desk.querying import FILES
from zeren.viz.desk.terms import terms

HERE = {"origin": "http://localhost", "content-type": "application/json"}
NAMES = "SELECT ?name { ?b <http://www.w3.org/2004/02/skos/core#prefLabel> ?name } ORDER BY ?name LIMIT 3"


@pytest.fixture(scope="module")
def own(sample_store, tmp_path_factory):
    """A desk over a store of one's own: what is saved goes there."""
    store = tmp_path_factory.mktemp("own") / "store"
    shutil.copytree(sample_store, store, ignore=shutil.ignore_patterns("serving"))
    with TestClient(create_app(store), base_url="http://localhost") as client:
        yield client, store


def source(answer):
    assert answer.status_code == 200
    return unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", answer.text, re.DOTALL)[1])


def secret(client):
    told = re.search(r'id="told">(.*?)</script>', client.get("/query").text)[1]
    return json.loads(told)["secret"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_library_is_listed_with_its_titles(client, lang):
    page = unescape(client.get(f"/query?lang={lang}").text)
    for one in questions():
        assert f">{one.title_zh if lang == 'zh' else one.title_en}</a>" in page
        assert f'href="/query?question={one.name}"' in page


@pytest.mark.parametrize("name", [one.name for one in questions()])
def test_every_question_has_a_form_and_shows_its_query(client, name):
    one = question(name)
    answer = client.get(f"/query?question={name}&lang=en")
    values = dict(one.example) | ({"limit": str(one.limit)} if one.limit else {})
    assert source(answer).strip() == bind(one, values).partition("\n\n")[2].strip()
    for parameter in one.parameters:
        assert f'name="p.{parameter.name}"' in answer.text
    for choice in (choice for parameter in one.parameters for choice in parameter.choices):
        assert f'<option value="{choice}"' in answer.text


def test_a_link_carries_a_query_or_the_values_of_a_question(client):
    assert (
        source(client.get("/query", params={"query": "ASK { <a:b> ?p '</textarea><script>' }"}))
        == "ASK { <a:b> ?p '</textarea><script>' }"
    )
    linked = client.get(
        "/query", params={"question": "tasks-of-institution", "p.institution": '财政"局', "p.role": "lead"}
    )
    assert r'VALUES ?institution { "财政\"局" }' in source(linked)
    assert "VALUES ?role { <https://w3id.org/zeren#Lead> }" in source(linked)
    wrong = client.get("/query", params={"question": "overdue", "p.on": "gestern"})
    assert "is not a date" in unescape(wrong.text)
    assert client.get("/query?question=no-such").status_code == 400


def test_what_a_form_says_becomes_the_query(client):
    given = {"name": "tasks-of-institution", "values": {"institution": "市司法局", "role": "", "plan": ""}}
    answer = client.post("/query/bind", json=given, headers=HERE)
    assert 'VALUES ?institution { "市司法局" }' in answer.json()["query"]
    assert (
        client.post("/query/bind", json=given | {"values": {"role": "boss"}}, headers=HERE).status_code == 400
    )
    assert client.post("/query/bind", json=given | {"name": "none"}, headers=HERE).status_code == 400


@pytest.mark.parametrize("path", ["/query/bind", "/query/file", "/query/saved"])
@pytest.mark.parametrize(
    ("headers", "content", "status"),
    [
        ({"origin": "https://elsewhere.example"}, "{}", 403),
        ({}, "{}", 403),
        (HERE, "no json", 400),
        (HERE, "[1]", 400),
        (HERE, "[" * 100_000, 400),
        (HERE, " " * 1_000_001, 413),
    ],
)
def test_what_is_no_request_of_this_desk_is_refused(client, path, headers, content, status):
    assert client.post(path, content=content, headers=headers).status_code == status


def test_an_answer_is_downloaded_in_every_form(own):
    client, _ = own

    def got(kind, query=NAMES):
        answer = client.post("/query/file", json={"kind": kind, "query": query}, headers=HERE)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-disposition"] == f'attachment; filename="zeren.{kind}"'
        assert answer.headers["content-type"] == FILES[kind]
        return answer.content

    csv = got("csv")
    assert csv.startswith(b"\xef\xbb\xbfname\r\n")
    rows = csv.decode("utf-8-sig").splitlines()[1:]
    assert [row["name"]["value"] for row in json.loads(got("json"))["results"]["bindings"]] == rows
    sheet = openpyxl.load_workbook(io.BytesIO(got("xlsx"))).active
    assert [cell.value for cell in sheet["A"]] == ["name", *rows]
    assert b"zr:Lead" in got("ttl", "DESCRIBE <https://w3id.org/zeren#Lead>")
    for kind, query, status in (
        ("csv", "SELECT", 400),
        ("csv", "CLEAR ALL", 403),
        ("ttl", NAMES, 400),
        ("exe", NAMES, 400),
    ):
        assert (
            client.post("/query/file", json={"kind": kind, "query": query}, headers=HERE).status_code
            == status
        )


def test_a_query_is_saved_with_its_versions_and_dropped(own):
    client, store = own
    given = {"name": "牵头 <b>", "by": "张三", "note": "试", "secret": secret(client)}
    for number, query in enumerate(("ASK {}", "ASK { ?s ?p ?o }"), 1):
        kept = client.post("/query/saved", json=given | {"query": query}, headers=HERE).json()
        assert len(kept["versions"]) == number
    assert json.loads((store / FILE).read_text(encoding="utf-8"))["queries"][0]["name"] == "牵头 <b>"
    page = client.get("/query").text
    assert "牵头 &lt;b&gt;" in page
    assert "<b>" not in page.replace("<body>", "")
    assert source(client.get(kept["to"])) == "ASK { ?s ?p ?o }"
    assert source(client.get(kept["to"] + "&version=1")) == "ASK {}"
    assert client.get(kept["to"] + "&version=9").status_code == 200
    client.post("/query/saved", json=given | {"drop": True}, headers=HERE)
    assert "牵头 &lt;b&gt;" not in client.get("/query").text
    assert len(json.loads((store / FILE).read_text(encoding="utf-8"))["queries"][0]["versions"]) == 2


def test_nobody_saves_without_the_pages_secret(own):
    client, store = own
    before = (store / FILE).read_bytes() if (store / FILE).exists() else None
    for wrong in ("", "x", secret(client)[:-1]):
        given = {"name": "x", "query": "ASK {}", "secret": wrong}
        assert client.post("/query/saved", json=given, headers=HERE).status_code == 403
    assert ((store / FILE).read_bytes() if (store / FILE).exists() else None) == before


def test_the_terms_have_labels_in_both_languages(client):
    for lang, label in (("zh", "牵头单位"), ("en", "led by")):
        found = {
            one["iri"]: one
            for kind in client.get(f"/query/terms.json?lang={lang}").json().values()
            for one in kind
        }
        assert found["https://w3id.org/zeren#leadBy"]["label"] == label
        assert all(one["label"] for one in found.values())
    assert {kind: len(of) > 8 for kind, of in terms("zh").items()} == dict.fromkeys(
        ("classes", "properties", "individuals"), True
    )


def test_both_languages_have_the_same_words():
    words = json.loads((STATIC / "desk" / "query" / "words.json").read_text(encoding="utf-8"))
    assert words["zh"].keys() == words["en"].keys()


def test_the_editor_that_is_vendored_asks_nobody():
    folder = STATIC / "vendor" / "yasqe"
    script = (folder / "yasqe.min.js").read_text(encoding="utf-8")
    assert script.count("fetch(") == 1, "the one of Yasqe's own query button, which the desk does not draw"
    assert "lov.linkeddata" not in script
    assert "prefix.cc" not in script
    assert "url(" not in (folder / "yasqe.min.css").read_text(encoding="utf-8")
    assert "MIT" in (folder / "LICENSE").read_text(encoding="utf-8")


def test_titles_of_plans_are_offered(client):
    page = unescape(client.get("/query?question=tasks-of-institution").text)
    assert 'list="plans"' in page
    assert re.search(r'<option value="望川市[^"]*方案', page)


def test_the_page_is_there_without_a_store(tmp_path):
    with TestClient(create_app(tmp_path / "none"), base_url="http://localhost") as client:
        assert client.get("/query").status_code == 200
        assert client.get("/query?question=tasks-of-institution").status_code == 200
        answer = client.post("/query/file", json={"kind": "csv", "query": NAMES}, headers=HERE)
        assert answer.status_code == 503
        assert "zeren build" in answer.text
        given = {"name": "x", "query": "ASK {}", "secret": secret(client)}
        assert client.post("/query/saved", json=given, headers=HERE).status_code == 400


@pytest.mark.parametrize("name", [one.name for one in questions() if any(p.choices for p in one.parameters)])
def test_choices_are_in_chinese_on_a_chinese_page(client, name):
    page = unescape(client.get(f"/query?question={name}&lang=zh").text)
    offered = re.findall(r'<option value="[^"]+"[^>]*>([^<]*)</option>', page)
    assert [label for label in offered if re.fullmatch("[A-Za-z -]+", label)] == []


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        (
            "overdue",
            {"plan": "望江市"},
            "库中没有标题含“望江市”的规划。您要找的是不是“望川市法治政府建设工作方案",
        ),
        ("overdue", {"plan": "行动方案"}, "只被引用，没有收录"),
        ("who-leads-what", {"institution": "甲乙丙丁"}, "库中没有名称含“甲乙丙丁”的单位。"),
        ("differences", {"plan": "望川市"}, "没有行：要么没有不同"),
        ("overdue", {"plan": "望川市"}, ""),
    ],
)
def test_no_rows_are_explained(client, name, values, said):
    answer = client.post("/query/none?lang=zh", json={"name": name, "values": values}, headers=HERE)
    assert said in answer.json()["none"]
    assert bool(answer.json()["none"]) == bool(said)


def test_columns_of_what_people_ask_have_a_chinese_name(sample_store):
    named = json.loads((STATIC / "desk" / "query" / "columns.json").read_text(encoding="utf-8"))
    shown = (one for shelf in SHELVES if not shelf.inside for one in shelf.questions)
    store = Store.read(sample_store)
    columns = {name for one in shown for name in run(store, one.text).columns}
    assert columns == named.keys()

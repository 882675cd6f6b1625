"""The query desk in a real browser: write a query, draw its answer, share its link, save it; nothing leaves the machine."""

import json
import shutil
import threading
import time
from pathlib import Path

import pytest
import uvicorn

from zeren.queries.endpoint.limits import Limits
from zeren.queries.saved import saved
from zeren.viz.desk import create_app

LEADS = """PREFIX zr: <https://w3id.org/zeren#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?name (COUNT(?task) AS ?tasks) { ?task zr:leadBy/skos:prefLabel ?name } GROUP BY ?name ORDER BY DESC(?tasks) ?name"""
PAIRS = "SELECT ?task ?body { ?task <https://w3id.org/zeren#leadBy> ?body }"
TYPE = "text => document.querySelector('.CodeMirror').CodeMirror.setValue(text)"
READ = "() => document.querySelector('.CodeMirror').CodeMirror.getValue()"


@pytest.fixture(scope="module")
def desk(sample_store, tmp_path_factory):
    """The address of a desk over a store of its own, and the store."""
    store = tmp_path_factory.mktemp("desk") / "store"
    shutil.copytree(sample_store, store, ignore=shutil.ignore_patterns("serving"))
    config = uvicorn.Config(
        create_app(store, limits=Limits(workers=2)), "127.0.0.1", 0, log_config=None, access_log=False
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", store
    server.should_exit = True
    thread.join()


@pytest.fixture
def visit(browser, desk):
    """Opens a page of the desk; at the end nothing may have been asked elsewhere, and no script may have failed."""
    base, _ = desk
    contexts, requests, troubles = [], [], []

    def visit(path, lang="zh-CN", width=1280):
        context = browser.new_context(
            locale=lang, viewport={"width": width, "height": 900}, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "console",
            lambda said: (
                troubles.append(said.text)
                if said.type == "error" and "status of 4" not in said.text
                else None
            ),
        )
        page.goto(base + path)
        page.wait_for_selector(".CodeMirror")
        return page

    yield visit
    for context in contexts:
        context.close()
    assert [url for url in requests if not url.startswith((base, "data:", "blob:"))] == []
    assert troubles == []


def answered(page):
    page.wait_for_selector("#answer:not([hidden])")
    page.wait_for_selector("#stop", state="hidden")
    return page


def test_a_query_is_written_drawn_and_shared(visit):
    page = visit("/query")
    page.evaluate(TYPE, LEADS)
    page.focus(".CodeMirror textarea")
    page.keyboard.press("Control+Enter")
    answered(page)
    assert page.locator("#shown tbody tr").first.inner_text().split() == ["望川市司法局", "17"]
    page.click("#tab-chart")
    assert page.locator("#shown svg rect").count() == page.locator("#shown svg title").count() > 10
    assert "望川市司法局: 17" in page.locator("#shown svg").text_content()
    link = page.url
    shared = answered(visit(link[link.index("/query") :]))
    assert shared.evaluate(READ) == LEADS
    assert shared.get_attribute("#tab-chart", "aria-selected") == "true"
    assert "望川市司法局: 17" in shared.locator("#shown svg").text_content()


def test_a_question_of_the_library_is_filled_in_and_shows_its_query(visit):
    page = visit("/query", lang="en")
    page.fill("#library-find", "tasks of an inst")
    page.click("#library li:visible a")
    page.wait_for_selector("#conditions")
    page.fill("#p-institution", "望川市财政局")
    page.press("#p-institution", "Enter")
    answered(page)
    assert 'VALUES ?institution { "望川市财政局" }' in page.evaluate(READ)
    assert {cell.split("\t")[0] for cell in page.locator("#shown tbody tr").all_inner_texts()} == {
        "望川市财政局"
    }
    assert "p.institution=" in page.url
    assert "query=" not in page.url.replace("/query?", "")


@pytest.mark.parametrize(
    "query",
    [
        PAIRS,
        "CONSTRUCT { ?task <https://example.org/led> ?body . ?body <http://www.w3.org/2000/01/rdf-schema#label> ?name } WHERE { ?task <https://w3id.org/zeren#leadBy> ?body . ?body <http://www.w3.org/2004/02/skos/core#prefLabel> ?name }",
    ],
)
def test_rows_and_statements_are_drawn_as_a_network(visit, query):
    page = visit("/query")
    page.evaluate(TYPE, query)
    page.click("#run")
    answered(page)
    page.click("#tab-network")
    nodes = page.locator("#shown .net g[role=button]")
    assert nodes.count() > 20
    assert page.locator("#shown .net line").count() > 20
    nodes.first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#shown h2").count() == 1
    assert page.locator("#shown .net .far").count() > 10
    if query != PAIRS:
        assert "望川市司法局" in page.locator("#shown .net").text_content()


def test_the_editor_completes_names_by_their_labels_and_adds_the_prefix(visit):
    page = visit("/query")
    page.evaluate(TYPE, "SELECT * { ?task  }")
    page.focus(".CodeMirror textarea")
    page.evaluate("() => document.querySelector('.CodeMirror').CodeMirror.setCursor(0, 17)")
    page.wait_for_function("fetch('/query/terms.json').then(got => got.ok)")
    page.keyboard.insert_text("牵头")
    page.wait_for_selector(".CodeMirror-hints")
    assert "zr:leadBy" in page.locator(".CodeMirror-hints li").first.inner_text()
    page.keyboard.press("Enter")
    text = page.evaluate(READ)
    assert "?task zr:leadBy" in text
    assert "PREFIX zr: <https://w3id.org/zeren#>" in text


def test_an_answer_is_downloaded(visit, tmp_path):
    page = visit("/query")
    page.evaluate(TYPE, LEADS)
    page.click("#run")
    answered(page)
    assert page.locator("[data-kind=ttl]").is_hidden()
    with page.expect_download() as got:
        page.click("[data-kind=csv]")
    got.value.save_as(tmp_path / "got.csv")
    assert (tmp_path / "got.csv").read_bytes().startswith("\ufeffname,tasks\r\n望川市司法局,17".encode())


def test_a_query_is_saved_from_the_page_and_there_on_the_next(visit, desk):
    page = visit("/query")
    page.evaluate(TYPE, LEADS)
    page.click("#save")
    page.fill("#save-name", "<b>牵头</b>")
    page.fill("#save-by", "李四")
    page.press("#save-note", "Enter")
    page.wait_for_selector("#saved li[data-name]")
    (kept,) = saved(desk[1])
    assert (kept.name, kept.versions[0].by, kept.versions[0].text) == ("<b>牵头</b>", "李四", LEADS)
    again = visit("/query")
    assert again.locator("#saved b").count() == 0
    again.click("#saved li a")
    again.wait_for_selector(".CodeMirror")
    assert again.evaluate(READ) == LEADS
    again.click("#saved .drop")
    again.wait_for_selector("#saved .nothing")
    assert saved(desk[1])[0].dropped


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?x {", "查询读不懂：the query cannot be read: line 1"),
        ("CLEAR ALL", "不能执行："),
        ("SELECT * { ?s <urn:none> ?o }", "0 行"),
    ],
)
def test_mistakes_are_told_beside_the_query(visit, query, said):
    page = visit("/query")
    page.evaluate(TYPE, query)
    page.click("#run")
    page.wait_for_function("said => document.getElementById('status').textContent.startsWith(said)", arg=said)
    assert page.locator("#stop").is_hidden()


def test_yes_and_no(visit):
    page = visit("/query")
    page.evaluate(TYPE, "ASK {}")
    page.click("#run")
    assert answered(page).locator("#shown").inner_text().strip() == "是"


def test_markup_in_an_answer_stays_text(visit):
    page = visit("/query")
    page.evaluate(TYPE, """SELECT ?a ?b { VALUES (?a ?b) { ("<img src=x onerror=alert(1)>" "<b>b</b>") } }""")
    page.click("#run")
    answered(page)
    for view in ("table", "chart", "network"):
        page.click(f"#tab-{view}")
        assert page.locator("#shown img, #shown b").count() == 0
        assert "<img src=x" in page.locator("#shown").text_content()


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_it_fits_a_phone(visit, lang):
    page = answered(visit("/query?question=tasks-of-institution&view=table", lang=lang, width=390))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for view in ("chart", "network"):
        page.click(f"#tab-{view}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_tabs_go_by_arrow_keys_and_escape_leaves_the_editor(visit):
    page = visit("/query")
    page.click("#run")
    answered(page)
    page.focus("#tab-table")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-chart"
    assert page.get_attribute("#tab-chart", "aria-selected") == "true"
    page.focus(".CodeMirror textarea")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "run"


def test_a_sort_is_told(visit):
    page = visit("/query")
    page.evaluate(TYPE, LEADS)
    page.click("#run")
    answered(page)
    page.click("#shown th:nth-child(2) button")
    assert page.get_attribute("#shown th:nth-child(2)", "aria-sort") == "ascending"
    assert page.locator("#shown tbody tr td:nth-child(2)").first.inner_text() == "1"


def test_the_words_of_the_page_are_data_and_no_script(desk, visit):
    page = visit("/query")
    assert page.evaluate("document.getElementById('told').type") == "application/json"
    assert json.loads(page.text_content("#told"))["lang"] == "zh"


@pytest.mark.parametrize("view", ["table", "chart", "network"])
def test_axe_finds_nothing_serious(browser, desk, view):
    package = pytest.importorskip("axe_playwright_python")
    script = next(Path(package.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{desk[0]}/query?question=who-works-with-whom&view={view}")
    page.wait_for_selector(".CodeMirror")
    answered(page)
    page.add_script_tag(content=script)
    found = page.evaluate(
        "axe.run({ resultTypes: ['violations'] }).then(done => done.violations.map(one => [one.impact, one.id, one.nodes[0].html]))"
    )
    context.close()
    assert [one for one in found if one[0] in ("serious", "critical")] == []


def test_an_answer_of_the_library_is_read_with_ease(visit):
    """Heads in Chinese, identifiers in a line, long texts folded, the first numbers drawn, a list that is cut said to be."""
    page = answered(visit("/query?question=compare-item&p.item=政务公开&view=table"))
    assert page.locator("#shown th").first.inner_text() == "条目序号"
    rows = page.locator("#shown tbody tr")
    assert max(rows.nth(at).bounding_box()["height"] for at in range(rows.count())) < 140
    cut_off = "() => [...document.querySelectorAll('#shown td.long div')].find(box => box.scrollHeight > box.clientHeight)"
    page.evaluate_handle(cut_off).as_element().click()
    assert page.locator("#shown td.long div.open").evaluate("box => box.scrollHeight <= box.clientHeight")
    cut = answered(visit("/query?question=institutions-by-load&p.limit=5&view=chart"))
    assert "前 5 行" in cut.inner_text("#status")
    assert cut.inner_text("#shown h2") == "任务数，按单位"


def test_a_plan_that_is_not_there_is_told(visit):
    page = answered(visit("/query?question=overdue&p.on=2023-01-01&p.plan=望江市&view=table"))
    page.wait_for_function("document.querySelector('#shown .nothing').textContent.includes('望江市')")

"""Whatever a plan says, it stays text on every page; whatever a request says, nothing is written that should not be."""

import re
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from zeren.builder import build
from zeren.graph.judgements import read
from zeren.graph.judging import path_in
from zeren.graph.store import Store
from zeren.viz.desk import create_app

NASTY = "\"><script>alert(1)</script>'{{1234*7}}{% raw %}&amp;<img src=x onerror=alert(1)>"
PLAN = f"""望川市{NASTY}法治政府建设实施方案（2021－2025年）

为落实《法治政府建设实施纲要（2021－2025年）》，制定本方案。

一、<b>总则</b>{NASTY}

1.<img src=x onerror=alert(1)>清理文件{NASTY}。2023年底前完成，达到100%。（牵头单位：望川市<i>司法</i>局、市司法局；配合单位：市<script>alert(2)</script>财政局）

2.深化行政执法体制改革{NASTY}。市公安局应当每年{NASTY}检查一次。（牵头单位：市公安局<svg onload=alert(1)>）
"""
ALIVE = re.compile(r"<script>|<img src=x|<svg onload|<i>司法|8638")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "plan<b>.txt").write_text(PLAN, encoding="utf-8")
    build([folder / "plan<b>.txt"], folder / "store", jobs=1)
    return folder / "store"


@pytest.fixture(scope="module")
def visitor(store):
    return TestClient(create_app(store), base_url="http://localhost", headers={"origin": "http://localhost"})


def tails(store, kind):
    """The identifiers of all things of a class, without what they begin with."""
    base = "https://w3id.org/zeren/id/"
    rows = Store.read(store).rows(f"SELECT DISTINCT ?s WHERE {{ ?s a <https://w3id.org/zeren#{kind}> }}")
    return [row["s"].removeprefix(base) for row in rows if row["s"].startswith(base)]


def pages(store):
    """Every page there is over the store."""
    plans = [tail for tail in tails(store, "Plan") if "stub" not in tail and "990100" in tail]
    assert plans
    yield from ("/", "/institutions", "/coverage", "/calendar", "/judgements", "/judgements/progress")
    for words in (NASTY[:90], "清理", "<script>", "sifaju"):
        yield f"/search?q={quote(words)}"
        yield f"/?title={quote(words)}"
        yield f"/institutions?name={quote(words)}&place={quote(words)}"
        yield f"/calendar?plan={quote(words)}&body={quote(words)}&on={quote(words)}&when={quote(words)}&state={quote(words)}"
        yield f"/coverage?outline={quote(words)}&only={quote(words)}"
    for plan in plans:
        yield from (f"/{plan}", f"/read/{plan}", f"/read/{plan}?item={quote(NASTY)}&part={quote(NASTY)}")
    for tail in tails(store, "Provision"):
        yield from (f"/{tail}", f"/trace/{tail}?candidates=1") if "990100" in tail else ()
    for kind in ("Responsibility", "Deadline", "Target", "Citation", "Obligation", "Derivation"):
        yield from (f"/finding/{tail}" for tail in tails(store, kind))
    for tail in tails(store, "Institution"):
        yield f"/{tail}?on={quote(NASTY)}&role={quote(NASTY)}"


def test_the_text_of_a_document_is_escaped_on_every_page(store, visitor):
    opened = 0
    for path in pages(store):
        answer = visitor.get(path)
        assert answer.status_code in (200, 404), path
        assert not ALIVE.search(answer.text), (path, ALIVE.search(answer.text))
        opened += answer.status_code == 200
    assert opened > 60


def test_a_browser_runs_nothing_of_it(store, serve, visit):
    with serve(create_app(store)) as desk:
        guest = visit(desk.address)
        for path in list(pages(store))[:26]:
            guest.go(path)
        read_page = next(path for path in pages(store) if path.startswith("/read/"))
        guest.go(read_page)
        for mark in guest.page.locator("a.m").all()[:6]:
            mark.click()
            guest.page.locator(".finding").wait_for()
        assert guest.elsewhere == []
        assert [trouble for trouble in guest.troubles if "404" not in trouble] == []


def test_a_judgement_needs_the_secret_and_comes_from_here(store, visitor):
    subject = "https://w3id.org/zeren/id/" + tails(store, "Responsibility")[0]
    page = visitor.get("/finding/" + tails(store, "Responsibility")[0]).text
    secret = re.search(r'name="secret" value="([^"]+)"', page)[1]
    fields = {"subject": subject, "verdict": "right", "by": "张三", "secret": secret}

    def sent(headers=None, **changes):
        return visitor.post("/judge", data=fields | changes, headers=headers or {}, follow_redirects=False)

    assert sent(secret="").status_code == 403
    assert sent(secret="wrong").status_code == 403
    assert sent(headers={"origin": "http://evil.example"}).status_code == 403
    assert sent(headers={"origin": "null"}).status_code == 403
    assert sent(headers={"origin": "http://localhost:81"}).status_code == 403
    assert not path_in(store).exists()
    assert sent(by="").status_code == 422
    assert sent(verdict="delete").status_code == 422
    assert sent(verdict="corrected").status_code == 422
    assert sent(verdict="corrected", role="king").status_code == 422
    assert sent(subject="https://w3id.org/zeren/id/plan/990100/没有").status_code in (404, 422)
    assert sent(note="x" * 30_000).status_code == 422
    assert visitor.get("/judge").status_code == 405
    assert not path_in(store).exists() or not read(path_in(store)).judgements
    kept = sent(by=NASTY[:59], note=NASTY)
    assert kept.status_code == 303
    assert [said.by for said in read(path_in(store)).judgements] == [NASTY[:59]]
    for path in (kept.headers["location"], "/judgements"):
        text = visitor.get(path).text
        assert "张三" not in text
        assert "script&gt;alert(1)" in text
        assert not ALIVE.search(text)


def test_nothing_is_said_to_whoever_has_no_token(store):
    locked = TestClient(create_app(store, token="secret"), base_url="http://localhost")
    assert locked.post("/judge", data={"verdict": "right"}).status_code == 401
    for path in ("/", "/institutions", "/table/plans.csv", "/read/plan/990100/x"):
        answer = locked.get(path)
        assert answer.status_code == 401
        assert "望川" not in answer.text


def test_a_file_that_is_downloaded_starts_no_formula(store, visitor):
    for name in ("plans", "institutions-by-load", "who-leads-what", "deadlines"):
        for line in visitor.get(f"/table/{name}.csv").text.lstrip("\ufeff").splitlines()[1:]:
            assert not line.startswith(("=", "+", "@"))
        assert visitor.get(f"/table/{name}.xlsx").content.startswith(b"PK")
        assert visitor.get(f"/table/{name}.json").json()["results"]["bindings"] is not None

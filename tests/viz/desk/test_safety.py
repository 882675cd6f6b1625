"""What every request must pass and every response carries."""

import logging

import pytest
from starlette.testclient import TestClient

from zeren.viz.desk import create_app
from zeren.viz.desk.safety import HEADERS, from_here


def desk(store, **changes):
    return TestClient(create_app(store, **changes), base_url="http://localhost", follow_redirects=False)


@pytest.mark.parametrize(
    "path", ["/", "/nowhere", "/static/desk/desk.css", "/plan/990100/没有", "/static/none"]
)
def test_every_response_carries_the_headers(client, path):
    answer = client.get(path)
    assert {name: answer.headers[name] for name in HEADERS} == dict(HEADERS)


def test_the_policy_lets_no_script_in_a_page_run_and_loads_nothing_from_elsewhere(client):
    policy = client.get("/").headers["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "", "[::2]:80"]
)
def test_another_name_for_the_machine_is_refused(client, host):
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:9", "[::1]:8000"])
def test_the_names_of_the_loopback_are_good(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200


def test_a_token_is_asked_for_and_kept(sample_store):
    locked = desk(sample_store, token="开门-secret")
    assert locked.get("/").status_code == 401
    assert "法治" not in locked.get("/").text
    assert locked.get("/?token=wrong").status_code == 401
    assert locked.get("/", headers={"authorization": "Bearer nothing"}).status_code == 401
    assert locked.get("/static/desk/desk.css").status_code == 200
    entered = locked.get("/", params={"token": "开门-secret", "lang": "en"})
    assert (entered.status_code, entered.headers["location"]) == (303, "/?lang=en")
    cookie = entered.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert locked.get("/").status_code == 200


def test_a_program_gives_the_token_in_a_header_and_any_host_is_good(sample_store):
    locked = desk(sample_store, token="secret")
    headers = {"authorization": "Bearer secret", "host": "desk.example.org"}
    assert locked.get("/", headers=headers).status_code == 200


def test_a_defect_is_a_page_and_its_log_has_no_text_of_a_document(sample_store, caplog):
    app = create_app(sample_store)

    @app.get("/broken/{what}")
    def broken(what: str):
        raise ValueError("望川市司法局应当每年检查一次")

    with caplog.at_level(logging.INFO, "zeren.desk"):
        answer = TestClient(app, base_url="http://localhost").get("/broken/望川市司法局?q=检查")
    assert answer.status_code == 500
    assert {name: answer.headers[name] for name in HEADERS} == dict(HEADERS)
    assert "程序出错" in answer.text
    assert "ValueError at" in caplog.text
    assert "/broken/{what} 500" in caplog.text
    assert not {"望川", "检查", "%E6"} & {word for word in ("望川", "检查", "%E6") if word in caplog.text}


def test_a_write_action_comes_from_a_page_of_this_desk():
    def request(**headers):
        from starlette.requests import Request

        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        return Request({"type": "http", "headers": raw, "method": "POST", "path": "/"})

    assert from_here(request(host="localhost:8000", origin="http://localhost:8000"))
    assert not from_here(request(host="localhost:8000", origin="http://localhost:9000"))
    assert not from_here(request(host="localhost:8000", origin="null"))
    assert not from_here(request(host="localhost:8000"))

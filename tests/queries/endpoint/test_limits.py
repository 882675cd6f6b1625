"""What a query may take, and that the others do not feel it when one takes more."""

import http.client
import logging
import os
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from zeren.queries.endpoint.limits import Limits

from .conftest import serving

SMALL = "SELECT ?s { ?s ?p ?o } LIMIT 1"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f FILTER(STR(?b) < STR(?d) && STR(?d) < STR(?f)) }"
LIMITS = Limits(seconds=4, rows=5000, memory=2**27, result=2**20, workers=3, waiting=40)


@pytest.fixture(scope="module")
def narrow(sample_store):
    with serving(sample_store, LIMITS) as running:
        yield running


def until(happened):
    for _ in range(2000):
        if happened():
            return True
        time.sleep(0.01)
    return False


def test_a_runaway_query_is_cut_off_and_the_others_are_answered(narrow):
    with ThreadPoolExecutor(12) as clients:
        cut = [clients.submit(narrow.ask, RUNAWAY) for _ in range(2)]
        others = [clients.submit(narrow.ask, SMALL) for _ in range(30)]
        assert {other.result().status for other in others} == {200}
        assert [reply.result().status for reply in cut] == [504, 504]
    assert "4 s" in cut[0].result().text
    assert narrow.ask(SMALL).status == 200


def test_a_timeout_is_told_from_an_error(narrow):
    assert narrow.ask("SELECT").status == 400
    assert narrow.ask(RUNAWAY).status == 504


def test_too_many_rows_are_refused_whole(narrow):
    few = narrow.ask("SELECT ?s { ?s ?p ?o } LIMIT 5000", "text/tab-separated-values")
    assert (few.status, few.body.count(b"\n")) == (200, 5001)
    with pytest.raises(http.client.IncompleteRead):
        narrow.ask("SELECT ?s ?o { ?s ?p ?o } LIMIT 5001")
    many = narrow.ask("SELECT (1 AS ?n) { ?s ?p ?o } LIMIT 5001", "text/csv")
    assert many.status == 507
    assert "5000 rows" in many.text


def test_a_long_answer_comes_as_it_is_found_and_is_cut_off_where_it_is_too_long(narrow):
    reply = narrow.ask("SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 3000")
    assert reply.status == 200
    assert reply.headers["transfer-encoding"] == "chunked"
    with pytest.raises(http.client.IncompleteRead) as cut:
        narrow.ask("SELECT (CONCAT(STR(?s), STR(?o), STR(?s), STR(?o)) AS ?x) { ?s ?p ?o }")
    assert 0 < len(cut.value.partial) <= 2**20


def test_triples_have_the_same_limits(narrow):
    assert narrow.ask("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 4000", "text/turtle").status == 200
    with pytest.raises(http.client.IncompleteRead):
        narrow.ask("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples")


@pytest.mark.skipif(
    not os.path.exists("/proc/self/status"), reason="memory is limited where the system tells it"
)
def test_a_query_that_needs_too_much_memory_is_ended(narrow):
    reply = narrow.ask("SELECT * { ?s ?p ?o . ?x ?y ?z } ORDER BY ?z ?o LIMIT 1")
    assert reply.status == 507, reply.text
    assert "memory" in reply.text
    assert narrow.ask(SMALL).status == 200


def test_a_worker_that_is_killed_is_replaced(narrow):
    before = narrow.workers.numbers
    for number in before:
        os.kill(number, signal.SIGKILL)
    assert narrow.ask(SMALL).status == 200
    assert until(lambda: len(narrow.workers.numbers) == 3 and not set(narrow.workers.numbers) & set(before))


def test_a_worker_that_is_killed_while_it_answers_is_an_error_and_no_timeout(sample_store):
    with serving(sample_store, Limits(workers=1)) as running, ThreadPoolExecutor(1) as client:
        running.ask(SMALL)
        asked = client.submit(running.ask, RUNAWAY)
        (number,) = running.workers.numbers
        assert until(lambda: not running.workers._turns._idle)
        time.sleep(0.2)
        os.kill(number, signal.SIGKILL)
        assert asked.result().status == 500
        assert running.ask(SMALL).status == 200


def test_a_client_that_leaves_ends_its_query(narrow):
    before = set(narrow.workers.numbers)
    with socket.create_connection(("127.0.0.1", narrow.port)) as client:
        path = "/sparql?" + urlencode({"query": RUNAWAY})
        client.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert until(lambda: len(narrow.workers._turns._idle) < 3)
    assert until(lambda: len(narrow.workers._turns._idle) == 3)
    assert len(before - set(narrow.workers.numbers)) == 1


def test_a_client_that_leaves_in_the_middle_of_an_answer_frees_its_worker(narrow):
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", narrow.port)) as client:
            path = "/sparql?" + urlencode({"query": "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 4900"})
            client.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            client.recv(1000)
    assert until(lambda: len(narrow.workers._turns._idle) == 3)
    assert not narrow.workers._turns._held


def test_who_comes_when_too_many_wait_is_asked_to_come_again(sample_store):
    with (
        serving(sample_store, Limits(seconds=3, workers=1, waiting=2)) as running,
        ThreadPoolExecutor(8) as clients,
    ):
        replies = [clients.submit(running.ask, RUNAWAY) for _ in range(6)]
        statuses = sorted(reply.result().status for reply in replies)
        assert statuses.count(503) >= 3
        assert set(statuses) <= {503, 504}
        turned_away = next(reply.result() for reply in replies if reply.result().status == 503)
        assert turned_away.headers["retry-after"].isdigit()
        assert running.ask(SMALL).status == 200


def test_where_there_is_no_store_the_answer_says_so_and_comes_when_there_is_one(tmp_path, sample_store):
    store = tmp_path / "store"
    with serving(store, Limits(workers=1)) as running:
        reply = running.ask(SMALL)
        assert reply.status == 503
        assert "zeren build" in reply.text
        store.symlink_to(sample_store)
        assert running.ask(SMALL).status == 200


def test_the_log_has_no_word_of_a_query_or_of_a_document(narrow, caplog):
    with caplog.at_level(logging.DEBUG):
        narrow.ask("SELECT ?secret { ?secret ?p '望川市司法局' }")
        narrow.ask("SELECT ?secret {")
        assert until(lambda: sum(record.name == "zeren.endpoint" for record in caplog.records) == 2)
    said = [record.getMessage() for record in caplog.records if record.name != "uvicorn.access"]
    assert not [line for line in said if "secret" in line or "司法局" in line]
    lines = [record.getMessage() for record in caplog.records if record.name == "zeren.endpoint"]
    assert lines[0].startswith("GET 200 ")
    assert lines[1].startswith("GET 400 ")


def test_nothing_is_left_when_it_stops(sample_store):
    threads = threading.active_count()
    with serving(sample_store, Limits(workers=2)) as running:
        assert running.ask(SMALL).status == 200
        numbers = running.workers.numbers
        held = {entry.name for entry in (sample_store / "serving").iterdir()}
    assert not [number for number in numbers if os.path.exists(f"/proc/{number}")]
    assert len(held - {entry.name for entry in (sample_store / "serving").iterdir()}) == 1
    assert until(lambda: threading.active_count() <= threads + 1)

"""`zeren serve` as a process: what it prints, where it listens, how it stops."""

import os
import re
import signal
import socket
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest

SECRET = "SELECT ?hidden { ?hidden ?p '望川市司法局' }"


@pytest.fixture
def served(start_zeren, sample_store):
    """For as long as a `with` lasts: the address of a server that runs, and the process."""

    @contextmanager
    def serving(*options):
        arguments = ("serve", "--store", sample_store, "--port", "0", "--workers", "1", *options)
        process = start_zeren(*arguments, env={"PYTHONUNBUFFERED": "1"})
        try:
            line = process.stdout.readline()
            yield re.search(r"http://[^/ ]+", line)[0], process
        finally:
            process.kill()
            process.communicate()

    return serving


def asked(address, query=SECRET, **headers):
    request = urllib.request.Request(f"{address}/sparql?" + urlencode({"query": query}), headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as problem:
        with problem:
            return problem.code, problem.read().decode()


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a signal")
def test_it_serves_and_stops_cleanly_and_its_log_keeps_quiet_about_questions(served):
    with served("--log") as (address, process):
        assert address.startswith("http://127.0.0.1:")
        assert asked(address, Accept="text/csv")[0] == 200
        assert asked(address, "SELECT ?hidden")[0] == 400
        with urllib.request.urlopen(f"{address}/", timeout=60) as page:
            assert "望川市" in page.read().decode()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert out.strip() == "stopped"
    assert "zeren.endpoint GET 400" in err
    assert not re.search("hidden|司法局|Traceback", err)


def test_a_browser_is_sent_to_the_query_desk_and_a_client_gets_the_service_described(served):
    with served() as (address, _):
        opener = urllib.request.build_opener(NoRedirect)
        with pytest.raises(urllib.error.HTTPError) as sent:
            opener.open(
                urllib.request.Request(f"{address}/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
            )
        with sent.value as answer:
            assert (answer.code, answer.headers["location"]) == (303, "/query")
        with urllib.request.urlopen(f"{address}/sparql", timeout=60) as described:
            assert described.headers["content-type"].startswith("text/turtle")


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def test_with_a_token_nobody_asks_without_it(served):
    with served("--token", "geheim") as (address, _):
        assert asked(address)[0] == 401
        assert asked(address, Authorization="Bearer other")[0] == 401
        assert asked(address, Authorization="Bearer geheim")[0] == 200


def test_only_sites_that_are_named_may_read(served):
    with served("--cors", "https://desk.example") as (address, _):
        for origin, told in (
            ("https://desk.example", "https://desk.example"),
            ("https://other.example", None),
        ):
            request = urllib.request.Request(f"{address}/sparql?query=ASK%7B%7D", headers={"Origin": origin})
            with urllib.request.urlopen(request, timeout=60) as answer:
                assert answer.headers["access-control-allow-origin"] == told


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--host", "0.0.0.0"), "--token"),
        (("--host", "::"), "--token"),
        (("--host", "no.such.host.invalid", "--token", "x"), "cannot listen"),
        (("--port", "99999"), "no port 99999"),
        (("--timeout", "0"), "--timeout"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(zeren, sample_store, options, said):
    done = zeren("serve", "--store", sample_store, *options)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_store_that_is_not_there_is_not_served(zeren, tmp_path):
    done = zeren("serve", "--store", tmp_path / "stor", "--port", "0")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "make one with: zeren build" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a signal")
def test_ctrl_c_stops_a_query_that_would_never_end(start_zeren, sample_store, tmp_path):
    (tmp_path / "endless.rq").write_text(
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    )
    process = start_zeren("query", "endless.rq", "--store", sample_store, cwd=tmp_path)
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    printed, complained = process.communicate(timeout=60)
    assert (printed, process.returncode) in (("", -signal.SIGINT), ("", 130))
    assert "Traceback" not in complained


def test_a_port_that_is_taken(zeren, sample_store):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = zeren("serve", "--store", sample_store, "--port", other.getsockname()[1])
    assert done.returncode == 2
    assert "give another --port" in done.stderr

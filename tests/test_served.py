"""Stores that a real SPARQL server holds: the same as in a folder, whoever asks, and clear lines where it fails."""

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from zeren.builder import build
from zeren.graph.errors import StoreError
from zeren.graph.export import nquads
from zeren.graph.judgements import FILE, read
from zeren.graph.judging import Judge, keep
from zeren.graph.server import PASSWORD, TOKEN, USER, Address, Server, _credentials
from zeren.graph.store import Store, remember
from zeren.ontology.iri import BASE
from zeren.queries import ask, questions

OXIGRAPH = Path(sys.executable).with_name("oxigraph")
SAMPLE = Path(__file__).parents[1] / "data" / "sample"


class Running:
    """An Oxigraph server on loopback, over a folder of its own."""

    def __init__(self, folder: Path, *options: str, command: str = "serve") -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._arguments = [OXIGRAPH, command, "-l", folder, "-b", f"127.0.0.1:{port}", *options]
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            self._arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(200):
            try:
                httpx.get(self.url)
                return
            except httpx.TransportError:
                time.sleep(0.05)
        raise RuntimeError("the server did not start")

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()


VIRTUOSO = shutil.which("virtuoso-t")
_INI = """[Database]
DatabaseFile = plans.db
ErrorLogFile = plans.log
LockFile = plans.lck
TransactionFile = plans.trx
xa_persistent_file = plans.pxa
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{own}
ServerThreads = 5
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 1000000
"""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def running_virtuoso(tmp_path_factory) -> Iterator[Path]:
    """The folder of a store of the sample that a Virtuoso server on loopback holds."""
    if VIRTUOSO is None:
        pytest.skip("no virtuoso-t (Debian: virtuoso-opensource-7-bin)")
    folder, http = tmp_path_factory.mktemp("virtuoso"), free_port()
    (folder / "plans.ini").write_text(_INI.format(own=free_port(), http=http), "utf-8")
    process = subprocess.Popen([VIRTUOSO, "-f", "-c", "plans.ini"], cwd=folder, stderr=subprocess.DEVNULL)
    answers = f"http://127.0.0.1:{http}/sparql?query=ASK%7B%7D"
    try:
        for _ in range(600):
            try:
                if httpx.get(answers).is_success:
                    break
            except httpx.TransportError:
                time.sleep(0.1)
        with pytest.MonkeyPatch.context() as patched:
            with_its_password(patched)
            store = remember(Address.parse(f"http://127.0.0.1:{http}#virtuoso"), folder / "store")
            build([SAMPLE], store, jobs=1)
        yield store
    finally:
        process.kill()
        process.wait()


def with_its_password(patched: pytest.MonkeyPatch) -> None:
    """The password that a Virtuoso server comes with."""
    patched.setenv(USER, "dba")
    patched.setenv(PASSWORD, "dba")


@pytest.fixture
def virtuoso(running_virtuoso, monkeypatch) -> Path:
    """That store, with the password."""
    with_its_password(monkeypatch)
    return running_virtuoso


@pytest.fixture
def server(tmp_path) -> Iterator[Running]:
    running = Running(tmp_path / "server", "--union-default-graph")
    yield running
    running.stop()


def served(running: Running, folder: Path) -> Path:
    return remember(Address.parse(running.url), folder)


def test_a_build_into_a_server_is_what_one_into_a_folder_is(server, sample_store, tmp_path):
    folder = served(server, tmp_path / "store")
    report = build([SAMPLE], folder, jobs=1)
    assert [entry.outcome for entry in report.entries] == ["read"] * 4
    assert nquads(Store.read(folder)) == nquads(Store.read(sample_store))
    assert [entry.outcome for entry in build([SAMPLE], folder, jobs=1).entries] == ["unchanged"] * 4
    here, there = Store.read(sample_store), Store.read(folder)
    for question in ("plans", "tasks-without-lead", "plan-parents"):
        assert ask(there, question, {}) == ask(here, question, {})
    leads = "SELECT (COUNT(*) AS ?n) WHERE { ?s <https://w3id.org/zeren#leadBy> ?o }"
    assert [int(row[0]) for row in there.as_rdflib().query(leads)] == [len(list(there.rows(_leads())))]


def _leads() -> str:
    return "SELECT ?s ?o WHERE { ?s <https://w3id.org/zeren#leadBy> ?o }"


def test_virtuoso_holds_the_same(virtuoso, sample_store):
    there, here = Store.read(virtuoso), Store.read(sample_store)
    assert nquads(there) == nquads(here)
    for question in ("uncovered-items", "who-leads-what", "institutions-by-load", "coverage"):
        parameters = {"by": "plan"} if question == "coverage" else {}
        answers = [ask(store, question, parameters) for store in (there, here)]
        assert sorted(map(str, answers[0].rows)) == sorted(map(str, answers[1].rows))
    assert [entry.outcome for entry in build([SAMPLE], virtuoso, jobs=1).entries] == ["unchanged"] * 4


def test_virtuoso_answers_or_refuses_every_question_and_lives(virtuoso):
    """Some of its refusals end the whole server, so that a question is written around them (docs/servers.md)."""
    store, refused = Store.read(virtuoso), dict[str, str]()
    for one in questions():
        try:
            ask(store, one.name, dict(one.example))
        except StoreError as problem:
            refused[one.name] = str(problem)
    assert set(refused) == {"compare-item", "map-accountability", "map-overview-duties"}
    assert all("answers 500" in said for said in refused.values())


def test_changed_and_dropped_files_leave_what_a_clean_build_makes(server, tmp_path):
    plans, folder = tmp_path / "plans", served(server, tmp_path / "store")
    shutil.copytree(SAMPLE, plans)
    build([plans], folder, jobs=1)
    (plans / "linshu.txt").unlink()
    changed = (plans / "qinghe.txt").read_text("utf-8").replace("2023年底前", "2024年底前")
    (plans / "qinghe.txt").write_text(changed, "utf-8")
    build([plans], folder, jobs=1, prune=True)
    build([plans], tmp_path / "clean", jobs=1)
    assert nquads(Store.read(folder)) == nquads(Store.read(tmp_path / "clean"))


def test_everybody_has_the_judgements_of_all(server, tmp_path):
    folders = [served(server, tmp_path / name) for name in ("hers", "his")]
    build([SAMPLE], folders[0], jobs=1)
    for folder, label, name in zip(folders, ("九", "八"), ("甲", "乙"), strict=True):
        judge = Judge(Store.read(folder), BASE)
        upper = "望川市#9" if label == "八" else "望川市#5"
        said = judge.judgement(f"青禾县#{label}", "reject", upper, by=name, time="2026-01-02T03:04:05Z")
        keep(folder, [said], BASE)
    build([SAMPLE], folders[0], jobs=1)
    assert {said.by for said in read(folders[0] / FILE).judgements} == {"甲", "乙"}
    newcomer = served(server, tmp_path / "newcomer")
    build([SAMPLE], newcomer, jobs=1)
    assert {said.by for said in read(newcomer / FILE).judgements} == {"甲", "乙"}


def test_the_command_line_takes_an_address(server, zeren, tmp_path):
    there, home = ("--store", server.url), {"ZEREN_HOME": str(tmp_path / "home")}
    done = zeren("build", SAMPLE, *there, env=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.rstrip().endswith(f"store {server.url}")
    assert "望川市" in zeren("query", "plans", *there, "-f", "csv", env=home).stdout
    assert "深化行政执法体制改革" in zeren("trace", "青禾县#九", *there, env=home).stdout
    assert "牵头单位" in zeren("explain", "望川市#5", *there, env=home).stdout
    assert zeren("check", *there, env=home).stdout == "all shapes hold\n"
    drawn = zeren("map", "trace", "--plan", "青禾县", "-o", tmp_path / "map.html", *there, env=home)
    assert drawn.returncode == 0
    assert "青禾县" in (tmp_path / "map.html").read_text("utf-8")
    wrong = zeren("query", "-", *there, env=home, given="SELECT * {")
    assert wrong.returncode == 2
    assert "the query cannot be read: line 1" in wrong.stderr


def test_a_read_outlives_a_server_that_starts_again(server, tmp_path):
    folder = served(server, tmp_path / "store")
    build([SAMPLE / "linshu.txt"], folder, jobs=1)
    store = Store.read(folder)
    server.stop()
    later = threading.Timer(0.3, server.start)
    later.start()
    assert list(store.rows(_leads()))
    later.join()


def test_a_server_that_is_gone_is_a_clear_line(server, tmp_path):
    folder = served(server, tmp_path / "store")
    server.stop()
    with pytest.raises(StoreError, match=f"{server.url} does not answer .*is the server running"):
        Store.read(folder)


def test_a_server_that_takes_no_updates_is_a_clear_line(tmp_path, server):
    build([SAMPLE / "linshu.txt"], served(server, tmp_path / "store"), jobs=1)
    server.stop()
    reading = Running(tmp_path / "server", "--union-default-graph", command="serve-read-only")
    try:
        with pytest.raises(StoreError, match="refuses"):
            build([SAMPLE], served(reading, tmp_path / "other"), jobs=1)
    finally:
        reading.stop()


def test_a_default_graph_of_its_own_is_refused(tmp_path):
    running = Running(tmp_path / "server")
    try:
        httpx.post(
            f"{running.url}/store?graph=http://example.org/graph/g",
            content="<http://example.org/p> a <https://w3id.org/zeren#Plan> .",
            headers={"Content-Type": "text/turtle"},
        ).raise_for_status()
        with pytest.raises(StoreError, match="is not the union of all graphs; start it so"):
            Store.read(served(running, tmp_path / "store"))
    finally:
        running.stop()


@pytest.mark.parametrize(
    ("text", "printed", "update"),
    [
        ("http://127.0.0.1:7878", "http://127.0.0.1:7878", "http://127.0.0.1:7878/update"),
        ("http://127.0.0.1:7878/", "http://127.0.0.1:7878", "http://127.0.0.1:7878/update"),
        ("https://host/plans#fuseki", "https://host/plans#fuseki", "https://host/plans/update"),
        ("https://host/plans#rdf4j", "https://host/plans#rdf4j", "https://host/plans/statements"),
    ],
)
def test_addresses(text, printed, update):
    address = Address.parse(text)
    assert str(address) == printed
    assert Address.parse(printed) == address
    assert address.endpoints[1] == update


def test_addresses_with_a_password_are_refused_without_showing_it():
    with pytest.raises(StoreError, match=USER) as refused:
        Address.parse("http://me:secret@127.0.0.1:7878")
    assert "secret" not in str(refused.value)


def test_unknown_layouts_are_refused():
    with pytest.raises(StoreError, match="'blazegraph' is no layout; there are oxigraph, fuseki"):
        Address.parse("http://127.0.0.1:9999#blazegraph")


@pytest.mark.parametrize(
    ("environment", "header"),
    [
        ({USER: "analyst", PASSWORD: "secret"}, "Basic YW5hbHlzdDpzZWNyZXQ="),
        ({TOKEN: "abc", USER: "analyst"}, "Bearer abc"),
    ],
)
def test_credentials_come_from_the_environment(environment, header):
    auth = _credentials(environment, "oxigraph")
    assert auth is not None
    sent = next(auth.auth_flow(httpx.Request("GET", "http://127.0.0.1")))
    assert sent.headers["Authorization"] == header


def test_rdflib_asks_with_the_same_credentials(monkeypatch):
    address = Address.parse("http://127.0.0.1:9")
    assert Server(address).query_headers == {}
    monkeypatch.setenv(USER, "analyst")
    monkeypatch.setenv(PASSWORD, "secret")
    assert Server(address).query_headers == {"Authorization": "Basic YW5hbHlzdDpzZWNyZXQ="}
    assert Server(Address.parse("http://127.0.0.1:9#virtuoso")).query_headers == {}
    monkeypatch.setenv(TOKEN, "abc")
    assert Server(address).query_headers == {"Authorization": "Bearer abc"}


def test_without_credentials_none_are_sent():
    assert _credentials({}, "oxigraph") is None


def test_a_folder_of_something_else_is_not_taken(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(StoreError, match="is there and is no store"):
        remember(Address.parse("http://127.0.0.1:7878"), tmp_path)


def test_constructed_triples_are_read(server, tmp_path):
    build([SAMPLE / "linshu.txt"], served(server, tmp_path / "store"), jobs=1)
    found = Server(Address.parse(server.url)).query(
        "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c . FILTER(?c = <https://w3id.org/zeren#Plan>) }"
    )
    assert len({str(triple) for triple in found}) == len(
        list(Store.read(tmp_path / "store").rows("SELECT ?s { ?s a <https://w3id.org/zeren#Plan> }"))
    )

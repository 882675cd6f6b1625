"""The store on disk: opened by one writer or many readers, changed in whole graphs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from zeren.graph.store import Store, StoreError

ONE, TWO, THREE = (NamedNode(f"http://x/{name}") for name in ("one", "two", "three"))


def said(*words: str) -> bytes:
    return "".join(f'<http://x/s> <http://x/p> "{word}" .\n' for word in words).encode()


def words(store: Store, graph: NamedNode | None = None) -> list[str]:
    return sorted(quad.object.value for quad in store.quads(graph))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "store")


def test_a_graph_is_replaced_whole(store):
    store.replace(ONE, said("a", "b"))
    store.replace(ONE, said("b", "c"))
    assert words(store, ONE) == ["b", "c"]


def test_replacing_may_drop_other_graphs_with_it(store):
    store.replace(ONE, said("a"))
    store.replace(TWO, said("b"))
    store.replace(THREE, said("c"), [ONE, THREE])
    assert store.graphs() == [THREE, TWO]
    assert words(store) == ["b", "c"]


def test_replacing_is_one_transaction(store):
    """What cannot be written leaves everything as it was: the old graph, and those that were to be dropped."""
    store.replace(ONE, said("old"))
    store.replace(TWO, said("other"))
    with pytest.raises((SyntaxError, ValueError)):
        store.replace(ONE, said("new") + b"<http://x/s> <no iri> 'broken' .\n", [TWO])
    assert (words(store, ONE), words(store, TWO)) == (["old"], ["other"])


def test_filling_is_one_transaction(store):
    store.replace(ONE, said("old"))
    with pytest.raises((SyntaxError, ValueError)):
        store.fill([(TWO, said("new")), (THREE, b"broken")])
    assert words(store) == ["old"]


def test_a_graph_is_emptied_in_parts_and_is_there_then(store, monkeypatch):
    monkeypatch.setattr("zeren.graph.store._PART", 2)
    store.replace(ONE, said("a", "b", "c", "d .", "e"))
    store.replace(TWO, said("kept"))
    for graph in (ONE, THREE):
        store.empty(graph)
        store.hold(graph)
    assert (words(store), store.graphs()) == (["kept"], [ONE, THREE, TWO])


def test_a_reader_never_sees_a_graph_half_replaced(tmp_path):
    """One process replaces a graph of 400 triples again and again; another opens the store and counts."""
    writer = """
from pathlib import Path
from pyoxigraph import NamedNode
from zeren.graph.store import Store
store = Store.create(Path({path!r}))
for turn in range(40):
    store.replace(NamedNode("http://x/one"), b"".join(
        f'<http://x/{{n}}> <http://x/p> "{{turn % 2}}" .\\n'.encode() for n in range(400)))
    print(turn, flush=True)
"""
    path = tmp_path / "store"
    with subprocess.Popen(
        [sys.executable, "-c", writer.format(path=str(path))], stdout=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        seen = [words(Store.read(path)) for _ in range(8)]
        process.kill()
        process.stdout.close()
    assert {len(found) for found in seen} == {400}
    assert all(len(set(found)) == 1 for found in seen)


def test_an_empty_graph_is_a_graph(store):
    store.replace(ONE, b"")
    assert store.graphs() == [ONE]


def test_graphs_that_are_new_are_written_together(store):
    store.fill([(TWO, said("b \\n. c")), (ONE, said("a"))])
    assert store.graphs() == [ONE, TWO]
    assert words(store, TWO) == ["b \n. c"]


def test_text_is_never_taken_for_syntax(store):
    hostile = [
        '" } } ; DROP ALL #',
        "\\u0022 } ; CLEAR ALL",
        "'''",
        "\t\r\n\x0b\x01",
        "\ufffe",
        "< > { } | ^ `",
        " .\n",
    ]
    from pyoxigraph import Literal, Triple

    from zeren.graph.terms import joined, statement

    subject, predicate = NamedNode("http://x/s"), NamedNode("http://x/p")
    triples = joined(statement(Triple(subject, predicate, Literal(text))) for text in hostile)
    store.replace(ONE, said("kept"))
    store.replace(TWO, triples)
    store.fill([(THREE, triples)])
    assert words(store, TWO) == words(store, THREE) == sorted(hostile)
    assert words(store, ONE) == ["kept"]


def test_queries_see_all_graphs_as_one(store):
    store.replace(ONE, said("a"))
    store.replace(TWO, said("b"))
    assert [row["o"] for row in store.rows("SELECT ?o WHERE { ?s ?p ?o } ORDER BY ?o")] == ["a", "b"]
    assert list(store.rows("SELECT ?o ?none WHERE { GRAPH <http://x/two> { ?s ?p ?o } }")) == [
        {"o": "b", "none": None}
    ]
    with pytest.raises(TypeError, match="not a SELECT"):
        next(store.rows("ASK { ?s ?p ?o }"))
    with pytest.raises(SyntaxError):
        store.query("SELEKT")


def test_what_was_closed_can_be_opened_again(tmp_path):
    store = Store.create(tmp_path / "store")
    store.replace(ONE, said("a"))
    store.close()
    assert words(Store.create(tmp_path / "store")) == ["a"]


def test_readers_work_beside_each_other(built):
    first, second = Store.read(built), Store.read(built)
    assert len(list(first.quads())) == len(list(second.quads())) > 1000


HOLDER = """
from pathlib import Path
from zeren.graph.store import Store
import sys
store = Store.create(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def test_a_store_that_another_process_writes_is_said_to_be_in_use(tmp_path):
    path = tmp_path / "store"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "open\n"
    with pytest.raises(StoreError) as refused:
        Store.create(path)
    assert str(refused.value) == f"{path} is in use by another process; wait until that is done, or close it"
    assert "Traceback" not in holder.communicate()[0]
    Store.create(path).close()


def test_reading_what_is_no_store_says_so_and_makes_none(tmp_path):
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "nothing", tmp_path / "folder"):
        with pytest.raises(StoreError, match=f"no store in {path}; make one with: zeren build"):
            Store.read(path)
    assert os.listdir(tmp_path) == ["folder"]
    assert os.listdir(tmp_path / "folder") == []


def test_a_folder_with_other_things_in_it_never_becomes_a_store(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    for path in (tmp_path, tmp_path / "notes.txt"):
        with pytest.raises(StoreError, match="is there and is no store"):
            Store.create(path)
    assert os.listdir(tmp_path) == ["notes.txt"]


def test_an_empty_folder_and_one_left_half_made_become_a_store(tmp_path):
    for name in ("empty", "half/quads"):
        (tmp_path / name).mkdir(parents=True)
    Store.create(tmp_path / "empty").close()
    Store.create(tmp_path / "half").close()
    assert Store.read(tmp_path / "half").graphs() == []


def test_a_broken_store_is_named(tmp_path):
    Store.create(tmp_path / "store").close()
    (tmp_path / "store" / "quads" / "CURRENT").write_text("MANIFEST-999999\n")
    for open_it in (Store.read, Store.create):
        with pytest.raises(StoreError, match=str(tmp_path / "store")):
            open_it(tmp_path / "store")


def files(store: Store) -> int:
    return len(list((store.path / "quads").glob("*.sst")))


def test_much_that_was_loaded_is_put_together_at_the_end(store, monkeypatch):
    monkeypatch.setattr("zeren.graph.store._FEW", 1)
    for number in range(10):
        store.fill([(NamedNode(f"http://x/{number}"), said("a", "b", str(number)))])
    before = files(store)
    store.tidy()
    assert files(store) < before
    assert len(list(store.quads())) == 30


def test_very_much_is_put_together_while_more_is_loaded(store, monkeypatch):
    monkeypatch.setattr("zeren.graph.store._FEW", 1)
    monkeypatch.setattr("zeren.graph.store._MANY", 10)
    for number in range(20):
        store.fill([(NamedNode(f"http://x/{number}"), said("a", "b", str(number)))])
    with store.tidying():
        for number in range(20, 25):
            store.fill([(NamedNode(f"http://x/{number}"), said("a", "b", str(number)))])
    assert len(list(store.quads())) == 75
    assert len(store.graphs()) == 25


def test_a_little_leaves_no_files_of_its_own(store):
    for number in range(20):
        store.fill([(NamedNode(f"http://x/{number}"), said(str(number)))])
    assert len(words(store)) == 20
    assert files(store) < 20


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads can be told apart on Linux only")
def test_threads_that_put_files_together_give_way(store):
    threads = [
        int(named.parent.name)
        for named in Path("/proc/self/task").glob("*/comm")
        if named.read_text().startswith("rocksdb:low")
    ]
    assert threads
    assert {os.getpriority(os.PRIO_PROCESS, thread) for thread in threads} == {19}

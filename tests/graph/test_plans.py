"""Plans go into the store and out of it; what the store did not hold is written many at a time."""

import pytest
from pyoxigraph import NamedNode

from zeren.graph import plans
from zeren.graph.plans import Plans
from zeren.graph.store import Store

ONE, TWO = NamedNode("http://x/one"), NamedNode("http://x/two")


def plan(graph: NamedNode, digest: str) -> bytes:
    zr = "https://w3id.org/zeren#"
    true = "<http://www.w3.org/2001/XMLSchema#boolean>"
    return f'{graph} <{zr}held> "true"^^{true} .\n{graph} <{zr}sourceDigest> "{digest}" .\n'.encode()


@pytest.fixture
def store(tmp_path) -> Store:
    return Store.create(tmp_path / "store")


def test_what_is_new_waits_and_what_is_there_is_replaced_at_once(store):
    held = Plans(store)
    held.put(ONE, plan(ONE, "a"), "a", ONE)
    assert held.holds(ONE, "a")
    assert store.graphs() == []
    held.flush()
    assert store.graphs() == [ONE]
    held.put(TWO, plan(TWO, "b"), "b", ONE)
    assert store.graphs() == [TWO]
    assert (held.holds(ONE, "a"), held.holds(TWO, "b"), held.holds(TWO, "a")) == (False, True, False)


def test_much_of_it_does_not_wait(store, monkeypatch):
    monkeypatch.setattr(plans, "_BATCH", 1)
    held = Plans(store)
    held.put(ONE, plan(ONE, "a"), "a", ONE)
    assert store.graphs() == [ONE]


def test_what_is_of_all_plans_goes_in_by_parts_and_whole(store, monkeypatch):
    monkeypatch.setattr(plans, "_BATCH", 3)
    said = b"".join(b"<http://x/%d> <http://x/p> 'a' ;\n<http://x/q> 'b .' .\n" % n for n in range(9))
    pieces = list(plans.parts(said))
    assert b"".join(pieces) == said
    assert all(piece.endswith(b" .\n") and piece.count(b"\n") <= 6 for piece in pieces)
    assert len(pieces) > 3
    held = Plans(store)
    held.add(ONE, said)
    held.flush()
    assert len(list(store.quads(ONE))) == 18
    assert list(plans.parts(b"")) == []


def test_the_store_itself_tells_what_it_holds(store):
    first = Plans(store)
    for graph in (ONE, TWO):
        first.put(graph, plan(graph, "a"), "a", graph)
    first.flush()
    again = Plans(store)
    assert again.holds(ONE, "a")
    assert again.besides([TWO]) == [ONE]
    again.drop(ONE)
    assert (store.graphs(), again.besides([])) == ([TWO], [TWO])

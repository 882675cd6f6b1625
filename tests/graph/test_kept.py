"""The graph of derivations from what is kept of each plan, and graphs beside it: only what differs goes in and out."""

from hashlib import sha256
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from zeren.graph.kept import Graph, Kept
from zeren.graph.plans import Plans
from zeren.graph.store import Store

LINKS, BESIDE = NamedNode("http://x/links"), NamedNode("http://x/beside")
KIND, OTHER = b'<http://x/kind> <http://x/name> "k" .\n', b'<http://x/other> <http://x/name> "o" .\n'
BODY = b'<http://x/kind> <http://x/name> "k" ;\n<http://x/of> <http://x/body> .\n'


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "store")


def said(store: Store, graph: NamedNode) -> set[str]:
    return {f"{quad.subject.value[9:]} {quad.object.value}" for quad in store.quads(graph)}


def pieces(triples: bytes) -> list[str]:
    return [f"{piece} .\n" for piece in triples.decode().split(" .\n") if piece]


def built(store: Store, build: str, before: str, triples: bytes) -> set[str]:
    """What another graph about all plans holds after a build that says `triples` of it."""
    graph = Graph(store, LINKS, Kept(store.path), Plans(store), before)
    graph.put_beside(BESIDE, sha256(triples).hexdigest(), lambda: pieces(triples))
    graph.flush()
    graph.finish(build)
    return said(store, BESIDE)


def test_what_a_piece_still_says_stays_when_another_that_said_it_too_goes(store):
    assert built(store, "one", "", KIND + BODY + OTHER) == {"kind k", "kind http://x/body", "other o"}
    assert built(store, "two", "one", KIND) == {"kind k"}
    assert built(store, "three", "two", KIND + OTHER) == {"kind k", "other o"}


def test_a_graph_that_a_stopped_build_left_is_made_from_its_beginning(store):
    built(store, "one", "", KIND + OTHER)
    store.replace(BESIDE, b'<http://x/half> <http://x/name> "h" .\n')
    assert built(store, "three", "two", BODY) == {"kind k", "kind http://x/body"}
    assert store.graphs() == [BESIDE, LINKS]


def test_what_depends_on_nothing_that_changed_is_not_asked_for(store):
    built(store, "one", "", KIND)
    graph = Graph(store, LINKS, Kept(store.path), Plans(store), "one")
    graph.put_beside(BESIDE, sha256(KIND).hexdigest(), lambda: pytest.fail("was made anew"))
    graph.finish("two")
    assert built(store, "three", "two", OTHER) == {"other o"}

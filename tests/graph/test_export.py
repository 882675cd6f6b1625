"""Stores to files: everything in them, the same bytes each time, and read by others."""

from functools import cache
from pathlib import Path

import networkx as nx
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from rdflib import Dataset, Graph

from zeren.graph.analysis import gexf, graphml, network
from zeren.graph.export import nquads, turtle, write
from zeren.graph.store import Store
from zeren.graph.terms import joined, statement

EXPORTS = [nquads, turtle, graphml, gexf]


@pytest.fixture(scope="module")
def exported(store):
    """The store in a form, made once."""
    return cache(lambda export: export(store))


@pytest.mark.parametrize("export", EXPORTS)
def test_the_same_store_gives_the_same_bytes(exported, built, export):
    assert exported(export) == export(Store.read(built))


@pytest.mark.parametrize("export", EXPORTS)
def test_no_clock_and_no_folder_gets_into_a_file(exported, built, export):
    written = exported(export).decode("utf-8")
    assert "lastmodified" not in written
    assert str(built.parent) not in written


def test_nquads_are_all_quads_sorted(exported, store):
    written = exported(nquads)
    assert written.splitlines() == sorted(written.splitlines())
    assert set(parse(written, format=RdfFormat.N_QUADS)) == set(store.quads())


def test_rdflib_reads_the_quads(exported, store):
    dataset = Dataset()
    dataset.parse(data=exported(nquads), format="nquads")
    assert sum(1 for _ in dataset.quads((None, None, None, None))) == len(list(store.quads()))


def test_turtle_is_the_union_of_all_graphs(exported, store):
    written = exported(turtle)
    triples = {quad.triple for quad in store.quads()}
    assert {quad.triple for quad in parse(written, format=RdfFormat.TURTLE)} == triples
    assert written.startswith(b"@prefix dcterms: <http://purl.org/dc/terms/> .\n")
    assert len(Graph().parse(data=written, format="turtle")) == len(triples)


def test_an_empty_store_is_exported_too(tmp_path):
    store = Store.create(tmp_path / "store")
    assert nquads(store) == b""
    assert len(Graph().parse(data=turtle(store), format="turtle")) == 0
    assert network(store).number_of_nodes() == 0


def test_hostile_text_comes_back_as_it_was(tmp_path):
    texts = [
        '"quoted" \\ back',
        "line\nbreak\r\ttab",
        "<script>",
        "=cmd()",
        "\u2028\x0b\x01",
        "} DROP ALL",
        "汉\U00020000字😀",
    ]
    graph, predicate = NamedNode("http://x/g"), NamedNode("http://x/p")
    store = Store.create(tmp_path / "store")
    store.replace(
        graph,
        joined(statement(Triple(NamedNode("http://x/s"), predicate, Literal(text))) for text in texts),
    )
    for data, form in ((nquads(store), "nquads"), (turtle(store), "turtle")):
        read = Dataset(default_union=True).parse(data=data, format=form)
        assert {str(o) for o in read.objects()} == set(texts)


def test_the_network_joins_tasks_with_bodies_and_with_upper_tasks(store, rows):
    graph = network(store)
    kinds = [data["kind"] for _, data in graph.nodes(data=True)]
    assert set(kinds) == {"task", "institution"}
    tasks = rows("SELECT ?task WHERE { ?task a zr:Task }")
    assert kinds.count("task") == len(tasks)
    roles = rows(
        "SELECT ?task ?body WHERE { VALUES ?p { zr:leadBy zr:responsibleBy zr:supportedBy zr:supervisedBy } ?task ?p ?body }"
    )
    links = rows("SELECT ?task ?upper WHERE { ?task zr:derivesFrom ?upper }")
    edges = [kind for _, _, kind in graph.edges(data="kind")]
    assert len(edges) == len(roles) + len(links)
    assert edges.count("derivesFrom") == len(links)
    assert all(data["label"] for _, data in graph.nodes(data=True))


def test_other_tools_read_the_network(store, tmp_path):
    graph = network(store)
    (tmp_path / "x.graphml").write_bytes(graphml(store))
    (tmp_path / "x.gexf").write_bytes(gexf(store))
    for read in (
        nx.read_graphml(tmp_path / "x.graphml"),
        nx.read_gexf(tmp_path / "x.gexf", version="1.2draft"),
    ):
        assert set(read.nodes) == set(graph.nodes)
        assert read.number_of_edges() == graph.number_of_edges()
        task = next(node for node, data in graph.nodes(data=True) if data["kind"] == "task")
        assert (read.nodes[task]["kind"], read.nodes[task]["label"]) == ("task", graph.nodes[task]["label"])


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path):
    target = tmp_path / "out.nq"
    write(b"one", target)
    write(b"two", target)
    assert target.read_bytes() == b"two"
    with pytest.raises(OSError, match=r".+"):
        write(b"three", tmp_path / "nowhere" / "out.nq")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match=r".+"):
        write(b"three", tmp_path / "folder")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "out.nq"]

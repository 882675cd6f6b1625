"""SHACL: holds the graphs of a store against the shapes, one plan at a time, in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pyshacl
from pyoxigraph import NamedNode, QueryTriples, RdfFormat, serialize
from rdflib import RDF, XSD, Graph, URIRef
from rdflib.namespace import SH
from rdflib.term import Node, bind

from .store import Store

bind(XSD.gYear, int, constructor=int, datatype_specific=True)
"""rdflib has no order for years, so that no shape could compare them."""

_BESIDE = """PREFIX zr: <https://w3id.org/zeren#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> CONSTRUCT { ?s ?p ?o } WHERE {
  { GRAPH ?reviews { ?s zr:coverageRead ?was ; ?p ?o FILTER(?p = zr:coverage) } GRAPH GRAPH_ { ?s a zr:Standing } }
  UNION { GRAPH GRAPH_ { ?one zr:corrects ?read ; zr:span ?s } ?s ?p ?o }
  UNION { VALUES ?kind { zr:Derivation zr:Difference } VALUES ?by { zr:span zr:upperSpan }
    GRAPH GRAPH_ { ?one a ?kind ; ?by ?s } ?s ?p ?o }
  UNION { GRAPH GRAPH_ { ?one zr:corrects ?read ; zr:task ?s } ?s a ?o FILTER(?o = zr:Task) BIND(rdf:type AS ?p) } }"""
"""What belongs to a graph and stands in another: how things stand in force, what corrections are about, where links lead."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken shape: the graph and node it is about, the property, and what is wrong."""

    graph: str
    node: str
    path: str
    message: str
    value: str


def check(
    store: Store, progress: Callable[[int, int], None] = lambda done, total: None
) -> Iterator[Violation]:
    """Yield what is wrong in the store, graph by graph, in a fixed order."""
    graphs = store.graphs()
    for done, name in enumerate(graphs, 1):
        yield from check_graph(name.value, _graph(store, name))
        progress(done, len(graphs))


def check_graph(name: str, data: Graph) -> list[Violation]:
    """What is wrong in one graph, sorted."""
    conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes(), advanced=False, inplace=False)
    if conforms or not isinstance(report, Graph):
        return []
    results = report.subjects(RDF.type, SH.ValidationResult)
    return sorted(
        (_violation(name, report, result) for result in results), key=lambda v: (v.node, v.path, v.message)
    )


@cache
def shapes() -> Graph:
    """The shapes, as packaged."""
    text = (files(__package__) / ".." / "ontology" / "shapes.ttl").read_text(encoding="utf-8")
    return Graph().parse(data=text, format="turtle")


def _graph(store: Store, name: NamedNode) -> Graph:
    triples = {quad.triple for quad in store.quads(name)}
    beside = store.query(_BESIDE.replace("GRAPH_", str(name)))
    triples |= set(beside) if isinstance(beside, QueryTriples) else set()
    data = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    return Graph().parse(data=data, format="nt")


def _violation(name: str, report: Graph, result: Node) -> Violation:
    def said(predicate: URIRef) -> str:
        return str(report.value(result, predicate) or "")

    return Violation(name, said(SH.focusNode), said(SH.resultPath), said(SH.resultMessage), said(SH.value))

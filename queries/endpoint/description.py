"""The service described in RDF, for clients that ask the endpoint nothing (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from pyoxigraph import NamedNode, Triple

from .formats import TRIPLES

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "JSON-LD", "RDF_XML"),
)
GRAPHS = "SELECT ?graph { GRAPH ?graph {} } ORDER BY ?graph LIMIT 10000"
"""The query for what `described` is told."""


def described(url: str, graphs: Iterable[str], form: str) -> bytes:
    """The endpoint at `url` over these named graphs, in one of the formats of triples."""
    content = ox.serialize(
        _triples(url, graphs), format=TRIPLES[form], prefixes={"sd": _SD, "format": _FORMATS}
    )
    assert content is not None
    return content


def _triples(url: str, graphs: Iterable[str]) -> Iterator[Triple]:
    service, dataset, default = (NamedNode(url + part) for part in ("#service", "#dataset", "#default"))
    yield Triple(service, _TYPE, _sd("Service"))
    yield Triple(service, _sd("endpoint"), NamedNode(url))
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    yield Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    for name in _RESULTS:
        yield Triple(service, _sd("resultFormat"), NamedNode(_FORMATS + name))
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield Triple(dataset, _TYPE, _sd("Dataset"))
    yield Triple(dataset, _sd("defaultGraph"), default)
    yield Triple(default, _TYPE, _sd("Graph"))
    for number, graph in enumerate(graphs, 1):
        node = NamedNode(f"{url}#graph-{number}")
        yield Triple(dataset, _sd("namedGraph"), node)
        yield Triple(node, _TYPE, _sd("NamedGraph"))
        yield Triple(node, _sd("name"), NamedNode(graph))


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)

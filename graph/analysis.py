"""The store as a network: institutions, tasks and upper provisions for networkx and the tools it writes for."""

from __future__ import annotations

import re
from io import BytesIO

import networkx as nx

from .store import Store

_PREFIX = """
PREFIX zr: <https://w3id.org/zeren#> PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_TASKS = """
SELECT ?id ?label ?title ?plan WHERE {
  ?id a zr:Task ; zr:inPlan/dcterms:title ?plan ; zr:order ?order .
  OPTIONAL { ?id zr:label ?label } OPTIONAL { ?id dcterms:title ?title }
} ORDER BY ?plan ?order
"""
_BODIES = (
    "SELECT DISTINCT ?id ?label WHERE { ?task zr:assignedTo ?id . ?id skos:prefLabel ?label } ORDER BY ?id"
)
_ROLES = """
SELECT DISTINCT ?task ?body ?role WHERE {
  VALUES (?property ?role) {
    (zr:leadBy "lead") (zr:responsibleBy "responsible") (zr:supportedBy "support") (zr:supervisedBy "supervise")
  }
  ?task ?property ?body
} ORDER BY ?task ?body ?role
"""
_LINKS = "SELECT DISTINCT ?task ?upper WHERE { ?task zr:derivesFrom ?upper } ORDER BY ?task ?upper"
_CLOCK = re.compile(r' lastmodifieddate="[^"]*"')


def network(store: Store) -> nx.MultiDiGraph[str]:
    """Tasks and institutions as nodes; an edge a role from task to institution, and one a derivation.

    Nodes have kind ("task", "institution") and label, tasks also plan; edges have kind.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in store.rows(_PREFIX + _TASKS):
        label = " ".join(part for part in (row["label"], row["title"]) if part)
        graph.add_node(_iri(row, "id"), kind="task", label=label, plan=row["plan"] or "")
    for row in store.rows(_PREFIX + _BODIES):
        graph.add_node(_iri(row, "id"), kind="institution", label=row["label"] or "")
    for row in store.rows(_PREFIX + _ROLES):
        graph.add_edge(_iri(row, "task"), _iri(row, "body"), kind=row["role"])
    for row in store.rows(_PREFIX + _LINKS):
        if _iri(row, "upper") not in graph:
            graph.add_node(_iri(row, "upper"), kind="provision", label=_iri(row, "upper") or "")
        graph.add_edge(_iri(row, "task"), _iri(row, "upper"), kind="derivesFrom")
    return graph


def _iri(row: dict[str, str | None], column: str) -> str:
    return row[column] or ""


def graphml(store: Store) -> bytes:
    """The network as GraphML."""
    out = BytesIO()
    nx.write_graphml(network(store), out)
    return out.getvalue()


def gexf(store: Store) -> bytes:
    """The network as GEXF for Gephi, without a clock in it."""
    written = "\n".join(nx.generate_gexf(network(store), version="1.2draft"))
    return _CLOCK.sub("", written).encode("utf-8")

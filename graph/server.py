"""A store behind a SPARQL 1.1 server: the few operations of a pyoxigraph.Store that a store is used by, over HTTP.

A plan is written in one request; judgements are one update of several operations. What reads, and what makes a graph
hold what it may hold already, is tried again where the connection broke; an update is sent once, since nobody can tell
whether it was done.
"""

from __future__ import annotations

import os
import time
import weakref
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

import httpx
import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad, QueryResultsFormat, RdfFormat

from .errors import StoreError

LAYOUTS = {
    "oxigraph": ("/query", "/update", "/store"),
    "fuseki": ("/query", "/update", "/data"),
    "rdf4j": ("", "/statements", "/rdf-graphs/service"),
    "virtuoso": ("/sparql", "/sparql-auth", "/sparql-graph-crud-auth"),
}
"""Where servers answer queries, updates and the graph store protocol, below the address of the store."""
USER, PASSWORD, TOKEN = "ZEREN_STORE_USER", "ZEREN_STORE_PASSWORD", "ZEREN_STORE_TOKEN"
"""Names of the variables of the environment that credentials are read from."""
_TIMEOUT = httpx.Timeout(300.0, connect=10.0)
_WAITS = (0.2, 1.0, 4.0)
"""Seconds after which what may be repeated is tried again."""
_ROWS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"
_GRAPHS = 'SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } FILTER(CONTAINS(STR(?graph), "graph/")) }'
"""The graphs of a store; a server may hold others beside them."""
_PLAN = "a <https://w3id.org/zeren#Plan>"
_ANY_PLAN = f"SELECT ?plan WHERE {{ GRAPH ?graph {{ ?plan {_PLAN} }} }} LIMIT 1"
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server's store is, and how it is laid out there."""

    url: str
    layout: str = "oxigraph"

    @classmethod
    def parse(cls, text: str) -> Address:
        """An address as it is typed. Raises StoreError.

        Forms:
          1. http://127.0.0.1:7878                          an Oxigraph server
          2. https://host/plans#fuseki                      the data set of another kind of server, named behind #
        """
        url = httpx.URL(text)
        if url.userinfo:
            raise StoreError(
                f"{url.copy_with(userinfo=b'')}: give credentials in {USER} and {PASSWORD}, not in the address"
            )
        layout = url.fragment or "oxigraph"
        if layout not in LAYOUTS:
            raise StoreError(f"{text}: {layout!r} is no layout; there are {', '.join(LAYOUTS)}")
        return cls(str(url.copy_with(fragment=None)).rstrip("/"), layout)

    def __str__(self) -> str:
        return self.url if self.layout == "oxigraph" else f"{self.url}#{self.layout}"

    @property
    def endpoints(self) -> tuple[str, str, str]:
        """The addresses of queries, updates and graphs."""
        query, update, graphs = LAYOUTS[self.layout]
        return self.url + query, self.url + update, self.url + graphs


class Server:
    """What a Store needs of its engine, asked of a server. Every method raises StoreError."""

    def __init__(self, address: Address) -> None:
        """Nothing is asked before the first operation; credentials come from the environment."""
        self._address = address
        self._query, self._update, self._graphs = address.endpoints
        self._client = httpx.Client(timeout=_TIMEOUT, auth=_credentials(os.environ, address.layout))
        weakref.finalize(self, self._client.close)

    @property
    def query_address(self) -> str:
        """Where the server answers queries."""
        return self._query

    @property
    def query_headers(self) -> dict[str, str]:
        """What another client says with a query to be let in; nothing where the server asks for a digest."""
        request = httpx.Request("GET", self._query)
        if self._client.auth:
            next(self._client.auth.sync_auth_flow(request))
        return {name: request.headers[name] for name in ("Authorization",) if name in request.headers}

    def check(self) -> None:
        """Make sure that a server is there whose default graph is the union of all graphs, as every question needs."""
        found = self.query(_ANY_PLAN)
        plan = next(found, None) if isinstance(found, ox.QuerySolutions) else None
        if plan and not self.query(f"ASK {{ {plan['plan']} {_PLAN} }}"):
            raise StoreError(
                f"{self._address}: its default graph is not the union of all graphs; start it so "
                "(oxigraph serve --union-default-graph; tdb2:unionDefaultGraph true)"
            )

    def query(
        self,
        query: str,
        *,
        use_default_graph_as_union: bool = True,
        default_graph: Sequence[NamedNode] = (),
        named_graphs: Sequence[NamedNode] = (),
    ) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        """Answer a query; SyntaxError where it is none. The union of all graphs is the server's default graph."""
        triples = isinstance(ox.Store().query(query), ox.QueryTriples)
        form = [("query", query)]
        form += [("default-graph-uri", graph.value) for graph in default_graph]
        form += [("named-graph-uri", graph.value) for graph in named_graphs]
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": _TRIPLES if triples else _ROWS,
        }
        answer = self._repeat("POST", self._query, headers, urlencode(form).encode())
        if triples:
            return _constructed(answer.content)
        return ox.parse_query_results(answer.content, format=QueryResultsFormat.JSON)

    def update(self, update: str) -> None:
        """Run an update, once."""
        headers = {"Content-Type": "application/sparql-update; charset=utf-8"}
        self._send("POST", self._update, headers, update.encode())

    def put(self, graph: NamedNode, triples: bytes) -> None:
        """Make `triples` (Turtle) all that `graph` holds, in one request."""
        self._write("PUT", graph, triples)

    def bulk_load(self, quads: bytes, format: RdfFormat) -> None:
        """Add quads, graph by graph; each graph's own are added in one request."""
        found = ox.parse(quads, format=format)
        for graph, inside in groupby(found, key=lambda quad: quad.graph_name):
            if not isinstance(graph, NamedNode):
                raise ValueError(f"{graph!r} is no named graph")
            self._write("POST", graph, b"".join(f"{quad.triple} .\n".encode() for quad in inside))

    def named_graphs(self) -> Iterator[NamedNode]:
        """The graphs that hold anything, in no order."""
        found = self.query(_GRAPHS)
        if isinstance(found, ox.QuerySolutions):
            yield from (row["graph"] for row in found if isinstance(row["graph"], NamedNode))

    def quads_for_pattern(
        self, subject: None, predicate: None, object: None, graph_name: NamedNode | None = None
    ) -> Iterator[Quad]:
        """The quads of one graph, or of all, a graph in one request."""
        for graph in [graph_name] if graph_name else self.named_graphs():
            answer = self._repeat(
                "GET", self._graphs, {"Accept": _TRIPLES}, params={"graph": graph.value}, missing=True
            )
            for quad in ox.parse(answer.content, format=RdfFormat.N_TRIPLES) if answer.content else ():
                yield Quad(quad.subject, quad.predicate, quad.object, graph)

    def flush(self) -> None:
        """A server keeps by itself what it has answered for."""

    def _write(self, method: str, graph: NamedNode, triples: bytes) -> None:
        headers = {"Content-Type": "text/turtle; charset=utf-8"}
        self._repeat(method, self._graphs, headers, triples, params={"graph": graph.value})

    def _repeat(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes = b"",
        *,
        params: Mapping[str, str] | None = None,
        missing: bool = False,
    ) -> httpx.Response:
        """Send what may be sent again: tried again where the connection broke."""
        for wait in _WAITS:
            try:
                return self._send(method, url, headers, content, params=params, missing=missing)
            except _Broken:
                time.sleep(wait)
        return self._send(method, url, headers, content, params=params, missing=missing)

    def _send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes = b"",
        *,
        params: Mapping[str, str] | None = None,
        missing: bool = False,
    ) -> httpx.Response:
        """Send one request; with `missing` a 404 is an empty answer."""
        try:
            answer = self._client.request(method, url, headers=headers, content=content, params=params)
        except httpx.TimeoutException:
            raise StoreError(
                f"{self._address} did not answer in time; ask for less, or try again later"
            ) from None
        except httpx.TransportError as problem:
            raise _Broken(
                f"{self._address} does not answer ({problem}); is the server running there?"
            ) from None
        if missing and answer.status_code == httpx.codes.NOT_FOUND:
            return httpx.Response(httpx.codes.OK)
        if answer.is_success:
            return answer
        raise StoreError(f"{self._address} {_refusal(answer)}")


class _Broken(StoreError):
    """A connection that could not be made, or was lost."""


def _refusal(answer: httpx.Response) -> str:
    """What a server says is wrong, in a line."""
    if answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        return f"refuses ({answer.status_code}); set {USER} and {PASSWORD}, or {TOKEN}"
    said = " ".join(answer.text.split())
    return f"answers {answer.status_code}: {said[:_SHOWN] or answer.reason_phrase}"


def _credentials(environment: Mapping[str, str], layout: str) -> httpx.Auth | None:
    """How to say who asks, from the environment; None where it says nothing."""
    if token := environment.get(TOKEN):
        return _Bearer(token)
    if user := environment.get(USER):
        how = httpx.DigestAuth if layout == "virtuoso" else httpx.BasicAuth
        return how(user, environment.get(PASSWORD, ""))
    return None


class _Bearer(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


def _constructed(triples: bytes) -> ox.QueryTriples:
    held = ox.Store()
    held.load(triples, format=RdfFormat.N_TRIPLES)
    found = held.query(_ALL)
    assert isinstance(found, ox.QueryTriples)
    return found

"""The endpoint over a store that a SPARQL server holds: the same answers, the same refusals."""

import json
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from zeren.graph.server import Address
from zeren.graph.store import Store, remember
from zeren.queries.endpoint.limits import Limits

from .conftest import serving

OXIGRAPH = Path(sys.executable).with_name("oxigraph")
GRAPH = "https://w3id.org/zeren/id/graph/authority"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(scope="module")
def remote(sample_store, tmp_path_factory):
    """An endpoint over a folder that names a server, which holds the authority graph and the derivations."""
    if not OXIGRAPH.exists():
        pytest.skip("the oxigraph server is not installed")
    folder = tmp_path_factory.mktemp("remote")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [OXIGRAPH, "serve", "-l", folder / "data", "-b", f"127.0.0.1:{port}", "--union-default-graph"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                httpx.get(f"http://127.0.0.1:{port}")
                break
            except httpx.TransportError:
                time.sleep(0.05)
        opened = Store.read(sample_store)
        named = [graph for graph in opened.graphs() if graph.value.endswith(("authority", "derivations"))]
        place = remember(Address(f"http://127.0.0.1:{port}"), folder / "store")
        there = Store.create(place)
        for graph in named:
            there.fill([(graph, b"".join(f"{quad.triple} .\n".encode() for quad in opened.quads(graph)))])
        with serving(place, Limits(workers=1)) as running:
            yield running
    finally:
        server.kill()
        server.wait()


def count(running, **dataset):
    reply = running.ask(COUNT, **dataset)
    assert reply.status == 200, reply.text
    return int(json.loads(reply.body)["results"]["bindings"][0]["n"]["value"])


def test_a_server_answers_through_the_endpoint(remote):
    one = count(remote, **{"default-graph-uri": GRAPH})
    assert 0 < one < count(remote)
    assert count(remote, **{"named-graph-uri": GRAPH}) == 0
    assert b"zr:Lead" in remote.ask("DESCRIBE <https://w3id.org/zeren#Lead>", "text/turtle").body


def test_it_refuses_the_same(remote):
    assert remote.ask("SELECT").status == 400
    assert remote.ask("ASK { SERVICE <http://127.0.0.1:9/> {} }").status == 403
    assert (
        remote.request("POST", "/sparql", "CLEAR ALL", Content_Type="application/sparql-update").status == 403
    )

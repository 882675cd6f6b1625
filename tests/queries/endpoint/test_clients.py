"""Clients that others wrote, against the endpoint as it is."""

import json
import shutil
import subprocess

import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

NAMES = """PREFIX zr: <https://w3id.org/zeren#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?name { ?task zr:leadBy/skos:prefLabel ?name } ORDER BY ?name"""
LEAD = "https://w3id.org/zeren#Lead"


@pytest.fixture(scope="module")
def names(served):
    reply = served.ask(NAMES)
    return [row["name"]["value"] for row in json.loads(reply.body)["results"]["bindings"]]


def test_sparqlwrapper(served, names):
    assert "望川市司法局" in names
    client = SPARQLWrapper(served.url)
    client.setQuery(NAMES)
    for method, request in (("GET", None), (POST, None), (POST, POSTDIRECTLY)):
        client.setMethod(method)
        if request:
            client.setRequestMethod(request)
        client.setReturnFormat(JSON)
        found = client.queryAndConvert()["results"]["bindings"]
        assert [row["name"]["value"] for row in found] == names
    client.setReturnFormat(XML)
    assert names[0] in client.queryAndConvert().toxml()
    client.setReturnFormat(CSV)
    assert client.queryAndConvert().decode().splitlines()[1:] == names
    client.setQuery(f"DESCRIBE <{LEAD}>")
    client.setReturnFormat(TURTLE)
    assert b"zr:Lead" in client.queryAndConvert()
    client.setReturnFormat(JSON)
    client.setQuery("SELECT {")
    with pytest.raises(QueryBadFormed):
        client.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflibs_sparqlstore(served, names, method):
    graph = Graph(SPARQLStore(served.url, method=method))
    assert [str(row.name) for row in graph.query(NAMES)] == names
    assert bool(graph.query("ASK {}"))
    assert {
        str(label)
        for label in graph.objects(URIRef(LEAD), URIRef("http://www.w3.org/2000/01/rdf-schema#label"))
    }
    built = graph.query(f"CONSTRUCT WHERE {{ <{LEAD}> ?p ?o }}")
    assert len(built.graph) == len(list(graph.triples((URIRef(LEAD), None, None))))


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not there")
def test_curl(served, names, tmp_path):
    query = tmp_path / "names.rq"
    query.write_text(NAMES, encoding="utf-8")

    def curl(*arguments):
        done = subprocess.run(["curl", "-sS", *arguments, served.url], capture_output=True, check=True)
        return done.stdout.decode("utf-8")

    csv = ("-H", "Accept: text/csv")
    assert curl(*csv, "-G", "--data-urlencode", f"query@{query}").splitlines()[1:] == names
    assert curl(*csv, "--data-urlencode", f"query@{query}").splitlines()[1:] == names
    direct = ("-H", "Content-Type: application/sparql-query", "--data-binary", f"@{query}")
    assert curl(*csv, *direct).splitlines()[1:] == names
    assert curl("-o", "/dev/null", "-w", "%{http_code}", "-d", "update=CLEAR ALL") == "403"

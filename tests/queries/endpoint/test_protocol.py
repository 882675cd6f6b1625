"""The SPARQL 1.1 Protocol, case by case, against a real server; the names of the first are those of the W3C's tests."""

import json
from urllib.parse import quote, urlencode

import pytest
from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat, parse, parse_query_results

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
ASK = "ASK {}"
GRAPH = "https://w3id.org/zeren/id/graph/authority"
OTHER = "https://w3id.org/zeren/id/graph/derivations"
JSON, XML, CSV, TSV = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
TURTLE, NT, JSONLD, RDFXML = (
    "text/turtle",
    "application/n-triples",
    "application/ld+json",
    "application/rdf+xml",
)
SELECT = "SELECT ?s WHERE { ?s ?p ?o } LIMIT 2"
CONSTRUCT = "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 2"
DESCRIBE = f"DESCRIBE <{GRAPH}> <https://w3id.org/zeren#Lead>"
SERVICE = "SELECT * WHERE { { SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } } }"


def get(*fields):
    return "/sparql?" + urlencode(fields)


# name, method, path, body, headers, status, media type
CASES = [
    ("query_get", "GET", get(("query", ASK)), None, {}, 200, JSON),
    ("query_post_form", "POST", "/sparql", urlencode({"query": ASK}), {"Content_Type": FORM}, 200, JSON),
    ("query_post_direct", "POST", "/sparql", ASK, {"Content_Type": DIRECT}, 200, JSON),
    ("charset", "POST", "/sparql", ASK, {"Content_Type": DIRECT + "; charset=UTF-8"}, 200, JSON),
    (
        "form_charset",
        "POST",
        "/sparql",
        urlencode({"query": ASK}),
        {"Content_Type": FORM + ';charset="utf-8"'},
        200,
        JSON,
    ),
    ("select", "GET", get(("query", SELECT)), None, {"Accept": XML}, 200, XML),
    ("construct", "GET", get(("query", CONSTRUCT)), None, {"Accept": RDFXML}, 200, RDFXML),
    ("describe", "GET", get(("query", DESCRIBE)), None, {"Accept": TURTLE}, 200, TURTLE),
    ("unknown_parameters_do_not_matter", "GET", get(("query", ASK), ("format", "xml")), None, {}, 200, JSON),
    ("head", "HEAD", get(("query", ASK)), None, {}, 200, JSON),
    ("options", "OPTIONS", "/sparql", None, {}, 204, ""),
    ("bad_query_method", "PUT", get(("query", ASK)), None, {}, 405, "text/plain"),
    ("delete", "DELETE", get(("query", ASK)), None, {}, 405, "text/plain"),
    ("bad_multiple_queries", "GET", get(("query", ASK), ("query", ASK)), None, {}, 400, "text/plain"),
    ("query_in_path_and_body", "POST", get(("query", ASK)), ASK, {"Content_Type": DIRECT}, 400, "text/plain"),
    ("no_query", "GET", get(("default-graph-uri", GRAPH)), None, {}, 400, "text/plain"),
    ("no_query_post", "POST", "/sparql", "", {"Content_Type": FORM}, 400, "text/plain"),
    ("bad_query_wrong_media_type", "POST", "/sparql", ASK, {"Content_Type": "text/plain"}, 415, "text/plain"),
    ("bad_query_missing_media_type", "POST", "/sparql", ASK, {}, 415, "text/plain"),
    (
        "bad_query_non_utf8",
        "POST",
        "/sparql",
        ASK.encode("utf-16"),
        {"Content_Type": DIRECT + "; charset=UTF-16"},
        415,
        "text/plain",
    ),
    (
        "bytes_that_are_no_utf8",
        "POST",
        "/sparql",
        b"ASK { ?s ?p '\xff' }",
        {"Content_Type": DIRECT},
        400,
        "text/plain",
    ),
    ("parameters_that_are_no_utf8", "GET", "/sparql?query=%FF", None, {}, 400, "text/plain"),
    (
        "compressed",
        "POST",
        "/sparql",
        ASK,
        {"Content_Type": DIRECT, "Content_Encoding": "gzip"},
        415,
        "text/plain",
    ),
    ("bad_query_syntax", "GET", get(("query", "ASK { ?s ?p }")), None, {}, 400, "text/plain"),
    ("unknown_prefix", "GET", get(("query", "ASK { ?s no:thing ?o }")), None, {}, 400, "text/plain"),
    ("empty_query", "GET", get(("query", "")), None, {}, 400, "text/plain"),
    ("bad_graph", "GET", get(("query", ASK), ("default-graph-uri", "no iri")), None, {}, 400, "text/plain"),
    ("update_get", "GET", get(("update", "CLEAR ALL")), None, {}, 403, "text/plain"),
    (
        "update_post_form",
        "POST",
        "/sparql",
        urlencode({"update": "CLEAR ALL"}),
        {"Content_Type": FORM},
        403,
        "text/plain",
    ),
    (
        "update_post_direct",
        "POST",
        "/sparql",
        "CLEAR ALL",
        {"Content_Type": "application/sparql-update"},
        403,
        "text/plain",
    ),
    (
        "update_as_query",
        "GET",
        get(("query", "INSERT DATA { <a:b> <a:c> <a:d> }")),
        None,
        {},
        403,
        "text/plain",
    ),
    ("load_as_query", "GET", get(("query", "LOAD <file:///etc/passwd>")), None, {}, 403, "text/plain"),
    (
        "service",
        "GET",
        get(("query", "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")),
        None,
        {},
        403,
        "text/plain",
    ),
    (
        "service_silent_in_subquery",
        "GET",
        get(("query", SERVICE.replace("SERVICE", "SERVICE SILENT"))),
        None,
        {},
        403,
        "text/plain",
    ),
    (
        "service_in_exists",
        "GET",
        get(("query", f"ASK {{ FILTER EXISTS {{ {SERVICE[16:-2]} }} }}")),
        None,
        {},
        403,
        "text/plain",
    ),
    ("the_word_service_is_free", "GET", get(("query", 'ASK { ?service ?p "SERVICE" }')), None, {}, 200, JSON),
    ("rows_not_acceptable", "GET", get(("query", ASK)), None, {"Accept": NT}, 406, "text/plain"),
    ("triples_not_acceptable", "GET", get(("query", CONSTRUCT)), None, {"Accept": CSV}, 406, "text/plain"),
    ("nothing_acceptable", "GET", get(("query", ASK)), None, {"Accept": "image/png"}, 406, "text/plain"),
    ("too_long", "POST", "/sparql", ASK + " " * 2**20, {"Content_Type": DIRECT}, 413, "text/plain"),
    ("elsewhere", "GET", "/other", None, {}, 404, "text/plain"),
    (
        "nested_too_deeply",
        "POST",
        "/sparql",
        f"ASK {'{' * 9999}{'}' * 9999}",
        {"Content_Type": DIRECT},
        400,
        "text/plain",
    ),
]


@pytest.mark.parametrize(
    ("name", "method", "path", "body", "headers", "status", "media"), CASES, ids=[c[0] for c in CASES]
)
def test_case(served, name, method, path, body, headers, status, media):
    reply = served.request(method, path, body, **headers)
    assert (reply.status, reply.media) == (status, media), reply.text
    assert status < 400 or method == "HEAD" or reply.text.strip()
    assert "Traceback" not in reply.text


def test_there_are_as_many_cases_as_were_written():
    assert len(CASES) == 42
    assert len({case[0] for case in CASES}) == 42


# Accept, the media type of rows, the media type of triples
NEGOTIATED = [
    ("", JSON, TURTLE),
    ("*/*", JSON, TURTLE),
    (JSON, JSON, None),
    ("application/json", "application/json", "application/json"),
    ("application/xml", "application/xml", "application/xml"),
    (f"{XML}, {JSON};q=0.9", XML, None),
    (f"{XML};q=0.5, {CSV};q=0.8, {JSONLD}", CSV, JSONLD),
    ("text/*", CSV, TURTLE),
    (f"text/*;q=0.5, {TSV}, {NT}", TSV, NT),
    (f"*/*, {JSON};q=0, {TURTLE};q=0", XML, NT),
    ("text/html, */*;q=0.1", JSON, TURTLE),
    (f"{CSV}; charset=utf-8", CSV, None),
    (f"{CSV}; header=absent", None, None),
    (f"{CSV};q=2", None, None),
    ("*/*;q=0", None, None),
    (f"{RDFXML}, text/rdf+n3", None, RDFXML),
    ("text/plain", None, "text/plain"),
    ("nonsense", None, None),
]


@pytest.mark.parametrize(
    ("header", "rows", "triples"), NEGOTIATED, ids=[row[0] or "none" for row in NEGOTIATED]
)
def test_negotiation(served, header, rows, triples):
    for query, media in ((SELECT, rows), (ASK, rows), (CONSTRUCT, triples)):
        reply = served.ask(query, header)
        assert (reply.status, reply.media) == ((200, media) if media else (406, "text/plain"))
        assert reply.headers["vary"] == "Accept"


@pytest.mark.parametrize(
    ("media", "form"),
    [(JSON, QueryResultsFormat.JSON), (XML, QueryResultsFormat.XML), (TSV, QueryResultsFormat.TSV)],
)
def test_rows_come_back_as_they_are_in_every_format(served, media, form):
    query = """SELECT * { VALUES (?a ?b ?c) {
        (<https://example.org/甲?x=1&y=2> "一\\t二\\n\\"三\\" <&>\\\\ \\r 𠮷" "two"@en)
        (UNDEF "2023-01-01"^^<http://www.w3.org/2001/XMLSchema#date> 3) (UNDEF UNDEF UNDEF) } }"""
    reply = served.ask(query, media)
    found = parse_query_results(reply.body, format=form)
    assert [variable.value for variable in found.variables] == ["a", "b", "c"]
    first, second, third = (tuple(row) for row in found)
    assert first[0] == NamedNode("https://example.org/甲?x=1&y=2")
    assert first[1].value == '一\t二\n"三" <&>\\ \r 𠮷'
    assert (first[2].value, first[2].language) == ("two", "en")
    assert (second[0], second[1].datatype.value[-4:], second[2].value) == (None, "date", "3")
    assert third == (None, None, None)
    for truth in ("ASK {}", "ASK { FILTER(false) }"):
        assert bool(parse_query_results(served.ask(truth, JSON).body, format=QueryResultsFormat.JSON)) is (
            truth == "ASK {}"
        )


def test_rows_as_csv(served):
    reply = served.ask('SELECT * { VALUES (?a ?b) { (<a:b> "一,\\"二\\"") (UNDEF "=1") } }', CSV)
    assert reply.text == 'a,b\r\na:b,"一,""二"""\r\n,=1\r\n'
    assert served.ask("SELECT ?a { VALUES ?a { UNDEF 1 } }", CSV).text == "a\r\n\r\n1\r\n"
    assert served.ask(ASK, CSV).text == "true"


@pytest.mark.parametrize(
    ("media", "form"),
    [
        (TURTLE, RdfFormat.TURTLE),
        (NT, RdfFormat.N_TRIPLES),
        (JSONLD, RdfFormat.JSON_LD),
        (RDFXML, RdfFormat.RDF_XML),
    ],
)
def test_triples_come_in_every_format(served, media, form):
    query = "CONSTRUCT WHERE { <https://w3id.org/zeren#Lead> ?p ?o }"
    found = {str(quad.triple) for quad in parse(served.ask(query, media).body, format=form)}
    assert found == {
        str(quad.triple) for quad in parse(served.ask(query, NT).body, format=RdfFormat.N_TRIPLES)
    }
    assert len(found) > 2


COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
NAMES = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"


def values(reply):
    assert reply.status == 200, reply.text
    return [next(iter(row.values()))["value"] for row in json.loads(reply.body)["results"]["bindings"]]


def test_the_dataset_of_a_request(served):
    def count(**dataset):
        return int(values(served.ask(COUNT, **dataset))[0])

    all_of_it, one, other = (
        count(),
        count(**{"default-graph-uri": GRAPH}),
        count(**{"default-graph-uri": OTHER}),
    )
    assert 0 < one < one + other < all_of_it
    assert count(**{"default-graph-uri": [GRAPH, OTHER]}) == one + other
    assert count(**{"named-graph-uri": GRAPH}) == 0
    assert count(**{"default-graph-uri": "http://127.0.0.1:9/not-held"}) == 0
    assert GRAPH in values(served.ask(NAMES))
    assert len(values(served.ask(NAMES))) > 2
    assert values(served.ask(NAMES, **{"named-graph-uri": GRAPH})) == [GRAPH]
    assert values(served.ask(NAMES, **{"default-graph-uri": GRAPH, "named-graph-uri": OTHER})) == [OTHER]
    assert values(served.ask(NAMES, **{"default-graph-uri": GRAPH})) == []


def test_the_dataset_of_a_request_goes_before_that_of_the_query(served):
    query = COUNT.replace("{", f"FROM <{OTHER}> {{", 1)
    own, given = values(served.ask(query)), values(served.ask(query, **{"default-graph-uri": GRAPH}))
    assert own == values(served.ask(COUNT, **{"default-graph-uri": OTHER}))
    assert given == values(served.ask(COUNT, **{"default-graph-uri": GRAPH})) != own


def test_the_dataset_of_both_posts(served):
    body = urlencode({"query": NAMES, "named-graph-uri": OTHER})
    assert values(served.request("POST", "/sparql", body, Content_Type=FORM)) == [OTHER]
    path = f"/sparql?named-graph-uri={quote(OTHER)}"
    assert values(served.request("POST", path, NAMES, Content_Type=DIRECT)) == [OTHER]


def test_head_has_the_headers_of_get_and_no_body(served):
    got, head = (served.request(method, get(("query", SELECT))) for method in ("GET", "HEAD"))
    assert head.body == b"" != got.body
    assert {k: v for k, v in head.headers.items() if k != "date"} == {
        k: v for k, v in got.headers.items() if k != "date"
    }


def test_methods_are_told(served):
    assert served.request("OPTIONS", "/sparql").headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert served.request("PATCH", "/sparql").headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_no_other_page_may_read_the_answers(served):
    for method in ("GET", "OPTIONS"):
        reply = served.request(
            method, get(("query", ASK)), Origin="https://example.org", Access_Control_Request_Method="POST"
        )
        assert not [name for name in reply.headers if name.startswith("access-control")]


def test_the_service_describes_itself(served):
    for media, form in ((TURTLE, RdfFormat.TURTLE), (JSONLD, RdfFormat.JSON_LD)):
        reply = served.request("GET", "/sparql", Accept=media)
        assert (reply.status, reply.media) == (200, media)
        said = [quad.triple for quad in parse(reply.body, format=form)]
        told = {(t.predicate.value.rpartition("#")[2], getattr(t.object, "value", "")) for t in said}
        assert ("endpoint", served.url) in told
        assert ("name", GRAPH) in told
        assert ("feature", "http://www.w3.org/ns/sparql-service-description#UnionDefaultGraph") in told
        assert sum(name == "resultFormat" for name, _ in told) == 8
    assert served.request("GET", "/sparql", Accept="text/csv").status == 406


def test_a_browser_without_a_query_gets_turtle_where_there_is_no_desk(served):
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert served.request("GET", "/sparql", Accept=browser).media == "application/xml"

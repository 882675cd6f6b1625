"""What may run, what is refused, and how a mistake is told."""

import pytest

from zeren.queries import BadQuery, RefusedQuery, Table, Triples, Truth, run

EVIL = "<http://127.0.0.1:1/>"


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {{ SERVICE {EVIL} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ service silent {EVIL} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ {{ SELECT ?s {{ ?s ?p ?o . {{ SELECT * {{ SERVICE {EVIL} {{ ?s ?p ?o }} }} }} }} }} }}",
        f"ASK {{ FILTER NOT EXISTS {{ SERVICE {EVIL} {{ ?s ?p ?o }} }} }}",
        f"SELECT * {{ ?s ?p ?o OPTIONAL {{ SERVICE {EVIL} {{ ?s ?p ?o }} }} }}",
        f"SELECT (EXISTS {{ SERVICE {EVIL} {{}} }} AS ?x) {{}}",
        f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH ?g {{ SERVICE {EVIL} {{ ?s ?p ?o }} }} }}",
        f"DESCRIBE ?s {{ {{ ?s ?p ?o }} UNION {{ SERVICE {EVIL} {{ ?s ?p ?o }} }} }}",
        "SELECT * { ?s ?p ?g SERVICE ?g { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:1/> SELECT * { SERVICE:x { ?s ?p ?o } }",
        f'SELECT * {{ BIND("#" AS ?x) # {{\r SERVICE {EVIL} {{ ?s ?p ?o }} }}',
        f"SELECT * {{ FILTER(1<2) SERVICE {EVIL} {{ ?s ?p ?o }} FILTER(3>2) }}",
    ],
)
def test_service_is_refused_wherever_it_stands(store, text: str):
    with pytest.raises(RefusedQuery, match="SERVICE is refused"):
        run(store, text)


@pytest.mark.parametrize(
    "text",
    [
        f'SELECT * {{ ?s ?p "\\u0022 #" . SERVICE {EVIL} {{ ?a ?b ?c }}\n . ?d ?e ?f }}',
        f"SELECT * {{ \\u0053ERVICE {EVIL} {{ ?s ?p ?o }} SERVICE {EVIL} {{}} }}",
    ],
)
def test_escapes_cannot_hide_it(store, text: str):
    with pytest.raises(RefusedQuery, match="escapes"):
        run(store, text)


def test_what_cannot_be_checked_does_not_run(store):
    with pytest.raises(BadQuery, match="cannot be checked"):
        run(store, f"SELECT * {{ ?s ?p ?o LATERAL {{ SERVICE {EVIL} {{}} }} }}")
    with pytest.raises(BadQuery, match="cannot be checked"):
        run(store, "SELECT * {" + "{" * 5000 + "SERVICE")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service ?p ?o } LIMIT 1",
        "ASK { ?s ?p 'SERVICE <http://127.0.0.1/> {}' }",
        "ASK {} # SERVICE <http://127.0.0.1/> {}",
        "PREFIX service: <http://127.0.0.1/> ASK { ?s service:SERVICE <http://SERVICE/> }",
    ],
)
def test_the_word_alone_does_no_harm(store, text: str):
    run(store, text)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "# a note\nPREFIX zr: <https://w3id.org/zeren#>\nBASE <http://x/>\n delete where { ?s ?p ?o }",
        "LOAD <file:///etc/passwd>",
        "DROP ALL",
        "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(store, text: str):
    before = len(store)
    with pytest.raises(RefusedQuery, match="would change the store"):
        run(store, text)
    assert len(store) == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?s WHERE {\n  ?s ?p\n}", 'line 3, column 2, near "}": expected '),
        ("SELECT ?s {\n  ?s ?p ?o\n} LIMITS 3", 'line 3, column 9, near "LIMITS 3": expected '),
        ("SELECT ?s WHERE { ?s ?p ?o", 'line 1, column 27, near ".o": expected '),
        ("SELECT * {\n ?s foo:bar 1 }", r'line 2, column \d+, near ".*1 }": a prefix .* not declared'),
        ("\n", "line 2, column 1, at the end: expected "),
        ("谁牵头", 'begins with "谁牵头"; a query begins with SELECT'),
    ],
)
def test_a_mistake_is_one_line_with_its_place(store, text: str, message: str):
    with pytest.raises(BadQuery, match=message) as caught:
        run(store, text)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_the_forms_of_a_query(store):
    rows = run(store, "SELECT ?s ?nothing { ?s a <https://w3id.org/zeren#InstitutionGroup> } ORDER BY ?s")
    assert isinstance(rows, Table)
    assert rows.columns == ("s", "nothing")
    assert [row[1] for row in rows.rows] == [None, None]
    assert run(store, "ASK { ?s ?p ?o }") == Truth(True)
    assert run(store, "ASK { ?s ?p 'no such thing' }") == Truth(False)


def test_triples_come_once_and_sorted(store):
    text = (
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"
        "CONSTRUCT { ?s skos:prefLabel ?o } { ?s skos:prefLabel ?o ; skos:altLabel '市司法局' }"
    )
    found = run(store, text)
    assert isinstance(found, Triples)
    assert len(found.triples) == 1
    described = run(store, "DESCRIBE <https://w3id.org/zeren/id/jurisdiction/990100>")
    assert isinstance(described, Triples)
    assert list(described.triples) == sorted(described.triples, key=str)
    assert len(described.triples) == 5


def test_a_query_may_choose_its_graphs(store):
    count = "SELECT (COUNT(DISTINCT ?s) AS ?n) {from} {{ ?s a <https://w3id.org/zeren#Plan> }}"

    def number(dataset: str) -> str:
        return run(store, count.format(**{"from": dataset})).rows[0][0].value

    assert number("") == "4"
    assert number("FROM <https://w3id.org/zeren/id/graph/990100/city>") == "1"
    assert number("# FROM <https://w3id.org/zeren/id/graph/990100/city>\n") == "4"


def test_what_begins_as_no_query_does_is_told_so(store):
    with pytest.raises(BadQuery, match='begins with "SELEC"; a query begins with SELECT'):
        run(store, "# a note\nSELEC * WHERE { ?s ?p ?o }")

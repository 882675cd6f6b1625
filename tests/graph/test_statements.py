"""The graph is what DESIGN section 3 says it is: its classes, its properties, and evidence for everything."""

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib import OWL, RDF, RDFS, Graph, URIRef

import zeren
from zeren.builder import build
from zeren.extract.read import decode
from zeren.graph.store import Store
from zeren.graph.terms import Writer, joined
from zeren.ontology.iri import BASE, Name
from zeren.ontology.vocab import PREFIXES

ZR, XSD = PREFIXES["zr"], PREFIXES["xsd"]
TYPE = str(RDF.type)
OF_THE_FILE = r"sourceStart|sourceEnd|sourceFile|sourceDigest|/link>|^<\S+/(derivation|difference)/\S+> <\S+#(span|upperSpan)>"
"""What may be said otherwise of a file with hidden characters: a link leads to the whole provision where they stand."""
HIDDEN = re.compile(r"[\u200b\u200d\ufeff]")

# What may be said of a thing of each class: DESIGN section 3, and after the bar what docs/decisions.md adds to it.
PLAN = (
    "dcterms:title documentNumber dcterms:publisher dcterms:issued periodStart periodEnd jurisdiction level implements"
    " cites sourceFile | sourceDigest held catalogue departmental text hasCitation hasObligation hasProvision replaces setByHand"
)
PROVISION = "inPlan partOf label number order dcterms:title text span hasDeadline hasTarget hasCitation | keyTerm dueBy hasObligation coverage continues"
TASK = "leadBy responsibleBy supportedBy supervisedBy assignedTo dueBy derivesFrom hasResponsibility hasObligation | hasDerivation"
BODY = "skos:prefLabel skos:altLabel jurisdiction kind org:subOrganizationOf org:resultedFrom org:changedBy | succeededBy"
CHANGE = "http://www.w3.org/ns/org#ChangeEvent"
SAID = {
    "Plan": PLAN,
    "Provision": PROVISION,
    "Task": f"{PROVISION} {TASK}",
    "GeneralProvision": f"{PROVISION} {TASK}",
    "Responsibility": "task institution role asNamed openEnded span roleByRule addedByRule | method resolution score",
    "Obligation": "task actor modality action object text span | actionAt objectAt conditionAt scope scopeAt actorText actorSource condition hasDeadline hasTarget method",
    "Deadline": "deadlineText dueBy recurrence span | duration workingDays event eventSpan method",
    "Target": "targetText comparator value unit period span | measured measuredAt baseline baselineAt method",
    "Citation": "citedTitle citedNumber cites span | citedAs pinpoint shortFor method",
    "Notice": "dcterms:title documentNumber dcterms:publisher dcterms:issued issues forwards span |",
    "Institution": BODY,
    "InstitutionGroup": f"{BODY} groupText hasMember memberBasis",
    "InstitutionKind": "| skos:prefLabel skos:altLabel system since until",
    CHANGE: "org:originalOrganization org:resultingOrganization skos:prefLabel dcterms:date changeKind basis nameKept",
    "Derivation": "task upper kind confidence status method span upperSpan | rationale shape hasDifference hasCorrespondence",
    "Continuation": "continuing continued confidence rationale",
    "Difference": "| aspect change text upperText span upperSpan againstCatalogue",
    "Correspondence": "| obligation upperObligation likeness sharedWords",
    "Standing": "| requirement byPlan coverage addressed",
    "Jurisdiction": "skos:prefLabel skos:notation level within |",
    "Span": "oa:start oa:end oa:exact sourceStart sourceEnd page inPlan | segmentKind recognition doubtful",
}
SEVERAL = {
    "hasProvision",
    "dcterms:publisher",
    *(
        "implements",
        "cites",
        "hasDeadline",
        "hasTarget",
        "hasCitation",
        "keyTerm",
        "derivesFrom",
        "hasDerivation",
    ),
    *("leadBy", "responsibleBy", "supportedBy", "supervisedBy", "assignedTo", "hasResponsibility"),
    *(
        "hasObligation",
        "actor",
        "actorText",
        "skos:altLabel",
        "hasMember",
        "org:resultedFrom",
        "org:changedBy",
    ),
    *("succeededBy", "org:originalOrganization", "org:resultingOrganization"),
    *("coverage", "continues", "hasDifference", "hasCorrespondence", "shape"),
}


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    return Graph().parse(Path(zeren.__file__).parent / "ontology" / "zeren.ttl")


@pytest.fixture(scope="module")
def things(store: Store, vocabulary: Graph) -> dict[str, dict[str, list[NamedNode | Literal]]]:
    """What is said of every thing that is not of the vocabulary itself, by property."""
    declared = {str(subject) for subject in vocabulary.subjects()}
    found: dict[str, dict[str, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
    for quad in store.quads():
        if quad.subject.value not in declared:
            found[quad.subject.value][quad.predicate.value].append(quad.object)
    return found


def classes(said: dict[str, list[NamedNode | Literal]]) -> set[str]:
    return {kind.value.removeprefix(ZR) for kind in said[TYPE]}


def short(iri: str) -> str:
    if iri.startswith(ZR):
        return iri.removeprefix(ZR)
    return next((f"{p}:{iri.removeprefix(ns)}" for p, ns in PREFIXES.items() if iri.startswith(ns)), iri)


def test_of_each_thing_only_what_its_class_has_is_said(things):
    for iri, said in things.items():
        kinds = classes(said)
        assert kinds, f"{iri} is of no class"
        assert kinds <= set(SAID), f"{iri} is a {kinds}"
        allowed = {name for kind in kinds for name in SAID[kind].split()}
        assert {short(p) for p in said if p != TYPE} <= allowed, iri


def test_what_can_be_said_once_is_said_once(things):
    for iri, said in things.items():
        for prop, values in said.items():
            assert len(values) == len(set(values)), f"{iri} {prop} stands in two graphs"
            if prop != TYPE and short(prop) not in SEVERAL:
                assert len(values) == 1, f"{iri} {prop} {values}"


def test_every_class_and_property_is_declared_and_used_as_declared(things, vocabulary):
    below = {
        str(c): {str(u) for u in vocabulary.transitive_objects(c, RDFS.subClassOf)}
        for c in vocabulary.subjects(RDF.type, OWL.Class)
    }
    of_class = {
        str(s): {str(t) for t in vocabulary.objects(s, RDF.type)} for s in vocabulary.subjects(RDF.type)
    }

    def types(iri: str) -> set[str]:
        stated = {kind.value for kind in things[iri][TYPE]} if iri in things else of_class.get(iri, set())
        return {upper for kind in stated for upper in below.get(kind, {kind})}

    for iri, said in list(things.items()):
        for prop, values in said.items():
            if not prop.startswith(ZR):
                continue
            assert (URIRef(prop), RDFS.label, None) in vocabulary, f"{prop} is not declared"
            for domain in vocabulary.objects(URIRef(prop), RDFS.domain):
                assert str(domain) in types(iri), f"{iri} has {prop} and is no {domain}"
            for range_ in map(str, vocabulary.objects(URIRef(prop), RDFS.range)):
                for value in values:
                    is_one = (
                        value.datatype.value == range_
                        if isinstance(value, Literal)
                        else range_ in types(value.value)
                    )
                    assert is_one, f"{iri} {prop} {value} is no {range_}"


def test_there_are_no_blank_nodes(store):
    assert not [
        q for q in store.quads() if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)
    ]


def test_each_plan_has_a_graph_beside_authority_and_derivations(store, rows):
    plans = [row["plan"] for row in rows("SELECT ?plan WHERE { ?plan zr:held true } ORDER BY ?plan")]
    expected = [plan.replace("/id/plan/", "/id/graph/") for plan in plans]
    base = "https://w3id.org/zeren/id/graph/"
    assert [g.value for g in store.graphs()] == sorted([*expected, f"{base}authority", f"{base}derivations"])
    assert len(plans) == 6


def test_a_triple_stands_in_one_graph(store):
    assert max(Counter(quad.triple for quad in store.quads()).values()) == 1


def test_a_plans_graph_speaks_of_nothing_but_that_plan(store):
    for graph in store.graphs():
        own = graph.value.split("/graph/")[1]
        if "/" in own:
            for quad in store.quads(graph):
                kind, _, name = quad.subject.value.split("/id/")[1].partition("/")
                assert name == own or name.startswith(f"{own}/"), f"{quad.subject} ({kind}) in {graph}"


def test_the_source_is_named_without_folders(rows):
    names = [row["file"] for row in rows("SELECT ?file WHERE { ?plan zr:sourceFile ?file } ORDER BY ?file")]
    assert names == ["2015.toml", "2021.toml", "donglan.txt", "linshu.txt", "qinghe.txt", "wangchuan.txt"]


def test_shortcuts_agree_with_the_responsibilities(rows):
    shortcuts = {
        "Lead": "leadBy",
        "Responsible": "responsibleBy",
        "Support": "supportedBy",
        "Supervise": "supervisedBy",
    }
    stated = {
        (row["task"], short(row["property"]), row["body"])
        for row in rows(
            """SELECT ?task ?property ?body WHERE {
            VALUES ?property { zr:leadBy zr:responsibleBy zr:supportedBy zr:supervisedBy } ?task ?property ?body }"""
        )
    }
    found = rows(
        "SELECT ?task ?r ?role ?body WHERE { ?r zr:task ?task ; zr:role ?role . OPTIONAL { ?r zr:institution ?body } }"
    )
    assert stated == {(r["task"], shortcuts[short(r["role"])], r["body"]) for r in found if r["body"]}
    assigned = rows("SELECT ?task ?body WHERE { ?task zr:assignedTo ?body }")
    assert {(r["task"], r["body"]) for r in assigned} == {(task, body) for task, _, body in stated}
    has = rows("SELECT ?task ?r WHERE { ?task zr:hasResponsibility ?r }")
    assert {(r["task"], r["r"]) for r in has} == {(r["task"], r["r"]) for r in found}
    assert len(found) > 150


def test_derives_from_is_stated_for_accepted_links_only(rows):
    links = rows(
        "SELECT ?task ?upper ?status WHERE { ?link zr:task ?task ; zr:upper ?upper ; zr:status ?status }"
    )
    accepted = {(row["task"], row["upper"]) for row in links if row["status"] == f"{ZR}Accepted"}
    shortcut = rows("SELECT ?task ?upper WHERE { ?task zr:derivesFrom ?upper }")
    assert {(row["task"], row["upper"]) for row in shortcut} == accepted
    assert accepted
    assert len(links) > len(accepted), "no candidate is kept for a person to look at"


def test_a_task_is_due_by_what_its_clause_says_else_by_its_latest_deadline(rows):
    stated = {
        row["task"]: row["due"] for row in rows("SELECT ?task ?due WHERE { ?task a zr:Task ; zr:dueBy ?due }")
    }
    dated = defaultdict(list)
    for row in rows(
        """SELECT ?task ?due ?method WHERE { ?task a zr:Task ; zr:hasDeadline ?d . ?d zr:dueBy ?due ; zr:method ?method }"""
    ):
        dated[row["task"]].append((row["method"].endswith(".clause"), row["due"]))
    assert stated == {task: max(found)[1] for task, found in dated.items()}
    assert len(stated) > 20


def test_a_union_counts_each_body_once(rows):
    """A plain query with COUNT is right: what plans share is not stated by each of them."""
    plain = rows(
        "SELECT ?name (COUNT(?task) AS ?n) WHERE { ?task zr:leadBy ?b . ?b skos:prefLabel ?name } GROUP BY ?name"
    )
    distinct = rows(
        "SELECT ?name (COUNT(DISTINCT ?task) AS ?n) WHERE { ?task zr:leadBy ?b . ?b skos:prefLabel ?name } GROUP BY ?name"
    )
    assert {(r["name"], r["n"]) for r in plain} == {(r["name"], r["n"]) for r in distinct}


SPANS = """
SELECT ?of ?property ?start ?end ?from ?to ?exact ?text ?file ?catalogue WHERE {
  ?span a zr:Span ; oa:start ?start ; oa:end ?end ; oa:exact ?exact ; zr:inPlan ?plan .
  OPTIONAL { ?span zr:sourceStart ?from ; zr:sourceEnd ?to }
  ?plan zr:text ?text ; zr:sourceFile ?file . OPTIONAL { ?plan zr:catalogue ?catalogue } OPTIONAL { ?of ?property ?span }
}"""


def test_every_finding_has_its_evidence(things, rows):
    spans = {row["of"] for row in rows(SPANS) if row["property"] == f"{ZR}span"}
    findings = {"Provision", "Responsibility", "Deadline", "Target", "Citation", "Obligation", "Derivation"}
    assert not [iri for iri, said in things.items() if classes(said) & findings and iri not in spans]


def _closed_up(text: str) -> list[str]:
    """The lines that say something: blank ones behind every line are not read."""
    return [line for line in text.splitlines() if line.strip()]


def test_evidence_is_what_stands_in_the_text_and_in_the_file(rows, sample):
    found = rows(SPANS)
    for row in found:
        assert row["text"][int(row["start"]) : int(row["end"])] == row["exact"] == row["exact"].strip() != ""
        assert (row["from"] is None) == (row["catalogue"] == "true"), (
            "a catalogue's spans claim no place in a file"
        )
        if not row["catalogue"]:
            decoded, _ = decode((sample / row["file"]).read_bytes())
            assert _closed_up(decoded[int(row["from"]) : int(row["to"])]) == _closed_up(row["exact"])
    assert len(found) > 1200


def test_characters_that_a_plan_has_a_span_of_get_none_with_its_links(rows):
    spans = rows(
        "SELECT ?span ?plan ?start ?end WHERE { ?span a zr:Span ; zr:inPlan ?plan ; oa:start ?start ; oa:end ?end }"
    )
    assert len({(row["plan"], row["start"], row["end"]) for row in spans}) == len(spans) > 700
    led = rows(
        """SELECT DISTINCT ?span WHERE { ?one a zr:Difference ; zr:span|zr:upperSpan ?span .
        ?found a ?kind ; zr:span ?span VALUES ?kind { zr:Deadline zr:Target } }"""
    )
    assert len(led) > 10


def test_evidence_is_found_in_a_file_with_windows_lines_a_mark_and_hidden_characters(sample, tmp_path):
    """Hidden characters stand before, in and after labels, headings, names, dates and clauses."""
    for name in ("donglan.txt", "qinghe.txt", "wangchuan.txt"):
        text = (sample / name).read_text("utf-8")
        text = (
            re.sub("([。司市](?=.))", "\\1\u200b", text)
            .replace("\n", "\u200b\n\u200d")
            .replace("20", "2\ufeff0")
        )
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    build(
        [tmp_path / name for name in ("donglan.txt", "qinghe.txt", "wangchuan.txt")],
        tmp_path / "store",
        jobs=1,
    )
    store = Store.read(tmp_path / "store")
    seen = Counter()
    query = "".join(f"PREFIX {p}: <{ns}> " for p, ns in PREFIXES.items()) + SPANS
    for row in store.rows(query):
        assert row["text"][int(row["start"]) : int(row["end"])] == row["exact"]
        if not row["catalogue"]:
            decoded, _ = decode((tmp_path / row["file"]).read_bytes())
            printed = decoded[int(row["from"]) : int(row["to"])]
            assert _closed_up(HIDDEN.sub("", printed)) == _closed_up(row["exact"])
            seen[short(row["property"] or "")] += 1
    assert min(seen["span"], seen["upperSpan"]) > 50


def test_a_plain_file_and_one_with_hidden_characters_say_the_same(sample, tmp_path):
    text = (sample / "qinghe.txt").read_text("utf-8")
    (tmp_path / "plain.txt").write_text(text, "utf-8", newline="\n")
    (tmp_path / "hidden.txt").write_bytes(
        ("\ufeff" + text.replace("县", "县\u200b")).replace("\n", "\r\n").encode()
    )
    said = []
    for name in ("plain", "hidden"):
        build([tmp_path / f"{name}.txt"], tmp_path / name, jobs=1)
        triples = {str(quad.triple) for quad in Store.read(tmp_path / name).quads()}
        said.append({t for t in triples if not re.search(OF_THE_FILE, t)})
    assert said[0] == said[1]


def test_names_inside_a_plan_are_written_short_and_mean_the_same(tmp_path):
    plan = Name("plan", ("990100", "某市 <方案>\n-2021"))
    parts = [
        "2.1",
        "1_2",
        "p3",
        "5-9-lead",
        "5-9-lead-2.1",
        ".",
        "..",
        "a.",
        "-",
        "甲",
        "a b",
        "a:b",
        "<x>\n\n",
        "é",
    ]
    graph = NamedNode("http://x/g")
    told = []
    for name, write in (("whole", Writer(BASE)), ("short", Writer(BASE, plan))):
        pieces = [
            write.say(plan.of(kind, part), "inPlan", plan.of("span", part))[0]
            for kind in ("provision", "span", "notice")
            for part in parts
        ]
        stated = joined([*pieces, *write.say(plan, "text", "@prefix x: <y> .\n\n")], write.prefixes)
        opened = Store.create(tmp_path / name)
        opened.fill([(graph, stated)])
        filled = {str(quad) for quad in opened.quads(graph)}
        opened.replace(graph, stated)
        assert {str(quad) for quad in opened.quads(graph)} == filled
        told.append((filled, len(stated)))
    (whole, long), (short, less) = told
    assert whole == short
    assert len(whole) == 3 * len(parts) + 1
    assert less < long

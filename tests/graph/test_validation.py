"""Shapes: a sound store breaks none, and what breaks one is named so that a person can find it."""

import pytest
from rdflib import RDF, XSD, Graph, Literal, URIRef

from zeren.graph.export import nquads
from zeren.graph.validation import check, check_graph, shapes
from zeren.ontology.vocab import OA, ZR

NAME = "https://w3id.org/zeren/id/graph/990121/青禾县贯彻落实法治政府建设实施纲要2021-2025年实施方案"


@pytest.fixture
def plan(store) -> Graph:
    """The graph of 青禾县's plan."""
    lines = [
        line for line in nquads(store).decode().splitlines(keepends=True) if line.endswith(f"<{NAME}> .\n")
    ]
    return Graph().parse(data="".join(lines).replace(f" <{NAME}> .\n", " .\n"), format="nt")


def first(graph: Graph, kind: URIRef) -> URIRef:
    return min(graph.subjects(RDF.type, kind))


def test_a_store_as_built_breaks_nothing(store):
    seen = []
    assert list(check(store, lambda done, total: seen.append((done, total)))) == []
    assert seen == [(done, 8) for done in range(1, 9)]


def test_a_responsibility_without_evidence_is_named(plan):
    found = first(plan, ZR.Responsibility)
    plan.remove((found, ZR.span, None))
    (broken,) = check_graph(NAME, plan)
    assert (broken.graph, broken.node, broken.path) == (NAME, str(found), str(ZR.span))
    assert broken.message == "每条责任须有原文依据 | every responsibility has its evidence"


def test_a_task_that_is_due_twice_is_named(plan):
    task = min(plan.subjects(ZR.hasResponsibility))
    for day in ("2022-01-01", "2022-01-02"):
        plan.add((task, ZR.dueBy, Literal(day, datatype=XSD.date)))
    (broken,) = check_graph(NAME, plan)
    assert (broken.node, broken.path) == (str(task), str(ZR.dueBy))
    assert "a task is due by one date at most" in broken.message


def test_a_date_that_is_none_is_named(plan):
    task = first(plan, ZR.Task)
    plan.remove((task, ZR.dueBy, None))
    plan.add((task, ZR.dueBy, Literal("年底前")))
    (broken,) = check_graph(NAME, plan)
    assert (broken.node, broken.value) == (str(task), "年底前")


def test_all_that_is_broken_is_named_in_a_fixed_order(plan):
    span, found = first(plan, ZR.Span), first(plan, ZR.Responsibility)
    plan.set((span, OA.start, Literal(9_999_999)))
    plan.set((found, ZR.role, URIRef("http://x/boss")))
    plan.remove((found, ZR.asNamed, None))
    source = next(plan.subjects(ZR.sourceFile))
    plan.set((source, ZR.sourceFile, Literal("/home/me/plan.txt")))
    broken = check_graph(NAME, plan)
    assert broken == sorted(broken, key=lambda b: (b.node, b.path, b.message)) == check_graph(NAME, plan)
    assert {(b.node, b.path) for b in broken} >= {
        (str(span), str(OA.start)),
        (str(found), str(ZR.role)),
        (str(found), str(ZR.asNamed)),
        (str(source), str(ZR.sourceFile)),
    }
    assert all(b.message for b in broken)


def test_the_shapes_speak_of_declared_terms_only(store):
    declared = {
        row["t"]
        for row in store.rows("SELECT ?t WHERE { ?t <http://www.w3.org/2000/01/rdf-schema#label> ?l }")
    }
    used = {str(t) for triple in shapes() for t in triple if str(t).startswith(str(ZR.Plan)[:-4])}
    assert {term for term in used if not term.endswith("Shape")} <= declared

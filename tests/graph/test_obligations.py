"""Obligations in the store: whom they bind, with what force, by when, and where they stand."""

import csv
from collections import Counter
from pathlib import Path

from zeren.graph.obligations import MODALITIES, SOURCES
from zeren.ontology.model import ActorSource, Modality
from zeren.queries import bind, question, run
from zeren.queries.terms import plain

TABLE = Path(__file__).parents[1] / "cases" / "sample-obligations.csv"
ACTORS = """SELECT ?force (COUNT(DISTINCT ?o) AS ?n) WHERE {
  ?plan zr:sourceFile "qinghe.txt" . ?task zr:inPlan ?plan ; zr:hasObligation ?o . ?o zr:modality ?force } GROUP BY ?force"""


def local(iri):
    return iri.rsplit("#", 1)[-1]


def test_every_value_has_its_term():
    assert set(MODALITIES) == set(Modality)
    assert set(SOURCES) == set(ActorSource)


def test_the_store_holds_every_duty_of_the_plan_with_its_force(rows):
    with TABLE.open(encoding="utf-8", newline="") as file:
        wanted = Counter(local(MODALITIES[Modality(row["modality"])]) for row in csv.DictReader(file))
    assert {local(row["force"]): int(row["n"]) for row in rows(ACTORS)} == dict(wanted)


def test_prohibitions_that_bind_nobody_by_name_fall_to_the_task(rows):
    found = rows(
        """SELECT ?text ?label WHERE { ?o zr:modality zr:MustNot ; zr:actorSource zr:AtTask ; zr:text ?text ; zr:task ?task .
        ?task zr:inPlan/zr:sourceFile "qinghe.txt" ; zr:label ?label } ORDER BY ?label"""
    )
    assert [(row["label"], row["text"]) for row in found] == [
        ("（二十）", "严禁新增拖欠"),
        ("（六）", "未经司法所审核不得印发、签订"),
    ]


def test_a_body_that_only_running_text_names_is_in_the_registry(rows):
    found = rows(
        """SELECT DISTINCT ?label ?alt WHERE { ?o zr:actor ?body ; zr:actorText "县应急管理局" .
        ?body skos:prefLabel ?label ; skos:altLabel ?alt }"""
    )
    assert [(row["label"], row["alt"]) for row in found] == [("青禾县应急管理局", "县应急管理局")]


def test_a_duty_has_the_deadline_and_the_target_of_its_provision(rows):
    found = rows(
        """SELECT ?action ?due ?value WHERE { ?task zr:hasObligation ?o ; zr:hasDeadline ?d ; zr:hasTarget ?t .
        ?o zr:hasDeadline ?d ; zr:hasTarget ?t ; zr:action ?action . ?d zr:deadlineText ?due . ?t zr:value ?value .
        ?task zr:inPlan/zr:sourceFile "qinghe.txt" } ORDER BY ?due ?value"""
    )
    assert ("举办", "每年", "1") in [(row["action"], row["due"], row["value"]) for row in found]


def test_a_closing_duty_outside_all_tasks_stands_at_its_paragraph(rows):
    found = rows(
        """SELECT ?action WHERE { ?p zr:hasObligation ?o ; zr:inPlan/zr:sourceFile "qinghe.txt" . ?o zr:action ?action ;
        zr:actorText "县委依法治县办" FILTER NOT EXISTS { ?o zr:task ?task } } ORDER BY ?action"""
    )
    assert [row["action"] for row in found] == ["提请", "通报"]


def test_catalogues_ask_nothing(rows):
    assert rows("SELECT ?o WHERE { ?p zr:hasObligation ?o ; zr:inPlan/zr:catalogue true }") == []


def test_what_a_preamble_asks_is_the_plans_own_and_listed(rows, store):
    asked = rows(
        """SELECT ?o ?who WHERE { ?plan zr:hasObligation ?o ; zr:sourceFile "linshu.txt" . ?o zr:actorText ?who
        FILTER NOT EXISTS { ?o zr:task ?task } }"""
    )
    assert [row["who"] for row in asked] == ["全市各级行政机关"] * 2
    listed = run(store, bind(question("obligations"), {"institution": "全市各级行政机关"}))
    assert {row["o"] for row in asked} <= {plain(row[-1]) for row in listed.rows}


def test_where_the_parts_of_a_duty_stand_is_stated_or_their_first_place_in_the_clause(rows):
    found = rows(
        """SELECT ?whole ?clause ?part ?at WHERE { ?o zr:text ?clause ; zr:span/oa:start ?start ; zr:span/zr:inPlan/zr:text ?whole .
        { ?o zr:action ?part OPTIONAL { ?o zr:actionAt ?stated } } UNION { ?o zr:object ?part OPTIONAL { ?o zr:objectAt ?stated } }
        UNION { ?o zr:condition ?part OPTIONAL { ?o zr:conditionAt ?stated } }
        BIND(COALESCE(?stated, ?start + STRLEN(STRBEFORE(?clause, ?part))) AS ?at) }"""
    )
    assert all(row["whole"].startswith(row["part"], int(row["at"])) for row in found)
    assert len(found) > 300
    stated = rows("SELECT ?at WHERE { ?o zr:actionAt|zr:objectAt|zr:conditionAt ?at }")
    assert len(stated) < len(found) / 50

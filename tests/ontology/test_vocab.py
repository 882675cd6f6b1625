"""The vocabulary: zeren.ttl is canonical, and what follows from it follows it."""

from importlib.resources import files

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.namespace import SH

from zeren.ontology.model import ActorSource, ChangeKind, CitedAs, Coverage, Level, Modality, Role, Status
from zeren.ontology.vocab import PREFIXES, ZR

NAMESPACE = PREFIXES["zr"]


def parsed(name):
    return Graph().parse(files("zeren.ontology") / name, format="turtle")


TTL = parsed("zeren.ttl")
SHAPES = parsed("shapes.ttl")
TERMS = sorted({term for term in TTL.subjects() if term.startswith(NAMESPACE)})
CONSTANTS = {URIRef(NAMESPACE + name) for name in ZR.__annotations__ if not name.startswith("_")}


def test_constants_and_terms_are_the_same():
    assert set(TERMS) - CONSTANTS == set(), "terms without a constant in vocab.py"
    assert CONSTANTS - set(TERMS) == set(), "constants without a term in zeren.ttl"
    assert len(TERMS) >= 100


def test_a_constant_is_its_term_and_nothing_else_is_a_constant():
    assert ZR.leadBy == URIRef("https://w3id.org/zeren#leadBy")
    with pytest.raises(AttributeError, match="leadsBy"):
        ZR.leadsBy  # noqa: B018


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.removeprefix(NAMESPACE))
def test_every_term_has_its_labels_in_both_languages(term):
    labels = sorted(label.language for label in TTL.objects(term, RDFS.label))
    assert labels == ["en", "zh"]
    comments = sorted(comment.language for comment in TTL.objects(term, RDFS.comment))
    assert comments in ([], ["en", "zh"])


@pytest.mark.parametrize(
    "term",
    [t for t in TERMS if (t, RDF.type, OWL.Class) in TTL],
    ids=lambda term: term.removeprefix(NAMESPACE),
)
def test_every_class_says_what_it_is(term):
    assert sorted(comment.language for comment in TTL.objects(term, RDFS.comment)) == ["en", "zh"]


def test_every_term_is_a_class_a_property_or_a_value():
    kinds = {term: set(TTL.objects(term, RDF.type)) for term in TERMS}
    closed = {
        ZR.Level,
        ZR.Role,
        ZR.Status,
        ZR.Modality,
        ZR.CitedAs,
        ZR.ActorSource,
        ZR.ChangeKind,
        ZR.Verdict,
        ZR.CoverageStatus,
    }
    assert all(
        len(kind) == 1 and kind <= {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, *closed}
        for kind in kinds.values()
    )


def test_domains_ranges_and_upper_terms_are_terms():
    for relation in (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf):
        for term in TTL.objects(None, relation):
            assert not term.startswith(NAMESPACE) or term in TERMS, term


def test_the_closed_lists_are_those_of_the_model():
    lists = {
        ZR.Level: Level,
        ZR.Role: Role,
        ZR.Status: Status,
        ZR.Modality: Modality,
        ZR.CitedAs: CitedAs,
        ZR.ActorSource: ActorSource,
    }
    for kind, values in lists.items():
        assert len(set(TTL.subjects(RDF.type, kind))) == len(values)


def test_every_kind_of_change_has_its_term():
    assert len(list(TTL.subjects(RDF.type, ZR.ChangeKind))) == len(ChangeKind)


def test_roles_are_ways_of_being_assigned():
    ways = set(TTL.subjects(RDFS.subPropertyOf, ZR.assignedTo))
    assert ways == {ZR.leadBy, ZR.responsibleBy, ZR.supportedBy, ZR.supervisedBy}


def test_shapes_speak_of_terms_only():
    spoken = {
        term
        for triple in SHAPES
        for term in triple
        if isinstance(term, URIRef) and term.startswith(NAMESPACE)
    }
    shapes = set(SHAPES.subjects(RDF.type, SH.NodeShape))
    assert shapes
    assert spoken - shapes <= set(TERMS)


def test_files_have_no_blank_labels_and_end_in_a_line_break():
    for name in ("zeren.ttl", "shapes.ttl"):
        text = (files("zeren.ontology") / name).read_text("utf-8")
        assert text.endswith("\n")
        assert '""' not in text


def test_every_status_of_coverage_is_defined_in_both_languages():
    stated = {str(term).removeprefix(NAMESPACE): term for term in TTL.subjects(RDF.type, ZR.CoverageStatus)}
    assert set(stated) == {status.value for status in Coverage}
    assert all(len(list(TTL.objects(term, RDFS.comment))) == 2 for term in stated.values())

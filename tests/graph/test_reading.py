"""Read and write guard each other: what was stated of a plan is read back as it was."""

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from zeren.builder import prepare
from zeren.data.authority import load
from zeren.data.catalogue import catalogues
from zeren.extract.catalogue import extract_catalogue
from zeren.extract.compose import extract
from zeren.extract.read import read
from zeren.graph.reading import read_bodies, read_digests, read_documents, read_plan
from zeren.graph.statements import state, title_of
from zeren.graph.store import Store
from zeren.graph.terms import Writer, joined
from zeren.ontology.iri import Name
from zeren.ontology.model import Extraction, Span, Task

PLANS = ["donglan", "linshu", "qinghe", "wangchuan", "2015", "2021"]
BASE = "http://localhost/other/"


def extraction_of(sample: Path, name: str) -> Extraction:
    if name.isdigit():
        return extract_catalogue(next(c for c in catalogues() if c.name == f"{name}.toml"), load())
    return extract(read(sample / f"{name}.txt"), load())


def trimmed(span: Span, text: str) -> Span:
    own = span.of(text)
    return Span(span.start + len(own) - len(own.lstrip()), span.start + len(own.rstrip()))


@pytest.fixture(params=PLANS)
def both(request, sample, tmp_path) -> tuple[Extraction, Extraction]:
    """An extraction, and what is read back of it from a store that holds nothing else."""
    extraction = extraction_of(sample, request.param)
    store = Store.create(tmp_path / "store")
    graph = Name("graph", extraction.document.id.parts)
    store.replace(NamedNode(graph.iri(BASE)), joined(state(extraction, [], Writer(BASE))))
    (document,) = read_documents(store, load(), BASE)
    assert document.text == ""
    return extraction, read_plan(store, document, BASE)


def test_metadata_and_text_come_back(both):
    stated, read_back = both
    without = {"issuers": (), "offsets": read_back.document.offsets}
    assert read_back.document == replace(stated.document, **without)


def test_provisions_come_back(both):
    stated, read_back = both
    text = stated.document.text
    for one, two in zip([p for p in stated.provisions if not p.point], read_back.provisions, strict=True):
        assert type(one) is type(two)
        assert two.heading == one.heading or two.heading == title_of(one, text), "or the words it opens with"
        assert two == replace(one, span=trimmed(one.span, text), heading=two.heading)


def test_places_in_the_source_come_back_where_provisions_begin(both):
    stated, read_back = both
    if not stated.document.catalogue:
        for provision in read_back.provisions:
            assert read_back.document.offsets.span_to_source(
                provision.span
            ) == stated.document.offsets.span_to_source(provision.span)


def test_citations_and_key_terms_come_back(both):
    stated, read_back = both
    assert list(read_back.citations) == sorted(stated.citations, key=lambda c: c.span)
    assert {path: set(terms) for path, terms in read_back.terms} == {
        path: set(terms) for path, terms in stated.terms
    }


def test_tasks_stay_tasks(both):
    stated, read_back = both
    assert [t.path for t in read_back.tasks] == [t.path for t in stated.tasks]
    assert [t.general for t in read_back.tasks] == [t.general for t in stated.tasks]
    assert all(isinstance(task, Task) for task in read_back.tasks)


def test_a_place_is_known_before_anything_else_is_in_the_store(both):
    """Places are stated in the authority graph, which is written last."""
    stated, read_back = both
    assert read_back.document.place == stated.document.place is not None


def test_bodies_come_back_with_the_names_they_are_printed_under(store):
    plans = [list(read_bodies(store, document.id)) for document in read_documents(store, load())]
    assert all(bodies == sorted(bodies) for bodies in plans)
    bodies = [body for bodies in plans for body in bodies]
    names = {printed for body, printed in bodies if body.parts == ("990200", "政府法制办")}
    assert names == {"市政府法制办", "市政府法制办公室"}
    assert "" in {printed for _, printed in bodies}, "a publisher is not printed in a clause"


def test_digests_are_those_of_the_files(store, sample):
    digests = read_digests(store)
    assert len(digests) == 6
    assert prepare(sample / "qinghe.txt").digest in digests.values()

"""A record beside the store says what the plan's graph says."""

from dataclasses import replace
from pathlib import Path

import pytest

from zeren.builder import build
from zeren.data.authority import load
from zeren.data.catalogue import catalogues
from zeren.extract.catalogue import extract_catalogue
from zeren.extract.compose import extract
from zeren.extract.sources import read_file
from zeren.graph.reading import read_bodies, read_documents, read_plan
from zeren.graph.records import Records, read_record, record
from zeren.graph.store import Store
from zeren.ontology.model import Extraction
from zeren.preparing import prepare

CORPUS = Path(__file__).parents[3] / "shared"


def said(plan: Extraction) -> dict[str, object]:
    """What a plan says; of findings that begin and end together the order means nothing."""
    found = {name: getattr(plan, name) for name in Extraction.__slots__}
    for name in ("responsibilities", "deadlines", "targets", "citations", "obligations"):
        found[name] = sorted(found[name], key=repr)
    return found


def plans(sample: Path) -> dict[str, Extraction]:
    authority = load()
    read = [extract(read_file(path), authority) for path in sorted(sample.glob("*.txt"))]
    return {p.document.id.tail: p for p in (*read, *(extract_catalogue(c, authority) for c in catalogues()))}


def test_metadata_of_every_plan_of_a_store_is_in_its_record(store: Store, sample: Path, tmp_path: Path):
    read, authority, kept = plans(sample), load(), Records(tmp_path, "")
    for document in read_documents(store, authority):
        kept.keep(document.id, document.digest, record(read[document.id.tail], ()))
        assert kept.document(document.id, document.digest, authority) == document


def test_a_record_is_what_the_graph_says(store: Store, sample: Path):
    read, authority = plans(sample), load()
    documents = list(read_documents(store, authority))
    assert len(documents) == 6
    for document in documents:
        from_graph = read_plan(store, document)
        assert said(read_record(record(read[document.id.tail], ()), document)) == said(from_graph)
        assert record(from_graph, ()) == record(read[document.id.tail], ())


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the real plans are not beside this checkout")
def test_and_of_real_plans(tmp_path: Path):
    files = sorted([*CORPUS.glob("seeds/*.txt"), *CORPUS.glob("corpus/*.txt"), *CORPUS.glob("corpus/*.pdf")])[
        ::4
    ]
    build(files, tmp_path / "store", jobs=1)
    authority, opened = load(), Store.read(tmp_path / "store")
    documents = list(read_documents(opened, authority))
    kept = Records(tmp_path / "store", "")
    by_name = {Path(path).name: path for path in files}
    for document in documents:
        if document.catalogue:
            continue
        written = prepare(by_name[document.source_name]).record
        found = read_record(written, document)
        assert said(found) == said(read_plan(opened, document))
        kept.keep(document.id, document.digest, written)
        assert kept.find(replace(document, digest="another")) is None
        assert kept.find(document) == found
        assert kept.document(document.id, document.digest, authority) == document
        assert kept.document(document.id, "another", authority) is None
        assert kept.bodies(document) == sorted(
            read_bodies(opened, document.id), key=lambda body: (body[0].tail, body[1])
        )
    assert len(documents) > 8

"""The finders as components of a spaCy pipeline whose tokens are characters."""

from spacy.tokens import Doc

from zeren.data.authority import load
from zeren.extract.pipeline import FINDERS, Context, find, pipeline
from zeren.ontology.model import Span

TEXT = "1.落实《某纲要》，2022年底前完成。（责任单位：市司法局）"


def test_every_finder_is_a_component_in_its_order():
    assert [name for name, _ in FINDERS] == ["citations", "clauses", "deadlines", "targets", "obligations"]
    assert pipeline().pipe_names == [f"zeren_{name}" for name, _ in FINDERS]


def test_what_is_found_is_the_same_in_the_document_and_in_its_spans():
    doc = Doc(pipeline().vocab, words=list(TEXT), spaces=[False] * len(TEXT))
    doc = pipeline()(doc)
    assert doc.text == TEXT
    for name, _ in FINDERS:
        found = [(one.span.start, one.span.end) for one in doc.user_data[name]]
        assert found == [(span.start_char, span.end_char) for span in doc.spans[name]]
        assert {span.label_ for span in doc.spans[name]} == ({name} if found else set())
    assert [span.text for span in doc.spans["deadlines"]] == ["2022年底前"]


def test_times_are_looked_for_in_the_stretches_of_the_plan_only():
    whole = find(TEXT, Context((Span(0, len(TEXT)),), None, load()))
    none = find(TEXT, Context((), None, load()))
    assert (len(whole.deadlines), len(none.deadlines)) == (1, 0)
    assert whole.clauses == none.clauses
    assert whole.citations == none.citations


def test_spans_of_a_stretch_are_offsets_of_the_whole():
    (found,) = find(TEXT, Context((Span(8, len(TEXT)),), None, load())).deadlines
    assert found.span.of(TEXT) == found.text == "2022年底前"


def test_a_text_without_characters_has_no_findings():
    assert find("", Context((), None, load())) == find("\n", Context((), None, load()))

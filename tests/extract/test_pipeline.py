"""The finders as components of a spaCy pipeline whose tokens are characters."""

from dataclasses import replace

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from zeren.data.authority import load
from zeren.extract.pipeline import FINDERS, NEEDS, Context, find, is_changed, pipeline
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


@Language.component("dropping")
def dropping(doc):
    """Deadlines are dropped, all of which must stand in the spans that a component sees."""
    assert len(doc.user_data["deadlines"]) == len(doc.spans["deadlines"])
    doc.user_data["deadlines"] = []
    return doc


def test_a_component_that_was_added_sees_every_document_and_its_findings_count():
    context = Context((Span(0, len(TEXT)),), None, load())
    before = find(TEXT, context)
    assert not is_changed(pipeline())
    pipeline().add_pipe("dropping")
    try:
        assert is_changed(pipeline())
        after = find(TEXT, context)
    finally:
        pipeline().remove_pipe("dropping")
    assert before.deadlines
    assert after == replace(before, deadlines=())
    assert find(TEXT, context) == before


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


def test_what_a_finder_requires_is_assigned_before_it():
    problems = pipeline().analyze_pipes()["problems"]
    assert set(problems) == {f"zeren_{name}" for name, _ in FINDERS}
    assert not any(problems.values())


@pytest.mark.parametrize("name", NEEDS)
def test_another_order_is_seen_to_be_wrong(name):
    nlp = spacy.blank("zh")
    nlp.add_pipe(f"zeren_{name}")
    for need in NEEDS[name]:
        nlp.add_pipe(f"zeren_{need}")
    missing = nlp.analyze_pipes()["problems"][f"zeren_{name}"]
    assert missing == [f"doc._.zeren_{need}" for need in NEEDS[name]]


def test_what_finders_found_is_at_hand_for_components():
    doc = Doc(pipeline().vocab, words=list(TEXT), spaces=[False] * len(TEXT))
    assert doc._.zeren_deadlines == []
    doc = pipeline()(doc)
    assert [found.text for found in doc._.zeren_deadlines] == ["2022年底前"]

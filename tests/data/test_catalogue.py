"""The two national outlines: every item, under its heading, with terms to know it by."""

import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from zeren.data.authority import load
from zeren.data.catalogue import catalogues
from zeren.extract.catalogue import extract_catalogue
from zeren.ontology.model import Level

OUTLINES = Path(__file__).parents[3] / "shared" / "outlines.md"
ITEMS = {2015: 44, 2021: 35}


def plain(text):
    """A heading without its punctuation, which the two sides print differently."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))


@pytest.fixture(params=catalogues(), ids=lambda outline: outline.name)
def outline(request):
    return request.param


@pytest.fixture
def extraction(outline):
    return extract_catalogue(outline, load())


@pytest.fixture
def items(extraction):
    """The measures and items, not 一、总体要求, which has none in the first outline."""
    return [task for task in extraction.tasks if not task.label.endswith("、")]


def test_there_are_two_and_they_are_the_national_ones():
    assert [(o.title, o.number, o.issuers, o.issued, o.period) for o in catalogues()] == [
        (
            "法治政府建设实施纲要（2015－2020年）",
            "中发〔2015〕36号",
            ("中共中央", "国务院"),
            date(2015, 12, 27),
            (2015, 2020),
        ),
        (
            "法治政府建设实施纲要（2021－2025年）",
            "中发〔2021〕33号",
            ("中共中央", "国务院"),
            date(2021, 8, 11),
            (2021, 2025),
        ),
    ]


def test_an_outline_is_extracted_the_way_a_plan_is(outline, extraction, items):
    assert extraction.document.catalogue
    assert extraction.document.level is Level.NATIONAL
    assert (
        extraction.document.id.tail
        == f"plan/000000/法治政府建设实施纲要{outline.period[0]}-{outline.period[1]}年"
    )
    assert [task.number for task in items] == list(range(1, ITEMS[outline.period[0]] + 1))
    assert not extraction.responsibilities


def test_every_item_has_a_heading_a_text_and_terms_of_its_own(extraction, items):
    terms = dict(extraction.terms)
    for item in items:
        assert item.heading
        assert len(item.span.of(extraction.document.text)) > 40
        assert len(terms[item.path]) >= 5
        assert len(set(terms[item.path])) == len(terms[item.path])
        assert all(len(term) > 1 for term in terms[item.path])
    assert len({terms[item.path] for item in items}) == len(items)


def test_aims_and_principles_are_general_and_the_rest_is_not(outline, extraction):
    general = [task.heading for task in extraction.tasks if task.general]
    assert general == (["总体要求"] if outline.period[0] == 2015 else ["指导思想", "主要原则", "总体目标"])


def test_headings_are_those_of_the_outline(outline, extraction, items):
    if not OUTLINES.is_file():
        pytest.skip(f"{OUTLINES} is not here: the list of items is not part of the repository")
    parts = OUTLINES.read_text("utf-8").split("## ")
    (given,) = [part for part in parts if part.startswith(f"《法治政府建设实施纲要({outline.period[0]}")]
    section = r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七]\))([^:(\n]+)"
    number = r"(?:\d+ |\([一二三四五六七八九十]+\))"
    item = rf"(?:: |· )({number}[^·\n]+)"
    lines = given.splitlines()[1:]
    assert [plain(one.heading) for one in items] == [
        plain(re.sub(rf"^{number}", "", found)) for line in lines for found in re.findall(item, line)
    ]
    holding = [p.heading for p in extraction.provisions if p.label and p not in items]
    assert [plain(heading) for heading in holding] == [
        plain(found) for line in lines for found in re.findall(section, line)
    ]

"""What a scan leaves in the graph: how sure its pages are, which stretches are in doubt; and the shape of a notice."""

import pyoxigraph as ox
import pytest

from zeren.data.authority import load
from zeren.extract.compose import extract
from zeren.graph.spans import state_span
from zeren.graph.statements import state
from zeren.graph.store import Store
from zeren.graph.terms import Writer, joined, statement
from zeren.graph.validation import check
from zeren.ontology.iri import BASE
from zeren.ontology.model import Source, Span

ZR = "https://w3id.org/zeren#"
PAGES = (
    "望川市法治政府建设工作方案\n一、主要任务\n1.编制清单。（牵头单位：市司法局）\n",
    "2.评查案卷。（牵头单位：市财政局）\n",
)
NOTICE = "望川市人民政府关于印发《望川市法治政府建设工作方案》的通知\n望政发〔2022〕3号\n各区人民政府：\n现印发给你们。\n"


def scan(doubtful):
    text = "".join(PAGES)
    at = text.index(doubtful)
    low = (Span(at, at + len(doubtful)),)
    return extract(
        Source("a.png", text, "png", "0" * 64, False, (0, len(PAGES[0])), (0.95, 0.75), low), load()
    )


def said(extraction):
    """For the exact text of each span: its page's confidence and whether it is in doubt."""
    found = {}
    triples = ox.parse(joined(state(extraction, [], Writer(BASE))), format=ox.RdfFormat.TURTLE)
    of = {}
    for triple in triples:
        of.setdefault(triple.subject, {})[triple.predicate.value.rpartition("#")[2].rpartition("/")[2]] = (
            triple.object.value
        )
    for values in of.values():
        if "recognition" in values:
            found[values["exact"]] = values["recognition"], values.get("doubtful")
    return found


def test_a_page_says_how_sure_it_is_and_a_span_whether_it_is_in_doubt():
    found = said(scan("市财政局"))
    clauses = {text: says for text, says in found.items() if text.startswith("（牵头")} or found
    assert {sure for sure, _ in found.values()} == {"0.95", "0.75"}
    assert next(says for text, says in clauses.items() if "市财政局" in text) == ("0.75", "true")
    assert all(low is None for text, (_, low) in found.items() if "市财政局" not in text)


def test_what_is_no_scan_says_neither():
    text = "".join(PAGES)
    assert said(extract(Source("a.txt", text, "utf-8", "0" * 64), load())) == {}
    span, _ = state_span(Span(0, 5), scan("市司法局").document, Writer(BASE))
    assert span


@pytest.fixture
def store(tmp_path):
    """A store of one plan that came with a notice."""
    extraction = extract(Source("a.txt", NOTICE + "".join(PAGES), "utf-8", "0" * 64), load())
    opened = Store.create(tmp_path / "store")
    opened.replace(ox.NamedNode(f"{BASE}graph/x"), joined(state(extraction, [], Writer(BASE))))
    opened.flush()
    opened.close()
    return tmp_path / "store"


def notices(store):
    return f"SELECT ?n WHERE {{ ?n a <{ZR}Notice> ; <{ZR}issues> ?plan ; <{ZR}documentNumber> '望政发〔2022〕3号' }}"


def test_a_notice_is_a_work_of_its_own_and_its_shape_holds(store):
    opened = Store.read(store)
    assert len(list(opened.rows(notices(store)))) == 1
    assert not [found for found in check(opened) if "通知" in str(found)]


def test_a_notice_that_carries_no_plan_breaks_its_shape(store):
    opened = Store.create(store)
    graph = ox.NamedNode(f"{BASE}graph/x")
    kept = [statement(quad.triple) for quad in opened.quads(graph) if quad.predicate.value != f"{ZR}issues"]
    opened.replace(graph, joined(kept))
    opened.flush()
    opened.close()
    assert [found for found in check(Store.read(store)) if "通知" in str(found)]

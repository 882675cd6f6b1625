"""Plans are hostile input: whatever a text says, it stays text, and identifiers stay identifiers."""

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode
from rdflib import Dataset, URIRef

from zeren.builder import Outcome, build, prepare
from zeren.graph.analysis import gexf, graphml, network
from zeren.graph.evidence import explain
from zeren.graph.export import nquads, turtle
from zeren.graph.lookup import find
from zeren.graph.store import Store
from zeren.graph.terms import Writer
from zeren.graph.trace import upwards
from zeren.graph.validation import check
from zeren.ontology.iri import Name

NASTY = '"><script>alert(1)</script>\' \\" \\u0022 } } ; DROP ALL # {{7*7}} %(iri)s {0} ^^<http://x> @zh .'
PLAN = """TITLE

为落实《NASTY》，制定本方案。

一、<b>总则</b> } DROP ALL # NASTY

1.<img src=x onerror=alert(1)>清理文件。NASTY\u2028换行\u0085也是\x0b。（牵头单位：望川市<i>司法</i>局、市\"\"司法局；配合单位：市财政局\\、=cmd()局）

2.=HYPERLINK("http://x")公开信息。2023年底前完成。（牵头单位：市司法局）

=1+1段落。（市公安局负责）

3.} } ; DELETE WHERE { ?s ?p ?o } ; INSERT DATA { <a> <b> <c>。（牵头单位：市政府办公室）
"""
TITLES = [
    "<script>alert(1)</script>法治政府建设实施方案",
    "=cmd()实施方案",
    '望川市"引号"\\反斜杠\\n实施方案',
    "望川市} DROP ALL #实施方案",
    "望川市> <http://x> <http://y>实施方案",
    "望川市../../etc/passwd实施方案",
    "望川市%2F%00?q=1#x实施方案",
    "望川市\u202eslatigid 🏛𠀀\u0301实施方案",
    "@prefix : <http://x> .实施方案",
    "' OR 1=1 --实施方案",
]


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [PLAN.replace("TITLE", title).replace("NASTY", NASTY) for title in TITLES]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "sources").mkdir()
    for number, text in enumerate(texts):
        (folder / "sources" / f"{number}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def hostile(folder: Path) -> Store:
    report = build([folder / "sources"], folder / "store", jobs=1)
    assert len(report.entries) == len(TITLES)
    assert {entry.outcome for entry in report.entries} <= {Outcome.READ, Outcome.DOUBTS}
    return Store.read(folder / "store")


def test_every_plan_is_held_and_nothing_was_dropped(hostile):
    query = "PREFIX zr: <https://w3id.org/zeren#> SELECT ?file ?text WHERE { ?p zr:sourceFile ?file ; zr:text ?text }"
    held = {row["file"]: row["text"] for row in hostile.rows(query)}
    assert len(held) == len(TITLES) + 2
    for number in range(len(TITLES)):
        assert NASTY in held[f"{number}.txt"]
        assert "INSERT DATA { <a> <b> <c>。" in held[f"{number}.txt"]


def test_what_was_printed_is_stated_as_printed(hostile):
    literals = {quad.object.value for quad in hostile.quads() if isinstance(quad.object, Literal)}
    for printed in (
        "<img src=x onerror=alert(1)>清理文件",
        '=HYPERLINK("http://x")公开信息',
        "市公安局",
        "市司法局",
    ):
        assert any(printed in literal for literal in literals), printed
    titles = {literal for literal in literals if literal.endswith("实施方案")}
    assert {
        "<script>alert(1)</script>法治政府建设实施方案",
        "=cmd()实施方案",
        "望川市} DROP ALL #实施方案",
    } <= titles


def test_every_identifier_is_one_and_comes_apart_again(hostile):
    """For pyoxigraph, for rdflib and for the module that made them."""
    for quad in hostile.quads():
        for node in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if isinstance(node, NamedNode):
                assert NamedNode(node.value) == node
                assert URIRef(node.value).n3() == f"<{node.value}>"
                if node.value.startswith("https://w3id.org/zeren/id/"):
                    name = Name.parse(node.value)
                    assert name.iri() == node.value
                    assert not {"..", "", "."} & set(node.value.split("/id/")[1].split("/"))


def test_nothing_hostile_became_a_statement(hostile):
    for quad in hostile.quads():
        assert quad.subject.value.startswith("https://w3id.org/zeren")
        assert not quad.predicate.value.startswith(("http://x", "http://y", "a", "b"))


def test_it_is_exported_and_read_by_others(hostile):
    count = len(list(hostile.quads()))
    dataset = Dataset()
    dataset.parse(data=nquads(hostile), format="nquads")
    assert sum(1 for _ in dataset.quads((None, None, None, None))) == count
    merged = Dataset(default_union=True).parse(data=turtle(hostile), format="turtle")
    assert len(merged) == len({quad.triple for quad in hostile.quads()})
    assert len(network(hostile)) > 0
    assert b"<script>" not in graphml(hostile)
    assert b"<script>" not in gexf(hostile)


def test_it_breaks_no_shape(hostile):
    assert list(check(hostile)) == []


def test_it_is_found_explained_and_traced(hostile):
    for title in TITLES:
        if "#" not in title:
            item = find(hostile, f"{title}#2.")
            assert ("完成期限", "2023-12-31") in explain(hostile, item).facts
            assert upwards(hostile, item).plan == title.replace("\u202e", "")


def test_a_store_that_already_holds_plans_keeps_them(sample, folder, tmp_path):
    """Hostile plans come one by one into a store, by the way that replaces a graph."""
    build(sorted(sample.glob("*.txt")), tmp_path / "store", jobs=1)
    kept = {str(q) for q in Store.read(tmp_path / "store").quads() if "/graph/99" in str(q.graph_name)}
    for number in range(4):
        path = Path(shutil.copy(folder / "sources" / f"{number}.txt", tmp_path))
        for _ in range(2):
            path.write_text(path.read_text("utf-8") + "\n", "utf-8")
            build([*sample.glob("*.txt"), path], tmp_path / "store", jobs=1)
    assert kept <= {str(q) for q in Store.read(tmp_path / "store").quads()}


def test_every_letter_can_stand_in_an_identifier():
    """Python's idea of a letter and an IRI's differ in a few places; ours must hold for both."""
    write = Writer()
    letters = [chr(code) for code in range(0x110000) if not 0xD800 <= code <= 0xDFFF]
    for start in range(0, len(letters), 4096):
        block = "".join(letters[start : start + 4096])
        node = write.node(Name("plan", ("x", block)))
        assert Name.parse(node.value).parts[1] == block


MARKS = [
    *(
        "一、",
        "（一）",
        "1.",
        "1．",
        "①",
        "第一条 ",
        "一是",
        "(1)",
        "\n",
        "\n\n",
        "　",
        " ",
        "\t",
        "：",
        "；",
        "。",
        "，",
        "、",
    ),
    *(
        "（牵头单位：",
        "配合单位：",
        "责任单位：",
        "完成时限：",
        "）",
        "]",
        "[",
        "〔",
        "〕",
        "《",
        "》",
        "〈",
        "“",
        "”",
        "等",
        "各",
    ),
    *(
        "市司法局",
        "省财政厅",
        "区政府",
        "县委和县政府",
        "有关部门",
        "负责",
        "牵头",
        "按职责分工",
        "2023年底前",
        "每年3月1日前",
    ),
    *(
        "法治政府建设实施方案",
        "关于印发",
        "的通知",
        "望川市",
        "东澜省",
        "（2021－2025年）",
        "中发〔2021〕33号",
        "99月99日",
    ),
    *(
        "\u200b",
        "\ufeff",
        "\r\n",
        "\u2028",
        "\x0b",
        "\x00",
        "😀",
        "𠀀",
        "\ufffe",
        "<",
        ">",
        '"',
        "\\",
        "{",
        "}",
        "|",
        "#",
        "%",
        ".",
    ),
]


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(MARKS), min_size=1, max_size=60).map("".join))
def test_marker_soup_is_read_without_a_defect(tmp_path_factory, soup):
    """Whatever the marks, a file is read or refused in one line, and what is read is Turtle."""
    path = tmp_path_factory.getbasetemp() / "soup.txt"
    path.write_bytes(soup.encode("utf-8"))
    prepared = prepare(path)
    assert "please report this" not in prepared.entry.note, prepared.entry.note
    assert "\n" not in prepared.entry.note
    if prepared.plan:
        store = Store.create(tmp_path_factory.mktemp("soup"))
        store.replace(NamedNode("http://x/g"), prepared.triples)
        stated = [found.triple for found in ox.parse(prepared.triples, format=ox.RdfFormat.TURTLE)]
        assert {quad.triple for quad in store.quads()} == set(stated)
        assert len(stated) == len(set(stated))

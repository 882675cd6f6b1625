"""The plain pipeline that zeren is measured against does what it says."""

import straightforward
from rdflib import XSD, Literal, URIRef

ZR = straightforward.ZR
TEXT = (
    "某市方案\n"
    "1.落实《某办法》，2022年底前达到95%。（牵头单位：甲局；配合单位：乙局、丙局）\n"
    "2.加强巡查。（丁局牵头，戊局配合）\n"
)


def test_it_reads_brackets_years_shares_and_titles():
    graph = straightforward.read("某", TEXT)
    first, second = sorted(graph.subjects(None, ZR.Task))

    def said(item, key):
        return {str(one).rpartition("/")[2] for one in graph.objects(item, key)}

    encoded = {name: straightforward.quote(name) for name in ("甲局", "乙局", "丙局", "丁局", "戊局")}
    assert said(first, ZR.leadBy) == {encoded["甲局"]}
    assert said(first, ZR.supportedBy) == {encoded["乙局"], encoded["丙局"]}
    assert said(second, ZR.leadBy) == {encoded["丁局"]}
    assert said(second, ZR.supportedBy) == {encoded["戊局"]}
    assert (first, ZR.dueBy, Literal("2022-12-31", datatype=XSD.date)) in graph
    assert said(first, ZR.value) == {"95"}
    assert said(first, ZR.citedTitle) == {"某办法"}


def test_it_is_written_a_statement_a_line():
    written = straightforward.written("某", TEXT)
    assert written.count(" .\n") == len(straightforward.read("某", TEXT))
    assert URIRef("https://example.org/" + straightforward.quote("某")).n3() in written

"""What one would write in an afternoon: paragraphs, regular expressions, an rdflib graph. A peer to measure against.

It reads brackets that say who leads and supports, years by whose end something is due, percentages and titles. It knows no
bodies, no scope, no running text and no tables, so it says a fraction of what zeren does.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef

ZR = Namespace("https://w3id.org/zeren#")
LABEL = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、]|（\d+）)")
BRACKET = re.compile(r"[（(\[【]([^（()）\[\]【】]*(?:牵头|责任|负责|配合|参加)[^（()）\[\]【】]*)[）)\]】]")
ROLE = re.compile(r"(牵头|责任|配合|参加)(?:单位|部门)[:：]([^;；。]*)")
VERBS = re.compile(r"([^，,。；;]*?)(牵头|配合|负责)")
BODY = re.compile(r"[^、，,；;。\s]+")
YEAR_END = re.compile(r"(20\d\d)年(?:年)?底前?")
PERCENT = re.compile(r"(?:达到|不低于|超过)?(\d+(?:\.\d+)?)[%％]")
TITLE = re.compile(r"《([^《》\n]+)》")
ROLES = {"牵头": ZR.leadBy, "责任": ZR.responsibleBy, "负责": ZR.responsibleBy}


def read(name: str, text: str) -> Graph:
    """Everything this way reads in one plan."""
    graph = Graph()
    plan = URIRef(f"https://example.org/{quote(name)}")
    graph.add((plan, RDF.type, ZR.Plan))
    position = 0
    for order, paragraph in enumerate(text.split("\n")):
        if paragraph.strip():
            item = URIRef(f"{plan}/{order}")
            label = LABEL.match(paragraph)
            graph.add((item, RDF.type, ZR.Task if label else ZR.Provision))
            graph.add((item, ZR.inPlan, plan))
            graph.add((item, ZR.text, Literal(paragraph.strip())))
            graph.add((item, ZR.label, Literal(label[0].strip() if label else "")))
            graph.add((item, ZR.start, Literal(position)))
            graph.add((item, ZR.end, Literal(position + len(paragraph))))
            _find(graph, item, paragraph)
        position += len(paragraph) + 1
    return graph


def _find(graph: Graph, item: URIRef, paragraph: str) -> None:
    for bracket in BRACKET.finditer(paragraph):
        labelled = [(role, bodies) for role, bodies in ROLE.findall(bracket[1])]
        spoken = [(verb, bodies) for bodies, verb in VERBS.findall(bracket[1])]
        for role, bodies in labelled or spoken:
            for body in BODY.findall(bodies):
                graph.add(
                    (item, ROLES.get(role, ZR.supportedBy), URIRef(f"https://example.org/{quote(body)}"))
                )
    for year in YEAR_END.finditer(paragraph):
        graph.add((item, ZR.dueBy, Literal(f"{year[1]}-12-31", datatype=XSD.date)))
    for percent in PERCENT.finditer(paragraph):
        graph.add((item, ZR.value, Literal(percent[1], datatype=XSD.decimal)))
    for title in TITLE.finditer(paragraph):
        graph.add((item, ZR.citedTitle, Literal(title[1])))


def written(name: str, text: str) -> str:
    """The same as N-Triples."""
    return read(name, text).serialize(format="nt")

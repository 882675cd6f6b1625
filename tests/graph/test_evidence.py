"""Behind every node: what it is, what is said of it, the sentence it was read from and the rule that read it."""

import time

import pytest
from pyoxigraph import NamedNode

from zeren.graph.evidence import explain, quotations
from zeren.graph.lookup import find
from zeren.graph.store import Store
from zeren.graph.terms import joined, statement
from zeren.ontology.vocab import PREFIXES

ID = "https://w3id.org/zeren/id/"


@pytest.fixture
def responsibility(rows) -> str:
    """县司法局 supports （三） of 青禾县."""
    found = rows(
        """SELECT ?r WHERE { ?task zr:label "（三）" ; zr:inPlan/zr:sourceFile "qinghe.txt" ; zr:hasResponsibility ?r .
        ?r zr:asNamed "县司法局" }"""
    )
    return found[0]["r"]


def test_a_responsibility_is_explained_by_its_sentence_and_its_rule(store, responsibility):
    told = explain(store, responsibility)
    assert told.kind == "责任"
    facts = dict(told.facts)
    assert facts["任务"] == "（三） 动态管理权责清单"
    assert facts["机构"] == "青禾县司法局"
    assert facts["文中名称"] == "县司法局"
    assert facts["角色"] == "配合"
    assert facts["未尽列举"] == "否"
    assert dict(explain(store, responsibility, "en").facts)["open-ended (等)"] == "no"
    assert facts["识别规则"] == "responsibility.label.bracket"
    (quoted,) = told.quotations
    assert (quoted.before, quoted.exact, quoted.after) == (
        "配合单位：",
        "县司法局",
        "、县行政审批服务局，各乡镇人民政府；",
    )
    assert quoted.file == "qinghe.txt"


def test_a_quotation_stands_where_it_says(store, responsibility, sample):
    (quoted,) = quotations(store, responsibility)
    text = (sample / quoted.file).read_text("utf-8")
    assert text[quoted.source.start : quoted.source.end] == quoted.exact
    around = quoted.before + quoted.exact + quoted.after
    assert around in text
    assert len(around) < 400


def test_it_is_told_in_english_too(store, responsibility):
    told = explain(store, responsibility, "en")
    assert told.kind == "Responsibility"
    facts = dict(told.facts)
    assert (facts["role"], facts["institution"]) == ("Support", "青禾县司法局")
    with pytest.raises(ValueError, match="no labels in 'fr'"):
        explain(store, responsibility, "fr")


def test_an_obligation_is_explained_by_its_clause(store, rows):
    found = rows(
        """SELECT ?o WHERE { ?task zr:label "（十四）" ; zr:inPlan/zr:sourceFile "qinghe.txt" ; zr:hasObligation ?o .
        ?o zr:modality zr:Must }"""
    )
    told = explain(store, found[0]["o"])
    assert told.kind == "义务"
    facts = dict(told.facts)
    assert facts["任务"] == "（十四） 加密应急演练"
    assert facts["义务主体原文"] == "各乡镇人民政府"
    assert facts["义务主体出处"] == "本句"
    assert facts["强度"] == "必须"
    assert (facts["行为"], facts["对象"]) == ("完成", "村级转移预案修订")
    assert facts["条件"] == "在每年4月15日前"
    assert facts["识别规则"] == "obligation.modal"
    (quoted,) = told.quotations
    assert quoted.exact == "各乡镇人民政府应当在每年4月15日前完成村级转移预案修订"
    (time_limit,) = told.findings
    assert dict(explain(store, time_limit).facts)["时限原文"] == "每年4月15日前"


def test_an_institution_lists_the_duties_that_name_it(store):
    told = explain(store, f"{ID}institution/990121/司法局")
    assert any(finding.startswith(f"{ID}obligation/") for finding in told.findings)


def test_a_role_given_by_a_rule_shows_the_rule(store, rows):
    found = rows('SELECT ?r WHERE { ?r zr:roleByRule ?rule ; zr:asNamed "省应急厅" } ORDER BY ?r')
    quoted = {q.property: q for q in explain(store, found[0]["r"]).quotations}
    assert quoted["span"].exact == "省应急厅"
    assert "列第一位的为牵头单位，下同" in quoted["roleByRule"].exact


def test_a_task_lists_its_findings_and_links(store):
    told = explain(store, find(store, "青禾县#（三）"))
    assert told.kind == "任务"
    kinds = {finding.removeprefix(ID).split("/")[0] for finding in told.findings}
    assert {"responsibility", "deadline", "derivation"} <= kinds
    facts = dict(told.facts)
    assert facts["完成期限"] == "2023-03-31"
    assert ("承接自", "2. 管好用好权责清单") in told.facts
    assert ("牵头单位", "青禾县委机构编制委员会办公室") in told.facts


def test_a_link_shows_both_sides(store, rows):
    found = rows(
        """SELECT ?link WHERE { ?link zr:status zr:Accepted ; zr:task ?t ; zr:upper/zr:inPlan/zr:sourceFile "wangchuan.txt" .
        ?t zr:label "（三）" ; zr:inPlan/zr:sourceFile "qinghe.txt" }"""
    )
    told = explain(store, found[0]["link"])
    quoted = {q.property: (q.file, q.exact) for q in told.quotations}
    assert quoted == {
        "span": ("qinghe.txt", "（三）动态管理权责清单"),
        "upperSpan": ("wangchuan.txt", "2.管好用好权责清单"),
    }
    assert "标题相近" in dict(told.facts)["依据"]


def test_a_correspondence_shows_the_sentences_of_both_duties(store, rows):
    found = rows(
        """SELECT ?pair ?own ?above WHERE { ?pair zr:obligation ?duty ; zr:upperObligation ?upper .
        ?duty zr:span/oa:exact ?own . ?upper zr:span/oa:exact ?above } ORDER BY ?pair"""
    )
    assert found
    for row in found:
        quoted = {q.property: q.exact for q in quotations(store, row["pair"])}
        assert quoted == {"span": row["own"], "upperSpan": row["above"]}


def test_every_finding_and_link_can_be_explained(store, rows):
    """One in seven of the nodes that carry evidence, each by its own sentence."""
    found = rows("SELECT DISTINCT ?thing WHERE { ?thing zr:span ?span } ORDER BY ?thing")
    for row in found[::7]:
        quoted = quotations(store, row["thing"])
        assert quoted, row["thing"]
        assert all(q.exact for q in quoted)
    assert len(found) > 700


def test_a_plan_and_an_institution_are_explained(store):
    plan = explain(store, find(store, "望川市"))
    assert (plan.kind, plan.quotations) == ("规划文件", ())
    assert ("行政区划", "望川市") in plan.facts
    assert ("文号", "望法委发[2022]3号") in plan.facts
    body = explain(store, f"{ID}institution/990100/司法局")
    assert body.kind == "机构"
    assert len(body.findings) > 15


def test_what_is_not_in_the_store_has_nothing_to_tell(store):
    told = explain(store, f"{ID}plan/x/y")
    assert (told.kind, told.facts, told.quotations, told.findings) == ("", (), (), ())


@pytest.mark.parametrize(
    "iri", ["", "no iri", "http://x/> } SERVICE <http://127.0.0.1:1/> { ?s ?p ?o", "\udc80"]
)
def test_what_is_no_iri_is_refused_before_it_reaches_a_query(store, iri):
    for ask in (explain, quotations):
        with pytest.raises(ValueError, match=r".+"):
            ask(store, iri)


def test_a_large_store_is_no_slower_to_ask(store, responsibility, tmp_path):
    """20,000 spans more, and still only the one that is asked for is looked at."""

    def quickest(asked: Store) -> float:
        times = []
        for _ in range(9):
            began = time.perf_counter()
            assert len(quotations(asked, responsibility)) == 1
            times.append(time.perf_counter() - began)
        return min(times)

    large = Store.create(tmp_path / "store")
    for graph in store.graphs():
        large.replace(graph, joined(statement(quad.triple) for quad in store.quads(graph)))
    said = '<http://x/{n}> <{oa}start> "{n}" .\n<http://x/{n}> <{zr}sourceStart> "{n}" .\n<http://x/{n}> <{zr}page> "1" .\n'
    spans = "".join(said.format(n=n, oa=PREFIXES["oa"], zr=PREFIXES["zr"]) for n in range(20_000))
    large.fill([(NamedNode("http://x/g"), spans.encode())])
    assert quickest(large) < 5 * quickest(store) + 0.005

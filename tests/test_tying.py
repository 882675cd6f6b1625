"""Plans beside one another: what is linked anew, parents set by hand, editions, and how deep a requirement is carried."""

from collections import defaultdict

import pytest

from zeren import tying
from zeren.builder import build
from zeren.graph.store import Store, StoreError
from zeren.queries.asking import ask, mappings
from zeren.queries.terms import plain

PROVINCE = """东澜省湖区治理实施方案（2021—2025年）
一、任务
（一）规范涉企检查计划。执法部门公布年度涉企检查计划，2022年6月底前完成首次公布。
（二）培训水上执法队员。水上执法队员每人每年参加业务培训不少于60学时。
"""
CITY = """望川市湖区治理工作方案（2021—2025年）
{cites}一、任务
1.规范涉企检查计划。执法部门公布年度涉企检查计划，2022年9月底前完成首次公布。（牵头单位：市司法局）
2.培训水上执法队员。水上执法队员每人每年参加业务培训不少于60学时。（牵头单位：市司法局）
"""
CITES = "为贯彻落实《东澜省湖区治理实施方案（2021—2025年）》，制定本方案。\n"
COUNTY = """青禾县湖区治理工作要点（2022年）
为贯彻落实《望川市湖区治理工作方案（2021—2025年）》，制定本要点。
一、任务
1.规范涉企检查计划。执法部门公布年度涉企检查计划。（牵头单位：县司法局）
"""
STATES = """PREFIX zr: <https://w3id.org/zeren#>
SELECT ?number ?state WHERE { ?s zr:requirement ?i ; zr:byPlan ?p ; zr:coverage ?state . ?i zr:number ?number .
  FILTER(CONTAINS(STR(?p), "望川市")) } ORDER BY ?number ?state"""


@pytest.fixture
def folder(tmp_path):
    sources = tmp_path / "sources"
    sources.mkdir()
    for name, text in (("a", PROVINCE), ("b", CITY.format(cites=CITES)), ("c", COUNTY)):
        (sources / f"{name}.txt").write_text(text, "utf-8")
    return sources


@pytest.fixture
def make(folder, tmp_path):
    def run():
        build([folder], tmp_path / "store", jobs=1, prune=True)
        return Store.read(tmp_path / "store")

    return run


@pytest.fixture
def derived(monkeypatch):
    """The pairs of plans that were compared since the last look."""
    seen, plain = [], tying.derive

    def counted(lower, upper, known):
        seen.append((lower.document.title[:3], upper.document.title[:3]))
        return plain(lower, upper, known)

    monkeypatch.setattr(tying, "derive", counted)
    return seen


def names(rows):
    return [{key: (value or "").rsplit("#", 1)[-1] for key, value in row.items()} for row in rows]


def test_only_what_a_change_concerns_is_compared_again(folder, make, derived):
    make()
    assert {("望川市", "东澜省"), ("青禾县", "望川市")} <= set(derived)
    derived.clear()
    (folder / "c.txt").write_text(COUNTY.replace("公布年度", "按时公布年度"), "utf-8")
    make()
    assert [pair for pair in derived if pair[0] != "法治政"] == [("青禾县", "望川市")]


def test_the_store_is_the_same_whether_links_were_kept_or_not(folder, make, tmp_path):
    from zeren.graph.export import nquads

    make()
    (folder / "c.txt").write_text(COUNTY.replace("公布年度", "按时公布年度"), "utf-8")
    kept = nquads(make())
    build([folder], tmp_path / "fresh", jobs=1)
    assert nquads(Store.read(tmp_path / "fresh")) == kept


def test_a_requirement_that_is_carried_on_is_covered_deeply(make):
    found = [(row["number"], row["state"]) for row in names(make().rows(STATES))]
    assert ("1", "DeeplyCovered") in found
    assert ("1", "Covered") in found
    assert "DeeplyCovered" not in {state for number, state in found if number == "2"}


def test_a_parent_can_be_set_by_hand(folder, make, tmp_path):
    (folder / "b.txt").write_text(CITY.format(cites=""), "utf-8")
    assert names(make().rows(STATES)) == []
    line = "望川市湖区治理工作方案（2021—2025年）,东澜省湖区治理实施方案（2021—2025年）\n"
    (tmp_path / "store" / tying.PARENTS).write_text(f"plan,parent\n{line}", "utf-8")
    assert {row["number"] for row in names(make().rows(STATES))} == {"1", "2"}


def test_a_parent_that_is_not_held_is_named(make, tmp_path):
    make()
    (tmp_path / "store" / tying.PARENTS).write_text(
        "plan,parent\n望川市湖区治理工作方案（2021—2025年）,没有的\n", "utf-8"
    )
    with pytest.raises(StoreError, match=r"parents\.csv, line 2: 0 held plans are called '没有的'"):
        make()


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("你好\n".encode(), "no column plan, parent; it begins with a line plan,parent"),
        ("plan,above\n甲,乙\n".encode(), "no column parent"),
        ("plan,parent\n甲方案,乙方案\n".encode("gb18030"), "not UTF-8; save it as CSV UTF-8"),
    ],
)
def test_a_table_of_parents_that_is_none_is_refused(make, tmp_path, table, said):
    make()
    (tmp_path / "store" / tying.PARENTS).write_bytes(table)
    with pytest.raises(StoreError, match=said):
        make()


def test_the_outlines_are_editions_of_one_another(make):
    pairs = {
        (int(row["new"]), int(row["old"]))
        for row in make().rows(
            "PREFIX zr: <https://w3id.org/zeren#> "
            "SELECT ?new ?old WHERE { ?n zr:continues ?o ; zr:number ?new . ?o zr:number ?old }"
        )
    }
    assert {(22, 33), (27, 30), (9, 12)} <= pairs, "复议, 政务公开, 规范性文件"


def test_of_every_item_of_an_outline_it_is_said_what_it_became(make):
    table = ask(make(), "editions", {})
    at = table.columns.index
    rows = [[plain(cell) for cell in row] for row in table.rows]
    fates = defaultdict(set)
    for row in rows:
        fates[row[at("itemLabel")] or row[at("newLabel")]].add(row[at("fate")])
    assert len([label for label in fates if label.endswith(".")]) == 44
    assert all(len(fate) == 1 for fate in fates.values())
    said = {"15.": "merged", "33.": "continued", "34.": "split", "36.": "dropped", "（二十五）": "new"}
    assert {label: fates[label] for label in said} == {label: {fate} for label, fate in said.items()}
    taken = {row[at("newLabel")]: row[at("takesUp")] for row in rows}
    assert taken["（十一）"] == "14.、15.、16.、17.、18."


def test_places_are_compared_on_one_item_and_gaps_are_rows(make, folder):
    (folder / "d.txt").write_text(
        CITY.format(cites=CITES).replace("望川市", "临澍市").split("1.规范")[0]
        + "1.培训水上执法队员。水上执法队员每人每年参加业务培训不少于80学时。（牵头单位：市公安局）\n",
        "utf-8",
    )
    rows = list(mappings(ask(make(), "compare-item", {"item": "检查计划", "outline": "东澜省"})))
    assert [(row["planTitle"][:3], row["statusName"], row["taskLabel"]) for row in rows] == [
        ("临澍市", "未承接", None),
        ("望川市", "逐级承接", "1."),
        ("青禾县", None, "1."),
    ]
    city = rows[1]
    assert (city["jurisdiction"], city["leads"], city["dueBy"]) == ("望川市", "市司法局", "2022-09-30")
    assert city["change"] == "弱化"
    assert city["differences"] == "单位新增：— → 市司法局；时限推后：2022年6月底前 → 2022年9月底前"
    other = next(mappings(ask(make(), "compare-item", {"item": "水上执法队员", "outline": "东澜省"})))
    assert (other["leads"], other["targets"]) == ("市公安局", "不少于80学时")
    assert "数量提高：不少于60学时 → 不少于80学时" in other["differences"]


def test_a_date_that_had_passed_when_the_plan_began_was_not_dropped(make, folder):
    province = PROVINCE.replace("2022年6月底前", "2020年6月底前")
    (folder / "a.txt").write_text(province, "utf-8")
    (folder / "b.txt").write_text(
        CITY.format(cites=CITES).replace("，2022年9月底前完成首次公布", ""), "utf-8"
    )
    assert list(mappings(ask(make(), "differences", {"plan": "望川市", "change": "dropped"}))) == []
    (folder / "a.txt").write_text(PROVINCE, "utf-8")
    (one,) = mappings(ask(make(), "differences", {"plan": "望川市", "change": "dropped"}))
    assert one["upperWords"] == "2022年6月底前"


def _lose(*names):
    def lose(sources, store):
        for name in names:
            for path in store.glob(name):
                path.unlink()
        (sources / "c.txt").write_text(COUNTY.replace("公布年度", "按时公布年度"), "utf-8")

    return lose


def _change(name, old, new):
    return lambda sources, store: (sources / name).write_text(
        (sources / name).read_text("utf-8").replace(old, new), "utf-8"
    )


@pytest.mark.parametrize(
    "happens",
    [
        _change("c.txt", "公布年度", "按时公布年度"),
        _change("b.txt", "2022年9月", "2022年8月"),
        _change("a.txt", "（二）培训水上执法队员", "（二）训练水上执法队员"),
        _change("b.txt", CITES, ""),
        lambda sources, store: (sources / "b.txt").unlink(),
        lambda sources, store: (sources / "d.txt").write_text(
            COUNTY.replace("青禾县", "临澍县").replace("2022年", "2023年"), "utf-8"
        ),
        _lose("links/*"),
        _lose("links/index.json"),
        _lose("records/*"),
    ],
    ids=[
        "county",
        "city",
        "province",
        "no parent",
        "no city",
        "another county",
        "no links",
        "no index",
        "no records",
    ],
)
def test_whatever_happens_the_store_is_as_one_clean_build_makes_it(happens, folder, make, tmp_path):
    """What is taken out of the graph of links, and put in, is what changed: spans that others lead to stay."""
    from zeren.graph.export import nquads

    make()
    happens(folder, tmp_path / "store")
    brought_up = nquads(make())
    build([folder], tmp_path / "fresh", jobs=1)
    assert brought_up == nquads(Store.read(tmp_path / "fresh"))


def test_only_what_changed_is_written(folder, make, tmp_path, monkeypatch):
    make()
    taken = []
    plain = Store.take
    monkeypatch.setattr(
        Store, "take", lambda self, graph, triples: (taken.append(triples), plain(self, graph, triples))
    )
    (folder / "c.txt").write_text(COUNTY.replace("公布年度", "按时公布年度"), "utf-8")
    make()
    said = b"".join(taken).decode()
    assert "青禾县湖区治理工作要点" in said
    derivations = [
        piece for piece in said.split(" .\n") if piece.startswith("<https://w3id.org/zeren/id/derivation/")
    ]
    assert derivations
    assert all("青禾县" in piece or "990121" in piece for piece in derivations)


def test_a_build_that_stops_while_it_links_is_made_good(folder, make, tmp_path, monkeypatch):
    from zeren.graph.export import nquads
    from zeren.graph.kept import Graph

    make()

    def stopped(*given):
        raise KeyboardInterrupt

    (folder / "b.txt").write_text(CITY.format(cites=CITES).replace("2022年9月", "2022年8月"), "utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(Graph, "put_shared", stopped)
        with pytest.raises(KeyboardInterrupt):
            make()
    made_good = nquads(make())
    build([folder], tmp_path / "fresh", jobs=1)
    assert made_good == nquads(Store.read(tmp_path / "fresh"))

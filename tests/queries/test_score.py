"""Findings against labels: what counts as right, and what a later run is compared with."""

from pathlib import Path

import pytest

from zeren.builder import build
from zeren.graph.store import Store
from zeren.queries.frozen import frozen, read_frozen
from zeren.queries.gold import BadGold, read_gold
from zeren.queries.score import Score, Verdict, as_table, changes, fallen, macro, mistakes, score, verdicts

PLAN = """汀岚区法治政府建设工作方案（2021－2025年）

一、制度建设

1.清理《汀岚区文件管理办法》，2022年底前完成率达到90%。（牵头单位：区司法局；配合单位：区财政局）
2.办好培训。（责任单位：区教育局）
"""
LABELS = {
    "responsibilities": [
        ("（牵头", "1\tlead\t区司法局\t0\t"),
        ("（牵头", "1\tparticipant\t区财政局\t0\t"),
        ("（责任", "2\tlead\t区教育局\t0\t"),
        ("（责任", "2\tresponsible\t区公安局\t0\t"),
    ],
    "deadlines": [("2022年底前", "2022年底前\t2022-12-31\t")],
    "targets": [("达到90%", "达到90%\t>=\t90.0\t%\t")],
    "citations": [("汀岚区文件", "汀岚区文件管理办法\t")],
}
HEADERS = {
    "responsibilities": "start\titem\trole\tsurface\topen\tdeadline",
    "deadlines": "start\tprinted\tdue\trecurrence",
    "targets": "start\tprinted\tcomparator\tvalue\tunit\tperiod",
    "citations": "start\ttitle\tnumber",
}


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> list[Verdict]:
    """The verdicts on one plan, whose labels hold two that it does not bear out."""
    folder: Path = tmp_path_factory.mktemp("score")
    (folder / "plan.txt").write_text(PLAN, "utf-8")
    build([folder / "plan.txt"], folder / "store", jobs=1)
    for relation, rows in LABELS.items():
        file = folder / "gold" / relation / "plan.tsv"
        file.parent.mkdir(parents=True)
        lines = [HEADERS[relation], *(f"{PLAN.index(at)}\t{rest}" for at, rest in rows)]
        file.write_text("\n".join(lines) + "\n", "utf-8")
    return verdicts(read_gold(folder / "gold"), Store.read(folder / "store"))


def test_a_finding_is_right_where_place_and_values_agree(told):
    states = [(v.values, v.state) for v in told if v.measure == "responsibilities"]
    assert sorted(states) == [
        (("lead", "区司法局"), "right"),
        (("lead", "区教育局"), "missed"),
        (("participant", "区财政局"), "right"),
        (("responsible", "区公安局"), "missed"),
        (("responsible", "区教育局"), "extra"),
    ]
    assert {v.state for v in told if v.measure in ("deadlines", "targets", "citations")} == {"right"}


def test_scores_are_by_document_and_together(told):
    both = [s for s in score(told) if s.measure == "responsibilities"]
    assert [(s.document, s.labelled, s.found, s.right) for s in both] == [("plan", 4, 3, 2), ("", 4, 3, 2)]
    assert (both[0].precision, both[0].recall, both[0].f1) == (2 / 3, 0.5, 4 / 7)
    assert macro(both, "responsibilities") == 4 / 7


def test_a_table_has_a_row_a_measure_or_a_row_a_document(told):
    assert len(as_table(score(told)).rows) == 4
    assert len(as_table(score(told), by_document=True).rows) == 8


def test_where_there_is_nothing_to_find_nothing_is_right():
    assert Score("deadlines", "", 0, 0, 0).f1 == 1.0
    assert Score("deadlines", "", 0, 2, 0).f1 == 0.0
    assert Score("deadlines", "", 2, 0, 0).precision == 1.0


def test_a_run_that_was_kept_is_read_as_it_was(told, tmp_path):
    (tmp_path / "kept.tsv").write_bytes(frozen(told))
    assert read_frozen(tmp_path / "kept.tsv") == mistakes(told)
    blank = [
        Verdict("obligations: actor", "plan", 1, ("",), "missed"),
        Verdict("obligations", "plan", 1, (), "extra"),
    ]
    (tmp_path / "blank.tsv").write_bytes(frozen(blank))
    assert read_frozen(tmp_path / "blank.tsv") == mistakes(blank)
    with pytest.raises(BadGold, match="no run of"):
        read_frozen(tmp_path / "nowhere.tsv")


def test_a_later_run_is_told_by_the_mistakes_that_came_and_went(told):
    mended = [v for v in told if v.state != "extra"]
    worse = [*told, Verdict("deadlines", "plan", 3, ("", ""), "extra")]
    assert changes(told, told) == ([], [])
    assert changes(told, mended) == ([v for v in told if v.state == "extra"], [])
    assert changes(told, worse) == ([], [worse[-1]])
    assert fallen(told, mended) == []
    assert fallen(told, worse) == ["deadlines: 0.6667, was 1.0000"]


def test_the_command_scores_keeps_and_compares(told, zeren, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    gold = tmp_path / "plan.tsv"
    gold.write_text(f"{HEADERS['citations']}\n{PLAN.index('汀岚区文件')}\t汀岚区文件管理办法\t\n", "utf-8")
    zeren("build", tmp_path / "plan.txt", "--store", tmp_path / "store")
    kept = zeren("score", gold, "--store", tmp_path / "store", "--freeze", tmp_path / "kept.tsv", "-f", "csv")
    assert kept.stdout.splitlines()[1] == "citations,all,1,1,1,1.0000,1.0000,1.0000,1.0000"
    gold.write_text(f"{HEADERS['citations']}\n0\t某纲要\t\n", "utf-8")
    worse = zeren("score", gold, "--store", tmp_path / "store", "--against", tmp_path / "kept.tsv")
    assert worse.returncode == 1
    assert "citations: 0.0000, was 1.0000" in worse.stderr
    assert zeren("score", tmp_path / "plan.txt", "--store", tmp_path / "store").returncode == 2

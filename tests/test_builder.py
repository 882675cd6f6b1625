"""Sources in, store out: what is read, what is left alone, what goes, and what a person is told of it."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

import zeren
from zeren import builder
from zeren.builder import Outcome, build
from zeren.graph.export import nquads, turtle
from zeren.graph.store import Store, StoreError

SAMPLE = Path(zeren.__file__).parent / "data" / "sample"
GRAPH = "https://w3id.org/zeren/id/graph/"
OUTLINE = f"{GRAPH}000000/法治政府建设实施纲要2021-2025年"


def text(place: str = "汀岚区", title: str = "法治政府建设工作方案", lead: str = "区司法局") -> str:
    return f"""{place}{title}（2021－2025年）

根据《法治政府建设实施纲要（2021－2025年）》，制定本方案。

一、制度建设

1.加强行政规范性文件监督管理。2023年底前清理一遍。（牵头单位：{lead}；配合单位：区财政局）

2.推进政务公开。及时公开有关信息。（牵头单位：区政府办公室）
"""


@pytest.fixture
def sources(three_plans) -> Path:
    return three_plans(text)


@pytest.fixture
def run(sources: Path, tmp_path: Path):
    """Build the folder into the one store; the outcomes by file."""

    def run(*given: Path, **options) -> dict[str, str]:
        report = build(given or [sources], tmp_path / "store", **{"jobs": 1, **options})
        return {entry.file: str(entry.outcome) for entry in report.entries}

    return run


@pytest.fixture
def graphs(tmp_path: Path):
    """The graphs of the one store, each as the lines it holds."""

    def graphs() -> dict[str, list[str]]:
        store = Store.read(tmp_path / "store")
        return {g.value: sorted(map(str, store.quads(g))) for g in store.graphs()}

    return graphs


@pytest.fixture
def clean(tmp_path: Path, sources: Path):
    """What one clean build of the folder makes, as N-Quads."""

    def clean() -> bytes:
        shutil.rmtree(tmp_path / "clean", ignore_errors=True)
        build([sources], tmp_path / "clean", jobs=1)
        return exported(tmp_path / "clean")

    return clean


def exported(store: Path) -> bytes:
    return nquads(Store.read(store))


def graph_of(place: str) -> str:
    codes = {"汀岚区": "990102", "云栈区": "990103", "柏屿市": "990181"}
    return f"{GRAPH}{codes[place]}/{place}法治政府建设工作方案2021-2025年"


# The same sources, the same store


PROGRAM = """
import sys
from pathlib import Path
from zeren.builder import build
from zeren.graph.export import nquads, turtle
from zeren.graph.store import Store
if __name__ == "__main__":
    folder, *sources = sys.argv[1:]
    build(sources, Path(folder) / "store", jobs=2)
    store = Store.read(Path(folder) / "store")
    (Path(folder) / "nq").write_bytes(nquads(store))
    (Path(folder) / "ttl").write_bytes(turtle(store))
"""


def test_any_machine_order_and_number_of_processes_gives_the_same_bytes(tmp_path, sources):
    """Here with one process, and in another interpreter that hashes otherwise, with two, in the other order."""
    plans = [str(SAMPLE / name) for name in ("qinghe.txt", "wangchuan.txt")]
    seed = str((hash("责任") & 0xFFFF) + 1)
    (tmp_path / "program.py").write_text(PROGRAM)
    command = [sys.executable, str(tmp_path / "program.py"), str(tmp_path), *reversed(plans), str(sources)]
    subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
    build([str(sources), *plans], tmp_path / "one", jobs=1)
    here = Store.read(tmp_path / "one")
    assert nquads(here) == (tmp_path / "nq").read_bytes()
    assert turtle(here) == (tmp_path / "ttl").read_bytes()
    assert turtle(Store.read(tmp_path / "store")) == (tmp_path / "ttl").read_bytes()


def test_where_the_sources_lie_leaves_no_trace(tmp_path, sources, run):
    run()
    moved = shutil.copytree(sources, tmp_path / "elsewhere")
    build([moved], tmp_path / "other", jobs=1)
    assert exported(tmp_path / "other") == exported(tmp_path / "store")
    assert str(tmp_path).encode() not in exported(tmp_path / "store")


# Incremental


def test_what_is_unchanged_is_left_alone(run, tmp_path):
    run()
    before = exported(tmp_path / "store")
    written = (tmp_path / "store" / "sources.json").stat().st_mtime_ns
    assert run() == {"a.txt": "unchanged", "b.txt": "unchanged", "c.txt": "unchanged"}
    assert exported(tmp_path / "store") == before
    assert (tmp_path / "store" / "sources.json").stat().st_mtime_ns == written


def test_a_new_file_changes_nothing_in_other_plans(run, graphs, sources, clean, tmp_path):
    run()
    before = graphs()
    (sources / "d.txt").write_text(text("霁川区"), "utf-8")
    assert run()["d.txt"] == "read"
    after = graphs()
    assert {name for name in after if after[name] != before.get(name)} == {
        f"{GRAPH}990202/霁川区法治政府建设工作方案2021-2025年", f"{GRAPH}authority", f"{GRAPH}derivations",
    }  # fmt: skip
    assert exported(tmp_path / "store") == clean()


def test_a_changed_file_replaces_its_own_graph_and_what_follows_from_it(
    run, graphs, sources, clean, tmp_path
):
    run()
    before = graphs()
    (sources / "b.txt").write_text(text("云栈区", lead="区数据局"), "utf-8")
    assert run() == {"a.txt": "unchanged", "b.txt": "read", "c.txt": "unchanged"}
    after = graphs()
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {graph_of("云栈区"), f"{GRAPH}authority", f"{GRAPH}derivations"}
    assert graph_of("云栈区") in changed
    assert exported(tmp_path / "store") == clean()


def test_links_follow_what_they_lead_to(run, graphs, sources, clean, tmp_path):
    """A plan that nothing has changed in is tied anew where an upper plan has."""
    outline = "《法治政府建设实施纲要（2021－2025年）》"
    upper = text("望川市")
    lower = text("青禾县").replace(outline, f"{outline}和《望川市法治政府建设工作方案（2021－2025年）》")
    (sources / "w.txt").write_text(upper, "utf-8")
    (sources / "z.txt").write_text(lower, "utf-8")
    run()
    between = "/id/derivation/990121/青禾县法治政府建设工作方案2021-2025年/1.1/990100/"
    before = [line for line in graphs()[f"{GRAPH}derivations"] if between in line]
    assert before
    (sources / "w.txt").write_text(upper.replace("加强行政规范性文件监督管理", "加强文件管理"), "utf-8")
    assert run()["z.txt"] == "unchanged"
    assert [line for line in graphs()[f"{GRAPH}derivations"] if between in line] != before
    assert exported(tmp_path / "store") == clean()


def test_a_file_that_becomes_another_plan_leaves_no_orphan(run, graphs, sources, clean, tmp_path):
    run()
    (sources / "a.txt").write_text(text("漱石区"), "utf-8")
    run()
    assert graph_of("汀岚区") not in graphs()
    assert f"{GRAPH}990203/漱石区法治政府建设工作方案2021-2025年" in graphs()
    assert exported(tmp_path / "store") == clean()


def test_two_files_that_change_places_keep_both_plans(run, sources, clean, tmp_path):
    run()
    (sources / "a.txt").write_text(text("云栈区"), "utf-8")
    (sources / "b.txt").write_text(text("汀岚区"), "utf-8")
    assert run() == {"a.txt": "read", "b.txt": "read", "c.txt": "unchanged"}
    assert exported(tmp_path / "store") == clean()


def test_a_file_that_becomes_unreadable_keeps_what_was_read_of_it(run, graphs, sources):
    run()
    before = graphs()
    (sources / "b.txt").write_bytes(b"\x00\x01\x02")
    assert run()["b.txt"] == "unreadable"
    assert graphs() == before
    (sources / "b.txt").write_text(text("云栈区"), "utf-8")
    run()
    assert graphs() == before


def test_a_removed_file_stays_until_it_is_pruned(run, graphs, sources, clean, tmp_path):
    run()
    (sources / "b.txt").unlink()
    run()
    assert graph_of("云栈区") in graphs()
    assert run(prune=True) == {"a.txt": "unchanged", "b.txt": "pruned", "c.txt": "unchanged"}
    assert graph_of("云栈区") not in graphs()
    assert exported(tmp_path / "store") == clean()


def test_the_real_text_of_an_outline_takes_the_place_of_its_catalogue(run, graphs, sources, tmp_path):
    run()
    before = exported(tmp_path / "store")
    assert "catalogue> " in "".join(graphs()[OUTLINE])
    (sources / "outline.txt").write_text(
        """中共中央　国务院
关于印发《法治政府建设实施纲要（2021－2025年）》的通知
中发〔2021〕33号

各省、自治区、直辖市党委和人民政府：

现印发给你们。

中共中央
国务院
2021年8月2日

法治政府建设实施纲要（2021－2025年）

一、依法立规

（一）把规矩立好。加强行政规范性文件监督管理，定期清理。

（二）把门打开。推进政务公开。
""",
        "utf-8",
    )
    assert run()["outline.txt"] == "read"
    assert "catalogue> " not in "".join(graphs()[OUTLINE])
    assert any("把规矩立好" in line for line in graphs()[OUTLINE])
    assert f"{OUTLINE.replace('/graph/', '/provision/')}/1.2" in "".join(graphs()[f"{GRAPH}derivations"])
    assert run()["outline.txt"] == "unchanged"
    (sources / "outline.txt").unlink()
    assert run(prune=True)["outline.txt"] == "pruned"
    assert exported(tmp_path / "store") == before


def test_of_two_files_with_one_plan_the_first_is_read_and_the_second_named(run, sources, clean, tmp_path):
    (sources / "aa.txt").write_text(text("汀岚区", lead="区财政局"), "utf-8")
    report = build([sources], tmp_path / "store", jobs=1)
    (second,) = report.needs_a_look
    assert (second.file, second.outcome) == ("aa.txt", Outcome.SAME_PLAN)
    first = sources / "a.txt"
    assert second.note == f"its plan is read from {first}, whose text differs; keep one of them"
    assert run()["aa.txt"] == "another text of a plan"
    (sources / "a.txt").write_text(text("漱石区"), "utf-8")
    assert run()["aa.txt"] == "read", "the first is another plan now"
    assert exported(tmp_path / "store") == clean()


def test_which_of_two_files_is_the_first_does_not_depend_on_which_came_first(run, sources, clean, tmp_path):
    run()
    (sources / "0.txt").write_text(text("汀岚区", lead="区财政局"), "utf-8")
    outcomes = run()
    assert (outcomes["0.txt"], outcomes["a.txt"]) == ("read", "another text of a plan")
    assert exported(tmp_path / "store") == clean()


def test_a_file_that_becomes_the_same_plan_as_another_takes_its_own_away(
    run, graphs, sources, clean, tmp_path
):
    run()
    (sources / "c.txt").write_text(text("汀岚区", lead="区财政局"), "utf-8")
    assert run()["c.txt"] == "another text of a plan"
    assert graph_of("柏屿市") not in graphs()
    assert exported(tmp_path / "store") == clean()


def test_another_version_of_zeren_reads_everything_anew(run, tmp_path, monkeypatch):
    run()
    before = exported(tmp_path / "store")
    monkeypatch.setattr(builder, "_fingerprint", lambda: "another version")
    assert set(run().values()) == {"read"}
    assert set(run().values()) == {"unchanged"}
    assert exported(tmp_path / "store") == before


def test_losing_the_manifest_costs_time_and_nothing_else(run, tmp_path):
    run()
    before = exported(tmp_path / "store")
    for content in (None, "{", "[]"):
        (tmp_path / "store" / "sources.json").unlink()
        if content:
            (tmp_path / "store" / "sources.json").write_text(content)
        assert set(run().values()) == {"read"}
        assert exported(tmp_path / "store") == before


def test_what_people_have_reviewed_is_never_touched(run, graphs, sources, tmp_path):
    run()
    reviews = NamedNode(f"{GRAPH}reviews")
    store = Store.create(tmp_path / "store")
    store.replace(reviews, b"<http://x/link> <http://x/decided> <http://x/rejected> .\n")
    store.close()
    before = graphs()[reviews.value]
    (sources / "a.txt").write_text(text("漱石区"), "utf-8")
    (sources / "b.txt").unlink()
    run(prune=True)
    assert graphs()[reviews.value] == before


def test_identifiers_of_two_bases_never_mix_in_a_store(run, tmp_path):
    run(base="http://localhost/x/")
    before = exported(tmp_path / "store")
    with pytest.raises(
        StoreError, match="was built with --base http://localhost/x/; use that, or a new folder"
    ):
        run()
    assert exported(tmp_path / "store") == before
    assert b"w3id.org/zeren/id/" not in before


def test_progress_is_told(sources, tmp_path):
    seen = []
    build([sources], tmp_path / "store", jobs=1, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_the_digest_of_a_source_is_that_of_its_bytes(sources, run, graphs):
    run()
    digest = hashlib.sha256((sources / "a.txt").read_bytes()).hexdigest()
    assert any(f'sourceDigest> "{digest}"' in line for line in graphs()[graph_of("汀岚区")])

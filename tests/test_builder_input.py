"""Input that is no good: one bad file is named, and everything else is in the store."""

import os
import sys
from pathlib import Path

import pytest

from zeren import builder, preparing
from zeren.builder import Outcome, build
from zeren.graph.export import nquads
from zeren.graph.store import Store, StoreError

GRAPH = "https://w3id.org/zeren/id/graph/"


def text(place: str) -> str:
    return f"""{place}法治政府建设工作方案（2021－2025年）

一、制度建设

1.清理行政规范性文件。（牵头单位：区司法局；配合单位：区财政局）
"""


@pytest.fixture
def sources(three_plans) -> Path:
    return three_plans(text)


def graphs(store: Path) -> dict[str, list[str]]:
    opened = Store.read(store)
    return {g.value: sorted(map(str, opened.quads(g))) for g in opened.graphs()}


def test_one_bad_file_is_named_and_all_others_are_in_the_store(sources, tmp_path):
    bad = {
        "empty.txt": b"",
        "blank.txt": b" \r\n\t\n",
        "binary.txt": bytes(range(256)) * 40,
        "long.txt": "一、".encode() + b"x" * 20_000_000,
        "bytes.txt": "甲".encode("utf-16-le") * 3 + b"\xff\xff\xff",
    }
    for name, content in bad.items():
        (sources / name).write_bytes(content)
    report = build([sources], tmp_path / "store", jobs=1)
    told = {entry.file: entry.note for entry in report.needs_a_look}
    assert set(told) == set(bad)
    assert told["empty.txt"] == told["blank.txt"] == "empty"
    assert "binary and no text" in told["binary.txt"]
    assert "has a line of 20,000,002 characters" in told["long.txt"]
    assert all(note and "\n" not in note for note in told.values())
    assert len([entry for entry in report.entries if entry.outcome == Outcome.READ]) == 3
    assert f"{GRAPH}990181/柏屿市法治政府建设工作方案2021-2025年" in graphs(tmp_path / "store")


def test_a_text_that_is_no_plan_is_said_to_be_none_and_left_out(sources, tmp_path):
    (sources / "letter.txt").write_text("亲爱的朋友：\n\n近来可好。天气渐凉，请多保重。\n", "utf-8")
    report = build([sources], tmp_path / "store", jobs=1)
    (letter,) = report.needs_a_look
    assert (letter.file, letter.outcome, letter.tasks) == ("letter.txt", Outcome.NO_PLAN, 0)
    assert letter.note == "nothing in it asks anybody to do something"
    query = "PREFIX zr: <https://w3id.org/zeren#> SELECT ?p WHERE { ?p zr:sourceFile 'letter.txt' }"
    assert not list(Store.read(tmp_path / "store").rows(query))
    (again,) = build([sources], tmp_path / "store", jobs=1).needs_a_look
    assert (again.outcome, again.note) == (Outcome.NO_PLAN, "unchanged since it was last read")


def test_a_plan_that_becomes_a_letter_is_taken_out(sources, tmp_path):
    build([sources], tmp_path / "store", jobs=1)
    (sources / "a.txt").write_text("亲爱的朋友：\n\n近来可好。\n", "utf-8")
    (letter,) = build([sources], tmp_path / "store", jobs=1).needs_a_look
    assert letter.outcome == Outcome.NO_PLAN
    assert not [graph for graph in graphs(tmp_path / "store") if "汀岚区" in graph]


def test_the_same_text_in_two_files_is_read_once(sources, tmp_path):
    copied = (sources / "a.txt").read_text("utf-8").replace("\n", "\r\n\r\n")
    (sources / "z.txt").write_text(copied, "gb18030")
    report = build([sources], tmp_path / "store", jobs=1)
    (copy,) = [entry for entry in report.entries if entry.outcome == Outcome.DUPLICATE]
    assert (copy.file, copy.note) == ("z.txt", f"the same text as {sources / 'a.txt'}")
    assert not report.needs_a_look


def test_a_source_without_plans_is_named_beside_others_and_refused_alone(sources, tmp_path):
    (tmp_path / "nothing").mkdir()
    report = build([tmp_path / "nothing", sources, tmp_path / "no*.txt"], tmp_path / "store", jobs=1)
    assert [(e.file, e.outcome, e.note) for e in report.needs_a_look] == [
        (str(tmp_path / "nothing"), Outcome.UNREADABLE, builder._NO_FILES),
        (str(tmp_path / "no*.txt"), Outcome.UNREADABLE, builder._NO_FILES),
    ]
    with pytest.raises(FileNotFoundError, match="nothing: no"):
        build([tmp_path / "nothing"], tmp_path / "other", jobs=1)
    assert not (tmp_path / "other").exists()


def test_nothing_is_pruned_for_a_source_that_is_mistyped(sources, tmp_path):
    build([sources], tmp_path / "store", jobs=1)
    before = graphs(tmp_path / "store")
    with pytest.raises(FileNotFoundError, match="sorces: there is no such file"):
        build([sources / "a.txt", tmp_path / "sorces"], tmp_path / "store", prune=True, jobs=1)
    assert graphs(tmp_path / "store") == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(sources, tmp_path):
    (sources / "b.txt").chmod(0)
    report = build([sources], tmp_path / "store", jobs=1)
    assert [(e.file, e.note) for e in report.needs_a_look] == [("b.txt", "Permission denied")]


def test_names_of_all_kinds_are_names(tmp_path):
    folder = tmp_path / "各 区 🏛 [2021]"
    folder.mkdir()
    names = ["方案 一.txt", "🏛.TXT", "[a-z]*.txt", "'\"$(x).txt", "-rf.txt", "%41#?.txt"]
    for name, place in zip(names, ("汀岚区", "云栈区", "柏屿市", "霁川区", "漱石区", "青禾县"), strict=True):
        (folder / name).write_text(text(place), "utf-8")
    report = build([folder], tmp_path / "store", jobs=1)
    assert sorted(entry.file for entry in report.entries) == sorted(names)
    assert {str(entry.outcome) for entry in report.entries} == {"read"}
    assert {
        str(e.outcome) for e in build([folder / n for n in names], tmp_path / "store", jobs=1).entries
    } == {"unchanged"}
    store = Store.read(tmp_path / "store")
    found = store.rows(
        "SELECT ?file WHERE { ?p <https://w3id.org/zeren#sourceFile> ?file FILTER(!STRENDS(?file, 'toml')) }"
    )
    assert sorted(row["file"] for row in found) == sorted(names)


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux only")
def test_a_name_that_cannot_be_printed_is_shown_as_far_as_it_can(tmp_path):
    folder = tmp_path / "sources"
    folder.mkdir()
    for name in (b"\xff\xfe.txt", b"a\nb\x07.txt"):
        Path(os.fsdecode(bytes(folder) + b"/" + name)).write_text(
            f"一、任务\n\n1.办好{name!r}。（牵头单位：区司法局）\n", "utf-8"
        )
    report = build([folder], tmp_path / "store", jobs=1)
    assert sorted(entry.file for entry in report.entries) == ["a\ufffdb\ufffd.txt", "\ufffd\ufffd.txt"]
    assert {str(entry.outcome) for entry in report.entries} == {"read with doubts"}, "they have no title"
    nquads(Store.read(tmp_path / "store")).decode("utf-8")
    again = build([folder], tmp_path / "store", jobs=1)
    assert {str(entry.outcome) for entry in again.entries} == {"unchanged"}


def test_a_defect_in_reading_one_file_stops_no_other(sources, tmp_path, monkeypatch):
    real = preparing.extract

    def extract(source, authority, additions):
        if source.name == "b.txt":
            raise RuntimeError("an unforeseen\nform")
        return real(source, authority, additions)

    monkeypatch.setattr(preparing, "extract", extract)
    report = build([sources], tmp_path / "store", jobs=1)
    (named,) = report.needs_a_look
    assert named.file == "b.txt"
    assert named.note == "zeren could not read it (RuntimeError: an unforeseen form); please report this"


def test_a_store_in_use_is_said_to_be_so(sources, tmp_path):
    open_store = Store.create(tmp_path / "store")
    with pytest.raises(StoreError, match="is in use by another process"):
        build([sources], tmp_path / "store", jobs=1)
    open_store.close()
    build([sources], tmp_path / "store", jobs=1)

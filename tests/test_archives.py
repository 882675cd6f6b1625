"""Archives through the build: what changes in one is read again, what is gone from it is pruned."""

import io
import zipfile

import pytest

from zeren.builder import Outcome, build
from zeren.graph.store import Store

PLACES = ("汀岚区", "云栈区", "柏屿市")


def text(place, more=""):
    return f"{place}法治政府建设工作方案（2021－2025年）\n\n一、制度建设\n\n1.清理文件。{more}（牵头单位：区司法局）\n"


def pack(path, *members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    path.write_bytes(out.getvalue())


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "下载 1.zip"
    pack(path, *((f"{place}🏛.txt", text(place)) for place in PLACES))
    return path


def titles(store):
    query = "SELECT ?t WHERE { ?p a <https://w3id.org/zeren#Plan> ; <http://purl.org/dc/terms/title> ?t ; <https://w3id.org/zeren#sourceFile> ?f FILTER(STRENDS(?f, '.txt')) }"
    return sorted(row["t"] for row in Store.read(store).rows(query))


def outcomes(report):
    return {entry.file: entry.outcome for entry in report.entries}


def test_every_file_of_an_archive_is_a_source(archive, tmp_path):
    report = build([archive], tmp_path / "store", jobs=1)
    assert outcomes(report) == {f"{place}🏛.txt": Outcome.READ for place in PLACES}
    assert len(titles(tmp_path / "store")) == 3
    again = build([archive], tmp_path / "store", jobs=1)
    assert set(outcomes(again).values()) == {Outcome.UNCHANGED}


def test_of_a_changed_archive_only_what_changed_is_read(archive, tmp_path):
    build([archive], tmp_path / "store", jobs=1)
    pack(archive, *((f"{place}🏛.txt", text(place, "按年公布。" * (place == "云栈区"))) for place in PLACES))
    found = outcomes(build([archive], tmp_path / "store", jobs=1))
    assert found.pop("云栈区🏛.txt") == Outcome.READ
    assert set(found.values()) == {Outcome.UNCHANGED}


def test_what_is_gone_from_an_archive_is_pruned_when_asked(archive, tmp_path):
    build([archive], tmp_path / "store", jobs=1)
    pack(archive, (f"{PLACES[0]}🏛.txt", text(PLACES[0])))
    build([archive], tmp_path / "store", jobs=1)
    assert len(titles(tmp_path / "store")) == 3
    report = build([archive], tmp_path / "store", prune=True, jobs=1)
    assert [e.outcome for e in report.entries].count(Outcome.PRUNED) == 2
    assert titles(tmp_path / "store") == [f"{PLACES[0]}法治政府建设工作方案（2021－2025年）"]


def test_the_same_plan_in_an_archive_and_beside_it_is_read_once(archive, tmp_path):
    (tmp_path / "附.txt").write_text(text(PLACES[0]), "utf-8")
    report = build([archive, tmp_path / "附.txt"], tmp_path / "store", jobs=1)
    assert [e.outcome for e in report.entries].count(Outcome.DUPLICATE) == 1
    assert not report.needs_a_look


def test_a_damaged_archive_is_named_and_the_rest_is_read(archive, tmp_path):
    (tmp_path / "坏.zip").write_bytes(archive.read_bytes()[:90])
    report = build([tmp_path / "坏.zip", archive], tmp_path / "store", jobs=2)
    (bad,) = report.needs_a_look
    assert (bad.file, bad.outcome) == ("坏.zip", Outcome.UNREADABLE)
    assert "damaged" in bad.note
    assert len(titles(tmp_path / "store")) == 3

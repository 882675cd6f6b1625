"""What a build remembers of its files, beside the quads."""

import json

import pytest

from zeren.graph.manifest import Manifest, digest_of


def test_what_is_saved_is_loaded(tmp_path):
    manifest = Manifest.load(tmp_path)
    manifest.put("/a.txt", "plan/1/甲", "stamp")
    manifest.tied, manifest.base = "tied", "http://x/"
    manifest.save()
    loaded = Manifest.load(tmp_path)
    assert (loaded.files, loaded.stamps) == ({"/a.txt": "plan/1/甲"}, {"plan/1/甲": "stamp"})
    assert (loaded.tied, loaded.base, loaded.stopped) == ("tied", "http://x/", False)
    assert loaded.owner("plan/1/甲") == "/a.txt"
    assert [path.name for path in tmp_path.iterdir()] == ["sources.json"]


def test_a_plan_has_one_file_and_a_file_one_plan(tmp_path):
    manifest = Manifest.load(tmp_path)
    manifest.put("/a.txt", "one", "1")
    manifest.put("/b.txt", "two", "2")
    manifest.put("/b.txt", "one", "3")
    assert (manifest.files, manifest.stamps) == ({"/b.txt": "one"}, {"one": "3"})
    assert (manifest.owner("one"), manifest.owner("two")) == ("/b.txt", None)
    assert manifest.forget("/b.txt") == "one"
    assert (manifest.files, manifest.stamps, manifest.owner("one")) == ({}, {}, None)


def test_a_build_that_began_and_never_ended_is_known(tmp_path):
    manifest = Manifest.load(tmp_path)
    assert not manifest.stopped, "there was no build"
    manifest.put("/a.txt", "one", "1")
    manifest.put("/b.txt", "two", "2")
    manifest.tied = "tied"
    manifest.begin(["/b.txt", "/new.txt"])
    loaded = Manifest.load(tmp_path)
    assert loaded.stopped
    assert loaded.stamps == {"one": "1"}, "what was about to be read again is not relied on"


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '{"files": 1}', json.dumps({"files": {}, "stamps": []})]
)
def test_one_that_cannot_be_read_is_as_good_as_none(tmp_path, content):
    (tmp_path / "sources.json").write_text(content)
    manifest = Manifest.load(tmp_path)
    assert (manifest.files, manifest.stamps, manifest.stopped) == ({}, {}, False)


def test_the_digest_is_of_all_that_decides_what_is_read(tmp_path):
    (tmp_path / "extract" / "formats").mkdir(parents=True)
    (tmp_path / "extract" / "read.py").write_text("one")
    before = digest_of([tmp_path / "extract"])
    for name in ("formats/tables.py", "kinds.csv", "2026.toml"):
        (tmp_path / "extract" / name).write_text("more")
        assert digest_of([tmp_path / "extract"]) != before
        before = digest_of([tmp_path / "extract"])
    (tmp_path / "extract" / "notes.txt").write_text("not code")
    assert digest_of([tmp_path / "extract"]) == before

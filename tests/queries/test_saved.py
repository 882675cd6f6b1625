"""Queries kept under a name: versions are added, nothing is lost."""

import json
import threading

import pytest

from zeren.queries.saved import FILE, BadSaved, Version, drop, keep, saved

ONE, TWO = (
    Version("SELECT * {}", "2026-01-01T00:00:00Z", "张三", "初稿"),
    Version("ASK {}", "2026-01-02T00:00:00Z"),
)


def test_a_name_keeps_every_version(tmp_path):
    assert saved(tmp_path) == ()
    keep(tmp_path, " 牵头  单位 ", ONE)
    kept = keep(tmp_path, "牵头 单位", TWO)
    assert kept.versions == (ONE, TWO)
    assert saved(tmp_path) == (kept,)


def test_the_same_text_is_not_kept_twice(tmp_path):
    keep(tmp_path, "a", ONE)
    assert len(keep(tmp_path, "a", Version(ONE.text, "2027-01-01T00:00:00Z")).versions) == 1


def test_what_is_dropped_is_hidden_and_comes_back_whole(tmp_path):
    keep(tmp_path, "a", ONE)
    assert drop(tmp_path, "a").dropped
    assert saved(tmp_path)[0].versions == (ONE,)
    back = keep(tmp_path, "a", TWO)
    assert (back.dropped, back.versions) == (False, (ONE, TWO))
    with pytest.raises(BadSaved, match="nothing"):
        drop(tmp_path, "nothing")


@pytest.mark.parametrize("name", ["", "  ", "x" * 121])
def test_names_that_are_none(tmp_path, name):
    with pytest.raises(BadSaved):
        keep(tmp_path, name, ONE)


@pytest.mark.parametrize("text", ["", " \n", "x" * 100_001])
def test_texts_that_are_none(tmp_path, text):
    with pytest.raises(BadSaved):
        keep(tmp_path, "a", Version(text, "2026-01-01T00:00:00Z"))


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"queries": [{"name": "a"}]}', '{"queries": [{"name": 1, "versions": [{}]}]}']
)
def test_a_file_that_cannot_be_read_is_left_as_it_is(tmp_path, content):
    (tmp_path / FILE).write_text(content, encoding="utf-8")
    for act in (lambda: saved(tmp_path), lambda: keep(tmp_path, "a", ONE), lambda: drop(tmp_path, "a")):
        with pytest.raises(BadSaved, match="left as it is"):
            act()
    assert (tmp_path / FILE).read_text(encoding="utf-8") == content


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(BadSaved, match="cannot be written"):
        keep(tmp_path / "none", "a", ONE)


def test_many_who_keep_at_once_lose_nothing(tmp_path):
    def some(who):
        for number in range(10):
            keep(tmp_path, f"{who}-{number}", ONE)

    threads = [threading.Thread(target=some, args=(who,)) for who in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(saved(tmp_path)) == 40
    assert len(json.loads((tmp_path / FILE).read_text(encoding="utf-8"))["queries"]) == 40

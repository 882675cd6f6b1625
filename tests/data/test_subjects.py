"""Words that speak of the same subject: the packaged ones, and those of the user's own."""

import csv

import pytest

from zeren.data.authority import PACKAGED
from zeren.data.subjects import START, subjects
from zeren.data.tables import BadTable


def test_the_packaged_words_are_sorted_by_field_and_subject_and_found_by_their_beginning():
    rows = list(csv.DictReader((PACKAGED / "subjects.csv").read_text("utf-8").splitlines()))
    assert len(rows) > 300
    assert rows == sorted(rows, key=lambda row: (row["field"], row["subject"]))
    assert len({row["subject"] for row in rows}) == len(rows)
    known = subjects()
    for row in rows:
        words = row["words"].split("|")
        assert words == sorted(set(words))
        assert all(row["subject"] in known.of[word] for word in words)
        assert all(word in known.starting[word[:START]] for word in words)


def test_a_word_may_speak_of_several_subjects():
    assert {"人民调解", "矛盾纠纷化解"} <= set(subjects().of["人民调解"])


@pytest.fixture
def own(tmp_path):
    """The packaged subjects with a table of the user's own."""

    def read(*lines):
        (tmp_path / "subjects.csv").write_text("\n".join(("subject,words", *lines)), "utf-8")
        return subjects(tmp_path)

    return read


def test_words_of_the_users_own_are_added_to_a_subject_and_subjects_to_the_packaged_ones(own):
    known = own("人民调解,和为贵工作室|板凳会", "灌溉,渡槽|调水", "灌溉,ＡＢ轮灌")
    assert known.of["板凳会"] == ("人民调解",)
    assert {word for word, of in known.of.items() if "灌溉" in of} == {"渡槽", "调水", "AB轮灌"}
    assert known.of["人民调解"] == subjects().of["人民调解"]
    assert "板凳会" not in subjects().of


@pytest.mark.parametrize("line", ["灌溉,渡|调水", "灌溉,渡槽||调水", ",渡槽", "灌溉,", "灌溉,（渡槽）"])
def test_a_row_without_a_subject_or_with_what_is_no_word_is_named(own, line):
    with pytest.raises(BadTable, match=r"subjects\.csv: "):
        own(line)

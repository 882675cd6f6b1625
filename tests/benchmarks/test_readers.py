"""How far two readers agree, as their labels say it."""

import pytest
import readers

from zeren.queries.gold import read_gold
from zeren.queries.score import compared

HEAD = "document\tstart\tend\tverb\tactor\thow\tmodality\tobject\n"
ROW = "document\tstart\titem\trole\tsurface\topen\tdeadline\n"


@pytest.fixture
def readings(tmp_path):
    """Two readings of a passage, and what they were settled to."""
    told = {
        "first": (
            HEAD + "甲\t3\t9\t5\t市教育局;市财政局\tclause\tshould\t\n甲\t20\t29\t22\t\tnone\tmust\t\n",
            "市教育局",
        ),
        "second": (
            HEAD + "甲\t3\t9\t5\t市财政局;市教育局\tclause\tmust\t\n甲\t40\t44\t41\t\tnone\tshould\t\n",
            "市财政局",
        ),
        "settled": (HEAD + "甲\t3\t9\t5\t市教育局;市财政局\tclause\tshould\t\n", "市教育局"),
    }
    for reader, (duties, body) in told.items():
        (tmp_path / reader).mkdir()
        (tmp_path / reader / "obligations.tsv").write_text(duties, "utf-8")
        (tmp_path / reader / "responsibilities.tsv").write_text(
            ROW + f"甲\t50\t1\tlead\t{body}\t0\t\n", "utf-8"
        )
    return [read_gold(tmp_path / reader) for reader in told]


def test_a_row_says_how_far_they_agree_and_each_with_what_was_settled(readings):
    rows = {line.split(" | ")[0].strip("| "): line for line in list(readers.table(*readings))[2:]}
    assert rows["obligations"] == "| obligations | 2 | 2 | 1 | 0.500 | 0.667 | 0.667 |"
    assert rows["obligations: actor"] == "| obligations: actor | 2 | 2 | 1 | 0.500 | 0.667 | 0.667 |"
    assert rows["obligations: modality"] == "| obligations: modality | 2 | 2 | 0 | 0.000 | 0.667 | 0.000 |"
    assert rows["responsibilities"] == "| responsibilities | 1 | 1 | 0 | 0.000 | 1.000 | 0.000 |"
    assert rows["deadlines"] == "| deadlines | 0 | 0 | 0 | 1.000 | 1.000 | 1.000 |"


def test_a_difference_is_a_line_that_says_whose_it_is(readings):
    lines = list(readers.differences(compared(*readings[:2])))
    assert "responsibilities\t甲\t50\tfirst\tlead\t市教育局" in lines
    assert "responsibilities\t甲\t50\tsecond\tlead\t市财政局" in lines
    assert "obligations\t甲\t22\tfirst" in lines
    assert "obligations\t甲\t41\tsecond" in lines


def test_every_set_that_was_read_twice_was_read_whole_by_both_and_settled():
    folders = [path for path in readers.READERS.iterdir() if path.is_dir()]
    assert folders
    for folder in folders:
        first, second = read_gold(folder / "first"), read_gold(folder / "second")
        settled = read_gold(readers.SETTLED / folder.name)
        assert first.labels.keys() == second.labels.keys() == settled.labels.keys()
        assert first.windows == second.windows == settled.windows

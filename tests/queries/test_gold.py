"""Labels as people write them: read whole, or refused in one line."""

import pytest

from zeren.queries.gold import HEADERS, BadGold, read_gold

ROWS = {
    "responsibilities": "12\t1\tlead\t市司法局\t0\t\n30\t2\tresponsible\t市财政局\t1\t2022年底\n",
    "deadlines": "5\t2022年底前\t2022-12-31\t\n",
}


@pytest.fixture
def labels(tmp_path):
    """A folder of labels of one plan, and windows."""
    for relation, rows in ROWS.items():
        file = tmp_path / relation / "某方案.tsv"
        file.parent.mkdir()
        file.write_text("\t".join(HEADERS[relation]) + "\n" + rows, "utf-8")
    windows = "document\tstart\tend\n某方案\t40\t90\n某方案\t0\t20\n"
    (tmp_path / "windows.tsv").write_text(windows, "utf-8")
    (tmp_path / "notes.tsv").write_text("who\twhat\n甲\t乙\n", "utf-8")
    return tmp_path


def test_a_folder_gives_labels_by_relation_and_document(labels):
    gold = read_gold(labels)
    assert set(gold.labels) == {("responsibilities", "某方案"), ("deadlines", "某方案")}
    first, second = gold.labels["responsibilities", "某方案"]
    assert (first.start, first.values["surface"], second.values["deadline"]) == (12, "市司法局", "2022年底")
    assert gold.windows == {"某方案": ((0, 20), (40, 90))}


def test_one_file_is_enough_and_its_header_says_what_it_labels(labels):
    gold = read_gold(labels / "deadlines" / "某方案.tsv")
    assert list(gold.labels) == [("deadlines", "某方案")]


def test_a_file_without_rows_says_that_there_is_none(tmp_path):
    (tmp_path / "某方案.tsv").write_text("start\ttitle\tnumber\n", "utf-8")
    assert read_gold(tmp_path).labels == {("citations", "某方案"): ()}


def test_a_file_may_label_many_documents_and_say_which_of_them_have_none(tmp_path):
    rows = "甲\t3\t某纲要\t\n乙\t\t\t\n甲\t9\t某规划\t\n"
    (tmp_path / "citations.tsv").write_text("document\tstart\ttitle\tnumber\n" + rows, "utf-8")
    gold = read_gold(tmp_path)
    assert [one.values["title"] for one in gold.labels["citations", "甲"]] == ["某纲要", "某规划"]
    assert gold.labels["citations", "乙"] == ()
    assert set(gold.of("乙").labels) == {("citations", "乙")}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.tsv", "begin\tend\n1\t2\n", "its header is none of"),
        ("a.tsv", "start\ttitle\tnumber\n1\t某纲要\n", "line 2 has another number of columns"),
        ("a.tsv", "start\ttitle\tnumber\nx\t某纲要\t\n", "line 2 has another number of columns, or no start"),
        ("a.tsv", b"\xff\xfe\x00", "tab-separated UTF-8"),
        ("b.txt", "", "no labels there"),
    ],
)
def test_what_is_no_label_is_refused_in_one_line(name, content, said, tmp_path):
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(BadGold, match=said) as error:
        read_gold(tmp_path if name == "b.txt" else tmp_path / name)
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadGold, match=r"nowhere\.tsv"):
        read_gold(tmp_path / "nowhere.tsv")

"""The canonical table: what becomes a cell, a line, a header, a title."""

import time

import pytest

from zeren.extract.formats import tables
from zeren.extract.formats.tables import Block, Cell, cell, flow, joined, lines, spread
from zeren.extract.read import Unreadable


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("市农业农\n村局", "市农业农村局"),
        ("推广DeepSeek\nV3 模型", "推广DeepSeek V3 模型"),
        ("甲|乙", "甲/乙"),
        ("  2023年 \r\n  6月底 ", "2023年6月底"),
        ("第 3\t款", "第 3 款"),
        ("", ""),
    ],
)
def test_cell(printed: str, expected: str) -> None:
    assert cell(printed) == expected
    assert cell(expected) == expected


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["市发展改革委", "市财政局"], "市发展改革委、市财政局"),
        (["市农业农", "村局"], "市农业农村局"),
        (["市司法局、", "市财政局"], "市司法局、市财政局"),
        (["1.编制清单。", "2.公布清单。"], "1.编制清单。2.公布清单。"),
        (["| 甲 | 乙 |", "| --- | --- |", "| 1 |  |"], "甲 乙；1"),
        ([], ""),
    ],
)
def test_joined(paragraphs: list[str], expected: str) -> None:
    assert joined(paragraphs) == expected


def test_a_merged_cell_stands_once_where_it_begins() -> None:
    grid = spread([[Cell("一", 1, 2), Cell("甲", 2)], [Cell("乙"), Cell("丙")], [Cell("二"), Cell("丁")]])
    assert grid == [["一", "甲", ""], ["", "乙", "丙"], ["二", "丁"]]


def test_titles_stand_above_and_a_header_of_two_rows_is_one() -> None:
    assert lines(
        [
            ["望川市任务分工表", "", "", "", ""],
            ["", "", "", "", "单位：万元"],
            ["序号", "任务", "责任分工", "", "时限"],
            ["", "", "牵头单位", "配合单位", ""],
            ["1", "编制清单", "市委编办", "市司法局", "2023年底"],
            ["", "", "", "", ""],
            ["", "公布清单", "", "市数据局", ""],
        ]
    ) == [
        "望川市任务分工表",
        "单位：万元",
        "| 序号 | 任务 | 责任分工·牵头单位 | 责任分工·配合单位 | 时限 |",
        "| --- | --- | --- | --- | --- |",
        "| 1 | 编制清单 | 市委编办 | 市司法局 | 2023年底 |",
        "|  | 公布清单 |  | 市数据局 |  |",
    ]


def test_a_first_row_with_gaps_is_no_second_header() -> None:
    printed = lines([["序号", "任务", "单位"], ["一", "特色赛道", ""], ["1", "种养体系", "市农业农村局"]])
    assert printed[0] == "| 序号 | 任务 | 单位 |"
    assert printed[2] == "| 一 | 特色赛道 |  |"


@pytest.mark.parametrize("empty", [[], [[]], [["", " "], [""]]])
def test_an_empty_table_has_no_lines(empty: list[list[str]]) -> None:
    assert lines(empty) == []


def test_one_column_is_no_table() -> None:
    assert lines([["甲", ""], ["乙", ""]]) == ["甲", "乙"]


def test_a_table_that_only_frames_text_is_that_text() -> None:
    assert flow([[Block(["一、甲", "二、乙"])], [Block([])]]) == ["一、甲", "二、乙"]
    framed = Block([f"{n}、推进法治政府建设各项任务落地见效。" for n in "一二三四五"])
    assert flow([[Block(["栏目"]), framed]]) == ["栏目", *framed.lines]
    assert (
        flow([[Block(["任务"]), Block(["单位"])], [Block(["一、甲"]), Block(["市司法局"])]])[0]
        == "| 任务 | 单位 |"
    )


def test_tables_have_limits() -> None:
    wide = spread([[Cell("甲", 10**9, 10**9), Cell("乙")], [Cell("丙")]])
    assert [len(row) for row in wide] == [tables.MAX_COLUMNS] * 2
    with pytest.raises(Unreadable, match="cells"):
        spread([Cell("甲", 10**9)] for _ in range(tables.MAX_CELLS))
    with pytest.raises(Unreadable, match="cells"):
        lines([["甲"] * 1000] * 1000)


@pytest.mark.parametrize(
    "long", [" " * 2_000_000, "\n " * 1_000_000, "甲 " * 1_000_000, "|" * 1_000_000, "A\n" * 1_000_000]
)
def test_long_cells_take_linear_time(long: str) -> None:
    begun = time.process_time()
    cell(f"甲{long}乙")
    joined([long, "乙"])
    assert time.process_time() - begun < 5

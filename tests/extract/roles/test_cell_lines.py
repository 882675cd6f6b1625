"""Tables printed one cell a line: rows told by what their cells are, and none where they do not fit."""

import pytest

from zeren.extract.compose import extract
from zeren.extract.layout import arrange
from zeren.extract.read import source
from zeren.extract.roles.cell_lines import cell_tables

TITLE = "某市重点工作任务分解表\n"


def lines(cells):
    """A page with a cell a line."""
    return TITLE + "\n\n".join(cells.split()) + "\n"


@pytest.fixture
def read(authority):
    """Who is bound by which row, and by when."""

    def read(text):
        extraction = extract(source("a.txt", text.encode()), authority)
        items = {p.path: p for p in extraction.provisions}
        return (
            [
                (items[r.task].label or items[r.task].heading, r.role.value, r.as_named)
                for r in extraction.responsibilities
            ],
            [(items[d.provision].label, d.text) for d in extraction.deadlines if d.provision],
        )

    return read


def test_a_row_is_a_number_what_to_do_bodies_one_a_line_and_a_time(read):
    bound, times = read(
        lines(
            "序号 民生实事 责任单位 完成时限 1 新建两座人行桥。 县水务局 县住建局 12月底前 2 改造三所学校。 县教育局 9月底前"
        )
    )
    assert bound == [
        ("1", "responsible", "县水务局"),
        ("1", "responsible", "县住建局"),
        ("2", "responsible", "县教育局"),
    ]
    assert times == [("1", "12月底前"), ("2", "9月底前")]


def test_a_cell_may_be_a_list_and_numbers_may_be_left_out(read):
    bound, _ = read(
        lines(
            "序号 重点工作任务 主要责任单位 协同配合单位 一、农田水利 3 疏通两条渠道。 区发展改革委 区财政局、区水利局，各街道办事处。 68 扩建一所学校。 区教育局 区财政局。"
        )
    )
    assert bound == [
        ("3", "responsible", "区发展改革委"),
        ("3", "support", "区财政局"),
        ("3", "support", "区水利局"),
        ("3", "support", "各街道办事处"),
        ("68", "responsible", "区教育局"),
        ("68", "support", "区财政局"),
    ]


def test_where_columns_cannot_be_told_apart_only_the_first_body_is_bound(read):
    bound, _ = read(
        lines(
            "序号 事项名称 牵头单位 协同单位 1 献血屋 建一间屋。 区卫健局 区财政局 区水利局 2 厨房 装一套设备。 区教育局 /"
        )
    )
    assert bound == [("1", "lead", "区卫健局"), ("2", "lead", "区教育局")]


def test_without_numbers_a_row_begins_with_what_to_do(read):
    bound, _ = read(
        lines(
            "领域 主要目标 责任单位 1.降低用水。 ——一年一降。 省水利厅 人口计生 省财政厅 2.提高收入水平。 省商务厅"
        )
    )
    assert bound == [
        ("1.降低用水。", "responsible", "省水利厅"),
        ("1.降低用水。", "responsible", "人口计生"),
        ("1.降低用水。", "responsible", "省财政厅"),
        ("2.提高收入水平。", "responsible", "省商务厅"),
    ]


def test_blanks_may_stand_for_bars(read):
    bound, _ = read(
        TITLE
        + "序号 工 作 任 务 牵头负责部门\n1 物价涨幅3%左右 发展改革委\n2 新增就业100万人 工业和信息化部\n"
    )
    assert bound == [("1", "lead", "发展改革委"), ("2", "lead", "工业和信息化部")]


@pytest.mark.parametrize(
    "cells",
    [
        "序号 工作任务 责任单位 1 编制目录。 2 公布目录。",
        "序号 工作任务 责任单位 1 编制目录。 市财政局",
        "序号 工作任务 责任单位 1 养老 市中心学校 建三家。 市教育局 2 公布目录。 市中心医院 建一家。 市卫健委 3 完。",
        "工作任务 完成时限 1 编制目录。 市财政局 2 公布目录。 市财政局",
        "责任单位 市财政局 市商务局 编制目录。 市财政局",
    ],
    ids=[
        "no bodies",
        "one row",
        "bodies amid the matter",
        "nobody in the header",
        "nothing to do in the header",
    ],
)
def test_what_does_not_fit_its_header_gives_nothing(cells):
    text = lines(cells)
    assert list(cell_tables(text, arrange(text).body)) == []


def test_a_table_ends_where_rows_end(read):
    bound, _ = read(
        lines(
            "序号 工作任务 责任单位 1 编制目录。 市财政局 2 公布目录。 市商务局 一、工作要求 加强领导。 加强宣传。 加强督查。 市财政局 3 市人民政府办公室"
        )
    )
    assert bound == [("1", "responsible", "市财政局"), ("2", "responsible", "市商务局")]


def test_the_header_and_the_last_names_are_of_the_body():
    text = lines("序号 工作任务 责任单位 一、目标 1 编制目录。 市财政局 2 公布目录。 市发展改革委")
    body = arrange(text).body
    assert text[body[0].start : body[-1].end].split() == text.split()[1:]


def test_a_header_printed_again_goes_on_with_the_table_or_begins_one(read):
    rows = ("1 编制目录。 市财政局 2 公布目录。 市商务局", "3 建立平台。 市司法局 4 培训人员。 市教育局")
    bound, _ = read(lines(" ".join(f"序号 工作任务 责任单位 {row}" for row in rows)))
    assert [(label, name) for label, _, name in bound] == [
        ("1", "市财政局"),
        ("2", "市商务局"),
        ("3", "市司法局"),
        ("4", "市教育局"),
    ]


def test_a_bar_may_stand_behind_every_cell(read):
    cells = "序号 目标与任务 分管领导 牵头责任单位 责任单位 80 扩建一所学校。 某某 县教育局 县财政局 81 修桥。 某某 县住建局 县水利局"
    bound, _ = read(TITLE + "\n".join(f"{cell} |" for cell in cells.split()) + "\n")
    assert bound == [
        ("80", "lead", "县教育局"),
        ("80", "responsible", "县财政局"),
        ("81", "lead", "县住建局"),
        ("81", "responsible", "县水利局"),
    ]


def test_with_blanks_for_bars_the_last_words_are_the_cells_of_the_last_columns(read):
    header = "序号 重点任务 牵头单位 配合单位 完成时限\n"
    bound, times = read(
        TITLE + header + "1 扩建 食堂 县教育局 县财政局 6月底前\n2 修桥 县住建局 县水利局、县财政局 9月底前\n"
    )
    assert bound == [
        ("1", "lead", "县教育局"),
        ("1", "support", "县财政局"),
        ("2", "lead", "县住建局"),
        ("2", "support", "县水利局"),
        ("2", "support", "县财政局"),
    ]
    assert times == [("1", "6月底前"), ("2", "9月底前")]


def test_a_row_with_more_bodies_than_columns_is_passed_over(read):
    header = "序号 重点任务 牵头单位 配合单位\n"
    bound, _ = read(
        TITLE
        + header
        + "1 修桥 县住建局 县水利局 县财政局\n2 修路 县交通局 县财政局\n3 修渠 县水利局 县财政局\n"
    )
    assert ("1", "lead", "县水利局") not in bound


def test_where_every_row_has_a_cell_for_each_column_the_columns_may_come_in_any_order(read):
    header = "| 序号 |\n| 责任单位 |\n| 考核内容 |\n| 进展 |\n| 实施部门 |\n| 完成时限 |\n"
    first = "| 1 |\n| 县水务局 |\n| 疏通渠道。 |\n| 已开工，完成三成。 |\n| 水利中心 |\n| 9月底前 |\n"
    second = "| 2 |\n| 县教育局 |\n| 改造校舍。 |\n| 已招标。 |\n| 基建中心 |\n| 年底前 |\n"
    bound, times = read(TITLE + header + first + second)
    assert bound == [
        ("1", "responsible", "县水务局"),
        ("1", "responsible", "水利中心"),
        ("2", "responsible", "县教育局"),
        ("2", "responsible", "基建中心"),
    ]
    assert times == [("1", "9月底前"), ("2", "年底前")]


def test_what_was_done_so_far_may_stand_between_what_to_do_and_who(read):
    bound, _ = read(
        lines(
            "序号 内容与要求 进展情况 责任单位 1 疏通渠道。 已完成五成。 县水务局 2 改造校舍。 正在招标。 县教育局"
        )
    )
    assert bound == [("1", "responsible", "县水务局"), ("2", "responsible", "县教育局")]


def test_districts_may_share_the_head_of_the_last(read):
    bound, _ = read(
        lines(
            "序号 重点工作 牵头单位 配合单位 1 修路。 市交通局 柳桥区、松坪区政府 2 建校。 市教育局 市财政局"
        )
    )
    assert bound[:3] == [
        ("1", "lead", "市交通局"),
        ("1", "support", "柳桥区政府"),
        ("1", "support", "松坪区政府"),
    ]


def test_no_title_may_stand_over_the_numbers_and_headings_between_the_rows(read):
    header = "工作任务\n|\n具体要求\n|\n责任科室\n|\n时限要求\n|\n"
    first = "公开文件\n|\n1\n|\n公布有效文件的目录。\n|\n办公室\n|\n年底前\n|\n"
    second = "解读政策\n|\n2\n|\n丰富解读的形式。\n|\n各科室\n|\n持续推进\n|\n3\n|\n答复来信。\n|\n法规科\n|\n持续推进\n|\n"
    bound, _ = read(TITLE + header + first + second)
    assert bound == [
        ("1", "responsible", "办公室"),
        ("2", "responsible", "各科室"),
        ("3", "responsible", "法规科"),
    ]


def test_lines_of_bars_alone_are_no_rows(read):
    header = "序号 |\n项目内容 |\n服务对象 |\n牵头科室 |\n项目推进情况 |\n|\n||||\n|\n||||\n"
    rows = "3 |\n整修两处泵站。 |\n全县 |\n城建科 |\n已完成招标。 |\n|\n||||\n6 |\n新建三处公厕。 |\n全县 |\n环卫处 |\n正在施工。 |\n"
    bound, _ = read(TITLE + header + rows)
    assert bound == [("3", "lead", "城建科"), ("6", "lead", "环卫处")]


def test_one_row_is_enough_where_the_number_of_the_next_follows(read):
    bound, _ = read(lines("序号 工作任务 责任单位 1 粮食增产两成。 县农业局 2 修渠"))
    assert bound == [("1", "responsible", "县农业局")]


def test_with_blanks_for_bars_a_list_may_hold_blanks_and_a_row_without_number_is_passed_over(read):
    bound, _ = read(
        TITLE
        + "序号 工作任务 责任部门 备注\n1 健全网络。 基教科 各区教育局、 直属单位\n完成其他任务。 各科室\n2 开展检查。 体卫科 各区教育局、 直属单位\n"
    )
    assert bound == [("1", "responsible", "基教科"), ("2", "responsible", "体卫科")]


def test_the_page_may_end_within_the_last_row(read):
    bound, _ = read(
        lines(
            "序号 责任单位 考核内容 进展 备注 1 县水务局 疏通渠道。 已开工。 甲 2 县教育局 改造校舍。 已招标。 乙 3 县民政局 新建院"
        )
    )
    assert [name for *_, name in bound] == ["县水务局", "县教育局", "县民政局"]


@pytest.mark.parametrize(
    "cells",
    [
        "序号 任务 责任 单位 1 疏通渠道。 县水务局 2 改造校舍。 县教育局",
        "序号 任务 责任单位 一 疏通渠道。 县水务局 二 改造校舍。 县教育局",
        "序号 任务 责任单位 1. 疏通渠道。 县水务局 2. 改造校舍。 县教育局",
        "序号 任务 责任单位 （1） 疏通渠道。 县水务局 （2） 改造校舍。 县教育局",
        "任务 责任单位 修渠 县水务局 建校 县教育局",
    ],
    ids=["a broken title", "Chinese numbers", "dots", "brackets", "short matters"],
)
def test_titles_and_numbers_as_they_are_printed(cells, read):
    assert [name for *_, name in read(lines(cells))[0]] == ["县水务局", "县教育局"]

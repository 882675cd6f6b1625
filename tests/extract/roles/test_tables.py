"""Tables that assign work: a row a task."""

import pytest

from zeren.extract.compose import extract
from zeren.extract.read import source

HEAD = "某市工作方案\n一、任务\n"
RULE = "| --- | --- | --- | --- | --- |\n"
HEADER = f"| 序号 | 重点任务 | 牵头单位 | 配合单位 | 完成时限 |\n{RULE}"


@pytest.fixture
def rows(authority):
    """For a table: its tasks as (label, heading), who is bound, and by when."""

    def read(table):
        extraction = extract(source("a.txt", (HEAD + table).encode()), authority)
        items = {p.path: p for p in extraction.provisions}
        return (
            [(t.label, t.heading) for t in extraction.tasks],
            [(items[r.task].label, r.role.value, r.as_named) for r in extraction.responsibilities],
            [(items[d.provision].label, d.text, str(d.due or "")) for d in extraction.deadlines],
        )

    return read


def test_a_row_binds_the_bodies_of_its_columns_by_its_time(rows):
    assert rows(
        HEADER
        + "| 1 | 编制清单 | 市委编办 | 市司法局、市财政局 | 2023年6月 |\n| 2 | 公布目录 | 市司法局 |  | 2023-03-31 |\n"
    ) == (
        [("1", "编制清单"), ("2", "公布目录")],
        [
            ("1", "lead", "市委编办"),
            ("1", "support", "市司法局"),
            ("1", "support", "市财政局"),
            ("2", "lead", "市司法局"),
        ],
        [("1", "2023年6月", "2023-06-30"), ("2", "2023-03-31", "2023-03-31")],
    )


def test_a_row_without_number_and_task_goes_on_with_the_one_before(rows):
    tasks, bound, _ = rows(
        HEADER
        + "| 1 | 编制清单 | 省发展改 |  | 2023年 |\n|  |  | 革委 |  |  |\n| 2 | 公布 | 省财政厅 |  |  |\n"
    )
    assert tasks == [("1", "编制清单"), ("2", "公布")]
    assert bound == [("1", "lead", "省发展改革委"), ("2", "lead", "省财政厅")]


def test_a_heading_within_the_table_holds_the_rows_under_it(rows):
    tasks, bound, _ = rows(HEADER + "| 一 | 特色赛道 |  |  |  |\n| 1 | 编制清单 | 市委编办 |  |  |\n")
    assert tasks == [("1", "编制清单")]
    assert bound == [("1", "lead", "市委编办")]


def test_a_table_without_a_number_column_takes_the_item_that_a_row_carries_out_for_its_label(rows):
    header = "| 章节 | 对应任务 | 细则名称 | 牵头部门 | 配合部门 |\n"
    body = "| 推动归集 | （一） | 授权方案 | 省数据局 |  |\n|  | （二） | 归集清单 | 省司法厅 | 省财政厅 |\n"
    tasks, bound, _ = rows(header + RULE + body)
    assert tasks == [("（一）", "授权方案"), ("（二）", "归集清单")]
    assert bound == [
        ("（一）", "lead", "省数据局"),
        ("（二）", "lead", "省司法厅"),
        ("（二）", "support", "省财政厅"),
    ]


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("指导推进责任单位", "responsible"),
        ("市级牵头单位（第一位）", "lead"),
        ("责任分工·配合单位", "support"),
        ("配合责任单位", "support"),
        ("牵头责任单位", "lead"),
    ],
)
def test_a_label_with_what_qualifies_it_binds_too(header, role, rows):
    table = f"| 序号 | 项目 | {header} |\n| --- | --- | --- |\n| 1 | 某项目 | 市司法局 |\n"
    assert rows(table)[1] == [("1", role, "市司法局")]


def test_a_row_may_have_its_number_beside_the_number_of_its_section(rows):
    header = "| 序号 | 领域分类 | 项目名称 | 项目代码 | 责任单位 |\n| --- | --- | --- | --- | --- |\n"
    body = "| 一 | 基础设施 | 2个 | 甲 |  |\n|  | 1 | 平台 | 无 | 市司法局 |\n| 试点 | 2 | 园区 | 无 | 市财政局 |\n"
    assert rows(header + body)[1] == [("1", "responsible", "市司法局"), ("2", "responsible", "市财政局")]


@pytest.mark.parametrize(
    "header", ["项目业主", "建设主体", "建议责任单位（省级部门）", "建议牵头单位", "拟责任单位", "所在地市"]
)
def test_other_columns_bind_nobody(header, rows):
    assert rows(f"| 序号 | 项目 | {header} |\n| --- | --- | --- |\n| 1 | 某项目 | 市司法局 |\n")[1] == []


def test_a_table_ends_where_the_text_goes_on(rows):
    tasks, bound, _ = rows(
        HEADER + "| 1 | 编制清单 | 市委编办 |  |  |\n二、保障\n1.加强领导。（市司法局负责）\n"
    )
    assert tasks == [("1", "编制清单"), ("1.", "加强领导")]
    assert bound == [("1", "lead", "市委编办"), ("1.", "responsible", "市司法局")]


def test_columns_that_only_look_like_it_are_listed(authority):
    table = "| 序号 | 项目 | 项目业主 | 建设主体 | 建议责任单位（省级部门） | 责任单位 |\n| --- | --- | --- | --- | --- | --- |\n"
    text = f"{HEAD}{table}| 1 | 甲 | 某公司 | 某公司 | 省司法厅 | 市司法局 |\n"
    found = extract(source("a.txt", text.encode()), authority)
    assert [r.as_named for r in found.responsibilities] == ["市司法局"]
    (note,) = found.notes
    assert all(name in note for name in ("项目业主", "建设主体", "建议责任单位"))
    assert "、责任单位" not in note


def test_a_table_whose_first_bars_are_lost_is_a_table(rows):
    assert rows(
        "行业名称 | 时间安排 | 责任单位 |\n养老机构 | 2023年4月 | 民政所 卫生院 |\n学校 | 2023年5月 | 教育办 |\n"
    ) == (
        [("一、", "任务"), ("", "养老机构"), ("", "学校")],
        [("", "responsible", "民政所"), ("", "responsible", "卫生院"), ("", "responsible", "教育办")],
        [("", "2023年4月", "2023-04-30"), ("", "2023年5月", "2023-05-31")],
    )


def test_a_row_broken_over_lines_is_read_as_one(rows):
    tasks, bound, times = rows(
        HEADER
        + "| 1 | 编制\n清单 | 市委编\n办 | 市司法局、\n市财政局 | 2023年6月 |\n| 2 | 公布目录 | 市司法局 |\n市财政局 | 2023年\n底前 |\n"
    )
    assert [label for label, _ in tasks] == ["1", "2"]
    assert bound == [
        ("1", "lead", "市委编办"),
        ("1", "support", "市司法局"),
        ("1", "support", "市财政局"),
        ("2", "lead", "市司法局"),
        ("2", "support", "市财政局"),
    ]
    assert times[0] == ("1", "2023年6月", "2023-06-30")


def test_the_end_of_a_row_that_lost_more_than_its_first_bar_is_no_row(rows):
    _, bound, _ = rows(
        HEADER
        + "| 1 | 编制清单 | 市委编办 | 市司法局 | 2023年6月 |\n清单。 | 市审计局 | 市财政局 | 2023年6月 |\n"
    )
    assert ("1", "lead", "市财政局") not in bound


@pytest.mark.parametrize("bar", [" | ", "\t", "|"])
def test_rows_without_bars_around_them_are_rows(rows, bar):
    table = [
        ("序号", "重点任务", "牵头单位", "配合单位", "完成时限"),
        ("1", "编制清单", "市委编办", "市司法局、市财政局", "2023年6月"),
        ("2", "公布目录", "市司法局", "", "持续推进"),
    ]
    assert rows("\n".join(map(bar.join, table)) + "\n二、其他\n1.甲事项。（市财政局负责）\n") == (
        [("1", "编制清单"), ("2", "公布目录"), ("1.", "甲事项")],
        [
            ("1", "lead", "市委编办"),
            ("1", "support", "市司法局"),
            ("1", "support", "市财政局"),
            ("2", "lead", "市司法局"),
            ("1.", "responsible", "市财政局"),
        ],
        [("1", "2023年6月", "2023-06-30"), ("2", "持续推进", "")],
    )


def test_a_menu_with_bars_is_no_table(rows):
    assert rows("首页 | 政务公开 | 联系单位\n1.编制清单。（市财政局负责）\n")[1] == [
        ("1.", "responsible", "市财政局")
    ]


@pytest.mark.parametrize(
    ("header", "row", "bound"),
    [
        ("责任单位及责任人 | 备注", "市水利局 某某 | ", ["responsible 市水利局"]),
        ("牵头（责任）单位 | 配合单位", "市水利局 | 市财政局", ["lead 市水利局", "support 市财政局"]),
        ("责任单位（牵头） | 责任单位（配合）", "市水利局 | 市财政局", ["lead 市水利局", "support 市财政局"]),
        ("责任部门/科室 | 备注", "法规科、办公室 | ", ["responsible 法规科", "responsible 办公室"]),
        ("责任单位1 | 责任单位2", "市水利局 | 市财政局", ["responsible 市水利局", "responsible 市财政局"]),
        ("牵头单位 | 责任主体与协同单位", "市水利局 | 市财政局", ["lead 市水利局", "responsible 市财政局"]),
        ("责任单位 | 备注", "市水利局（牵头）、市财政局 | ", ["lead 市水利局", "responsible 市财政局"]),
        ("责任单位 | 备注", "市水利局<br>市财政局 | ", ["responsible 市水利局", "responsible 市财政局"]),
        ("牵头单位 | 责任单位", "市水利局 | 〃", ["lead 市水利局"]),
    ],
)
def test_titles_of_columns_and_cells_as_offices_print_them(rows, header, row, bound):
    table = (
        f"| 序号 | 任务 | {header} |\n| --- | --- | --- | --- |\n| 1 | 清淤 | {row} |\n| 2 | 修渠 | {row} |\n"
    )
    _, found, _ = rows(table)
    assert [f"{role} {name}" for label, role, name in found if label == "1"] == bound


def test_a_numbered_line_that_says_only_who_speaks_for_the_item_it_stands_in(rows):
    _, bound, times = rows(
        "（一）清淤\n1.目标：清淤10条。\n2.责任单位：市水利局。\n3.完成时限：2024年6月底前。\n"
    )
    assert bound == [("（一）", "responsible", "市水利局")]
    assert ("（一）", "2024年6月底前", "2024-06-30") in times


def test_a_cell_that_rows_share_may_stand_in_the_first_of_them_alone(rows):
    _, bound, _ = rows(
        "领域 | 具体任务 | 责任单位 | 联系人 |\n政务 | 公布目录 | 市司法局 | 甲 |\n更新网站 | 市财政局 | 乙 | |\n"
    )
    assert bound == [("", "responsible", "市司法局"), ("", "responsible", "市财政局")]


def test_the_page_may_end_within_the_last_row(rows):
    _, bound, _ = rows(
        "序号 | 项目 | 责任单位 | 进展 |\n1 | 新建公厕 | 市城管局 | 已完成 |\n2 | 改造校舍 | 市教育局 | 已招"
    )
    assert [name for *_, name in bound] == ["市城管局", "市教育局"]


def test_a_title_may_stand_over_several_columns(rows):
    _, bound, _ = rows(
        "项目 | 目标 | 责任领导 | 责任单位 | 责任人 |\n就业 | 促进创业 | 新增人数 | 1300 | 王某 | 区人社局 | 李某 |\n养老 | 新建院所 | 院数 | 2 | 王某 | 区民政局 | 李某 |\n"
    )
    assert [(role, name) for _, role, name in bound] == [
        ("responsible", "区人社局"),
        ("responsible", "区民政局"),
    ]


def test_a_heading_within_the_table_that_is_a_body_binds_nobody(rows):
    _, bound, _ = rows(HEADER + "| 一 | 市司法局 |  |  |  |\n| 1 | 编制清单 | 市委编办 |  |  |\n")
    assert bound == [("1", "lead", "市委编办")]


def test_a_header_may_be_broken_and_rows_may_lack_what_they_share(rows):
    _, bound, _ = rows(
        "工作任务 | 具体要求\n| 责任单位 |\n一、公开。 | 1.公布目录。 | 市司法局 |\n2.更新网站。 | 市财政局 |\n3.回应关切。 |\n4.答复来信。 | 市信访局 |\n"
    )
    assert [name for *_, name in bound] == ["市司法局", "市财政局", "市信访局"]


@pytest.mark.parametrize(
    ("cell", "bound"),
    [
        ("市司法局牵头，市财政局配合", [("lead", "市司法局"), ("support", "市财政局")]),
        ("牵头单位：市司法局 责任单位：市财政局", [("lead", "市司法局"), ("responsible", "市财政局")]),
        ("办公室牵头，各科室配合", [("lead", "办公室"), ("support", "各科室")]),
        ("市司法局 市财政局", [("responsible", "市司法局"), ("responsible", "市财政局")]),
        ("市司法局<br>市财政局", [("responsible", "市司法局"), ("responsible", "市财政局")]),
        ("市司法局（牵头）、市财政局", [("lead", "市司法局"), ("responsible", "市财政局")]),
        ("已完成。5月1日召开动员会", []),
        ("同上", []),
        ("——", []),
    ],
)
def test_a_cell_names_bodies_or_says_who_does_what(cell, bound, rows):
    table = f"| 序号 | 重点任务 | 责任单位 |\n| --- | --- | --- |\n| 1 | 编制清单 | {cell} |\n"
    assert [(role, name) for _, role, name in rows(table)[1]] == bound


def test_a_column_of_who_is_responsible_or_leads_makes_responsible(rows):
    table = "| 序号 | 项目 | 责任单位 或牵头单位 | 协助 单位 |\n| --- | --- | --- | --- |\n| 1 | 某项目 | 市司法局 | 市财政局 |\n"
    assert rows(table)[1] == [("1", "responsible", "市司法局"), ("1", "support", "市财政局")]


def test_a_header_that_ends_the_text_is_no_table(rows):
    assert rows("序号 | 重点任务 | 责任单位")[1] == []


@pytest.mark.parametrize(
    "header",
    [
        "| 某市任务分解表 |  |  |  |\n| 序号 | 任务 | 牵头单位 | 配合单位 |",
        "| 序号 | 任务 | 责任分工 |  |\n|  |  | 牵头单位 | 配合单位 |",
        "| 序号 | 任务 | 牵头 | 配合 |",
        "| 序号 | 任务 | 主办 | 协办 |",
        "| 序号 | 任务 | 牵头司局 | 配合司局 |",
    ],
    ids=["under a title", "titles over titles", "short", "short for others", "司局"],
)
def test_headers_as_offices_print_them(header, rows):
    table = f"{header}\n| --- | --- | --- | --- |\n| 1 | 清淤 | 水利司 | 财务司 |\n| 序号 | 任务 | 牵头单位 | 配合单位 |\n| 2 | 修渠 | 农田司 | 财务司 |\n"
    assert rows(table)[1] == [
        ("1", "lead", "水利司"),
        ("1", "support", "财务司"),
        ("2", "lead", "农田司"),
        ("2", "support", "财务司"),
    ]


def test_the_title_of_a_column_may_say_that_the_first_leads(rows):
    table = "| 序号 | 任务 | 责任单位（排首位的为牵头单位） |\n| --- | --- | --- |\n| 1 | 清淤 | 市水利局、市财政局 |\n| 2 | 修渠 | 市住建局 |\n"
    assert rows(table)[1] == [
        ("1", "lead", "市水利局"),
        ("1", "responsible", "市财政局"),
        ("2", "lead", "市住建局"),
    ]


@pytest.mark.parametrize(
    "form",
    [
        "| 任务名称 | 清淤 |\n| 责任单位 | 市水利局、市财政局 |\n| 完成时限 | 6月底前 |\n",
        "任务名称 | 清淤\n责任单位 | 市水利局、市财政局\n完成时限 | 6月底前\n",
        "| 任务名称 | 清淤 | 责任单位 | 市水利局、市财政局 |\n| 目标 | 十条 | 完成时限 | 6月底前 |\n",
    ],
)
def test_a_form_has_its_labels_in_cells_of_their_own(form, rows):
    assert [(role, name) for _, role, name in rows(form)[1]] == [
        ("responsible", "市水利局"),
        ("responsible", "市财政局"),
    ]


def test_what_tells_of_the_page_is_no_form(rows):
    assert rows("公开方式 | 主动公开 | 所属机构 | 县政府办 | 责任部门 | 县政府办公室 |\n")[1] == []

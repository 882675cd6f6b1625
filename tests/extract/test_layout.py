"""Which lines of a source are menu, notice, title, preamble, signature, and which are the plan."""

import pytest

from zeren.extract.compose import extract
from zeren.extract.layout import arrange
from zeren.extract.read import source

PLAIN = """\
title        某市法治政府建设规划（2016—2020年）
preamble     为深入推进依法行政，按照国家和省的要求，结合我市实际，制定本规划。
body         一、总体要求
body         全面贯彻落实中央、省、市精神。
body         （一）加强领导。
"""
NOTICE = """\
notice       某市人民政府办公室关于印发《某市法治政府工作方案》的通知
notice       某政办发〔2020〕18号
notice       各区人民政府，市各委办局：
notice       《某市法治政府工作方案》已经市政府同意，现印发给你们，请认真执行。
notice       某市人民政府办公室
notice       2020年3月20日
title        某市法治政府工作方案
preamble     为加快建设法治政府，制定本方案。
body         一、加强领导
body         1.甲。（责任单位：市司法局）
signature    某市人民政府办公室
signature    2020年3月20日
"""
SCRAPED = """\
boilerplate  您当前的位置：首页 > 信息公开 > 部门文件
boilerplate  某区贯彻落实《法治政府建设实施纲要（2021－2025年）》实施方案
boilerplate  索引号 QH0021/2022-00046 生成日期 2022-08-15
boilerplate  发布机构 某区司法局 公开方式 主动公开
boilerplate  文件下载 政策解读
title        某区贯彻落实《法治政府建设实施纲要（2021－2025年）》实施方案
preamble     为加快建设法治政府，制定本方案。
body         一、甲
body         1.乙
boilerplate  某政发〔2022〕15号
boilerplate  扫一扫在手机打开当前页
boilerplate  上一篇：没有了
boilerplate  用户登录
boilerplate  还没有账号?
boilerplate  立即注册
"""
BEGUN_LATE = """\
notice       《某市法治政府工作方案》已经市政府同意，现印发给你们，请遵照执行。
notice       某市人民政府办公室
notice       2020年3月20日
title        某市法治政府工作方案
preamble     为加快建设法治政府，制定本方案。
body         一、加强领导
"""
TWO_LINES = """\
title        国务院办公厅关于加快发展
title        体育竞赛表演产业的指导意见
notice       国办发〔2018〕121号
notice       各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
preamble     体育竞赛表演产业是体育产业的重要组成部分，近年来快速发展。
body         一、总体要求
body         （一）指导思想。
signature    国务院办公厅
signature    2018年12月11日
boilerplate  （此件公开发布）
"""
DRAFT = """\
boilerplate  附件 2
title        浙江省算力网建设实施方案
title        （2026—2030 年）
title        （征求意见稿）
preamble     算力网是新型数字基础设施，特制定本方案。
body         一、总体要求
"""
NO_TITLE = """\
notice       各省辖市、省直管县（市）人民政府，省人民政府各部门：
body         一、支持企业
body         （一）稳定岗位。
signature    某省人民政府
signature    2018年12月31日
"""
LETTER = """\
preamble     某厅关于征求《某方案》意见的函省直有关部门:为贯彻落实意见，全面提升水平，研究起草了征求意见稿。
body         一、构建载体1.推动发展。
"""
PLANS = [PLAIN, NOTICE, SCRAPED, BEGUN_LATE, TWO_LINES, DRAFT, NO_TITLE, LETTER]


def kinds(text):
    """What each line of a text is taken for."""
    layout = arrange(text)
    found = {span.start: "body" for span in layout.body}
    starts, position = [], 0
    for line in text.splitlines(keepends=True):
        starts.append(position)
        position += len(line)
    for start in starts:
        kind = next((s.kind.value for s in layout.segments if s.span.start <= start < s.span.end), None)
        found[start] = kind or found[start]
    return [found[start] for start in starts]


@pytest.mark.parametrize(
    ("plan", "gap"),
    [(plan, gap) for plan in PLANS for gap in ["\n", "\n\n", "\n　　"] if (plan, gap) != (TWO_LINES, "\n\n")],
)
def test_the_lines_of_a_source_are_told_apart(plan, gap):
    expected, printed = zip(*(line.split(None, 1) for line in plan.splitlines()), strict=True)
    text = gap.join(printed)
    found = [kind for kind, line in zip(kinds(text), text.splitlines(), strict=True) if line.strip()]
    assert found == list(expected)


@pytest.mark.parametrize(
    ("plan", "title", "notice"),
    [
        (PLAIN, "某市法治政府建设规划（2016—2020年）", ""),
        (NOTICE, "某市法治政府工作方案", "某市人民政府办公室关于印发《某市法治政府工作方案》的通知"),
        (SCRAPED, "某区贯彻落实《法治政府建设实施纲要（2021－2025年）》实施方案", ""),
        (TWO_LINES, "国务院办公厅关于加快发展体育竞赛表演产业的指导意见", ""),
        (DRAFT, "浙江省算力网建设实施方案（2026—2030 年）（征求意见稿）", ""),
        (NO_TITLE, "", ""),
    ],
)
def test_the_titles_of_plan_and_notice_are_found(plan, title, notice):
    layout = arrange("\n".join(line.split(None, 1)[1] for line in plan.splitlines()))
    assert (layout.title, layout.notice_title) == (title, notice)


@pytest.mark.parametrize("text", ["", "\n", "只有一句话", "只有一句话。\n\n", "首页\n", "一、\n"])
def test_a_text_that_is_no_plan_is_taken_apart_all_the_same(text):
    layout = arrange(text)
    spans = sorted([segment.span for segment in layout.segments] + list(layout.body))
    assert "".join(span.of(text) for span in spans) == text


def test_a_letter_that_stands_alone_is_read(authority):
    text = "各乡镇政府，县直各单位：\n现将任务分解下达。各乡镇要细化目标，落实责任。\n附件：任务分解表\n某县人民政府\n2023年3月1日\n"
    found = extract(source("a.txt", text.encode()), authority)
    assert [(o.action, [a.as_named for a in o.actors]) for o in found.obligations][-2:] == [
        ("细化", ["各乡镇"]),
        ("落实", ["各乡镇"]),
    ]


@pytest.mark.parametrize(("number", "is_body"), [("10", True), ("1", False)])
def test_a_text_that_begins_in_the_middle_of_a_plan_is_all_body(number, is_body):
    before = "完成二十个村的整治，补种行道树。\n（市建委牵头）\n"
    layout = arrange(f"{before}{number}.完善管网。\n")
    assert layout.body[0].start == (0 if is_body else len(before))


@pytest.mark.parametrize(
    "line",
    [
        "2.做好政策解读和首页更新。（市司法局负责）",
        "资金来源：省级补助，由市财政局下达。",
        "（三）政策解读：县司法局",
    ],
)
def test_a_line_of_the_plan_may_hold_words_of_a_menu(line):
    text = f"某市工作方案\n一、任务\n1.公开目录。\n{line}\n"
    assert line in "".join(span.of(text) for span in arrange(text).body)


@pytest.mark.parametrize("line", ["政策解读 | 相关附件", "来源：某市人民政府", "文件下载", "最新文件"])
def test_a_menu_below_the_plan_is_none_of_it(line):
    text = f"某市工作方案\n一、任务\n1.公开目录。\n{line}\n"
    assert line not in "".join(span.of(text) for span in arrange(text).body)

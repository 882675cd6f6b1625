"""The provision tree: labels, nesting, paragraphs, points; and what holds of every tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.extract.layout import arrange
from zeren.extract.structure import parse, starts_provision, tiles
from zeren.ontology.model import Span


def read(text):
    """The tree of a text that is all body."""
    ends = [i + 1 for i, char in enumerate(text) if char == "\n"] + [len(text)] * (not text.endswith("\n"))
    return parse(text, [Span(start, end) for start, end in zip([0, *ends], ends, strict=False)])


def outline(text):
    return [(p.path, p.label, p.heading) for p in read(text)]


@pytest.mark.cases("labels.csv", 36)
def test_a_line_with_a_label_opens_a_provision(row):
    assert starts_provision(row["line"]) == bool(row["opens"])
    if row["opens"]:
        assert read(row["line"])[0].number == int(row["number"])


def test_kinds_of_labels_nest_in_one_order():
    text = "第一编 总则\n第一章 要求\n第一节 目标\n一、甲\n第一条 乙\n（一）丙\n1.丁\n（1）戊\n①己\n"
    assert [p.path for p in read(text)] == [".".join(["1"] * depth) for depth in range(1, 10)]


def test_a_label_closes_what_is_of_its_kind_or_lower():
    text = "一、甲\n（一）乙\n1.丙\n（1）丁\n2.戊\n（二）己\n二、庚\n"
    assert [p.path for p in read(text)] == ["1", "1.1", "1.1.1", "1.1.1.1", "1.1.2", "1.2", "2"]


def test_numbers_that_restart_under_every_heading_stay_apart():
    assert [p.path for p in read("一、甲\n1.乙\n2.丙\n二、丁\n1.戊\n2.己\n")] == [
        "1",
        "1.1",
        "1.2",
        "2",
        "2.1",
        "2.2",
    ]


def test_numbers_that_run_on_keep_their_number():
    assert [p.path for p in read("一、甲\n（一）乙\n二、丙\n（二）丁\n")] == ["1", "1.1", "2", "2.2"]


def test_a_number_that_comes_again_is_counted():
    assert [p.path for p in read("一、甲\n一、乙\n一、丙\n")] == ["1", "1_2", "1_3"]


def test_a_label_whose_number_cannot_be_read_has_a_path_of_its_own():
    assert [(p.path, p.label, p.number) for p in read("十二一、甲\n乙\n十一二、丙\n")] == [
        ("u1", "十二一、", None),
        ("u1.p1", "", None),
        ("u2", "十一二、", None),
    ]


def test_the_heading_is_a_short_first_sentence_or_a_line_without_full_stop():
    assert outline(
        "一、总体要求\n（一）总的思路。坚持党的领导。\n1.完善程序要从目录抓起,办公室应当公布目录,涉及民生的事项必须公开征求意见或者举行听证会，然后再行决定。\n"
    ) == [
        ("1", "一、", "总体要求"),
        ("1.1", "（一）", "总的思路"),
        ("1.1.1", "1.", ""),
    ]


def test_full_width_and_half_width_labels_are_one_kind():
    assert [(p.path, p.label) for p in read("1.甲\n２．乙\n3、丙\n")] == [
        ("1", "1."),
        ("2", "２．"),
        ("3", "3、"),
    ]


def test_an_unnumbered_paragraph_hangs_under_the_item_before_it():
    text = "一、甲\n导语。\n1.乙\n又一段。\n再一段。\n二、丙\n"
    assert [(p.path, p.parent) for p in read(text)] == [
        ("1", None), ("1.p1", "1"), ("1.1", "1"), ("1.1.p1", "1.1"), ("1.1.p2", "1.1"), ("2", None),
    ]  # fmt: skip


def test_a_blank_line_belongs_to_the_provision_before_it():
    text = "一、甲\n\n　\n二、乙\n"
    assert [p.span.of(text) for p in read(text)] == ["一、甲\n\n　\n", "二、乙\n"]


def test_points_in_a_line_are_children_within_its_span():
    text = "1.推行柔性执法。一是公布清单；二是说清事理；三是回访教育。（市司法局负责）\n2.下一项\n"
    item, first, second, third, _ = read(text)
    assert [p.path for p in (first, second, third)] == ["1.s1", "1.s2", "1.s3"]
    assert all(p.point and item.span.covers(p.span) for p in (first, second, third))
    assert [p.span.of(text) for p in (first, second)] == ["一是公布清单；", "二是说清事理；"]
    assert [p.heading for p in (first, second)] == ["公布清单；", "说清事理；"]


def test_points_on_lines_of_their_own_are_children_within_its_span_too():
    text = "（一）强化基础\n一是统筹布局。\n　　二是推进建设。三是打造空间。\n（二）提升能力\n"
    item, *points, following = read(text)
    assert item.span.of(text) == text[: text.index("（二）")]
    assert [(p.path, p.label) for p in points] == [("1.s1", "一是"), ("1.s2", "二是"), ("1.s3", "三是")]
    assert following.path == "2"


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("（一）甲。乙〔市司法局负责〕（二）丙。（三）丁。\n", ["1", "2", "3"]),
        ("（五）甲。乙。（六）丙。\n", ["5", "6"]),
        (
            "一、构建发展空间载体1.推动绿色发展。甲\n2.乙\n二、推动设施升级3.推进建设。\n",
            ["1", "1.1", "1.2", "2", "2.3"],
        ),
        ("一、构建发展空间载体（一）推动绿色发展。甲\n（二）乙\n", ["1", "1.1", "1.2"]),
        (
            "一、总体要求\n（一）指导思想。甲。\n（二）目标。指标表二、深入调整产业结构（三）淘汰。乙\n",
            ["1", "1.1", "1.2", "2", "2.3"],
        ),
    ],
)
def test_a_label_whose_line_break_was_lost_opens_a_provision_where_its_number_comes_next(text, paths):
    assert [p.path for p in read(text)] == paths
    assert "".join(p.span.of(text) for p in read(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "（一）甲。见（三）。\n",
        "（一）甲。（二）和（三）不变。\n",
        "1.甲。（一）乙。（二）丙。\n",
        "一、到2025年增长3.5倍\n",
        "一、分3.年度推进的工作\n",
    ],
)
def test_any_other_number_in_a_line_opens_none(text):
    assert len(read(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "1.甲。一是乙。\n",
        "1.甲是乙，十分是丙。\n",
        "1.甲。二是乙；三是丙。\n",
        "1.甲，一是否乙，二是否丙。\n",
    ],
)
def test_what_only_looks_like_points_is_none(text):
    assert len(read(text)) == 1


def test_no_lines_make_no_tree():
    assert parse("一、甲\n", []) == ()


LABELS = [
    "一、",
    "二、",
    "十一、",
    "（一）",
    "(二)",
    "（三十五）",
    "1.",
    "２．",
    "3、",
    "（1）",
    "2）",
    "①",
    "第一条 ",
    "第二章 ",
    "一是",
    "　",
]
WORDS = [
    "加强领导。",
    "一是甲；二是乙。",
    "2022年底前",
    "各区人民政府：",
    "首页 | 导航",
    "附件1",
    "（责任单位：市司法局）",
    "某市工作方案",
    "| 序号 | 任务 |",
]
LINES = st.lists(
    st.tuples(st.sampled_from(["", "", "　　", *LABELS]), st.sampled_from(["", *WORDS])).map("".join),
    max_size=25,
)
SOUP = LINES.map("\n".join) | LINES.map(lambda lines: "".join(f"{line}\n" for line in lines))


@given(SOUP)
def test_segments_and_provisions_tile_the_text(text):
    layout = arrange(text)
    parts = sorted([segment.span for segment in layout.segments] + tiles(parse(text, layout.body)))
    assert [part.start for part in parts[1:]] == [part.end for part in parts[:-1]]
    assert "".join(part.of(text) for part in parts) == text


@given(SOUP)
def test_every_tree_is_a_tree(text):
    provisions = parse(text, arrange(text).body)
    before = {}
    for provision in provisions:
        assert provision.path not in before
        assert provision.parent is None or provision.parent in before
        assert provision.span.start < provision.span.end or provision.point
        assert provision.label in provision.span.of(text)
        if provision.point:
            assert before[provision.parent].span.covers(provision.span)
        before[provision.path] = provision
    assert [p.order for p in provisions] == list(range(1, len(provisions) + 1))


@given(SOUP)
def test_lines_parsed_once_more_from_their_provisions_give_the_same_labels(text):
    provisions = [p for p in parse(text, arrange(text).body) if not p.point]
    again = [p for p in parse(text, [p.span for p in provisions]) if not p.point]
    assert [(p.label, p.span) for p in again] == [(p.label, p.span) for p in provisions]

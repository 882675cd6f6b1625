"""Tables drawn here: rules, merged cells, and rows and cells that go on over a page break."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest

from zeren.extract.formats.pdf import read_pdf

pytest.importorskip("reportlab", reason="reportlab, which the tests make PDFs with, is not installed")

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
CELL = ParagraphStyle("", fontName=FONT, fontSize=10.5, leading=14, wordWrap="CJK")
HEAD = ParagraphStyle("", parent=CELL, alignment=1)
TEXT = ParagraphStyle("", fontName=FONT, fontSize=14, leading=24, wordWrap="CJK", firstLineIndent=28)

HEADER = ["序号", "重点任务", "工作内容", "牵头单位", "配合单位", "完成时限"]
WIDTHS = [30, 70, 150, 70, 95, 60]
MIDDLE = ("VALIGN", (0, 0), (-1, -1), "MIDDLE")
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), MIDDLE]
BOXES = [("BOX", (0, 0), (-1, -1), 1, colors.black), ("INNERGRID", (0, 0), (-1, -1), 0.25, colors.grey)]
OPEN = [
    ("INNERGRID", (0, 0), (-1, -1), 0.5, colors.black),
    ("LINEABOVE", (0, 0), (-1, 0), 1.5, colors.black),
    ("LINEBELOW", (0, -1), (-1, -1), 1.5, colors.black),
]
BEFORE = "望川市各区县、各部门要对照清单逐项落实，做到有人管、管得住、管得好，责任到岗到人。" * 3
AFTER = "附则另行印发。"


def tasks(count: int) -> list[list[str]]:
    """Rows of an invented list of tasks."""
    text = "第{n}项工作要修订规程、公布清单并报送结果，做到一事一档，全程留痕，"
    return [
        [
            str(n),
            f"健全第{n}项制度",
            text.format(n=n) * (1 + n % 3) + "按期办结。",
            "市司法局" if n % 2 else "市发展改革委、市司法局",
            "市财政局、市公安局、市人力资源社会保障局，各区县（市）人民政府",
            "2023年6月底前",
        ]
        for n in range(1, count + 1)
    ]


def table(rows: list[list[str]], style: list[Any], header: list[str] = HEADER, **options: Any) -> Table:
    cells = [
        [Paragraph(text, HEAD) for text in header],
        *([Paragraph(text, CELL) for text in row] for row in rows),
    ]
    return Table(
        cells, **{"colWidths": WIDTHS, "repeatRows": 1, "splitInRow": 1} | options, style=TableStyle(style)
    )


def printed(*flow: Any, size: tuple[float, float] = A4) -> bytes:
    out = io.BytesIO()

    def furnish(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawCentredString(size[0] / 2, 30, f"- {document.page} -")

    document = SimpleDocTemplate(
        out, pagesize=size, topMargin=72, bottomMargin=60, leftMargin=55, rightMargin=55
    )
    document.build(list(flow), onFirstPage=furnish, onLaterPages=furnish)
    return out.getvalue()


def pipes(rows: list[list[str]], header: list[str] = HEADER) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in [header, ["---"] * len(header), *rows]]


def lines(data: bytes) -> list[str]:
    return read_pdf(data).text.splitlines()


@pytest.mark.parametrize("style", [GRID, BOXES, OPEN], ids=["grid", "boxes", "open at the sides"])
@pytest.mark.parametrize(
    "options", [{}, {"repeatRows": 0}, {"splitInRow": 0}], ids=["cut rows", "one header", "whole rows"]
)
def test_a_table_over_several_pages(style: list[Any], options: dict[str, int]) -> None:
    data = printed(Paragraph(BEFORE, TEXT), table(tasks(20), style, **options), Paragraph(AFTER, TEXT))
    assert lines(data) == [BEFORE, *pipes(tasks(20)), AFTER]


def test_a_table_across_the_sheet() -> None:
    data = printed(table(tasks(20), GRID, colWidths=[40, 100, 260, 100, 150, 70]), size=landscape(A4))
    assert lines(data) == pipes(tasks(20))


def test_the_pages_of_a_table() -> None:
    reading = read_pdf(printed(table(tasks(20), GRID, splitInRow=0)))
    assert len(reading.pages) > 2
    assert all(re.match(r"\| \d+ \| 健全", reading.text[offset:]) for offset in reading.pages[1:])


def test_rows_that_head_a_section() -> None:
    rows, spans = [], []
    for section in ("依法履职", "科学决策", "严格执法"):
        rows.append([section, *[""] * 5])
        spans.append(("SPAN", (0, len(rows)), (-1, len(rows))))
        rows += tasks(4)
    assert lines(printed(table(rows, [*GRID, *spans]))) == pipes(rows)


def test_cells_merged_over_rows_stand_in_the_first() -> None:
    rows = [[str(n), "" if n % 3 else f"分组任务{n}", *row[2:]] for n, row in enumerate(tasks(12))]
    spans = [("SPAN", (1, n + 1), (1, n + 3)) for n in range(0, 12, 3)]
    assert lines(printed(table(rows, [*GRID, *spans], splitInRow=0))) == pipes(rows)


def test_a_header_of_two_rows() -> None:
    upper = ["序号", "重点任务", "工作内容", "责任分工", "", "完成时限"]
    lower = ["", "", "", "牵头单位", "配合单位", ""]
    spans = [("SPAN", (3, 0), (4, 0)), *(("SPAN", (column, 0), (column, 1)) for column in (0, 1, 2, 5))]
    data = printed(table([lower, *tasks(15)], [*GRID, *spans], header=upper, repeatRows=2, splitInRow=0))
    assert lines(data) == pipes(
        tasks(15), [*HEADER[:3], "责任分工·牵头单位", "责任分工·配合单位", "完成时限"]
    )


def test_two_tables_are_two() -> None:
    other = ["序号", "指标", "数值", "牵头单位", "配合单位", "备注"]
    data = printed(table(tasks(3), GRID), PageBreak(), table(tasks(3), GRID, header=other))
    assert lines(data) == [*pipes(tasks(3)), *pipes(tasks(3), other)]


def test_bodies_on_lines_of_their_own_are_a_list() -> None:
    row = ["1", "任务甲", "内容", "省教育厅<br/>省财政厅<br/>省公安厅", "望川市<br/>人民政府", "2023年"]
    read = ["1", "任务甲", "内容", "省教育厅、省财政厅、省公安厅", "望川市人民政府", "2023年"]
    assert lines(printed(table([row], GRID))) == pipes([read])


def test_a_frame_around_text_is_no_table() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont(FONT, 12)
    canvas.rect(60, 600, 400, 100)
    canvas.drawString(80, 660, "一、总体要求。")
    canvas.drawString(80, 630, "二、主要任务。")
    canvas.line(80, 626, 160, 626)
    canvas.save()
    assert lines(out.getvalue()) == ["一、总体要求。", "二、主要任务。"]


def test_rules_drawn_as_bars() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont(FONT, 12)
    for x in (60, 200, 400):
        canvas.rect(x, 600, 0.7, 100, stroke=0, fill=1)
    for y in (600, 650, 700):
        canvas.rect(60, y, 340, 0.7, stroke=0, fill=1)
    for text, x, y in (
        ("任务", 70, 670),
        ("责任单位", 210, 670),
        ("编制清单", 70, 620),
        ("市司法局", 210, 620),
    ):
        canvas.drawString(x, y, text)
    canvas.save()
    assert lines(out.getvalue()) == pipes([["编制清单", "市司法局"]], ["任务", "责任单位"])


THREE = [
    ("LINEABOVE", (0, 0), (-1, 0), 1.5, colors.black),
    ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black),
    ("LINEBELOW", (0, -1), (-1, -1), 1.5, colors.black),
]
LEVEL = [
    ("LINEABOVE", (0, 0), (-1, -1), 0.5, colors.black),
    ("LINEBELOW", (0, -1), (-1, -1), 0.5, colors.black),
]
TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")


WHOLE, CUT, ONE_HEADER = {"splitInRow": 0}, {"splitInRow": 1}, {"repeatRows": 0}


@pytest.mark.parametrize(
    ("rules", "align", "options"),
    [
        *(
            (rules, align, options)
            for rules in (THREE, LEVEL)
            for align in (TOP, MIDDLE)
            for options in (WHOLE, WHOLE | ONE_HEADER, CUT | ONE_HEADER)
        ),
        (THREE, TOP, CUT),
        (LEVEL, TOP, CUT),
    ],
)
def test_a_table_without_upright_rules_over_several_pages(
    rules: list[Any], align: Any, options: dict[str, int]
) -> None:
    data = printed(
        Paragraph(BEFORE, TEXT), table(tasks(20), [*rules, align], **options), Paragraph(AFTER * 9, TEXT)
    )
    assert lines(data) == [BEFORE, *pipes(tasks(20)), AFTER * 9]


def test_a_section_of_a_table_without_upright_rules() -> None:
    rows = [
        ["一、依法履行职能，建设服务型政府", *[""] * 5],
        *tasks(4),
        ["二、严格规范公正文明执法", *[""] * 5],
        *tasks(3),
    ]
    spans = [("SPAN", (0, n), (-1, n)) for n in (1, 6)]
    read = lines(printed(table(rows, [*THREE, TOP, *spans], splitInRow=0)))
    assert [line for line in read if line.startswith("|")] == pipes(rows)


def test_a_table_without_numbers_and_upright_rules() -> None:
    rows = [row[1:] for row in tasks(9)]
    data = printed(table(rows, [*LEVEL, TOP], HEADER[1:], colWidths=WIDTHS[1:], splitInRow=0))
    assert lines(data) == pipes(rows, HEADER[1:])


def test_two_rules_around_text_are_no_table() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont(FONT, 12)
    canvas.line(60, 700, 500, 700)
    canvas.drawString(80, 680, "望政发〔2022〕3号　　　　　　签发人：某某")
    canvas.line(60, 670, 500, 670)
    canvas.drawString(80, 640, "一、总体要求。")
    canvas.save()
    assert not any(line.startswith("|") for line in lines(out.getvalue()))

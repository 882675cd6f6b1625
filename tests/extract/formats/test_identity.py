"""One plan in every format: the same tasks, bodies, roles and deadlines, whatever it was saved as."""

from __future__ import annotations

import html
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import docx
import opencc
import openpyxl
import pytest

import zeren.data
from zeren.data.authority import load
from zeren.extract.compose import extract
from zeren.extract.formats import scan
from zeren.extract.sources import read_file
from zeren.ontology.model import Extraction, Role

pytest.importorskip("reportlab", reason="reportlab, which the tests make PDFs with, is not installed")

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
TEXT = ParagraphStyle("", fontName=FONT, fontSize=15, leading=26, firstLineIndent=30, wordWrap="CJK")
TITLE = ParagraphStyle("", parent=TEXT, fontSize=20, leading=30, alignment=1, firstLineIndent=0)
CELL = ParagraphStyle("", fontName=FONT, fontSize=11, leading=15, wordWrap="CJK")

HEADER = ["序号", "重点任务", "牵头单位", "配合单位", "责任单位", "完成时限"]
GRID = [("GRID", (0, 0), (-1, -1), 0.7, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
LEVEL = [
    ("LINEABOVE", (0, 0), (-1, -1), 0.7, colors.black),
    ("LINEBELOW", (0, -1), (-1, -1), 0.7, colors.black),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
]
THREE = [
    ("LINEABOVE", (0, 0), (-1, 0), 1.5, colors.black),
    ("LINEBELOW", (0, 0), (-1, 0), 0.7, colors.black),
    ("LINEBELOW", (0, -1), (-1, -1), 1.5, colors.black),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


@cache
def plan() -> tuple[str, ...]:
    """The paragraphs of a plan of the sample, with the notice that it came with and without the site around it."""
    text = (files(zeren.data) / "sample" / "wangchuan.txt").read_text("utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    first = next(i for i, line in enumerate(lines) if "关于印发" in line and line.endswith("通知"))
    return tuple(lines[first : lines.index("用户登录")])


def is_title(line: str) -> bool:
    return line.endswith(("通知", "2025年）")) and "。" not in line


def write_text(encoding: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / "plan.txt"
        path.write_text("\n".join(plan()), encoding)
        return path

    return write


def write_traditional(folder: Path) -> Path:
    path = folder / "plan.txt"
    path.write_text(opencc.OpenCC("s2t").convert("\n".join(plan())), "utf-8")
    assert "責任" in path.read_text("utf-8")
    return path


def page(body: str) -> str:
    return f'<html><head><meta charset="gb2312"><title>望川市</title></head><body><div class="TRS_Editor">{body}</div></body></html>'


def write_html(folder: Path) -> Path:
    path = folder / "plan.html"
    path.write_text(page("".join(f"<p>　　{html.escape(line)}</p>\n" for line in plan())), "gb18030")
    return path


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LABELS = {
    "一、": ("chineseCountingThousand", "%1、", r"[一二三]+、"),
    "（一）": ("chineseCounting", "（%1）", r"（[一二三]+）"),
    "(一)": ("chineseCountingThousand", "(%1)", r"\([一二三四五六七八九十]+\)"),
    "1.": ("decimal", "%1.", r"\d+\."),
    "(1)": ("decimal", "(%1)", r"\(\d+\)"),
}
"""How the plan's five kinds of items are numbered: form and pattern in Word, and as printed."""


def write_numbered(folder: Path) -> Path:
    """As Word writes it: every item a paragraph of a style, and the number in the style alone."""
    numbering = styles = body = ""
    for n, (form, pattern, _) in enumerate(LABELS.values(), 1):
        level = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="s{n}"/><w:lvlText w:val="{pattern}"/>'
        numbering += f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0">{level}</w:lvl></w:abstractNum>'
        styles += f'<w:style w:type="paragraph" w:styleId="s{n}"><w:pPr><w:numPr><w:numId w:val="{n}"/></w:numPr></w:pPr></w:style>'
    numbering += "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, len(LABELS) + 1)
    )
    for line in plan():
        found = [(n, re.match(shape, line)) for n, (*_, shape) in enumerate(LABELS.values(), 1)]
        n, label = next(((n, label) for n, label in found if label), (0, None))
        text = html.escape(line[label.end() :] if label else line)
        style = f'<w:pPr><w:pStyle w:val="s{n}"/></w:pPr>' if label else ""
        body += f"<w:p>{style}<w:r><w:t>{text}</w:t></w:r></w:p>"
    assert "理顺部门职责" in body
    assert "1.理顺部门职责" not in body
    return packed(folder / "plan.docx", body, numbering, styles)


def packed(path: Path, body: str, numbering: str, styles: str) -> Path:
    parts = {"document": f"<w:body>{body}<w:sectPr/></w:body>", "numbering": numbering, "styles": styles}
    relations = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        for name in ("numbering", "styles")
    )
    main = f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{RELATIONS}">{main}</Relationships>')
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>'
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{W}">{content}</w:{name}>')
    return path


def write_docx(folder: Path) -> Path:
    document = docx.Document()
    for line in plan():
        document.add_paragraph(line)
    document.save(str(folder / "plan.docx"))
    return folder / "plan.docx"


def write_xlsx(folder: Path) -> Path:
    book = openpyxl.Workbook()
    for line in plan():
        book.active.append([line])
    book.save(folder / "plan.xlsx")
    return folder / "plan.xlsx"


def printed(path: Path, *flow: Any) -> Path:
    def number(canvas: Any, document: Any) -> None:
        canvas.setFont(FONT, 10)
        canvas.drawCentredString(297, 40, f"— {document.page} —")

    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), 72)
    document = SimpleDocTemplate(str(path), **margins, title="", invariant=True)
    document.build(list(flow), onFirstPage=number, onLaterPages=number)
    return path


def write_pdf(folder: Path, lines: tuple[str, ...] | None = None) -> Path:
    return printed(
        folder / "plan.pdf",
        *(Paragraph(html.escape(line), TITLE if is_title(line) else TEXT) for line in lines or plan()),
    )


def beginning() -> tuple[str, ...]:
    """The plan up to its seventh heading: recognising a page takes seconds."""
    return plan()[: next(at for at, line in enumerate(plan()) if line.startswith("(七)"))]


def photographed(path: Path) -> Path:
    """The pages of a PDF photographed at 200 dots an inch, as grey pictures."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    photos = [page.render(scale=200 / 72).to_pil().convert("L") for page in document]
    document.close()
    if not photos[0].crop((200, 400, 1500, 1800)).point(lambda value: 255 * (value < 128)).getbbox():
        pytest.skip("no Chinese font is installed, so there is nothing to recognise")
    photos[0].save(path, "PDF", resolution=200, save_all=True, append_images=photos[1:])
    return path


def read(path: Path) -> Extraction:
    return extract(read_file(path), load())


Facts = dict[str, list[tuple[Any, ...]]]


def facts(found: Extraction) -> Facts:
    """What must not change with the format."""
    labels = {p.path: p.label for p in found.provisions}
    return {
        "title": [(found.document.title, found.document.period)],
        "tasks": [(t.path, t.label, t.number, t.heading) for t in found.tasks],
        "assignments": [
            (labels[r.task], r.task, r.role, r.as_named, r.institution, r.open_ended)
            for r in found.responsibilities
        ],
        "deadlines": [(d.provision, d.text, d.due, d.recurrence) for d in found.deadlines],
    }


@cache
def original() -> Facts:
    return facts(extract(read_file(Path(str(files(zeren.data) / "sample" / "wangchuan.txt"))), load()))


PROSE = {
    "UTF-8": write_text("utf-8"),
    "GB18030": write_text("gb18030"),
    "traditional": write_traditional,
    "HTML": write_html,
    "docx": write_docx,
    "docx, numbers in styles": write_numbered,
    "xlsx": write_xlsx,
    "PDF": write_pdf,
}


@pytest.mark.parametrize("form", PROSE)
def test_a_plan_says_the_same_in_every_format(form: str, tmp_path: Path) -> None:
    found = facts(read(PROSE[form](tmp_path)))
    assert len(found["assignments"]) > 60
    for what, wanted in original().items():
        assert found[what] == wanted, what


def table() -> list[list[str]]:
    """The assignments of the plan as a table that breaks its work down (任务分解表)."""
    found = extract(read_file(Path(str(files(zeren.data) / "sample" / "wangchuan.txt"))), load())
    rows = []
    for task in found.tasks:
        bound = [r for r in found.responsibilities if r.task == task.path]
        columns = [
            [r for r in bound if r.role == role] for role in (Role.LEAD, Role.SUPPORT, Role.RESPONSIBLE)
        ]
        times = [d.text for d in found.deadlines if d.provision == task.path and d.due]
        if bound:
            names = [
                "、".join(r.as_named for r in held) + "等" * any(r.open_ended for r in held)
                for held in columns
            ]
            rows.append([str(len(rows) + 1), task.heading, *names, times[0] if times else "长期坚持"])
    return rows


HEAD = ["望川市法治政府建设任务分解表", "为抓好方案落实，现将各项任务分解如下。"]


def pipes(rows: list[list[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in [HEADER, ["---"] * 6, *rows]]


def write_pipes(folder: Path, most: int | None = None) -> Path:
    (folder / "table.txt").write_text("\n".join([*HEAD, *pipes(table()[:most])]), "utf-8")
    return folder / "table.txt"


def write_html_table(folder: Path) -> Path:
    rows = "".join(
        f"<tr>{''.join(f'<td><p>{html.escape(cell)}</p></td>' for cell in row)}</tr>"
        for row in [HEADER, *table()]
    )
    head = "".join(f"<p>{line}</p>" for line in HEAD)
    (folder / "table.html").write_text(page(f"{head}<table border=1>{rows}</table>"), "utf-8")
    return folder / "table.html"


def write_docx_table(folder: Path) -> Path:
    document = docx.Document()
    for line in HEAD:
        document.add_paragraph(line)
    rows = [HEADER, *table()]
    made = document.add_table(len(rows), len(HEADER))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.save(str(folder / "table.docx"))
    return folder / "table.docx"


def write_xlsx_table(folder: Path) -> Path:
    book = openpyxl.Workbook()
    for row in [[HEAD[0]], [HEAD[1]], HEADER, *([int(row[0]), *row[1:]] for row in table())]:
        book.active.append(row)
    book.active.merge_cells("A1:F1")
    book.active.merge_cells("A2:F2")
    book.save(folder / "table.xlsx")
    return folder / "table.xlsx"


def write_pdf_table(style: list[Any], repeat: int = 1, most: int | None = None) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        cells = [[Paragraph(html.escape(text), CELL) for text in row] for row in [HEADER, *table()[:most]]]
        made = Table(cells, colWidths=[32, 110, 85, 100, 70, 70], repeatRows=repeat, style=style)
        return printed(folder / "table.pdf", Paragraph(HEAD[0], TITLE), Paragraph(HEAD[1], TEXT), made)

    return write


TABLES = {
    "pipes": write_pipes,
    "HTML": write_html_table,
    "docx": write_docx_table,
    "xlsx": write_xlsx_table,
    "PDF, all rules": write_pdf_table(GRID),
    "PDF, level rules": write_pdf_table(LEVEL),
    "PDF, level rules, one header": write_pdf_table(LEVEL, 0),
    "PDF, three rules": write_pdf_table(THREE),
    "PDF, three rules, one header": write_pdf_table(THREE, 0),
}


def assigned(found: Facts) -> Counter[tuple[Any, ...]]:
    return Counter((role, name, body, more) for _, _, role, name, body, more in found["assignments"])


@pytest.mark.parametrize("form", TABLES)
def test_a_table_says_the_same_in_every_format(form: str, tmp_path: Path) -> None:
    found = facts(read(TABLES[form](tmp_path)))
    assert [label for _, label, *_ in found["tasks"]] == [row[0] for row in table()]
    assert [heading for *_, heading in found["tasks"]] == [row[1] for row in table()]
    assert assigned(found) == assigned(original())
    wanted = [row[5] for row in table()]
    assert [text for _, text, *_ in found["deadlines"]] == wanted
    assert found == facts(read(write_pipes(tmp_path)))


ROWS = 14
"""Of the table, how many are recognised from pictures: a page and a row or two."""


def f1(found: Counter[Any], wanted: Counter[Any]) -> float:
    return 2 * (found & wanted).total() / max(1, found.total() + wanted.total())


@pytest.mark.skipif(
    not scan.is_installed(), reason="rapidocr-onnxruntime is not installed: pip install zeren[ocr]"
)
@pytest.mark.parametrize("form", ["prose", "table"])
def test_a_scan_says_nearly_the_same(form: str, tmp_path: Path) -> None:
    if form == "table":
        path = photographed(write_pdf_table(GRID, most=ROWS)(tmp_path))
        wanted = facts(read(write_pipes(tmp_path, ROWS)))
    else:
        path = photographed(write_pdf(tmp_path, beginning()))
        (tmp_path / "plan.txt").write_text("\n".join(beginning()), "utf-8")
        wanted = facts(read(tmp_path / "plan.txt"))
    found = facts(read(path))
    assert len(wanted["assignments"]) > 30
    for what in ("tasks", "assignments", "deadlines"):
        score = f1(Counter(found[what]), Counter(wanted[what]))
        print(f"{form}: {what} F1 {score:.3f}")
        assert score >= 0.95, (what, Counter(found[what]) - Counter(wanted[what]))

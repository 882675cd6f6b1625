"""PDFs made here from the packaged sample: paragraphs, running lines, pages, and files that cannot be read."""

from __future__ import annotations

import io
import re
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import zeren.data
from zeren.extract.formats import scan
from zeren.extract.formats.pdf import MAX_PAGES, read_pdf
from zeren.extract.formats.pdf_page import character
from zeren.extract.read import Unreadable

pytest.importorskip("reportlab", reason="reportlab, which the tests make PDFs with, is not installed")

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

SAMPLE = Path(zeren.data.__file__).parent / "sample"
PLANS = ("donglan", "linshu", "qinghe", "wangchuan")
FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

STYLES = {
    "indented": ParagraphStyle("", fontName=FONT, fontSize=16, leading=28, firstLineIndent=32, wordWrap="CJK"),
    "small": ParagraphStyle("", fontName=FONT, fontSize=10.5, leading=15, firstLineIndent=21, wordWrap="CJK"),
    "flush": ParagraphStyle("", fontName=FONT, fontSize=12, leading=18, spaceAfter=8, wordWrap="CJK"),
    "wide": ParagraphStyle("", fontName=FONT, fontSize=14, leading=30, firstLineIndent=28, wordWrap="CJK", rightIndent=40),
}  # fmt: skip


def paragraphs(plan: str) -> list[str]:
    """The paragraphs of a plan of the sample, blanks inside them made one."""
    lines = (SAMPLE / f"{plan}.txt").read_text("utf-8").splitlines()
    return [re.sub(r"[\s　]+", " ", line).strip() for line in lines if line.strip()]


def printed(
    texts: list[str], style: ParagraphStyle, header: str = "", number: str = "— %d —", **options: object
) -> bytes:
    """A PDF with a paragraph for each text."""
    out = io.BytesIO()

    def furnish(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 40, header)
        canvas.drawCentredString(A4[0] / 2, 40, number % document.page if "%" in number else number)

    flow = [Paragraph(text.replace("&", "&amp;").replace("<", "&lt;"), style) for text in texts]
    SimpleDocTemplate(out, pagesize=A4, **options).build(flow, onFirstPage=furnish, onLaterPages=furnish)
    return out.getvalue()


def drawn(draw: Callable[[Canvas], None], **options: object) -> bytes:
    """A PDF with what `draw` draws."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, **options)
    canvas.setFont(FONT, 12)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def close(text: str) -> list[str]:
    """The lines of a text without blanks."""
    return [re.sub(r"\s", "", line) for line in text.splitlines()]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("plan", PLANS)
def test_lines_become_the_paragraphs_they_were(plan: str, style: str) -> None:
    texts = paragraphs(plan)
    reading = read_pdf(printed(texts, STYLES[style], header="望川市人民政府公报 2022年第3期"))
    assert close(reading.text) == [re.sub(r"\s", "", text) for text in texts]


def test_justified_lines() -> None:
    style = ParagraphStyle("", parent=STYLES["indented"], alignment=4)
    reading = read_pdf(printed(paragraphs("donglan"), style))
    assert close(reading.text) == [re.sub(r"\s", "", text) for text in paragraphs("donglan")]


@pytest.mark.parametrize(
    "number",
    ["%d", "— %d —", "- %d -", "－ %d －", "·%d·", "第%d页", "第 %d 页 共 9 页", "%d/9", "Page %d of 9"],
)
def test_page_numbers_are_taken_out(number: str) -> None:
    reading = read_pdf(printed(paragraphs("qinghe"), STYLES["indented"], number=number))
    assert close(reading.text) == [re.sub(r"\s", "", text) for text in paragraphs("qinghe")]


@pytest.mark.parametrize("header", ["青禾县人民政府文件", "青禾县工作方案 2022年"])
def test_a_footer_with_the_page_in_it(header: str) -> None:
    reading = read_pdf(
        printed(paragraphs("qinghe"), STYLES["small"], header=header, number="青禾县人民政府办公室印发　%d")
    )
    assert "办公室印发" not in reading.text
    assert header not in reading.text


def test_attachments_with_a_page_each_keep_their_names() -> None:
    def draw(canvas: Canvas) -> None:
        for n in range(1, 6):
            canvas.setFont(FONT, 12)
            canvas.drawString(80, 760, f"附件{n}")
            canvas.drawString(80, 700, f"望川市第{n}项任务的说明。")
            canvas.drawCentredString(A4[0] / 2, 40, str(n))
            canvas.showPage()

    assert read_pdf(drawn(draw)).text.splitlines()[::2] == [f"附件{n}" for n in range(1, 6)]


def test_pages_begin_where_they_say() -> None:
    texts = paragraphs("donglan")
    reading = read_pdf(printed(texts, STYLES["indented"]))
    assert len(reading.pages) > 4
    assert list(reading.pages) == sorted(reading.pages)
    alone = [read_pdf(data) for data in single_pages(printed(texts, STYLES["indented"]))]
    for offset, page in zip(reading.pages, alone, strict=True):
        assert reading.text[offset : offset + 6] == page.text[:6]


def single_pages(data: bytes) -> Iterator[bytes]:
    import pypdfium2

    whole = pypdfium2.PdfDocument(data)
    for number in range(len(whole)):
        part = pypdfium2.PdfDocument.new()
        part.import_pages(whole, [number])
        out = io.BytesIO()
        part.save(out)
        part.close()
        yield out.getvalue()
    whole.close()


def test_blanks() -> None:
    def draw(canvas: Canvas) -> None:
        for i, char in enumerate("省自然资源厅"):
            canvas.drawString(100 + 18 * i, 700, char)
        canvas.drawString(100, 640, "推广 Open Data 接口，到２０２５年建成5G基站")
        canvas.drawString(100, 580, "第一章　总则")
        canvas.drawString(100, 520, "省自然 资 源厅、省生态环 境厅")
        canvas.drawString(100, 460, "发布机构 中共青禾县委 青禾县人民政府")
        canvas.drawString(100, 400, "序 号")

    assert read_pdf(drawn(draw)).text.splitlines() == [
        "省自然资源厅",
        "推广 Open Data 接口，到２０２５年建成5G基站",
        "第一章 总则",
        "省自然资源厅、省生态环境厅",
        "发布机构 中共青禾县委 青禾县人民政府",
        "序号",
    ]


@pytest.mark.parametrize(
    ("code", "char"),
    [(0x2F00, "一"), (0xF900, "豈"), (0xFB01, "fi"), (0xFF12, "２"), (0xA0, " "), (0, None), (0xE123, None)],
)
def test_characters(code: int, char: str | None) -> None:
    assert character(code) == char


def test_a_title_over_several_lines() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 22)
        canvas.drawCentredString(A4[0] / 2, 740, "望川市人民政府关于贯彻落实东澜省数字")
        canvas.drawCentredString(A4[0] / 2, 710, "政府建设实施方案的工作措施")
        canvas.setFont(FONT, 16)
        canvas.drawCentredString(A4[0] / 2, 680, "（2023—2025年）")
        canvas.drawString(80 + 32, 640, "一、加强组织领导。各区县要明确专人，把任务分解到")
        canvas.drawString(80, 612, "岗位，每半年报送一次进展，年底前完成自查，并向社会公")
        canvas.drawString(80, 584, "布结果。")
        canvas.drawString(80 + 32, 556, "二、强化督促检查。")
        canvas.drawRightString(500, 500, "望川市人民政府")
        canvas.drawRightString(500, 472, "2023年3月1日")

    assert read_pdf(drawn(draw)).text.splitlines() == [
        "望川市人民政府关于贯彻落实东澜省数字",
        "政府建设实施方案的工作措施",
        "（2023—2025年）",
        "一、加强组织领导。各区县要明确专人，把任务分解到岗位，每半年报送一次进展，年底前完成自查，并向社会公布结果。",
        "二、强化督促检查。",
        "望川市人民政府",
        "2023年3月1日",
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    texts = "".join(paragraphs("donglan")[12:22])
    left, right = (
        [texts[start + i : start + i + 17] for i in range(0, 17 * 20, 17)] for start in (0, 17 * 20)
    )

    def draw(canvas: Canvas) -> None:
        for i, (one, other) in enumerate(zip(left, right, strict=True)):
            canvas.drawString(70, 760 - 20 * i, one)
            canvas.drawString(310, 760 - 20 * i, other)

    assert "".join(close(read_pdf(drawn(draw)).text)) == "".join([*left, *right]).replace(" ", "")


def test_balloons_of_tracked_changes_are_left_out() -> None:
    texts = "".join(paragraphs("donglan")[12:22])

    def draw(canvas: Canvas) -> None:
        for i in range(20):
            canvas.drawString(50, 760 - 22 * i, texts[30 * i : 30 * i + 30])
        canvas.setFont(FONT, 7)
        for i in range(0, 20, 3):
            canvas.drawString(450, 757 - 22 * i, "删除[甲]: 深化")

    reading = read_pdf(drawn(draw))
    text = reading.text
    assert "删除" not in text
    assert reading.notes == ("notes in the margin (tracked changes, comments) left out: page 1",)
    assert "".join(close(text)) == texts[:600].replace(" ", "")


def test_watermarks_are_left_out_and_noted() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "一、总体要求。全面落实各项任务。")
        canvas.rotate(45)
        canvas.drawString(500, 100, "征求意见稿")

    reading = read_pdf(drawn(draw))
    assert reading.text == "一、总体要求。全面落实各项任务。\n"
    assert "aslant" in " ".join(reading.notes)


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_turned_pages(turned: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turned)
        width, height = A4
        canvas.transform(
            *{90: (0, 1, -1, 0, height, 0), 180: (-1, 0, 0, -1, width, height), 270: (0, -1, 1, 0, 0, width)}[
                turned
            ]
        )
        canvas.setFont(FONT, 12)
        canvas.drawString(80, 500, "一、总体要求。")
        canvas.drawString(80, 470, "二、主要任务。")

    assert read_pdf(drawn(draw)).text == "一、总体要求。\n二、主要任务。\n"


def bomb(packed: bytes, filters: bytes) -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(packed), filters, packed),
    ]
    numbered = b"".join(b"%d 0 obj\n%s\nendobj\n" % (i, item) for i, item in enumerate(objects, 1))
    return b"%PDF-1.5\n" + numbered + b"trailer << /Root 1 0 R /Size 5 >>\nstartxref\n0\n%%EOF\n"


SPACES = zlib.compress(b" " * 80_000_000, 9)
PLAIN = printed(["一、总体要求。"], STYLES["flush"])
BAD = {
    "encrypted": (printed(["一、总体要求。"], STYLES["flush"], encrypt=StandardEncryption("secret")), "encrypted"),
    "truncated": (PLAIN[: len(PLAIN) * 2 // 3], "cut short"),
    "cut at the very end": (PLAIN[:-8], "cut short"),
    "a web page": (b"<html><body>404</body></html>", "no PDF"),
    "broken": (b"%PDF-1.4\n" + b"junk " * 1000 + b"%%EOF", "broken"),
    "bomb": (bomb(SPACES, b"/FlateDecode"), "unpacks to more than"),
    "bomb in a bomb": (bomb(zlib.compress(SPACES, 9), b"[/FlateDecode /FlateDecode]"), "unpacks to more than"),
    "bomb that looks like two": (bomb(zlib.compress(b"x" * 80_000_000, 9), b"/FlateDecode"), "unpacks to more than"),
    "nothing on it": (drawn(lambda canvas: canvas.showPage()), "holds no text"),
    "too many pages": (drawn(lambda canvas: [canvas.showPage() for _ in range(MAX_PAGES + 1)] and None), "pages"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_one_clear_line_for_what_cannot_be_read(name: str) -> None:
    data, message = BAD[name]
    start = time.monotonic()
    with pytest.raises(Unreadable, match=message) as error:
        read_pdf(data)
    assert "\n" not in str(error.value)
    assert time.monotonic() - start < 5


def test_a_password_that_only_forbids_printing_is_no_hindrance() -> None:
    encrypted = StandardEncryption("", ownerPassword="secret", canPrint=0)
    assert (
        read_pdf(printed(["一、总体要求。"], STYLES["flush"], encrypt=encrypted)).text == "一、总体要求。\n"
    )


def picture(canvas: Canvas) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (200, 280), 230)), 0, 0, *A4)


def test_a_scan_without_the_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_installed", lambda: False)
    with pytest.raises(Unreadable, match=r"a scan.*pip install zeren\[ocr\]"):
        read_pdf(drawn(picture))


def test_scanned_pages_among_others_are_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_installed", lambda: False)

    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "一、总体要求。全面落实各项任务。")
        for _ in range(2):
            canvas.showPage()
            picture(canvas)

    reading = read_pdf(drawn(draw))
    assert reading.text == "一、总体要求。全面落实各项任务。\n"
    assert reading.notes == ("pictures without text, left out: page 2-3; pip install zeren[ocr] reads them",)
    assert reading.pages == (0, len(reading.text), len(reading.text))


def test_progress_and_speed() -> None:
    data, told = printed(paragraphs("donglan") * 4, STYLES["indented"]), []
    start = time.process_time()
    reading = read_pdf(data, lambda done, of: told.append((done, of)))
    seconds = time.process_time() - start
    assert told == [(i, len(reading.pages)) for i in range(1, len(reading.pages) + 1)]
    assert len(reading.pages) / seconds > 20

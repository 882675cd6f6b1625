"""Pictures of pages: what is refused, what is mended, and one page recognised, table and slant and all."""

from __future__ import annotations

import io
import re
import struct
import time
import zlib
from difflib import SequenceMatcher

import pytest

from zeren.extract.formats import scan
from zeren.extract.formats.pdf import read_pdf
from zeren.extract.formats.scan import mended, read_image
from zeren.extract.read import Unreadable

NEEDS_OCR = pytest.mark.skipif(
    not scan.is_installed(), reason="rapidocr-onnxruntime is not installed: pip install zeren[ocr]"
)
PRINTED = [
    "望川市法治政府建设工作方案",
    "为深入贯彻落实法治政府建设实施纲要，结合我市实际，制定本工作方案。各区县要对照清单逐项抓好落实，按期办结。",
    "一、工作目标",
    "（一）理顺部门职责。修订部门规定，厘清市与区县事权边界，解决多头管理问题。（牵头单位：市司法局；配合单位：市财政局、市公安局）",
    "（二）评查执法案卷。每半年组织一次，结果通报并纳入考核。",
]
ROWS = [
    ["序号", "重点任务", "牵头单位", "完成时限"],
    ["1", "编制权责清单并向社会公布", "市司法局、市财政局", "2023年6月底前"],
    ["2", "修订应急预案", "市应急管理局", "2024年底前"],
]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("（责任单位:市司法局)", "（责任单位：市司法局）"),
        ("（省数据局,杭州市）", "（省数据局，杭州市）"),
        ("[牵头单位:市司法局;参加单位:各区县(市)政府]", "[牵头单位:市司法局;参加单位:各区县(市)政府]"),
        ("（—)建立机制", "（一）建立机制"),
        ("—、总体要求", "一、总体要求"),
        ("二））评查案卷", "（二）评查案卷"),
        ("（十一））评查案卷", "（十一）评查案卷"),
        ("「牵头单位：市司法局]", "[牵头单位：市司法局]"),
        ("（牵头单位市司法局；责任单位：市财政局）", "（牵头单位：市司法局；责任单位：市财政局）"),
        ("为深人落实，市直各部內、有关部中", "为深入落实，市直各部门、有关部门"),
        ("部内设机构、市人大、县人才办", "部内设机构、市人大、县人才办"),
        ("算力达到100 EFlops, 居前", "算力达到100 EFlops, 居前"),
        ("2021—2025年", "2021—2025年"),
    ],
)
def test_lines_are_mended(text: str, read: str) -> None:
    assert mended([text]) == [read]


def png(width: int, height: int) -> bytes:
    """A PNG file that says how large it is and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (png(20_000, 20_000), "pixels"),
        (png(9_600, 9_600), "pixels"),
        (png(100_000, 100_000), "pixels"),
        (png(300, 300)[:60], "broken"),
        (b"GIF89a not a picture", "no picture"),
        (b"", "no picture"),
    ],
)
def test_one_clear_line_for_what_is_no_page(
    data: bytes, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("PIL", reason="Pillow is not installed")
    monkeypatch.setattr(scan, "is_installed", lambda: True)
    start = time.monotonic()
    with pytest.raises(Unreadable, match=message) as error:
        read_image(data)
    assert "\n" not in str(error.value)
    assert time.monotonic() - start < 5


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_installed", lambda: False)
    with pytest.raises(Unreadable, match=re.escape("pip install zeren[ocr]")):
        read_image(png(300, 300))


def page() -> bytes:
    """A PDF page with text and a table, to be photographed."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    text = ParagraphStyle(
        "", fontName="STSong-Light", fontSize=15, leading=28, firstLineIndent=30, wordWrap="CJK"
    )
    title = ParagraphStyle("", parent=text, fontSize=20, alignment=1, firstLineIndent=0)
    cell = ParagraphStyle("", fontName="STSong-Light", fontSize=11, leading=16, wordWrap="CJK")
    table = Table(
        [[Paragraph(words, cell) for words in row] for row in ROWS],
        colWidths=[40, 130, 150, 110],
        style=[("GRID", (0, 0), (-1, -1), 0.7, (0, 0, 0)), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")],
    )
    out = io.BytesIO()
    flow = [Paragraph(words, text if i else title) for i, words in enumerate(PRINTED)]
    SimpleDocTemplate(
        out, pagesize=(530, 500), topMargin=30, bottomMargin=30, leftMargin=40, rightMargin=40
    ).build([*flow, table])
    return out.getvalue()


@NEEDS_OCR
def test_a_page_that_was_scanned_at_a_slant() -> None:
    pytest.importorskip("reportlab", reason="reportlab, which the tests make PDFs with, is not installed")
    import pypdfium2
    from PIL import Image

    drawn = pypdfium2.PdfDocument(page())
    photo = (
        drawn[0]
        .render(scale=200 / 72)
        .to_pil()
        .convert("L")
        .rotate(0.6, Image.Resampling.BICUBIC, fillcolor=255)
    )
    drawn.close()
    if not photo.crop((200, 200, 1200, 800)).point(lambda value: 255 * (value < 128)).getbbox():
        pytest.skip("no Chinese font is installed, so there is nothing to recognise")
    out = io.BytesIO()
    photo.save(out, "PDF", resolution=200)
    told: list[tuple[int, int]] = []

    reading = read_pdf(out.getvalue(), lambda done, of: told.append((done, of)))

    lines = reading.text.splitlines()
    texts = [line for line in lines if not line.startswith("|")]
    assert len(texts) == len(PRINTED)
    assert (
        SequenceMatcher(None, "\n".join(texts), "\n".join(PRINTED), autojunk=False).ratio() > 0.96
    )  # 纳人 for 纳入
    assert [re.sub(r" ?\| ?", "|", line).strip("|").split("|") for line in lines if line.startswith("|")] == [
        ROWS[0],
        ["---"] * 4,
        *ROWS[1:],
    ]
    assert reading.confidences[0] > 0.9
    assert reading.notes == ("recognised from pictures: page 1",)
    assert reading.pages == (0,)
    assert told[-1] == (1, 1)

    strip = io.BytesIO()
    photo.crop((0, 60, photo.width, 190)).convert("RGB").save(strip, "JPEG")
    assert read_image(strip.getvalue()).text.strip() == PRINTED[0]

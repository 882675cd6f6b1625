"""The progress bar: on a terminal it moves with the pages of a scan, in a pipe there is none."""

import io
import os
import re

import pytest

from zeren.extract.formats import scan

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
PAGES = 3


def drawn(path):
    """A PDF of pages with text on them, as it is or as pictures of it."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(500, 400))
    for page in range(PAGES):
        canvas.setFont("STSong-Light", 16)
        for down, line in enumerate(
            ["望川市普法工作方案", "一、主要任务", f"{page + 1}.编制清单。（市司法局负责）"]
        ):
            canvas.drawString(60, 350 - 40 * down, line)
        canvas.showPage()
    canvas.save()
    path.write_bytes(out.getvalue())
    return path


def photographed(path):
    import pypdfium2

    document = pypdfium2.PdfDocument(drawn(path))
    photos = [page.render(scale=2).to_pil().convert("L") for page in document]
    document.close()
    photos[0].save(path, "PDF", resolution=144, save_all=True, append_images=photos[1:])
    return path


def on_a_terminal(start_zeren, *arguments):
    """What a command writes to a terminal that is its standard error."""
    ours, theirs = pty.openpty()
    process = start_zeren(*arguments, env={"TERM": "xterm", "COLUMNS": "100"}, stderr=theirs)
    os.close(theirs)
    written = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:
            break
        if not piece:
            break
        written += piece
    os.close(ours)
    process.communicate(timeout=60)
    return written.decode("utf-8", "replace")


@pytest.mark.skipif(
    not scan.is_installed(), reason="rapidocr-onnxruntime is not installed: pip install zeren[ocr]"
)
def test_the_bar_moves_with_the_pages_of_a_scan(start_zeren, tmp_path):
    pytest.importorskip("reportlab", reason="reportlab, which the tests make PDFs with, is not installed")
    shown = on_a_terminal(
        start_zeren,
        "build",
        photographed(tmp_path / "扫描.pdf"),
        "--store",
        tmp_path / "store",
        "--jobs",
        "1",
    )
    assert "reading" in shown
    percents = {int(found) for found in re.findall(r"(\d+)%", shown)}
    assert any(0 < percent < 100 for percent in percents), percents


def test_there_is_no_bar_in_a_pipe(zeren, tmp_path):
    pytest.importorskip("reportlab", reason="reportlab, which the tests make PDFs with, is not installed")
    done = zeren("build", drawn(tmp_path / "方案.pdf"), "--store", tmp_path / "store", "--jobs", "1")
    assert (done.returncode, done.stderr) == (0, "")
    assert "%" not in done.stdout

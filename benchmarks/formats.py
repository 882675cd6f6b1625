"""How fast PDF and web pages become text, as a ratio to raw extraction by the libraries behind, in one run.

    python benchmarks/formats.py [PAGES]
    python benchmarks/formats.py --build [FILES]

A PDF of so many pages, and as many web pages of that length, are made of the packaged sample; each round times both
readers and, on the same bytes, pypdfium2's text extraction and selectolax's parsing. The median ratio counts.
With --build a folder of so many small files of five formats is built once: time, and the most memory that it took.
Needs what the tests need (reportlab, python-docx).
"""

import html
import io
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import docx
import openpyxl
import pypdfium2
from costs import seconds
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate
from selectolax.lexbor import LexborHTMLParser

from zeren.extract.formats.pdf import read_pdf
from zeren.extract.formats.web import read_html

ROUNDS = 5
FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
TEXT = ParagraphStyle("", fontName=FONT, fontSize=16, leading=28, firstLineIndent=32, wordWrap="CJK")
PAGE = 600
"""Characters of a printed page."""


def lines() -> list[str]:
    """The paragraphs of the packaged sample."""
    plan = files("zeren.data") / "sample" / "wangchuan.txt"
    return [line.strip() for line in plan.read_text(encoding="utf-8").splitlines() if line.strip()][12:-3]


def pages(count: int) -> Iterator[list[str]]:
    """So many pages, each of about PAGE characters, the sample over and over."""
    held: list[str] = []
    while count:
        for line in lines():
            held.append(line)
            if sum(map(len, held)) > PAGE and count:
                yield held
                held, count = [], count - 1


def as_pdf(texts: list[list[str]]) -> bytes:
    """A PDF with a page a text."""
    out = io.BytesIO()
    flow = [
        part
        for text in texts
        for part in (*(Paragraph(html.escape(line), TEXT) for line in text), PageBreak())
    ]
    SimpleDocTemplate(out).build(flow)
    return out.getvalue()


def as_html(text: list[str]) -> bytes:
    """A page as government sites serve it."""
    menu = "".join(f'<li><a href="/c{n}/">栏目{n}</a></li>' for n in range(40))
    body = "".join(f'<p style="text-indent:2em"><span>{html.escape(line)}</span></p>' for line in text)
    return f"<html><body><ul>{menu}</ul><div class='TRS_Editor'>{body}</div></body></html>".encode("gb18030")


def raw_pdf(data: bytes) -> list[str]:
    """The text of every page as pdfium gives it."""
    document = pypdfium2.PdfDocument(data)
    found = [document[n].get_textpage().get_text_bounded() for n in range(len(document))]
    document.close()
    return found


def speed(count: int) -> None:
    """Print pages a second of both readers and of the libraries behind, and the ratios: least, median, most."""
    texts = list(pages(count))
    data, web = as_pdf(texts), [as_html(text) for text in texts]
    made = len(read_pdf(data).pages)
    works: dict[str, tuple[int, Callable[[], object]]] = {
        "zeren PDF": (made, lambda: read_pdf(data)),
        "pypdfium2": (made, lambda: raw_pdf(data)),
        "zeren HTML": (count, lambda: [read_html(page) for page in web]),
        "selectolax": (count, lambda: [LexborHTMLParser(page.decode("gb18030")).body for page in web]),
    }
    read_html(web[0])
    rates = {name: [] for name in works}  # type: dict[str, list[float]]
    for _ in range(ROUNDS):
        for name, (number, work) in works.items():
            rates[name].append(number / seconds(work))
    for name, other in (("zeren PDF", "pypdfium2"), ("zeren HTML", "selectolax")):
        ratios = [one / two for one, two in zip(rates[name], rates[other], strict=True)]
        for label, figures in (
            (f"{name} pages/s", rates[name]),
            (f"{other} pages/s", rates[other]),
            ("ratio", ratios),
        ):
            print(f"{label:20} {min(figures):9.3f} {statistics.median(figures):9.3f} {max(figures):9.3f}")


def write(path: Path, text: list[str]) -> None:
    """One small plan in the format that the path's suffix names."""
    match path.suffix:
        case ".txt":
            path.write_text("\n".join(text), encoding="gb18030")
        case ".html":
            path.write_bytes(as_html(text))
        case ".pdf":
            path.write_bytes(as_pdf([text]))
        case ".docx":
            document = docx.Document()
            for line in text:
                document.add_paragraph(line)
            document.save(str(path))
        case ".xlsx":
            book = openpyxl.Workbook()
            for line in text:
                book.active.append([line])
            book.save(path)


def build(count: int) -> None:
    """Make a folder of small plans, build it on all cores, print the time and the most memory of one process."""
    suffixes = (".txt", ".html", ".docx", ".xlsx", ".pdf")
    some = lines()[2:8]
    with tempfile.TemporaryDirectory() as folder:
        plans = Path(folder) / "plans"
        plans.mkdir()
        for n in range(count):
            title = f"望川市第{n}号专项工作方案（2021－2025年）"
            write(plans / f"方案{n}{suffixes[n % len(suffixes)]}", [title, *some])
        command = [Path(sys.executable).with_name("zeren"), "build", plans, "--store", Path(folder) / "store"]
        begun = time.monotonic()
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=False)
        took = time.monotonic() - begun
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{count} files, {os.cpu_count()} cores: {took:.1f} s, {peak:.0f} MB, exit status {done.returncode}"
    )
    print("\n".join(done.stdout.splitlines()[-2:]))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--build"]:
        build(int(sys.argv[2]) if len(sys.argv) > 2 else 3_000)
    else:
        speed(int(sys.argv[1]) if len(sys.argv) > 1 else 100)

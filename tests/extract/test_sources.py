"""Files of every format to sources: by suffix, with pages where there are pages, one line where it fails."""

from pathlib import Path

import pytest

from zeren.builder import build
from zeren.data.authority import load
from zeren.extract import Unreadable, extract
from zeren.extract.sources import read_file
from zeren.graph import Store

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
PAGES = """PREFIX zr: <https://w3id.org/zeren#>
SELECT ?page ?from WHERE { ?task a zr:Task ; zr:span ?span ; zr:inPlan/zr:sourceFile "plan.pdf" .
  OPTIONAL { ?span zr:page ?page } OPTIONAL { ?span zr:sourceStart ?from } }"""


def html(text):
    """A page as a site serves it, a paragraph an element."""
    return (
        "<html><body><div class='TRS_Editor'>"
        + "".join(f"<p>{line}</p>" for line in text.splitlines())
        + "</div></body></html>"
    )


def write_pdf(path, text):
    """A PDF of two pages with a text layer."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path))
    for page in text.split("\f"):
        canvas.setFont("STSong-Light", 12)
        for down, line in enumerate(page.splitlines()):
            canvas.drawString(60, 780 - 24 * down, line)
        canvas.showPage()
    canvas.save()


def found(path):
    extraction = extract(read_file(path), load())
    return [(r.role, r.as_named, r.open_ended) for r in extraction.responsibilities], [
        t.label for t in extraction.tasks
    ]


def test_a_web_page_says_what_its_text_says(tmp_path):
    text = (SAMPLE / "donglan.txt").read_text(encoding="utf-8")
    (tmp_path / "page.html").write_text(html(text), encoding="gb18030")
    assert found(tmp_path / "page.html") == found(SAMPLE / "donglan.txt")


def test_only_text_leads_to_characters_of_the_file(tmp_path):
    (tmp_path / "page.html").write_text(html("某某方案\n一、推进改革\n"), encoding="utf-8")
    assert not read_file(tmp_path / "page.html").verbatim
    assert read_file(SAMPLE / "donglan.txt").verbatim


@pytest.mark.parametrize("name", ["plan", "plan.TXT", "plan.unknown"])
def test_what_has_no_known_suffix_is_tried_as_text(tmp_path, name):
    (tmp_path / name).write_text("一、推进改革", encoding="utf-8")
    assert read_file(tmp_path / name).text == "一、推进改革"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF-1.7 cut"),
        ("a.docx", b"PK\x03\x04"),
        ("a.xlsx", b"no sheet"),
        ("a.html", b""),
        ("a.docx", b""),
    ],
)
def test_what_cannot_be_read_says_why_in_one_line(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Unreadable) as refused:
        read_file(tmp_path / name)
    assert 3 < len(str(refused.value)) < 200
    assert "\n" not in str(refused.value)


def test_a_span_of_a_pdf_leads_to_its_page(tmp_path):
    write_pdf(
        tmp_path / "plan.pdf",
        "望川市数据共享工作方案（2022－2024年）\n一、建立目录\n（一）编制清单。每年更新一次。（牵头单位：市政务服务局）"
        "\f（二）开放数据。2023年底前开放。（牵头单位：市司法局；配合单位：市财政局）",
    )
    build([tmp_path / "plan.pdf"], tmp_path / "store", jobs=1)
    rows = list(Store.read(tmp_path / "store").rows(PAGES))
    assert sorted(row["page"] for row in rows) == ["1", "2"]
    assert all(row["from"] is None for row in rows)

"""Files of every format to sources: by suffix, with pages where there are pages, one line where it fails."""

import io
import zipfile
from pathlib import Path

import pytest

from zeren.builder import build
from zeren.data.authority import load
from zeren.extract import Unreadable, extract
from zeren.extract.sources import bytes_of, find_files, read_file
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


def zipped(*members, encoding=None):
    """A .zip; with `encoding` its names are bytes of that encoding and nothing says so."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n, (name, content) in enumerate(members):
            archive.writestr(f"{n}" * len(name.encode(encoding)) if encoding else name, content)
    data = out.getvalue()
    for n, (name, _) in enumerate(members if encoding else ()):
        data = data.replace(f"{n}".encode() * len(name.encode(encoding)), name.encode(encoding))
    return data


PLAN = "某市工作方案\n一、推进改革。".encode()


def names(folder):
    return [path.relative_to(folder.resolve()).as_posix() for path in find_files(folder)]


def test_a_folder_gives_what_may_be_a_plan_and_nothing_else(tmp_path):
    taken = ["方案 一.txt", "🏛 方案.HTML", "子 夹/责任清单.xlsx", "扫描.PNG", "旧.wps"]
    passed_over = ["~$方案.docx", ".hidden.txt", "说明.md", "程序.exe", "表.csv", "._方案.txt"]
    for name in [*taken, *passed_over]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(PLAN)
    (tmp_path / "名为.txt").mkdir()
    assert names(tmp_path) == sorted(taken)
    assert find_files(tmp_path / "表.csv") == [(tmp_path / "表.csv").resolve()]


@pytest.mark.parametrize(("page", "companion"), [("方案.html", "方案_files"), ("方案.HTM", "方案.files")])
def test_pictures_that_belong_to_a_saved_page_are_passed_over(tmp_path, page, companion):
    (tmp_path / page.replace("HTM", "htm")).write_bytes(PLAN)
    for folder in (companion, f"{companion}/嵌套", "别的_files"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "图.png").write_bytes(b"")
    assert names(tmp_path) == sorted(["别的_files/图.png", page.replace("HTM", "htm")])


def test_archives_give_their_files_and_those_of_archives_in_them(tmp_path):
    inner = zipped(("内 方案.txt", PLAN), ("图.gif", b""))
    (tmp_path / "下载.ZIP").write_bytes(
        zipped(("附件/方案🏛.txt", PLAN), ("内.zip", inner), ("~$a.docx", b""))
    )
    assert names(tmp_path) == ["下载.ZIP/附件/方案🏛.txt", "下载.ZIP/内.zip/内 方案.txt"]
    assert [read_file(path).text for path in find_files(tmp_path)] == [PLAN.decode()] * 2
    assert read_file(find_files(tmp_path)[0]).name == "方案🏛.txt"


def test_names_in_gbk(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped(("附件/任务分工.txt", PLAN), encoding="gbk"))
    assert names(tmp_path) == ["a.zip/附件/任务分工.txt"]
    assert bytes_of(find_files(tmp_path)[0]) == PLAN


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04 cut short", "damaged"),
        (zipped(), "without files"),
        (zipped(("readme.md", b"x")), "without files that can be read"),
        (zipped(("a.zip", zipped(("b.zip", zipped(("c.txt", PLAN)))))), "archive in an archive"),
    ],
)
def test_an_archive_that_gives_no_file_says_why(tmp_path, data, says):
    (tmp_path / "a.zip").write_bytes(data)
    (found,) = find_files(tmp_path)
    with pytest.raises(Unreadable, match=says) as refused:
        read_file(found)
    assert "\n" not in str(refused.value)


def test_a_member_that_has_gone_says_so(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped(("甲.txt", PLAN), ("乙.txt", PLAN)))
    first, second = find_files(tmp_path)
    assert bytes_of(first) == PLAN
    (tmp_path / "a.zip").write_bytes(zipped(("甲.txt", PLAN + PLAN)))
    assert bytes_of(first) == PLAN + PLAN
    with pytest.raises(Unreadable, match="no longer in its archive"):
        bytes_of(second)

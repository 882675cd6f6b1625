"""The page of a PDF beside what was read from it, while the file is where it was."""

import re
import struct
import zlib

import pytest
from starlette.testclient import TestClient

from zeren.builder import build
from zeren.viz.desk import create_app
from zeren.viz.desk.draw_page import png

canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="reportlab is not installed")
from reportlab.pdfbase import pdfmetrics  # noqa: E402
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: E402

LINES = (
    "望川市某某工作方案",
    "一、主要任务",
    "（一）健全制度。2023年底前完成。（牵头单位：市司法局）",
)


@pytest.fixture
def plan(tmp_path):
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = tmp_path / "plan.pdf"
    page = canvas.Canvas(str(file), pagesize=(595, 842))
    page.setFont("STSong-Light", 14)
    for place, line in enumerate(LINES):
        page.drawString(72, 760 - 40 * place, line)
    page.save()
    build([file], tmp_path / "store", jobs=1)
    return file


def finding(client):
    found = client.get("/table/who-leads-what.json").json()["results"]["bindings"][0]["task"]["value"]
    page = client.get(found.replace("https://w3id.org/zeren/id", "")).text
    return page, re.search(r'href="/read(/plan/[^"?]+)', page)[1]


def test_the_page_of_a_pdf_is_drawn_and_shown_beside_its_finding(plan, tmp_path):
    client = TestClient(create_app(tmp_path / "store"), base_url="http://localhost")
    _, tail = finding(client)
    answer = client.get(f"/original{tail}?page=1")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    width, height = struct.unpack(">II", answer.content[16:24])
    assert width == 1400
    assert 1900 < height < 2000
    assert client.get(f"/original{tail}?page=2").status_code == 404
    read = client.get(f"/read{tail}").text
    link = re.search(r'href="(/finding/responsibility[^"]+)"', read)[1]
    shown = client.get(link).text
    assert f"/original{tail}?page=1" in shown
    assert "第 1 页" in shown

    plan.write_bytes(plan.read_bytes() + b"\n%changed")
    changed = client.get(link).text
    assert "/original" not in changed
    assert "第 1 页" in changed
    assert client.get(f"/original{tail}?page=1").status_code == 404
    plan.unlink()
    assert client.get(link).status_code == 200


def test_a_picture_is_a_png():
    made = png(bytes([255, 0, 0, 9, 0, 255, 0, 9]), 1, 2, 4, 3)
    assert made.startswith(b"\x89PNG\r\n\x1a\n")
    at = made.index(b"IDAT")
    size = struct.unpack(">I", made[at - 4 : at])[0]
    assert zlib.decompress(made[at + 4 : at + 4 + size]) == b"\0\xff\0\0" + b"\0\0\xff\0"

"""A download folder of broken and hostile files: one clear line each, bounded time and memory, all others read.

And pages that name files of other machines: nothing is fetched.
"""

import csv
import io
import os
import struct
import subprocess
import sys
import textwrap
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from zeren.graph.store import Store

ZEREN = Path(sys.executable).with_name("zeren")
PLAN = "{place}法治政府建设工作方案（2021－2025年）\n\n一、制度建设\n\n1.清理文件。（牵头单位：区司法局）\n"
MOST_SECONDS = 45
MOST_MEGABYTES = 500
"""The readers, spaCy and the registry take some 200 of these."""
MEASURED = textwrap.dedent("""
    import resource, subprocess, sys
    done = subprocess.run(sys.argv[1:], timeout=300)
    print("peak", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
    sys.exit(done.returncode)
""")


def pdf(encrypt=None):
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=encrypt)
    canvas.drawString(80, 700, "plan " * 20)
    canvas.save()
    return out.getvalue()


def zipped(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_x", ".x").replace("_t", ".t"), content)
    return out.getvalue()


def png(width, height):
    """A PNG that says how large it is and holds next to nothing."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def million_rows():
    """A workbook of a plan and a million rows that hold nothing, as a stray format leaves them."""
    import openpyxl

    book = openpyxl.Workbook()
    for line in PLAN.format(place="漱石区").splitlines():
        book.active.append([line])
    out = io.BytesIO()
    book.save(out)
    held = zipfile.ZipFile(out)
    rows = "".join(f'<row r="{n}"/>' for n in range(10, 1_000_010))
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in held.namelist():
            content = held.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b"</sheetData>", rows.encode() + b"</sheetData>")
            archive.writestr(name, content)
    return again.getvalue()


ENTITY = '<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]><document><body><p><r><t>&e;</t></r></p></body></document>'
BROKEN = {
    "cut short.pdf": (lambda: pdf()[:-60], "cut short"),
    "加密.pdf": (lambda: pdf("secret"), "encrypted"),
    "entity.docx": (lambda: zipped(word__document_xml=ENTITY), "entities"),
    "炸弹 💣.zip": (lambda: zipped(a_txt=bytes(60_000_000)), "1/200"),
    "bomb.docx": (lambda: zipped(word__document_xml=bytes(60_000_000)), ""),
    "huge 🖼.png": (lambda: png(20_000, 20_000), ""),
    "30 MB.html": (lambda: b"<html><body>" + b"<p>1.</p><br>" * 2_400_000, "larger than 16 MB"),
}
GOOD = {
    "方案 一.txt": lambda: PLAN.format(place="汀岚区").encode(),
    "方案 🏛️.html": lambda: f"<html><body><pre>{PLAN.format(place='云栈区')}</pre></body></html>".encode(
        "gb18030"
    ),
    "百万行.xlsx": million_rows,
    "[a] 'b'.txt": lambda: PLAN.format(place="柏屿市").encode(),
}


@pytest.fixture
def downloads(tmp_path):
    """A folder of broken files and good ones."""
    pytest.importorskip("reportlab", reason="reportlab, which the tests make PDFs with, is not installed")
    folder = tmp_path / "下载 📥"
    folder.mkdir()
    for name, (make, _) in BROKEN.items():
        (folder / name).write_bytes(make())
    for name, make in GOOD.items():
        (folder / name).write_bytes(make())
    return folder


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is measured in kilobytes on Linux only")
def test_one_clear_line_each_and_everything_else_is_read(downloads, tmp_path):
    command = [
        ZEREN,
        "build",
        downloads,
        "--store",
        tmp_path / "store",
        "--jobs",
        "1",
        "--report",
        tmp_path / "r.csv",
    ]
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *map(str, command)],
        capture_output=True, text=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"}, check=False,
    )  # fmt: skip
    took, peak = time.monotonic() - begun, int(done.stdout.rpartition("peak ")[2])
    print(f"{took:.1f} s, {peak} MB")
    assert done.returncode == 1, done.stderr
    complaints = done.stderr.splitlines()
    assert len(complaints) == len(BROKEN)
    for name, (_, says) in BROKEN.items():
        (line,) = (line for line in complaints if line.startswith(f"zeren: {name}: unreadable: "))
        assert says in line
        assert len(line) < 250
        assert "report this" not in line
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        read = {row["file"]: row["outcome"] for row in csv.DictReader(file)}
    assert {name for name, outcome in read.items() if outcome.startswith("read")} == set(GOOD)
    assert [name for name, outcome in read.items() if outcome == "read with doubts"] == ["百万行.xlsx"]
    assert len({g.value for g in Store.read(tmp_path / "store").graphs() if "99" in g.value}) >= len(GOOD)
    assert took < MOST_SECONDS
    assert peak < MOST_MEGABYTES


GUARD = textwrap.dedent("""
    import socket, sys
    from pathlib import Path

    def refuse(*arguments, **options):
        raise SystemExit(f"a connection was tried: {arguments[1:]}")

    socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = refuse
    socket.getaddrinfo = socket.create_connection = socket.gethostbyname = lambda *a, **o: refuse(None, *a)
    sys.addaudithook(lambda name, args: refuse(None, name) if name in ("socket.connect", "socket.getaddrinfo") else None)

    from zeren.builder import build
    report = build([sys.argv[1]], Path(sys.argv[2]), jobs=1)
    print([(entry.file, str(entry.outcome)) for entry in report.entries])
""")
REMOTE = """<html><head><base href="http://www.example.org/">
<link rel="stylesheet" href="http://127.0.0.1:9/style.css"><style>@import url(http://127.0.0.1:9/more.css);</style>
<script src="http://127.0.0.1:9/code.js"></script><meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/"></head>
<body background="http://127.0.0.1:9/back.png"><img src="http://127.0.0.1:9/pixel.png"><iframe src="http://127.0.0.1:9/"></iframe>
<object data="http://127.0.0.1:9/x.swf"></object><pre>{text}</pre><a href="http://127.0.0.1:9/附件.docx">附件</a></body></html>"""


def test_a_page_with_remote_images_and_stylesheets_makes_no_request(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    page = REMOTE.format(text=PLAN.format(place="汀岚区"))
    (folder / "a.html").write_text(page, "utf-8")
    linked = f'<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd">{page}'.replace("汀岚区", "云栈区")
    (folder / "b.html").write_text(linked, "utf-8")
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", GUARD, folder, tmp_path / "store"],
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[('a.html', 'read'), ('b.html', 'read')]"

"""Old office formats: what LibreOffice is asked, and what happens where it is not there, fails or hangs."""

import io
import os
import shutil
import stat
import time
from pathlib import Path

import docx
import openpyxl
import pytest

from zeren.extract.formats import office
from zeren.extract.formats.office import read_office
from zeren.extract.read import Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
SCRIPT = pytest.mark.skipif(os.name != "posix", reason="the stand-in for LibreOffice is a shell script")


def word() -> bytes:
    document, data = docx.Document(), io.BytesIO()
    document.add_paragraph("一、总体要求")
    document.save(data)
    return data.getvalue()


def workbook() -> bytes:
    book, data = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["任务", "单位"])
    book.save(data)
    return data.getvalue()


@pytest.fixture
def soffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for LibreOffice that notes what it is asked and makes a prepared file of anything."""
    (tmp_path / "made.docx").write_bytes(word())
    (tmp_path / "made.xlsx").write_bytes(workbook())
    script = tmp_path / "soffice"
    script.write_text(
        f'#!/bin/sh\necho "$@" > {tmp_path}/asked\nwhile [ $# -gt 3 ]; do [ "$1" = --convert-to ] && to=$2; shift; done\n'
        f'[ "$1" = --outdir ] && shift\nmkdir -p "$1"; cp {tmp_path}/made.$to "$1/plan.$to"\n'
        f'cat "$HOME/profile/user/registrymodifications.xcu" > {tmp_path}/profile; echo "$http_proxy" >> {tmp_path}/profile\n'
    )
    script.chmod(script.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return script


@SCRIPT
@pytest.mark.parametrize(
    ("suffix", "given", "text"),
    [
        (".doc", "plan.doc", "一、总体要求\n"),
        (".WPS", "plan.doc", "一、总体要求\n"),
        (".rtf", "plan.rtf", "一、总体要求\n"),
        (".ofd", "plan.ofd", "一、总体要求\n"),
        (".xls", "plan.xls", "| 任务 | 单位 |\n| --- | --- |\n"),
        (".et", "plan.xls", "| 任务 | 单位 |\n| --- | --- |\n"),
    ],
)
def test_libreoffice_makes_ours_of_it(soffice: Path, suffix: str, given: str, text: str) -> None:
    assert read_office(OLE, suffix).text == text
    asked = (soffice.parent / "asked").read_text()
    assert asked.split()[-1].endswith(given)
    assert "--headless" in asked
    assert "-env:UserInstallation=file:///" in asked
    profile = (soffice.parent / "profile").read_text()
    assert "DisableMacrosExecution" in profile
    assert "127.0.0.1:9" in profile
    assert not Path(asked.split()[-1]).exists()


@SCRIPT
def test_libreoffice_is_ended_with_all_it_started(soffice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    soffice.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {soffice.parent}/child\nwait\n")
    monkeypatch.setattr(office, "TIMEOUT", 1)
    begun = time.monotonic()
    with pytest.raises(Unreadable, match="longer than 1 s"):
        read_office(OLE, ".doc")
    assert time.monotonic() - begun < 5
    child = int((soffice.parent / "child").read_text())
    status = Path(f"/proc/{child}/stat")
    assert not status.exists() or status.read_text().split()[2] == "Z"


@SCRIPT
def test_libreoffice_may_fail(soffice: Path) -> None:
    soffice.write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(Unreadable, match=r"makes no docx of this \.ofd file"):
        read_office(OLE, ".ofd")


def test_without_libreoffice_one_line_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_soffice", lambda: None)
    with pytest.raises(
        Unreadable, match=r"^a \.wps file; install LibreOffice to read it, or save it as \.docx$"
    ):
        read_office(OLE, ".wps")
    with pytest.raises(Unreadable, match="format"):
        read_office(OLE, ".exe")


def test_what_is_new_under_an_old_name_needs_no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_soffice", lambda: None)
    page = f"<html><body><div class=content>{'<p>一、总体要求</p>' * 20}</div></body></html>".encode()
    assert read_office(word(), ".doc").text == "一、总体要求\n"
    assert read_office(word(), ".wps").text == "一、总体要求\n"
    assert read_office(workbook(), ".xls").text.startswith("| 任务 |")
    assert read_office(b"\xef\xbb\xbf\n" + page, ".doc").text.startswith("一、总体要求\n")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice) on the path")
def test_the_real_libreoffice() -> None:
    rtf = rb"{\rtf1\ansi\ansicpg936 \u19968?\u12289?\u24635?\u20307?\u35201?\u27714?\par}"
    assert read_office(rtf, ".rtf").text == "一、总体要求\n"

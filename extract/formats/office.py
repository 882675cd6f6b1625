"""Old and foreign office formats (.doc, .wps, .rtf, .xls, .et, .ofd): LibreOffice turns them into ours."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from ..read import Unreadable
from .reading import Reading
from .sheet import read_xlsx
from .web import read_html, read_mhtml
from .word import read_docx

TARGETS = {
    **dict.fromkeys((".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".ofd"), "docx"),
    **dict.fromkeys((".xls", ".xlt", ".et", ".ett", ".ods"), "xlsx"),
}
"""The formats that LibreOffice is asked for, and what it is asked to make of each. It knows .ofd only from
some versions on."""

_ANCESTORS = dict.fromkeys((".doc", ".dot", ".xls", ".xlt"), "")
_KNOWN_AS = {".wps": ".doc", ".wpt": ".dot", ".et": ".xls", ".ett": ".xlt"}
"""Kingsoft's names for Microsoft's formats; LibreOffice takes .wps for Microsoft Works."""
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|meta|head|table)\b", re.IGNORECASE)
_MHTML = re.compile(rb"\s*MIME-Version:", re.IGNORECASE)

TIMEOUT = 120
MAX_BYTES = 64_000_000

_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "/opt/libreoffice/program/soffice",
)
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""  # noqa: E501
"""No macros, and nothing fetched that a document links to: the proxy is a port where nobody listens."""


def read_office(data: bytes, suffix: str) -> Reading:
    """The text of a file that LibreOffice can read; `suffix` is its format, as in TARGETS. Raises Unreadable.

    What is a .docx, an .xlsx or a web page under an old name (many a .doc is) is read without LibreOffice.
    """
    suffix = suffix.lower()
    target = TARGETS.get(suffix)
    if target is None:
        raise Unreadable(f"of a format zeren does not know ({suffix})")
    if _PAGE.match(data):
        return read_html(data)
    if _MHTML.match(data):
        return read_mhtml(data)
    if not (data.startswith(b"PK") and suffix in _KNOWN_AS | _ANCESTORS):
        data = convert(data, suffix, target)
    return read_xlsx(data) if target == "xlsx" else read_docx(data)


def find_soffice() -> str | None:
    """Where LibreOffice is: on the path, or in its usual places."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def convert(data: bytes, suffix: str, target: str) -> bytes:
    """The file in the format `target`, made by LibreOffice in a folder and with a profile of its own.

    Raises Unreadable where there is no LibreOffice, or it fails, or it takes longer than TIMEOUT seconds.
    """
    soffice = find_soffice()
    if soffice is None:
        raise Unreadable(f"a {suffix} file; install LibreOffice to read it, or save it as .{target}")
    with tempfile.TemporaryDirectory(prefix="zeren-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        (place / "in").mkdir()
        given = place / "in" / f"plan{_KNOWN_AS.get(suffix, suffix)}"
        given.write_bytes(data)
        _run(_command(soffice, place, given, target), place)
        made = place / "out" / f"plan.{target}"
        if not made.is_file() or made.stat().st_size > MAX_BYTES:
            raise Unreadable(f"LibreOffice makes no {target} of this {suffix} file; save it as .{target}")
        return made.read_bytes()


def _command(soffice: str, place: Path, given: Path, target: str) -> list[str]:
    profile = place / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
    flags = ("--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault", "--nofirststartwizard")
    makes = ("--convert-to", target, "--outdir", str(place / "out"), str(given))
    return [soffice, f"-env:UserInstallation={profile.as_uri()}", *flags, *makes]


def _run(command: list[str], place: Path) -> None:
    """Run LibreOffice, and end it with all it started where it takes too long."""
    try:
        process = subprocess.Popen(
            command,
            cwd=place,
            env=_environment(place),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise Unreadable(f"LibreOffice does not start ({error.strerror or error})") from error
    try:
        process.wait(TIMEOUT)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(f"LibreOffice took longer than {TIMEOUT} s; save it as .docx or .xlsx") from error
    finally:
        _end(process)


def _environment(place: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT") if name in os.environ}
    nowhere = dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9")
    return {**kept, **nowhere, "HOME": str(place), "TMPDIR": str(place), "TEMP": str(place)}


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process that still runs, and its children: LibreOffice is started by a script."""
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()

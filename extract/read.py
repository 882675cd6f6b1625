"""Files to sources: decode bytes, and refuse what is no text, in one clear line."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..ontology.model import Source

MAX_BYTES = 64_000_000
MAX_LINE = 1_000_000
"""Code points; the longest paragraph of a real plan has some 3,000."""


class Unreadable(Exception):
    """A file that cannot be read as a plan; the message says why, without the file's name."""


def read(path: Path) -> Source:
    """The text of one file. Raises Unreadable, also for what the system refuses to open."""
    return source(path.name, read_bytes(path))


def read_bytes(path: Path) -> bytes:
    """The bytes of one file, of which there may be MAX_BYTES. Raises Unreadable."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Unreadable(f"larger than {MAX_BYTES // 1_000_000} MB; split it or check that it is a plan")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from error


def source(name: str, data: bytes) -> Source:
    """The source a file's name and bytes make. Raises Unreadable."""
    text, encoding = decode(data)
    return Source(name, checked(text), encoding, hashlib.sha256(data).hexdigest())


def checked(text: str) -> str:
    """The text, where it is one that a plan may have. Raises Unreadable."""
    if not text.strip():
        raise Unreadable("empty")
    longest = max(map(len, text.splitlines()))
    if longest > MAX_LINE:
        raise Unreadable(f"has a line of {longest:,} characters, which no plan has; check the file")
    return text


def decode(data: bytes) -> tuple[str, str]:
    """Text and encoding: a byte order mark decides, else strict UTF-8, else GB18030.

    What a page declares is not looked at: too many that say gb2312 hold characters it does not have.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(data, "utf-16"), "utf-16"
    if b"\x00" in data:
        raise Unreadable("binary and no text; does its name end as such files do (.txt, .pdf, .docx)?")
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return _strictly(data, "gb18030"), "gb18030"


def _strictly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable("neither UTF-8 nor GB18030 text; save it as UTF-8") from error
    controls = sum(1 for char in text if char < " " and char not in "\t\n\r\f\v")
    if controls > len(text) // 100:
        raise Unreadable("binary and no text; does its name end as such files do (.txt, .pdf, .docx)?")
    return text

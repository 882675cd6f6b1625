"""Files to sources, whatever their format: text is decoded, all else is read into lines and pipe tables."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..ontology.model import Source
from .formats.reading import Reading
from .read import MAX_BYTES, Unreadable, read

TEXT = frozenset({".txt"})
WEB = frozenset({".htm", ".html", ".mht", ".mhtml"})
OFFICE = frozenset({".docx", ".xlsx", ".doc", ".wps", ".ofd", ".xls", ".et", ".rtf", ".odt"})
PAGES = frozenset({".pdf", ".png", ".jpg", ".jpeg"})
SUFFIXES = TEXT | WEB | OFFICE | PAGES
"""What is taken from a folder. A file named by itself is always tried: a .csv as a table, any other as text."""


def read_file(path: Path) -> Source:
    """The text of one file, by its suffix. Raises Unreadable, also for what the system refuses to open."""
    suffix = path.suffix.lower()
    if suffix not in (SUFFIXES - TEXT) | {".csv"}:
        return read(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Unreadable(f"larger than {MAX_BYTES // 1_000_000} MB; split it or check that it is a plan")
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from error
    reading = _read(data, suffix)
    if not reading.text.strip():
        raise Unreadable("holds no text")
    digest = hashlib.sha256(data).hexdigest()
    return Source(path.name, reading.text, suffix[1:], digest, verbatim=False, pages=reading.pages)


def _read(data: bytes, suffix: str) -> Reading:
    """A reader is loaded when it is needed: what reads PDFs is of no use to who has text files."""
    match suffix:
        case ".htm" | ".html":
            from .formats.web import read_html

            return read_html(data)
        case ".mht" | ".mhtml":
            from .formats.web import read_mhtml

            return read_mhtml(data)
        case ".docx":
            from .formats.word import read_docx

            return read_docx(data)
        case ".xlsx":
            from .formats.sheet import read_xlsx

            return read_xlsx(data)
        case ".csv":
            from .formats.sheet import read_csv

            return read_csv(data)
        case ".pdf":
            from .formats.pdf import read_pdf

            return read_pdf(data)
        case ".png" | ".jpg" | ".jpeg":
            from .formats.scan import read_image

            return read_image(data)
        case _:
            from .formats.office import read_office

            return read_office(data, suffix)

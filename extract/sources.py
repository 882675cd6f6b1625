"""Files to sources, whatever their format: text is decoded, all else is read into lines and pipe tables.

A file inside an archive goes by the archive's path with its own name behind it: download.zip/附件/方案.docx.
"""

from __future__ import annotations

import glob
import hashlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path, PurePath

from ..ontology.model import Source
from .formats.archive import Archive
from .formats.reading import Reading
from .read import Unreadable, checked, read_bytes, source

TEXT = frozenset({".txt"})
WEB = frozenset({".htm", ".html", ".mht", ".mhtml"})
OFFICE = frozenset({".docx", ".xlsx", ".doc", ".wps", ".ofd", ".xls", ".et", ".rtf", ".odt"})
PAGES = frozenset({".pdf", ".png", ".jpg", ".jpeg"})
ARCHIVE = ".zip"
SUFFIXES = TEXT | WEB | OFFICE | PAGES
"""What is taken from a folder or an archive. A file named by itself is always tried: a .csv as a table, any
other as text."""

Progress = Callable[[int, int], None]
_COMPANIONS = ("_files", ".files")
"""Ends the name of the folder in which a browser keeps the pictures and scripts of a page it saved."""


def find_files(source: str | Path) -> list[Path]:
    """The files that a file, a folder or a glob names, sorted, with those in archives; none where it names none.

    Passed over in a folder: what is of another format, what editors leave behind (~$…) and hidden files, and the
    pictures that belong to a saved web page (方案.html, 方案_files/…).
    """
    path = Path(source)
    if path.is_dir():
        inside = [
            found
            for found in path.rglob("*")
            if is_taken(found.relative_to(path), lambda name: (path / name).is_file())
        ]
    elif path.is_file():
        inside = [path]
    else:
        inside = [Path(name) for name in glob.glob(str(source), recursive=True) if Path(name).is_file()]
    return [file for found in sorted(p.resolve() for p in inside) for file in _with_members(found)]


def is_taken(path: PurePath, is_file: Callable[[PurePath], bool]) -> bool:
    """Whether a file in a folder may be a plan; `is_file` tells which other files are there."""
    if path.suffix.lower() not in SUFFIXES | {ARCHIVE} or path.name.startswith(("~$", ".")):
        return False
    for above in path.parents:
        page = next((above.name.removesuffix(end) for end in _COMPANIONS if above.name.endswith(end)), None)
        if page and any(is_file(above.parent / f"{page}{suffix}") for suffix in WEB):
            return False
    return is_file(path)


def _with_members(path: Path) -> Iterator[Path]:
    """The files in an archive; the archive itself where it cannot be opened or has none, and any other file."""
    names: list[str] = []
    if path.suffix.lower() == ARCHIVE:
        try:
            names = [
                name for name in _archive(path).names if Path(name).suffix.lower() in SUFFIXES | {ARCHIVE}
            ]
        except (Unreadable, OSError):
            names = []
    yield from map(path.joinpath, names) if names else (path,)


def bytes_of(path: Path) -> bytes:
    """The bytes of a file, or of one in an archive. Raises Unreadable."""
    archive = next(
        (above for above in path.parents if above.suffix.lower() == ARCHIVE and above.is_file()), None
    )
    if archive is None:
        return read_bytes(path)
    try:
        return _archive(archive).read(path.relative_to(archive).as_posix())
    except KeyError as error:
        raise Unreadable("no longer in its archive") from error
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from error


def _archive(path: Path) -> Archive:
    found = path.stat()
    return _opened(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=1)
def _opened(path: Path, changed: int, size: int) -> Archive:
    """An archive, kept open for the next file of it."""
    return Archive(path)


def read_file(path: Path, pages: Progress | None = None) -> Source:
    """The text of one file, by its suffix; `pages` is told how many pages are done, and of how many.

    Raises Unreadable, also for what the system refuses to open.
    """
    data, suffix = bytes_of(path), path.suffix.lower()
    if suffix == ARCHIVE:
        raise Unreadable(_why_unopened(data))
    if suffix not in (SUFFIXES - TEXT) | {".csv"}:
        return source(path.name, data)
    reading = _read(data, suffix, pages)
    return Source(
        path.name,
        checked(reading.text),
        suffix[1:],
        hashlib.sha256(data).hexdigest(),
        verbatim=False,
        pages=reading.pages,
        confidences=reading.confidences,
        doubtful=reading.doubtful,
        notes=reading.notes,
        attachments=reading.attachments,
    )


def _why_unopened(data: bytes) -> str:
    """What keeps an archive from being opened."""
    try:
        names = Archive(data).names
    except Unreadable as reason:
        return str(reason)
    if any(Path(name).suffix.lower() in SUFFIXES for name in names):
        return "an archive in an archive in an archive; unpack it first"
    return "an archive without files that can be read"


def _read(data: bytes, suffix: str, pages: Progress | None) -> Reading:
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

            return read_pdf(data, pages)
        case ".png" | ".jpg" | ".jpeg":
            from .formats.scan import read_image

            return read_image(data, pages)
        case _:
            from .formats.office import read_office

            return read_office(data, suffix)

"""PDF files: the text layer to paragraphs and tables, pages kept; scanned pages handed to recognition."""

from __future__ import annotations

import re
import time
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from ..read import Unreadable
from . import scan
from .pdf_contents import Content, contents
from .pdf_page import Page, TooMuch, read_page
from .pdf_text import compose
from .reading import Reading

MAX_PAGES = 1_000
MAX_CHARACTERS = 1_000_000
"""Of the whole file; a five-year plan has some 80,000."""
MAX_SECONDS = 60.0
"""For the text layer of one file; twenty pages take a second at the worst."""
MAX_STREAM = 60_000_000
MAX_UNPACKED = 2_000_000_000
"""Bytes that one stream, and all of a file, may unpack to; an A3 page scanned at 300 dpi has 52 million."""
Progress = Callable[[int, int], None]
"""Is told how many pages are done, and of how many; once for the text layer, once for recognition."""

_STREAM = re.compile(rb"stream\r?\n")
_PIECE = 65_536
_DEEPEST = 4
"""How often a stream may be packed over and over."""
_FEW = 8
"""Characters of a page that a stamp or a page number may have on top of a scan."""
_MEANINGLESS = 0.5
_PICTURE = 0.3


def read_pdf(data: bytes, progress: Progress | None = None) -> Reading:
    """The text of a PDF: a paragraph a line, tables as pipe tables in their place, and where its pages begin.

    Left out: running headers and footers, page numbers, balloons of tracked changes and comments, watermarks
    set aslant. Pages that are pictures are recognised where zeren[ocr] is installed; without it a note says
    which they are, and a file that has no other pages is unreadable. `confidences` is filled where any page
    was recognised, with 1.0 for pages that have a text layer.

    Raises Unreadable for what is encrypted, cut short, broken, a scan that cannot be read here, or larger than
    the limits above.
    """
    _check(data)
    document = _open(data)
    try:
        if len(document) > MAX_PAGES:
            raise Unreadable(f"has {len(document):,} pages; zeren reads up to {MAX_PAGES:,}, so split it")
        pages, broken = _pages(document, progress)
        scanned = [number for number, page in enumerate(pages) if _is_scanned(page)]
        recognised = _recognise(document, pages, scanned, progress)
    finally:
        document.close()
    printed = contents(pages)
    text, offsets = compose(printed)
    if not text.strip():
        raise Unreadable(_why_empty(pages, scanned))
    notes = tuple(_notes(pages, printed, broken, scanned))
    if not recognised:
        return Reading(text, offsets, notes=notes)
    confidences = tuple(recognised[n].confidence if n in recognised else 1.0 for n in range(len(pages)))
    lines = [recognised[n].doubtful if n in recognised else () for n in range(len(pages))]
    doubtful = scan.doubtful_in(text, offsets, lines)
    parts = pairwise([0, *offsets[1:], len(text)])
    mended = (
        scan.mended_words(text[a:b]) if n in recognised else text[a:b] for n, (a, b) in enumerate(parts)
    )
    return Reading("".join(mended), offsets, confidences, doubtful, notes)


def _check(data: bytes) -> None:
    """Refuse what is no PDF, what is cut short, and what unpacks to far more than it is."""
    if b"%PDF-" not in data[:1024]:
        raise Unreadable("no PDF, whatever its name says")
    end = data.rfind(b"%%EOF")
    if end < 0 or re.search(rb"\d\s+obj\b", data[end:]):
        raise Unreadable("cut short: the end of the PDF is missing; download it again")
    whole = memoryview(data)
    total = 0
    for found in _STREAM.finditer(data):
        total += _unpacks_to(whole[found.end() :])
        if total > MAX_UNPACKED:
            raise Unreadable(f"unpacks to more than {MAX_UNPACKED // 1_000_000} MB; it is no plan")


def _unpacks_to(packed: memoryview) -> int:
    """How many bytes a packed stream unpacks to, and those to in their turn; 0 if it is packed in another way."""
    sizes = [0]

    def unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
        unpack = zlib.decompressobj()
        for piece in pieces:
            while piece and not unpack.eof:
                out = unpack.decompress(piece, _PIECE)
                piece = unpack.unconsumed_tail
                sizes[0] += len(out)
                if sizes[0] > MAX_STREAM:
                    raise Unreadable(
                        f"unpacks to more than {MAX_STREAM // 1_000_000} MB in one place; it is no plan"
                    )
                yield out
            if unpack.eof:
                return

    pieces: Iterator[bytes] = (bytes(packed[i : i + _PIECE]) for i in range(0, len(packed), _PIECE))
    for depth in range(_DEEPEST):
        layer = unpacked(pieces)
        try:
            first = next(layer, b"")
        except zlib.error:
            if depth:
                _drain(pieces)
            return sizes[0]
        pieces = chain([first], layer)
        if first[:1] != b"\x78":
            break
    _drain(pieces)
    return sizes[0]


def _drain(pieces: Iterator[bytes]) -> None:
    with suppress(zlib.error):
        deque(pieces, maxlen=0)


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise Unreadable("encrypted: save it without a password first") from error
        raise Unreadable("broken: no PDF reader can open it; download it again") from error


def _pages(document: pypdfium2.PdfDocument, progress: Progress | None) -> tuple[list[Page], list[int]]:
    """The pages of a document, and the numbers of those that are broken."""
    pages: list[Page] = []
    broken: list[int] = []
    until, characters = time.monotonic() + MAX_SECONDS, 0
    for number in range(len(document)):
        try:
            page = read_page(document, number)
        except TooMuch as error:
            raise Unreadable(f"has a page ({number + 1}) with more on it than any plan has") from error
        except pypdfium2.PdfiumError:
            broken.append(number)
            page = Page(595.0, 842.0)
        pages.append(page)
        characters += len(page.glyphs)
        if characters > MAX_CHARACTERS:
            raise Unreadable(f"has more than {MAX_CHARACTERS:,} characters, which no plan has")
        if time.monotonic() > until:
            raise Unreadable(f"takes longer than {MAX_SECONDS:.0f} seconds to read; it is no plain document")
        if progress:
            progress(number + 1, len(document))
    return pages, broken


def _is_scanned(page: Page) -> bool:
    """Whether a page is a picture of text, or its characters have no meaning to a program."""
    few = sum(glyph.text != " " for glyph in page.glyphs) < _FEW
    return (few and page.picture > _PICTURE) or page.unmapped > _MEANINGLESS


def _recognise(
    document: pypdfium2.PdfDocument, pages: list[Page], scanned: Sequence[int], progress: Progress | None
) -> dict[int, scan.Recognised]:
    """Put what is recognised in the place of scanned pages; what it is, by the page's index."""
    if not scan.is_installed():
        return {}
    if len(scanned) > scan.MAX_PAGES:
        raise Unreadable(
            f"a scan of {len(scanned)} pages; zeren recognises up to {scan.MAX_PAGES}, so split it"
        )
    found: dict[int, scan.Recognised] = {}
    for done, number in enumerate(scanned, 1):
        found[number] = scan.recognise_page(document, number)
        pages[number] = found[number].page
        if progress:
            progress(done, len(scanned))
    return found


def _why_empty(pages: Sequence[Page], scanned: Sequence[int]) -> str:
    if scanned and not scan.is_installed():
        return f"a scan, {len(pages)} pages without text; pip install zeren[ocr] reads it"
    return "a scan on which no text was recognised" if scanned else "holds no text"


def _notes(
    pages: Sequence[Page], printed: Sequence[Content], broken: Sequence[int], scanned: Sequence[int]
) -> Iterator[str]:
    if broken:
        yield f"broken and left out: page {_listed(broken)}"
    if scanned and not scan.is_installed():
        yield f"pictures without text, left out: page {_listed(scanned)}; pip install zeren[ocr] reads them"
    elif scanned:
        yield f"recognised from pictures: page {_listed(scanned)}"
    if slanted := [number for number, page in enumerate(pages) if page.slanted]:
        yield f"text set aslant or upright, as in watermarks, left out: page {_listed(slanted)}"

    if noted := [number for number, page in enumerate(printed) if page.notes]:
        yield f"notes in the margin (tracked changes, comments) left out: page {_listed(noted)}"


def _listed(numbers: Sequence[int]) -> str:
    """Page numbers as people count them, runs as 3-7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{a + 1}" if a == b else f"{a + 1}-{b + 1}" for a, b in runs)

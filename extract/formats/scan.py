"""Scans: pictures of pages to text by rapidocr, offline; needs the extra zeren[ocr]."""

from __future__ import annotations

import importlib.util
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from io import BytesIO
from math import atan2, cos, sin
from statistics import fmean, median
from typing import TYPE_CHECKING, Any

from ...ontology.model import Span
from ..read import Unreadable
from ..roles.labels import LABELS
from .pdf_contents import contents
from .pdf_page import Glyph, Page, Rule
from .pdf_text import compose
from .reading import Reading

if TYPE_CHECKING:
    import pypdfium2

DPI = 200
MAX_PIXELS = 90_000_000
"""Of one picture; an A3 page at 600 dpi has 70 million."""
MAX_PAGES = 300
"""Of one file; each takes some three seconds."""
FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
MISSING = "a scan; pip install zeren[ocr] reads it"

_POINT = DPI / 72
_LONGEST = 3_307
"""Pixels of the longer side of an A3 page at 200 dpi; what is larger is made smaller."""
_LEVEL, _UPRIGHT = 90, 45
"""Pixels of the shortest ruling lines that are looked for."""
_CONFIDENT = 0.3
"""What is recognised with less confidence is dirt, not text."""
_SURE = 0.8
"""What is recognised with less is text that a person should look at."""
_FULL = str.maketrans(",:;!?()", "，：；！？（）")
_HALF = re.compile(
    r"(?<=[\u3001-\u9fff\uff01-\uff5e])[,:;!?()]+|(?<![,:;!?()])[,:;!?()]++(?=[\u3001-\u9fff\uff01-\uff5e])"
)
_ROLES = "|".join(label for labels in LABELS.values() for label in labels.split("|") if len(label) > 3)
_WORDS = (
    (re.compile(r"部[内內](?![部外设])|(?<=[关各])部中(?=[、，,；;）)\]]|$)"), "部门"),
    (re.compile(r"(?<=[深纳投融录嵌介])人"), "入"),
)
_MENDS = (
    (re.compile(r"(?<=^[（(])[—–―－-](?=[）)])|^[—–―－-](?=、)"), "一"),
    (
        re.compile(r"^(?:[（(]([一二三四五六七八九十]{1,4})[）)]{2,}|([一二三四五六七八九十]{1,4})[）)]+)"),
        r"（\1\2）",
    ),
    *_WORDS,
    (re.compile(rf"[「『](?=(?:{_ROLES})[:：])"), "["),
    (re.compile(rf"(?<=[（(\[【])({_ROLES})(?=[\u4e00-\u9fff])"), r"\1："),
)
_NARROW = 0.55
"""The width of a Latin character or figure beside that of a Chinese one."""


Box = Sequence[Sequence[float]]
"""The corners of a line of text, from the upper left one clockwise."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was recognised on a picture: the page, the mean confidence, and the lines that have little of it."""

    page: Page
    confidence: float
    doubtful: tuple[str, ...] = ()


def is_installed() -> bool:
    """Whether the extra zeren[ocr] is there."""
    return importlib.util.find_spec("rapidocr_onnxruntime") is not None


def read_image(data: bytes, progress: Callable[[int, int], None] | None = None) -> Reading:
    """The text of a picture of a page (PNG, JPEG, TIFF with several pages, BMP, WebP).

    Lines become paragraphs and ruled tables become pipe tables by the rules that PDF pages go by;
    `confidences` holds the mean confidence of each page. Raises Unreadable for what is no picture, too large, or
    without text, and where zeren[ocr] is not installed. The size is known and checked before any pixel is
    decoded.
    """
    if not is_installed():
        raise Unreadable(MISSING)
    found: list[Recognised] = []
    for number, (pixels, of) in enumerate(_pictures(data), 1):
        found.append(_recognise(pixels))
        if progress:
            progress(number, of)
    text, offsets = compose(contents([one.page for one in found]))
    if not text.strip():
        raise Unreadable("a picture on which no text was recognised")
    doubtful = doubtful_in(text, offsets, [one.doubtful for one in found])
    return Reading(mended_words(text), offsets, tuple(one.confidence for one in found), doubtful)


def doubtful_in(text: str, offsets: Sequence[int], lines: Sequence[Sequence[str]]) -> tuple[Span, ...]:
    """Where the doubtful lines of each page stand in the text, as far as they stand there as recognised."""
    spans: list[Span] = []
    for start, end, doubtful in zip(offsets, [*offsets[1:], len(text)], lines, strict=True):
        for line in doubtful:
            at = text.find(line, start, end)
            if at >= 0:
                spans.append(Span(at, at + len(line)))
    return tuple(sorted(set(spans)))


def recognise_page(document: pypdfium2.PdfDocument, index: int) -> Recognised:
    """What is recognised on a page of a PDF drawn at 200 dpi."""
    page = document[index]
    try:
        width, height = page.get_size()
        scale = min(_POINT, _LONGEST / max(width, height, 1.0))
        bitmap = page.render(scale=scale, draw_annots=False)
        pixels = bitmap.to_numpy().copy()
        bitmap.close()
    finally:
        page.close()
    return _recognise(pixels, scale)


def _pictures(data: bytes) -> Iterator[tuple[Any, int]]:
    """The pixels of each page of a picture, and how many pages there are."""
    import numpy
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(data), formats=FORMATS)
        frames = getattr(image, "n_frames", 1)
        if frames > MAX_PAGES:
            raise Unreadable(f"a scan of {frames} pages; zeren recognises up to {MAX_PAGES}, so split it")
        for frame in range(frames):
            image.seek(frame)
            if image.width * image.height > MAX_PIXELS:
                raise Unreadable(_too_large(f"{image.width:,} x {image.height:,}"))
            image.draft("RGB", (_LONGEST, _LONGEST))
            upright = ImageOps.exif_transpose(image).convert("RGB")
            upright.thumbnail((_LONGEST, _LONGEST))
            yield numpy.asarray(upright)[:, :, ::-1].copy(), frames
    except Image.DecompressionBombError as error:
        raise Unreadable(_too_large("too many")) from error
    except UnidentifiedImageError as error:
        raise Unreadable("no picture, whatever its name says") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Unreadable("a broken picture; download it again") from error


def _too_large(size: str) -> str:
    return f"a picture of {size} pixels; zeren reads up to {MAX_PIXELS // 1_000_000} million"


@cache
def _engine() -> Any:
    """The recogniser. One line at a time: in batches every line is padded to the longest, which costs double."""
    from rapidocr_onnxruntime import RapidOCR

    return RapidOCR(rec_batch_num=1, intra_op_num_threads=1, inter_op_num_threads=1)


def _recognise(pixels: Any, scale: float = _POINT) -> Recognised:
    """The page that stands on a picture (rows of pixels, blue green red), `scale` pixels to the point."""
    height, width = pixels.shape[:2]
    found = _lines(pixels)
    boxes = [box for box, _, _ in found]
    texts = mended([text for _, text, _ in found])
    turn = _Turn(boxes, texts)
    glyphs = [
        glyph for box, text in zip(boxes, texts, strict=True) for glyph in _glyphs(box, text, turn, scale)
    ]
    rules = [rule for ends in _ruled(pixels) for rule in _rule(ends, turn, scale)]
    confidence = fmean(score for *_, score in found) if found else 0.0
    page = Page(width / scale, height / scale, tuple(glyphs), tuple(rules))
    doubtful = [text for text, (*_, score) in zip(texts, found, strict=True) if score < _SURE]
    return Recognised(page, confidence, tuple(doubtful))


def _lines(pixels: Any) -> list[tuple[Box, str, float]]:
    """The lines of text on a picture: where, what, and how sure.

    They are looked for in a picture made smaller and read in the picture as it is, which loses the least.
    """
    import numpy

    engine = _engine()
    boxes, _ = engine(pixels, use_rec=False, use_cls=False)
    if not boxes:
        return []
    placed = engine.sorted_boxes(numpy.array(boxes, dtype=numpy.float32))
    read, _ = engine.text_rec(engine.get_crop_img_list(pixels, placed))
    return [
        (box.tolist(), text, float(score))
        for box, (text, score, *_) in zip(placed, read, strict=True)
        if text.strip() and float(score) >= _CONFIDENT
    ]


def mended(lines: Sequence[str]) -> list[str]:
    """The recognised lines of a page with their labels, and their punctuation as the page is printed.

    Forms:
      1. （责任单位:市司法局)   half-width marks beside Chinese characters become full-width, unless the brackets
         that the page opens are mostly half-width ones
      2. （—）, —、            a dash where only the figure can stand: （一）, 一、
      3. 二）, 二））            a label that has lost its opening bracket: （二）
      4. 「牵头单位:, （牵头单位市司法局    the bracket before a role, and the colon after it
      5. 有关部内, 深人, 纳人     characters that are taken for one another, in words where only one can stand
    """
    if sum(line.count("（") - line.count("(") for line in lines) >= 0:
        lines = [_HALF.sub(lambda mark: mark[0].translate(_FULL), line) for line in lines]
    return [reduce(lambda text, mend: mend[0].sub(mend[1], text), _MENDS, line) for line in lines]


def mended_words(text: str) -> str:
    """The text of recognised pages with form 5 of `mended` mended also where a line parted the word.

    The text stays as long as it is.
    """
    return reduce(lambda whole, mend: mend[0].sub(mend[1], whole), _WORDS, text)


class _Turn:
    """Sets upright what was scanned at a slant: the usual slope of the longer lines is taken out."""

    def __init__(self, boxes: Sequence[Box], texts: Sequence[str]) -> None:
        slopes = [
            atan2(box[1][1] - box[0][1], box[1][0] - box[0][0])
            for box, text in zip(boxes, texts, strict=True)
            if len(text) > 7 and box[1][0] > box[0][0]
        ]
        slope = median(slopes) if slopes else 0.0
        self.cos, self.sin = (cos(slope), sin(slope)) if abs(slope) < 0.2 else (1.0, 0.0)

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        return x * self.cos + y * self.sin, y * self.cos - x * self.sin


def _glyphs(box: Box, text: str, turn: _Turn, scale: float) -> Iterator[Glyph]:
    """The characters of a recognised line, each given its share of the box."""
    corners = [turn(x, y) for x, y in box]
    (x0, x1), (y0, y1) = ((min(axis) / scale, max(axis) / scale) for axis in zip(*corners, strict=True))
    shares = [_NARROW if char.isascii() else 1.0 for char in text]
    one = (x1 - x0) / max(sum(shares), 1.0)
    size = 0.75 * (y1 - y0)
    x, base = x0, y1 - 0.25 * (y1 - y0)
    for char, share in zip(text, shares, strict=True):
        yield Glyph(" " if char.isspace() else char, x, x + share * one, base, size)
        x += share * one


_Ends = tuple[float, float, float, float]


def _ruled(pixels: Any) -> Iterator[_Ends]:
    """The ruling lines on a picture, each by its two ends; slants of up to a degree or two are followed."""
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    for level in (True, False):
        length, thick = (_LEVEL, 3) if level else (_UPRIGHT, 3)
        swollen = cv2.dilate(
            ink, cv2.getStructuringElement(cv2.MORPH_RECT, (1, thick) if level else (thick, 1))
        )
        line = cv2.getStructuringElement(cv2.MORPH_RECT, (length, 1) if level else (1, length))
        shapes, _ = cv2.findContours(
            cv2.morphologyEx(swollen, cv2.MORPH_OPEN, line), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE
        )
        for shape in shapes:
            points = shape.reshape(-1, 2)
            along, across = points[:, 0 if level else 1], points[:, 1 if level else 0]
            low, high = along.min(), along.max()
            start, end = across[along == low].mean(), across[along == high].mean()
            if abs(end - start) < 0.04 * (high - low) + 4 and high - low > 4 * _thickness(across, along):
                yield (low, start, high, end) if level else (start, low, end, high)


def _thickness(across: Any, along: Any) -> float:
    """How thick a shape is in its middle."""
    middle = across[abs(along - (along.min() + along.max()) / 2) <= 1]
    return float(middle.max() - middle.min()) if len(middle) else 0.0


def _rule(ends: _Ends, turn: _Turn, scale: float) -> Iterator[Rule]:
    (x0, y0), (x1, y1) = turn(ends[0], ends[1]), turn(ends[2], ends[3])
    x0, y0, x1, y1 = (float(value) / scale for value in (x0, y0, x1, y1))
    if abs(x1 - x0) > abs(y1 - y0):
        yield Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
    else:
        yield Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)

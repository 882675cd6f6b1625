"""How often readers agree with links, by confidence: as bins, and as the picture in docs/links-reliability.svg."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

EDGES = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
_SIZE, _LEFT, _TOP = 320, 48, 16


@dataclass(frozen=True, slots=True)
class Bin:
    """The links of a range of confidence: how many, how sure on average, and which share a reader agrees with."""

    low: float
    high: float
    links: int
    sure: float
    right: float


def bins(rows: Iterable[tuple[float, bool]]) -> Iterator[Bin]:
    """Confidences, with whether a reader agrees, in ranges that are narrower the surer they are."""
    rows = list(rows)
    for low, high in itertools.pairwise(EDGES):
        inside = [row for row in rows if low <= row[0] < high]
        if inside:
            sure, right = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            yield Bin(low, min(high, 1.0), len(inside), sure, right)


def picture(found: Sequence[Bin]) -> str:
    """The bins as dots on a square whose diagonal is perfect calibration; the more links, the larger a dot."""
    width, height = _LEFT + _SIZE + 24, _TOP + _SIZE + 52
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="12" role="img" aria-label="Reliability of links">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<rect x="{_LEFT}" y="{_TOP}" width="{_SIZE}" height="{_SIZE}" fill="none" stroke="#888"/>',
        f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#888" stroke-dasharray="4 4"/>',
        *_scale(),
        f'<polyline fill="none" stroke="#1b5e8c" points="{" ".join(f"{_x(b.sure)},{_y(b.right)}" for b in found)}"/>',
    ]
    for one in found:
        radius = round(2.5 + one.links**0.5 / 2, 1)
        parts.append(
            f'<circle cx="{_x(one.sure)}" cy="{_y(one.right)}" r="{radius}" fill="#1b5e8c" fill-opacity="0.75">'
            f"<title>{one.low:.2f}–{one.high:.2f}: {one.links} links, {one.right:.3f} right</title></circle>"
        )
    return "\n".join([*parts, "</svg>", ""])


def _scale() -> Iterator[str]:
    for step in range(0, 11, 2):
        at = step / 10
        yield f'<text x="{_x(at)}" y="{_TOP + _SIZE + 18}" text-anchor="middle">{at:.1f}</text>'
        yield f'<text x="{_LEFT - 8}" y="{_y(at) + 4}" text-anchor="end">{at:.1f}</text>'
    yield f'<text x="{_x(0.5)}" y="{_TOP + _SIZE + 40}" text-anchor="middle">confidence 置信度</text>'
    middle = _y(0.5)
    yield (
        f'<text x="14" y="{middle}" text-anchor="middle" transform="rotate(-90 14 {middle})">'
        "share that a reader agrees with 读者认可的比例</text>"
    )


def _x(value: float) -> float:
    return round(_LEFT + value * _SIZE, 1)


def _y(value: float) -> float:
    return round(_TOP + (1 - value) * _SIZE, 1)

"""What a layout gives: a box for every node, and what goes with the boxes. Pixels at zoom 1, y downwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from unicodedata import east_asian_width

from .view import Node

ROW = 22
"""The height of the smallest box."""
TEXT, LARGEST = 12, 19
"""The size of text, in the smallest box and in that of the greatest weight."""
INSET = 8
"""From the side of a box to its text."""
LINE = 16
"""The height of a line of a heading."""


@dataclass(frozen=True, slots=True)
class Box:
    """A centre, a width and a height; and the text inside, in one line of `size` pixels."""

    x: int
    y: int
    width: int
    height: int
    text: str
    size: int = TEXT


@dataclass(frozen=True, slots=True)
class Heading:
    """The lines over a run of boxes and the band behind all; x and y are its left upper corner."""

    lines: tuple[str, ...]
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A box for every node by its id; in columns also the headings and the centre of every column."""

    boxes: Mapping[str, Box]
    headings: tuple[Heading, ...] = ()
    centres: tuple[int, ...] = ()

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom of everything; four zeros where there is nothing."""
        boxes = self.boxes.values()
        if not boxes:
            return (0, 0, 0, 0)
        return (
            min(box.x - box.width // 2 for box in boxes),
            min([box.y - box.height // 2 for box in boxes] + [heading.y for heading in self.headings]),
            max(box.x + box.width // 2 for box in boxes),
            max(box.y + box.height // 2 for box in boxes),
        )


def text_size(node: Node, most: int) -> int:
    """The size of the node's text: grows with the square root of its share in the greatest weight."""
    return TEXT + round((LARGEST - TEXT) * sqrt(node.weight / most)) if most else TEXT


def with_weight(text: str, node: Node) -> str:
    """The text and, where the node has a weight, that number."""
    return f"{text}  {node.weight}" if node.weight else text


def width_of(text: str, size: int) -> int:
    """About the width of `text` in pixels; a Latin letter is taken at six tenths of a Chinese one."""
    return round(sum(size if _wide(character) else 0.6 * size for character in text))


def shorten(text: str, width: int, size: int) -> str:
    """`text` as one line of at most `width` pixels, with an ellipsis where its end is cut off."""
    line = " ".join(text.split())
    if width_of(line, size) <= width:
        return line
    kept, room = "", float(width - size)
    for character in line:
        room -= width_of(character, size)
        if room < 0:
            break
        kept += character
    return kept.rstrip() + "…"


def wrap(text: str, width: int, size: int, most: int = 2) -> tuple[str, ...]:
    """`text` in at most `most` lines of `width` pixels, each line of its own kept apart."""
    lines = []
    for paragraph in text.splitlines():
        rest = " ".join(paragraph.split())
        for last in [False] * (most - 1) + [True]:
            line = shorten(rest, width, size) if last else _fitting(rest, width, size)
            lines.append(line)
            rest = rest[len(line) :].lstrip()
            if not rest or last:
                break
    return tuple(lines)


def _fitting(line: str, width: int, size: int) -> str:
    """As much of the beginning of `line` as is not wider than `width`; one character at least."""
    ends = (end for end in range(len(line), 1, -1) if width_of(line[:end], size) <= width)
    return line[: next(ends, 1)]


def _wide(character: str) -> bool:
    return east_asian_width(character) in "WFA"

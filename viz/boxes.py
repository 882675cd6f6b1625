"""What a layout gives: a box for every node, and what goes with the boxes. Pixels at zoom 1, y downwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, sqrt
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
    return ceil(sum(10 if _wide(character) else 6 for character in text) * size / 10)


def shorten(text: str, width: int, size: int) -> str:
    """`text` as one line of at most `width` pixels, with an ellipsis where its end is cut off."""
    line = " ".join(text.split())
    whole = _fitting(line, width, size) == line
    return line if whole else _fitting(line, width - width_of("…", size), size).rstrip() + "…"


def wrap(text: str, width: int, size: int) -> tuple[str, ...]:
    """`text` in lines of at most `width` pixels; of each line of its own one or two."""
    lines = []
    for line in text.splitlines():
        line = " ".join(line.split())
        first = _fitting(line, width, size)
        lines += [first, shorten(line[len(first) :], width, size)]
    return tuple(filter(None, lines))


def _fitting(line: str, width: int, size: int) -> str:
    """As much of the beginning of `line` as is at most `width` wide; linear in `width`, not in `line`."""
    most = min(len(line), 10 * max(0, width) // (6 * size))
    return next((line[:end] for end in range(most, 0, -1) if width_of(line[:end], size) <= width), "")


def _wide(character: str) -> bool:
    return east_asian_width(character) in "WFA"

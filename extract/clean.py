"""Sources to cleaned text: one kind of line end, nothing invisible, simplified characters, full lines joined."""

from __future__ import annotations

import re
from functools import cache
from operator import ne
from typing import Protocol

import opencc

from ..ontology.model import Offsets
from .wrapped import full_lines

_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_HIDDEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffe\uffff]")
_UNWANTED = re.compile(f"{_BREAKS.pattern}|{_HIDDEN.pattern}")
_SAMPLE = 4_000
_TRADITIONAL_SHARE = 0.05


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


def clean(text: str) -> tuple[str, Offsets]:
    """The cleaned text, and where each of its characters stands in `text`.

    Lines that were only broken because they were full are joined. Traditional characters become simplified
    ones only where the text is written in them throughout, one character for one.
    """
    kept: list[str] = []
    clean_at, source_at = [0], [0]
    length = last = 0
    for found in _UNWANTED.finditer(text):
        kept.append(text[last : found.start()])
        length += found.start() - last
        if _BREAKS.fullmatch(found[0]):
            kept.append("\n")
            length += 1
        last = found.end()
        if clean_at[-1] == length:
            source_at[-1] = last
        else:
            clean_at.append(length)
            source_at.append(last)
    kept.append(text[last:])
    return _joined(simplify("".join(kept)), Offsets(tuple(clean_at), tuple(source_at)))


def _joined(text: str, offsets: Offsets) -> tuple[str, Offsets]:
    """A text without the breaks that only a full line has, and the offsets of what is left of it."""
    breaks = full_lines(text)
    if not breaks:
        return text, offsets
    starts = [0, *(at + 1 for at in breaks)]
    pieces = [text[start:end] for start, end in zip(starts, [*breaks, len(text)], strict=True)]
    return "".join(pieces), offsets.without(breaks)


def simplify(text: str) -> str:
    """`text` in simplified characters where it is in traditional ones, always of the same length."""
    sample = text[:_SAMPLE]
    changed = sum(map(ne, sample, _convert(sample)))
    if changed <= len(sample) * _TRADITIONAL_SHARE:
        return text
    return "\n".join(map(_same_length, text.split("\n")))


def _same_length(line: str) -> str:
    whole = _convert(line)
    if len(whole) == len(line):
        return whole
    return "".join(one if len(one) == 1 else char for char in line for one in [_convert(char)])


def _convert(text: str) -> str:
    return _converter().convert(text)


@cache
def _converter() -> _Converter:
    converter: _Converter = opencc.OpenCC("t2s")
    return converter

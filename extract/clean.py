"""Sources to cleaned text: one kind of line end and of blank, nothing invisible, simplified characters, whole paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from operator import ne
from typing import Protocol

import opencc

from ..ontology.model import Offsets
from .run_in import lost_breaks
from .wrapped import full_lines

_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_HIDDEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffe\uffff]")
_IN_TIMES = re.compile(
    r"(?<=[\d０-９])[ \xa0]{1,2}(?=[年月日])|(?<=[到至每隔])[ \xa0]{1,2}(?=[\d０-９])"
    r"|(?<=年)[ \xa0]{1,2}(?=[\d０-９]{1,2}[ \xa0]{0,2}月)|(?<=月)[ \xa0]{1,2}(?=[\d０-９]{1,2}[ \xa0]{0,2}日)"
)
"""Blanks that typing puts around the numbers of a time: 2025 年 6 月."""
_UNWANTED = re.compile(f"{_BREAKS.pattern}|{_HIDDEN.pattern}|{_IN_TIMES.pattern}")
_BLANKS = re.compile(r"[\xa0\u2002\u2003\u2009\u202f]")
"""Blanks that do not break, or are of another width."""
_BLANK_LINE = re.compile(r"\n([ \t　]*\n)(?=.*\S)")
_LINE = re.compile(r"^.*\S", re.MULTILINE)
_FEW, _SPACED = 5, 0.8
"""Lines of a text, and the share of them with a blank line behind, from which on blank lines part all of them."""
_SAMPLE = 4_000
_TRADITIONAL_SHARE = 0.05


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


def clean(text: str) -> tuple[str, Offsets]:
    """The cleaned text, and where each of its characters stands in `text`.

    Blank lines behind every line go, and lines that were only broken because they were full are joined. Traditional
    characters become simplified ones only where the text is written in them throughout, one character for one.
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
    cleaned = _with_breaks(simplify(_BLANKS.sub(" ", "".join(kept))))
    offsets = Offsets(tuple(clean_at), tuple(source_at))
    for unwanted in (_blank_lines, full_lines):
        if positions := unwanted(cleaned):
            cleaned, offsets = _without(cleaned, positions), offsets.without(positions)
    return cleaned, offsets


def _with_breaks(text: str) -> str:
    """A text with the line breaks that became blanks."""
    at = lost_breaks(text)
    return "\n".join(_pieces(text, at)) if at else text


def _blank_lines(text: str) -> list[int]:
    """The characters of one blank line behind each line, where a text has one behind nearly all of them."""
    found = [match.span(1) for match in _BLANK_LINE.finditer(text)]
    lines = len(_LINE.findall(text)) if found else 0
    if lines < _FEW or len(found) < _SPACED * (lines - 1):
        return []
    return [at for start, end in found for at in range(start, end)]


def _without(text: str, positions: Sequence[int]) -> str:
    """A text without the characters at some positions."""
    return "".join(_pieces(text, positions))


def _pieces(text: str, positions: Sequence[int]) -> list[str]:
    """What stands between the characters at some positions."""
    starts = [0, *(at + 1 for at in positions)]
    return [text[start:end] for start, end in zip(starts, [*positions, len(text)], strict=True)]


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

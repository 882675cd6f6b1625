"""Names found by what people type: characters, pinyin in full, or its initials."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pypinyin import lazy_pinyin

from .asking import Row

_LATIN = re.compile(r"[a-z]+")
_BLANK = re.compile(r"[\s'’·]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of a thing, folded, with its pinyin in full, where each syllable begins, and its initials."""

    row: Row
    folded: str
    pinyin: str
    starts: frozenset[int]
    initials: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A name that fits; the lower the rank, the better."""

    rank: int
    row: Row


class Index:
    """All names of one edition of a store."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Reads every name once."""
        self._entries = [_entry(row) for row in rows]

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, asked: str) -> list[Hit]:
        """The names that hold what was asked, things once each, the best first.

        Forms:
          1. 司法局        characters, wherever they stand
          2. sifaju, si fa ju    pinyin that begins with a syllable
          3. sfj, cdssfj   initials
        """
        wanted = fold(asked)
        if not wanted:
            return []
        best: dict[tuple[str | None, str | None], Hit] = {}
        for hit in self._hits(wanted):
            key = (hit.row["kind"], hit.row["thing"])
            if key not in best or hit.rank < best[key].rank:
                best[key] = hit
        return sorted(
            best.values(), key=lambda hit: (hit.rank, len(hit.row["name"] or ""), hit.row["name"] or "")
        )

    def _hits(self, wanted: str) -> Iterator[Hit]:
        latin = bool(_LATIN.fullmatch(wanted))
        for entry in self._entries:
            rank = _plain(entry, wanted)
            if rank is None and latin:
                rank = _spoken(entry, wanted)
            if rank is not None:
                yield Hit(rank, entry.row)


def fold(text: str) -> str:
    """What tells names apart: no case, no width, no blanks.

    >>> fold("Si Fa　Ju（2021）")
    'sifaju(2021)'
    """
    return _BLANK.sub("", unicodedata.normalize("NFKC", text).lower())


def _entry(row: Row) -> Entry:
    name = row["name"] or ""
    syllables = [fold(each) for each in lazy_pinyin(name[:60])]
    starts, at = set[int](), 0
    for syllable in syllables:
        starts.add(at)
        at += len(syllable)
    initials = "".join(each[:1] for each in syllables)
    return Entry(row, fold(name), "".join(syllables), frozenset(starts), initials)


def _plain(entry: Entry, wanted: str) -> int | None:
    if entry.folded == wanted:
        return 0
    if entry.folded.startswith(wanted):
        return 1
    return 2 if wanted in entry.folded else None


def _spoken(entry: Entry, wanted: str) -> int | None:
    """How well letters fit a name as it is spoken; pinyin counts from the beginning of a syllable only."""
    if wanted in (entry.pinyin, entry.initials):
        return 3
    if entry.pinyin.startswith(wanted) or entry.initials.startswith(wanted):
        return 4
    at = entry.pinyin.find(wanted)
    while at >= 0:
        if at in entry.starts:
            return 5
        at = entry.pinyin.find(wanted, at + 1)
    return 6 if len(wanted) > 1 and wanted in entry.initials else None

"""Names of kinds with one character misprinted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from ...data.authority import Authority

SHORTEST = 5
"""Characters of the shortest stem that a misprint is looked for in."""


@dataclass(frozen=True, slots=True)
class Correction:
    """The stem that was meant, and the share of its characters that are as printed."""

    stem: str
    score: float


def correct(stem: str, authority: Authority) -> Correction | None:
    """The stem of the registry that `stem` misprints, where there is exactly one kind it can be.

    Forms:
      1. 交通运偷厅                 another character inside the stem
      2. 发‘展改革委                 a character too many

    A stem differs by one character, not its first or last, and has at least five. The odd character must
    stand beside no neighbour that it has in any name of the registry: 渔业管理局 is no misprint of 林业管理局, since
    渔业 occurs. A lost character is not looked for, since what is left reads as another name too often.
    """
    if len(stem) < SHORTEST:
        return None
    near = [
        known
        for known in authority.similar.get(stem[0] + stem[-1], ())
        if _is_misprint(stem, known, authority)
    ]
    if len({authority.kinds[known].key for known in near}) != 1:
        return None
    known = min(near)
    return Correction(known, round(1 - 1 / len(stem), 3))


def _is_misprint(stem: str, known: str, authority: Authority) -> bool:
    if not 0 <= len(stem) - len(known) <= 1:
        return False
    if Levenshtein.distance(stem, known, score_cutoff=1) != 1:
        return False
    at = next(i for i, char in enumerate(stem) if known[i : i + 1] != char)
    around = stem[max(0, at - 1) : at + 2]
    return not any(left + right in authority.pairs for left, right in pairwise(around))

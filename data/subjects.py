"""What speaks of the same subject (主题词): 展销, 专柜 and 批发市场 of the selling of farm products."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

from .authority import PACKAGED
from .tables import BadTable, digest, rows

COARSE = "通用"
"""The field of subjects so wide (企业, 标准) that to share one says little."""
START = 2
"""A word is looked up by so many characters that it begins with, and has no fewer."""
_STARTS = re.compile(rf"\w{{{START}}}")


@dataclass(frozen=True, eq=False)
class Subjects:
    """The subjects that each word speaks of, the words by the characters that they begin with, and the coarse subjects."""

    of: Mapping[str, tuple[str, ...]]
    starting: Mapping[str, tuple[str, ...]]
    coarse: frozenset[str]


def subjects(*folders: Traversable) -> Subjects:
    """The packaged subjects and those in `folders` (subjects.csv), which may add words to a packaged one.

    Each set of tables is read once. Raises BadTable.
    """
    return _subjects(tuple((folder, digest(folder)) for folder in folders))


@cache
def _subjects(given: tuple[tuple[Traversable, str], ...]) -> Subjects:
    of: dict[str, dict[str, None]] = {}
    coarse: set[str] = set()
    for folder in (PACKAGED, *(folder for folder, _ in given)):
        for subject, word, field in _read(folder):
            of.setdefault(word, {})[subject] = None
            coarse |= {subject} if field == COARSE else set()
    starting: dict[str, list[str]] = {}
    for word in of:
        starting.setdefault(word[:START], []).append(word)
    return Subjects(
        {word: tuple(known) for word, known in of.items()},
        {start: tuple(words) for start, words in starting.items()},
        frozenset(coarse),
    )


def _read(folder: Traversable) -> Iterator[tuple[str, str, str]]:
    for subject, words, field in rows(folder, "subjects.csv", ("subject", "words"), ("field",)):
        for word in map(str.strip, unicodedata.normalize("NFKC", words).split("|")):
            if not subject or not _STARTS.match(word):
                raise BadTable(
                    f"subjects.csv: {subject or 'a row without a subject'}: {word!r} is no word of two letters or more"
                )
            yield subject, word, field

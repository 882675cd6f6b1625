"""The small words around a verb (虚词): what may stand before it, and what force it gives."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ...data.verbs import particles, verbs

_KEPT = frozenset(("应用", "应对", "受理", "对接", "对照", "对标", "发挥", "用好"))
"""Verbs that stay verbs, whatever else they are."""


class Word(NamedTuple):
    """A word that the grammar of clauses knows: its length, its kind and whether it leads another verb."""

    length: int
    kind: str
    leading: bool


VERBS = frozenset({"strong", "weak", "light", "result", "encourage", "explore"})
"""The kinds of words that are verbs."""


@cache
def lexicon() -> dict[str, Word]:
    """Every known word by its characters."""
    found = {verb: Word(len(verb), known.kind, known.leading) for verb, known in verbs().items()}
    for word, kind in particles().items():
        if word in found and kind == "adverb":
            found[word] = found[word]._replace(leading=True)
        elif not (word in found and word in _KEPT and kind != "prep"):
            found[word] = Word(len(word), kind, leading=False)
    return found


@cache
def _beginning() -> dict[str, tuple[tuple[str, Word], ...]]:
    """The words that begin with two characters, longest first; the word that the first of them is by itself is last."""
    found: dict[str, list[str]] = {}
    for printed in sorted(lexicon(), key=len, reverse=True):
        if len(printed) > 1:
            found.setdefault(printed[:2], []).append(printed)
    return {
        two: tuple((one, lexicon()[one]) for one in (*printed, two[0]) if one in lexicon())
        for two, printed in found.items()
    }


def word_at(text: str, position: int, end: int) -> Word | None:
    """The longest known word at a position of `text` that ends before `end`."""
    words = _beginning().get(text[position : position + 2])
    if words is None:
        return lexicon().get(text[position])
    for printed, word in words:
        if text.startswith(printed, position, end):
            return word
    return None


def is_adverb(word: str) -> bool:
    """Whether a word is an adverb, be it a verb too (统一)."""
    return particles().get(word) == "adverb"

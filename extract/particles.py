"""The small words around a verb (虚词): what may stand before it, and what force it gives."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ..data.verbs import particles, verbs

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
def _longest() -> dict[str, tuple[int, ...]]:
    """The lengths of the words that begin with a character, longest first."""
    lengths: dict[str, set[int]] = {}
    for word in lexicon():
        lengths.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


def word_at(text: str, position: int, end: int) -> Word | None:
    """The longest known word at a position of `text` that ends before `end`."""
    lengths = _longest().get(text[position])
    if lengths:
        known = lexicon()
        for length in lengths:
            if position + length <= end and (word := known.get(text[position : position + length])):
                return word
    return None


def is_adverb(word: str) -> bool:
    """Whether a word is an adverb, be it a verb too (统一)."""
    return particles().get(word) == "adverb"

"""The desk's own words, in Chinese and English, and which of the two a reader wants."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")
COOKIE = "zeren-lang"
_FILE = Path(__file__).parents[1] / "static" / "desk" / "words.json"


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """All words by language and key."""
    found: Mapping[str, Mapping[str, str]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return found


def say(lang: str, key: str, **values: object) -> str:
    """The words for `key`, with values in their {places}; a key without words stands for itself."""
    text = words()[lang].get(key, key.rpartition(".")[2])
    return text.format(**values) if values else text


def chosen(asked: str, cookie: str, accepted: str) -> str:
    """The language of a page: as asked for, else as chosen before, else as the browser prefers, else Chinese.

    >>> chosen("", "", "de-AT,de;q=0.9,en;q=0.8,zh;q=0.5")
    'en'
    >>> chosen("", "en", "zh-CN")
    'en'
    """
    for choice in (asked, cookie):
        if choice in LANGUAGES:
            return choice
    ranked = sorted(map(_preference, accepted.split(",")[:20]), reverse=True)
    return next((lang for _, lang in ranked if lang in LANGUAGES), "zh")


def _preference(part: str) -> tuple[float, str]:
    tag, _, weight = part.partition(";q=")
    try:
        return (float(weight) if weight else 1.0), tag.strip().lower()[:2]
    except ValueError:
        return 0.0, ""

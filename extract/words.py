"""Words of Chinese text by jieba's dictionary, without guessing new ones.

Where rjieba is installed (the extra `zeren[fast]`) it does the same 20 times faster: a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec


def words(text: str) -> list[str]:
    """The words of two and more characters in `text`, in order."""
    return [word for word in _cutter()(text) if len(word) > 1]


def plain(text: str) -> list[str]:
    """All words of `text` by jieba itself."""
    import jieba

    jieba.setLogLevel("ERROR")
    return list(jieba.cut(text, HMM=False))


def fast(text: str) -> list[str]:
    """All words of `text` by rjieba; ImportError where it is not installed."""
    import rjieba

    return list(rjieba.cut(text, False))


@cache
def _cutter() -> Callable[[str], list[str]]:
    return fast if find_spec("rjieba") else plain

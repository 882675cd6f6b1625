"""Numerals as plans print them: 12, １２, 十二, 二〇二五, two ways round."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import cn2an

DIGITS = "[0-9０-９]"
CHINESE = "[一二三四五六七八九十百零〇两]"
YEAR = rf"(?:{DIGITS}{{4}}|二[〇○零０0][〇○零0一二三四五六七八九]{{2}})"
COUNT = rf"(?:{DIGITS}{{1,3}}|{CHINESE}{{1,5}})"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

_ZERO = str.maketrans("○０0两", "〇〇〇二")


@lru_cache(maxsize=1024)
def value(printed: str) -> int | None:
    """The number that `printed` writes, or None where it writes none.

    Forms:
      1. 12, １２
      2. 十二, 一百零五
      3. 二〇二五, 二0二五
      4. ③
    """
    if len(printed) == 1 and printed in CIRCLED:
        return CIRCLED.index(printed) + 1
    folded = unicodedata.normalize("NFKC", printed)
    if folded.isascii():
        return int(folded) if folded.isdigit() else None
    try:
        return int(cn2an.cn2an(folded.translate(_ZERO).replace("〇", "零"), "smart"))
    except (ValueError, KeyError):
        return None

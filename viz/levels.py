"""Levels of government as the rows name them, and what the pages call them."""

from __future__ import annotations

from collections.abc import Mapping

LEVELS: Mapping[str, tuple[str, str]] = {
    "": ("其他", "Other"),
    "township": ("乡镇（街道）", "Township"),
    "county": ("区县", "County"),
    "prefecture": ("市", "Prefecture"),
    "province": ("省", "Province"),
    "ministry": ("部委", "Ministry"),
    "nation": ("国家", "Nation"),
}
"""From the lowest to the highest, in Chinese and English; what has none comes first."""
DOWNWARDS = (*(level for level in tuple(LEVELS)[::-1] if level), "")
"""The levels from the nation down; what has none comes last."""

"""How common pairs of characters (相邻两字) are in plans: what every plan says tells nothing of what a task is about."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

UNKNOWN = 0.004
"""The share taken for a pair that common.csv does not list."""


@cache
def shares() -> Mapping[str, float]:
    """How large a share of its provisions a plan has a pair of characters in, for every pair of common.csv."""
    lines = (files(__package__) / "common.csv").read_text(encoding="utf-8").splitlines()
    return {row["pair"]: float(row["share"]) for row in csv.DictReader(lines)}

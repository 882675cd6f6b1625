"""Counts the pairs of characters that all plans say, and writes them to data/common.csv.

    python benchmarks/commonness.py FOLDER

FOLDER holds the real plans. Those of the pairs that are left out (linking.py) take no part, neither plan of a pair. A
pair's share is the geometric mean over plans of the share of provisions that it stands in, so that what one plan says
all the time, since it is about that, does not count as common.
"""

from __future__ import annotations

import csv
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from pathlib import Path

from linking import GOLD, INVENTED, ROOT, table

from zeren.data.authority import load
from zeren.extract.compose import extract
from zeren.extract.links.wording import said
from zeren.extract.read import read

LISTED = 0.005
"""The share from which a pair is listed."""
LEAST = 0.002
"""The least share that a pair is taken to have in a plan."""


def left_out() -> set[str]:
    """The plans of the pairs that are left out, by file."""
    files = [file for file in (GOLD / "links").glob("*.tsv") if file.stem not in INVENTED]
    return {name for file in files for name in (file.stem, *(row["upper_plan"] for row in table(file)))}


def common(plans: Sequence[Sequence[Collection[str]]]) -> dict[str, float]:
    """The share of every pair that is said; a plan is the pairs of each of its provisions."""
    logs: dict[str, float] = defaultdict(float)
    for plan in plans:
        for pair, count in Counter(pair for pairs in plan for pair in pairs).items():
            logs[pair] += math.log(max((count + 0.5) / (len(plan) + 1), LEAST) / LEAST)
    return {pair: min(1.0, LEAST * math.exp(log / len(plans))) for pair, log in logs.items()}


def main(folder: Path) -> None:
    """Write the table, the most common pairs first."""
    authority, out = load(), left_out()
    files = [file for place in ("seeds", "corpus") for file in sorted((folder / place).glob("*.txt"))]
    plans = [extract(read(file), authority) for file in files if file.stem not in out]
    shares = common([[said(p.span.of(plan.document.text)) for p in plan.provisions] for plan in plans])
    with (ROOT / "data" / "common.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("pair", "share"))
        for pair, share in sorted(shares.items(), key=lambda one: (-one[1], one[0])):
            if share >= LISTED and all("\u4e00" <= letter <= "\u9fff" for letter in pair):
                rows.writerow((pair, round(share, 4)))
    print(f"{len(plans)} plans")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

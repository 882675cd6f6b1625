"""Figures that benchmarks keep, as tables in benchmarks/kept, for the pictures that plots.py draws of them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

FOLDER = Path(__file__).parent / "kept"

Row = dict[str, str]


def keep(name: str, by: str, rows: Sequence[Row], folder: Path = FOLDER) -> None:
    """Put rows into table `name`, in place of those that have the same in column `by`."""
    replaced, path = {row[by] for row in rows}, folder / f"{name}.csv"
    others = [row for row in read(name, folder) if row[by] not in replaced]
    folder.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows([*others, *rows])


def keep_growth(what: str, unit: str, sizes: Sequence[float], seconds: Sequence[float]) -> None:
    """Keep how the seconds of a processor grow that something takes."""
    rows = [
        {"what": what, "unit": unit, "size": f"{size:g}", "seconds": f"{taken:.2f}"}
        for size, taken in zip(sizes, seconds, strict=True)
    ]
    keep("growth", "what", rows)


def read(name: str, folder: Path = FOLDER) -> list[Row]:
    """The rows of table `name`, none where it was not kept yet."""
    path = folder / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

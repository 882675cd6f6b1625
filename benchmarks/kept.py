"""Figures that benchmarks keep, as tables in benchmarks/kept, for the pictures that plots.py draws of them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

FOLDER = Path(__file__).parent / "kept"

Row = dict[str, str]


def keep(name: str, rows: Sequence[Row], replaced: Callable[[Row], bool], folder: Path = FOLDER) -> None:
    """Put rows into table `name`, in place of those that they replace."""
    path = folder / f"{name}.csv"
    others = [row for row in read(name, folder) if not replaced(row)]
    folder.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows([*others, *rows])


def keep_growth(
    what: str, unit: str, sizes: Sequence[float], seconds: Sequence[float], folder: Path = FOLDER
) -> None:
    """Keep how the seconds of a processor grow that something takes; sizes that were not measured now stay as they were."""
    taken = {float(row["size"]): row["seconds"] for row in read("growth", folder) if row["what"] == what} | {
        size: f"{spent:.2f}" for size, spent in zip(sizes, seconds, strict=True)
    }
    rows = [
        {"what": what, "unit": unit, "size": f"{size:g}", "seconds": spent}
        for size, spent in sorted(taken.items())
    ]
    keep("growth", rows, lambda row: row["what"] == what, folder)


def read(name: str, folder: Path = FOLDER) -> list[Row]:
    """The rows of table `name`, none where it was not kept yet."""
    path = folder / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

"""The pictures of docs/benchmarks.md, from the figures that benchmarks keep in benchmarks/kept.

    python benchmarks/plots.py          draws each picture whose table is there; needs matplotlib (pip install 'zeren[dev]')

Tables:
  1. kept/growth.csv      what, unit, size, seconds       a line for each `what` on logarithmic scales, with its exponent
  2. kept/questions.csv   question, quads, ms, rdflib     a dot for each question and size of store, slowest on top
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import matplotlib as mpl
from costs import power
from kept import Row, read

mpl.use("svg")
from matplotlib import pyplot as plt

PAGES = Path(__file__).parents[1] / "docs"
GOALS = {10**6: 50, 10**7: 500}
"""Milliseconds that a question may take on so many quads."""


def growth(rows: Sequence[Row]) -> None:
    """Seconds by size, a line for each thing measured; what grows in proportion runs along the dotted lines."""
    lines: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for row in rows:
        lines[row["what"], row["unit"]].append((float(row["size"]), float(row["seconds"])))
    units = sorted({unit for _, unit in lines})
    _, places = plt.subplots(1, len(units), figsize=(5 * len(units), 4), squeeze=False)
    for unit, place in zip(units, places[0], strict=True):
        for (what, of), points in lines.items():
            if of == unit:
                sizes, seconds = zip(*sorted(points), strict=True)
                exponent, _ = power(list(sizes), list(seconds))
                place.loglog(sizes, seconds, marker="o", label=f"{what}: {exponent:.2f}")
                ideal = [seconds[0] * size / sizes[0] for size in sizes]
                place.loglog(sizes, ideal, linestyle=":", color="#999999", linewidth=1)
        place.set_xlabel(unit)
        place.set_ylabel("seconds of a processor")
        place.legend(title="grows to the power of", fontsize="small")
        place.grid(which="major", color="#eeeeee")


def questions(rows: Sequence[Row]) -> None:
    """Milliseconds of every question of the library on stores of every size, with the goals as lines."""
    times: dict[str, dict[int, float]] = defaultdict(dict)
    for row in rows:
        times[row["question"]][int(row["quads"])] = float(row["ms"].strip("> "))
    names = sorted(times, key=lambda name: max(times[name].values()))
    _, place = plt.subplots(figsize=(8, 0.19 * len(names) + 1.2))
    for size in sorted({size for found in times.values() for size in found}):
        points = [(times[name][size], at) for at, name in enumerate(names) if size in times[name]]
        place.scatter(*zip(*points, strict=True), s=14, label=f"{size:,} quads")
    for size, most in GOALS.items():
        place.axvline(most, color="#999999", linestyle=":", linewidth=1)
        place.text(most, len(names), f" {most} ms at {size:,}", fontsize="x-small", va="bottom")
    place.set_xscale("log")
    place.set_xlabel("milliseconds (median)")
    place.set_yticks(range(len(names)), names, fontsize=7)
    place.set_ylim(-1, len(names) + 1)
    place.legend(loc="lower right", fontsize="small")
    place.grid(axis="x", color="#eeeeee")


PICTURES: dict[str, Callable[[Sequence[Row]], None]] = {"growth": growth, "questions": questions}


def draw(name: str, rows: Sequence[Row], path: Path) -> None:
    """One picture as an SVG; the same rows give the same bytes."""
    with mpl.rc_context({"svg.hashsalt": name, "svg.fonttype": "none", "font.family": "sans-serif"}):
        PICTURES[name](rows)
        plt.tight_layout()
        plt.savefig(path, metadata={"Date": None, "Creator": None})
        plt.close()


def main() -> None:
    """Draw what there are tables for."""
    for name in PICTURES:
        if rows := read(name):
            draw(name, rows, PAGES / f"benchmarks-{name}.svg")
            print(f"docs/benchmarks-{name}.svg")


if __name__ == "__main__":
    main()

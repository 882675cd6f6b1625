"""How fast text becomes statements, beside segmenting the same text with jieba; and how the time grows with the length.

    python benchmarks/reading.py [FOLDER] [--rounds N]      rates of the packaged sample, or of the texts in a folder
    python benchmarks/reading.py [FOLDER] --growth 1 5 20 [--keep]   seconds for one document of so many megabytes
    python benchmarks/reading.py --made 100 1000 10000      seconds for so many plans of the generator, and the most memory

A round times all three, so that the ratios hold on a busy machine too; processor time, megabytes of UTF-8. The growth is
the exponent that fits the times best: 1 is in proportion to the length.
"""

from __future__ import annotations

import argparse
import math
import resource
import statistics
import tempfile
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path

import jieba
from costs import power, seconds
from generator import Recipe, plans
from kept import keep_growth

from zeren.builder import prepare
from zeren.extract.words import plain

LEAST = 0.5
"""Megabytes that a round reads at least."""


def rates(sources: Sequence[Path], rounds: int) -> None:
    """Print the rates of all and the ratios, each as least, median and most of the rounds."""
    texts = [plan.read_text(encoding="utf-8", errors="replace") for plan in sources]
    size = sum(plan.stat().st_size for plan in sources) / 1e6
    turns = max(1, math.ceil(LEAST / size))
    works: dict[str, Callable[[], object]] = {
        "zeren": lambda: [prepare(plan) for plan in sources],
        "jieba": lambda: [list(jieba.cut(text)) for text in texts],
        "jieba without HMM": lambda: [list(jieba.cut(text, HMM=False)) for text in texts],
        "zeren's own words": lambda: [plain(text) for text in texts],
    }
    found: dict[str, list[float]] = {name: [] for name in works}
    prepare(sources[0])
    plain("热身")
    for _ in range(rounds):
        for name, work in works.items():
            found[name].append(size * turns / sum(seconds(work) for _ in range(turns)))
    print(f"{len(sources)} plans, {size:.2f} MB, {rounds} rounds")
    for name, figures in found.items():
        _show(f"{name}, MB/s", figures)
        if name != "zeren":
            _show(
                f"zeren / {name}", [one / other for one, other in zip(found["zeren"], figures, strict=True)]
            )


def _show(name: str, figures: Sequence[float]) -> None:
    print(f"{name:28} {min(figures):7.3f} {statistics.median(figures):7.3f} {max(figures):7.3f}")


def growth(sources: Sequence[Path], sizes: Sequence[float], kept: bool) -> None:
    """Print what one document takes that is made of the texts again and again, up to each size, and the exponent."""
    whole = "\n".join(plan.read_text(encoding="utf-8", errors="replace") for plan in sources)
    taken: list[float] = []
    prepare(sources[0])
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder) / f"{size}.txt"
            again = whole * math.ceil(size * 1e6 / len(whole.encode()))
            path.write_bytes(again.encode()[: round(size * 1e6)].decode(errors="ignore").encode())
            taken.append(seconds(lambda path=path: prepare(path)))  # type: ignore[misc]
            print(f"{size:6.1f} MB {taken[-1]:8.2f} s {size / taken[-1]:7.3f} MB/s", flush=True)
    _exponent(sizes, taken)
    if kept:
        keep_growth("reading a document", "megabytes", sizes, taken)


def _exponent(sizes: Sequence[float], taken: Sequence[float]) -> None:
    grows, fits = power(sizes, taken)
    print(f"exponent {grows:.3f} (R² {fits:.4f})")


def made(counts: Sequence[int]) -> None:
    """Print what reading so many generated plans takes, one after the other, the exponent, and the most memory used."""
    taken: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.txt"
        for count in counts:
            size, spent = 0, 0.0
            for plan in plans(count, Recipe(seed=1)):
                size += path.write_bytes(plan.text.encode())
                spent += seconds(lambda: prepare(path))
            taken.append(spent)
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
            print(
                f"{count:7,} plans {size / 1e6:7.2f} MB {spent:8.2f} s {size / 1e6 / spent:6.3f} MB/s {most:6.0f} MB",
                flush=True,
            )
    _exponent(counts, taken)


def main() -> None:
    """Measure what the arguments ask for."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("folder", nargs="?", type=Path)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--growth", type=float, nargs="+", metavar="MB")
    asked.add_argument("--made", type=int, nargs="+", metavar="PLANS")
    asked.add_argument("--keep", action="store_true", help="for plots.py")
    given = asked.parse_args()
    folder = given.folder or Path(str(files("zeren.data") / "sample"))
    texts = sorted(folder.rglob("*.txt"))
    if given.made:
        made(given.made)
    elif given.growth:
        growth(texts, given.growth, given.keep)
    else:
        rates(texts, given.rounds)


if __name__ == "__main__":
    main()

"""What a build on Spark takes beside the same build in one place: its fixed cost, and from how many plans on it pays.

    python benchmarks/sparking.py [SIZES...] [--tasks 25] [--workers 1 2] [--in FOLDER]

Makes so many plans (generator/) and builds them in one place (two jobs) and on a local cluster of Spark with so many
workers of one core and 1 GB each, in turn, after a build that only warms up. Prints for each the seconds by the clock, and
whether all wrote the same quads. Last, for each way what it takes before the first plan and for each plan more, from the
line that fits its seconds best, and from how many plans on Spark would pay with more workers on machines of their own, where
what one worker takes for a plan is shared out among them. Needs Java and zeren[spark].
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from statistics import linear_regression

from costs import clock
from generator import Recipe, plans

ZEREN = Path(sys.executable).with_name("zeren")
SIZES, WORKERS, LOCAL = (50, 200), (1, 2), 0
MORE = (4, 8, 16, 64)
"""Workers that are not here."""


def measure(sources: Path, place: Path, workers: int) -> tuple[float, str]:
    """Build on so many workers, or in one place without any; the seconds that it took, and a digest of the quads."""
    command = [ZEREN, "build", sources, *_way(place, workers)]
    environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYTHONUTF8": "1"}
    wall = clock()
    done = subprocess.run(list(map(str, command)), env=environment, capture_output=True, text=True)
    wall = clock() - wall
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    return wall, _digest(place, workers)


def _way(place: Path, workers: int) -> list[object]:
    if workers == LOCAL:
        return ["--store", place / "store", "--jobs", 2]
    return ["--engine", "spark", "--master", f"local-cluster[{workers},1,1024]", "--out", place / "out"]


def _digest(place: Path, workers: int) -> str:
    """A digest of the quads, sorted."""
    if workers == LOCAL:
        subprocess.run([ZEREN, "export", "--store", place / "store", "-f", "nq", "-o", place / "all.nq"], check=True,
                       capture_output=True)  # fmt: skip
        found: Iterable[Path] = [place / "all.nq"]
    else:
        found = sorted((place / "out" / "quads").glob("part-*"))
    digest = sha256()
    for line in sorted(_lines(found)):
        digest.update(line)
    return digest.hexdigest()


def _lines(files: Iterable[Path]) -> Iterator[bytes]:
    for path in files:
        with path.open("rb") as lines:
            yield from lines


def main() -> None:
    """Measure every size in every way."""
    read = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    read.add_argument("sizes", type=int, nargs="*", default=SIZES)
    read.add_argument("--tasks", type=int, default=25)
    read.add_argument("--workers", type=int, nargs="*", default=WORKERS)
    read.add_argument("--in", type=Path, dest="folder", help="where sources and quads lie meanwhile")
    given = read.parse_args()
    ways = [LOCAL, *given.workers]
    took: dict[int, list[float]] = {way: [] for way in ways}
    _warm_up(given.folder)
    for number in given.sizes:
        with tempfile.TemporaryDirectory(dir=given.folder) as place:
            _compare(Path(place), number, given.tasks, took)
    if len(given.sizes) > 1:
        _meet(given.sizes, took)


def _warm_up(folder: Path | None) -> None:
    """Start everything once: the first start of Java reads it all from disk."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        sources = _written(Path(place), 2, 5)
        measure(sources, Path(place), 1)


def _written(place: Path, number: int, tasks: int) -> Path:
    """A folder of so many plans."""
    sources = place / "sources"
    sources.mkdir()
    for plan in plans(number, Recipe(tasks=tasks)):
        (sources / plan.name).write_bytes(plan.text.encode())
    return sources


def _compare(place: Path, number: int, tasks: int, took: dict[int, list[float]]) -> None:
    """Build so many plans in every way."""
    sources, said = _written(place, number, tasks), set[str]()
    for way in took:
        folder = place / str(way)
        folder.mkdir()
        wall, quads = measure(sources, folder, way)
        took[way].append(wall)
        said.add(quads)
        print(f"{number:>6} plans, {_called(way):<9} {wall:7.1f} s by the clock", flush=True)
    print(f"{number:>6} plans: {'the same quads' if len(said) == 1 else 'QUADS DIFFER'}", flush=True)


def _called(way: int) -> str:
    return f"{way} worker{'s' * (way > 1)}" if way else "one place"


def _meet(sizes: Sequence[int], took: dict[int, list[float]]) -> None:
    """Tell the line of each way, and with how many workers and from where on Spark's is below that of one place."""
    lines = {way: linear_regression(sizes, seconds) for way, seconds in took.items()}
    for way, line in lines.items():
        print(f"{_called(way):<9} {line.intercept:6.1f} s and {line.slope * 1000:6.0f} ms a plan")
    here, one = lines[LOCAL], lines.get(1)
    if one is None or min(here.slope, one.slope) <= 0:
        print("from these sizes it cannot be told where Spark pays")
        return
    for workers in MORE:
        told = pays(here.slope, one.slope / workers, one.intercept - here.intercept)
        print(f"{workers} workers: " + (f"would pay from {told:,.0f} plans" if told else "never pay"))


def pays(here: float, there: float, start: float) -> float | None:
    """From how many plans on one way is faster that takes `start` seconds longer before the first and `there` for each, not `here`."""
    return max(0.0, start) / (here - there) if here > there else None


if __name__ == "__main__":
    main()

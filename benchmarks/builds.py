"""What a build in one place takes, from few plans to many, and whether that grows as their number does.

    python benchmarks/builds.py [SIZES...] [--tasks 25] [--jobs 2] [--in FOLDER] [--keep]

Makes so many plans (generator/: provinces, their cities, their counties, each plan after the one above it) and builds
each number into a store of its own, in a process of its own. Prints for each: seconds by the clock and of a processor,
for all and for linking (all that comes once the plans are in the store: what citations name, links with their evidence,
how everything stands, what plans share; `linked` is by the clock); bytes of text a second, of one processor and by
the clock for each of the jobs; the most memory of one process, and of all together; the size of the store; and what
follows, by the clock: the same build again, and one after a single plan has changed. Last, the power of the number of plans
that the seconds of a processor grow with, from the first size to the last. The same numbers give the same plans.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from costs import Together, apart, clock, memory, power, processor, size_of
from generator import Recipe, plans
from kept import keep_growth

from zeren import builder

SIZES = (100, 300, 1000)
HEAD = f"{'plans':>7} {'MB':>6} {'links':>7} {'wall':>7} {'proc.':>7} {'linking':>8} {'linked':>7} {'MB/s':>6} {'a job':>6} "
HEAD += f"{'most':>5} {'all':>5} {'store':>7} {'same':>6} {'one':>6}"
ROW = "{plans:>7} {text:6.1f} {links:>7} {wall:7.1f} {processor:7.1f} {linking:8.1f} {linking_wall:7.1f} {rate:6.3f} {job:6.3f} "
ROW += "{most:5.0f} {all:5.0f} {store:7.1f} {same:6.1f} {one:6.1f}"


def measure(number: int, tasks: int, jobs: int, place: Path) -> dict[str, float]:
    """Build so many plans in a new folder; what it took."""
    sources, store = place / "sources", place / "store"
    sources.mkdir()
    text = 0
    for plan in plans(number, Recipe(tasks=tasks)):
        text += (sources / plan.name).write_bytes(plan.text.encode())
    linking = timed(builder._Build, "_tie")
    with Together() as together:
        wall, used = clock(), processor()
        report = builder.build([sources], store, jobs=jobs)
        wall, used = clock() - wall, processor() - used
    told = {
        "plans": number, "text": text / 1e6, "links": report.links, "wall": wall, "processor": used, **linking,
        "rate": text / 1e6 / used, "job": text / 1e6 / wall / jobs, "most": memory(), "all": together.most,
        "store": size_of(store),
    }  # fmt: skip
    told["same"] = _again(sources, store, jobs)
    changed = max(sources.iterdir())
    changed.write_text(changed.read_text("utf-8").replace("年底前", "年末前"), "utf-8")
    told["one"] = _again(sources, store, jobs)
    return told


def timed(of: type, name: str) -> dict[str, float]:
    """Let a method say how many seconds of all processors it takes, and by the clock, when it runs first."""
    plain, took = getattr(of, name), dict[str, float]()

    def run(*given: object) -> object:
        start, used = clock(), processor()
        done = plain(*given)
        took.setdefault("linking", processor() - used)
        took.setdefault("linking_wall", clock() - start)
        return done

    setattr(of, name, run)
    return took


def _again(sources: Path, store: Path, jobs: int) -> float:
    start = clock()
    builder.build([sources], store, jobs=jobs)
    return clock() - start


def main() -> None:
    """Measure each size in a process of its own, and tell how the time grows."""
    read = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    read.add_argument("sizes", type=int, nargs="*", default=SIZES)
    read.add_argument("--tasks", type=int, default=25)
    read.add_argument("--jobs", type=int, default=2)
    read.add_argument("--in", type=Path, dest="folder", help="where sources and stores lie meanwhile")
    read.add_argument("--one", action="store_true", help="one size, told as JSON")
    read.add_argument("--keep", action="store_true", help="for plots.py")
    given = read.parse_args()
    if given.folder:
        given.folder.mkdir(parents=True, exist_ok=True)
    if given.one:
        with tempfile.TemporaryDirectory(dir=given.folder) as place:
            print(json.dumps(measure(given.sizes[0], given.tasks, given.jobs, Path(place))))
        return
    print(f"plans of {given.tasks} tasks, {given.jobs} jobs\n{HEAD}", flush=True)
    found = []
    for number in given.sizes:
        options = ["--one", "--tasks", given.tasks, "--jobs", given.jobs]
        options += ["--in", given.folder] if given.folder else []
        found.append(apart(__file__, [number, *options]))
        print(ROW.format(**found[-1]), flush=True)
    sizes = [one["plans"] for one in found]
    for name in ("processor", "linking") if len(found) > 1 else ():
        grows, fits = power(sizes, [one[name] for one in found])
        print(f"{name}: grows with the number of plans to the power of {grows:.3f} (R² {fits:.4f})")
    if given.keep:
        for name, what in (("processor", "building"), ("linking", "linking")):
            keep_growth(f"{what} plans of {given.tasks} tasks", "plans", sizes, [one[name] for one in found])


if __name__ == "__main__":
    main()

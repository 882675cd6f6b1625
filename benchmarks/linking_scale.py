"""How long generated plans take to be linked to the plans above them, and whether that grows as their number does.

    python benchmarks/linking_scale.py [PLANS] [TASKS] [JOBS]

Makes a fourth, half and all of that many plans of that many tasks (generator/: provinces, their cities, their counties,
each plan after the one above it) and builds each number into a store of its own, in a process of its own. Linking is all
that a first build does once the plans are in the store: what citations name, links with their evidence, how everything
stands, and what plans share. Prints for each number the seconds of linking and of the whole build, the seconds of a
processor of all processes, the most memory that one of them had, and how long the build takes that follows after one
plan has changed; last, the power of the number of plans that the seconds of a processor grow with (1: in proportion).
The same numbers give the same plans.
"""

import json
import sys
import tempfile
from pathlib import Path

from builds import timed
from costs import apart, clock, memory, power
from generator import Recipe, plans

from zeren import builder

SHARES = (4, 2, 1)


def measure(number: int, tasks: int, jobs: int) -> dict[str, float]:
    """Build so many plans; what it took."""
    with tempfile.TemporaryDirectory() as place:
        sources, store = Path(place) / "sources", Path(place) / "store"
        sources.mkdir()
        for plan in plans(number, Recipe(tasks=tasks)):
            (sources / plan.name).write_bytes(plan.text.encode())
        took = timed(builder._Build, "_tie")
        whole, report = clock(), builder.build([sources], store, jobs=jobs)
        built = clock() - whole
        changed = max(sources.iterdir())
        changed.write_text(changed.read_text("utf-8").replace("年底前", "年末前"), "utf-8")
        whole = clock()
        builder.build([sources], store, jobs=jobs)
        again = clock() - whole
    return {
        "plans": number, "tasks": tasks, "links": report.links, "built": built, "again": again,
        "memory": memory(), "linking": took["linking_wall"], "processor": took["linking"],
    }  # fmt: skip


def main(number: int = 3000, tasks: int = 100, jobs: int = 2) -> None:
    """Measure each number in a process of its own, and tell how the time grows."""
    found = []
    for share in SHARES:
        told = apart(__file__, ["--one", number // share, tasks, jobs])
        found.append(told)
        print(
            "{plans:>6} plans of {tasks} tasks, {links:>7} links: linked in {linking:7.1f} s, {processor:7.1f} s of a "
            "processor, {each:5.0f} ms a plan; {memory:5.0f} MB; whole build {built:7.1f} s, after one change "
            "{again:6.1f} s".format(each=told["processor"] / told["plans"] * 1000, **told),
            flush=True,
        )
    sizes = [one["plans"] for one in found]
    grows, fits = power(sizes, [one["processor"] for one in found])
    print(
        f"the time of a processor grows with the number of plans to the power of {grows:.2f} (R² {fits:.4f})"
    )


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:] if argument != "--one"]
    if "--one" in sys.argv:
        print(json.dumps(measure(*given)))
    else:
        main(*given)

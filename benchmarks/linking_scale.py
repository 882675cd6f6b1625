"""How long generated plans take to be linked to the plans above them, and whether that grows as their number does.

    python benchmarks/linking_scale.py [PLANS] [TASKS]

Makes that many plans of that many tasks (generate.py), builds half of them and then all of them, each into a store of
its own, and prints reading and linking apart. The same numbers give the same plans.
"""

import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

from generator import Recipe, plans

from zeren.builder import build
from zeren.tying import PARENTS


def measure(number: int, tasks: int) -> None:
    """Print the seconds of a first build, and of linking alone: a build whose links were forgotten."""
    with tempfile.TemporaryDirectory() as place:
        sources, store = Path(place) / "sources", Path(place) / "store"
        sources.mkdir()
        for plan in plans(number, Recipe(tasks=tasks)):
            (sources / plan.name).write_bytes(plan.text.encode())
        start = time.perf_counter()
        report = build([sources], store, jobs=2)
        whole = time.perf_counter() - start
        shutil.rmtree(store / "links")
        (store / PARENTS).write_text("plan,parent\n", "utf-8")
        start, used = time.perf_counter(), processor()
        build([sources], store, jobs=2)
        linking, used = time.perf_counter() - start, processor() - used
    print(
        f"{number:>6} plans of {tasks} tasks: linked in {linking:6.1f} s, {used:6.1f} s of a processor, "
        f"{used / number * 1000:5.0f} ms a plan; {report.links} links; first build {whole:6.1f} s",
        flush=True,
    )


def processor() -> float:
    """Seconds of a processor that this process and those it has started have used."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    most, size = [*given, *(3000, 100)[len(given) :]]
    for count in (most // 2, most):
        measure(count, size)

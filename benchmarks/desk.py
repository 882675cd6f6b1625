"""How long the pages of the desk take over a store of about a million quads.

    python benchmarks/desk.py [--plans N] [--store DIR]

Makes N plans up (105 unless given, which give a million quads), builds a store of them, or takes the one in DIR, and opens
the pages of plans, institutions and traces, the reader and others, each of things that nobody has asked for before, so that
no answer is kept from earlier. Prints for each family how many pages were opened, the median and the slowest, in
milliseconds of this process's processors and of the wall, and the median of opening the same pages again. Goal: plan,
institution and trace pages in less than 200 ms.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from generator import Recipe, plans
from starlette.testclient import TestClient

from zeren.builder import build
from zeren.graph import Store
from zeren.queries import ask, mappings
from zeren.viz.desk import create_app
from zeren.viz.desk.paths import href

SOME = 25


def main(arguments: list[str]) -> int:
    """Read the command line, build where there is nothing to measure, and measure."""
    read = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    read.add_argument("--plans", type=int, default=105)
    read.add_argument("--store", type=Path)
    given = read.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        store = given.store or made(given.plans, Path(folder))
        opened = Store.read(store)
        quads = sum(1 for _ in opened.quads())
        print(f"{quads:,} quads")
        client = TestClient(create_app(store, patience=600), base_url="http://localhost")
        for name, paths in chosen(opened).items():
            measure(client, name, paths)
    return 0


def made(number: int, folder: Path) -> Path:
    """A store of plans that are made up."""
    (folder / "plans").mkdir()
    for plan in plans(number, Recipe(1)):
        (folder / "plans" / plan.name).write_bytes(plan.text.encode())
    build([folder / "plans"], folder / "store")
    return folder / "store"


def chosen(store: Store) -> dict[str, list[str]]:
    """Paths by family, of things drawn at random."""
    draw = random.Random(0)
    base = "https://w3id.org/zeren/id/"

    def some(question: str, column: str, page: str = "") -> list[str]:
        found = sorted({row[column] or "" for row in mappings(ask(store, question, {}))} - {""})
        return [href(iri, base, page) for iri in draw.sample(found, min(SOME, len(found)))]

    return {
        "list of plans": ["/"],
        "list of institutions": ["/institutions"],
        "plan": some("plans", "plan"),
        "institution": some("institutions-by-load", "institution"),
        "trace": some("who-leads-what", "task", "trace"),
        "provision": some("who-leads-what", "task"),
        "requirement": some("items-coverage", "item"),
        "reader": some("plans", "plan", "read"),
        "matrix": ["/coverage"],
        "calendar": ["/calendar"],
        "search, first": ["/search?q=sfj"],
        "search": [
            f"/search?q={words}" for words in ("合法性审核", "sifaju", "市财政局", "规范性文件", "jyj")
        ],
    }


def measure(client: TestClient, name: str, paths: list[str]) -> None:
    """Open every page, then all again, and print a line."""
    first, walls, again = [], [], []
    for path in paths:
        spent, wall = time.process_time(), time.perf_counter()
        answer = client.get(path)
        assert answer.status_code == 200, (answer.status_code, path)
        first.append(1000 * (time.process_time() - spent))
        walls.append(1000 * (time.perf_counter() - wall))
    for path in paths:
        spent = time.process_time()
        client.get(path)
        again.append(1000 * (time.process_time() - spent))
    print(
        f"{name:<22} {len(paths):>3} pages   processor: median {median(first):6.0f}, slowest {max(first):6.0f}   "
        f"wall: median {median(walls):6.0f}, slowest {max(walls):6.0f}   again: {median(again):5.0f}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

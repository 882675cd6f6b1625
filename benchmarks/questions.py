"""How long every question of the library takes, and what rdflib takes for the same.

    python benchmarks/questions.py [STORE | PLANS]… [--peers] [--only NAME,…] [--limit S] [--keep]
    python benchmarks/questions.py --table                       what was kept, as the table of docs/benchmarks.md

STORE is a store that was built; for a number, so many plans are made up (generate.py) and built first: 10, 105 and 990 make
0.1, 1 and 10 million quads. Every question is asked twice, as a screen asks it (a list is cut as its file cuts it): about one
plan, body, kind, requirement or name of that store, and, where it can be, about all. A row a question: milliseconds of a
processor, the median of five (of fewer where it takes seconds), and rows. `--peers` asks oxrdflib, on the same store, and
rdflib's store in memory the same (about one); what has not ended within the limit counts with the limit, marked `>`. Behind
the table, how long each takes to load those quads.
"""

import argparse
import gc
import multiprocessing
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib
from generator import plans as made_up
from kept import FOLDER, Row, keep, read

from zeren.builder import build
from zeren.graph.store import Store
from zeren.queries import Question, Table, bind, questions, run

TURNS, SLOW, GOAL, TICK = 5, 2.0, 0.05, 1e-5
FIXED = {"role": "lead", "modality": "must", "on": "2024-01-01", "from": "2022-01-01", "to": "2023-12-31", "by": "plan",
         "kind": "司法局", "words": "安全", "atLeast": "2", "section": "聚焦"}  # fmt: skip
FINDS = {
    "plan": "?p a zr:Plan ; zr:level ?level ; zr:implements ?above ; dcterms:title ?found",
    "source": "?found a zr:Plan ; zr:level ?level ; zr:implements ?above",
    "institution": "?t zr:leadBy ?b . ?b skos:prefLabel ?found",
    "body": "?t zr:leadBy ?found",
    "task": "?t zr:derivesFrom ?u ; dcterms:title ?found . ?c zr:derivesFrom ?t",
    "item": "?found zr:derivesFrom ?u . ?c zr:derivesFrom ?found",
}
"""What a question is asked about: the first of these by name, of a city's plan."""
ABOUT = {"plan", "words"}
"""What a question is asked about though it may be left open; left open in the second turn."""
WHOLE = {
    "compare-item": "?o zr:level zr:National . ?u zr:inPlan ?o ; dcterms:title ?found . ?c zr:derivesFrom ?u"
}
"""Parameters of the same name that mean another thing, by question."""
FIND = """PREFIX zr: <https://w3id.org/zeren#> PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?found WHERE { %s } ORDER BY ?found LIMIT 1"""

Taken = tuple[float, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a question took about one thing, of us and, where it was asked, of rdflib."""

    ours: Taken
    rdflib: Taken | None = None


def main(arguments: list[str]) -> int:
    """Make or open the stores, ask and print."""
    line = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    line.add_argument("stores", nargs="*", default=["105"])
    line.add_argument("--peers", action="store_true")
    line.add_argument("--only", default="")
    line.add_argument("--limit", type=float, default=30, help="seconds of a processor, two or more")
    line.add_argument("--keep", action="store_true", help="for plots.py and --table")
    line.add_argument("--table", action="store_true", help="ask nothing")
    given = line.parse_args(arguments)
    if given.table:
        print("\n".join(table(read("questions"))))
        return 0
    only = set(filter(None, given.only.split(",")))
    with tempfile.TemporaryDirectory() as folder:
        for number, named in enumerate(given.stores):
            inside = Path(folder, str(number))
            place = built(int(named), inside) if named.isdecimal() else Path(named)
            asked = [one for one in questions() if not only or one.name in only]
            found = measure(place, asked, given.limit, given.peers)
            if given.keep:
                keep_times(count(place), found, given.limit)
    return 0


def measure(place: Path, asked: list[Question], limit: float, peers: bool) -> dict[str, Figures]:
    """Print a row a question; what each took about one thing."""
    store = Store.read(place)
    texts = {one.name: bind(one, values(one, store)) for one in asked}
    whole = {one.name: text for one in asked if (text := of_all(one, store))}
    print(f"{count(place):,} quads")
    print("question\tms\trows\tof all, ms\trows" + "\toxrdflib\trdflib\ttimes" * peers)
    memory, found = in_memory(place) if peers else None, dict[str, Figures]()
    for name, text in texts.items():
        ours = limited(_ours, (place, text), limit)
        found[name] = Figures(ours)
        line = [name, *shown(ours, limit)]
        line += shown(limited(_ours, (place, whole[name]), limit), limit) if name in whole else ["", ""]
        if memory is not None:
            beside, theirs = (limited(_theirs, (graph, text), limit) for graph in (place, memory))
            line += [shown(beside, limit)[0], shown(theirs, limit)[0]]
            line.append(f"{'> ' * (theirs[0] >= limit)}{theirs[0] / max(ours[0], TICK):.0f}")
            found[name] = Figures(ours, theirs)
        print("\t".join(line), flush=True)
    times = [figures.ours[0] for figures in found.values()]
    over = sum(taken > GOAL for taken in times)
    print(f"median\t{statistics.median(times) * 1000:.1f}\tover {GOAL * 1000:.0f} ms: {over} of {len(times)}")
    return found


def keep_times(quads: int, found: dict[str, Figures], limit: float, folder: Path = FOLDER) -> None:
    """Keep what these questions took on so many quads, in place of what they took on a store about as large.

    What others took there stays, while there are such questions.
    """
    rows = [
        {
            "question": name,
            "quads": str(quads),
            "ms": shown(figures.ours, limit)[0],
            "rdflib": shown(figures.rdflib, limit)[0] if figures.rdflib else "",
        }
        for name, figures in found.items()
    ]

    def about_as_large(row: Row) -> bool:
        return quads / 2 < int(row["quads"]) < 2 * quads

    others = {one.name for one in questions()} - found.keys()
    before = [row for row in read("questions", folder) if about_as_large(row) and row["question"] in others]
    keep("questions", [*rows, *({**row, "quads": str(quads)} for row in before)], about_as_large, folder)


def table(rows: list[Row]) -> Iterator[str]:
    """What was kept as a table: milliseconds on each store, and how many times that rdflib took where it was asked."""
    figures = {(row["question"], int(row["quads"])): row for row in rows}
    sizes = sorted({quads for _, quads in figures})
    peers = [
        quads for quads in sizes if any(row.get("rdflib") for (_, of), row in figures.items() if of == quads)
    ]
    heads = [f"{quads:,} quads, ms" + " | rdflib / ours" * (quads in peers) for quads in sizes]
    yield f"| question | {' | '.join(heads)} |"
    yield "|" + "---|" * (1 + len(sizes) + len(peers))
    for name in sorted({name for name, _ in figures}):
        cells = [f"`{name}`"]
        for quads in sizes:
            row = figures.get((name, quads), {})
            cells.append(rounded(row.get("ms", "")))
            cells += [times(row)] if quads in peers else []
        yield f"| {' | '.join(cells)} |"


def rounded(milliseconds: str) -> str:
    """Milliseconds for a reader; a dash where there is no figure."""
    more, number = milliseconds.startswith(">"), milliseconds.strip("> ")
    return f"{'> ' * more}{float(number):,.{int(float(number) < 10)}f}" if number else "—"


def times(row: Row) -> str:
    """How many times ours rdflib took; at least so many where it had not ended."""
    theirs = row.get("rdflib", "")
    if not theirs or row["ms"].startswith(">"):
        return "—"
    ratio = float(theirs.strip("> ")) / max(float(row["ms"]), TICK * 1000)
    return f"{'≥ ' * theirs.startswith('>')}{ratio:,.0f}"


def built(number: int, folder: Path) -> Path:
    """A store of so many plans."""
    sources = folder / "plans"
    sources.mkdir(parents=True)
    for plan in made_up(number):
        (sources / plan.name).write_bytes(plan.text.encode())
    build([sources], folder / "store", jobs=2)
    return folder / "store"


def values(asked: Question, store: Store) -> dict[str, str]:
    """What a question is asked about: things that the store holds, or, where it holds none, the question's example."""
    chosen = {"limit": str(asked.limit)} if asked.limit else {}
    for parameter in asked.parameters:
        name = parameter.name
        if name not in ABOUT and (parameter.optional or name == "limit"):
            continue
        pattern = WHOLE.get(asked.name) or FINDS.get(name, FINDS["plan"] if parameter.type == "plan" else "")
        found = (
            FIXED.get(name)
            or first(pattern.replace("?level", "zr:Prefectural"), store)
            or first(pattern, store)
        )
        chosen[name] = found or dict(asked.example)[name]
    return chosen


def of_all(asked: Question, store: Store) -> str:
    """The same with everything left open that can be; empty where that is the same."""
    given = values(asked, store)
    open_to = [one.name for one in asked.parameters if one.optional and one.name in ABOUT & given.keys()]
    return (
        bind(asked, {name: value for name, value in given.items() if name not in open_to}) if open_to else ""
    )


def first(pattern: str, store: Store) -> str:
    """The first thing of a kind by its name; empty where there is none."""
    row = next(store.rows(FIND % pattern), None) if pattern else None
    return (row["found"] or "") if row else ""


def count(place: Path) -> int:
    """How many quads a store holds."""
    counted = Store.read(place).rows("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
    return int(next(counted)["n"] or 0)


def in_memory(place: Path) -> rdflib.Graph:
    """What a store holds as one graph of rdflib's in memory; prints how long that, and our own loading, takes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "all.nt")
        with file.open("w", encoding="utf-8") as out:
            out.writelines(lines(place))
        start = time.process_time()
        graph = rdflib.Graph().parse(file, format="nt")
        theirs = time.process_time() - start
        start = time.process_time()
        ox.Store(str(Path(folder, "quads"))).bulk_load(path=str(file))
        ours = time.process_time() - start
    times = theirs / max(ours, TICK)
    print(
        f"loading: {ours:.1f} s into a store on disk, {theirs:.1f} s into rdflib's memory, {times:.1f} times"
    )
    return graph


def lines(place: Path) -> Iterator[str]:
    """Every triple of a store as a line of N-Triples."""
    for triple in Store.read(place).query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"):
        yield f"{triple} .\n"


def shown(taken: Taken, limit: float) -> list[str]:
    """Milliseconds and rows."""
    seconds, rows = taken
    return [f"> {limit * 1000:.0f}", ""] if seconds >= limit else [f"{seconds * 1000:.1f}", str(rows)]


def _ours(place: Path, text: str) -> Taken:
    store = Store.read(place)
    return repeated(lambda: len(result.rows) if isinstance(result := run(store, text), Table) else 1)


def _theirs(where: Path | rdflib.Graph, text: str) -> Taken:
    graph = Store.read(where).as_rdflib() if isinstance(where, Path) else where
    return repeated(lambda: len(list(graph.query(text))))


def repeated(ask: Callable[[], int]) -> Taken:
    """The median of some turns, the first of several left out, and rows.

    By the clock of this thread: that of the process goes in ticks of milliseconds while `limited` has its timer set.
    """
    taken, rows = list[float](), 0
    while not taken or (len(taken) < TURNS + 1 and sum(taken) + max(taken) < SLOW):
        start = time.thread_time()
        rows = ask()
        taken.append(time.thread_time() - start)
    return statistics.median(taken[1:] or taken), rows


def limited(ask: Callable[..., Taken], what: tuple[Any, ...], limit: float) -> Taken:
    """What a question took in a process of its own; the limit, and no rows, where that was stopped for its time."""
    ours, theirs = multiprocessing.Pipe(duplex=False)

    def answer() -> None:
        gc.freeze()  # what this process was handed is not looked through again for each question
        signal.setitimer(signal.ITIMER_PROF, limit)
        theirs.send(ask(*what))

    child = multiprocessing.get_context("fork").Process(target=answer)
    child.start()
    theirs.close()
    try:
        found: Taken = ours.recv()
    except EOFError:
        found = limit, 0
    child.join()
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""How long every question of the library takes on a large store, and on rdflib in memory.

    python benchmarks/queries.py [STORE | PLANS] [--rdflib] [--only NAME] [--limit S]

STORE is a store that was built; for a number, so many plans are made up (generate.py) and built first: 110 make a million
quads. Each question is asked with values of that store for what it must know and for the plan, the others left open;
a row each: milliseconds of a processor, the median of five (of fewer where it is slow), and rows. A question that
takes longer than the limit (30 s) is stopped. `--rdflib` asks rdflib's store in memory the same, once each.
"""

import argparse
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import rdflib
from generator import plans as made_up

from zeren.builder import build
from zeren.graph.store import Store
from zeren.queries import Question, Table, bind, questions, run
from zeren.queries.question import ParameterType

TURNS, SLOW = 5, 2.0
FIXED = {"role": "lead", "modality": "must", "on": "2024-01-01", "from": "2022-01-01", "to": "2023-12-31", "by": "plan",
         "kind": "司法局", "words": "安全", "atLeast": "2", "section": "聚焦"}  # fmt: skip
FINDS = {
    "plan": "SELECT (?title AS ?found) WHERE { ?p a zr:Plan ; zr:level zr:Prefectural ; zr:held true ; dcterms:title ?title }",
    "source": "SELECT (?p AS ?found) WHERE { ?p a zr:Plan ; zr:level zr:Prefectural ; zr:held true }",
    "institution": "SELECT (?name AS ?found) WHERE { ?t zr:leadBy ?b . ?b skos:prefLabel ?name }",
    "body": "SELECT (?b AS ?found) WHERE { ?t zr:leadBy ?b . ?b skos:prefLabel ?name }",
    "item": "SELECT (?t AS ?found) WHERE { ?t zr:derivesFrom ?u . ?c zr:derivesFrom ?t }",
    "task": "SELECT (?title AS ?found) WHERE { ?t zr:derivesFrom ?u ; dcterms:title ?title . ?c zr:derivesFrom ?t }",
}
PREFIXES = """PREFIX zr: <https://w3id.org/zeren#> PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> """


def main(arguments: list[str]) -> int:
    """Make or open the store, ask and print."""
    read = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    read.add_argument("store", nargs="?", default="110")
    read.add_argument("--rdflib", action="store_true")
    read.add_argument("--only")
    read.add_argument("--limit", type=float, default=30)
    given = read.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        place = built(int(given.store), Path(folder)) if given.store.isdecimal() else Path(given.store)
        store = Store.read(place)
        asked = [one for one in questions() if given.only in (None, one.name)]
        texts = {one.name: bind(one, values(one, store)) for one in asked}
        quads = next(store.rows("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"))["n"]
        print(f"{quads} quads\nquestion\tms\trows" + "\trdflib_ms\ttimes" * given.rdflib)
        memory = in_memory(place) if given.rdflib else None
        times = []
        for name, text in texts.items():
            seconds, rows = limited(_ours, (place, text), given.limit)
            times.append(seconds)
            line = f"{name}\t{seconds * 1000:.1f}\t{rows}"
            if memory is not None:
                theirs, _ = limited(_theirs, (memory, text), given.limit)
                line += f"\t{theirs * 1000:.0f}\t{theirs / seconds:.1f}"
            print(line, flush=True)
        print(
            f"median\t{statistics.median(times) * 1000:.1f}\tover 50 ms: {sum(t > 0.05 for t in times)} of {len(times)}"
        )
    return 0


def built(number: int, folder: Path) -> Path:
    """A store of so many plans."""
    sources = folder / "plans"
    sources.mkdir()
    for plan in made_up(number):
        (sources / plan.name).write_bytes(plan.text.encode())
    build([sources], folder / "store", jobs=2)
    return folder / "store"


def values(asked: Question, store: Store) -> dict[str, str]:
    """What a question is asked about: things that the store holds."""
    chosen: dict[str, str] = {}
    for parameter in asked.parameters:
        name = parameter.name
        if name in FIXED and not parameter.optional:
            chosen[name] = FIXED[name]
        elif name in FINDS and (not parameter.optional or name == "plan"):
            find = FINDS[name]
            if parameter.type is not ParameterType.IRI and name == "item":
                find = FINDS["task"]
            found = next(store.rows(f"{PREFIXES}{find} ORDER BY ?found LIMIT 1"))["found"]
            chosen[name] = found or ""
        elif not parameter.optional:
            title = next(store.rows(f"{PREFIXES}{FINDS['plan']} LIMIT 1"))["found"]
            chosen[name] = title or ""
    return chosen


def in_memory(place: Path) -> rdflib.Graph:
    """What a store holds as one graph of rdflib's in memory."""
    graph = rdflib.Graph()
    with tempfile.NamedTemporaryFile(suffix=".nt") as file:
        for triple in Store.read(place).query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"):
            file.write(f"{triple} .\n".encode())
        file.flush()
        graph.parse(file.name, format="nt")
    return graph


def _ours(place: Path, text: str) -> tuple[float, int]:
    store = Store.read(place)
    taken: list[float] = []
    rows = 0
    while len(taken) < TURNS + 1 and sum(taken) < SLOW:
        start = time.process_time()
        result = run(store, text)
        taken.append(time.process_time() - start)
        rows = len(result.rows) if isinstance(result, Table) else 1
    return statistics.median(taken[1:] or taken), rows


def _theirs(graph: rdflib.Graph, text: str) -> tuple[float, int]:
    start = time.process_time()
    rows = list(graph.query(text))
    return time.process_time() - start, len(rows)


def limited(ask: Callable[..., tuple[float, int]], what: tuple[Any, ...], limit: float) -> tuple[float, int]:
    """What a question took in a process of its own; the limit, and no rows, where it was stopped."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=lambda: theirs.send(ask(*what)))
    child.start()
    answer = ours.recv() if ours.poll(limit) else (limit, 0)
    child.kill()
    child.join()
    return answer


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

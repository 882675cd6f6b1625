"""Whether the endpoint stays fast, whole and small while many ask it: 32 clients on loopback for a minute.

    python benchmarks/serving.py STORE [--clients 32] [--seconds 60] [--runaways 1]

Serves the store as `zeren serve` does, has the clients ask mixed questions (lookups, counts, questions of the library,
a chain, a DESCRIBE) one after another, and a runaway query in between, which has to be cut off. Prints latencies by kind,
what was answered besides 200, the seconds of a processor that a question took, and the memory of the server and its
workers before and after. Give it a store of the size that is meant: generate.py makes plans for one.
"""

import argparse
import http.client
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from pathlib import Path
from urllib.parse import urlencode

from zeren.graph.store import Store
from zeren.queries import bind, question

PREFIXES = "PREFIX zr: <https://w3id.org/zeren#> PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d FILTER(STR(?b) < STR(?d)) }"
MOST_SECONDS = 300


def questions(store: Path) -> dict[str, list[str]]:
    """Queries by their kind, about things of this store."""
    opened = Store.read(store)

    def some(wanted: str) -> list[str]:
        return [row["x"] or "" for row in opened.rows(PREFIXES + wanted)]

    tasks = some("SELECT (?task AS ?x) { ?task zr:leadBy ?b } LIMIT 400")
    bodies = some("SELECT DISTINCT (?b AS ?x) { ?t zr:leadBy ?b } LIMIT 200")
    plans = some("SELECT (?t AS ?x) { ?p a zr:Plan ; zr:sourceFile ?f ; dcterms:title ?t } LIMIT 100")
    forms = {
        "task": ("SELECT * { <THING> ?property ?value }", tasks),
        "body": ("SELECT ?title { ?t zr:leadBy <THING> ; dcterms:title ?title }", bodies),
        "chain": ("SELECT DISTINCT ?u ?text { <THING> zr:derivesFrom+ ?u . ?u zr:text ?text }", tasks),
        "describe": ("DESCRIBE <THING>", tasks),
        "ask": ("ASK { <THING> a zr:Institution }", bodies),
        "count": (
            "SELECT ?b (COUNT(?t) AS ?n) { ?t zr:leadBy ?b } GROUP BY ?b ORDER BY DESC(?n) LIMIT 20",
            [""],
        ),
    }
    asked = {
        kind: [PREFIXES + form.replace("THING", one) for one in of] for kind, (form, of) in forms.items()
    }
    return asked | {"library": [bind(question("deadlines"), {"plan": plan}) for plan in plans]}


class Asker(threading.Thread):
    """A client with a connection of its own that asks until the time is up."""

    def __init__(self, port: int, asked: dict[str, list[str]], until: float, number: int) -> None:
        super().__init__()
        self.port, self.asked, self.until = port, asked, until
        self.random = random.Random(number)
        self.took: dict[str, list[float]] = defaultdict(list)
        self.other: Counter[str] = Counter()

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        while time.monotonic() < self.until:
            kind = self.random.choice(list(self.asked))
            began = time.monotonic()
            try:
                connection.request(
                    "POST",
                    "/sparql",
                    self.random.choice(self.asked[kind]).encode(),
                    {"Content-Type": "application/sparql-query"},
                )
                answer = connection.getresponse()
                answer.read()
                if answer.status == 200:
                    self.took[kind].append(time.monotonic() - began)
                else:
                    self.other[f"{kind} {answer.status}"] += 1
            except (OSError, http.client.HTTPException) as problem:
                self.other[f"{kind} {type(problem).__name__}"] += 1
                connection.close()
        connection.close()


def memory(process: int) -> dict[int, int]:
    """Kilobytes in memory of a process and its children, by process (Linux)."""
    found = subprocess.run(["ps", "-eo", "pid=,ppid=,rss="], capture_output=True, text=True, check=True)
    rows = [tuple(map(int, line.split())) for line in found.stdout.splitlines()]
    return {pid: rss for pid, parent, rss in rows if process in (pid, parent)}


def processor(process: int) -> float:
    """Seconds of a processor that a process and its children have used (Linux)."""
    used = 0
    for pid in memory(process):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        used += int(fields[11]) + int(fields[12])
    return used / 100


def runaways(port: int, number: int, timeout: float, told: list[str]) -> None:
    """Ask what takes too long, so many times one after another."""
    for _ in range(number):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout * 3)
        began = time.monotonic()
        connection.request("GET", "/sparql?" + urlencode({"query": RUNAWAY}))
        answer = connection.getresponse()
        told.append(
            f"{answer.status} after {time.monotonic() - began:.1f} s: {answer.read().decode()[:60].strip()}"
        )
        connection.close()


def main() -> None:
    """Serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--runaways", type=int, default=1)
    parser.add_argument("--timeout", type=float, default=20)
    given = parser.parse_args()
    asked = questions(given.store)
    command = [
        sys.executable,
        "-m",
        "zeren",
        "serve",
        "--store",
        str(given.store),
        "--port",
        "0",
        "--timeout",
        str(given.timeout),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        port = int(re.search(r":(\d+)/", server.stdout.readline())[1])
        try:
            rounds(given, asked, server.pid, port)
        finally:
            server.terminate()


def rounds(given: argparse.Namespace, asked: dict[str, list[str]], server: int, port: int) -> None:
    """One client alone, then all of them."""
    for clients, seconds, wild in (
        (1, min(10, given.seconds), 0),
        (given.clients, given.seconds, given.runaways),
    ):
        seconds = min(seconds, MOST_SECONDS)
        before, used, told = memory(server), processor(server), list[str]()
        askers = [Asker(port, asked, time.monotonic() + seconds, number) for number in range(clients)]
        stray = threading.Thread(target=runaways, args=(port, wild, given.timeout, told))
        for thread in (*askers, stray):
            thread.start()
        for thread in (*askers, stray):
            thread.join()
        show(askers, seconds, processor(server) - used)
        print(f"  runaway queries: {told or 'none'}")
        time.sleep(2)
        print(
            f"  memory in MB, server and workers: {megabytes(before, server)} before, {megabytes(memory(server), server)} after"
        )


def megabytes(found: dict[int, int], server: int) -> str:
    """The memory of a server and that of each worker."""
    return f"{found.get(server, 0) // 1024} + {sorted(rss // 1024 for pid, rss in found.items() if pid != server)}"


def show(askers: list[Asker], seconds: float, used: float) -> None:
    """Latencies by kind, and what went wrong."""
    number = sum(len(times) for asker in askers for times in asker.took.values())
    each = 1000 * used / max(number, 1)
    print(f"{len(askers)} clients, {seconds:.0f} s: {number} answers, {each:.1f} ms of a processor each")
    for kind in askers[0].asked:
        times = sorted(1000 * took for asker in askers for took in asker.took[kind])
        if times:
            middle, most = statistics.median(times), times[-1]
            late = times[int(0.95 * len(times))]
            print(
                f"  {kind:<9}{len(times):>7}  median {middle:7.1f} ms   95% {late:7.1f} ms   most {most:7.1f} ms"
            )
    others = sum((asker.other for asker in askers), Counter())
    print(f"  not answered with 200: {dict(others) or 'none'}")


if __name__ == "__main__":
    main()

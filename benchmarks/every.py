"""Every benchmark after another: its table is printed and kept, and one that fails does not keep the others from running.

    python benchmarks/every.py [small | usual | large] [--only NAME,…]

`usual` ends within some forty minutes on two quiet cores, `small` shows in a few minutes that each of them works, and
`large` takes a night and 30 GB of disk. What a benchmark prints is kept in benchmarks/kept/NAME.txt (large:
NAME-large.txt) with what it was measured on, and figures that pictures are drawn of in the tables there; docs/benchmarks.md
shows it from there. What `small` prints goes to build/bench. Last comes a line for each, and the exit status is 1 where one failed.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from costs import processor
from kept import FOLDER

HERE = Path(__file__).parent
BUILT = Path("build") / "bench"
SIZES = ("small", "usual", "large")


@dataclass(frozen=True, slots=True)
class Part:
    """A benchmark: its name, what is run in each size (several are parted by ;), and a program or a folder that it needs."""

    name: str
    small: str
    usual: str
    large: str
    needs: str = ""

    def commands(self, size: str) -> list[list[str]]:
        """What is run: scripts of this folder, and zeren."""
        told: str = getattr(self, size)
        return [_command(one.split()) for one in told.replace("STORE", f"{BUILT}/store").split(";")]


def _command(words: list[str]) -> list[str]:
    if words[0] == "zeren":
        return [str(Path(sys.executable).with_name("zeren")), *words[1:]]
    return [sys.executable, str(HERE / words[0]), *words[1:]]


_MADE = f"generate.py {{}} {BUILT}; zeren build {BUILT}/plans --store STORE"
PARTS = (
    Part("reading", "reading.py --rounds 1", "reading.py", "reading.py --rounds 15"),
    Part("real", "reading.py ../shared --rounds 1; peers.py ../shared --rounds 1", "reading.py ../shared; peers.py ../shared",
         "reading.py ../shared --rounds 15; peers.py ../shared --rounds 15; reading.py ../shared/corpus --growth 1 2 4 8 16 20 --keep",
         needs="../shared/corpus"),
    Part("reading-made", "reading.py --made 5 10", "reading.py --made 100 300 1000", "reading.py --made 100 1000 10000"),
    Part("reading-growth", "reading.py --growth 0.1 0.2", "reading.py --growth 1 2 4 8 --keep",
         "reading.py --growth 1 2 4 8 16 20 --keep"),
    Part("peers", "peers.py --rounds 1", "peers.py", "peers.py --rounds 15"),
    Part("resolving", "resolving.py", "resolving.py", "resolving.py"),
    Part("hostile", "hostile.py patterns", "hostile.py", "hostile.py"),
    Part("formats", "formats.py 3; formats.py --build 20", "formats.py; formats.py --build 300", "formats.py; formats.py --build"),
    Part("linking", "builds.py 2 4 --tasks 20", "builds.py 25 50 100 --tasks 100 --keep",
         "builds.py 100 200 400 --tasks 100 --keep"),
    Part("builds", "builds.py 5 10 --tasks 8", "builds.py 100 300 1000 --tasks 8 --keep",
         "builds.py 100 1000 3000 10000 --tasks 8 --keep"),
    Part("spark", "sparking.py 2 4 --workers 1", "sparking.py 50 200", "sparking.py 50 200 800", needs="java"),
    Part("store", _MADE.format(3), _MADE.format(105), _MADE.format(990)),
    Part("questions", "questions.py STORE --peers --limit 2 --only plans,deadlines", "questions.py STORE --peers --limit 2 --keep",
         "questions.py 10 --peers --limit 5 --keep; questions.py 105 --peers --limit 2 --keep; questions.py STORE --limit 3 --keep"),
    Part("pages", "desk.py --store STORE", "desk.py --store STORE", "desk.py --store STORE"),
    Part("endpoint", "serving.py STORE --clients 4 --seconds 5 --runaways 0", "serving.py STORE", "serving.py STORE --seconds 300"),
    Part("maps", "maps.py --nodes 200 --repeat 1", "maps.py", "maps.py --repeat 9", needs="chromium"),
    Part("page", "plots.py; page.py", "plots.py; page.py", "plots.py; page.py"),
)  # fmt: skip
"""In the order they are run in: `store` makes and builds the plans that the three after it ask."""


def run(part: Part, size: str) -> str:
    """Run one and keep what it prints; what became of it."""
    if part.needs and not is_there(part.needs):
        return f"left out: no {part.needs} here"
    began, used, failed = time.monotonic(), processor(), 0
    lines = [machine()]
    print(f"\n# {part.name}\n{lines[0]}", flush=True)
    for command in part.commands(size):
        lines += [
            "",
            "$ " + " ".join([Path(command[0]).name, *command[1:]]).replace(f"{HERE}/", "benchmarks/"),
        ]
        print(lines[-1], flush=True)
        failed = failed or _printed(command, lines)
    took = f"{time.monotonic() - began:.0f} s, {processor() - used:.0f} s of a processor"
    if not failed and part.name != "page":
        kept(part.name, size).write_text("\n".join([*lines, "", took, ""]), "utf-8")
    return f"FAILED with exit status {failed}" if failed else took


def is_there(needs: str) -> bool:
    """Whether a program can be run, or a folder is there."""
    return bool(shutil.which(needs) or os.environ.get(f"ZEREN_{needs.upper()}") or Path(needs).is_dir())


def _printed(command: list[str], lines: list[str]) -> int:
    """Run a command, show its lines as they come and add them to those there are; its exit status."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment)
    with running:
        for line in running.stdout or ():
            print(line, end="", flush=True)
            lines.append(line.rstrip())
    return running.returncode


def kept(name: str, size: str) -> Path:
    """Where that is kept."""
    folder = BUILT if size == "small" else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}{'-large' * (size == 'large')}.txt"


def machine() -> str:
    """What is measured on, and how busy it was a minute before."""
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}{busy}"


def main(arguments: list[str]) -> int:
    """Run those that are asked for."""
    read = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    read.add_argument("size", nargs="?", choices=SIZES, default="usual")
    read.add_argument("--only", default="", metavar="NAME,…", help=", ".join(part.name for part in PARTS))
    given = read.parse_args(arguments)
    only = set(filter(None, given.only.split(",")))
    if unknown := only - {part.name for part in PARTS}:
        read.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    if not only or "store" in only:
        shutil.rmtree(BUILT, ignore_errors=True)
    told = {part.name: run(part, given.size) for part in PARTS if not only or part.name in only}
    print(f"\n{given.size}:", *(f"  {name:<16} {said}" for name, said in told.items()), sep="\n")
    return int(any(said.startswith("FAILED") for said in told.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

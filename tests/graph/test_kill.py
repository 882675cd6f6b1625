"""Kill the build at any moment, run it again, and the store is what one clean build would have made.

Real processes, killed with SIGKILL: a server that has imported everything forks one for each build.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from zeren.builder import build
from zeren.graph.export import nquads
from zeren.graph.store import Store, StoreError

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")

SERVER = """
import os, sys
from pathlib import Path
from zeren import builder
from zeren.extract.pipeline import pipeline
builder.load(), pipeline()
for line in sys.stdin:
    if line.strip():
        sources, store = line.rstrip("\\n").split("|")
        pid = os.fork()
        if pid == 0:
            builder.build([sources], Path(store), jobs=1)
            os._exit(0)
        print(pid, flush=True)
    else:
        print(os.waitpid(pid, 0)[1], flush=True)
"""
PLACES = ["汀岚区", "云栈区", "柏屿市", "霁川区", "漱石区"]
FILES = 6


class Builds:
    """Starts builds, waits for them, kills them."""

    def __init__(self) -> None:
        self.server = subprocess.Popen(
            [sys.executable, "-c", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def start(self, sources: Path, store: Path) -> int:
        return self._ask(f"{sources}|{store}")

    def wait(self) -> int:
        return self._ask("")

    def _ask(self, line: str) -> int:
        self.server.stdin.write(f"{line}\n")
        self.server.stdin.flush()
        return int(self.server.stdout.readline())

    def kill(self, pid: int) -> bool:
        """Whether the build was still running."""
        os.kill(pid, signal.SIGKILL)
        return self.wait() == signal.SIGKILL


@pytest.fixture(scope="module")
def builds() -> Iterator[Builds]:
    running = Builds()
    yield running
    running.server.communicate()


def write_plans(folder: Path, sample: Path, edition: str) -> None:
    """The sample, and short plans like 青禾县's for other places; `edition` changes the text of each."""
    folder.mkdir(exist_ok=True)
    for path in sample.glob("*.txt"):
        (folder / path.name).write_text(
            path.read_text("utf-8").replace("2023年底", f"2023年底{edition}"), "utf-8"
        )
    text = (sample / "qinghe.txt").read_text("utf-8").replace("》实施方案", "》第{number}批实施方案")
    text = text[: text.index("四、严格规范")]
    for number in range(FILES):
        place = PLACES[number % len(PLACES)]
        here = (
            text.replace("{number}", str(number))
            .replace("青禾县", place)
            .replace("（七）公布", f"（七）{edition}公布")
        )
        (folder / f"plan-{number:02}.txt").write_text(here, "utf-8")


def exported(store: Path) -> bytes:
    return nquads(Store.read(store))


def graphs(store: Path) -> dict[str, frozenset[str]]:
    """What each plan's graph holds."""
    opened = Store.read(store)
    return {
        g.value: frozenset(map(str, opened.quads(g)))
        for g in opened.graphs()
        if "/" in g.value.split("/graph/")[1]
    }


@dataclass(frozen=True)
class Clean:
    """Sources in a new edition, a clean store of it and of the old one, and how the new one's time went."""

    sources: Path
    old: Path
    new: Path
    expected: bytes
    of_old: dict[str, frozenset[str]]
    of_new: dict[str, frozenset[str]]
    first_write: float
    took: float


@pytest.fixture(scope="module")
def clean(builds: Builds, sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Clean:
    folder = tmp_path_factory.mktemp("kill")
    sources, old, new = folder / "sources", folder / "old", folder / "new"
    write_plans(sources, sample, "之前")
    builds.start(sources, old)
    assert builds.wait() == 0
    write_plans(sources, sample, "")
    began = time.monotonic()
    builds.start(sources, new)
    while not (new / "sources.json").exists():
        time.sleep(0.001)
    first_write = time.monotonic() - began
    assert builds.wait() == 0
    took = time.monotonic() - began
    return Clean(sources, old, new, exported(new), graphs(old), graphs(new), first_write, took)


def kill_at(builds: Builds, sources: Path, store: Path, clean: Clean, when: tuple[str, float]) -> bool:
    """Kill a build so far into the time it takes, or into the time from its first write to its end."""
    mark, (kind, share) = store / "sources.json", when
    before = mark.read_bytes() if mark.exists() else b""
    pid = builds.start(sources, store)
    if kind == "writing":
        while not mark.exists() or mark.read_bytes() == before:
            time.sleep(0.001)
    time.sleep(share * (clean.took - clean.first_write if kind == "writing" else clean.took))
    return builds.kill(pid)


@pytest.mark.parametrize(
    "when", [("whole", 0.02), ("whole", 0.2), ("writing", 0.0), ("writing", 0.2), ("writing", 0.7)], ids=str
)
def test_a_new_store(builds, clean, tmp_path, when):
    store = tmp_path / "store"
    assert kill_at(builds, clean.sources, store, clean, when) or when[1] > 0.5, "the build was over already"
    with contextlib.suppress(StoreError):  # killed while it made the store
        held = graphs(store)
        assert held == {name: clean.of_new[name] for name in held}, "half a plan was left"
    build([clean.sources], store, jobs=1)
    assert exported(store) == clean.expected


@pytest.mark.parametrize("when", [("writing", share) for share in (0.0, 0.1, 0.2, 0.35, 0.6)], ids=str)
def test_a_store_of_the_old_edition(builds, clean, tmp_path, when):
    store = shutil.copytree(clean.old, tmp_path / "store")
    kill_at(builds, clean.sources, store, clean, when)
    assert editions(store, clean)
    build([clean.sources], store, jobs=1)
    assert exported(store) == clean.expected


def editions(store: Path, clean: Clean) -> set[str]:
    """Of which editions the plans in a store are; none is neither as it was nor as it will be."""
    held, seen = graphs(store), set()
    for name, now in held.items():
        assert now in (clean.of_old[name], clean.of_new[name]), f"half of {name}"
        if clean.of_old[name] != clean.of_new[name]:
            seen.add("old" if now == clean.of_old[name] else "new")
    return seen


def test_a_kill_between_two_plans(builds, clean, tmp_path):
    """Killed once another process sees a plan of the new edition in the store."""
    store = shutil.copytree(clean.old, tmp_path / "store")
    pid = builds.start(clean.sources, store)
    while "new" not in editions(store, clean):
        pass
    builds.kill(pid)
    assert "new" in editions(store, clean)
    build([clean.sources], store, jobs=1)
    assert exported(store) == clean.expected


def test_a_build_that_was_killed_leaves_no_lock(builds, clean, tmp_path):
    pid = builds.start(clean.sources, tmp_path / "store")
    while not (tmp_path / "store" / "sources.json").exists():
        time.sleep(0.001)
    with pytest.raises(StoreError, match="in use by another process"):
        Store.create(tmp_path / "store")
    builds.kill(pid)
    Store.create(tmp_path / "store").close()


def kill_once_plans_are_in(builds: Builds, sources: Path, store: Path) -> None:
    pid = builds.start(sources, store)
    while True:
        with contextlib.suppress(StoreError):
            if graphs(store):
                break
    assert builds.kill(pid)


def test_what_a_killed_build_read_is_gone_with_its_source(builds, clean, tmp_path):
    """The next build has other sources: what only the killed one had read must not stay."""
    store, few = tmp_path / "store", tmp_path / "few"
    kill_once_plans_are_in(builds, clean.sources, store)
    few.mkdir()
    for name in ("qinghe.txt", "wangchuan.txt"):
        shutil.copy(clean.sources / name, few / name)
    build([few], store, jobs=1)
    build([few], tmp_path / "clean", jobs=1)
    assert exported(store) == exported(tmp_path / "clean")


def test_a_file_that_goes_back_to_what_it_was_is_read_again_after_a_kill(builds, clean, sample, tmp_path):
    """The store holds the new edition of a plan, the manifest speaks of the old one, and so does the file."""
    sources, store = shutil.copytree(clean.sources, tmp_path / "sources"), tmp_path / "store"
    write_plans(sources, sample, "之前")
    build([sources], store, jobs=1)
    write_plans(sources, sample, "")
    pid = builds.start(sources, store)
    while "new" not in editions(store, clean):
        pass
    assert builds.kill(pid)
    write_plans(sources, sample, "之前")
    build([sources], store, jobs=1)
    assert exported(store) == exported(clean.old)

"""Kill the build at any moment, run it again, and the store is what one clean build would have made.

Real processes, killed with SIGKILL: a server that has imported everything forks one for each build.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
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
    sources, store = line.rstrip("\\n").split("|")
    pid = os.fork()
    if pid == 0:
        builder.build([sources], Path(store), jobs=1)
        os._exit(0)
    print(pid, flush=True)
    print(os.waitpid(pid, 0)[1], flush=True)
"""
PLACES = ["汀岚区", "云栈区", "柏屿市", "霁川区", "漱石区"]
FILES = 24


class Builds:
    """Starts builds, waits for them, kills them."""

    def __init__(self) -> None:
        self.server = subprocess.Popen(
            [sys.executable, "-c", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def start(self, sources: Path, store: Path) -> int:
        self.server.stdin.write(f"{sources}|{store}\n")
        self.server.stdin.flush()
        return int(self.server.stdout.readline())

    def wait(self) -> int:
        return int(self.server.stdout.readline())

    def kill(self, pid: int) -> bool:
        """Whether the build was still running."""
        os.kill(pid, signal.SIGKILL)
        return self.wait() == signal.SIGKILL


@pytest.fixture(scope="module")
def builds() -> Iterator[Builds]:
    running = Builds()
    yield running
    running.server.stdin.close()
    running.server.wait()


def write_plans(folder: Path, sample: Path, edition: str) -> None:
    """The sample, and plans like 青禾县's for other places; `edition` changes the text of each."""
    folder.mkdir(exist_ok=True)
    for path in sample.glob("*.txt"):
        (folder / path.name).write_text(path.read_text("utf-8").replace("2023年底", f"2023年底{edition}"), "utf-8")
    text = (sample / "qinghe.txt").read_text("utf-8").replace("》实施方案", "》第{number}批实施方案")
    for number in range(FILES):
        place = PLACES[number % len(PLACES)]
        here = text.replace("{number}", str(number)).replace("青禾县", place).replace("（七）公布", f"（七）{edition}公布")
        (folder / f"plan-{number:02}.txt").write_text(here, "utf-8")


def exported(store: Path) -> bytes:
    return nquads(Store.read(store))


def graphs(store: Path) -> dict[str, frozenset[str]]:
    """What each plan's graph holds."""
    opened = Store.read(store)
    return {g.value: frozenset(map(str, opened.quads(g))) for g in opened.graphs() if "/" in g.value.split("/graph/")[1]}


@pytest.fixture(scope="module")
def clean(builds, sample, tmp_path_factory) -> dict[str, Path | float]:
    """Sources in a new and an old edition, a clean store of each, and how long the new one took to begin and end."""
    folder = tmp_path_factory.mktemp("kill")
    sources = folder / "sources"
    write_plans(sources, sample, "之前")
    builds.start(sources, folder / "old")
    assert builds.wait() == 0
    write_plans(sources, sample, "")
    began, times = time.monotonic(), {}
    builds.start(sources, folder / "new")
    while not (folder / "new" / "sources.json").exists():
        time.sleep(0.001)
    times["first_write"] = time.monotonic() - began
    assert builds.wait() == 0
    return {"sources": sources, "old": folder / "old", "new": folder / "new", "took": time.monotonic() - began, **times}


FROM_NOTHING = [("time", 0.02), ("time", 0.3), ("write", 0.0), ("write", 0.2), ("write", 0.5), ("write", 0.9)]
FROM_OLD = [("write", 0.0), ("write", 0.05), ("write", 0.15), ("write", 0.3), ("write", 0.5), ("write", 0.8)]


def kill_at(builds: Builds, clean: dict, store: Path, moment: tuple[str, float]) -> bool:
    """Kill a build of the new edition, so far into its time, or into the time from its first write to its end."""
    mark = store / "sources.json"
    before = mark.read_bytes() if mark.exists() else b""
    pid, kind, share = builds.start(clean["sources"], store), *moment
    if kind == "write":
        while not mark.exists() or mark.read_bytes() == before:
            time.sleep(0.001)
    whole = clean["took"] - (clean["first_write"] if kind == "write" else 0)
    time.sleep(share * whole)
    return builds.kill(pid)


@pytest.mark.parametrize("moment", FROM_NOTHING, ids=str)
def test_a_new_store(builds, clean, tmp_path, moment):
    store, whole = tmp_path / "store", graphs(clean["new"])
    running = kill_at(builds, clean, store, moment)
    assert running or moment[1] > 0.5, "the build was over before it was killed"
    if (store / "quads" / "CURRENT").exists():
        held = graphs(store)
        assert {name: whole[name] for name in held} == held, "half a plan was left"
    build([clean["sources"]], store, jobs=1)
    assert exported(store) == exported(clean["new"])


@pytest.mark.parametrize("moment", FROM_OLD, ids=str)
def test_a_store_of_other_editions(builds, clean, tmp_path, moment):
    store = shutil.copytree(clean["old"], tmp_path / "store")
    old, new = graphs(clean["old"]), graphs(clean["new"])
    kill_at(builds, clean, store, moment)
    for name, held in graphs(store).items():
        assert held in (old[name], new[name]), "a plan is neither as it was nor as it will be"
    build([clean["sources"]], store, jobs=1)
    assert exported(store) == exported(clean["new"])


def test_some_kills_land_between_two_plans(builds, clean, tmp_path):
    """Of an old and a new edition, until one store is seen to hold plans of both."""
    old, new = graphs(clean["old"]), graphs(clean["new"])
    for attempt in range(12):
        store = shutil.copytree(clean["old"], tmp_path / str(attempt))
        kill_at(builds, clean, store, ("write", 0.08 * attempt))
        held = graphs(store)
        if any(held[n] != old[n] for n in held) and any(held[n] != new[n] for n in held):
            build([clean["sources"]], store, jobs=1)
            assert exported(store) == exported(clean["new"])
            return
    pytest.fail("no kill landed between two plans")


def test_a_build_that_was_killed_leaves_no_lock(builds, clean, tmp_path):
    pid = builds.start(clean["sources"], tmp_path / "store")
    while not (tmp_path / "store" / "sources.json").exists():
        time.sleep(0.001)
    with pytest.raises(StoreError, match="in use by another process"):
        Store.create(tmp_path / "store")
    builds.kill(pid)
    Store.create(tmp_path / "store").close()


def test_what_a_killed_build_read_is_gone_with_its_source(builds, clean, tmp_path):
    """The next build has other sources: what only the killed one had read must not stay."""
    store, few = tmp_path / "store", tmp_path / "few"
    kill_at(builds, clean, store, ("write", 0.6))
    few.mkdir()
    for name in ("qinghe.txt", "wangchuan.txt"):
        shutil.copy(clean["sources"] / name, few / name)
    build([few], store, jobs=1)
    build([few], tmp_path / "clean", jobs=1)
    assert exported(store) == exported(tmp_path / "clean")


def test_a_file_that_goes_back_to_what_it_was_is_read_again_after_a_kill(builds, clean, sample, tmp_path):
    """The store holds the new edition of a plan, the manifest speaks of the old one, and so does the file."""
    sources, store = shutil.copytree(clean["sources"], tmp_path / "sources"), tmp_path / "store"
    write_plans(sources, sample, "之前")
    build([sources], store, jobs=1)
    write_plans(sources, sample, "")
    kill_at(builds, {**clean, "sources": sources}, store, ("write", 0.3))
    write_plans(sources, sample, "之前")
    build([sources], store, jobs=1)
    assert exported(store) == exported(clean["old"])

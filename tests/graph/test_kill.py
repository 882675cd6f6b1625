"""Kill the build at any moment, run it again, and the store is what one clean build would have made.

Real processes, killed with SIGKILL; each is forked from one that has imported everything, so that a build begins at once.
"""

import contextlib
import shutil
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from zeren.builder import build
from zeren.graph.export import nquads
from zeren.graph.store import Store, StoreError

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")

PLACES = ["汀岚区", "云栈区", "柏屿市", "霁川区", "漱石区"]
WHOLE = ("wangchuan.txt", "qinghe.txt")
FILES = 4


class Builds:
    """Starts builds, waits for them, kills them."""

    def __init__(self, start_zeren) -> None:
        self._start = start_zeren

    def start(self, sources: Path, store: Path) -> None:
        self._process = self._start("build", sources, "--store", store, "--jobs", 1)

    def wait(self) -> int:
        self._process.communicate()
        return self._process.returncode

    def kill(self) -> bool:
        """Whether the build was still running."""
        self._process.kill()
        return self.wait() == -signal.SIGKILL


@pytest.fixture(scope="module")
def builds(start_zeren) -> Builds:
    return Builds(start_zeren)


def write_plans(folder: Path, sample: Path, edition: str) -> None:
    """Two plans of the sample, and short ones like 青禾县's for other places; `edition` changes the text of each."""
    folder.mkdir(exist_ok=True)
    for name in WHOLE:
        text = (sample / name).read_text("utf-8").replace("2023年底", f"2023年底{edition}")
        (folder / name).write_text(text, "utf-8")
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
    builds.start(sources, store)
    if kind == "writing":
        while not mark.exists() or mark.read_bytes() == before:
            time.sleep(0.001)
    time.sleep(share * (clean.took - clean.first_write if kind == "writing" else clean.took))
    return builds.kill()


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
    builds.start(clean.sources, store)
    while "new" not in editions(store, clean):
        pass
    builds.kill()
    assert "new" in editions(store, clean)
    build([clean.sources], store, jobs=1)
    assert exported(store) == clean.expected


def test_a_build_that_was_killed_leaves_no_lock(builds, clean, tmp_path):
    builds.start(clean.sources, tmp_path / "store")
    while not (tmp_path / "store" / "sources.json").exists():
        time.sleep(0.001)
    with pytest.raises(StoreError, match="in use by another process"):
        Store.create(tmp_path / "store")
    builds.kill()
    Store.create(tmp_path / "store").close()


def kill_once_plans_are_in(builds: Builds, sources: Path, store: Path) -> None:
    builds.start(sources, store)
    while True:
        with contextlib.suppress(StoreError):
            if any("第0批" in graph.value for graph in Store.read(store).graphs()):
                break
    assert builds.kill(), "the build was over already"


def test_what_a_killed_build_read_is_gone_with_its_source(builds, clean, tmp_path):
    """The next build has other sources: what only the killed one had read must not stay."""
    store, few = tmp_path / "store", tmp_path / "few"
    kill_once_plans_are_in(builds, clean.sources, store)
    few.mkdir()
    for name in WHOLE:
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
    builds.start(sources, store)
    first = next(name for name in clean.of_new if "第0批" in name)
    while frozenset(map(str, Store.read(store).quads(NamedNode(first)))) != clean.of_new[first]:
        pass
    assert builds.kill(), "the build was over already"
    write_plans(sources, sample, "之前")
    build([sources], store, jobs=1)
    assert exported(store) == exported(clean.old)

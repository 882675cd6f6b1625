"""The same build on a real Spark cluster of two processes, one of which is killed on the way."""

import json
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
from zeren.data.authority import load
from zeren.extract.compose import extract
from zeren.extract.sources import read_file
from zeren.graph.export import nquads
from zeren.graph.store import Store

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "sample"
CORPUS = ROOT.parent / "shared" / "corpus"
ZEREN = Path(sys.executable).with_name("zeren")
WORKER = b"CoarseGrainedExecutorBackend"

pytestmark = pytest.mark.skipif(
    shutil.which("java") is None, reason="no Java (Debian: openjdk-17-jre-headless)"
)


def start(*arguments, master: str = "local-cluster[2,1,1024]") -> subprocess.Popen:
    """zeren build on two workers of 1 GB each, on this machine alone; with a compiler and a collector for short runs."""
    pytest.importorskip("pyspark", reason="no pyspark (pip install zeren[spark])")
    command = [ZEREN, "build", *map(str, arguments), "--engine", "spark", "--master", master]
    environment = {
        **os.environ,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYTHONUTF8": "1",
        "JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    }
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def workers(parent: int) -> list[int]:
    """The processes below `parent` that are workers of a cluster."""
    above, found = dict[int, int](), list[int]()
    for path in Path("/proc").glob("[0-9]*"):
        try:
            above[int(path.name)] = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            command = (path / "cmdline").read_bytes()
        except OSError:
            continue
        found += [int(path.name)] if WORKER in command and command.startswith(b"/") else []
    return [process for process in sorted(found) if parent in _above(process, above)]


def _above(process: int, above: dict[int, int]) -> Iterator[int]:
    while process := above.get(process, 0):
        yield process


def written(folder: Path) -> bytes:
    return b"".join(
        sorted(line for part in folder.glob("part-*") for line in part.read_bytes().splitlines(True))
    )


@dataclass(frozen=True)
class Run:
    """One build on the cluster: what it was given and left, said and complained of, and whether a worker was killed."""

    sources: list[Path]
    own: dict[str, Path]
    out: Path
    status: int
    said: str
    complained: str
    killed: bool


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> Run:
    """The sample with sources of every kind beside it, and things of the user's own; a worker is killed on the way."""
    folder = tmp_path_factory.mktemp("spark")
    plans = soiled(folder / "plans")
    sources = [plans, *([CORPUS] if CORPUS.is_dir() else [])]
    own = things_of_ones_own(folder / "own", plans)
    options = [word for name, path in own.items() for word in (f"--{name}", path)]
    running = start(*sources, "--out", folder / "out", *options)
    killed = kill_a_worker(running) if Path("/proc").is_dir() else False
    said, complained = running.communicate()
    return Run(sources, own, folder / "out", running.returncode, said, complained, killed)


def soiled(plans: Path) -> Path:
    """The sample, and beside it a broken file, a copy, what an editor left behind and an archive."""
    shutil.copytree(SAMPLE, plans)
    (plans / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (plans / "again.txt").write_bytes((SAMPLE / "qinghe.txt").read_bytes())
    (plans / "~$notes.docx").write_bytes(b"left behind")
    shutil.make_archive(str(plans / "more"), "zip", SAMPLE, "linshu.txt")
    return plans


def things_of_ones_own(own: Path, plans: Path) -> dict[str, Path]:
    """Names, patterns, a component and a plan above another, as options take them."""
    own.mkdir()
    (own / "names.csv").write_text("name,place,means\n镇街,望川市,街道办事处\n", "utf-8")
    (own / "subjects.csv").write_text("subject,words\n卷宗,执法案卷|评查\n", "utf-8")
    (own / "words.csv").write_text("label,pattern\n执法,移动执法终端\n", "utf-8")
    (own / "my_rules.py").write_text(
        "from spacy.tokens import Span\n\n\n"
        "def first(nlp):\n"
        "    def run(doc):\n"
        "        at = doc.text.find('行政', len(doc.text) // 2)\n"
        "        if at >= 0:\n"
        "            doc.spans['mentions'].append(Span(doc, at, at + 2, label='居中'))\n"
        "        return doc\n"
        "    return run\n",
        "utf-8",
    )
    (own / "my.toml").write_text('patterns = ["words.csv"]\n[[component]]\nuse = "my_rules:first"\n', "utf-8")
    titles = [title_of(plans, name) for name in ("linshu.txt", "donglan.txt")]
    (own / "parents.csv").write_text("plan,parent\n" + ",".join(titles) + "\n", "utf-8")
    return {"names": own, "pipeline": own / "my.toml", "parents": own / "parents.csv"}


def title_of(plans: Path, name: str) -> str:
    return extract(read_file(plans / name), load()).document.title


def kill_a_worker(running: subprocess.Popen) -> bool:
    """Kill one of the two workers once both are at work; whether it was there."""
    while len(at_work := workers(running.pid)) < 2:
        if running.poll() is not None:
            return False
        time.sleep(0.2)
    time.sleep(3)
    os.kill(at_work[0], signal.SIGKILL)
    return True


def test_it_says_what_a_build_in_one_place_says(run, tmp_path):
    assert "Traceback" not in run.complained, run.complained
    assert run.status == 1, run.complained
    build(run.sources, tmp_path / "store", jobs=1, **run.own)
    assert written(run.out / "quads") == nquads(Store.read(tmp_path / "store"))


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds the workers in /proc")
def test_a_killed_worker_costs_nothing(run):
    assert run.killed, run.complained
    parts = (part.read_text("utf-8") for part in (run.out / "sources").glob("part-*"))
    told = [json.loads(line) for part in parts for line in part.splitlines()]
    assert {"qinghe.txt", "donglan.txt"} <= {entry["file"] for entry in told}
    assert f"{len(told)} sources" in run.said


def test_one_bad_source_costs_itself(run):
    assert "zeren: broken.pdf: unreadable" in run.complained
    assert "~$notes" not in run.said + run.complained


def test_names_patterns_components_and_parents_of_the_users_own_count(run):
    quads = written(run.out / "quads").decode()
    assert all(said in quads for said in ('"居中"', '"执法"', "zeren#setByHand", "共有主题：卷宗"))


def test_a_folder_that_is_there_is_kept(run):
    before = written(run.out / "quads")
    running = start(SAMPLE / "linshu.txt", "--out", run.out, master="local[1]")
    _, complained = running.communicate()
    assert running.returncode == 2
    assert "give --out a new folder" in complained
    assert written(run.out / "quads") == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--engine", "spark"], "--engine spark takes --out URI"),
        (["--engine", "spark", "--out", "o", "--store", "s"], "none of --store"),
        (["--engine", "flink", "--out", "o"], "give --store DIR; or --engine spark"),
        ([], "give --store DIR; or --engine spark"),
    ],
)
def test_wrong_usage(zeren, arguments, says):
    done = zeren("build", SAMPLE, *arguments)
    assert done.returncode == 2
    assert says in done.stderr

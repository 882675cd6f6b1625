"""The same build on a real Spark cluster of two processes, one of which is killed on the way."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
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


def start(*arguments) -> subprocess.Popen:
    """zeren build on two workers of 1 GB each, on this machine alone."""
    pytest.importorskip("pyspark", reason="no pyspark (pip install zeren[spark])")
    command = [
        ZEREN,
        "build",
        *map(str, arguments),
        "--engine",
        "spark",
        "--master",
        "local-cluster[2,1,1024]",
    ]
    environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYTHONUTF8": "1"}
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def workers(parent: int) -> list[int]:
    """The processes below `parent` that are workers of a cluster."""
    below, found = {parent}, []
    for path in sorted(Path("/proc").glob("[0-9]*"), key=lambda path: int(path.name)):
        try:
            words = (path / "stat").read_text().rpartition(")")[2].split()
            command = (path / "cmdline").read_bytes()
        except OSError:
            continue
        if int(words[1]) in below:
            below.add(int(path.name))
            found += [int(path.name)] if WORKER in command and command.startswith(b"/") else []
    return found


def written(folder: Path) -> bytes:
    return b"".join(
        sorted(line for part in folder.glob("part-*") for line in part.read_bytes().splitlines(True))
    )


def local(sources, folder: Path) -> bytes:
    build(sources, folder, jobs=2)
    return nquads(Store.read(folder))


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds the workers in /proc")
def test_a_killed_worker_costs_nothing(tmp_path):
    sources = [SAMPLE, *([CORPUS] if CORPUS.is_dir() else [])]
    running = start(*sources, "--out", tmp_path / "out")
    try:
        while len(at_work := workers(running.pid)) < 2 and running.poll() is None:
            time.sleep(0.2)
        assert len(at_work) >= 2, running.communicate()
        time.sleep(3)
        os.kill(at_work[0], signal.SIGKILL)
    finally:
        said, complained = running.communicate()
    assert "Traceback" not in complained, complained
    assert running.returncode in (0, 1), complained
    assert written(tmp_path / "out" / "quads") == local(sources, tmp_path / "store")
    parts = (part.read_text("utf-8") for part in (tmp_path / "out" / "sources").glob("part-*"))
    told = [json.loads(line) for part in parts for line in part.splitlines()]
    assert {"qinghe.txt", "donglan.txt"} <= {entry["file"] for entry in told}
    assert f"{len(told)} sources" in said


def test_one_bad_source_costs_itself_and_a_folder_that_is_there_is_kept(tmp_path):
    plans = tmp_path / "plans"
    shutil.copytree(SAMPLE, plans)
    (plans / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (plans / "again.txt").write_bytes((SAMPLE / "qinghe.txt").read_bytes())
    (plans / "~$notes.docx").write_bytes(b"left behind")
    shutil.make_archive(str(plans / "more"), "zip", SAMPLE, "linshu.txt")
    running = start(plans, "--out", tmp_path / "out")
    said, complained = running.communicate()
    assert running.returncode == 1, complained
    assert "zeren: broken.pdf: unreadable" in complained
    assert "~$notes" not in said + complained
    assert written(tmp_path / "out" / "quads") == local([plans], tmp_path / "store")
    running = start(SAMPLE / "linshu.txt", "--out", tmp_path / "out")
    _, complained = running.communicate()
    assert running.returncode == 2
    assert "give --out a new folder" in complained


def test_names_patterns_components_and_parents_of_the_users_own_count(tmp_path):
    own, plans = tmp_path / "own", tmp_path / "plans"
    shutil.copytree(SAMPLE, plans)
    own.mkdir()
    (own / "names.csv").write_text("name,place,means\n镇街,望川市,街道办事处\n", "utf-8")
    (own / "words.csv").write_text("label,pattern\n执法,移动执法终端\n", "utf-8")
    (own / "my_rules.py").write_text(
        "from spacy.tokens import Span\n\n\n"
        "def first(nlp):\n"
        "    def run(doc):\n"
        "        at = doc.text.index('行政', len(doc.text) // 2)\n"
        "        doc.spans['mentions'].append(Span(doc, at, at + 2, label='居中'))\n"
        "        return doc\n"
        "    return run\n",
        "utf-8",
    )
    (own / "my.toml").write_text('patterns = ["words.csv"]\n[[component]]\nuse = "my_rules:first"\n', "utf-8")
    titles = [title_of(plans, name) for name in ("linshu.txt", "donglan.txt")]
    (own / "parents.csv").write_text("plan,parent\n" + ",".join(titles) + "\n", "utf-8")
    given = {name: own / file for name, file in
             (("names", "names.csv"), ("pipeline", "my.toml"), ("parents", "parents.csv"))}  # fmt: skip
    options = [word for name, path in given.items() for word in (f"--{name}", path)]
    running = start(plans, "--out", tmp_path / "out", *options)
    _, complained = running.communicate()
    assert running.returncode == 0, complained
    build([plans], tmp_path / "store", jobs=1, **given)
    quads = nquads(Store.read(tmp_path / "store"))
    assert written(tmp_path / "out" / "quads") == quads
    assert all(said in quads.decode() for said in ('"居中"', '"执法"', "zeren#setByHand"))


def title_of(plans: Path, name: str) -> str:
    return extract(read_file(plans / name), load()).document.title


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

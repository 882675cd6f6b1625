"""What all tests share: the packaged sample, a store of it, and the command line as a process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from zeren.builder import build

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "sample"
for _scripts in ("benchmarks", "tests/support"):
    sys.path.insert(0, str(ROOT / _scripts))
"""Benchmarks are scripts that import one another; tests import them as they do."""
from forked import commands  # noqa: E402


def pytest_make_parametrize_id(val, argname):
    """Bytes are named by their parameter: an archive made for a test holds the time, which workers do not share."""
    return argname if isinstance(val, bytes) and len(val) > 30 else None


LONGEST = (
    "test_spark.py", "test_kill.py", "test_cli.py", "test_access.py", "test_served.py", "test_speed.py", "test_builder.py",
    "test_docs.py", "test_reviews.py", "test_identity.py", "test_query_desk.py", "test_stories.py", "test_browser.py",
    "test_limits.py", "test_corrections.py", "test_tying.py", "test_overview_browser.py", "test_pipeline_docs.py",
)  # fmt: skip
"""Files that take ten seconds or more: first, so that no worker is left alone with one of them at the end."""


def pytest_collection_modifyitems(items):
    """The longest files first, and all others as they are."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.name, len(places)))


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory):
    """The folder of a store built from the packaged sample; for reading only."""
    folder = tmp_path_factory.mktemp("sample") / "store"
    report = build([SAMPLE], folder, jobs=1)
    assert [entry.outcome for entry in report.entries] == ["read"] * 4
    return folder


@pytest.fixture
def three_plans(tmp_path):
    """A folder of three plans, each what a function makes of the name of its place."""

    def made(text):
        folder = tmp_path / "sources"
        folder.mkdir()
        for name, place in (("a", "汀岚区"), ("b", "云栈区"), ("c", "柏屿市")):
            (folder / f"{name}.txt").write_text(text(place), "utf-8")
        return folder

    return made


@pytest.fixture(scope="session")
def start_zeren():
    """Start zeren in a process of its own, its streams pipes."""
    with commands() as start:

        def started(*arguments, cwd=None, env=None, **options):
            environment = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "200", **(env or {})}
            return start([*map(str, arguments)], cwd, environment, **options)

        yield started


@pytest.fixture(scope="session")
def zeren(start_zeren):
    """Run zeren as a person would, in a pipe; a traceback is a failure."""

    def run(*arguments, cwd=None, given=None, env=None):
        process = start_zeren(*arguments, cwd=cwd, env=env)
        printed, complained = process.communicate(given)
        assert "Traceback" not in complained, complained
        return subprocess.CompletedProcess(arguments, process.returncode, printed, complained)

    return run

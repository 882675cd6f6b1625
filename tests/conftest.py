"""What all tests share: the packaged sample, a store of it, and the command line as a process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from zeren.builder import build

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "sample"
ZEREN = Path(sys.executable).with_name("zeren")
sys.path.insert(0, str(ROOT / "benchmarks"))
"""Benchmarks are scripts that import one another; tests import them as they do."""


def pytest_make_parametrize_id(val, argname):
    """Bytes are named by their parameter: an archive made for a test holds the time, which workers do not share."""
    return argname if isinstance(val, bytes) and len(val) > 30 else None


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory):
    """The folder of a store built from the packaged sample; for reading only."""
    folder = tmp_path_factory.mktemp("sample") / "store"
    build([SAMPLE], folder, jobs=1)
    return folder


@pytest.fixture(scope="session")
def zeren():
    """Run zeren as a person would, in a pipe; a traceback is a failure."""

    def run(*arguments, cwd=None, given=None, env=None):
        environment = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "200", **(env or {})}
        done = subprocess.run(
            [ZEREN, *map(str, arguments)],
            cwd=cwd,
            env=environment,
            input=given,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run

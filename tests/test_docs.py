"""The examples in the READMEs are what zeren really says."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
READMES = ("README.md", "README.zh-CN.md")


@pytest.fixture(scope="module")
def folder(tmp_path_factory, run):
    """A folder in which the demo has been run, as a reader of the README would have it."""
    path = tmp_path_factory.mktemp("readme")
    run("zeren demo", path)
    return path


@pytest.fixture(scope="module")
def run(zeren):
    """What a command prints, as in a pipe: tables 200 columns wide."""

    def printed(command, folder):
        name, *arguments = shlex.split(command)
        assert name == "zeren"
        done = zeren(*arguments, cwd=folder)
        return done.stdout + done.stderr

    return printed


def sessions(readme):
    """Every command of a README with the lines printed under it."""
    for block in CONSOLE.findall((ROOT / readme).read_text(encoding="utf-8")):
        for part in re.split(r"(?m)^\$ ", block)[1:]:
            command, _, printed = part.partition("\n")
            if command.startswith("zeren "):
                yield command, [line.rstrip() for line in printed.splitlines() if line.strip()]


SESSIONS = [(readme, *session) for readme in READMES for session in sessions(readme)]


def test_the_readmes_show_sessions():
    assert len(SESSIONS) >= 10


@pytest.mark.parametrize(("readme", "command", "printed"), SESSIONS, ids=lambda value: str(value)[:40])
def test_a_session_prints_what_the_readme_shows(readme, command, printed, folder, run):
    """Lines are compared whole and in order; a line … stands for any number of others."""
    lines = iter(line.rstrip() for line in run(command, folder).splitlines() if line.strip())
    skipping = False
    for expected in printed:
        if expected.strip() == "…":
            skipping = True
            continue
        found = next((line for line in lines if not skipping or line == expected), None)
        assert found == expected
        skipping = False


@pytest.mark.parametrize("readme", READMES)
def test_the_python_of_a_readme_runs(readme, folder):
    blocks = PYTHON.findall((ROOT / readme).read_text(encoding="utf-8"))
    assert blocks
    for block in blocks:
        done = subprocess.run(
            [sys.executable, "-c", block],
            cwd=folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()


def test_both_readmes_show_the_same_commands():
    english, chinese = ([command for name, command, _ in SESSIONS if name == readme] for readme in READMES)
    assert english == chinese


def test_every_command_is_described(run):
    """README names every command, and every command has a line of help."""
    listed = re.findall(r"(?m)^\W*([a-z]+)  +\S", run("zeren --help", ROOT).partition("Commands")[2])
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {"build", "query", "queries", "trace", "map", "explain", "check", "export", "demo"} <= set(listed)
    for command in listed:
        assert f"zeren {command}" in readme, command


def test_the_changelog_names_this_version():
    import zeren

    assert f"## {zeren.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

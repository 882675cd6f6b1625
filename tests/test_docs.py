"""The examples in the READMEs are what zeren really says."""

import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from zeren.cli import COMMANDS

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
    """What a command prints, as in a pipe: tables 200 columns wide. Both READMEs show the same, so each is run once."""

    @cache
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
    assert printed, f"{readme} shows nothing under {command}"
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


def test_every_option_of_every_command_is_told_in_chinese(run):
    """Help is in English, so the Chinese README has a row a command with all of its options."""
    readme = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
    rows = {found[1]: found[0] for found in re.finditer(r"(?m)^\| `(\w+)[^|]*\|.*\|.*\|$", readme)}
    assert set(rows) >= set(COMMANDS)
    for command, row in rows.items():
        offered = set(re.findall(r"(?m)^  (?:-\w, )?(--[a-z-]+)", run(f"zeren {command} --help", ROOT)))
        assert offered - {"--help", "--store"} <= set(re.findall(r"--[a-z-]+", row)), command


def test_the_changelog_names_this_version():
    import zeren

    assert f"## {zeren.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


ASKED = re.compile(r"^\| [^|]+\| `(?P<command>zeren query [^`]*my-store)`", re.MULTILINE)
ANSWERS = {
    "uncovered-items": ("（二十五）", "加强和规范政府督查工作"),
    "differences": ("71.", "市司法局", "2024年年底前", "2025年底前"),
    "compare-item": ("常德市", "惠山区", "2023年"),
    "plan-levels": ("无锡市", "引用而未收录"),
}
"""What a person who reads the plans finds."""


@pytest.fixture(scope="module")
def seeds(tmp_path_factory, run):
    """The store that a reader of the README builds of the five real plans."""
    shared = ROOT.parent / "shared" / "seeds"
    if not shared.is_dir():
        pytest.skip(f"{shared} is not here: the real plans are not part of the repository")
    path = tmp_path_factory.mktemp("seeds")
    run(f"zeren build {shared} --store my-store", path)
    return path


@pytest.mark.parametrize("readme", READMES)
def test_a_stranger_finds_the_answers_with_one_command_each(readme, seeds, run):
    commands = [found["command"] for found in ASKED.finditer((ROOT / readme).read_text(encoding="utf-8"))]
    asked = {name: command for command in commands for name in ANSWERS if f"query {name} " in command}
    assert set(asked) == set(ANSWERS)
    for name, command in asked.items():
        said = run(command, seeds)
        assert [words for words in ANSWERS[name] if words not in said] == [], said

"""What the tests of extraction share: case tables, the registry, and what was read of the sample and of real plans."""

import csv
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from zeren.data.authority import load
from zeren.data.catalogue import catalogues
from zeren.extract.bodies.institutions import is_known
from zeren.extract.catalogue import extract_catalogue
from zeren.extract.compose import extract
from zeren.extract.read import read

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
SHARED = ROOT.parent / "shared"

settings.register_profile("same", derandomize=True, deadline=None, database=None, max_examples=80)
settings.load_profile("same")


def pytest_configure(config):
    config.addinivalue_line(
        "markers", "cases(table, count): one test a row of a table in tests/cases, all of them counted"
    )


def pytest_generate_tests(metafunc):
    marker = metafunc.definition.get_closest_marker("cases")
    if marker:
        name, count = marker.args
        rows = table(name)
        assert len(rows) == count, (
            f"{name} has {len(rows)} rows, not {count}: adjust the number where that is meant"
        )
        metafunc.parametrize("row", rows, ids=[f"{name}:{line}" for line in range(2, len(rows) + 2)])


def table(name):
    """The rows of a case table; " / " stands for a line break in its cells."""
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t" if name.endswith(".tsv") else ","))
    assert all(None not in row and None not in row.values() for row in rows), (
        f"{name} has a row of another width"
    )
    return [{key: value.replace(" / ", "\n") for key, value in row.items()} for row in rows]


@pytest.fixture(scope="session")
def rows():
    """The rows of a case table, by its name."""
    return table


@pytest.fixture(scope="session")
def authority():
    return load()


@pytest.fixture(scope="session")
def known(authority):
    return cache(lambda name: is_known(name, authority))


@pytest.fixture(scope="session")
def plan(authority):
    """What is read of a sample plan, by its name, or of a real one, by "seeds/…" or "corpus/…"."""

    @cache
    def one(name):
        folder = SHARED if "/" in name else ROOT / "data" / "sample"
        if not folder.is_dir():
            pytest.skip(f"{folder} is not here: the real plans are not part of the repository")
        return extract(read(folder / f"{name}.txt"), authority)

    return one


@pytest.fixture(scope="session")
def outline(authority):
    """A national outline as zeren knows it, by its first year."""
    return {found.period[0]: extract_catalogue(found, authority) for found in catalogues()}.__getitem__


@pytest.fixture(scope="session")
def gold():
    """The labels of one relation and document, made by reading; without a document those of all."""

    def labels(name, file=None):
        if (CASES / "gold" / name / f"{file}.tsv").is_file():
            return table(f"gold/{name}/{file}.tsv")
        return [row for row in table(f"gold/{name}.tsv") if file is None or row["file"] == file]

    return labels

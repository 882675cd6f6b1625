"""The packaged sample in a store on disk, built once for all tests of the graph."""

from collections.abc import Callable
from pathlib import Path

import pytest

import zeren
from zeren.graph.store import Store

SAMPLE = Path(zeren.__file__).parent / "data" / "sample"

Rows = Callable[[str], list[dict[str, str | None]]]

PREFIXES = """
PREFIX zr: <https://w3id.org/zeren#> PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


@pytest.fixture(scope="session")
def sample() -> Path:
    return SAMPLE


@pytest.fixture(scope="session")
def built(sample_store: Path) -> Path:
    """The folder of a store that holds the four sample plans and the two outlines."""
    return sample_store


@pytest.fixture(scope="session")
def store(built: Path) -> Store:
    """That store, open for reading."""
    return Store.read(built)


@pytest.fixture(scope="session")
def rows(store: Store) -> Rows:
    """Ask it, with the usual prefixes."""
    return lambda query: list(store.rows(PREFIXES + query))

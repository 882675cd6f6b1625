"""The hand-made store of data.trig, as Oxigraph and as rdflib hold it."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset

DATA = Path(__file__).with_name("data.trig")


@pytest.fixture(scope="session")
def store():
    loaded = ox.Store()
    loaded.bulk_load(path=str(DATA))
    return loaded


@pytest.fixture(scope="session")
def dataset():
    return Dataset(default_union=True).parse(DATA, format="trig")

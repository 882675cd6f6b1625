"""The hand-made store of data.trig, as Oxigraph and as rdflib hold it."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

DATA = Path(__file__).with_name("data.trig")


@pytest.fixture(scope="session")
def store():
    loaded = ox.Store()
    loaded.bulk_load(path=str(DATA))
    return loaded


@pytest.fixture(scope="session")
def union(store):
    """What the default graph of a query is: every triple of every graph, in another engine."""
    triples = {quad.triple for quad in store}
    return Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")

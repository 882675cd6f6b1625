"""A desk over the packaged sample, asked as a browser would ask."""

import pytest
from starlette.testclient import TestClient

from zeren.viz.desk import create_app


@pytest.fixture(scope="session")
def sample_desk(sample_store):
    """The desk over the sample; nothing may be written through it."""
    return create_app(sample_store)


@pytest.fixture
def client(sample_desk):
    """A visitor of that desk, who comes without cookies."""
    return TestClient(sample_desk, base_url="http://localhost")

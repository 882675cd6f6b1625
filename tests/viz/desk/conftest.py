"""A desk over the packaged sample, asked as a browser would ask."""

import pytest
from starlette.testclient import TestClient

from zeren.viz.desk import create_app


@pytest.fixture(scope="session")
def client(sample_store):
    """The desk over the sample; nothing may be written through it."""
    return TestClient(create_app(sample_store), base_url="http://localhost")

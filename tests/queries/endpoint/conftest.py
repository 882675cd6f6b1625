"""A real server on loopback over the packaged sample, and requests to it."""

import http.client
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
import uvicorn

from zeren.queries.endpoint.app import sparql_app
from zeren.queries.endpoint.limits import Limits


@dataclass
class Reply:
    status: int
    headers: dict
    body: bytes

    @property
    def media(self):
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def text(self):
        return self.body.decode("utf-8")


class Served:
    """A server that runs; `ask` makes one request."""

    def __init__(self, server, app):
        self.port = server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/sparql"
        self.workers = next(route.app for route in app.routes)._workers

    def request(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(
                method, path, body, {key.replace("_", "-"): value for key, value in headers.items()}
            )
            answer = connection.getresponse()
            found = {key.lower(): value for key, value in answer.getheaders()}
            return Reply(answer.status, found, answer.read())
        finally:
            connection.close()

    def ask(self, query, accept="application/sparql-results+json", **fields):
        return self.request(
            "GET", "/sparql?" + urlencode({"query": query, **fields}, doseq=True), Accept=accept
        )


@contextmanager
def serving(store, limits=None, **options):
    app = sparql_app(store, limits, **options)
    server = uvicorn.Server(uvicorn.Config(app, "127.0.0.1", 0, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        for _ in range(1000):
            if server.started:
                break
            time.sleep(0.01)
        yield Served(server, app)
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def served(sample_store):
    with serving(sample_store, Limits(workers=2)) as running:
        yield running

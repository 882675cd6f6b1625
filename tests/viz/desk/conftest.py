"""A desk over the packaged sample: asked as a browser would ask, and served to a real browser with no network."""

import shutil
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

from zeren.builder import build
from zeren.viz.desk import create_app


@pytest.fixture(scope="session")
def sample_desk(sample_store):
    """The desk over the sample; nothing may be written through it."""
    return create_app(sample_store)


@pytest.fixture
def client(sample_desk):
    """A visitor of that desk, who comes without cookies."""
    return TestClient(sample_desk, base_url="http://localhost")


class Served:
    """An application on a port of the loopback, for as long as a `with` lasts."""

    def __init__(self, app):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False))
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )

    def __enter__(self):
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return self

    def __exit__(self, *problem):
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()


@dataclass(frozen=True, slots=True)
class Visitor:
    """A page of a browser at a desk; `elsewhere` are requests that left the machine, `troubles` what went wrong."""

    page: Any
    address: str
    elsewhere: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def go(self, path):
        return self.page.goto(self.address + path)


@pytest.fixture(scope="session")
def serve():
    """Serves an application for as long as a `with` lasts; its address is what comes."""
    return Served


@pytest.fixture(scope="session")
def served(sample_desk):
    """The sample's desk on a port."""
    with Served(sample_desk) as desk:
        yield desk.address


@pytest.fixture
def visit(browser):
    """Opens a browser at an address: language, width; every request elsewhere is noted and stopped."""
    opened = []

    def visit(address, lang="zh", width=1366):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale="zh-CN" if lang == "zh" else "en-GB",
            reduced_motion="reduce",
            accept_downloads=True,
        )
        opened.append(context)
        visitor = Visitor(context.new_page(), address)

        def leaves(route):
            visitor.elsewhere.append(route.request.url)
            route.abort()

        context.route(lambda url: not url.startswith((address, "data:", "blob:")), leaves)
        visitor.page.on("console", lambda message: visitor.troubles.append(message.text))
        visitor.page.on("pageerror", lambda error: visitor.troubles.append(str(error)))
        visitor.page.on("dialog", lambda dialog: (visitor.troubles.append(dialog.message), dialog.dismiss()))
        return visitor

    yield visit
    for context in opened:
        context.close()


@pytest.fixture
def own_desk(tmp_path, sample_store):
    """A desk over a store of one's own, which may be written; with its folder and a way to build it again."""
    folder = tmp_path / "store"
    shutil.copytree(sample_store, folder)
    with Served(create_app(folder)) as desk:
        yield desk.address, folder


@pytest.fixture(scope="session")
def rebuild():
    """Builds a store from files, in this process."""
    return lambda sources, folder: build(sources, folder, jobs=1)

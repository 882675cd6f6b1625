"""The desk and the endpoint over HTTP: serve."""

from __future__ import annotations

import logging
import socket
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..graph.store import Store, place
from .options import StoreDir, Wrong

if TYPE_CHECKING:
    from fastapi import FastAPI
    from uvicorn import Server

_MOST_OF_A_LINE = 131_072
"""Bytes that the first line of a request and its headers may have: long queries are asked with GET too."""
_LAST_PORT = 65_535
_PATIENCE = 3
"""Seconds that answers which are being sent have when the server is stopped."""


def serve(
    store: StoreDir,
    port: Annotated[int, typer.Option("--port", help="0 takes any that is free.")] = 8765,
    host: Annotated[
        str, typer.Option("--host", help="Where to listen; off the loopback a token is needed.")
    ] = "127.0.0.1",
    token: Annotated[
        str | None,
        typer.Option(
            "--token",
            envvar="ZEREN_TOKEN",
            help="What who comes must show: ?token=… once, or a Bearer header.",
        ),
    ] = None,
    seconds: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", help="The time a query may take.")
    ] = 30.0,
    workers: Annotated[
        int | None, typer.Option("--workers", help="Processes that answer queries; four, or one a core.")
    ] = None,
    origins: Annotated[
        list[str] | None,
        typer.Option("--cors", metavar="ORIGIN", help="A site whose pages may read from /sparql."),
    ] = None,
    log: Annotated[bool, typer.Option("--log", help="A line for every request, on stderr.")] = False,
) -> None:
    """Serve the desk to a browser, and the SPARQL endpoint at /sparql; Ctrl-C stops it."""
    from ..queries.endpoint.limits import Limits
    from ..viz.desk import create_app

    if not token and not _is_loopback(host):
        raise Wrong(f"--host {host} lets others in: give --token too, or set ZEREN_TOKEN")
    if not 0 <= port <= _LAST_PORT:
        raise Wrong(f"there is no port {port}; ports go up to {_LAST_PORT}")
    if seconds <= 0 or (workers is not None and workers < 1):
        raise Wrong("--timeout and --workers are more than 0")
    Store.read(store)  # a name that was mistyped is told now, and not by every page
    granted = Limits(seconds=seconds)
    granted = replace(granted, workers=workers) if workers else granted
    listening = _listening(host, port)
    if log:
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    app = create_app(store, token=token, limits=granted, origins=origins or ())
    typer.echo(_told(store, host, listening.getsockname()[1]))
    try:
        _server(app).run([listening])
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()
    typer.echo("stopped")


def _server(app: FastAPI) -> Server:
    import uvicorn

    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=_MOST_OF_A_LINE,
        timeout_graceful_shutdown=_PATIENCE,
    )
    return uvicorn.Server(config)


def _told(store: Path, host: str, port: int) -> str:
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    return f"{place(store)} is open at {address}/, for SPARQL at {address}/sparql; Ctrl-C stops"


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises Wrong."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(2048)
    except (OSError, OverflowError) as problem:
        raise Wrong(
            f"cannot listen at {host}, port {port}: {problem}; give another --port or --host"
        ) from None
    return listening


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

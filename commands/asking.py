"""Questions to a store: query, queries."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ..graph.store import Store
from ..queries import SHELVES, Result, Table, ask, ask_first, none_means, question, run, why_empty
from .options import Parameters, StoreDir, Wrong
from .showing import show, stop_at_once, write_result


def query(
    name: Annotated[
        str, typer.Argument(metavar="NAME|FILE.rq|-", help="A question, a file, or - for SPARQL on stdin.")
    ],
    store: StoreDir,
    param: Parameters = None,
    form: Annotated[str, typer.Option("--format", "-f", metavar="table|csv|json|ttl|xlsx")] = "table",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="PATH", help="Write here, not to stdout.")
    ] = None,
) -> None:
    """Ask a question of the library, or any SPARQL query; Ctrl-C stops it."""
    stop_at_once()
    opened = Store.read(store)
    parameters = dict(_pair(given) for given in param or [])
    if name == "-":
        result = run(opened, _piped(sys.stdin.buffer.read()))
    elif form == "table" and output is None:
        result = _first(opened, name, parameters)
    else:
        result = ask(opened, name, parameters)
    if name != "-" and isinstance(result, Table) and not result.rows:
        _say_why_empty(opened, name, parameters)
    if output is None:
        show(result, form)
    else:
        write_result(result, form, output, Path(name).stem)


def _piped(given: bytes) -> str:
    """What came through a pipe: UTF-8, else GB18030, as consoles on Chinese systems write. Raises Wrong."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return given.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Wrong("what came on stdin is neither UTF-8 nor GB18030 text")


def _first(store: Store, name: str, parameters: dict[str, str]) -> Result:
    """What is to be read on a screen: of a long list the first rows, and that there are more."""
    result, cut = ask_first(store, name, parameters)
    if cut:
        typer.echo(f"the first {cut} rows; -p limit=0 shows all, and so do -f csv, json and xlsx", err=True)
    return result


def _say_why_empty(store: Store, name: str, parameters: dict[str, str]) -> None:
    """Say what no rows mean, where that is not plain; raises Wrong where a plan or a body is named that is not there."""
    if told := why_empty(store, name, parameters):
        raise Wrong(str(told))
    if means := none_means(name):
        typer.echo(means, err=True)


def _pair(given: str) -> tuple[str, str]:
    key, equals, value = given.partition("=")
    if not equals:
        raise Wrong(f"{given!r} is no KEY=VALUE; write for instance -p institution=市司法局")
    return key, value


def list_questions(
    name: Annotated[
        str | None, typer.Argument(help="One question, to see its parameters and its SPARQL.")
    ] = None,
) -> None:
    """List the library by what is asked, one line a question, or show one of them."""
    if name:
        typer.echo(question(name).text)
        return
    lines = []
    for shelf in SHELVES:
        lines += ["", f"{shelf.title_zh} {shelf.title_en}"]
        lines += [f"  {one.name:<24} {one.title_zh} | {one.title_en}" for one in shelf.questions]
    typer.echo("\n".join(lines[1:]))

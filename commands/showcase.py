"""The packaged sample, built and shown: demo."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from .. import data
from ..graph.lookup import find
from ..graph.store import Store
from ..graph.trace import downwards, upwards
from ..queries import Table, ask, terminal
from .drawing import MAPS, draw
from .showing import show, shown_progress


def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="[FOLDER]", help="Where to put the store and the maps.")
    ] = Path("zeren-demo"),
) -> None:
    """Build the packaged sample, ask it two questions and say what to open."""
    from .. import builder

    store = folder / "store"
    with (
        as_file(files(data) / "sample") as sample,
        shown_progress("reading") as progress,
    ):
        report = builder.build([sample], store, prune=True, progress=progress)
    console, opened = terminal.console(), Store.read(store)
    console.print(terminal.report(report.entries))
    typer.echo(f"\n$ zeren query who-leads-what -p plan=望川市 --store {store}")
    leads = ask(opened, "who-leads-what", {"plan": "望川市"})
    show(Table(leads.columns, leads.rows[:8]) if isinstance(leads, Table) else leads)
    typer.echo(f"\n$ zeren trace 青禾县#九 --store {store}")
    task = find(opened, "青禾县#九")
    console.print(terminal.chain(upwards(opened, task), downwards(opened, task)))
    for kind in MAPS:
        draw(opened, kind, {}, "zh", folder / f"{kind}.html")
    typer.echo(_NEXT.format(folder=folder, store=store))


_NEXT = """
Open in a browser:
  {folder}/overview.html         all plans by level and place, and what ties them
  {folder}/accountability.html   who leads and who supports which task
  {folder}/institutions.html     who works with whom, with a table of measures
  {folder}/trace.html            county, city, province and nation side by side
  {folder}/matrix.html           every requirement in every plan below, gaps too
Try next:
  zeren queries
  zeren query tasks-of-institution -p institution=市司法局 --store {store}
  zeren trace 青禾县#四 --store {store}
  zeren build YOUR-PLANS/*.txt --store my-store"""

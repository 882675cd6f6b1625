"""Sources in, store out: build."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..graph.store import place
from ..ontology.iri import BASE
from ..queries import terminal
from .options import StoreDir, Wrong
from .showing import complain, shown_progress, write_result


def build(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...", help="Files, folders, globs: text, web pages, Word, Excel, PDF, scans, zip."
        ),
    ],
    store: StoreDir,
    prune: Annotated[
        bool, typer.Option("--prune", help="Drop plans whose files are not among the sources.")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option("--jobs", help="Processes to use; all cores unless set.")
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE", help="Write what became of each source, as .csv or .xlsx."),
    ] = None,
    names: Annotated[
        Path | None,
        typer.Option("--names", metavar="CSV|DIR", help="Your own names of bodies; kept with the store."),
    ] = None,
    pipeline: Annotated[
        Path | None,
        typer.Option(
            "--pipeline", metavar="TOML", help="Your own patterns and components (docs/pipeline.md), or none."
        ),
    ] = None,
    base: Annotated[str, typer.Option("--base", metavar="IRI", help="What identifiers begin with.")] = BASE,
) -> None:
    """Read plans into a store; unchanged files are left alone."""
    from .. import builder

    form = _table_format(report) if report else ""
    with shown_progress("reading") as progress:
        done = builder.build(
            sources,
            store,
            base=base,
            prune=prune,
            jobs=jobs,
            names=names,
            pipeline=pipeline,
            progress=progress,
        )
    terminal.console().print(terminal.report(done.shown))
    typer.echo(f"{len(done.entries)} sources, {done.links} links to upper provisions, store {place(store)}")
    if len(done.counts) > 1:
        typer.echo(", ".join(f"{count} {outcome}" for outcome, count in done.counts.items()))
    if report:
        write_result(done.as_table(), form, report)
    if done.judged.in_force:
        typer.echo(terminal.judged(done.judged))
    for entry in done.needs_a_look:
        complain(f"{entry.file}: {entry.outcome}: {entry.note}", 1)
    for problem in done.judged.problems:
        complain(problem, 1)
    raise typer.Exit(1 if done.needs_a_look or done.judged.problems else 0)


def _table_format(path: Path) -> str:
    """The format that a file's name asks for, where it is one of a table."""
    form = path.suffix.lower().removeprefix(".")
    if form not in ("csv", "xlsx"):
        raise Wrong(f"{path}: a report is a .csv or an .xlsx file")
    return form

"""Sources in, store out: build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from ..graph.store import place
from ..ontology.iri import BASE, is_base
from ..queries import terminal
from .options import OptionalStore, Wrong
from .showing import complain, shown_progress, write_result

if TYPE_CHECKING:
    from ..report import Report


def build(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...", help="Files, folders, globs: text, web pages, Word, Excel, PDF, scans, zip."
        ),
    ],
    store: OptionalStore = None,
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
    parents: Annotated[
        Path | None,
        typer.Option(
            "--parents",
            metavar="CSV",
            exists=True,
            dir_okay=False,
            help="Plans above others, set by hand (columns plan, parent, full titles); kept with the store.",
        ),
    ] = None,
    base: Annotated[str, typer.Option("--base", metavar="IRI", help="What identifiers begin with.")] = BASE,
    engine: Annotated[
        str,
        typer.Option("--engine", metavar="local|spark", help="Where to read: here, or on a Spark cluster."),
    ] = "local",
    master: Annotated[
        str | None,
        typer.Option("--master", metavar="URL", help="The Spark cluster; this machine unless set."),
    ] = None,
    out: Annotated[
        str | None, typer.Option("--out", metavar="URI", help="With spark: the new folder for N-Quads.")
    ] = None,
) -> None:
    """Read plans into a store; unchanged files are left alone. With --engine spark into N-Quads."""
    from .. import builder

    form = _table_format(report) if report else ""
    if not is_base(base):
        raise Wrong(f"--base {base} cannot begin an identifier; give one such as https://example.org/id/")
    if engine == "spark":
        if store or prune or jobs or not out:
            raise Wrong("--engine spark takes --out URI, and none of --store, --prune and --jobs")
        done = _spread(sources, out, master, base, names, pipeline, parents)
        _tell(done, f"quads in {out}/quads", report, form)
    if engine != "local" or store is None or master or out:
        raise Wrong("give --store DIR; or --engine spark with --out URI, and --master URL for a cluster")
    with shown_progress("reading") as progress:
        done = builder.build(
            sources,
            store,
            base=base,
            prune=prune,
            jobs=jobs,
            names=names,
            pipeline=pipeline,
            parents=parents,
            progress=progress,
        )
    _tell(done, f"store {place(store)}", report, form)


def _spread(
    sources: list[str],
    out: str,
    master: str | None,
    base: str,
    names: Path | None,
    pipeline: Path | None,
    parents: Path | None,
) -> Report:
    try:
        from .. import spark
    except ImportError as problem:
        raise Wrong(f"--engine spark needs pip install 'zeren[spark]' and Java 17 ({problem})") from None
    with spark.session(master) as session:
        return spark.spread(session, sources, out, base=base, names=names, pipeline=pipeline, parents=parents)


def _tell(done: Report, where: str, report: Path | None, form: str) -> NoReturn:
    """Show and write what became of every source, and leave with the status that says so."""
    terminal.console().print(terminal.report(done.shown))
    typer.echo(f"{len(done.entries)} sources, {done.links} links to upper provisions, {where}")
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

"""The command line: every command reads its arguments, calls one floor and shows what comes back.

A command imports the floors it needs when it runs, so that a question is answered without loading the readers.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib.resources import as_file, files
from io import BytesIO
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from . import __version__
from .data.tables import BadTable
from .graph.evidence import explain as explain_thing
from .graph.export import nquads, turtle, write
from .graph.judgements import dump, read
from .graph.judging import Judge, Refused, keep, now, path_in, taken
from .graph.lookup import NotFound, find
from .graph.manifest import Manifest
from .graph.store import Store, StoreError
from .graph.trace import downwards, tasks_of, upwards
from .ontology.iri import BASE
from .ontology.judgement import Judgement
from .queries import (
    BadGold,
    QueryError,
    Result,
    Table,
    ask,
    candidate_pairs,
    export_tables,
    mappings,
    question,
    questions,
    render,
    run,
    terminal,
)

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="责任 zeren: who must do what by when in government plans, each task traced to the national requirement.",
)

StoreDir = Annotated[Path, typer.Option("--store", metavar="DIR", help="The folder of the store.")]
Output = Annotated[
    Path, typer.Option("--output", "-o", metavar="PATH", help="The file (for csv the folder) to write.")
]
Parameters = Annotated[
    list[str] | None, typer.Option("--param", "-p", metavar="KEY=VALUE", help="A parameter of the question.")
]
Lang = Annotated[str, typer.Option("--lang", metavar="zh|en", help="The language of labels.")]
_MAPS = ("accountability", "trace", "institutions", "matrix")
_ROWS = {"institutions": "map-accountability", "matrix": "matrix"}


class Wrong(Exception):
    """Wrong usage, or input that cannot be used; the message says what to do."""


def main() -> None:
    """Run a command; exit status 0 well, 1 done but something needs a look, 2 wrong usage or unusable input."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        app()
    except (Wrong, Refused, BadTable, StoreError, NotFound, QueryError, BadGold) as problem:
        sys.exit(_complain(str(problem), 2))
    except OSError as problem:
        sys.exit(
            _complain(f"{problem.filename}: {problem.strerror}" if problem.filename else str(problem), 2)
        )
    except KeyboardInterrupt:
        sys.exit(_complain("stopped; run the same command again to go on", 130))


def _complain(message: str, status: int) -> int:
    sys.stderr.write(f"zeren: {message}\n")
    return status


@contextmanager
def _progress(what: str) -> Iterator[Callable[[float, int], None]]:
    """A progress bar on a terminal, nothing in a pipe."""
    console = terminal.console(error=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[bool, typer.Option("--version", help="Show the version and leave.")] = False,
) -> None:
    if show:
        typer.echo(f"zeren {__version__}")
        raise typer.Exit


@app.command()
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
    base: Annotated[str, typer.Option("--base", metavar="IRI", help="What identifiers begin with.")] = BASE,
) -> None:
    """Read plans into a store; unchanged files are left alone."""
    from . import builder

    form = _table_format(report) if report else ""
    with _progress("reading") as progress:
        done = builder.build(
            sources, store, base=base, prune=prune, jobs=jobs, names=names, progress=progress
        )
    terminal.console().print(terminal.report(done.shown))
    typer.echo(f"{len(done.entries)} sources, {done.links} links to upper provisions, store {store}")
    if len(done.counts) > 1:
        typer.echo(", ".join(f"{count} {outcome}" for outcome, count in done.counts.items()))
    if report:
        _write_result(done.as_table(), form, report)
    if done.judged.in_force:
        typer.echo(terminal.judged(done.judged))
    for entry in done.needs_a_look:
        _complain(f"{entry.file}: {entry.outcome}: {entry.note}", 1)
    for problem in done.judged.problems:
        _complain(problem, 1)
    raise typer.Exit(1 if done.needs_a_look or done.judged.problems else 0)


@app.command()
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
    """Ask a question of the library, or any SPARQL query."""
    opened = Store.read(store)
    parameters = dict(_pair(given) for given in param or [])
    result = run(opened, sys.stdin.read()) if name == "-" else ask(opened, name, parameters)
    if output is None:
        _show(result, form)
    else:
        _write_result(result, form, output, Path(name).stem)


def _show(result: Result, form: str = "table") -> None:
    sys.stdout.flush()
    render(result, form, sys.stdout.buffer)


def _write_result(result: Result, form: str, output: Path, title: str = "") -> None:
    filled = BytesIO()
    render(result, form, filled, title)
    write(filled.getvalue(), output)


def _table_format(path: Path) -> str:
    """The format that a file's name asks for, where it is one of a table."""
    form = path.suffix.lower().removeprefix(".")
    if form not in ("csv", "xlsx"):
        raise Wrong(f"{path}: a report is a .csv or an .xlsx file")
    return form


def _pair(given: str) -> tuple[str, str]:
    key, equals, value = given.partition("=")
    if not equals:
        raise Wrong(f"{given!r} is no KEY=VALUE; write for instance -p institution=市司法局")
    return key, value


@app.command("queries")
def list_questions(
    name: Annotated[
        str | None, typer.Argument(help="One question, to see its parameters and its SPARQL.")
    ] = None,
) -> None:
    """List the library, one line a question, or show one of them."""
    if name:
        typer.echo(question(name).text)
        return
    for one in questions():
        typer.echo(f"{one.name:<24} {one.title_zh} | {one.title_en}")


@app.command("trace")
def trace_chain(
    what: Annotated[
        str, typer.Argument(metavar="TASK|PLAN", help="An IRI, part of a plan's title, or TITLE#LABEL.")
    ],
    store: StoreDir,
    candidates: Annotated[
        bool, typer.Option("--candidates", help="Show links that are not sure enough too.")
    ] = False,
    base: Annotated[str, typer.Option("--base", metavar="IRI", hidden=True)] = BASE,
) -> None:
    """Show the chain upwards to the national requirement and downwards, with both sentences."""
    opened = Store.read(store)
    iri = find(opened, what, base)
    tasks = tasks_of(opened, iri)
    if tasks:
        steps = (upwards(opened, task, candidates=candidates) for task in tasks)
        terminal.console().print(terminal.chains_of_plan(steps))
    else:
        chain = (upwards(opened, iri, candidates=candidates), downwards(opened, iri, candidates=candidates))
        terminal.console().print(terminal.chain(*chain))


@app.command("map")
def draw_map(
    kind: Annotated[str, typer.Argument(metavar="accountability|trace|institutions|matrix")],
    store: StoreDir,
    output: Output,
    plan: Annotated[str | None, typer.Option(help="Part of a plan's title.")] = None,
    institution: Annotated[str | None, typer.Option(help="Part of a body's name.")] = None,
    role: Annotated[str | None, typer.Option(metavar="lead|responsible|support|supervise")] = None,
    section: Annotated[str | None, typer.Option(help="Part of a section's heading.")] = None,
    at_least: Annotated[
        int, typer.Option("--at-least", help="Shared tasks that make a line (institutions).")
    ] = 1,
    form: Annotated[
        str,
        typer.Option(
            "--format", "-f", metavar="html|csv|xlsx|json", help="html, or the measures (institutions)."
        ),
    ] = "html",
    outline: Annotated[
        str | None, typer.Option(help="Part of an upper document's title, for matrix.")
    ] = None,
    lang: Lang = "zh",
) -> None:
    """Draw a map as one HTML file that opens with no network; of institutions also the table of their measures."""
    if kind not in _MAPS:
        raise Wrong(f"{kind!r} is no map; there are: {', '.join(_MAPS)}")
    if form != "html" and kind != "institutions":
        raise Wrong(f"-f {form} is for map institutions; ask zeren query {_rows_of(kind)} for the rows")
    named = {"plan": plan, "institution": institution, "role": role, "section": section, "outline": outline}
    given, opened = {key: value for key, value in named.items() if value}, Store.read(store)
    if form == "html":
        _draw(opened, kind, given, lang, output, at_least)
    else:
        from .queries.measures import measures

        _write_result(measures(opened, given), form, output, "institutions")
    typer.echo(f"wrote {output}")


def _rows_of(kind: str) -> str:
    """The question that gives the rows of a map."""
    return _ROWS.get(kind, f"map-{kind}")


def _draw(store: Store, kind: str, given: dict[str, str], lang: str, output: Path, at_least: int = 1) -> None:
    from . import viz

    rows = mappings(ask(store, _rows_of(kind), given))
    if kind == "matrix":
        page = viz.matrix(rows, lang)
    else:
        views: dict[str, Callable[[Iterator[dict[str, str | None]]], viz.View]] = {
            "accountability": viz.accountability,
            "trace": viz.trace,
            "institutions": partial(viz.institutions, at_least=at_least),
        }
        page = viz.page(views[kind](rows), lang)
    write(page.encode("utf-8"), output)


@app.command()
def explain(
    what: Annotated[
        str, typer.Argument(metavar="IRI", help="An IRI, part of a plan's title, or TITLE#LABEL.")
    ],
    store: StoreDir,
    lang: Lang = "zh",
    base: Annotated[str, typer.Option("--base", metavar="IRI", hidden=True)] = BASE,
) -> None:
    """Show the sentence behind any node or edge, and the rule that read it."""
    opened = Store.read(store)
    found = explain_thing(opened, find(opened, what, base), lang)
    findings = [explain_thing(opened, finding, lang) for finding in found.findings]
    terminal.console().print(terminal.explanation(found, findings))


@app.command()
def judge(
    store: StoreDir,
    subject: Annotated[str | None, typer.Argument(help="An institution, PLAN#LABEL, or an IRI.")] = None,
    verdict: Annotated[str, typer.Argument(help="What of it.")] = "",
    object: Annotated[str, typer.Argument(help="Of which other, or what it should be.")] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who judges; judgements are signed.")] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Why.")] = "",
    candidates: Annotated[
        bool, typer.Option("--candidates", help="List institutions that may be the same.")
    ] = False,
    export: Annotated[Path | None, typer.Option(metavar="FILE.csv", help="Write all judgements.")] = None,
    given: Annotated[Path | None, typer.Option("--import", metavar="FILE.csv", help="Take them in.")] = None,
    form: Annotated[str, typer.Option("--format", "-f", metavar="table|csv|json|xlsx")] = "table",
) -> None:
    """Say what is right of institutions, links and findings; kept apart, signed, replayed over every build.

    INSTITUTION same|not-same|unsure INSTITUTION; TASK accept|reject|unsure UPPER; FINDING right|wrong|unsure;
    FINDING corrected role=, name= or span= (of a responsibility), due= (of a deadline).
    """
    if [subject is not None, candidates, export is not None, given is not None].count(True) != 1:
        raise Wrong("judge takes SUBJECT VERDICT, or one of --candidates, --export and --import")
    kept, opened, base = read(path_in(store)), Store.read(store), Manifest.load(store).base or BASE
    judges = Judge(opened, base)
    if export:
        write(dump(kept.judgements), export)
        typer.echo(f"wrote {len(kept.judgements)} judgements to {export}")
    elif candidates:
        _show(candidate_pairs(opened, kept.judgements, base), form)
    elif given:
        _keep(store, taken(given.read_bytes(), judges, kept, by, given.name), base)
    else:
        _keep(store, [judges.judgement(subject or "", verdict, object, by=by, note=note, time=now())], base)


def _keep(directory: Path, new: list[Judgement], base: str) -> None:
    told = terminal.judged(keep(directory, new, base))
    typer.echo(f"kept {len(new)} judgements in {path_in(directory)}\n{told}")


@app.command()
def check(store: StoreDir) -> None:
    """Hold the store against its SHACL shapes."""
    from .graph import validation

    with _progress("checking") as progress:
        found = list(validation.check(Store.read(store), progress))
    if found:
        terminal.console().print(terminal.violations(found))
    typer.echo(f"{len(found)} broken shapes" if found else "all shapes hold")
    raise typer.Exit(1 if found else 0)


@app.command("export")
def export_store(
    store: StoreDir,
    output: Output,
    form: Annotated[str, typer.Option("--format", "-f", metavar="nq|ttl|graphml|gexf|xlsx|csv")] = "nq",
) -> None:
    """Write the whole store to a file; csv writes a folder of tables."""
    opened = Store.read(store)
    match form:
        case "nq" | "ttl":
            write({"nq": nquads, "ttl": turtle}[form](opened), output)
        case "graphml" | "gexf":
            from .graph import analysis

            write({"graphml": analysis.graphml, "gexf": analysis.gexf}[form](opened), output)
        case "xlsx" | "csv":
            export_tables(opened, form, output)
        case _:
            raise Wrong(f"{form!r} is no format; there are: nq, ttl, graphml, gexf, xlsx, csv")
    typer.echo(f"wrote {output}")


@app.command()
def score(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Labels: a .tsv file, or a folder of them.")],
    store: StoreDir,
    documents: Annotated[bool, typer.Option("--documents", help="A row for every document too.")] = False,
    against: Annotated[
        Path | None, typer.Option("--against", metavar="FILE", help="A run that was kept, to compare with.")
    ] = None,
    freeze: Annotated[
        Path | None, typer.Option("--freeze", metavar="FILE", help="Keep this run, to compare others with.")
    ] = None,
    form: Annotated[str, typer.Option("--format", "-f", metavar="table|csv|json|xlsx")] = "table",
) -> None:
    """Compare what was found with labels made by reading: precision, recall and F1."""
    from .queries.frozen import frozen, read_frozen
    from .queries.gold import read_gold
    from .queries.score import as_table, changes, fallen, verdicts
    from .queries.score import score as scores

    told = verdicts(read_gold(gold), Store.read(store))
    _show(as_table(scores(told), by_document=documents), form)
    if freeze:
        write(frozen(told), freeze)
    if against:
        before = read_frozen(against)
        gained, lost = changes(before, told)
        terminal.console().print(terminal.changes(gained, lost))
        worse = fallen(before, told)
        for line in worse:
            _complain(f"worse than {against}: {line}", 1)
        raise typer.Exit(1 if worse else 0)


@app.command()
def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="[FOLDER]", help="Where to put the store and the maps.")
    ] = Path("zeren-demo"),
) -> None:
    """Build the packaged sample, ask it two questions and say what to open."""
    from . import builder

    store = folder / "store"
    with as_file(files(__package__) / "data" / "sample") as sample, _progress("reading") as progress:
        report = builder.build([sample], store, prune=True, progress=progress)
    console, opened = terminal.console(), Store.read(store)
    console.print(terminal.report(report.entries))
    typer.echo(f"\n$ zeren query who-leads-what -p plan=望川市 --store {store}")
    leads = ask(opened, "who-leads-what", {"plan": "望川市"})
    _show(Table(leads.columns, leads.rows[:8]) if isinstance(leads, Table) else leads)
    typer.echo(f"\n$ zeren trace 青禾县#九 --store {store}")
    task = find(opened, "青禾县#九")
    console.print(terminal.chain(upwards(opened, task), downwards(opened, task)))
    for kind in _MAPS:
        _draw(opened, kind, {}, "zh", folder / f"{kind}.html")
    typer.echo(_NEXT.format(folder=folder, store=store))


_NEXT = """
Open in a browser:
  {folder}/accountability.html   who leads and who supports which task
  {folder}/institutions.html     who works with whom, with a table of measures
  {folder}/trace.html            county, city, province and nation side by side
  {folder}/matrix.html           every requirement in every plan below, gaps too
Try next:
  zeren queries
  zeren query tasks-of-institution -p institution=市司法局 --store {store}
  zeren trace 青禾县#四 --store {store}
  zeren build YOUR-PLANS/*.txt --store my-store"""

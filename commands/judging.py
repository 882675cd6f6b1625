"""What people decide: judge."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..graph.export import write
from ..graph.judgements import dump, read
from ..graph.judging import Judge, keep, now, path_in, taken
from ..graph.manifest import Manifest
from ..graph.store import Store
from ..ontology.iri import BASE
from ..ontology.judgement import Judgement
from ..queries import candidate_pairs, terminal
from .options import StoreDir, TableFormat, Wrong
from .showing import show


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
    form: TableFormat = "table",
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
        typer.echo(f"wrote {terminal.counted(len(kept.judgements), 'judgement')} to {export}")
    elif candidates:
        show(candidate_pairs(opened, kept.judgements, base), form)
    elif given:
        _keep(store, taken(given.read_bytes(), judges, kept, by, given.name), base)
    else:
        _keep(store, [judges.judgement(subject or "", verdict, object, by=by, note=note, time=now())], base)


def _keep(directory: Path, new: list[Judgement], base: str) -> None:
    told = terminal.judged(keep(directory, new, base))
    typer.echo(f"kept {terminal.counted(len(new), 'judgement')} in {path_in(directory)}\n{told}")

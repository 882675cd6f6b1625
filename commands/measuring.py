"""How well a store stands: check against its shapes, score against labels."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..graph.export import write
from ..graph.store import Store
from ..queries import terminal
from .options import StoreDir, TableFormat
from .showing import complain, show, shown_progress


def check(store: StoreDir) -> None:
    """Hold the store against its SHACL shapes."""
    from ..graph import validation

    with shown_progress("checking") as progress:
        found = list(validation.check(Store.read(store), progress))
    if found:
        terminal.console().print(terminal.violations(found))
    typer.echo(f"{len(found)} broken shapes" if found else "all shapes hold")
    raise typer.Exit(1 if found else 0)


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
    form: TableFormat = "table",
) -> None:
    """Compare what was found with labels made by reading: precision, recall and F1."""
    from ..queries.frozen import frozen, read_frozen
    from ..queries.gold import read_gold
    from ..queries.score import as_table, changes, fallen, verdicts
    from ..queries.score import score as scores

    told = verdicts(read_gold(gold), Store.read(store))
    show(as_table(scores(told), by_document=documents), form)
    if freeze:
        write(frozen(told), freeze)
    if against:
        before = read_frozen(against)
        gained, lost = changes(before, told)
        terminal.console().print(terminal.changes(gained, lost))
        worse = fallen(before, told)
        for line in worse:
            complain(f"worse than {against}: {line}", 1)
        raise typer.Exit(1 if worse else 0)

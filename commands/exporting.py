"""The whole store to a file: export."""

from __future__ import annotations

from typing import Annotated

import typer

from ..graph.export import nquads, turtle, write
from ..graph.store import Store
from ..queries import export_tables
from .options import Output, StoreDir, Wrong
from .showing import stop_at_once


def export_store(
    store: StoreDir,
    output: Output,
    form: Annotated[str, typer.Option("--format", "-f", metavar="nq|ttl|graphml|gexf|xlsx|csv")] = "nq",
) -> None:
    """Write the whole store to a file; csv writes a folder of tables."""
    stop_at_once()
    opened = Store.read(store)
    match form:
        case "nq" | "ttl":
            write({"nq": nquads, "ttl": turtle}[form](opened), output)
        case "graphml" | "gexf":
            from ..graph import analysis

            write({"graphml": analysis.graphml, "gexf": analysis.gexf}[form](opened), output)
        case "xlsx" | "csv":
            export_tables(opened, form, output)
        case _:
            raise Wrong(f"{form!r} is no format; there are: nq, ttl, graphml, gexf, xlsx, csv")
    typer.echo(f"wrote {output}")

"""The command line: the list of commands, and what becomes of their errors."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from . import __version__
from .commands import (
    asking,
    building,
    drawing,
    exporting,
    following,
    judging,
    measuring,
    reviewing,
    serving,
    showcase,
)
from .commands.showing import complain
from .ontology.errors import Unusable

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="责任 zeren: who must do what by when in government plans, each task traced to the national requirement.",
)
COMMANDS: dict[str, Callable[..., None]] = {
    "build": building.build,
    "query": asking.query,
    "queries": asking.list_questions,
    "trace": following.trace_chain,
    "map": drawing.draw_map,
    "serve": serving.serve,
    "explain": following.explain,
    "judge": judging.judge,
    "review": reviewing.review,
    "check": measuring.check,
    "export": exporting.export_store,
    "score": measuring.score,
    "demo": showcase.demo,
}
for _name, _command in COMMANDS.items():
    app.command(_name)(_command)


def main() -> None:
    """Run a command; exit status 0 well, 1 done but something needs a look, 2 wrong usage or unusable input."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        app()
    except Unusable as problem:
        sys.exit(complain(str(problem), 2))
    except OSError as problem:
        sys.exit(complain(f"{problem.filename}: {problem.strerror}" if problem.filename else str(problem), 2))
    except KeyboardInterrupt:
        sys.exit(complain("stopped; run the same command again to go on", 130))


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[bool, typer.Option("--version", help="Show the version and leave.")] = False,
) -> None:
    if show:
        typer.echo(f"zeren {__version__}")
        raise typer.Exit

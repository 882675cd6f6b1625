"""The options that commands have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

StoreDir = Annotated[Path, typer.Option("--store", metavar="DIR", help="The folder of the store.")]
Output = Annotated[
    Path, typer.Option("--output", "-o", metavar="PATH", help="The file (for csv the folder) to write.")
]
Parameters = Annotated[
    list[str] | None, typer.Option("--param", "-p", metavar="KEY=VALUE", help="A parameter of the question.")
]
Lang = Annotated[str, typer.Option("--lang", metavar="zh|en", help="The language of labels.")]
Base = Annotated[str, typer.Option("--base", metavar="IRI", hidden=True)]
TableFormat = Annotated[str, typer.Option("--format", "-f", metavar="table|csv|json|xlsx")]


class Wrong(Exception):
    """Wrong usage, or input that cannot be used; the message says what to do."""

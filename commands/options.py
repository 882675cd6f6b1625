"""The options that commands have in common."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import typer

from ..graph.server import Address
from ..graph.store import remember
from ..ontology.errors import Unusable

HOME = "ZEREN_HOME"
"""The variable of the environment that names the folder for what zeren keeps of stores on servers."""


def store_folder(given: str) -> Path:
    """The folder of a store: as given, or for the address of a SPARQL server one of the user's own that names it."""
    if "://" not in given:
        return Path(given)
    address = Address.parse(given)
    home = Path(os.environ.get(HOME) or typer.get_app_dir("zeren"))
    return remember(address, home / "servers" / quote(str(address), safe=""))


def language(given: str) -> str:
    """A language that there are labels in. Raises Wrong."""
    if given not in ("zh", "en"):
        raise Wrong(f"there are no labels in {given!r}; --lang is zh or en")
    return given


class Wrong(Unusable):
    """Wrong usage, or input that cannot be used; the message says what to do."""


_STORE = typer.Option(
    "--store",
    metavar="DIR|URL",
    help="The folder of the store, or the address of a SPARQL server.",
    parser=store_folder,
)
StoreDir = Annotated[Path, _STORE]
OptionalStore = Annotated[Path | None, _STORE]
Output = Annotated[
    Path, typer.Option("--output", "-o", metavar="PATH", help="The file (for csv the folder) to write.")
]
Parameters = Annotated[
    list[str] | None, typer.Option("--param", "-p", metavar="KEY=VALUE", help="A parameter of the question.")
]
Lang = Annotated[
    str, typer.Option("--lang", metavar="zh|en", help="The language of labels.", parser=language)
]
Base = Annotated[str, typer.Option("--base", metavar="IRI", hidden=True)]
TableFormat = Annotated[str, typer.Option("--format", "-f", metavar="table|csv|json|xlsx")]

"""The national outlines as catalogues: items known by number, heading and key terms, in zeren's own words."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from typing import Any

from .authority import PACKAGED


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One outline: what is known of it, its items written out as a plan, and their key terms.

    `terms` are by item heading; `digest` is of the file the catalogue was loaded from.
    """

    name: str
    title: str
    number: str
    issuers: tuple[str, ...]
    issued: date
    period: tuple[int, int]
    text: str
    terms: dict[str, tuple[str, ...]]
    digest: str


def catalogues() -> tuple[Catalogue, ...]:
    """The packaged outlines, oldest first."""
    folder = PACKAGED / "outlines"
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return tuple(load(file) for file in found)


def load(file: Traversable) -> Catalogue:
    """A catalogue from its TOML file: a [plan] table, then [[section]] with [[section.part]] and items."""
    data = file.read_bytes()
    table = tomllib.loads(data.decode("utf-8"))
    plan = table["plan"]
    lines = [plan["title"], *_lines(table["section"])]
    return Catalogue(
        name=file.name,
        title=plan["title"],
        number=plan["number"],
        issuers=tuple(plan["issuers"]),
        issued=plan["issued"],
        period=(plan["period"][0], plan["period"][1]),
        text="\n".join(lines) + "\n",
        terms={item["heading"]: tuple(item["terms"]) for item in _items(table["section"])},
        digest=hashlib.sha256(data).hexdigest(),
    )


def _lines(nodes: list[dict[str, Any]]) -> Iterator[str]:
    for node in nodes:
        asks = node.get("asks", "")
        is_item = "number" in node
        yield f"{node['label']}{node['heading']}" + (f"。{asks}" if is_item else "")
        if asks and not is_item:
            yield asks
        yield from _lines(node.get("part", []))
        yield from _lines(node.get("item", []))


def _items(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        yield from node.get("item", [])
        yield from _items(node.get("part", []))

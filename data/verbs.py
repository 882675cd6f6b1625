"""The verbs that plans ask with (规划常用动词) and the small words around them (虚词), as packaged."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: its kind, and whether it leads another (加快 in 加快建设), which is then the main one.

    `kind` is `strong` (hardly ever a noun: 加强), `weak` (as often one: 管理), `light` (what a clause with 对, 将 or 由
    ends in: 给予), `result` (what is to come of it: 确保), `encourage` (鼓励) or `explore` (探索).
    """

    kind: str
    leading: bool


@cache
def verbs() -> dict[str, Verb]:
    """Every verb of verbs.csv by its characters."""
    return {row["verb"]: Verb(row["kind"], row["leading"] == "1") for row in _rows("verbs.csv")}


@cache
def particles() -> dict[str, str]:
    """The kind of every word of particles.csv.

    `link` (并), `adverb` (进一步), `must` (应当), `should` (要), `mustnot` (不得), `may` (可), `prep` (按照), and `noun` for
    words that only begin like one of these (应急, 要求).
    """
    return {row["word"]: row["kind"] for row in _rows("particles.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((files(__package__) / name).read_text(encoding="utf-8").splitlines()))

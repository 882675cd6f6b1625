"""What the generator gives: plans, what is true of them, and how they are soiled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

HEADERS = {
    "responsibilities": ("start", "item", "role", "surface", "open", "deadline"),
    "deadlines": ("start", "printed", "due", "recurrence"),
    "targets": ("start", "printed", "comparator", "value", "unit", "period"),
    "citations": ("start", "title", "number"),
    "obligations": ("start", "end", "verb", "actor", "how", "modality", "object"),
    "windows": ("document", "start", "end"),
    "links": ("offset", "label", "upper_plan", "upper", "change"),
    "institutions": ("start", "surface", "label"),
    "forms": ("start", "end", "form"),
}
"""The tables of a plan: those of docs/annotation.md; then what each item carries out, what each body is, and the
form of each responsibility clause."""


@dataclass(frozen=True, slots=True)
class Truth:
    """The rows of every table of HEADERS, positions being code points of the text."""

    tables: dict[str, tuple[tuple[str, ...], ...]]

    def write(self, folder: Path, name: str) -> None:
        """Write them as labels, RELATION/NAME.tsv; of links also what has none."""
        for relation, header in HEADERS.items():
            rows = self.tables.get(relation, ())
            file = folder / relation / f"{name}.tsv"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("".join("\t".join(row) + "\n" for row in (header, *rows)), "utf-8")


class Plan(NamedTuple):
    """One plan: the name of its file, its text, what is true of it."""

    name: str
    text: str
    truth: Truth


@dataclass(frozen=True, slots=True)
class Noise:
    """What is done to a text, and to what share of the places where it can be done.

    - width: punctuation, brackets and figures in the other width
    - brackets: one bracket of a responsibility clause is lost
    - breaks: lines are broken inside responsibility clauses
    - wrapped: all lines are broken after some forty characters, as copied from a PDF
    - slips: characters are taken for others that look alike, as OCR does
    - blanks: blanks stand between characters of clauses
    - menus: the text stands among what a web page has around it
    """

    kinds: frozenset[str] = frozenset()
    share: float = 1.0

    KINDS = ("width", "brackets", "breaks", "wrapped", "slips", "blanks", "menus")

    @classmethod
    def of(cls, printed: str) -> Noise:
        """As given on a command line: width,slips or width,slips:0.2. Raises ValueError."""
        names, _, share = printed.partition(":")
        kinds = frozenset(filter(None, names.split(",")))
        if unknown := kinds - set(cls.KINDS):
            raise ValueError(f"{', '.join(sorted(unknown))}: noise is one of {', '.join(cls.KINDS)}")
        return cls(kinds, float(share or 1))

    def __iter__(self) -> Iterator[str]:
        return iter(kind for kind in self.KINDS if kind in self.kinds)

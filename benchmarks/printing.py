"""What is read of plans that are printed in other ways: the same texts with their lines broken or lost, spaced, or in other characters.

    python benchmarks/printing.py [FOLDER] [--write]

Every text in FOLDER (the packaged sample, unless given) is printed in each of the ways and read. Prints for each how much
of what is read of the text as it is was read of it so, told by what it says and not by where: F1, and in brackets
precision and recall where it is not whole. `--write` puts the table into docs/quality.md.
"""

import argparse
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import opencc
from quality import PAGE, cell, row

from zeren.data.authority import Authority, load
from zeren.extract.compose import extract
from zeren.extract.read import source
from zeren.ontology.model import Extraction, Span
from zeren.queries.score import Score

BEGIN, END = "<!-- printing: made by benchmarks/printing.py -->\n", "<!-- end of printing -->\n"
KINDS = ("title", "provisions", "responsibilities", "deadlines", "targets", "obligations")
_HEAD = 14
"""Characters that tell a provision."""
_HALF = str.maketrans("，；：（）！？“”", ',;:()!?""')
_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
_BLANK = re.compile(r"[ 　]")
_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff])\d+(?=[\u4e00-\u9fff])")


def lines(text: str, change: Callable[[str], str]) -> str:
    """A text with a change made to all its lines but those of tables and blank ones."""
    return "\n".join(change(line) if line.strip() and "|" not in line else line for line in text.split("\n"))


def whole(text: str, change: Callable[[str], str]) -> str:
    """A text with a change made to it, as it is where it has tables."""
    return text if "|" in text else change(text)


def wrapped(line: str, width: int, *, columns: bool) -> str:
    """A line broken after so many characters, or after twice as many columns."""
    pieces, filled = [""], 0
    for char in line:
        wide = 1 if columns and char.isascii() else 2
        if filled + wide > 2 * width:
            pieces.append("")
            filled = 0
        pieces[-1] += char
        filled += wide
    return "\n".join(pieces)


WAYS: dict[str, Callable[[str], str]] = {
    "lines of 38 characters": lambda text: lines(text, lambda line: wrapped(line, 38, columns=False)),
    "lines of 56 columns": lambda text: lines(text, lambda line: wrapped(line, 28, columns=True)),
    "blank lines between": lambda text: whole(text, lambda it: it.replace("\n", "\n\n")),
    "blanks for line breaks": lambda text: whole(text, lambda it: it.replace("\n", " ")),
    "no line breaks": lambda text: whole(text, lambda it: it.replace("\n", "")),
    "indents": lambda text: lines(text, lambda line: f"　　{line}"),
    "blanks around numbers": lambda text: _NUMBER.sub(r" \g<0> ", text),
    "blanks that do not break": lambda text: _BLANK.sub("\xa0", text),
    "marks of half width": lambda text: text.translate(_HALF),
    "digits of full width": lambda text: text.translate(_FULL),
    "traditional characters": opencc.OpenCC("s2t").convert,
}
"""The ways, in the order of the table."""


def main() -> None:
    """Print the texts in every way, read them and print the table."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("folder", nargs="?", type=Path, default=Path(str(files("zeren") / "data" / "sample")))
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    texts = {
        path.name: source(path.name, path.read_bytes()).text.replace("\r\n", "\n")
        for path in sorted(given.folder.rglob("*.txt"))
    }
    table = "".join(rows(texts, load()))
    print(table)
    if given.write:
        before, rest = PAGE.read_text("utf-8").split(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n{table}\n{END}{rest.split(END)[1]}", "utf-8")


def rows(texts: dict[str, str], authority: Authority) -> Iterator[str]:
    """The table: a row a way."""
    as_they_are = {name: findings(name, text, authority) for name, text in texts.items()}
    sizes = (sum(found[kind].total() for found in as_they_are.values()) for kind in KINDS)
    yield row("", *(f"{kind} ({size})" for kind, size in zip(KINDS, sizes, strict=True)))
    yield row(*["---"] * (len(KINDS) + 1))
    for way, change in WAYS.items():
        printed = {name: findings(name, change(text), authority) for name, text in texts.items()}
        yield row(way, *(cell(compared(kind, as_they_are, printed)) for kind in KINDS))


def compared(
    kind: str, as_they_are: dict[str, dict[str, Counter[str]]], printed: dict[str, dict[str, Counter[str]]]
) -> Score:
    """What was found of a kind in both."""
    pairs = [(found[kind], printed[name][kind]) for name, found in as_they_are.items()]
    labelled, found = (sum(each.total() for each in side) for side in zip(*pairs, strict=True))
    return Score(kind, "", labelled, found, sum((one & other).total() for one, other in pairs))


def findings(name: str, text: str, authority: Authority) -> dict[str, Counter[str]]:
    """What is found, by kind, each told by what it says."""
    extraction: Extraction = extract(source(name, text.encode()), authority)

    def said(span: Span) -> str:
        return plain(span.of(extraction.document.text))

    return {
        "title": Counter([plain(extraction.document.title)]),
        "provisions": Counter(said(one.span)[:_HEAD] for one in extraction.provisions if not one.point),
        "responsibilities": Counter(
            f"{one.role} {plain(one.as_named)}" for one in extraction.responsibilities
        ),
        "deadlines": Counter(f"{said(one.span)} {one.due} {one.recurrence}" for one in extraction.deadlines),
        "targets": Counter(said(one.span) for one in extraction.targets),
        "obligations": Counter(said(one.span) for one in extraction.obligations),
    }


def plain(printed: str) -> str:
    """What is said, however it is printed: without blanks, marks and digits of half width."""
    return "".join(unicodedata.normalize("NFKC", printed).translate(_HALF).split())


if __name__ == "__main__":
    main()

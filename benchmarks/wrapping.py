"""What is read of plans whose lines were broken when they were full, beside the same plans as they are.

    python benchmarks/wrapping.py [FOLDER] [--width 38]

Every paragraph of each text in FOLDER (the packaged sample, unless given) is broken after so many characters, and once
more after so many columns (half as wide for a digit); rows of tables stay. Prints for each kind of finding how many
there are, and precision and recall against what is read of the text as it is, told by what they say and not by where.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from zeren.data.authority import load
from zeren.extract.compose import extract
from zeren.extract.read import source
from zeren.ontology.model import Extraction

KINDS = ("provisions", "responsibilities", "deadlines", "targets", "obligations")
_HEAD = 16
"""Characters that tell a provision."""


def main() -> None:
    """Read every text as it is and broken, and print what is the same."""
    read = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    read.add_argument("folder", nargs="?", type=Path, default=Path(str(files("zeren") / "data" / "sample")))
    read.add_argument("--width", type=int, default=38)
    given = read.parse_args()
    authority, whole, same, broken = load(), Counter[str](), Counter[str](), Counter[str]()
    paths = sorted(given.folder.rglob("*.txt"))
    for path in paths:
        text = source(path.name, path.read_bytes()).text.replace("\r\n", "\n")
        as_it_is = findings(extract(source(path.name, text.encode()), authority))
        for columns in (False, True):
            lines = "\n".join(wrapped(text, given.width, columns=columns))
            found = findings(extract(source(path.name, lines.encode()), authority))
            for kind in KINDS:
                whole[kind] += as_it_is[kind].total()
                broken[kind] += found[kind].total()
                same[kind] += (as_it_is[kind] & found[kind]).total()
    print(f"{len(paths)} plans, lines of {given.width}")
    for kind in KINDS:
        precision, recall = same[kind] / max(1, broken[kind]), same[kind] / max(1, whole[kind])
        print(f"{kind:<18} {whole[kind] // 2:>6}   precision {precision:.3f}   recall {recall:.3f}")


def wrapped(text: str, width: int, *, columns: bool) -> Iterator[str]:
    """The lines of a text, those of paragraphs broken after `width` characters, or twice as many columns."""
    for paragraph in text.split("\n"):
        line, filled = "", 0
        for char in paragraph:
            wide = 1 if columns and char.isascii() else 2
            if filled + wide > 2 * width and "|" not in paragraph:
                yield line
                line, filled = "", 0
            line, filled = line + char, filled + wide
        yield line


def findings(extraction: Extraction) -> dict[str, Counter[str]]:
    """What is found, by kind, each told by what it says."""
    text = extraction.document.text

    def told(spans: Iterator[str]) -> Counter[str]:
        return Counter("".join(one.split()) for one in spans)

    return {
        "provisions": Counter(
            "".join(one.span.of(text).split())[:_HEAD] for one in extraction.provisions if not one.point
        ),
        "responsibilities": told(f"{one.role} {one.as_named}" for one in extraction.responsibilities),
        "deadlines": told(one.span.of(text) for one in extraction.deadlines),
        "targets": told(one.span.of(text) for one in extraction.targets),
        "obligations": told(one.span.of(text) for one in extraction.obligations),
    }


if __name__ == "__main__":
    main()

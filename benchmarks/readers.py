"""How far two readers of the same passages agree, and how far each agrees with what was settled.

    python benchmarks/readers.py [--differences]

tests/cases/readers/SET/first and second hold what each wrote down without a look at the other, tests/cases/heldout/SET what
both readings were settled to. Agreement is the F1 of one reading against the other: it is the same either way round.
`--differences` lists every label that one reader alone has.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from zeren.queries.gold import Gold, read_gold
from zeren.queries.score import MEASURES, Score, Verdict, compared, mistakes, score

CASES = Path(__file__).resolve().parents[1] / "tests" / "cases"
READERS, SETTLED = CASES / "readers", CASES / "heldout"


def main(arguments: Sequence[str]) -> None:
    """Print a table for every set that was read twice, and on demand where the readers differ."""
    for folder in sorted(path for path in READERS.iterdir() if path.is_dir()):
        first, second = read_gold(folder / "first"), read_gold(folder / "second")
        print(folder.name, *table(first, second, read_gold(SETTLED / folder.name)), sep="\n")
        if "--differences" in arguments:
            print(*differences(compared(first, second)), sep="\n")


def table(first: Gold, second: Gold, settled: Gold) -> Iterator[str]:
    """A row a measure: how much each reader labelled, how far they agree, and each with what was settled."""
    yield "| measure | first | second | both | agreement | first and settled | second and settled |"
    yield "|---|---|---|---|---|---|---|"
    both, ones, others = overall(first, second), overall(first, settled), overall(second, settled)
    for measure in MEASURES:
        one = both[measure]
        counts = f"{one.labelled} | {one.found} | {one.right}"
        yield f"| {measure} | {counts} | {one.f1:.3f} | {ones[measure].f1:.3f} | {others[measure].f1:.3f} |"


def overall(one: Gold, other: Gold) -> dict[str, Score]:
    """The score of one reading against another by measure, all documents together."""
    found = {told.measure: told for told in score(compared(one, other)) if not told.document}
    return {measure: found.get(measure, Score(measure, "")) for measure in MEASURES}


def differences(told: Sequence[Verdict]) -> Iterator[str]:
    """A line a label that one reader alone has."""
    who = {"missed": "first", "extra": "second"}
    for one in mistakes(told):
        yield "\t".join((one.measure, one.document, str(one.start), who[one.state], *one.values))


if __name__ == "__main__":
    main(sys.argv[1:])

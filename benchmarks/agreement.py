"""How far two readers of the same links agree.

    python benchmarks/agreement.py

The first reading is in tests/cases/gold/links, the second in its folder second/, made from the bare texts without a look at
the first. Raw agreement is the share of tasks for which both chose the same item, or none; Cohen's kappa takes off what
chance would give. Within reach says for how many tasks what one chose is what the other would take as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from linking import GOLD, table

Reading = dict[str, str]


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa of two readings: agreement beyond chance, as a share of what chance leaves."""
    raw = sum(one == other for one, other in pairs) / len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(first[label] * second[label] for label in first) / len(pairs) ** 2
    return (raw - chance) / (1 - chance) if chance < 1 else 1.0


def within_reach(one: Reading, other: Reading) -> bool:
    """Whether what either chose is something that the other would take."""
    takes = [{row["upper"], *row["also"].split()} for row in (one, other)]
    return one["upper"] in takes[1] or other["upper"] in takes[0]


def main() -> None:
    """Print a line a plan that was read twice."""
    print(f"{'':28}{'tasks':>6}{'raw':>8}{'kappa':>8}{'within reach':>14}")
    for file in sorted((GOLD / "links" / "second").glob("*.tsv")):
        second = table(file)
        first = {row["offset"]: row for row in table(GOLD / "links" / file.name)}
        both = [(first[row["offset"]], row) for row in second]
        chosen = [(one["upper"], other["upper"]) for one, other in both]
        raw = sum(one == other for one, other in chosen) / len(chosen)
        near = sum(within_reach(one, other) for one, other in both) / len(both)
        print(f"{file.stem:28}{len(both):>6}{raw:>8.3f}{kappa(chosen):>8.3f}{near:>14.3f}")


if __name__ == "__main__":
    main()

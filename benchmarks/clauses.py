"""How well single duties are tied to the duties above that they answer, and how well differences are told.

    python benchmarks/clauses.py FOLDER

FOLDER holds the real plans. The gold is in tests/cases/gold/clauses (a row a duty of a task whose requirement a reader
knows; `upper` is the duty above that it answers, if any, and `also` those that would do) and in
tests/cases/gold/differences (a row a difference that a reader sees). Links are the reader's, so that only what
happens inside of them is measured; the threshold was set on Chongqing, the others are left out of that.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from linking import GOLD, Case, Pair, pairs, table
from rivals import numbers

from zeren.extract.links.change import changes
from zeren.ontology.model import Derivation, Extraction, Status

SET_ON = "cq-xiaofeibangfu-2021"


@dataclass(frozen=True, slots=True)
class Count:
    """What was told, what of it is right, and what a reader sees."""

    told: int = 0
    right: int = 0
    seen: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.told + other.told, self.right + other.right, self.seen + other.seen)

    def __str__(self) -> str:
        precision = self.right / self.told if self.told else 1.0
        recall = self.right / self.seen if self.seen else 1.0
        return f"{self.told:>6}{self.seen:>6}{self.right:>6}{precision:>10.3f}{recall:>8.3f}"


def linked(pair: Pair) -> list[Derivation]:
    """The links that a reader made, with all that zeren tells of what is inside of them."""
    paths = {number: path for path, number in reversed(_matter(pair.upper).items())}
    found = [_link(case, pair, paths[case.upper]) for case in pair.cases if case.upper]
    return list(changes(found, pair.lower, pair.upper))


def _matter(upper: Extraction) -> dict[str, int]:
    general = {task.path for task in upper.tasks if task.general}
    return {path: number for path, number in numbers(upper).items() if path not in general}


def _link(case: Case, pair: Pair, path: str) -> Derivation:
    task = next(task for task in pair.lower.tasks if task.path == case.path)
    item = next(task for task in pair.upper.tasks if task.path == path)
    below, above = pair.lower.document.id, pair.upper.document.id
    names = below.of("provision", case.path), above.of("provision", path)
    return Derivation(*names, below, above, "adapted", 1.0, Status.ACCEPTED, "gold", "", task.span, item.span)


def clauses(pair: Pair, rows: Iterable[dict[str, str]]) -> Count:
    """Duties tied to the duty above that a reader would take; what a reader leaves open either way is not counted."""
    found = {
        _source(pair.lower, answer.duty.start): _source(pair.upper, answer.upper_duty.start)
        for link in linked(pair)
        for answer in link.clauses
    }
    total = Count()
    for row in rows:
        told = found.get(int(row["offset"]))
        good = {int(one) for one in (row["upper"], *row["also"].split()) if one}
        if row["upper"] or told not in good:
            total += Count(int(told is not None), int(told in good), int(bool(row["upper"])))
    return total


def differences(pair: Pair, rows: Iterable[dict[str, str]]) -> Count:
    """Dates and numbers told as a reader would tell them; what a reader is not sure of is not counted."""
    rows = list(rows)
    told = set(_told(pair))
    sure = {_key(row) for row in rows if row["sure"] == "1"}
    told -= {_key(row) for row in rows} - sure
    return Count(len(told), len(told & sure), len(sure))


def _told(pair: Pair) -> Iterator[tuple[str, str, int]]:
    for link in linked(pair):
        for one in link.differences:
            if one.aspect in ("deadline", "target"):
                own, above = one.span, one.upper_span
                at = (
                    _source(pair.lower, own.start)
                    if own
                    else _source(pair.upper, above.start if above else 0)
                )
                yield one.aspect, one.change, at


def _key(row: dict[str, str]) -> tuple[str, str, int]:
    return row["aspect"], row["change"], int(row["offset"] or row["upper"])


def _source(plan: Extraction, at: int) -> int:
    return plan.document.offsets.to_source(at)


def pair_of(file: Path, known: Iterable[Pair]) -> Pair:
    """The pair of plans that a file of gold is about."""
    upper = table(file)[0]["upper_plan"]
    return next(
        pair
        for pair in known
        if pair.lower.document.source_name == f"{file.stem}.txt" and pair.name.endswith(f" → {upper}")
    )


def main(folder: Path) -> None:
    """Print a line a pair of plans, and a line for all pairs left out."""
    print(f"{'':58}{'told':>6}{'seen':>6}{'right':>6}{'precision':>10}{'recall':>8}")
    known = list(pairs(folder))
    for kind, measure in (("clauses", clauses), ("differences", differences)):
        total = Count()
        for file in sorted((GOLD / kind).glob("*.tsv")):
            rows = table(file)
            pair = pair_of(file, known)
            count = measure(pair, rows)
            print(f"{kind:12} {pair.name:44} {count}")
            if file.stem != SET_ON:
                total += count
        print(f"{kind:12} {'all left out':44} {total}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

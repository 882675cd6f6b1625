"""Where each form of a responsibility clause breaks: plans made up in every form and soiled in every way, and read.

    python benchmarks/sweep.py [--write] [--plans N]

Prints a row a form and noise: precision, recall and F1 of the assignments (clause, role and name), of the deadlines in
the clauses, and the share of bodies that resolve to the very one meant. `--write` puts the tables into docs/quality.md.
The plans are those of generate.py, N of ten tasks for each (4 unless given); no clock and no chance, so the same
version of zeren gives the same tables.
"""

import argparse
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator import Noise, Plan, Recipe, plans
from generator.bodies import STYLES
from generator.clauses import FORMS, TABLE
from quality import PAGE, cell, row

from zeren.data.authority import load
from zeren.extract.compose import extract
from zeren.extract.read import source
from zeren.ontology.model import Extraction, Role
from zeren.queries.score import Score

BEGIN, END = "<!-- sweep: made by benchmarks/sweep.py -->\n", "<!-- end of sweep -->\n"
NOISES = ("", "width", "brackets", "breaks", "wrapped", "slips", "blanks")
ROLES = {Role.LEAD: "lead", Role.RESPONSIBLE: "responsible"}
DATED = ("某日", TABLE)
SEED, TASKS = 4, 10
NONE = Score("", "")


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured over the plans of one recipe."""

    assignments: Score = NONE
    deadlines: Score = NONE
    bodies: Score = NONE

    def __add__(self, other: "Result") -> "Result":
        return Result(
            self.assignments + other.assignments,
            self.deadlines + other.deadlines,
            self.bodies + other.bodies,
        )


def main(arguments: list[str]) -> int:
    """Measure, print, and with --write keep."""
    read = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    read.add_argument("--write", action="store_true")
    read.add_argument("--plans", type=int, default=4)
    given = read.parse_args(arguments)
    forms = {
        (form, noise): measured(given.plans, Recipe(SEED, TASKS, (form,), noise=Noise.of(noise)))
        for form in [*FORMS, TABLE]
        for noise in NOISES
    }
    styles = {
        (style, noise): measured(given.plans * 3, Recipe(SEED, TASKS, styles=(style,), noise=Noise.of(noise)))
        for style in STYLES
        for noise in NOISES
    }
    print(*lines({**forms, **styles}), sep="\n")
    if given.write:
        before, rest = PAGE.read_text("utf-8").split(BEGIN)
        made = "".join(tables(forms, styles))
        PAGE.write_text(before + BEGIN + made + END + rest.split(END)[1], "utf-8")
    return 0


def measured(number: int, recipe: Recipe) -> Result:
    """What is read of so many plans of a recipe."""
    known, total = load(), Result()
    for plan in plans(number, recipe):
        total += compared(plan, extract(source(plan.name, plan.text.encode()), known))
    return total


def compared(plan: Plan, read: Extraction) -> Result:
    """One plan's labels against what was read of it."""
    offsets = read.document.offsets
    rows = plan.truth.tables["responsibilities"]
    starts = sorted({int(start) for start, *_ in rows})
    labels = Counter((int(start), role, surface) for start, _, role, surface, *_ in rows)
    found: Counter[tuple[int, str, str]] = Counter()
    bodies: dict[int, str] = {}
    for one in read.responsibilities:
        if one.added_by_rule is None:
            start = offsets.to_source(one.span.start)
            at = starts[max(0, bisect_right(starts, start) - 1)]
            found[at, ROLES.get(one.role, "participant"), "".join(one.as_named.split())] += 1
            bodies[start] = one.institution.label if one.institution else ""
    meant = {int(start): label for start, _, label in plan.truth.tables["institutions"]}
    right = sum(bodies.get(start) == label for start, label in meant.items())
    return Result(
        Score("assignments", "", labels.total(), found.total(), (labels & found).total()),
        _deadlines(plan, read),
        Score("bodies", "", len(meant), len(meant), right),
    )


def _deadlines(plan: Plan, read: Extraction) -> Score:
    """The deadlines inside responsibility clauses."""
    clauses = sorted((int(start), int(end)) for start, end, _ in plan.truth.tables["forms"])
    opening = [start for start, _ in clauses]

    def clause(position: int) -> int | None:
        at = bisect_right(opening, position) - 1
        return at if at >= 0 and position < clauses[at][1] else None

    labels = Counter(
        (clause(int(start)), due, rhythm)
        for start, _, due, rhythm in plan.truth.tables["deadlines"]
        if clause(int(start)) is not None
    )
    found = Counter(
        (at, str(one.due or ""), one.recurrence or "")
        for one in read.deadlines
        for at in [clause(read.document.offsets.to_source(one.span.start))]
        if at is not None
    )
    return Score("deadlines", "", labels.total(), found.total(), (labels & found).total())


def lines(results: dict[tuple[str, str], Result]) -> Iterator[str]:
    """The rows that are printed."""
    yield "form\tnoise\tprecision\trecall\tf1\tdeadlines_precision\tdeadlines_recall\tdeadlines_f1\tbodies"
    for (form, noise), result in results.items():
        shares = (
            share
            for score in (result.assignments, result.deadlines)
            for share in (score.precision, score.recall, score.f1)
        )
        yield "\t".join(
            [form, noise or "none", *(f"{share:.3f}" for share in shares), f"{result.bodies.recall:.3f}"]
        )


def tables(forms: dict[tuple[str, str], Result], styles: dict[tuple[str, str], Result]) -> Iterator[str]:
    """The tables of docs/quality.md."""
    yield "\n"
    yield from _table("assignments", forms, lambda result: cell(result.assignments))
    dated = {key: result for key, result in forms.items() if any(mark in key[0] for mark in DATED)}
    yield from _table("deadlines of clauses", dated, lambda result: cell(result.deadlines))
    yield from _table("names: assignments", styles, lambda result: cell(result.assignments))
    yield from _table("names: resolved", styles, lambda result: f"{result.bodies.recall:.3f}")


def _table(
    title: str, results: dict[tuple[str, str], Result], shown: Callable[[Result], str]
) -> Iterator[str]:
    yield row(title, *(noise or "none" for noise in NOISES)) + row(*["---"] * (len(NOISES) + 1))
    for name in dict.fromkeys(name for name, _ in results):
        yield row(f"`{name}`".replace("|", "\\|"), *(shown(results[name, noise]) for noise in NOISES))
    columns = (sum((r for (_, at), r in results.items() if at == noise), Result()) for noise in NOISES)
    yield row("all", *map(shown, columns)) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

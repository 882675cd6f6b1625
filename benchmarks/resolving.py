"""How fast names become bodies with the full registry, as a ratio to looking the same names up in a dictionary.

    python benchmarks/resolving.py FILE...

The names are those that the responsibility clauses of the given plans (without any, the packaged sample) print, in
their order and with all repetitions. Three rates, in names a second of one core, each as least, median and most of
the rounds: `cold` resolves every name anew; `plan` is what a build does, a fresh resolver a plan, which remembers the
names of that plan and nothing else; `dict` looks each name up in a dictionary. The ratios are to the last.
"""

import statistics
import sys
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path

from costs import seconds

from zeren.data.authority import Authority, load
from zeren.extract.bodies.institutions import Resolver, Scope, is_known, match
from zeren.extract.compose import extract, scope_of
from zeren.extract.sources import read_file

ROUNDS, LEAST = 9, 20_000
"""Rounds, and how many names each resolves at least."""

Mentions = list[tuple[Scope, list[str]]]


def mentions(paths: list[Path], authority: Authority) -> Mentions:
    """The scope of each plan and the names its clauses print."""
    known = cache(lambda name: is_known(name, authority))
    read = [extract(read_file(path), authority) for path in paths]
    return [(scope_of(one.document, known), [r.as_named for r in one.responsibilities]) for one in read]


def cold(plans: Mentions, authority: Authority) -> None:
    """Every name anew."""
    for scope, names in plans:
        for name in names:
            match(name, scope, authority)


def by_plan(plans: Mentions, authority: Authority) -> None:
    """As a build does."""
    for scope, names in plans:
        resolver = Resolver(scope, authority)
        for name in names:
            resolver(name)


def lookup(plans: Mentions, table: dict[str, int]) -> None:
    """The least that any way to resolve a name costs."""
    for _, names in plans:
        for name in names:
            table.get(name)


def main(paths: list[Path]) -> None:
    """Print the rates and the ratios."""
    authority = load()
    plans = mentions(paths, authority)
    count = sum(len(names) for _, names in plans)
    distinct = sum(len(set(names)) for _, names in plans)
    table = {name: 0 for _, names in plans for name in names}
    turns = max(1, LEAST // max(1, count))
    works: dict[str, Callable[[], None]] = {
        "cold": lambda: cold(plans, authority),
        "plan": lambda: by_plan(plans, authority),
        "dict": lambda: lookup(plans, table),
    }
    rates: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            taken = seconds(lambda work=work: [work() for _ in range(turns)])
            rates[name].append(count * turns / taken)
    print(
        f"{count} names, {distinct} distinct within their plans, {len(authority.names)} kinds, {len(plans)} plans"
    )
    for name, figures in rates.items():
        print(f"{name:10} {min(figures):12,.0f} {statistics.median(figures):12,.0f} {max(figures):12,.0f}")
    for name in ("cold", "plan"):
        ratios = [one / other for one, other in zip(rates[name], rates["dict"], strict=True)]
        print(
            f"{name + '/dict':10} {min(ratios):12.4f} {statistics.median(ratios):12.4f} {max(ratios):12.4f}"
        )


if __name__ == "__main__":
    sample = Path(str(files("zeren.data") / "sample"))
    main([Path(argument) for argument in sys.argv[1:]] or sorted(sample.glob("*.txt")))

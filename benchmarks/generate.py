"""Make plans up: as many as are wanted, under one another, in every form that real ones have, and say what is in them.

    python benchmarks/generate.py N FOLDER [--seed S] [--tasks T] [--noise width,slips:0.2] [--form FORM]

Writes N plans into FOLDER/plans, and what a reader would find in them into FOLDER/truth, in the form of
docs/annotation.md: `zeren build FOLDER/plans --store S && zeren score FOLDER/truth --store S`. The same numbers give the
same plans. T is how many tasks a plan has (some thirty unless given), S a number. Noise is one or several of width,
brackets, breaks, wrapped, slips, blanks and menus, with the share of places that it comes to. No plan names a real
duty: places and kinds of bodies are real, everything else is made up.
"""

import argparse
import sys
from pathlib import Path

from generator import Noise, Recipe, plans
from generator.clauses import FORMS, TABLE


def main(arguments: list[str]) -> int:
    """Read the command line and write the plans."""
    read = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    read.add_argument("plans", type=int)
    read.add_argument("folder", type=Path)
    read.add_argument("--seed", type=int, default=0)
    read.add_argument("--tasks", type=int, default=0)
    read.add_argument("--noise", type=Noise.of, default=Noise())
    read.add_argument("--form", choices=[*FORMS, TABLE], action="append")
    given = read.parse_args(arguments)
    recipe = Recipe(given.seed, given.tasks, noise=given.noise)
    if given.form:
        recipe = Recipe(given.seed, given.tasks, tuple(given.form), noise=given.noise)
    size = 0
    (given.folder / "plans").mkdir(parents=True, exist_ok=True)
    for plan in plans(given.plans, recipe):
        file = given.folder / "plans" / plan.name
        size += file.write_bytes(plan.text.encode())
        plan.truth.write(given.folder / "truth", file.stem)
    print(f"{given.plans} plans, {size / 1e6:.1f} MB, in {given.folder / 'plans'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

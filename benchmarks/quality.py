"""How well plans are read: everything that is labelled, scored and set against the run that was kept.

    python benchmarks/quality.py [--write] [PLANS]

PLANS is the folder of the real plans, ../shared unless given; they are not in the repository. `--write` puts the
figures into docs/quality.md and keeps this run in benchmarks/quality.tsv. Exit status 1 where an F1 fell.
"""

import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from zeren.builder import build
from zeren.graph.store import Store
from zeren.queries import screen
from zeren.queries.frozen import frozen, read_frozen
from zeren.queries.gold import read_gold
from zeren.queries.score import Score, Verdict, as_table, changes, fallen, macro, score, verdicts

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests" / "cases" / "gold"
KEPT = ROOT / "benchmarks" / "quality.tsv"
PAGE = ROOT / "docs" / "quality.md"
BEGIN, END = "<!-- figures: made by benchmarks/quality.py -->\n", "<!-- end of figures -->\n"
FAMILIES = ("0", "cov", "cq", "gov", "ha", "hb", "sd", "shaanxi", "zjai")
"""How the names of the plans begin; those of one family come from one kind of office and year."""


def main(arguments: Sequence[str]) -> int:
    """Score, compare, and with --write keep."""
    plans = Path(next((a for a in arguments if not a.startswith("--")), ROOT.parent / "shared"))
    if not (plans / "corpus").is_dir():
        print(f"{plans}: the real plans are not here, so nothing is scored")
        return 0
    told = measured(plans)
    screen.write(as_table(score(told)), sys.stdout)
    if "--write" in arguments:
        KEPT.write_bytes(frozen(told))
        before, rest = PAGE.read_text("utf-8").split(BEGIN)
        page = before + BEGIN + "".join(figures(told)) + END + rest.split(END)[1]
        PAGE.write_text(page, "utf-8")
        return 0
    return compared(told)


def measured(plans: Path) -> list[Verdict]:
    """Every label against what is read of the seeds and the text files of the corpus."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        build([plans / "seeds", str(plans / "corpus" / "*.txt")], store)
        opened = Store.read(store)
        return verdicts(read_gold(GOLD), opened)


def compared(told: Sequence[Verdict]) -> int:
    """Print what changed since the run that was kept; 1 where an F1 fell."""
    kept = read_frozen(KEPT)
    gained, lost = changes(kept, told)
    for mark, rows in (("+", gained), ("-", lost)):
        for v in rows:
            print(mark, v.measure, v.document, v.start, *v.values, v.state)
    worse = fallen(kept, told)
    print(*worse, sep="\n")
    print(f"{len(gained)} mistakes fewer and {len(lost)} more than in {KEPT.name}")
    return 1 if worse else 0


def figures(told: Sequence[Verdict]) -> Iterator[str]:
    """The tables of docs/quality.md: all together, and F1 by family of plans."""
    scores = score(told)
    yield "\n| measure | labelled | found | precision | recall | F1 | mean F1 of a plan |\n|---|---|---|---|---|---|---|\n"
    for one in scores:
        if not one.document:
            cells = (one.labelled, one.found, *map(figure, (one.precision, one.recall, one.f1)))
            yield row(one.measure, *cells, figure(macro(scores, one.measure)))
    families = [family for family in FAMILIES if any(s.document.startswith(family) for s in scores)]
    names = ["seeds" if family == "0" else family for family in families]
    yield "\n" + row("F1 by family", *names) + row(*["---"] * (len(families) + 1))
    for measure in dict.fromkeys(one.measure for one in scores):
        yield row(measure, *(f1_of(scores, measure, family) for family in families))
    yield "\n"


def f1_of(scores: Iterable[Score], measure: str, family: str) -> str:
    """F1 over the plans of a family."""
    own = [s for s in scores if s.measure == measure and s.document.startswith(family)]
    whole = sum(own, Score(measure, ""))
    return figure(whole.f1) if own and whole.labelled + whole.found else ""


def figure(share: float) -> str:
    """A share as it is printed."""
    return f"{share:.3f}"


def cell(score: Score) -> str:
    """F1, and where it is not whole, precision and recall."""
    if score.f1 > 0.9995:
        return "1"
    return f"{figure(score.f1)} ({score.precision:.2f}, {score.recall:.2f})"


def row(*cells: object) -> str:
    """A row of a Markdown table."""
    return f"| {' | '.join(map(str, cells))} |\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

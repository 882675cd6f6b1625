"""How well passages are read that no rule was written with: labels of tests/cases/heldout on texts kept elsewhere.

    python benchmarks/heldout.py [--write] [--mistakes] FOLDER [SET …]

FOLDER holds a folder of texts for each set of labels (FOLDER/test/NAME.txt for tests/cases/heldout/test); the texts
are not in the repository, their addresses are. `--write` puts the rows of the sets that are at hand into the table of
docs/quality.md, where those of others stay as they were. `--mistakes` lists what was missed and what was found in
excess: for a set whose figures are done with, and that is from then on no longer held out.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from quality import PAGE, ROOT, figure, row

from zeren.data.authority import load
from zeren.extract.compose import extract
from zeren.extract.sources import read_file
from zeren.graph.statements import state
from zeren.graph.store import Store
from zeren.graph.terms import Writer, joined
from zeren.queries.gold import read_gold
from zeren.queries.score import Verdict, macro, mistakes, score, verdicts

LABELS = ROOT / "tests" / "cases" / "heldout"
BEGIN, END = "<!-- held out: made by benchmarks/heldout.py -->\n", "<!-- end of held out -->\n"


def main(arguments: Sequence[str]) -> int:
    """Score every set of labels whose texts are at hand, print the table, and with --write keep it."""
    plain = [a for a in arguments if not a.startswith("--")]
    if not plain:
        print(__doc__)
        return 2
    folder, wanted = Path(plain[0]), plain[1:] or sorted(p.name for p in LABELS.iterdir() if p.is_dir())
    told = {name: measured(folder / name, LABELS / name) for name in wanted if (folder / name).is_dir()}
    rows = {name: list(figures(name, found)) for name, found in told.items()}
    print(table(rows))
    if "--mistakes" in arguments:
        for name, found in told.items():
            print(*listed(found, folder / name), sep="\n")
    if "--write" in arguments:
        before, rest = PAGE.read_text("utf-8").split(BEGIN)
        stood, after = rest.split(END)
        PAGE.write_text(before + BEGIN + table(rows_of(stood) | rows) + END + after, "utf-8")
    return 0


def measured(texts: Path, labels: Path) -> list[Verdict]:
    """Every label of a set against what is read of its texts, each in a store of its own: passages of one plan have one title.

    Whether a text is a plan at all is not asked, since most are a page of one.
    """
    gold, authority = read_gold(labels), load()
    told: list[Verdict] = []
    for path in sorted(texts.glob("*.txt")):
        extraction = extract(read_file(path), authority)
        write = Writer()
        with tempfile.TemporaryDirectory() as folder:
            store = Store.create(Path(folder) / "store")
            store.replace(write.node(extraction.document.id), joined(state(extraction, [], write)))
            told += verdicts(gold.of(path.stem), store)
            store.close()
    return told


def figures(name: str, found: list[Verdict]) -> Iterator[str]:
    """The rows of a set, one a measure."""
    scores = score(found)
    for one in scores:
        if not one.document:
            texts = sum(s.measure == one.measure and bool(s.document) for s in scores)
            shares = map(figure, (one.precision, one.recall, one.f1, macro(scores, one.measure)))
            yield row(name, one.measure, texts, one.labelled, one.found, *shares)


def table(rows: dict[str, list[str]]) -> str:
    """The table of the rows of each set."""
    heads = ("set", "measure", "texts", "labelled", "found", "precision", "recall", "F1", "mean F1 of a text")
    whole = [row(*heads), row(*["---"] * len(heads)), *(one for name in sorted(rows) for one in rows[name])]
    return "\n" + "".join(whole) + "\n"


def rows_of(table: str) -> dict[str, list[str]]:
    """The rows of a table that was written, by set."""
    rows: dict[str, list[str]] = {}
    for line in table.strip().splitlines(keepends=True)[2:]:
        rows.setdefault(line.split("|")[1].strip(), []).append(line.rstrip("\n") + "\n")
    return rows


def listed(told: Sequence[Verdict], texts: Path) -> Iterator[str]:
    """What was missed and what was found in excess, with the text around it."""
    for v in mistakes(told):
        text = (texts / f"{v.document}.txt").read_text("utf-8")
        around = text[max(0, v.start - 20) : v.start] + "►" + text[v.start : v.start + 30]
        yield " ".join(
            (v.state, v.measure, v.document, str(v.start), *v.values, "|", around.replace("\n", "/"))
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

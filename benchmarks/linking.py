"""How well tasks are linked to upper provisions, beside TF-IDF with cosine and a match of all headings.

    python benchmarks/linking.py [FOLDER]
    python benchmarks/linking.py --time [PLANS]

FOLDER holds the real plans (seeds/ and corpus/); without it only the invented sample is measured. The gold is in
tests/cases/gold: links.tsv for the plans that weights were set on, links/ for plans left out of that ("new": read last). A task counts as
one error where what is accepted for it is not what a reader found, or where nothing is accepted and a reader found
something. Both rivals take the best item only, from the threshold that serves them best on the tuned plans.
Below stand what other thresholds would give, what each family of plans has with the least threshold at which the others
have a precision of 0.95, and of tasks that carry out several items what is accepted beside the surest. With --time, the
seconds of a processor that zeren and TF-IDF of all pairs take for so many generated plans of 100 tasks under one of the
same size, read beforehand.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from pathlib import Path

from generator import Recipe, plans
from rivals import Scores, headings, numbers, tf_idf

from zeren.data.authority import load
from zeren.data.catalogue import catalogues
from zeren.extract.catalogue import extract_catalogue
from zeren.extract.compose import extract
from zeren.extract.links.derive import ACCEPTED_FROM, derive
from zeren.extract.read import read, source
from zeren.ontology.model import Derivation, Extraction, Status, Task

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "cases" / "gold"
TUNED = {
    "000_35a807fc004e5c31": "Huishan",
    "001_7ed8d9d2f39be277": "Kunshan",
    "004_012f9fcd81e7aa94": "Changde",
}
NEW = (
    *("002_110a5e8f5710d231", "cov-shijingshan-2020", "cq-xiaofeibangfu-2021", "zjai-city-hangzhou"),
    *("zjai-city-lishui", "zjai-city-shaoxing", "zjai-zhongshijidi"),
)
"""Plans that were read when kinds of evidence, weights and threshold had long been chosen."""
INVENTED = ("donglan", "wangchuan", "linshu", "qinghe")
FAMILIES = {
    "00": "rule of law",
    "cov": "epidemic",
    "cq": "poor regions",
    "ha": "jobs",
    "zjai": "artificial intelligence",
}
"""What plans are about, by how their files' names begin: plans of one family resemble each other."""

Linker = Callable[[Extraction, Extraction], Scores]
AIM = 0.95
"""The precision aimed at."""


@dataclass(frozen=True, slots=True)
class Case:
    """One task of a lower plan: the item a reader found in the upper plan, and those that would do as well."""

    path: str
    upper: int | None
    also: frozenset[int]


@dataclass(frozen=True, slots=True)
class Pair:
    """A lower plan, the upper plan it is held against, and its labelled tasks; `group` says how they were used."""

    group: str
    name: str
    lower: Extraction
    upper: Extraction
    cases: tuple[Case, ...]

    @property
    def held_out(self) -> bool:
        """Whether no weight was set on it."""
        return self.group.startswith("held out")

    @property
    def family(self) -> str:
        """What the lower plan is about; all invented plans are of one family with the plans that weights were set on."""
        start = self.name.partition("-")[0] if "-" in self.name.partition(" ")[0] else self.name[:2]
        return FAMILIES.get(start, "tuned and invented") if self.held_out else "tuned and invented"


Told = tuple[Pair, Scores]
"""A pair of plans and what is told of it."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Tasks with an accepted link, those right, those a reader linked, and tasks with a wrong outcome."""

    accepted: int = 0
    right: int = 0
    linked: int = 0
    errors: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.accepted + other.accepted,
            self.right + other.right,
            self.linked + other.linked,
            self.errors + other.errors,
        )

    @property
    def precision(self) -> float:
        """The share of accepted links that are right; 1 where there is none."""
        return self.right / self.accepted if self.accepted else 1.0

    @property
    def recall(self) -> float:
        """The share of a reader's links that were found; 1 where there is none."""
        return self.right / self.linked if self.linked else 1.0


def pairs(folder: Path | None) -> Iterator[Pair]:
    """Every labelled pair of plans whose texts are at hand."""
    authority = load()
    outlines = {str(c.period[0]): extract_catalogue(c, authority) for c in catalogues()}

    def plan(name: str) -> Extraction | None:
        places = [ROOT / "data" / "sample", *((folder / "seeds", folder / "corpus") if folder else ())]
        files = [place / f"{name}.txt" for place in places if (place / f"{name}.txt").is_file()]
        return outlines.get(name) or (extract(read(files[0]), authority) if files else None)

    yield from _tuned(plan)
    for file in sorted((GOLD / "links").glob("*.tsv")):
        rows = defaultdict(list)
        for row in table(file):
            rows[row["upper_plan"]].append(row)
        for name, own in sorted(rows.items()):
            lower, upper = plan(file.stem), plan(name)
            if lower and upper:
                group = _group(file.stem)
                yield Pair(group, f"{file.stem} → {name}", lower, upper, tuple(_cases(lower, own)))


def _group(name: str) -> str:
    return "invented" if name in INVENTED else "held out, new" if name in NEW else "held out"


def table(file: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated file."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def _cases(lower: Extraction, rows: Iterable[dict[str, str]]) -> Iterator[Case]:
    places = {source_start(task, lower): task for task in lower.tasks}
    for row in rows:
        task = places[int(row["offset"])]
        if task.label != row["label"]:
            raise ValueError(
                f"{lower.document.source_name}: {row['offset']} is {task.label!r}, not {row['label']!r}"
            )
        yield Case(task.path, *_answer(row))


def _answer(row: dict[str, str]) -> tuple[int | None, frozenset[int]]:
    upper = int(row["upper"]) if row["upper"] else None
    return upper, frozenset(map(int, row["also"].split())) | ({upper} if upper else set())


def source_start(task: Task, plan: Extraction) -> int:
    """Where a task begins in its file."""
    own = task.span.of(plan.document.text)
    return plan.document.offsets.to_source(task.span.start + len(own) - len(own.lstrip()))


def _tuned(plan: Callable[[str], Extraction | None]) -> Iterator[Pair]:
    """The pairs of links.tsv, where Changde's items are known by their sections."""
    for name, place in TUNED.items():
        lower = plan(name)
        labelled = {int(r["item"]): r for r in table(GOLD / "links.tsv") if r["file"] == name}
        outline = next(r["outline"] for r in labelled.values())
        upper = plan(outline)
        if lower is None or upper is None:
            continue
        above = {p.path: p.number for p in lower.provisions}
        keys = {
            t.path: above[t.parent or ""] if place == "Changde" else t.number
            for t in lower.tasks
            if t.label and not t.general
        }
        cases = [
            Case(path, *_answer(labelled[key]))
            for path, key in keys.items()
            if key is not None and key in labelled
        ]
        yield Pair("tuned", f"{place} → {outline}", lower, upper, tuple(cases))


def ours(lower: Extraction, upper: Extraction) -> Scores:
    """What zeren accepts."""
    return _sure(upper, (link for link in derive(lower, upper) if link.status is Status.ACCEPTED))


def likeliest(lower: Extraction, upper: Extraction) -> Scores:
    """What zeren tells, accepted or not."""
    return _sure(upper, derive(lower, upper))


def _sure(upper: Extraction, links: Iterable[Derivation]) -> Scores:
    """The surest link of each task."""
    items, found = numbers(upper), Scores()
    for link in links:
        found.setdefault(link.task.parts[-1], {items[link.upper.parts[-1]]: link.confidence})
    return found


def measure(pair: Pair, scores: Scores, threshold: float = 0.0) -> Figures:
    """Right and wrong of the best item of each task, where it scores at least `threshold`."""
    total = Figures()
    for case in pair.cases:
        found = scores.get(case.path, {})
        best = max(found, key=lambda item: (found[item], -item), default=None)
        if best is None or found[best] < threshold:
            missed = int(case.upper is not None)
            total += Figures(linked=missed, errors=missed)
        elif case.upper is not None or best not in case.also:
            right = int(best in case.also)
            total += Figures(1, right, int(case.upper is not None), 1 - right)
    return total


def threshold(linker: Linker, tuned: Iterable[Pair]) -> float:
    """The threshold with which a rival makes the fewest errors on the tuned plans."""
    scored = [(pair, linker(pair.lower, pair.upper)) for pair in tuned]
    steps = [step / 50 for step in range(51)]
    return min(steps, key=lambda step: sum(measure(pair, found, step).errors for pair, found in scored))


def main(folder: Path | None) -> None:
    """Print a table: a line a pair and a line a group, for zeren and both rivals."""
    known = list(pairs(folder))
    tuned = [pair for pair in known if pair.group == "tuned"]
    linkers: dict[str, tuple[Linker, float]] = {
        "zeren": (ours, 0.0),
        "tf-idf": (tf_idf, threshold(tf_idf, tuned)),
        "headings": (headings, threshold(headings, tuned)),
    }
    print(f"{'':34}" + "".join(f"{name:>24}" for name in linkers))
    print(f"{'pair':28}{'tasks':>6}" + f"{'prec.   rec.  errors':>24}" * len(linkers))
    totals: dict[str, list[Figures]] = {}
    tasks = Counter[str]()
    for pair in known:
        figures = [measure(pair, linker(pair.lower, pair.upper), at) for linker, at in linkers.values()]
        _line(pair.name[:28], len(pair.cases), figures)
        before = totals.get(pair.group, [Figures()] * len(figures))
        totals[pair.group] = [one + other for one, other in zip(before, figures, strict=True)]
        tasks[pair.group] += len(pair.cases)
    for group, figures in totals.items():
        _line(f"all {group}", tasks[group], figures)
    out = [group for group in totals if group.startswith("held out")]
    if out:
        both = [reduce(add, column) for column in zip(*(totals[group] for group in out), strict=True)]
        _line("all left out", sum(tasks[group] for group in out), both)
        _thresholds([(pair, likeliest(pair.lower, pair.upper)) for pair in known if pair.held_out])
    print(f"\n{'further items of a task':34}{'prec.   rec.   wrong':>24}")
    for group in totals:
        _line(group, None, [reduce(add, (further(pair) for pair in known if pair.group == group))])


def further(pair: Pair) -> Figures:
    """What is accepted of a task beside its surest link, and how much of it is among what a reader names of that task."""
    items, known = numbers(pair.upper), defaultdict[str, list[int]](list)
    for link in derive(pair.lower, pair.upper):
        if link.status is Status.ACCEPTED:
            known[link.task.parts[-1]].append(items[link.upper.parts[-1]])
    total = Figures()
    for case in pair.cases:
        if case.upper is not None:
            first, *others = dict.fromkeys(known[case.path]) or [None]
            right = len(case.also.intersection(others))
            total += Figures(len(others), right, len(case.also - {first}), len(others) - right)
    return total


def _thresholds(told: Sequence[Told]) -> None:
    """Print what other thresholds would give, and one that each family of plans has from the others."""
    print(f"\n{'threshold, all left out':34}{'prec.   rec.  errors':>24}")
    for step in (0.5, 0.55, 0.6, 0.65, 0.7, 0.75):
        _line(
            f"{step:.2f}" + (" (in force)" if step == ACCEPTED_FROM else ""), None, [at_threshold(told, step)]
        )
    chosen = by_family(told)
    for family, (step, figures) in chosen.items():
        _line(f"{family} at {step:.2f}", None, [figures])
    _line(
        "each family at that of the others", None, [reduce(add, (figures for _, figures in chosen.values()))]
    )


def at_threshold(told: Iterable[Told], step: float) -> Figures:
    """The figures of all pairs together, where links from `step` on are accepted."""
    return reduce(add, (measure(pair, scores, step) for pair, scores in told), Figures())


def by_family(told: Sequence[Told]) -> dict[str, tuple[float, Figures]]:
    """For each family of plans the least threshold with which the others have the precision aimed at, and what it gives."""
    found = {}
    for family in sorted({pair.family for pair, _ in told}):
        others = [one for one in told if one[0].family != family]
        steps = [step / 100 for step in range(30, 100)]
        step = next((s for s in steps if at_threshold(others, s).precision >= AIM), 1.0)
        found[family] = step, at_threshold([one for one in told if one[0].family == family], step)
    return found


def seconds(number: int) -> dict[str, float]:
    """The seconds of a processor that zeren and TF-IDF take to link so many generated plans to the first of them."""
    authority = load()
    made = [
        extract(source(plan.name, plan.text.encode()), authority)
        for plan in plans(number + 1, Recipe(tasks=100))
    ]
    linkers: dict[str, Callable[[Extraction, Extraction], object]] = {
        "zeren": lambda lower, upper: list(derive(lower, upper)),
        "tf-idf": tf_idf,
    }
    took = {}
    for name, linker in linkers.items():
        start = time.process_time()
        for lower in made[1:]:
            linker(lower, made[0])
        took[name] = time.process_time() - start
    return took


def _line(name: str, tasks: int | None, figures: Iterable[Figures]) -> None:
    cells = (f"{f.precision:>10.3f}{f.recall:>7.3f}{f.errors:>7}" for f in figures)
    print((f"{name:34}" if tasks is None else f"{name:28}{tasks:>6}") + "".join(cells))


if __name__ == "__main__":
    if "--time" in sys.argv:
        print(seconds(int(sys.argv[2]) if len(sys.argv) > 2 else 20))
    else:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)

"""How well tasks are linked to upper provisions, beside TF-IDF with cosine and a match of all headings.

    python benchmarks/linking.py [FOLDER]
    python benchmarks/linking.py --time [PLANS]

FOLDER holds the real plans (seeds/ and corpus/); without it only the invented sample is measured. The gold is in
tests/cases/gold: links.tsv for the plans that weights were set on, links/ for plans left out of that ("new": read last). A task counts as
one error where what is accepted for it is not what a reader found, or where nothing is accepted and a reader found
something. Both rivals take the best item only, from the threshold that serves them best on the tuned plans.
With --time, the seconds of a processor that zeren and TF-IDF of all pairs take for so many generated plans of 100 tasks
under one of the same size, read beforehand.
"""

from __future__ import annotations

import csv
import math
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import add
from pathlib import Path

from generator import Recipe, plans

from zeren.data.authority import load
from zeren.data.catalogue import catalogues
from zeren.extract.catalogue import extract_catalogue
from zeren.extract.compose import extract
from zeren.extract.links.derive import derive
from zeren.extract.read import read, source
from zeren.extract.words import words
from zeren.ontology.model import Extraction, Provision, Status, Task

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

Scores = dict[str, dict[int, float]]
"""By task path, how much speaks for each upper item, items being known by their numbers."""
Linker = Callable[[Extraction, Extraction], Scores]


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
    def family(self) -> str:
        """What the lower plan is about; all invented plans are of one family with the plans that weights were set on."""
        start = self.name.partition("-")[0] if "-" in self.name.partition(" ")[0] else self.name[:2]
        return (
            FAMILIES.get(start, "tuned and invented")
            if self.group.startswith("held out")
            else "tuned and invented"
        )


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
    items = numbers(upper)
    found: Scores = {}
    for link in derive(lower, upper):
        if link.status is Status.ACCEPTED:
            found[link.task.parts[-1]] = {items[link.upper.parts[-1]]: link.confidence}
    return found


def tf_idf(lower: Extraction, upper: Extraction) -> Scores:
    """The cosine of TF-IDF vectors of words, rarity counted over both plans."""
    texts = {t.path: Counter(words(_text(t, lower))) for t in lower.tasks}
    items = {path: Counter(words(_text(upper_task(path, upper), upper))) for path in numbers(upper)}
    bags = [*texts.values(), *items.values()]
    counts = Counter(word for bag in bags for word in bag)

    def vector(bag: Counter[str]) -> dict[str, float]:
        weights = {w: n * (math.log((1 + len(bags)) / (1 + counts[w])) + 1) for w, n in bag.items()}
        length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
        return {word: weight / length for word, weight in weights.items()}

    known = {path: vector(bag) for path, bag in items.items()}
    return {
        path: _by_number(upper, {item: _dot(vector(bag), other) for item, other in known.items()})
        for path, bag in texts.items()
    }


def headings(lower: Extraction, upper: Extraction) -> Scores:
    """How much of either heading's pairs of characters both share, the task's own or its section's."""
    above = {p.path: p for p in lower.provisions}
    items = {path: _pairs(upper_task(path, upper).heading) for path in numbers(upper)}

    def score(task: Task, item: frozenset[str]) -> float:
        own = [_pairs(task.heading), _pairs(above[task.parent].heading if task.parent else "")]
        return max((2 * len(o & item) / (len(o) + len(item)) for o in own if o or item), default=0.0)

    return {
        task.path: _by_number(upper, {path: score(task, item) for path, item in items.items()})
        for task in lower.tasks
    }


def upper_task(path: str, upper: Extraction) -> Provision:
    """The provision at `path`."""
    return next(p for p in upper.provisions if p.path == path)


def numbers(upper: Extraction) -> dict[str, int]:
    """Every labelled task that is no aim, by path: its number, or that of the task it stands in."""
    tasks = {t.path: t for t in upper.tasks if t.label}

    def number(task: Task) -> int:
        holder = tasks.get(task.parent or "")
        return number(holder) if holder else task.number or 0

    return {path: number(task) for path, task in tasks.items()}


def _by_number(upper: Extraction, scores: dict[str, float]) -> dict[int, float]:
    number_of, best = numbers(upper), dict[int, float]()
    for path, score in scores.items():
        best[number_of[path]] = max(score, best.get(number_of[path], 0.0))
    return best


def _text(provision: Provision, plan: Extraction) -> str:
    return provision.span.of(plan.document.text)


def _dot(one: dict[str, float], other: dict[str, float]) -> float:
    return sum(weight * other[word] for word, weight in one.items() if word in other)


def _pairs(text: str) -> frozenset[str]:
    letters = re.sub(r"\W", "", text)
    return frozenset(letters[i : i + 2] for i in range(len(letters) - 1))


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


def _line(name: str, tasks: int, figures: Iterable[Figures]) -> None:
    cells = (f"{f.precision:>10.3f}{f.recall:>7.3f}{f.errors:>7}" for f in figures)
    print(f"{name:28}{tasks:>6}" + "".join(cells))


if __name__ == "__main__":
    if "--time" in sys.argv:
        print(seconds(int(sys.argv[2]) if len(sys.argv) > 2 else 20))
    else:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)

"""What links of tasks to upper provisions are measured against: TF-IDF with cosine, and a match of all headings."""

from __future__ import annotations

import math
import re
from collections import Counter

from zeren.extract.words import words
from zeren.ontology.model import Extraction, Provision, Task

Scores = dict[str, dict[int, float]]
"""By task path, how much speaks for each upper item, items being known by their numbers."""


def numbers(upper: Extraction) -> dict[str, int]:
    """Every labelled task that is no aim, by path: its number, or that of the task it stands in."""
    tasks = {t.path: t for t in upper.tasks if t.label}

    def number(task: Task) -> int:
        holder = tasks.get(task.parent or "")
        return number(holder) if holder else task.number or 0

    return {path: number(task) for path, task in tasks.items()}


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

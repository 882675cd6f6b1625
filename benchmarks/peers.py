"""Where the time of reading goes, stage by stage, and how other ways to take the same texts fare.

    python benchmarks/peers.py [FOLDER] [--rounds N]      the packaged sample, or the texts in a folder

Characters a second of one core's processor time, each as least, median and most of the rounds; a round runs all of them, so that
ratios hold on a busy machine too. The stages are those of a build: `read and clean` the file, `parse` it into notice, title and
provisions, `find` clauses, times, quantities, citations and duties, `compose and resolve` them into what is tied to provisions and
institutions, `state` that as Turtle, `load` it into a fresh store on disk (whose threads count too). The peers:

    jieba                     segmentation, all that it does
    spaCy zh                  a blank pipeline whose tokens are characters
    spaCy zh + SpanRuler      with zeren's names of bodies and places, role words, and patterns of times and shares
    regex and rdflib          straightforward.py: paragraphs, brackets, an rdflib graph, N-Triples
"""

from __future__ import annotations

import argparse
import math
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

import jieba
import pyoxigraph as ox
import spacy
from costs import seconds
from straightforward import written

from zeren import preparing
from zeren.data.authority import load
from zeren.extract import compose
from zeren.extract.roles.labels import ROLE_BY_VERB, ROLE_OF
from zeren.graph.store import Store

LEAST = 200_000
"""Characters that a round reads at least."""
STAGES: tuple[tuple[str, ModuleType, tuple[str, ...]], ...] = (
    ("read and clean", preparing, ("read_file",)),
    ("read and clean", compose, ("clean",)),
    ("parse", compose, ("arrange", "describe", "find_notice", "parse")),
    ("find", compose, ("find",)),
    ("compose and resolve", preparing, ("extract",)),
    ("state", preparing, ("as_prepared",)),
)
LOAD, ALL, SAID = "load", "zeren, into Turtle", "zeren, into the store"


class Clock:
    """Processor seconds of each stage, without those of the stages it calls."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {stage: 0.0 for stage, _, _ in STAGES}
        self._inner = [0.0]

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            self._inner.append(0.0)
            begun = time.process_time()
            result = function(*given, **named)
            taken = time.process_time() - begun
            self.seconds[stage] += taken - self._inner.pop()
            self._inner[-1] += taken
            return result

        return run

    def over_all(self) -> None:
        """Time every stage from now on."""
        for stage, module, names in STAGES:
            for name in names:
                setattr(module, name, self.timed(stage, getattr(module, name)))


@cache
def ruler() -> spacy.language.Language:
    """spaCy's Chinese tokenizer, and a ruler that holds what zeren looks for as far as a ruler can."""
    authority = load()
    digit = {"TEXT": {"REGEX": r"^[\d０-９]$"}}
    patterns: list[dict[str, Any]] = [
        *({"label": "body", "pattern": name} for name in sorted(authority.kinds)),
        *({"label": "place", "pattern": name} for name in sorted(authority.named)),
        *({"label": "role", "pattern": word} for word in sorted({*ROLE_OF, *ROLE_BY_VERB})),
        {"label": "time", "pattern": [*[digit] * 4, {"TEXT": "年"}, {"TEXT": {"IN": ["底", "末", "内", "前"]}}]},
        {"label": "time", "pattern": [*[digit] * 4, {"TEXT": "年"}, {**digit, "OP": "{1,2}"}, {"TEXT": "月"}]},
        {"label": "share", "pattern": [{**digit, "OP": "{1,3}"}, {"TEXT": {"IN": ["%", "％"]}}]},
    ]  # fmt: skip
    nlp = spacy.blank("zh")
    nlp.add_pipe("span_ruler").add_patterns(patterns)  # type: ignore[attr-defined]
    return nlp


@cache
def tokenizer() -> spacy.language.Language:
    return spacy.blank("zh")


def loaded(prepared: Sequence[preparing.Prepared]) -> float:
    """Processor seconds that a fresh store on disk takes for all of it."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "store")
        graphs = [(ox.NamedNode(f"https://example.org/{i}"), one.triples) for i, one in enumerate(prepared)]
        taken = seconds(lambda: store.fill(graphs))
        store.close()
    return taken


def measured(plans: Sequence[Path], turns: int) -> Iterator[tuple[str, float]]:
    """What one round takes: every stage, zeren as a whole, every peer."""
    clock.seconds.update(dict.fromkeys(clock.seconds, 0.0))
    prepared = [preparing.prepare(plan) for plan in plans for _ in range(turns)]
    yield from clock.seconds.items()
    read, put = sum(clock.seconds.values()), loaded(prepared)
    yield from ((LOAD, put), (ALL, read), (SAID, read + put))
    texts = [(plan.name, _text(plan)) for plan in plans for _ in range(turns)]
    yield "jieba", seconds(lambda: [list(jieba.cut(text)) for _, text in texts])
    yield "spaCy zh", seconds(lambda: [tokenizer()(text) for _, text in texts])
    yield "spaCy zh + SpanRuler", seconds(lambda: [ruler()(text) for _, text in texts])
    yield "regex and rdflib", seconds(lambda: [written(name, text) for name, text in texts])


@cache
def _text(plan: Path) -> str:
    return plan.read_text(encoding="utf-8", errors="replace")


def table(plans: Sequence[Path], rounds: int) -> None:
    """Print the rates and what zeren's are to them."""
    length = sum(len(_text(plan)) for plan in plans)
    turns = max(1, math.ceil(LEAST / length))
    for warm in (preparing.prepare, lambda plan: (ruler()(_text(plan)), list(jieba.cut(_text(plan))))):
        warm(plans[0])
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, taken in measured(plans, turns):
            found.setdefault(name, []).append(length * turns / taken)
    print(f"{len(plans)} plans, {length:,} characters, {rounds} rounds; thousands of characters a second")
    for name, rates in found.items():
        ratios = [one / other for one, other in zip(found[ALL], rates, strict=True)]
        figures = [f"{figure / 1000:9.0f}" for figure in (min(rates), statistics.median(rates), max(rates))]
        print(f"{name:24}{''.join(figures)}   zeren into Turtle / this {statistics.median(ratios):6.2f}")
    triples = sum(
        1 for plan in plans for _ in ox.parse(preparing.prepare(plan).triples, format=ox.RdfFormat.TURTLE)
    )
    plain = sum(written(plan.name, _text(plan)).count(" .\n") for plan in plans)
    print(f"statements made of them: zeren {triples:,}, regex and rdflib {plain:,}")


clock = Clock()


def main() -> None:
    """Measure what the arguments ask for."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("folder", nargs="?", type=Path)
    asked.add_argument("--rounds", type=int, default=5)
    given = asked.parse_args()
    clock.over_all()
    folder = given.folder or Path(str(files("zeren.data") / "sample"))
    table(sorted(folder.rglob("*.txt")), given.rounds)


if __name__ == "__main__":
    main()

"""How well the kind of a link, its modality and how requirements and tasks stand are told, against a reader.

    python benchmarks/kinds.py FOLDER

FOLDER holds the real plans (seeds/ and corpus/). Kinds are measured on the reader's own links, so that a wrong link is no wrong kind;
statuses as a build states them, links and all. The labels are in tests/cases/gold/kinds and statuses: one value, and others
that would do (`also`). `strict` is the first alone, `fair` any of them.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from linking import GOLD, Pair, pairs, source_start, table

from zeren.extract.links.change import changes
from zeren.extract.links.coverage import requirements, tasks
from zeren.extract.links.derive import derive
from zeren.ontology.model import Derivation, Status


@dataclass(frozen=True, slots=True)
class Told:
    """One label and what was told instead: `also` are other values that would do; nothing told is an empty string."""

    group: str
    where: str
    wanted: str
    also: frozenset[str]
    told: str

    @property
    def strict(self) -> bool:
        """Whether just the reader's value was told."""
        return self.told == self.wanted

    @property
    def fair(self) -> bool:
        """Whether a value was told that the reader would take."""
        return self.strict or self.told in self.also


def kinds(pair: Pair) -> Iterator[Told]:
    """The kind of every link that a reader labelled, and apart from it (group modality) whether its force was turned."""
    rows = _rows(pair, "kinds")
    if not rows:
        return
    number = {task.path: task.number for task in pair.upper.tasks if task.label and not task.general}
    at = {source_start(task, pair.lower): task.path for task in pair.lower.tasks}
    labelled = {(at[int(row["offset"])], int(row["upper"])): row for row in rows}
    links = [
        replace(link, status=Status.ACCEPTED)
        for link in derive(pair.lower, pair.upper)
        if (link.task.parts[-1], number.get(link.upper.parts[-1])) in labelled
    ]
    found = {
        (link.task.parts[-1], number[link.upper.parts[-1]]): link
        for link in changes(links, pair.lower, pair.upper)
    }
    for key, row in labelled.items():
        link = found.get(key)
        also = frozenset((row["also"] or "").split())
        yield Told("kind", f"{pair.name} {row['label']}", row["kind"], also, link.kind if link else "")
        yield Told(
            "modality", f"{pair.name} {row['label']}", row["modality"] or "", frozenset(), _force(link)
        )


def _force(link: Derivation | None) -> str:
    turned = [one.change for one in link.differences if one.aspect == "modality"] if link else []
    return turned[0] if turned else ""


def statuses(pair: Pair) -> Iterator[Told]:
    """How every labelled requirement (group item) and task stands."""
    rows = _rows(pair, "statuses")
    if not rows:
        return
    links = list(changes(derive(pair.lower, pair.upper), pair.lower, pair.upper))
    number = {pair.upper.document.id.of("provision", t.path): t.number for t in pair.upper.tasks}
    items = {
        str(number[one.provision]): one.coverage.value for one in requirements(pair.lower, pair.upper, links)
    }
    start = {
        pair.lower.document.id.of("provision", t.path): str(source_start(t, pair.lower))
        for t in pair.lower.tasks
    }
    old = frozenset([pair.upper.document.id] if pair.name.endswith("2015") else [])
    own = {start[one.provision]: one.coverage.value for one in tasks(pair.lower, links, old, {})}
    for row in rows:
        told = (items if row["what"] == "item" else own).get(row["at"], "")
        also = frozenset((row["also"] or "").split())
        yield Told(row["what"], f"{pair.name} {row['at']} {row['label']}", row["status"], also, told)


def _rows(pair: Pair, folder: str) -> list[dict[str, str]]:
    name = pair.lower.document.source_name.rsplit(".", 1)[0]
    file = GOLD / folder / f"{name}.tsv"
    upper = pair.name.rsplit(" → ", 1)[1]
    return [row for row in table(file) if row["upper_plan"] == upper] if file.is_file() else []


def figures(told: Iterable[Told]) -> Iterator[str]:
    """A line a group and pair, then the values confused."""
    every = list(told)
    for group in dict.fromkeys(one.group for one in every):
        own = [one for one in every if one.group == group]
        for name in [*dict.fromkeys(_pair(one) for one in own), ""]:
            some = [one for one in own if not name or _pair(one) == name]
            strict, fair = (
                sum(getattr(one, kind) for one in some) / len(some) for kind in ("strict", "fair")
            )
            yield f"{group:10}{name or 'together':52}{len(some):5}  strict {strict:.3f}  fair {fair:.3f}"
        confused = Counter((one.wanted or "-", one.told or "-") for one in own if not one.fair)
        for (wanted, said), count in confused.most_common():
            yield f"{'':10}{wanted} told as {said}: {count}"


def _pair(one: Told) -> str:
    return " ".join(one.where.split(" ")[:3])


def main() -> None:
    """Print the figures, and with -v every label that was missed."""
    folder = Path(sys.argv[1])
    known = [pair for pair in pairs(folder) if _rows(pair, "kinds")]
    told = [one for measure in (kinds, statuses) for pair in known for one in measure(pair)]
    print(*figures(told), sep="\n")
    if "-v" in sys.argv:
        for one in told:
            if not one.fair:
                print(one.group, one.where, one.wanted, "|", " ".join(sorted(one.also)), "->", one.told)


if __name__ == "__main__":
    main()

"""What a build did: a line a source, for a person to read and for a spreadsheet to sort."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from pyoxigraph import Literal

from .graph.reviews import Replayed
from .queries import Table

COLUMNS = (
    "file", "outcome", "title", "tasks", "responsibilities", "deadlines", "pages", "confidence", "note",
)  # fmt: skip
_FEW = 60
_PLAIN = ("read", "unchanged", "pruned")


class Outcome(StrEnum):
    """What became of one source."""

    READ = "read"
    DOUBTS = "read with doubts"
    UNCHANGED = "unchanged"
    NO_PLAN = "not a plan"
    DUPLICATE = "duplicate"
    """Its text is that of another file."""
    SAME_PLAN = "another text of a plan"
    """Its plan is that of another file, its text is not."""
    UNREADABLE = "unreadable"
    PRUNED = "pruned"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a build's report; `pages` is 0 for formats without pages, `confidence` None for what is no scan."""

    file: str
    outcome: Outcome
    title: str = ""
    tasks: int = 0
    responsibilities: int = 0
    deadlines: int = 0
    pages: int = 0
    confidence: float | None = None
    note: str = ""

    @property
    def needs_a_look(self) -> bool:
        """Whether a person should look at this source."""
        return self.outcome in (Outcome.NO_PLAN, Outcome.SAME_PLAN, Outcome.UNREADABLE)

    def again(self, other: str, same: bool) -> Entry:
        """The line of a source whose plan is read from another file; `same` says that so is its very text."""
        if same:
            return Entry(self.file, Outcome.DUPLICATE, self.title, note=f"the same text as {other}")
        note = f"its plan is read from {other}, whose text differs; keep one of them"
        return Entry(self.file, Outcome.SAME_PLAN, self.title, note=note)


@dataclass(slots=True)
class Report:
    """What a build did: a line a source, how many links it found, and what became of people's judgements."""

    entries: list[Entry] = field(default_factory=list)
    links: int = 0
    judged: Replayed = field(default_factory=Replayed)

    @property
    def needs_a_look(self) -> list[Entry]:
        """The sources that a person should look at."""
        return [entry for entry in self.entries if entry.needs_a_look]

    @property
    def shown(self) -> list[Entry]:
        """What to show on a screen: every source, or of very many those of which there is more to say."""
        if len(self.entries) <= _FEW:
            return self.entries
        return [entry for entry in self.entries if entry.outcome not in _PLAIN]

    def as_table(self) -> Table:
        """A row a source, with the columns COLUMNS."""
        rows = [[getattr(entry, column) for column in COLUMNS] for entry in self.entries]
        return Table(COLUMNS, tuple(tuple(map(_literal, row)) for row in rows))

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many sources came to each outcome, in the order of the outcomes, none left out that there is."""
        found = [entry.outcome for entry in self.entries]
        return {outcome: found.count(outcome) for outcome in Outcome if outcome in found}


def _literal(value: str | int | float | None) -> Literal | None:
    return None if value is None else Literal(str(value) if isinstance(value, str) else value)

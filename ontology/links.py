"""What ties plans together, as plain records: citations resolved, links, differences, how everything stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .bodies import Place
from .iri import Name
from .spans import Span


class Status(StrEnum):
    """Whether a link counts: accepted ones become zr:derivesFrom, candidates wait for a person."""

    ACCEPTED = "accepted"
    CANDIDATE = "candidate"
    REJECTED = "rejected"


class Change(StrEnum):
    """What became of a requirement on its way down (变化)."""

    COPIED = "copied"
    ADAPTED = "adapted"
    CONCRETE = "concrete"
    """A date, a number or a body stands in the task where the requirement has none (具体化)."""
    NARROWED = "narrowed"
    """The task takes up a part of the requirement only (收窄)."""
    WEAKENED = "weakened"
    STRENGTHENED = "strengthened"
    SPLIT = "split"
    """Several tasks of the plan carry out the one requirement (分解)."""
    MERGED = "merged"
    """The task carries out several requirements of the one upper plan (合并)."""


class Coverage(StrEnum):
    """What became of a requirement in one plan below, or of a task in view of the plans above (承接状态)."""

    COVERED = "Covered"
    DEEPLY_COVERED = "DeeplyCovered"
    PARTLY_COVERED = "PartlyCovered"
    UNCOVERED = "Uncovered"
    LOCAL_ADDITION = "LocalAddition"
    OUTDATED = "Outdated"
    ORPHANED = "Orphaned"
    FORWARDED = "ForwardedUnchanged"
    AMBIGUOUS = "Ambiguous"
    NOT_ADDRESSED = "NotAddressed"


@dataclass(frozen=True, slots=True)
class Reference:
    """What a citation turned out to name: a plan that is held, or a stub known by its title.

    `citation` is None for a parent that a person set by hand. Of a document that is not held, its title tells the place
    above the citing plan that it is of, and whether a ministry or a department issued it.
    """

    citing: Name
    citation: Name | None
    cited: Name
    title: str
    held: bool
    implements: bool
    place: Place | None = None
    departmental: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was above: a deadline, number, modality or body.

    `aspect` is deadline, target, modality or body; `change` is earlier, later, higher, lower, weakened,
    strengthened, dropped or added. What was dropped has no `span` in the task's plan, what was added no `upper_span`.
    `catalogue` says that the requirement is known from a catalogue only: its dates and numbers, not its wording.
    """

    aspect: str
    change: str
    text: str
    upper_text: str
    span: Span | None
    upper_span: Span | None
    catalogue: bool = False


@dataclass(frozen=True, slots=True)
class Correspondence:
    """A duty of a task and the duty of its requirement that it answers (义务对应).

    Both are known by their spans in the plans of the link; `likeness` is between 0 and 1, `words` are those that both have.
    """

    duty: Span
    upper_duty: Span
    likeness: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Derivation:
    """A task and the upper provision it carries out, with the evidence on both sides.

    `confidence` is between 0 and 1; `rationale` says in words what it rests on. `plan` and `upper_plan`
    are the documents that `span` and `upper_span` are offsets of. `shapes` are split and merged, where they hold;
    `clauses` says which single duties answer each other.
    """

    task: Name
    upper: Name
    plan: Name
    upper_plan: Name
    kind: str
    confidence: float
    status: Status
    method: str
    rationale: str
    span: Span
    upper_span: Span
    differences: tuple[Difference, ...] = ()
    shapes: tuple[str, ...] = ()
    clauses: tuple[Correspondence, ...] = ()

    @property
    def weight(self) -> Weight:
        """What the link does for the standing of its two ends."""
        return Weight.of(self.kind, [one.change for one in self.differences])


@dataclass(frozen=True, slots=True)
class Weight:
    """What one link that counts does for a standing: it forwards a requirement unchanged, or takes up a part of it only."""

    unchanged: bool = False
    partial: bool = False

    @classmethod
    def of(cls, kind: str, changes: Sequence[str]) -> Weight:
        """By the kind of a link and what its differences do."""
        return cls(kind == Change.COPIED and not changes, kind == Change.NARROWED or "dropped" in changes)

    @staticmethod
    def together(links: Sequence[Weight]) -> Coverage:
        """How something stands by all links that count for it, of which there is one at least."""
        if all(link.unchanged for link in links):
            return Coverage.FORWARDED
        return Coverage.PARTLY_COVERED if all(link.partial for link in links) else Coverage.COVERED


@dataclass(frozen=True, slots=True)
class Continuation:
    """An item of a newer edition that continues one of the older edition (延续); `rationale` says what that rests on."""

    item: Name
    before: Name
    confidence: float
    rationale: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How a provision stands: a requirement in one plan below, or with `plan` None a task on its own."""

    provision: Name
    plan: Name | None
    coverage: Coverage
    addressed: bool = True
    """Whether the requirement speaks to the level of the plan."""

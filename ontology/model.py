"""What zeren talks about, as plain records.

Every record is frozen and slotted and knows nothing of files, stores or screens. Offsets are half-open
counts of Unicode code points into `Document.text`, the cleaned text of one source.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .bodies import ChangeEvent, ChangeKind, Institution, Kind, Level, Membership, Place, Reform
from .findings import (
    Actor,
    ActorSource,
    Citation,
    CitedAs,
    Deadline,
    Mention,
    Modality,
    Obligation,
    Responsibility,
    Role,
    Target,
)
from .iri import Name
from .links import (
    Change,
    Continuation,
    Correspondence,
    Coverage,
    Derivation,
    Difference,
    Reference,
    Standing,
    Status,
    Weight,
)
from .spans import Span

__all__ = [
    "Actor",
    "ActorSource",
    "Change",
    "ChangeEvent",
    "ChangeKind",
    "Citation",
    "CitedAs",
    "Continuation",
    "Correspondence",
    "Coverage",
    "Deadline",
    "Derivation",
    "Difference",
    "Document",
    "Extraction",
    "Institution",
    "Kind",
    "Level",
    "Membership",
    "Mention",
    "Modality",
    "Notice",
    "NoticeKind",
    "Obligation",
    "Offsets",
    "Place",
    "Provision",
    "Reference",
    "Reform",
    "Responsibility",
    "Role",
    "Segment",
    "SegmentKind",
    "Source",
    "Span",
    "Standing",
    "Status",
    "Target",
    "Task",
    "Weight",
]


class SegmentKind(StrEnum):
    """The parts of a source that are not provisions of its plan."""

    BOILERPLATE = "boilerplate"
    """Menus, metadata tables, repeated abstracts, login lines (网页杂项)."""
    NOTICE = "notice"
    """The printing notice that carries the plan (印发通知)."""
    TITLE = "title"
    PREAMBLE = "preamble"
    """The unnumbered opening of the plan itself (导语)."""
    SIGNATURE = "signature"
    """Issuer and date at the end (落款)."""


@dataclass(frozen=True, slots=True)
class Offsets:
    """Where cleaned text came from: from `clean[i]` on, positions run in step from `source[i]` on."""

    clean: tuple[int, ...] = (0,)
    source: tuple[int, ...] = (0,)

    def to_source(self, position: int) -> int:
        """The position in the source's decoded text of a position in the cleaned text."""
        step = bisect_right(self.clean, position) - 1
        return self.source[step] + position - self.clean[step]

    def to_clean(self, position: int) -> int:
        """The first position in the cleaned text that comes from `position` in the source or after it."""
        step = bisect_right(self.source, position) - 1
        here = self.clean[step] + position - self.source[step]
        return min(here, self.clean[step + 1]) if step + 1 < len(self.clean) else here

    def span_to_source(self, span: Span) -> Span:
        """The stretch of the source that a stretch of the cleaned text was read from."""
        if span.start == span.end:
            return Span(self.to_source(span.start), self.to_source(span.start))
        return Span(self.to_source(span.start), self.to_source(span.end - 1) + 1)

    def without(self, left_out: Sequence[int]) -> Offsets:
        """The same of a cleaned text without the characters at some positions, which are in order."""
        steps = {
            step - bisect_left(left_out, step): self.to_source(step)
            for step in sorted({*self.clean, *(position + 1 for position in left_out)})
        }
        return Offsets(tuple(steps), tuple(steps.values()))


@dataclass(frozen=True, slots=True)
class Source:
    """One file as read: its name without folders, its text and the digest of its bytes.

    `verbatim` says that the text is the decoded file itself, so that a position in it leads into the file;
    `pages` are the positions at which pages begin, for formats that have pages; of scans `confidences` are the
    pages' mean confidences and `doubtful` what was recognised with little. `notes` say what a person should
    know of the reading, `attachments` name the files that the source says belong to it.
    """

    name: str
    text: str
    encoding: str
    digest: str
    verbatim: bool = True
    pages: tuple[int, ...] = ()
    confidences: tuple[float, ...] = ()
    doubtful: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One plan (规划、方案、要点) with what its metadata, heading and text say of it.

    `period` is the first and last year it plans for; `catalogue` marks an outline that zeren knows by its
    items only, and that gives way to the real text. `verbatim`, `pages`, `confidences` and `doubtful` are as in
    its Source, in positions of `text`; what is doubtful is in order and apart.
    """

    id: Name
    title: str
    number: str | None
    issuers: tuple[str, ...]
    place: Place | None
    level: Level | None
    issued: date | None
    period: tuple[int, int] | None
    text: str
    source_name: str
    digest: str
    offsets: Offsets = Offsets()
    verbatim: bool = True
    pages: tuple[int, ...] = ()
    confidences: tuple[float, ...] = ()
    doubtful: tuple[Span, ...] = ()
    catalogue: bool = False

    def page_of(self, position: int) -> int | None:
        """The number of the page that a position in the text stands on, from 1; None without pages."""
        return max(1, bisect_right(self.pages, position)) if self.pages else None

    def confidence_of(self, position: int) -> float | None:
        """How sure the recognition of the page at a position was, from 0 to 1; None for what is no scan."""
        page = self.page_of(position)
        return self.confidences[page - 1] if page and self.confidences else None

    def is_doubtful(self, span: Span) -> bool:
        """Whether any of a stretch was recognised with little confidence."""
        before = bisect_left(self.doubtful, (span.end,)) - 1
        return before >= 0 and self.doubtful[before].end > span.start

    @property
    def begins(self) -> date | None:
        """The day from which it holds: that of its issue, else the first it plans for."""
        return self.issued or (date(self.period[0], 1, 1) if self.period else None)

    @property
    def scope(self) -> str:
        """The code of its place, or a mark of its own where the place is not known."""
        return self.id.parts[0]


class NoticeKind(StrEnum):
    """What a notice does with the plan it carries: 印发 its own, 转发 another body's."""

    ISSUE = "issue"
    FORWARD = "forward"


@dataclass(frozen=True, slots=True)
class Notice:
    """The letter that a plan comes with (印发通知、转发通知); `authors` issued what it forwards, `issuers` it."""

    title: str
    kind: NoticeKind
    authors: tuple[str, ...]
    span: Span
    number: str | None = None
    issuers: tuple[str, ...] = ()
    issued: date | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the document that is no provision: a menu, the notice, the title, the preamble."""

    kind: SegmentKind
    span: Span


@dataclass(frozen=True, slots=True)
class Provision:
    """One node of the plan's tree (条款).

    `span` is the node's own text, from its label to where the next node starts; only points (一是…) lie
    inside their parent's span. `path` is the numbers from the root ("2.1.4"), unique in its document.
    `label` is as printed ("(四)"), `number` its value; an unnumbered paragraph has neither.
    """

    path: str
    order: int
    label: str
    number: int | None
    heading: str
    span: Span
    parent: str | None
    point: bool = False


@dataclass(frozen=True, slots=True)
class Task(Provision):
    """A provision that asks somebody to do something; the unit that responsibility attaches to.

    `general` marks the provisions that set aim and principle for all others (指导思想, 工作原则, 总体目标).
    """

    general: bool = False


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that was read from one source; a pure function of the source and the authority data."""

    document: Document
    segments: tuple[Segment, ...]
    provisions: tuple[Provision, ...]
    responsibilities: tuple[Responsibility, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    citations: tuple[Citation, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    mentions: tuple[Mention, ...] = ()
    notice: Notice | None = None
    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Key terms by provision path; only a catalogue has them."""
    notes: tuple[str, ...] = ()
    """What a person should know of the reading, such as table columns that were left alone."""

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The provisions that ask somebody to do something."""
        return tuple(p for p in self.provisions if isinstance(p, Task))

"""What is found in a plan: who has what to do with a task, duties, times, quantities, citations, each with its span."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .bodies import Institution
from .spans import Span


class Role(StrEnum):
    """What a body has to do with a task: 牵头, 负责, 配合, 督导."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"
    SUPERVISE = "supervise"


class Modality(StrEnum):
    """The force with which something is asked for: 必须, 不得, 要, 鼓励, 探索."""

    MUST = "must"
    MUST_NOT = "mustnot"
    SHOULD = "should"
    ENCOURAGE = "encourage"
    EXPLORE = "explore"


class CitedAs(StrEnum):
    """What a text does with a document it names: 贯彻落实, 根据, 转发, 废止, or only name it."""

    IMPLEMENTS = "implements"
    BASIS = "basis"
    FORWARDS = "forwards"
    REPEALS = "repeals"
    NAMES = "names"


class ActorSource(StrEnum):
    """Where it stands who is to do something: in the clause, before it in the sentence, only at the task, nowhere."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    TASK = "task"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A body bound to a task in a role, as one clause prints it.

    `as_named` is the name with a shared part restored (各区县政府 from 各区县党委和政府); `span` is what is
    printed for it, `clause` the whole clause. `institution` is None while the name is unresolved.
    `role_by_rule` is where a rule for the whole document gave the role (列第一位的为牵头单位), `added_by_rule`
    where one laid on the duty itself, which is not printed at the task (以下各项均需各市政府落实). `resolution` is
    how the institution was found; `score`, between 0 and 1, is 1 but where the name was taken for a misprint.
    """

    task: str
    role: Role
    as_named: str
    open_ended: bool
    span: Span
    clause: Span
    method: str
    institution: Institution | None = None
    role_by_rule: Span | None = None
    added_by_rule: Span | None = None
    resolution: str = ""
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Actor:
    """A body on which a clause lays a duty, as named and where; `institution` is None while it is unresolved."""

    as_named: str
    span: Span
    institution: Institution | None = None


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty (义务): what one clause asks for.

    `provision` is the task it belongs to, in whose own text or unnumbered paragraphs it stands; outside all tasks
    (各部门要… at the end) the provision that it stands in; None in the notice or the preamble (请认真组织实施), where it
    belongs to the plan as a whole.

    `span` is the clause with what leads to it; `action` its verb or verbs, `object` what they act on, `condition`
    what stands before them and says when, where or how (在…中, 对…的, 除…外), all as printed and inside `span`.
    `scope` are the words in it that say how far it reaches (在…范围内, 所有, 原则上). `action_at` and the others are where
    the printed parts begin.

    `actors` are those that running text names: a duty whose `source` is the task falls to the bodies of its
    responsibilities.
    """

    provision: str | None
    actors: tuple[Actor, ...]
    source: ActorSource
    modality: Modality
    action: str
    object: str | None
    condition: str | None
    span: Span
    method: str
    scope: tuple[Span, ...] = ()
    action_at: int | None = None
    object_at: int | None = None
    condition_at: int | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time by which, or a rhythm in which, something is to be done (时限).

    `due` is the last day that still counts; `recurrence` an ISO 8601 duration or a day of the year
    (--03-01). `duration` is the length of a term (ISO 8601, P20D; `working_days` if they are 工作日), `event` what it
    is counted from (送达之日). A form that names no date (长期坚持) has none of them. `provision` is None in the
    preamble, where the plan as a whole sets itself a time. The time of a phase (deadline.phase) comes once for each
    provision under its heading.
    """

    provision: str | None
    text: str
    due: date | None
    recurrence: str | None
    span: Span
    method: str
    duration: str | None = None
    working_days: bool = False
    event: Span | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A quantity to be reached (指标): comparator one of >=, <=, =, increase, decrease.

    `measured` is what it is a quantity of (森林覆盖率), `baseline` what it is counted from (比2020年下降): both None where
    they are not printed beside it. `provision` is None in the preamble.
    """

    provision: str | None
    text: str
    comparator: str
    value: str
    unit: str
    period: str | None
    span: Span
    method: str
    measured: Span | None = None
    baseline: Span | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A document named in the text (引用), with the number printed after it where there is one.

    `provision` is None for a citation in the title, the preamble or the notice. `pinpoint` is the article that is
    named (第三十二条), `full` the title that a short one stands for (以下简称《纲要》).
    """

    provision: str | None
    title: str
    number: str | None
    span: Span
    method: str
    cited_as: CitedAs = CitedAs.NAMES
    pinpoint: str | None = None
    full: str | None = None

    @property
    def named(self) -> str:
        """The title of the document, in full where the text says it in full anywhere."""
        return self.full or self.title


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch that a pattern or a component of the analyst's own found (标注), by its tag.

    `id` is what the pattern calls it; `provision` is None outside all provisions.
    """

    provision: str | None
    tag: str
    text: str
    id: str
    span: Span
    method: str

"""What a person decides about a finding of the machine: one signed judgement, and where it belongs."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum


class About(StrEnum):
    """What is judged: two records of institutions (机构), a derivation (承接), or a finding (识别结果)."""

    INSTITUTION = "institution"
    LINK = "link"
    FINDING = "finding"


class Verdict(StrEnum):
    """What a person says of it: 同一, 非同一, 认可, 否定, 正确, 错误, 更正, 存疑."""

    SAME = "same"
    NOT_SAME = "not-same"
    ACCEPT = "accept"
    REJECT = "reject"
    RIGHT = "right"
    WRONG = "wrong"
    CORRECTED = "corrected"
    UNSURE = "unsure"


VERDICTS = {
    About.INSTITUTION: (Verdict.SAME, Verdict.NOT_SAME, Verdict.UNSURE),
    About.LINK: (Verdict.ACCEPT, Verdict.REJECT, Verdict.UNSURE),
    About.FINDING: (Verdict.RIGHT, Verdict.WRONG, Verdict.CORRECTED, Verdict.UNSURE),
}


KINDS = {
    About.INSTITUTION: ("institution", "group"),
    About.LINK: ("provision",),
    About.FINDING: ("responsibility", "deadline", "target", "citation"),
}
"""The kinds of names that subject and object of a judgement are."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a judged thing stands, told by words rather than offsets or numbers, so that it is found again.

    `text` is the name of a body, or how a provision of `plan` begins after its number; it is the `nth` of `total`
    that begin so. Of a finding `kind` says which it is, `quote` is what it was read from, the `at`-th of `count`
    such places in the provision, and `mark` its role.
    """

    kind: str
    text: str
    plan: str = ""
    nth: int = 1
    total: int = 1
    quote: str = ""
    at: int = 0
    count: int = 0
    mark: str = ""

    def __str__(self) -> str:
        """As JSON in one line, without what is left at its default."""
        default = asdict(Anchor("", ""))
        given = {key: value for key, value in asdict(self).items() if value != default[key]}
        return json.dumps(given, ensure_ascii=False, sort_keys=True)

    @classmethod
    def parse(cls, text: str) -> Anchor:
        """The anchor that was written so; ValueError where it is none.

        >>> anchor = Anchor("provision", "健全制度。", "plan/990100/方案", 1, 2)
        >>> Anchor.parse(str(anchor)) == anchor
        True
        """
        try:
            anchor = cls(**{"kind": "", "text": "", **json.loads(text)})
            if not (1 <= anchor.nth <= anchor.total and 0 <= anchor.at <= anchor.count and anchor.kind):
                raise ValueError(text)
        except (TypeError, ValueError) as error:
            raise ValueError(f"{text!r} does not say where a thing stands") from error
        return anchor


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement (判断): who says what of what, when and why.

    `subject` and `object` are names without a base: two institutions; a task and the upper provision; a finding
    alone. `value` is a correction, as role=lead. `time` is ISO 8601 in UTC, as `timestamp` writes it. The anchors
    say where subject and object were when the judgement was made.
    """

    time: str
    by: str
    about: About
    subject: str
    verdict: Verdict
    object: str = ""
    value: str = ""
    note: str = ""
    anchor: str = ""
    object_anchor: str = ""

    @property
    def id(self) -> str:
        """A digest of what is said, so that the same judgement is the same wherever it was copied to."""
        said = (
            self.time,
            self.by,
            self.about,
            self.subject,
            self.verdict,
            self.object,
            self.value,
            self.note,
        )
        return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]

    @property
    def order(self) -> tuple[str, str]:
        """Sorts judgements by time; those of one moment in a fixed order."""
        return self.time, self.id


def timestamp(moment: datetime) -> str:
    """A moment as a judgement keeps it; one without a zone is taken for UTC.

    >>> timestamp(datetime(2026, 11, 22, 8, 30))
    '2026-11-22T08:30:00.000Z'
    """
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

"""From what a person types to a judgement that can be kept, or the reason why it cannot."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from ..ontology.errors import Unusable
from ..ontology.iri import Name
from ..ontology.judgement import VERDICTS, About, Judgement, Verdict, timestamp
from ..ontology.model import Role
from .anchors import BODIES, FINDINGS, Places
from .errors import StoreError
from .judgements import FILE, Kept, add, of_row, one_line, rows
from .lookup import NotFound, find, find_body
from .manifest import Manifest
from .reviews import Replayed, refresh
from .settling import Placed, settle
from .store import Store
from .terms import checked

WORDS = {
    "同一": Verdict.SAME,
    "不同": Verdict.NOT_SAME,
    "非同一": Verdict.NOT_SAME,
    "认可": Verdict.ACCEPT,
    "否定": Verdict.REJECT,
    "正确": Verdict.RIGHT,
    "错误": Verdict.WRONG,
    "更正": Verdict.CORRECTED,
    "存疑": Verdict.UNSURE,
}
_CORRECTIONS = {"responsibility": ("role", "name", "span"), "deadline": ("due",)}
_ENDS = "PREFIX zr: <https://w3id.org/zeren#> SELECT ?task ?upper WHERE {{ <{}> zr:task ?task ; zr:upper ?upper }}"

_CORRECTS = "PREFIX zr: <https://w3id.org/zeren#> SELECT ?found WHERE {{ <{}> zr:corrects ?found }}"


class Refused(Unusable):
    """A judgement that cannot be kept; the message says why, in a line."""


class Judge:
    """Makes judgements about the things of one store, as a person names them."""

    def __init__(self, store: Store, base: str) -> None:
        """`base` is what the identifiers of the store begin with."""
        self._store, self._base = store, base
        self._places = Places(store, base)

    def judgement(
        self, subject: str, verdict: str, object: str = "", *, by: str, note: str = "", time: str
    ) -> Judgement:
        """What a person says of `subject`. Raises Refused and NotFound.

        Forms:
          1. 望川市司法局 same 望川市司法行政局          two institutions, by name or IRI: same, not-same, unsure
          2. 青禾县#九 accept 望川市#9                 a task and an upper provision: accept, reject, unsure
          3. derivation/… reject                       the same, by the link between them
          4. responsibility/… right                    a finding, by its IRI: right, wrong, unsure
          5. responsibility/… corrected role=support   with role=, name= or span=; of a deadline due=2023-06-30

        Verdicts may be said in Chinese: 同一, 不同, 认可, 否定, 正确, 错误, 更正, 存疑.
        """
        if not by.strip():
            raise Refused("a judgement is signed; give --by NAME")
        said = self._verdict(verdict)
        about, ends, value = self._meant(subject, said, object)
        anchors = [str(self._places.anchor(name) or "") for name in ends]
        if not all(anchors):
            raise Refused(
                f"{subject} is nothing that can be judged; it is no longer in the store, or has no words"
            )
        made = Judgement(
            time, one_line(by), about, ends[0], said, value=value, note=one_line(note), anchor=anchors[0]
        )
        return replace(made, object=ends[1], object_anchor=anchors[1]) if len(ends) > 1 else made

    def _verdict(self, word: str) -> Verdict:
        try:
            return WORDS.get(word.strip()) or Verdict(word.strip())
        except ValueError:
            raise Refused(f"{word!r} is no verdict; there are {', '.join(Verdict)}") from None

    def _meant(self, subject: str, said: Verdict, object: str) -> tuple[About, tuple[str, ...], str]:
        """What is judged: its kind, the names of one thing or two, and a correction."""
        subject = self._corrected(subject)
        kind = self._kind(subject)
        if said in VERDICTS[About.INSTITUTION] and (said is not Verdict.UNSURE or kind in (*BODIES, "")):
            return About.INSTITUTION, self._bodies(subject, object), ""
        if kind in FINDINGS:
            return self._finding(subject, said, object)
        if said in VERDICTS[About.LINK]:
            return About.LINK, self._link(subject, object), ""
        raise Refused(f"{subject} is no finding; {said} is said of one of {', '.join(FINDINGS)}, by its IRI")

    def _corrected(self, reference: str) -> str:
        """The finding that a correction stands for; anything else as it is."""
        iri = self._base + reference.removeprefix(self._base)
        if not iri.startswith(f"{self._base}correction/"):
            return reference
        return next(self._store.rows(_CORRECTS.format(checked(iri))), {"found": reference})["found"] or ""

    def _kind(self, reference: str) -> str:
        """The kind that an IRI, or an IRI without its base, is of; empty for the name of a body."""
        tail = reference.removeprefix(self._base)
        try:
            return Name.parse(tail, "").kind
        except ValueError:
            pass
        try:
            find_body(self._store, reference, self._base)
        except NotFound:
            return "provision"
        return ""

    def _bodies(self, one: str, other: str) -> tuple[str, str]:
        if not other:
            raise Refused(f"of which other institution is {one} to be told? give it after the verdict")
        ends = (
            self._tail(find_body(self._store, one, self._base)),
            self._tail(find_body(self._store, other, self._base)),
        )
        if ends[0] == ends[1]:
            raise Refused(f"{one} and {other} are the same record already")
        return ends

    def _link(self, task: str, upper: str) -> tuple[str, str]:
        iri = find(self._store, task, self._base)
        if self._kind(iri) == "derivation":
            ends = next(self._store.rows(_ENDS.format(iri)))
            return self._tail(ends["task"] or ""), self._tail(ends["upper"] or "")
        if not upper:
            raise Refused(f"which requirement does {task} carry out, or not? give it after the verdict")
        found = self._tail(iri), self._tail(find(self._store, upper, self._base))
        for name, given in zip(found, (task, upper), strict=True):
            if Name.parse(name, "").kind != "provision":
                raise Refused(f"{given} is no provision; name one as PLAN#LABEL")
        return found

    def _finding(self, subject: str, said: Verdict, value: str) -> tuple[About, tuple[str], str]:
        if said not in VERDICTS[About.FINDING]:
            raise Refused(f"{said} is not said of a finding; there are {', '.join(VERDICTS[About.FINDING])}")
        name = self._tail(find(self._store, subject, self._base))
        if bool(value) != (said is Verdict.CORRECTED):
            raise Refused("a correction is given after corrected, as role=lead, and after no other verdict")
        return About.FINDING, (name,), _correction(Name.parse(name, "").kind, value) if value else ""

    def _tail(self, iri: str) -> str:
        return iri.removeprefix(self._base)


def _correction(kind: str, value: str) -> str:
    """A correction as it is kept. Raises Refused where a finding of that kind has no such property or value."""
    key, equals, said = (part.strip() for part in one_line(value).partition("="))
    keys = _CORRECTIONS.get(kind, ())
    if not equals or key not in keys or not said:
        known = ", ".join(f"{each}=" for each in keys) or "nothing"
        raise Refused(f"{value!r} cannot be corrected of a {kind}; {known} can")
    if key == "role" and said not in set(Role):
        raise Refused(f"{said!r} is no role; there are {', '.join(Role)}")
    if key == "due":
        try:
            date.fromisoformat(said)
        except ValueError:
            raise Refused(f"{said!r} is no date; write it as 2023-06-30") from None
    return f"{key}={said}"


def now() -> str:
    """The time of an entry."""
    return timestamp(datetime.now(UTC))


def enter(directory: Path, judgements: Iterable[Judgement]) -> None:
    """Add judgements to those kept in the folder of a store, unless one contradicts what stands. Raises Refused."""
    new = list(judgements)

    def check(kept: Kept) -> None:
        before, after = (settle(map(_as_said, said)) for said in (kept.judgements, (*kept.judgements, *new)))
        for contradiction in after.refused:
            if contradiction not in before.refused:
                raise Refused(str(contradiction))

    add(directory, new, check)


def keep(directory: Path, judgements: Iterable[Judgement], base: str) -> Replayed | None:
    """Enter judgements, and show them in the store at once; None where another process is writing it. Raises Refused."""
    enter(directory, judgements)
    try:
        store = Store.create(directory)
    except StoreError:
        return None
    try:
        return refresh(store, Manifest.load(directory), base)
    finally:
        store.close()


def _as_said(said: Judgement) -> Placed:
    return Placed(said, said.subject, said.object)


def taken(data: bytes, judge: Judge, kept: Kept, by: str, name: str) -> list[Judgement]:
    """The judgements in a CSV file `name` that are not kept yet. Raises Refused, naming the first row that is wrong.

    A row that was exported is taken as it is; of one that a person wrote, subject and object are read as they are
    typed, and name and time are those of the import where it gives none.
    """
    start, known = datetime.now(UTC), {said.id for said in kept.judgements}
    found: dict[str, Judgement] = {}
    try:
        table = rows(data)
    except UnicodeDecodeError:
        raise Refused(f"{name}: not UTF-8; save it as CSV UTF-8") from None
    except (ValueError, csv.Error) as reason:
        raise Refused(f"{name}: {reason}") from None
    for number, row in enumerate(table, 2):
        try:
            said = _of(row, judge, by, timestamp(start + timedelta(milliseconds=number)))
        except (Refused, NotFound, ValueError) as reason:
            raise Refused(f"{name} row {number}: {reason}; nothing was imported") from None
        found[said.id] = said
    return [said for said in found.values() if said.id not in known]


def _of(row: Mapping[str, str], judge: Judge, by: str, time: str) -> Judgement:
    if row.get("anchor"):
        return of_row(row)
    subject, object = row["subject"], row.get("object", "") or row.get("value", "")
    written = judge.judgement(
        subject,
        row.get("verdict", ""),
        object,
        by=row.get("by", "") or by,
        note=row.get("note", ""),
        time=time,
    )
    return of_row({**_cells(written), "time": row["time"]}) if row.get("time") else written


def _cells(said: Judgement) -> dict[str, str]:
    return {column: str(getattr(said, column)) for column in Judgement.__slots__}


def path_in(directory: Path) -> Path:
    """The file of judgements that belongs to the store in `directory`."""
    return directory / FILE

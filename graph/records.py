"""What linking needs of a held plan, kept beside the store: reading it back by queries takes thirty times as long.

A record says exactly what `read_plan` says of the plan's graph. It is written with the plan, under a stamp of the source
and of zeren; losing the folder costs time and nothing else.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from ..data.authority import Authority
from ..ontology.iri import Name
from ..ontology.model import (
    ActorSource,
    Citation,
    CitedAs,
    Deadline,
    Document,
    Extraction,
    Institution,
    Level,
    Modality,
    Obligation,
    Provision,
    Responsibility,
    Role,
    Span,
    Target,
    Task,
)
from .reading import Place, placed
from .statements import title_of
from .terms import plain_number

FOLDER = "records"
Body = tuple[Name, str]
"""An institution or a group, with a name as printed."""
_GENERAL = 2
"""Marks tasks that speak for the whole plan; other tasks are 1, other provisions 0."""

_ROLES = {role.value: role for role in Role}
_MODALITIES = {modality.value: modality for modality in Modality}
_CITED_AS = {kind.value: kind for kind in CitedAs}


class Records:
    """The records of one store's plans, a file a plan."""

    def __init__(self, directory: Path, version: str) -> None:
        """`directory` is the store's; `version` is of the code and the tables that reading depends on."""
        self._folder, self._version = directory / FOLDER, version

    def keep(self, plan: Name, digest: str, record: bytes) -> None:
        """Write the record of a plan whose source has that digest, in one step."""
        self._folder.mkdir(exist_ok=True)
        path = self._path(plan)
        new = path.with_suffix(".new")
        new.write_bytes(self._stamp(digest) + record)
        new.replace(path)

    def find(self, document: Document) -> Extraction | None:
        """The plan as its record has it; None where there is none of that source."""
        try:
            data = self._path(document.id).read_bytes()
        except OSError:
            return None
        stamp = self._stamp(document.digest)
        return read_record(data[len(stamp) :], document) if data.startswith(stamp) else None

    def citing(self, document: Document) -> Extraction | None:
        """The plan with its provisions and its citations alone, as its record has them; None where there is none."""
        try:
            with self._path(document.id).open("rb") as file:
                if file.readline() == self._stamp(document.digest):
                    return read_citing(b"".join(islice(file, 3)), document)
        except OSError:
            pass
        return None

    def has(self, document: Document) -> bool:
        """Whether the plan has a record of that source."""
        try:
            with self._path(document.id).open("rb") as file:
                return file.readline() == self._stamp(document.digest)
        except OSError:
            return False

    def bodies(self, document: Document) -> list[Body]:
        """The bodies that a plan names. OSError where it has no record."""
        return _bodies(self.named(document))

    def named(self, document: Document) -> bytes:
        """The same as the record has it: equal for equal bodies. OSError where there is no record."""
        with self._path(document.id).open("rb") as file:
            return next(islice(file, 2, None), b"")

    def document(self, plan: Name, digest: str, authority: Authority) -> Document | None:
        """The metadata of a plan, as `read_documents` gives it; None where there is no record of that source."""
        try:
            with self._path(plan).open("rb") as file:
                if file.readline() == self._stamp(digest):
                    return _document(plan, digest, authority, *json.loads(file.readline()))
        except OSError:
            pass
        return None

    def prune(self, kept: set[Name]) -> None:
        """Drop the records of all plans but those."""
        names = {self._path(plan).name for plan in kept}
        for path in self._folder.glob("*") if self._folder.is_dir() else ():
            if path.name not in names:
                path.unlink()

    def _stamp(self, digest: str) -> bytes:
        return f"# {hashlib.sha256(f'{self._version} {digest}'.encode()).hexdigest()}\n".encode()

    def _path(self, plan: Name) -> Path:
        return self._folder / f"{hashlib.sha256(plan.tail.encode()).hexdigest()}.json"


def record(plan: Extraction, bodies: Iterable[Body]) -> bytes:
    """What linking needs of a plan that was just read, or of one that was read back from its graph; `bodies` it names."""
    document, text = plan.document, plan.document.text
    cited = {
        "text": text,
        "provisions": [_of_provision(one, document) for one in plan.provisions if not one.point],
        "citations": _sorted(
            (*_span(c.span, text), c.provision, c.title, c.number, c.method, c.cited_as, c.pinpoint, c.full)
            for c in plan.citations
        ),
    }  # fmt: skip
    found = {
        "duties": _sorted((*_span(r.span, text), r.role, r.task, r.as_named, r.method) for r in plan.responsibilities),
        "deadlines": _sorted(
            (*_span(d.span, text), d.provision, d.text, d.due and d.due.isoformat(), d.recurrence, d.method)
            for d in plan.deadlines
        ),
        "targets": _sorted(
            (*_span(t.span, text), t.provision, t.text, t.comparator, plain_number(t.value), t.unit, t.period, t.method)
            for t in plan.targets
        ),
        "obligations": _sorted(
            (*o.span, o.provision, o.modality, o.action, o.object) for o in plan.obligations
        ),
        "terms": [[path, sorted(set(terms))] for path, terms in sorted(plan.terms)],
    }  # fmt: skip
    named = sorted({(name.tail, printed) for name, printed in bodies})
    return _line(_of_document(document)) + _line(named) + _line(cited) + _line(found)


def bodies_in(record: bytes) -> list[Body]:
    """The bodies that the plan of a record names."""
    return _bodies(record.split(b"\n", 2)[1])


def _bodies(line: bytes) -> list[Body]:
    said: list[tuple[str, str]] = json.loads(line)
    return [(Name.parse(tail, ""), printed) for tail, printed in said]


def bodies_of(plan: Extraction, issuers: Iterable[Institution]) -> Iterator[Body]:
    """The bodies that a plan names or is issued by, each with a name as printed, or an empty one."""
    for issuer in issuers:
        yield issuer.id, ""
    for found in plan.responsibilities:
        if found.institution:
            yield found.institution.id, found.as_named
    printed: dict[Span, set[str]] = defaultdict(set)
    for duty in plan.obligations:
        printed[duty.span] |= {actor.as_named for actor in duty.actors}
    for duty in plan.obligations:
        for actor in duty.actors:
            if actor.institution:
                yield actor.institution.id, ""
                if len(printed[duty.span]) == 1:
                    yield actor.institution.id, actor.as_named


def read_citing(data: bytes, document: Document) -> Extraction:
    """The plan of a record with its provisions and its citations alone: a third of the work."""
    said = _read(data.split(b"\n", 3)[2])
    rows = said["provisions"]
    return Extraction(
        document=placed(document, said["text"], [Place(*row[6:11]) for row in rows]),
        segments=(),
        provisions=tuple(_provision(*row) for row in rows),
        responsibilities=(),
        deadlines=(),
        targets=(),
        citations=tuple(_citation(*row) for row in said["citations"]),
        obligations=(),
        terms=(),
    )


def read_record(data: bytes, document: Document) -> Extraction:
    """The plan of a record; `document` is its metadata."""
    said = _read(data.split(b"\n", 3)[3])
    return replace(
        read_citing(data, document),
        responsibilities=tuple(_duty(*row) for row in said["duties"]),
        deadlines=tuple(_deadline(*row) for row in said["deadlines"]),
        targets=tuple(_target(*row) for row in said["targets"]),
        obligations=tuple(_obligation(*row) for row in said["obligations"]),
        terms=tuple((path, tuple(terms)) for path, terms in said["terms"]),
    )


def _read(line: bytes) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(line.decode("utf-8", "surrogatepass"))
    return said


def _line(said: object) -> bytes:
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + b"\n"


def _span(span: Span, text: str) -> Span:
    """A span without white space at both ends, as it is stated."""
    exact = span.of(text)
    start = span.start + len(exact) - len(exact.lstrip())
    return Span(start, start + len(exact.strip()))


def _sorted(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows, each once, in an order that does not depend on where they come from."""
    once = set(rows)
    try:
        return sorted(once)
    except TypeError:  # None stands beside a value
        return sorted(once, key=lambda row: [(value is not None, value) for value in row])


def _of_document(document: Document) -> list[Any]:
    place, level, issued = document.place, document.level, document.issued
    return [
        *(document.title, document.number, place and place.code, level and level.value),
        *(issued and issued.isoformat(), document.period, document.source_name, document.catalogue),
    ]


def _document(
    plan: Name, digest: str, authority: Authority,
    title: str, number: str | None, place: str | None, level: str | None, issued: str | None,
    period: list[int] | None, source_name: str, catalogue: bool,
) -> Document:  # fmt: skip
    return Document(
        id=plan,
        title=title,
        number=number,
        issuers=(),
        place=authority.place(place) if place else None,
        level=Level(level) if level else None,
        issued=date.fromisoformat(issued) if issued else None,
        period=(period[0], period[1]) if period else None,
        text="",
        source_name=source_name,
        digest=digest,
        catalogue=catalogue,
    )


def _of_provision(provision: Provision, document: Document) -> list[Any]:
    span = _span(provision.span, document.text)
    title = title_of(provision, document.text)
    source = document.offsets.span_to_source(span) if document.verbatim else (None, None)
    kind = int(isinstance(provision, Task)) + int(getattr(provision, "general", False))
    return [
        *(provision.path, provision.order, provision.label, provision.number),
        *(title if title in span.of(document.text) else "", provision.parent, *span, *source),
        *(document.page_of(span.start), kind),
    ]


def _provision(
    path: str, order: int, label: str, number: int | None, heading: str, parent: str | None, start: int, end: int,
    _from: int | None, _to: int | None, _page: int | None, kind: int,
) -> Provision:  # fmt: skip
    values = (path, order, label, number, heading, Span(start, end), parent)
    return Task(*values, general=kind == _GENERAL) if kind else Provision(*values)


def _duty(start: int, end: int, role: str, task: str, as_named: str, method: str) -> Responsibility:
    span = Span(start, end)
    return Responsibility(task, _ROLES[role], as_named, False, span, span, method)


def _deadline(
    start: int,
    end: int,
    provision: str | None,
    text: str,
    due: str | None,
    recurrence: str | None,
    method: str,
) -> Deadline:
    day = date.fromisoformat(due) if due else None
    return Deadline(provision, text, day, recurrence, Span(start, end), method)


def _target(
    start: int, end: int, provision: str | None, text: str, comparator: str, value: str, unit: str, period: str | None, method: str
) -> Target:  # fmt: skip
    return Target(provision, text, comparator, value, unit, period, Span(start, end), method)


def _obligation(
    start: int, end: int, provision: str | None, modality: str, action: str, object: str | None
) -> Obligation:
    """What a duty says; who bears it is left out."""
    force, span = _MODALITIES[modality], Span(start, end)
    return Obligation(provision, (), ActorSource.NONE, force, action, object, None, span, "")


def _citation(
    start: int,
    end: int,
    provision: str | None,
    title: str,
    number: str | None,
    method: str,
    cited_as: str,
    pinpoint: str | None,
    full: str | None,
) -> Citation:
    return Citation(provision, title, number, Span(start, end), method, _CITED_AS[cited_as], pinpoint, full)

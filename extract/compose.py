"""One source to one Extraction: the whole way from text to findings tied to their tasks."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import date
from functools import cache

from ..data.authority import Authority
from ..ontology.iri import Name, title_key
from ..ontology.model import (
    Citation,
    Deadline,
    Document,
    Extraction,
    Mention,
    NoticeKind,
    Place,
    Provision,
    Responsibility,
    Role,
    SegmentKind,
    Source,
    Span,
    Target,
)
from .additions import Additions
from .bodies.groups import definitions
from .bodies.institutions import Resolver, Scope, is_known
from .clean import clean
from .duties.letters import asking_in_letter
from .duties.projects import find_projects
from .duties.running import running_text
from .duties.ties import tie_obligations
from .layout import Layout, arrange
from .pipeline import Context, Findings, find
from .quantities.measured import what_is_measured
from .roles.boxes import find_box_rows
from .roles.cell_lines import find_cell_rows
from .roles.headings import find_headings
from .roles.tables import find_rows, left_alone
from .roles.wording import Clause
from .rules import laid_on
from .sections import telling
from .structure import parse
from .tasks import Where, lift_closing, mark_tasks, owners_of
from .times.deadlines import FoundDeadline, find_deadlines
from .works.metadata import Metadata, describe
from .works.notices import find_notice
from .works.years import first_year, letter_year, own_year

_HEAD = 3_000
_SETS_GOALS = re.compile(r"目标|任务(?:为|是|[:：])|[到至]\s?20\d\d\s?年|20\d\d\s?年年?底?前|确保|力争")
"""What a sentence of a preamble says where its quantities are goals."""
_LAYOUT = re.compile(r"[\W_]+")


def extract(source: Source, authority: Authority, additions: Additions | None = None) -> Extraction:
    """Everything that one source says; a pure function of the source, the authority data and the analyst's additions."""
    text, offsets = clean(source.text)
    layout = arrange(text)
    stem = source.name.rsplit(".", 1)[0]
    metadata = describe(text, layout, authority, stem)
    notice = find_notice(_head(text, layout), layout)
    if notice:
        own = metadata.number, metadata.issuers, metadata.issued
        notice = replace(notice, number=own[0], issuers=own[1], issued=own[2])
    if notice and notice.kind is NoticeKind.FORWARD:
        metadata = replace(metadata, issuers=notice.authors or metadata.issuers, number=None)
    digest = "" if metadata.place else content_digest(text)
    document = Document(
        id=plan_name(metadata.title, metadata.place, metadata.period, metadata.issued, digest),
        source_name=source.name,
        digest=source.digest,
        offsets=offsets,
        verbatim=source.verbatim,
        pages=tuple(offsets.to_clean(page) for page in source.pages),
        confidences=source.confidences,
        doubtful=tuple(
            _united(Span(offsets.to_clean(low.start), offsets.to_clean(low.end)) for low in source.doubtful)
        ),
        text=text,
        **{field.name: getattr(metadata, field.name) for field in fields(Metadata)},
    )
    return replace(compose(document, layout, authority, additions), notice=notice)


def _head(text: str, layout: Layout) -> str:
    """What stands before the body, as far as a notice's title may be."""
    return text[: min(layout.body[0].start, _HEAD)] if layout.body else text[:_HEAD]


def content_digest(text: str) -> str:
    """A digest of the letters and figures of a text: the same whatever file and layout they come in."""
    return hashlib.sha256(_LAYOUT.sub("", text).encode()).hexdigest()


def compose(
    document: Document, layout: Layout, authority: Authority, additions: Additions | None = None
) -> Extraction:
    """Tie what the finders find in a document to the provisions it stands in."""
    known = cache(lambda name: is_known(name, authority))
    rows = [
        row
        for find_in_tables in (find_rows, find_cell_rows, find_box_rows)
        for row in find_in_tables(document.text, layout.body, known)
    ]
    provisions = parse(document.text, layout.body, [row for row, _ in rows])
    year = own_year(document)
    letters = [s.span for s in layout.segments if s.kind in (SegmentKind.NOTICE, SegmentKind.PREAMBLE)]
    told = telling(provisions)
    stretches = (*letters, *_own_text(provisions))
    asked = (one for letter in letters for one in asking_in_letter(document.text, letter))
    running = zip(provisions, running_text(document.text, provisions), strict=True)
    projects = {row.start for row in find_projects(document.text, layout.body)}
    asking = (
        *((one, one.start) for one in asked),
        *(own for p, own in running if p.path not in told and p.span.start not in projects),
    )
    context = Context(
        stretches,
        year,
        authority,
        asking,
        since=first_year(document),
        letters=tuple(letters),
        letter_year=letter_year(document, letters),
        issued=document.issued,
        additions=additions,
        told=frozenset(p.span for p in provisions if p.path in told),
    )
    found = find(document.text, context)
    headings = list(find_headings(document.text, provisions, known))
    found = replace(
        found, clauses=_with_rows(found.clauses, [*(clause for _, clause in rows if clause), *headings])
    )
    owners = owners_of(document.text, provisions, found.clauses)
    owning = set(owners.values())
    provisions = lift_closing(provisions, owning)
    resolver = Resolver(scope_of(document, known), authority)
    provisions = mark_tasks(provisions, owning)
    responsibilities = (
        *_responsibilities(found.clauses, owners, resolver),
        *laid_on(found.clauses, owners, provisions, resolver),
    )
    bound = frozenset(r.task for r in responsibilities if r.role in (Role.LEAD, Role.RESPONSIBLE))
    return Extraction(
        document=document,
        segments=layout.segments,
        provisions=provisions,
        responsibilities=responsibilities,
        deadlines=tuple(_deadlines(document, found, provisions, owners, year)),
        targets=tuple(_targets(document.text, found, provisions)),
        citations=tuple(_citations(found, provisions)),
        obligations=tuple(tie_obligations(document.text, found.obligations, provisions, bound, resolver)),
        mentions=tuple(_mentions(document.text, found, provisions)),
        notes=tuple(_notes(document.text, layout)),
    )


def _notes(text: str, layout: Layout) -> Iterator[str]:
    """What was seen and left alone."""
    if columns := left_alone(text, layout.body):
        yield f"columns that assign nothing: {'、'.join(columns)}"


def scope_of(document: Document, known: Callable[[str], bool]) -> Scope:
    """Where and when the names of a document are read, and what it calls its lists of bodies."""
    first = date(document.period[0], 1, 1) if document.period else None
    return Scope(
        mark=document.scope,
        place=document.place,
        level=document.level,
        on=document.issued or first,
        plan=document.id.parts[1],
        defined=frozenset(definitions(document.text, known)),
    )


def _with_rows(clauses: Sequence[Clause], rows: Sequence[Clause]) -> tuple[Clause, ...]:
    """The clauses of running text and of rows, those left out that only a row's cell says."""
    ordered = sorted(rows, key=lambda row: row.span)
    starts = [row.span.start for row in ordered]
    apart = [one for one in clauses if not _in_row(one, ordered[: bisect_right(starts, one.span.start)][-1:])]
    return tuple(sorted((*apart, *rows), key=lambda clause: clause.span))


def _in_row(clause: Clause, rows: Sequence[Clause]) -> bool:
    """Whether a row says all that a clause in it says."""
    names = {one.named.span for one in clause.assignments}
    return any(
        row.span.covers(clause.span) and names <= {one.named.span for one in row.assignments} for row in rows
    )


def plan_name(
    title: str, place: Place | None, period: tuple[int, int] | None, issued: object, digest: str
) -> Name:
    """The identifier of a plan: its place and its title, with the year where the title has none.

    A plan whose place is not known is kept apart from all others by its text.
    """
    key = title_key(title) or "untitled"
    if period is None and issued is not None:
        key = f"{key}-{str(issued)[:4]}"
    return Name("plan", (place.code if place else f"unplaced-{digest[:8]}", key))


def _own_text(provisions: Sequence[Provision]) -> Iterator[Span]:
    return (p.span for p in provisions if not p.point)


def _responsibilities(
    clauses: Sequence[Clause], owners: dict[Span, str], resolver: Resolver
) -> Iterator[Responsibility]:
    rule: Span | None = None
    for clause in clauses:
        task = owners.get(clause.span)
        rule = clause.note or rule
        if task is None:
            continue
        for i, assignment in enumerate(clause.assignments):
            leads = rule is not None and i == 0 and assignment.role is Role.RESPONSIBLE
            named, found = assignment.named, resolver(assignment.named.name)
            yield Responsibility(
                task=task,
                role=Role.LEAD if leads else assignment.role,
                as_named=named.name,
                open_ended=named.open_ended,
                span=named.span,
                clause=clause.span,
                method=assignment.method,
                institution=found.institution,
                role_by_rule=rule if leads else None,
                resolution=found.rule,
                score=found.score,
            )


def _deadlines(
    document: Document,
    found: Findings,
    provisions: Sequence[Provision],
    owners: dict[Span, str],
    year: int | None,
) -> Iterator[Deadline]:
    """Deadlines of running text with the provision they stand in, those of clauses with the task they bind."""
    where, below = Where.of(provisions), _below(provisions)
    clauses = [c for c in found.clauses if c.span in owners]
    taken = _united(span for c in clauses for span in _spoken(c))
    starts = [span.start for span in taken]
    for deadline in found.deadlines:
        here = where.at(deadline.span.start)
        before = bisect_right(starts, deadline.span.start) - 1
        if before < 0 or not taken[before].covers(deadline.span):
            path = here.path if here else None
            phase = _of_phase(deadline, here, document.text)
            method = "deadline.phase" if phase else deadline.method
            under = below.get(path or "", ()) if phase else ()
            yield from (_deadline(one, deadline, method) for one in (path, *under))
    for clause in clauses:
        for time in clause.times:
            for inner in find_deadlines(time.of(document.text), year=year, clause=True):
                yield _deadline(owners[clause.span], inner.shift(time.start), f"{inner.method}.clause")


def _spoken(clause: Clause) -> tuple[Span, ...]:
    """Where a clause speaks of time: anywhere, or in its own column where it is a row, whose task tells times too."""
    return clause.times if clause.in_table else (clause.span,)


def _deadline(provision: str | None, found: FoundDeadline, method: str) -> Deadline:
    return Deadline(
        provision, found.text, found.due, found.recurrence, found.span, method,
        found.duration, found.working_days, found.event,
    )  # fmt: skip


def _of_phase(found: FoundDeadline, here: Provision | None, text: str) -> bool:
    """Whether a time stands in the heading of a phase, and so is the time of all under it."""
    if found.method == "deadline.phase":
        return True
    return (
        here is not None
        and "阶段" in here.heading
        and "阶段" in text[here.span.start : found.span.start][-12:]
    )


def _below(provisions: Sequence[Provision]) -> dict[str, list[str]]:
    """By path, what stands under it, at any depth."""
    below: dict[str, list[str]] = {}
    parents = {p.path: p.parent for p in provisions}
    for provision in provisions:
        above = provision.parent
        while above:
            below.setdefault(above, []).append(provision.path)
            above = parents.get(above)
    return below


def _united(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap made one."""
    united: list[Span] = []
    for span in spans:
        if united and span.start < united[-1].end:
            span = Span(united[-1].start, max(span.end, united.pop().end))
        united.append(span)
    return united


def _targets(text: str, found: Findings, provisions: Sequence[Provision]) -> Iterator[Target]:
    where = Where.of(provisions)
    for target, (measured, baseline) in zip(
        found.targets, what_is_measured(text, found.targets), strict=True
    ):
        here = where.at(target.span.start)
        if here is None and not _is_goal(text, target.span.start):
            continue
        values = (target.text, target.comparator, target.value, target.unit, target.period)
        yield Target(here.path if here else None, *values, target.span, target.method, measured, baseline)


def _is_goal(text: str, position: int) -> bool:
    """Whether a sentence of a preamble, or the one before it that it goes on with (其中…), sets goals up to there."""
    line = text.rfind("\n", 0, position) + 1
    start = max(line, text.rfind("。", line, position) + 1)
    if text.startswith("其中", start):
        start = max(line, text.rfind("。", line, max(line, start - 1)) + 1)
    return _SETS_GOALS.search(text, start, position) is not None


def _mentions(text: str, found: Findings, provisions: Sequence[Provision]) -> Iterator[Mention]:
    where = Where.of(provisions)
    for one in found.mentions:
        here = where.at(one.span.start)
        yield Mention(here.path if here else None, one.tag, one.span.of(text), one.id, one.span, one.method)


def _citations(found: Findings, provisions: Sequence[Provision]) -> Iterator[Citation]:
    where = Where.of(provisions)
    for cited in found.citations:
        here = where.at(cited.span.start)
        yield Citation(
            here.path if here else None, cited.title, cited.number, cited.span, cited.method,
            cited.cited_as, cited.pinpoint, cited.full,
        )  # fmt: skip

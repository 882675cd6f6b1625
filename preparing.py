"""One source, read and made ready for the store: file -read-> Source -extract-> Extraction -state-> triples."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean

from .data.authority import Authority, load
from .data.catalogue import Catalogue
from .extract.additions import Additions, ComponentFailed
from .extract.bodies.institutions import Scope, resolve
from .extract.catalogue import extract_catalogue
from .extract.compose import content_digest, extract
from .extract.read import Unreadable
from .extract.sources import read_file
from .extract.works.genre import why_no_plan
from .graph.parallel import uncollected
from .graph.records import bodies_of, record
from .graph.statements import state
from .graph.terms import Writer, joined
from .ontology.iri import BASE, Name
from .ontology.model import Extraction, Institution, Source
from .report import Entry, Outcome

OUTLINE = "outline "
"""Begins what stands for the file of a catalogue."""
_SURE = 0.9
"""The mean confidence from which a recognised page needs no look."""
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Prepared:
    """One source on its way into the store; `triples` is Turtle, empty where there is no plan to put there.

    `digest` is of its bytes, `content` of the letters of its text; `record` is what linking needs of it.
    """

    path: Path
    entry: Entry
    plan: Name | None = None
    digest: str = ""
    content: str = ""
    triples: bytes = b""
    record: bytes = b""


@uncollected()
def prepare(
    path: Path,
    base: str = BASE,
    own: tuple[Path, ...] = (),
    pages: Callable[[int, int], None] | None = None,
    additions: Additions | None = None,
) -> Prepared:
    """Everything one file says, ready for the store; a pure function of the file, the authority data and additions."""
    name, authority = file_name(path), load(*own)
    try:
        source = replace(read_file(path, pages), name=name)
        extraction = extract(source, authority, additions)
        entry = _entry(source, extraction)
        if entry.outcome is Outcome.NO_PLAN:
            return Prepared(path, entry, digest=source.digest)
        prepared = as_prepared(path, extraction, authority, base)
    except (Unreadable, ComponentFailed) as reason:
        return Prepared(path, Entry(name, Outcome.UNREADABLE, note=str(reason)))
    except Exception as defect:
        note = f"zeren could not read it ({type(defect).__name__}: {defect}); please report this"
        return Prepared(path, Entry(name, Outcome.UNREADABLE, note=" ".join(note.split())))
    return replace(prepared, entry=entry)


def as_prepared(path: Path, extraction: Extraction, authority: Authority, base: str) -> Prepared:
    """A plan that was read, as it goes into the store."""
    document, notice = extraction.document, extraction.notice
    scope = Scope(document.scope, document.place, document.level)
    publishers = _resolved(document.issuers, scope, authority)
    senders = _resolved(notice.issuers, scope, authority) if notice else []
    write = Writer(base, document.id)
    return Prepared(
        path,
        Entry(document.source_name, Outcome.READ),
        document.id,
        document.digest,
        content_digest(document.text),
        joined(state(extraction, publishers, write, senders), write.prefixes),
        record(extraction, bodies_of(extraction, [*publishers, *senders])),
    )


def prepare_catalogue(catalogue: Catalogue, authority: Authority, base: str) -> Prepared:
    """A packaged outline, as it goes into the store where no real text of it does."""
    extraction = extract_catalogue(catalogue, authority)
    prepared = as_prepared(Path(OUTLINE + catalogue.name), extraction, authority, base)
    return replace(prepared, content="")


def _resolved(names: Iterable[str], scope: Scope, authority: Authority) -> list[Institution]:
    return [body for name in names if (body := resolve(name, scope, authority))]


def _entry(source: Source, extraction: Extraction) -> Entry:
    """What a report says of a source that could be read."""
    why_not = why_no_plan(extraction)
    doubts = [*source.notes, *extraction.notes, *_unsure(source), *(() if why_not else _untold(extraction))]
    attached = [f"attachment: {name}" for name in source.attachments]
    return Entry(
        source.name,
        Outcome.NO_PLAN if why_not else Outcome.DOUBTS if doubts else Outcome.READ,
        extraction.document.title,
        len(extraction.tasks),
        len(extraction.responsibilities),
        len(extraction.deadlines),
        len(source.pages),
        round(fmean(source.confidences), 3) if source.confidences else None,
        "; ".join(filter(None, [why_not, *doubts, *attached])),
    )


def _unsure(source: Source) -> Iterator[str]:
    """Which pages of a scan were recognised with little confidence."""
    low = [str(page) for page, sure in enumerate(source.confidences, 1) if sure < _SURE]
    if low:
        yield f"recognised with little confidence: page {', '.join(low)}"


def _untold(extraction: Extraction) -> Iterator[str]:
    """What a plan's text does not say of it, so that links and names of bodies lack it."""
    document = extraction.document
    if document.title == Path(document.source_name).stem and document.title not in document.text:
        yield "no title found in it, so that it is called by its file's name"
    if document.place is None:
        yield "nothing in it says of which place it is, so that its bodies have none"


def file_name(path: str | Path) -> str:
    """The name of a file without folders, and without what cannot be printed on a line of text."""
    return printable(Path(path).name)


def printable(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text)

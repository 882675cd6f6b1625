"""Judgements replayed over a store: what people decided, in a graph of its own beside what the machine found.

The machine's word on a link is its zr:status and stays; zr:derivesFrom says what counts. It is in the graph of
derivations for what the machine accepted and nobody rejected, and here for what a person alone accepted. How things
stand then is told by standings.py, what holds in place of refuted findings by corrections.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..ontology.iri import Name
from ..ontology.judgement import About, Anchor, Judgement, Verdict
from ..ontology.vocab import ZR
from . import corrections, standings
from .anchors import Places
from .corrections import Corrections
from .judgements import FILE, mend, read
from .manifest import Manifest
from .settling import Contradiction, Placed, Settled, settle
from .sharing import share
from .standings import Standings
from .store import Store
from .terms import Writer, joined, typed

REVIEWS = Name("graph", ("reviews",))
DERIVATIONS = Name("graph", ("derivations",))
VERDICTS = {
    Verdict.SAME: ZR.Same,
    Verdict.NOT_SAME: ZR.NotSame,
    Verdict.ACCEPT: ZR.Confirmed,
    Verdict.RIGHT: ZR.Confirmed,
    Verdict.REJECT: ZR.Refuted,
    Verdict.WRONG: ZR.Refuted,
    Verdict.CORRECTED: ZR.Corrected,
    Verdict.UNSURE: ZR.Unsure,
}
STATUSES = {
    Verdict.ACCEPT: ZR.Accepted,
    Verdict.RIGHT: ZR.Accepted,
    Verdict.REJECT: ZR.Rejected,
    Verdict.WRONG: ZR.Rejected,
    Verdict.CORRECTED: ZR.Rejected,
}
"""What a verdict makes of a link or a finding; unsure leaves it open."""
_ZR = "PREFIX zr: <https://w3id.org/zeren#> "
_RESTORE = (
    """INSERT { GRAPH %(links)s { ?task zr:derivesFrom ?upper } } WHERE {
  GRAPH %(reviews)s { ?link zr:reviewStatus zr:Rejected }
  GRAPH %(links)s { ?link zr:status zr:Accepted ; zr:task ?task ; zr:upper ?upper } }""",
    *standings.RESTORE,
    *corrections.RESTORE,
)
_WITHDRAW = (
    """DELETE { GRAPH %(links)s { ?task zr:derivesFrom ?upper } } WHERE {
  GRAPH %(reviews)s { ?link zr:reviewStatus zr:Rejected }
  GRAPH %(links)s { ?link zr:task ?task ; zr:upper ?upper } }""",
    *standings.WITHDRAW,
    *corrections.WITHDRAW,
)
_LINK = _ZR + "SELECT ?status WHERE {{ GRAPH {links} {{ {link} a zr:Derivation ; zr:status ?status }} }}"


@dataclass(frozen=True, slots=True)
class Replayed:
    """What became of the judgements: how many stand, which have no place now, which contradict others.

    `problems` is what a person should look at, a line each: contradictions, and lines that could not be read.
    """

    in_force: int = 0
    unplaced: tuple[Judgement, ...] = ()
    refused: tuple[Contradiction, ...] = ()
    problems: tuple[str, ...] = ()


def digest(judgements: Iterable[Judgement]) -> str:
    """What tells one set of judgements from another; empty for none."""
    ids = "\n".join(sorted(f"{said.id} {said.anchor} {said.object_anchor}" for said in judgements))
    return hashlib.sha256(ids.encode()).hexdigest() if ids else ""


def refresh(store: Store, manifest: Manifest, base: str) -> Replayed:
    """Replay the judgements that are kept beside `store`. Raises OSError."""
    torn = mend(store.path)
    if store.is_served:
        share(store, base)
    kept = read(store.path / FILE)
    found = replay(store, kept.judgements, manifest, base)
    return replace(found, problems=(*torn, *kept.problems, *map(str, found.refused)))


def replay(store: Store, kept: Iterable[Judgement], manifest: Manifest, base: str) -> Replayed:
    """Bring the graph of reviews up to date with the judgements that are kept, where they or the plans changed."""
    judgements = tuple(kept)
    said = digest(judgements)
    stamp = hashlib.sha256(f"{manifest.tied} {said}".encode()).hexdigest() if said else ""
    write, places = Writer(base), Places(store, base)
    placed = [_placed(said, places) for said in judgements]
    settled = settle(placed)
    emptied = not said and (store.path / FILE).exists() and write.node(REVIEWS) in store.graphs()
    if manifest.judged != stamp or emptied:
        _write(store, joined(_state(placed, settled, places, store, write)), write)
        store.flush()
        manifest.judged = stamp
        manifest.save()
    nowhere = tuple(each.judgement for each in settled.in_force if not each.subject)
    return Replayed(len(settled.in_force), nowhere, settled.refused)


def withdraw(store: Store, base: str) -> None:
    """Take all judgements out of the store, so that its other graphs are what the machine said; a build begins so.

    What somebody wrote into the graph of reviews where no judgements are kept is left alone.
    """
    write = Writer(base)
    if (store.path / FILE).exists() and write.node(REVIEWS) in store.graphs():
        _write(store, b"", write)


def _write(store: Store, triples: bytes, write: Writer) -> None:
    """Make `triples` all that the graph of reviews holds, and the others what counts then, in one transaction."""
    reviews, links = write.node(REVIEWS), write.node(DERIVATIONS)
    names = {"reviews": reviews, "links": links}
    steps = [step % names for step in _RESTORE] + [f"DROP SILENT GRAPH {reviews}"]
    if triples:
        stated = f"INSERT DATA {{ GRAPH {reviews} {{ {triples.decode()} }} }}"
        steps += [f"CREATE GRAPH {reviews}", stated, *(step % names for step in _WITHDRAW)]
    store.update(_ZR + " ; ".join(steps))


def _placed(said: Judgement, places: Places) -> Placed:
    """The judgement at the place it has now; institutions that plans no longer name keep their names."""
    subject = _place(said.subject, said.anchor, places)
    object = _place(said.object, said.object_anchor, places)
    whole = subject and (object or not said.object)
    return Placed(said, subject, object) if whole else Placed(said, "")


def _place(name: str, anchor: str, places: Places) -> str:
    return places.place(name, Anchor.parse(anchor)) if anchor else ""


def _state(
    placed: Iterable[Placed], settled: Settled, places: Places, store: Store, write: Writer
) -> Iterator[str]:
    standing = {each.judgement.id for each in settled.in_force}
    for each in placed:
        yield from _judgement(each, each.judgement.id in standing, store, write)
    for each in settled.in_force:
        if each.subject:
            yield from _effect(each, store, write)
    yield from Standings(store, write, DERIVATIONS, REVIEWS).effects(settled.in_force)
    yield from Corrections(store, write, REVIEWS).effects(settled.in_force)
    for records in settled.same:
        yield from _same([Name.parse(name, "") for name in records if places.anchor(name)], write)


def _judgement(each: Placed, in_force: bool, store: Store, write: Writer) -> Iterator[str]:
    said, name = each.judgement, Name("judgement", (each.judgement.id,))
    yield from write.about(
        name,
        ZR.Judgement,
        verdict=VERDICTS[said.verdict],
        judgedBy=said.by,
        judgedAt=typed(said.time, "dateTime"),
        note=said.note or None,
        correction=said.value or None,
        subjectText=_words(said) or None,
        placed=bool(each.subject),
        inForce=in_force,
    )
    if not each.subject:
        return
    subject, object = Name.parse(each.subject, ""), Name.parse(each.object, "") if each.object else None
    if said.about is not About.LINK:
        yield from write.say(name, "judges", subject)
        yield from write.say(name, "comparedWith", object)
        return
    yield from write.say(name, "judgedTask", subject)
    yield from write.say(name, "judgedUpper", object)
    if _status(each, store, write):
        yield from write.say(name, "judges", _derivation(each))


def _words(said: Judgement) -> str:
    """What the judgement was made on, as it was then: names or the words of both sides."""
    anchors = [Anchor.parse(text) for text in (said.anchor, said.object_anchor) if text]
    return " ↔ ".join(anchor.quote or anchor.text for anchor in anchors)


def _effect(each: Placed, store: Store, write: Writer) -> Iterator[str]:
    """What a judgement in force says of a link or a finding."""
    said, status = each.judgement, STATUSES.get(each.judgement.verdict)
    if said.about is About.FINDING:
        yield from write.say(Name.parse(each.subject, ""), "reviewStatus", status)
    elif said.about is About.LINK:
        machine = _status(each, store, write)
        if machine:
            yield from write.say(_derivation(each), "reviewStatus", status)
        if status == ZR.Accepted and machine != str(ZR.Accepted):
            yield from write.say(Name.parse(each.subject, ""), "derivesFrom", Name.parse(each.object, ""))


def _derivation(each: Placed) -> Name:
    return Name("derivation", (*Name.parse(each.subject, "").parts, *Name.parse(each.object, "").parts))


def _status(each: Placed, store: Store, write: Writer) -> str:
    """What the machine says of a link; empty where it has none."""
    names = {"links": write.node(DERIVATIONS), "link": write.node(_derivation(each))}
    return next(store.rows(_LINK.format(**names)), {"status": ""})["status"] or ""


def _same(records: list[Name], write: Writer) -> Iterator[str]:
    """Records of one body, each with all others and with the first."""
    for record in records:
        for other in records:
            if other != record:
                yield from write.say(record, "skos_exactMatch", other)
        if record != records[0]:
            yield from write.say(record, "mainRecord", records[0])

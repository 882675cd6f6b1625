"""Which judgements are in force: later ones before earlier ones, and none that contradicts what stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..ontology.judgement import About, Judgement, Verdict

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Placed:
    """A judgement with the names that its subject and object have now; empty where one of them has no place."""

    judgement: Judgement
    subject: str
    object: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What it is about: a later judgement of the same key takes its place, or of a correction that of the same property."""
        said = self.judgement
        if not self.subject:
            return (said.about, said.subject, said.object, "")
        ends = (
            sorted((self.subject, self.object))
            if said.about is About.INSTITUTION
            else (self.subject, self.object)
        )
        return (said.about, *ends)

    @property
    def corrects(self) -> str:
        """Which property of a finding it corrects: corrections of several stand together; empty for other verdicts."""
        return self.judgement.value.partition("=")[0]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A judgement that cannot stand beside earlier ones."""

    judgement: Judgement
    against: tuple[Judgement, ...]

    def __str__(self) -> str:
        """Both sides: who said what, when and why."""
        return f"{signed(self.judgement)} contradicts " + " and ".join(map(signed, self.against))


@dataclass(frozen=True, slots=True)
class Settled:
    """What is in force, and what is refused for contradicting it; everything else was taken back later."""

    in_force: tuple[Placed, ...]
    refused: tuple[Contradiction, ...] = ()
    same: tuple[tuple[str, ...], ...] = ()
    """Records of institutions that are one body: sorted names, two or more each, in order."""
    different: frozenset[Pair] = frozenset()
    """Sorted pairs of records that are two bodies."""


def settle(placed: Iterable[Placed]) -> Settled:
    """What stands of the judgements; in whatever order they come, and however often, the result is the same.

    They are taken by time. A judgement on institutions that contradicts what stands by then, by way of other
    records too (甲 is 乙, 乙 is 丙, 甲 is not 丙), is refused and changes nothing.
    """
    once = {each.judgement.id: each for each in placed}
    bodies, refused = Bodies(), list[Contradiction]()
    in_force: dict[tuple[str, ...], dict[str, Placed]] = defaultdict(dict)
    for each in sorted(once.values(), key=lambda each: each.judgement.order):
        if each.judgement.about is About.INSTITUTION:
            against = bodies.against(each.judgement)
            if against:
                refused.append(Contradiction(each.judgement, against))
                continue
            bodies.take(each.judgement)
        before = in_force[each.key]
        if each.corrects:
            before.pop("", None)
        else:
            before.clear()
        before[each.corrects] = each
    standing = sorted(
        (each for said in in_force.values() for each in said.values()), key=lambda each: each.judgement.order
    )
    return Settled(tuple(standing), tuple(refused), bodies.classes(), frozenset(bodies.different))


@dataclass(slots=True)
class Bodies:
    """Which records of institutions are one body and which are two, as far as judgements say."""

    same: dict[str, dict[str, Judgement]] = field(default_factory=lambda: defaultdict(dict))
    different: dict[Pair, Judgement] = field(default_factory=dict)
    apart: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The records that each is said not to be, for looking up."""

    def against(self, said: Judgement) -> tuple[Judgement, ...]:
        """The judgements that `said` contradicts, as a chain from one end to the other; none where it may stand."""
        one, other = said.subject, said.object
        if said.verdict is Verdict.NOT_SAME:
            return self._path(one, other, besides=pair(one, other))
        if said.verdict is not Verdict.SAME:
            return ()
        theirs = self._reached(other)
        for near in self._reached(one):
            for far in sorted(self.apart.get(near, ())):
                if far in theirs and (near, far) != (one, other):
                    denied = self.different[pair(near, far)]
                    return (denied, *self._path(near, one), *self._path(other, far))
        return ()

    def take(self, said: Judgement) -> None:
        """Let `said` stand in place of what was said of the same two before."""
        one, other = said.subject, said.object
        self.same[one].pop(other, None)
        self.same[other].pop(one, None)
        self.different.pop(pair(one, other), None)
        self.apart[one].discard(other)
        self.apart[other].discard(one)
        if said.verdict is Verdict.SAME:
            self.same[one][other] = self.same[other][one] = said
        elif said.verdict is Verdict.NOT_SAME:
            self.different[pair(one, other)] = said
            self.apart[one].add(other)
            self.apart[other].add(one)

    def classes(self) -> tuple[tuple[str, ...], ...]:
        """The records that are one body, sorted."""
        found, seen = list[tuple[str, ...]](), set[str]()
        for record in [record for record, others in self.same.items() if others]:
            if record not in seen:
                found.append(tuple(sorted(self._reached(record))))
                seen.update(found[-1])
        return tuple(sorted(found))

    def _reached(self, record: str) -> dict[str, str]:
        """Every record that is the same body as `record`, each with the one it was reached from."""
        seen, waiting = {record: ""}, [record]
        for here in waiting:
            for there in sorted(self.same.get(here, ())):
                if there not in seen:
                    seen[there] = here
                    waiting.append(there)
        return seen

    def _path(self, one: str, other: str, besides: Pair | None = None) -> tuple[Judgement, ...]:
        """The judgements that make `one` and `other` the same, leaving out what was said of `besides`."""
        cut = self.same.get(one, {}).pop(other, None) if besides else None
        if cut:
            del self.same[other][one]
        came = self._reached(one)
        if cut:
            self.same[one][other] = self.same[other][one] = cut
        path, here = list[Judgement](), other if other in came else one
        while here != one:
            path.append(self.same[here][came[here]])
            here = came[here]
        return tuple(reversed(path))


def pair(one: str, other: str) -> Pair:
    """Two names, sorted."""
    return (one, other) if one <= other else (other, one)


def signed(said: Judgement) -> str:
    """A judgement in a line: what, who, when and why."""
    what = " ".join(filter(None, (said.subject, said.verdict, said.object, said.value)))
    return f"{what} ({', '.join(filter(None, (said.by, said.time, said.note)))})"

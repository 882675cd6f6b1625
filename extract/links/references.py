"""Citations to plans: which held plan a cited title names, or the stub of one that is not held."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ...data.authority import Authority
from ...ontology.iri import Name, title_key
from ...ontology.model import Citation, Document, Extraction, Level, Place, Reference
from ..layout import GENRE
from ..works.metadata import find_period
from ..works.places import agency, find_place, is_ministry

_YEARS = re.compile(r"\d{4}(?:-\d{4})?年?")
_PLAN = re.compile(rf"(?:{GENRE})(?:[（(].*)?$")
_NOTICE = re.compile(r"^.{2,60}?(?:印发|转发)(?P<title>.{4,80}?)的?通知$")
_BETWEEN_YEARS = re.compile(r"(?<=\d{4})年(?=-\d{4})")
_NOT_A_PLAN = re.compile(r"(?:条例|办法|规定|准则|细则|法|决定)(?:[（(].*)?$")
_PURPOSE = re.compile(r"(?:贯彻|落实|根据|按照|依据|执行|实施)[^。《》]{0,40}$")


@dataclass(frozen=True, slots=True)
class Held:
    """What is needed of a held plan to recognise it in a citation."""

    name: Name
    title: str
    number: str | None
    place: Place | None
    level: Level | None
    period: tuple[int, int] | None
    issued: date | None


class Library:
    """The held plans, looked up by title, edition and number."""

    def __init__(self, held: Iterable[Held]) -> None:
        """`held` may name a plan once only."""
        self.plans = {plan.name: plan for plan in held}
        self._by_title: dict[str, list[Held]] = defaultdict(list)
        self._by_base: dict[str, list[Held]] = defaultdict(list)
        self._by_number: dict[str, list[Held]] = defaultdict(list)
        for plan in self.plans.values():
            self._by_title[_key(plan.title)].append(plan)
            self._by_base[_base(plan.title)].append(plan)
            self._by_number[title_key(plan.number or "")].append(plan)

    def called(self, title: str) -> Held:
        """The one held plan of that title. Raises LookupError where there is none, or several."""
        found = self._by_title.get(_key(title), [])
        if len(found) != 1:
            raise LookupError(f"{len(found)} held plans are called {title!r}")
        return found[0]

    def resolve(self, citation: Citation, citing: Held, authority: Authority) -> Held | None:
        """The one held plan that a citation names, or None.

        Forms:
          1. the full title with its years, whatever dash, bracket or 年 they are printed with
          2. a title without years (《法治政府建设实施纲要》): the edition that plans for the citing plan's years
          3. the title of the notice that printed it (《某省人民政府印发关于…的通知》)
          4. another wording, with the number of the one plan that is held under it
        A title that names no place is never another city's plan. Two plans of one title are told apart by the
        number printed with the citation, else nothing is said.
        """
        key = _key(citation.named)
        found = self._by_title.get(key, [])
        if not found and not _YEARS.search(key):
            found = [plan for plan in self._by_base.get(key, []) if _in_force(plan, citing)]
        if not found and citation.number:
            found = self._by_number.get(title_key(citation.number), [])
        found = [plan for plan in found if _applies(plan, citing, authority)]
        if citation.number and len(found) > 1:
            found = [
                plan for plan in found if plan.number and title_key(plan.number) == title_key(citation.number)
            ]
        return found[0] if len(found) == 1 else None


def refer(extraction: Extraction, library: Library, authority: Authority) -> Iterator[Reference]:
    """What the citations of one plan name; a citation of the plan itself (in its notice) is none."""
    citing = library.plans[extraction.document.id]
    general = {p.path for p in extraction.provisions if p.parent is None or getattr(p, "general", False)}
    for citation in extraction.citations:
        held = library.resolve(citation, citing, authority)
        if held == citing or (held is None and title_key(citation.named) == title_key(citing.title)):
            continue
        place = None if held else find_place(citation.named, (), "", authority)
        cited, level = (held.name, held.level) if held else _stub(citation, place)
        where = extraction.document.id.of("citation", f"{citation.span.start}-{citation.span.end}")
        yield Reference(
            citing=citing.name,
            citation=where,
            cited=cited,
            title=citation.named,
            held=held is not None,
            implements=_is_above(level, citing.level)
            and _carries_out(citation, extraction.document, general),
            place=place if place and citing.place and place in authority.lineage(citing.place) else None,
            departmental=held is None and is_ministry(agency(citation.named), authority),
        )


def replaced(held: Iterable[Held]) -> dict[Name, Name]:
    """The plans that a newer edition, which is held too, took the place of, with the newest: one title but for the
    years, one place.
    """
    editions: dict[tuple[str, Place | None], list[tuple[int, Name]]] = defaultdict(list)
    for plan in held:
        if period := plan.period or find_period(plan.title):
            editions[_base(plan.title), plan.place].append((period[0], plan.name))
    newest = {key: max(known) for key, known in editions.items()}
    return {
        name: newest[key][1]
        for key, known in editions.items()
        for year, name in known
        if year < newest[key][0]
    }


def by_hand(plan: str, parent: str, library: Library) -> Reference:
    """A parent that a person set, both given by their titles. Raises LookupError where one is not held, or not one."""
    lower, upper = library.called(plan), library.called(parent)
    return Reference(lower.name, None, upper.name, upper.title, held=True, implements=True)


def _stub(citation: Citation, place: Place | None) -> tuple[Name, Level | None]:
    name = Name("plan", (place.code if place else "unplaced", title_key(citation.named) or "untitled"))
    return name, place.level if place else None


def _is_above(level: Level | None, own: Level | None) -> bool:
    return level is not None and (own is None or level.rank < own.rank)


def _carries_out(citation: Citation, document: Document, general: set[str]) -> bool:
    """Whether a plan says that it carries out what it cites: in its title, its opening, or in so many words.

    `general` are the paths of the provisions that speak for the whole plan.
    """
    if _NOT_A_PLAN.search(citation.named) or not _PLAN.search(citation.named):
        return False
    if citation.provision is None:
        return True
    opening = document.text[max(0, citation.span.start - 60) : citation.span.start]
    return citation.named in document.title or (
        citation.provision in general and bool(_PURPOSE.search(opening))
    )


def _applies(plan: Held, citing: Held, authority: Authority) -> bool:
    """Whether a plan's title names its place, or the plan applies where the citing one does."""
    if plan.place is None or plan.place.level is Level.NATIONAL or plan.place.short in plan.title:
        return True
    return citing.place is not None and plan.place in authority.lineage(citing.place)


def _key(title: str) -> str:
    """What two printings of one title share: no notice around it, no 的, no 年 between two years."""
    notice = _NOTICE.fullmatch(title)
    return _BETWEEN_YEARS.sub("", title_key(notice["title"] if notice else title)).replace("的", "")


def _base(title: str) -> str:
    return _YEARS.sub("", _key(title))


def _in_force(plan: Held, citing: Held) -> bool:
    """Whether an edition plans for the years the citing plan plans for, or was issued in."""
    year = citing.period[0] if citing.period else citing.issued.year if citing.issued else None
    period = plan.period or find_period(plan.title)
    return year is not None and period is not None and period[0] <= year <= period[1]

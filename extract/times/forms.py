"""Surface forms of times as one pattern: what a form is, and how many of them are looked for at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from .. import numerals

Groups = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Normal:
    """The normal form of a time: its last day, its rhythm or its length; an open one has none."""

    due: date | None = None
    recurrence: str | None = None
    duration: str | None = None
    working_days: bool = False


OPEN = Normal()


NUMBERS = numerals.CHINESE[1:-1] + "0123456789０１２３４５６７８９"


@dataclass(frozen=True, slots=True)
class Form:
    """A surface form: its pattern, and what a match of it means for a plan of `year`.

    `first` holds every character that it can begin with.
    `bare` says that it is a time by which only where what stands around it says so (2025年).
    """

    name: str
    pattern: str
    normal: Callable[[Groups, int | None], Normal]
    bare: bool = False
    first: str = NUMBERS


def _unnamed(pattern: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", pattern)


def _alternatives(named: Iterable[tuple[str, str]], opening: str) -> Iterator[str]:
    """Patterns as groups with their names; of neighbours that begin with `opening`, that stands before them once."""
    for opens, alike in groupby(named, key=lambda one: one[1].startswith(opening)):
        begins = opening if opens else ""
        groups = "|".join(f"(?P<{name}>{pattern.removeprefix(begins)})" for name, pattern in alike)
        yield f"{begins}(?:{groups})"


@dataclass(frozen=True, slots=True)
class Union:
    """Forms as one pattern; where none can begin, as inside a number, no form is tried."""

    pattern: re.Pattern[str]
    forms: tuple[tuple[Form, re.Pattern[str]], ...]

    @classmethod
    def of(cls, forms: tuple[Form, ...], by: str, year: str) -> Union:
        """The forms in their order; many begin with a year, before which `by` may stand, and that is read once for all."""
        starts: dict[tuple[int, ...], str] = {}
        for first in sorted({char for form in forms for char in form.first}):
            can = tuple(i for i, form in enumerate(forms) if first in form.first)
            starts[can] = starts.get(can, "") + first
        unnamed = [_unnamed(form.pattern) for form in forms]
        choices = []
        for group, (can, chars) in enumerate(starts.items()):
            before = by if set(chars) <= set(NUMBERS) else ""
            named = [(f"f{i}_{group}", unnamed[i].removeprefix(before)) for i in can]
            choices.append(f"(?=[{chars}])(?:{'|'.join(_alternatives(named, _unnamed(year)))})")
        every = "".join(starts.values())
        never = (
            f"[{NUMBERS}]{{9}}|[到至](?![\\s{NUMBERS}今明本xX×＊*])|每(?![{NUMBERS}个隔半年季月周旬天日学])"
            f"|年(?!年?[底末内]|[{NUMBERS}])|(?<={numerals.DIGITS}){numerals.DIGITS}"
        )
        whole = re.compile(f"(?=[{every}])(?!{never})(?:{'|'.join(choices)})")
        return cls(whole, tuple((form, re.compile(form.pattern)) for form in forms))

    def read(self, found: re.Match[str], year: int | None) -> tuple[Form, Normal]:
        """The form that a match of the pattern has, and what it means for a plan of `year`."""
        form, pattern = self.forms[int((found.lastgroup or "f0")[1:].partition("_")[0])]
        named = pattern.match(found.string, found.start())
        return form, form.normal(named.groupdict(), year) if named else OPEN

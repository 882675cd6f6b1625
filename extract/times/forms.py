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


_BEHIND = r"年月日号天个個周季旬小工分自至到\-－—–~～一/.．xX×＊*“”\"劳国建节前后期时末底开来结启、和及\s"
"""What may stand behind a number that a time begins with."""


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
        once, dated = by.removesuffix("?"), _unnamed(year)
        for group, (can, chars) in enumerate(starts.items()):
            named = [(f"f{i}_{group}", unnamed[i]) for i in can]
            opening = dated
            if set(chars) <= set(NUMBERS):
                named = [(name, pattern.removeprefix(by)) for name, pattern in named]
            elif set(chars) <= set("到至"):
                named = [(n, once + p.removeprefix(by) if p.startswith(by) else p) for n, p in named]
                opening = once + dated
            choices.append(f"(?=[{chars}])(?:{'|'.join(_alternatives(named, opening))})")
        every = "".join(starts.values())
        never = (
            f"[{NUMBERS}]{{9}}|[{NUMBERS}○]{{1,9}}+(?![{_BEHIND}])|(?<={numerals.DIGITS}){numerals.DIGITS}"
            f"|[到至](?!\\s{{0,3}}(?:[{NUMBERS}○]{{1,5}}\\s?(?:[年月]|世纪)|今|明|本世|(?:20)?[xX×＊*]))"
            f"|每(?![{NUMBERS}个隔半年季月周旬天日学双])|年(?!年?[底末内]|度内|[{NUMBERS}])"
        )
        whole = re.compile(f"(?=[{every}])(?!{never})(?:{'|'.join(choices)})")
        return cls(whole, tuple((form, re.compile(form.pattern)) for form in forms))

    def read(self, found: re.Match[str], year: int | None) -> tuple[Form, Normal]:
        """The form that a match of the pattern has, and what it means for a plan of `year`."""
        form, pattern = self.forms[int((found.lastgroup or "f0")[1:].partition("_")[0])]
        named = pattern.match(found.string, found.start())
        return form, form.normal(named.groupdict(), year) if named else OPEN

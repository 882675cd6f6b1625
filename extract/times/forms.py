"""Surface forms of times as one pattern: what a form is, and how many of them are looked for at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, groupby

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
_TO = "到至"


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


_BEHIND = r"年月日号天个個周季旬小工分自至到\-－—–~～一/.．xX×＊*“”\"前后期时末底开来结启、和及\s"
"""What may stand behind a number that a time begins with."""
_FEASTS = r"[五七八十]一[劳国建节]|两节"
"""Days that are told by numbers, with what else may stand behind these."""


def _unnamed(pattern: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", pattern)


def _alternatives(named: Iterable[tuple[str, str]], openings: Sequence[str]) -> Iterator[str]:
    """Patterns, each with an empty group of its name behind it; of neighbours that begin alike, that stands before them once."""
    for begins, alike in groupby(named, key=lambda one: next(filter(one[1].startswith, openings), "")):
        groups = "|".join(f"(?:{pattern.removeprefix(begins)})(?P<{name}>)" for name, pattern in alike)
        yield f"{begins}(?:{groups})"


def _starts(forms: Sequence[Form]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Characters that times begin with, those together that the same forms do, and the places of these forms; all numbers
    are together, though some begin few forms, for a pattern takes long to make.
    """
    starts: dict[tuple[int, ...] | str, str] = {}
    for first in sorted({char for form in forms for char in form.first}):
        can = tuple(i for i, form in enumerate(forms) if first in form.first)
        key = NUMBERS if first in NUMBERS else _TO if first in _TO else can
        starts[key] = starts.get(key, "") + first
    for chars in starts.values():
        yield chars, tuple(i for i, form in enumerate(forms) if set(chars) & set(form.first))


def _halved(choices: Sequence[tuple[int, str, str]]) -> str:
    """One pattern of several, each with the characters that it alone begins with and how much it weighs: about half of
    the weight is left aside at each look at the character.
    """
    if len(choices) == 1:
        return choices[0][2]
    sums = list(accumulate(weight for weight, _, _ in choices))
    half = next(at for at, so_far in enumerate(sums, 1) if 2 * so_far >= sums[-1] or at == len(sums) - 1)
    chars = "".join(chars for _, chars, _ in choices[:half])
    return f"(?:(?=[{chars}]){_halved(choices[:half])}|(?![{chars}]){_halved(choices[half:])})"


@dataclass(frozen=True, slots=True)
class Union:
    """Forms as one pattern; where none can begin, as inside a number, no form is tried."""

    pattern: re.Pattern[str]
    forms: tuple[tuple[Form, re.Pattern[str]], ...]

    @classmethod
    def of(cls, forms: tuple[Form, ...], by: str, *openings: str) -> Union:
        """The forms in their order; many have one of `openings`, before which `by` may stand, and that is read once for all."""
        unnamed = [_unnamed(form.pattern) for form in forms]
        once, begins = by.removesuffix("?"), [_unnamed(opening) for opening in openings]
        choices, every = list[tuple[int, str, str]](), ""
        for group, (chars, can) in enumerate(_starts(forms)):
            named, before = [(f"f{i}_{group}", unnamed[i]) for i in can], begins
            if set(chars) <= set(NUMBERS):
                named = [(name, pattern.removeprefix(by)) for name, pattern in named]
            elif set(chars) <= set(_TO):
                named = [(n, once + p.removeprefix(by) if p.startswith(by) else p) for n, p in named]
                before = [once + opening for opening in begins]
            choices.append((len(can), chars, f"(?:{'|'.join(_alternatives(named, before))})"))
            every += chars
        never = (
            f"[{NUMBERS}]{{9}}|(?!{_FEASTS})[{NUMBERS}○]{{1,9}}+(?![{_BEHIND}])|(?<={numerals.DIGITS}){numerals.DIGITS}"
            f"|(?<={numerals.CHINESE})(?!(?<=一)二){numerals.CHINESE}"
            f'|[{_TO}](?!\\s{{0,3}}(?:[{NUMBERS}○]{{4}}\\s?年|[{NUMBERS}]{{1,5}}(?:\\s?月份?[{NUMBERS}底末]|世纪)|今|明|本世|年[底末]|年年[底末]|[“"]?十[一二三四五六]五|规划|(?:20)?[xX×＊*]))'
            f"|每(?![{NUMBERS}个隔半年季月周旬天日学双星])|年(?!年?[底末内]|度内|[{NUMBERS}])|今(?![年日天明冬])|明(?![年日天])"
        )
        whole = re.compile(f"(?=[{every}])(?!{never}){_halved(sorted(choices, reverse=True))}")
        return cls(whole, tuple((form, re.compile(form.pattern)) for form in forms))

    def read(self, found: re.Match[str], year: int | None) -> tuple[Form, Normal]:
        """The form that a match of the pattern has, and what it means for a plan of `year`."""
        form, pattern = self.forms[int((found.lastgroup or "f0")[1:].partition("_")[0])]
        named = pattern.match(found.string, found.start())
        return form, form.normal(named.groupdict(), year) if named else OPEN

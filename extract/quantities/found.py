"""A quantity as printed, and a target that it makes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from ...ontology.model import Span
from .units import ARABIC, UNIT

_SHARED = re.compile(rf"(?:\s?[、和及与]\s?{ARABIC}){{1,4}}\s?(?P<unit>{UNIT})")


class Quantity(NamedTuple):
    """A number as printed, with its unit, the word behind it (以上) and, of a range, the lower number."""

    low: str | None
    value: str
    unit: str
    after: str | None
    start: int
    end: int

    @classmethod
    def of(cls, found: re.Match[str]) -> Quantity:
        unit = found["unit"]
        if unit is None and (shared := _SHARED.match(found.string, found.end("value"))):
            unit = shared["unit"]
        return cls(found["low"], found["value"], unit or "", found["after"], *found.span())


@dataclass(frozen=True, slots=True)
class FoundTarget:
    """One quantity as printed, and what it asks: `value` is a decimal number, `unit` may be empty.

    `period` is an ISO 8601 duration, or "term".
    """

    text: str
    comparator: str
    value: str
    unit: str
    period: str | None
    span: Span
    method: str

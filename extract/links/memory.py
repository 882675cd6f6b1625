"""What was worked out of the plans at hand: many plans are compared with the same one above them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

A = TypeVar("A")
R = TypeVar("R")

_AT_HAND = 8


def remembered(function: Callable[[A], R]) -> Callable[[A], R]:
    """The function, with its results for the last few arguments, told apart as objects: records are long to compare."""
    known: OrderedDict[int, tuple[A, R]] = OrderedDict()

    @wraps(function)
    def remembering(given: A) -> R:
        found = known.pop(id(given), None) or (given, function(given))
        known[id(given)] = found
        if len(known) > _AT_HAND:
            known.popitem(last=False)
        return found[1]

    return remembering

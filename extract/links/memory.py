"""What was worked out of the plans at hand: many plans are compared with the same one above them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_AT_HAND = 8


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """The function, with its results for the last few arguments, told apart as objects: records are long to compare."""
    known: OrderedDict[tuple[int, ...], tuple[tuple[object, ...], R]] = OrderedDict()

    @wraps(function)
    def remembering(*given: P.args, **named: P.kwargs) -> R:
        objects = *given, *named.values()
        key = tuple(map(id, objects))
        found = known.pop(key, None) or (objects, function(*given, **named))
        known[key] = found
        if len(known) > _AT_HAND:
            known.popitem(last=False)
        return found[1]

    return remembering

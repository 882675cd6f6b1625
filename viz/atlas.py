"""Where everything stands on the overview: bands by level, in them a card for each place, in it its plans and bodies.

Nothing is pulled about by forces: positions follow from levels, places and the order of the text, so that a place is
found where it was. Linear in the number of nodes but for the cards, of which there are as many as places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, log, sqrt

from .overview import TASKS, Dot, Overview

CELL, LINE, GAP = 44, 10, 2
"""The width and height of a task, and what stands between two of them."""
HEAD, TITLE, PAD = 26, 15, 8
"""The height of a card's name, of a plan's title; the space around both."""
EDGE, BETWEEN, MARGIN = 14, 18, 0.055
"""The space around the cards of a band, between them, and at their left for its name, by the width of the whole."""
UNIT = 26
"""Widths of cards are multiples of it, so that one fits under another."""
LEAST = 3 * CELL
"""The least width inside a card, so that its name can be read."""
SHAPE, BLOCK = 1.75, 1.6
"""Width to height of the whole, and of a plan."""
FORMS = (1.5, 3.0, 6.0, 12.0, 24.0, 48.0)
"""Width to height of the cards, as tried."""
SHARES = (1.0, 1.1, 1.2, 1.35, 1.5, 1.7)
"""The widths that are tried, by that of what the cards cover."""
STEPS = ((60, 96, 20), (20, 72, 16), (5, 56, 13), (0, CELL, LINE))
"""The width and height of a body from so many tasks on."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle around things that belong together; x and y are its left upper corner. Whole numbers."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Atlas:
    """Where each dot stands, each plan, the bodies of each place, each place, and each level's band."""

    dots: tuple[Frame, ...]
    plans: tuple[Frame, ...]
    bodies: tuple[Frame, ...]
    places: tuple[Frame, ...]
    bands: tuple[tuple[str, Frame], ...]


@dataclass(slots=True)
class _Block:
    """Things placed from a corner of their own: dots by their position, and the size of all."""

    dots: dict[int, Frame]
    width: int
    height: int


@dataclass(slots=True)
class _Card:
    """A place, from a corner of its own: its plans' corners, its bodies and their corner."""

    blocks: dict[int, tuple[int, int]]
    bodies: _Block
    crowd: tuple[int, int]
    width: int
    height: int


_Corners = list[tuple[int, int]]
_Bands = list[tuple[str, Frame]]


def atlas(view: Overview) -> Atlas:
    """Place every dot of `view`; the same view gives the same atlas."""
    plans = [_plan(own) for own in _by_home(view, tasks=True, homes=len(view.plans))]
    crowds = _by_home(view, tasks=False, homes=len(view.places))
    members: list[list[int]] = [[] for _ in view.places]
    for index, plan in enumerate(view.plans):
        members[plan.place].append(index)
    forms = [
        [_card(view, own, crowd, plans, form) for own, crowd in zip(members, crowds, strict=True)]
        for form in FORMS
    ]
    levels = [
        list(group) for _, group in groupby(range(len(view.places)), key=lambda at: view.places[at].level)
    ]
    tried = [_banded(view, forms, levels, width) for width in _widths(forms[0])]
    return _assembled(view, *min(tried, key=lambda one: _cost(one[2])), plans)


def _banded(
    view: Overview, forms: Sequence[Sequence[_Card]], levels: Sequence[Sequence[int]], width: int
) -> tuple[list[_Card], _Corners, _Bands]:
    """Cards, their corners and the bands where the whole is `width` wide; each band in the form that is lowest."""
    found: dict[int, tuple[_Card, tuple[int, int]]] = {}
    bands: _Bands = []
    top, left = 0, round(width * MARGIN)
    for places in levels:
        inside = sorted(places, key=lambda place: bool(forms[0][place].blocks), reverse=True)
        tried = [
            (form, *_packed([form[place] for place in inside], width))
            for form in forms
            if _fits(form, inside, width)
        ]
        form, corners, height = min(tried, key=lambda one: one[2])
        for place, (x, y) in zip(inside, corners, strict=True):
            found[place] = (form[place], (x + left, y + top + EDGE))
        bands.append((view.places[places[0]].level, Frame(0, top, width + left + EDGE, height + 2 * EDGE)))
        top += height + 2 * EDGE
    return [found[place][0] for place in sorted(found)], [found[place][1] for place in sorted(found)], bands


def _fits(form: Sequence[_Card], places: Sequence[int], width: int) -> bool:
    return all(form[place].width <= width for place in places)


def _cost(bands: _Bands) -> float:
    """How large the whole is, and how far from its shape."""
    if not bands:
        return 0.0
    width, height = bands[-1][1].width, bands[-1][1].y + bands[-1][1].height
    return log(width * height) + 1.5 * abs(log(width / height / SHAPE))


def _by_home(view: Overview, *, tasks: bool, homes: int) -> list[list[int]]:
    """The positions of the tasks of each plan, or of the bodies of each place."""
    own: list[list[int]] = [[] for _ in range(homes)]
    for index, dot in enumerate(view.dots):
        if (dot.kind in TASKS) == tasks:
            own[dot.home].append(index)
    return own


def _plan(own: Sequence[int]) -> _Block:
    """Tasks from left to right and down."""
    across = max(1, round(sqrt(len(own) * BLOCK * (LINE + GAP) / (CELL + GAP))))
    dots = {
        index: Frame(at % across * (CELL + GAP), at // across * (LINE + GAP), CELL, LINE)
        for at, index in enumerate(own)
    }
    return _Block(dots, across * (CELL + GAP) - GAP, ceil(len(own) / across) * (LINE + GAP) - GAP)


def _bodies(view: Overview, own: Sequence[int], wide: int) -> _Block:
    """Bodies in rows of about `wide`, the busiest first and largest."""
    sizes = [_size(view.dots[index]) for index in own]
    room = sqrt(sum((width + GAP) * (height + GAP) for width, height in sizes) * 2.2)
    wide = max([wide or round(room), *(width for width, _ in sizes)])
    dots: dict[int, Frame] = {}
    x = y = tall = right = 0
    for index, (width, height) in zip(own, sizes, strict=True):
        if x and x + width > wide:
            x, y, tall = 0, y + tall + GAP, 0
        dots[index] = Frame(x, y, width, height)
        x, tall, right = x + width + GAP, max(tall, height), max(right, x + width)
    return _Block(dots, right, y + tall)


def _size(dot: Dot) -> tuple[int, int]:
    return next((width, height) for least, width, height in STEPS if dot.weight >= least)


def _card(
    view: Overview, own: Sequence[int], crowd: Sequence[int], plans: Sequence[_Block], form: float
) -> _Card:
    """The plans of a place in rows, its bodies below."""
    area = sum((plans[plan].width + 2 * PAD) * (plans[plan].height + TITLE + 2 * PAD) for plan in own)
    wide = max([round(sqrt(area * form)), *(plans[plan].width for plan in own)])
    corners: dict[int, tuple[int, int]] = {}
    x, y, tall, right = PAD, HEAD, 0, 0
    for plan in own:
        if x > PAD and x + plans[plan].width > wide + PAD:
            x, y, tall = PAD, y + tall + PAD, 0
        corners[plan] = (x, y + TITLE)
        right = max(right, x - PAD + plans[plan].width)
        x, tall = x + plans[plan].width + 2 * PAD, max(tall, plans[plan].height + TITLE)
    bodies = _bodies(view, crowd, right)
    below = y + tall + (PAD + 4 if own and crowd else 0)
    width = ceil((max(right, bodies.width, LEAST) + 2 * PAD + BETWEEN) / UNIT) * UNIT - BETWEEN
    return _Card(corners, bodies, (PAD, below), width, below + bodies.height + PAD)


def _widths(cards: Sequence[_Card]) -> list[int]:
    """The widths to try: what the cards cover, and more for what stays empty; that of the widest card at least."""
    sizes = [(card.width + BETWEEN, card.height + BETWEEN) for card in cards]
    side = sqrt(sum(width * height for width, height in sizes) * SHAPE)
    least = max((width for width, _ in sizes), default=UNIT)
    return [max(ceil(side * share / UNIT) * UNIT, least) - BETWEEN for share in SHARES]


def _packed(cards: Sequence[_Card], width: int) -> tuple[_Corners, int]:
    """The corner of each card, in turn where it can stand highest, and the height of all."""
    skyline = [0] * ceil((width + BETWEEN) / UNIT)
    corners: _Corners = []
    for card in cards:
        span = ceil((card.width + BETWEEN) / UNIT)
        tops = [max(skyline[at : at + span]) for at in range(len(skyline) - span + 1)]
        top = min(tops)
        at = tops.index(top)
        corners.append((at * UNIT, top))
        skyline[at : at + span] = [top + card.height + BETWEEN] * span
    return corners, max(skyline) - BETWEEN


def _assembled(
    view: Overview, cards: Sequence[_Card], corners: _Corners, bands: _Bands, plans: Sequence[_Block]
) -> Atlas:
    """All blocks moved to where their cards stand."""
    dots: dict[int, Frame] = {}
    blocks: dict[int, Frame] = {}
    crowds: list[Frame] = []
    for card, (left, top) in zip(cards, corners, strict=True):
        for plan, (x, y) in card.blocks.items():
            dots |= _moved(plans[plan], left + x, top + y)
            blocks[plan] = Frame(left + x, top + y - TITLE, plans[plan].width, plans[plan].height + TITLE)
        x, y = left + card.crowd[0], top + card.crowd[1]
        dots |= _moved(card.bodies, x, y)
        crowds.append(Frame(x, y, card.bodies.width, card.bodies.height))
    return Atlas(
        tuple(dots[index] for index in range(len(view.dots))),
        tuple(blocks[index] for index in range(len(view.plans))),
        tuple(crowds),
        tuple(Frame(x, y, card.width, card.height) for card, (x, y) in zip(cards, corners, strict=True)),
        tuple(bands),
    )


def _moved(block: _Block, x: int, y: int) -> dict[int, Frame]:
    return {index: Frame(f.x + x, f.y + y, f.width, f.height) for index, f in block.dots.items()}

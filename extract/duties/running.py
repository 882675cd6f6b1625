"""The running text of provisions: what is left when labels, headings and responsibility clauses are taken away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ...ontology.model import Provision, Span
from ..structure import tiles
from .actors import has_modal, is_actor
from .modals import WILL

_NAME, _LONGEST_NAME = 24, 28
"""Characters of a heading that may hold a comma, and of any that only names; a longer one says what to do."""


_TOLD = re.compile(rf"负责|{WILL.pattern}")
"""What stands between a body and what it is to do."""
_TITLED = re.compile(r"[ 　]*[^，,。；;：:\n0-9]{2,20}(?=[：:][^\n]{6})")
"""A heading that a colon ends and text follows on its line: 1、加强监测：各村要…"""


def running_text(text: str, provisions: Sequence[Provision]) -> Iterator[tuple[Span, int]]:
    """Each provision's own text without its label, and where its heading ends in it (the start without one)."""
    followed = {
        p.parent for p in provisions if not p.point and (p.label or len(p.span.of(text).strip()) > _NAME)
    }
    for provision, tile in zip(provisions, tiles(provisions), strict=True):
        start = tile.start + len(provision.span.of(text)) - len(provision.span.of(text).lstrip())
        start = min(tile.end, start + len(provision.label))
        yield (
            Span(start, tile.end),
            _heading_end(text, provision, start, tile.end, provision.path in followed),
        )


def _heading_end(text: str, provision: Provision, start: int, end: int, followed: bool) -> int:
    """Where the heading that only names an item ends; `start` where the first sentence is what it asks for."""
    titled = _TITLED.match(text, start, end) if provision.label and not provision.point else None
    if titled:
        return titled.end()
    heading = provision.heading
    at = text.find(heading, start, min(end, start + len(heading) + 8)) if heading and provision.label else -1
    if at < 0:
        return start
    after = at + len(heading)
    if followed and not text[after:end].strip(" 　\n\t。：:") and not _asks(text, at, after):
        return end
    names = len(heading) <= _LONGEST_NAME and sum(map(heading.count, "，,；;")) <= (
        len(heading) <= _NAME and not provision.point
    )
    ends = text[after : after + 1] in ("。", "：", ":")
    told = text.startswith("。", after) and _tells_who(text, at, after)
    return after if names and ends and not told else start


def _tells_who(text: str, start: int, end: int) -> bool:
    """Whether a first sentence says who is to do what (县水利局负责巡查河道。), and names nothing."""
    told = _TOLD.search(text, start + 1, end)
    return told is not None and is_actor(text[start : told.start()])


def _asks(text: str, start: int, end: int) -> bool:
    """Whether a first sentence is too much for a heading: it says who is in charge, or in several clauses what must be."""
    charged = text.find("负责", start, end)
    if charged > start and is_actor(text[start:charged]):
        return True
    several = text.find(",", start, end) >= 0 or text.find("，", start, end) >= 0
    return several and end - start > _LONGEST_NAME and has_modal(text, start, end)


def without(span: Span, heading_end: int, cuts: Iterable[Span], text: str) -> Iterator[Span]:
    """What of a provision's text is left without its heading and the `cuts` (in order) in it.

    A heading that nothing follows is no heading but the whole of what is asked.
    """
    pieces = []
    start = span.start
    for cut in cuts:
        pieces.append(Span(start, cut.start))
        start = cut.end
    pieces.append(Span(start, span.end))
    if heading_end >= span.end:
        return
    rest = [Span(max(piece.start, heading_end), piece.end) for piece in pieces if piece.end > heading_end]
    alone = not any(piece.of(text).strip("。：: 　\t\n") for piece in rest)
    yield from pieces if alone else rest

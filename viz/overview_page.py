"""The overview as one HTML document that needs nothing else: columns of numbers, and the texts packed apart."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from html import escape
from string import Template
from typing import Any
from zlib import compressobj

from .atlas import Atlas, Frame, atlas
from .levels import LEVELS
from .overview import TASKS, Dot, Overview, Side, Tie
from .page import in_one_scope, packaged, policy, to_json, words_of

SCRIPTS = (
    "parts.js",
    "pens.js",
    "filters.js",
    "saving.js",
    "overview/store.js",
    "overview/paint.js",
    "overview/gestures.js",
    "overview/panel.js",
    "overview/page.js",
)
CHUNK = 64
"""So many tasks have their texts in one packet, which is unpacked when one of them is read."""


def overview_page(view: Overview, lang: str = "zh") -> str:
    """`view` as a self-contained HTML document whose own words are in `lang`, "zh" or "en".

    As with `page`, the same view gives the same text, all that comes from a document is data, and no script but the
    page's own runs. Raises ValueError for another language.
    """
    words = words_of(lang)
    script = in_one_scope(SCRIPTS)
    data = _data(view, atlas(view)) | {"lang": lang, "words": words, "name": "overview"}
    return Template(packaged("overview.html")).substitute(
        lang="zh-CN" if lang == "zh" else "en",
        title=escape(view.title or words[lang]["overview"]),
        policy=policy((script,)),
        style=packaged("page.css") + packaged("overview/overview.css"),
        data=to_json(data),
        texts=to_json(_packets(view)),
        script=script,
    )


def _data(view: Overview, places: Atlas) -> dict[str, Any]:
    return {
        "title": view.title,
        "levels": {
            level: names for level, names in LEVELS.items() if level in {p.level for p in view.places}
        },
        "bands": [[level, *_box(frame)] for level, frame in places.bands],
        "places": [
            [place.name, place.level, *_box(frame), *_box(crowd), place.id]
            for place, frame, crowd in zip(view.places, places.places, places.bodies, strict=True)
        ],
        "plans": [
            [plan.title, plan.place, *_box(frame), plan.file, plan.id]
            for plan, frame in zip(view.plans, places.plans, strict=True)
        ],
        "nodeKinds": [asdict(kind) | {"task": kind.key in TASKS} for kind in view.node_kinds],
        "edgeKinds": [asdict(kind) for kind in view.tie_kinds],
        "dots": _dots(view, places.dots),
        "ties": _ties(view),
        "chunk": CHUNK,
    }


def _box(frame: Frame) -> tuple[int, int, int, int]:
    return (frame.x, frame.y, frame.width, frame.height)


def _dots(view: Overview, frames: Sequence[Frame]) -> dict[str, list[Any]]:
    """The dots, a column a property; ids as what they share with the one before, and the rest."""
    kinds = {kind.key: place for place, kind in enumerate(view.node_kinds)}
    sections = {text: place for place, text in enumerate(dict.fromkeys(dot.section for dot in view.dots))}
    ids = [dot.id for dot in view.dots]
    shared = [_shared(one, other) for one, other in zip(["", *ids], ids, strict=False)]
    return {
        "kind": [kinds[dot.kind] for dot in view.dots],
        "label": [dot.label for dot in view.dots],
        "title": [dot.title for dot in view.dots],
        "home": [dot.home for dot in view.dots],
        "weight": [dot.weight for dot in view.dots],
        "section": [sections[dot.section] for dot in view.dots],
        "sections": list(sections),
        "due": [dot.due for dot in view.dots],
        "x": [frame.x for frame in frames],
        "y": [frame.y for frame in frames],
        "width": [frame.width for frame in frames],
        "height": [frame.height for frame in frames],
        "shared": shared,
        "rest": [id[count:] for id, count in zip(ids, shared, strict=True)],
    }


def _shared(one: str, other: str) -> int:
    """How many UTF-16 units both begin with, as JavaScript counts; nothing from beyond the basic plane on."""
    pairs = zip(one, other, strict=False)
    return next(
        (at for at, (a, b) in enumerate(pairs) if a != b or ord(a) > 0xFFFF), min(len(one), len(other))
    )


def _ties(view: Overview) -> dict[str, list[int]]:
    kinds = {kind.key: place for place, kind in enumerate(view.tie_kinds)}
    return {
        "source": [tie.source for tie in view.ties],
        "target": [tie.target for tie in view.ties],
        "kind": [kinds[tie.kind] for tie in view.ties],
    }


def _packets(view: Overview) -> list[str]:
    """The texts of the tasks with the evidence of their ties, packed (deflate, base64) `CHUNK` tasks at a time."""
    tasks = [dot for dot in view.dots if dot.kind in TASKS]
    own: list[list[tuple[int, Tie]]] = [[] for _ in tasks]
    for place, tie in enumerate(view.ties):
        at_task = tie.source if tie.source < len(tasks) else tie.target
        own[at_task].append((place, tie))
    entries = [_entry(dot, ties) for dot, ties in zip(tasks, own, strict=True)]
    return [_packed(entries[at : at + CHUNK]) for at in range(0, len(entries), CHUNK)]


def _entry(dot: Dot, ties: Iterable[tuple[int, Tie]]) -> list[Any]:
    found = [[place, [_side(side) for side in tie.sides], tie.facts] for place, tie in ties]
    return [dot.text, dot.start, dot.end, found]


def _side(side: Side) -> list[Any]:
    return [side.marks, side.start, side.end]


def _packed(entries: Sequence[list[Any]]) -> str:
    packer = compressobj(6, wbits=-15)
    text = json.dumps(entries, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return b64encode(packer.compress(text) + packer.flush()).decode()

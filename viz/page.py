"""A View as one HTML document that needs nothing else: no network, no other file."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template
from typing import Any, Literal, get_args

from . import network
from .layout import layout
from .levels import DOWNWARDS, LEVELS
from .view import Arrangement, Column, Edge, Evidence, Node, TableRow, View

Lang = Literal["zh", "en"]
SCRIPTS = (
    "parts.js",
    "pens.js",
    "filters.js",
    "saving.js",
    "map.js",
    "drawing.js",
    "panel.js",
    "table.js",
    "print.js",
    "page.js",
)
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def page(view: View, lang: str = "zh") -> str:
    """`view` as a self-contained HTML document whose own words are in `lang`, "zh" or "en".

    The same view gives the same text. Write it as UTF-8. Everything that comes from a document is data in
    it: the page's policy runs no script but its own, known by their hashes, and loads nothing. Raises
    ValueError for another language.
    """
    words = words_of(lang)
    scripts = (network.script(), in_one_scope(SCRIPTS))
    return Template(packaged("page.html")).substitute(
        lang="zh-CN" if lang == "zh" else "en",
        title=escape(view.title or words[lang][view.name]),
        policy=policy(scripts),
        vis_style=network.style(),
        style=packaged("page.css"),
        data=to_json(_data(view) | {"lang": lang, "words": words}),
        vis=scripts[0],
        script=scripts[1],
    )


def to_json(data: object) -> str:
    """`data` as JSON that may stand inside a script element: no character of it can end or open a tag."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def _data(view: View) -> dict[str, Any]:
    """All that the page's script reads. Passages are kept once, and evidence points at them by number."""
    texts = {text: place for place, text in enumerate(dict.fromkeys(_passages(view)))}
    names = {node.id: f"n{place}" for place, node in enumerate(view.nodes)}
    return {
        "name": view.name,
        "title": view.title,
        "subtitle": view.subtitle,
        "directed": view.directed,
        "columns": [_column(column) for column in view.columns],
        "nodeKinds": [asdict(kind) for kind in view.node_kinds],
        "edgeKinds": [asdict(kind) for kind in view.edge_kinds],
        "nodes": [_node(node, names, texts) for node in view.nodes],
        "edges": [_edge(edge, f"e{place}", names, texts) for place, edge in enumerate(view.edges)],
        "texts": list(texts),
        "measures": [asdict(measure) for measure in view.measures],
        "rows": [_row(row, names) for row in view.table],
        "levels": _levels(view),
        "drawings": {arrangement: _drawing(view, arrangement) for arrangement in view.arrangements},
    }


def _row(row: TableRow, names: Mapping[str, str]) -> dict[str, Any]:
    return {"key": names.get(row.id), "name": row.name, "kind": row.kind, "figures": row.figures}


def _levels(view: View) -> list[tuple[str, dict[str, str]]]:
    """The levels that facets have, from the nation down, with their names."""
    things: Iterable[Node | Edge] = (*view.nodes, *view.edges)
    found = {level for thing in things for level, _ in thing.facets}
    return [
        (level, dict(zip(("zh", "en"), LEVELS[level], strict=True))) for level in DOWNWARDS if level in found
    ]


def _passages(view: View) -> Iterable[str]:
    things: Iterable[Node | Edge] = (*view.nodes, *view.edges)
    return (evidence.context for thing in things for evidence in thing.evidence)


def _drawing(view: View, arrangement: Arrangement) -> dict[str, Any]:
    places = layout(view, arrangement)
    headings = [asdict(heading) for heading in places.headings]
    extra = {"headings": headings, "centres": places.centres, "bounds": places.bounds}
    return asdict(network.draw(view, places)) | extra


def _column(column: Column) -> dict[str, Any]:
    return {"zh": column.label_zh, "en": column.label_en, "note": column.note, "width": column.width}


def _node(node: Node, names: Mapping[str, str], texts: Mapping[str, int]) -> dict[str, Any]:
    return {
        "key": names[node.id],
        "id": node.id,
        "kind": node.kind,
        "title": node.title,
        "label": node.label,
        "column": node.column,
        "group": node.group,
        "weight": node.weight,
        "facts": node.facts,
        "evidence": [_passage(evidence, texts) for evidence in node.evidence],
        "facets": node.facets,
    }


def _edge(edge: Edge, key: str, names: Mapping[str, str], texts: Mapping[str, int]) -> dict[str, Any]:
    return {
        "key": key,
        "from": names[edge.source],
        "to": names[edge.target],
        "kind": edge.kind,
        "label": edge.label,
        "facts": edge.facts,
        "evidence": [_passage(evidence, texts) for evidence in edge.evidence],
        "facets": edge.facets,
    }


def _passage(evidence: Evidence, texts: Mapping[str, int]) -> dict[str, Any]:
    return {
        "text": texts[evidence.context],
        "marks": evidence.marks,
        "file": evidence.file,
        "start": evidence.start,
        "end": evidence.end,
        "note": evidence.note,
    }


def words_of(lang: str) -> dict[str, dict[str, str]]:
    """The words of the pages in both languages; ValueError where `lang` is another one."""
    if lang not in get_args(Lang):
        raise ValueError(f"no words for the language {lang!r}; there are zh and en")
    words: dict[str, dict[str, str]] = json.loads(packaged("words.json"))
    return words


def in_one_scope(names: Iterable[str]) -> str:
    """A page's own script: its parts, in one scope of their own."""
    parts = "\n".join(map(packaged, names))
    return f'(() => {{\n"use strict";\n{parts}\n}})();\n'


def policy(scripts: Iterable[str]) -> str:
    """The content security policy: these scripts by their hashes, inline styles and pictures only."""
    digests = (b64encode(sha256(script.encode()).digest()).decode() for script in scripts)
    hashes = " ".join(f"'sha256-{digest}'" for digest in digests)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def packaged(name: str) -> str:
    """The text of a file of `static/`."""
    return files(__package__).joinpath("static", name).read_text("utf-8")

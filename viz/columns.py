"""The arrangement in columns: documents read from top to bottom, lines cross as little as they can."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, groupby, pairwise

import networkx as nx

from .boxes import (
    INSET,
    LINE,
    ROW,
    TEXT,
    Box,
    Heading,
    Layout,
    shorten,
    text_size,
    width_of,
    with_weight,
    wrap,
)
from .view import Node, Rule, View

GAP, HEAD = 4, 14
"""The space below a box; the space around the lines of a heading."""
ASIDE, CLOSE = 190, 105
"""The width between two columns; and where there are more than three."""

Wishes = Mapping[str, float | None]
"""For each node of a column, the y it would best have: the mean of those it is linked with, so far."""


def columns(view: View) -> Layout:
    """Stand every node of `view` in its column, without two boxes overlapping."""
    graph = graph_of(view)
    most = max((node.weight for node in view.nodes), default=0)
    heights = {node.id: ROW + 2 * (text_size(node, most) - TEXT) for node in view.nodes}
    ys: dict[str, float] = {}
    for place in _sequence(view):
        column = view.columns[place]
        nodes = [node for node in view.nodes if node.column == place]
        wishes = {node.id: _mean([ys[other] for other in graph[node.id] if other in ys]) for node in nodes}
        if column.rule == "free":
            nodes.sort(key=lambda node: (_or(wishes[node.id], float("inf")), node.title, node.id))
        packed = _packed(nodes, heights, column.width)
        ys |= _placed(packed, column.rule, wishes, max(ys.values(), default=0.0))
    centres = _centres(view)
    boxes = {node.id: _box(node, view, centres, ys[node.id], most) for node in view.nodes}
    return Layout(boxes, tuple(_headings(view, boxes)), centres)


def graph_of(view: View) -> nx.Graph[str]:
    """The nodes and links of `view`, for networkx; parallel links are one."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(node.id for node in view.nodes)
    graph.add_edges_from((edge.source, edge.target) for edge in view.edges)
    return graph


def settle(wishes: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """The positions nearest to `wishes` (least squares) that keep their order and `gaps` between neighbours.

    Isotonic regression by pooling adjacent violators, linear in the number of wishes.
    """
    offsets = list(accumulate(gaps, initial=0.0))
    pools: list[tuple[float, int]] = []
    for wish, offset in zip(wishes, offsets, strict=True):
        mean, count = wish - offset, 1
        while pools and pools[-1][0] > mean:
            before, many = pools.pop()
            mean, count = (before * many + mean * count) / (many + count), many + count
        pools.append((mean, count))
    level = [mean for mean, count in pools for _ in range(count)]
    return [mean + offset for mean, offset in zip(level, offsets, strict=True)]


def _sequence(view: View) -> list[int]:
    """The columns in the order they are filled: packed ones, then their neighbours, outwards."""
    places = range(len(view.columns))
    packed = [place for place in places if view.columns[place].rule == "packed"] or [0]
    return sorted(places, key=lambda place: (min(abs(place - other) for other in packed), place))


def _centres(view: View) -> tuple[int, ...]:
    """The x of each column."""
    widths = [column.width for column in view.columns]
    aside = CLOSE if len(widths) > 3 else ASIDE
    lefts = accumulate((width + aside for width in widths), initial=0)
    return tuple(left + width // 2 for left, width in zip(lefts, widths, strict=False))


def _packed(nodes: Sequence[Node], heights: Mapping[str, int], width: int) -> dict[str, float]:
    """The y of each box right under the one before, with room for a heading where a new group begins."""
    ys: dict[str, float] = {}
    bottom = 0.0
    for group, run in groupby(nodes, key=lambda node: node.group):
        bottom += _heading_height(group, width)
        for node in run:
            ys[node.id] = bottom + heights[node.id] / 2
            bottom += heights[node.id] + GAP
    return ys


def _placed(packed: Mapping[str, float], rule: Rule, wishes: Wishes, bottom: float) -> Mapping[str, float]:
    """The y of each node by the rule of its column; `bottom` is the y of the lowest node so far."""
    if not packed or rule == "packed":
        return packed
    if rule == "free":
        slack = max(0.0, bottom - list(packed.values())[-1]) / len(packed)
        return {id: y + slack * (place + 0.5) for place, (id, y) in enumerate(packed.items())}
    gaps = [after - before for before, after in pairwise(packed.values())]
    return dict(zip(packed, settle(list(_filled([wishes[id] for id in packed])), gaps), strict=True))


def _filled(wishes: Sequence[float | None]) -> Iterator[float]:
    """The wishes; a node that is linked with nothing follows the one before it."""
    last = next((wish for wish in wishes if wish is not None), 0.0)
    for wish in wishes:
        last = _or(wish, last)
        yield last


def _box(node: Node, view: View, centres: Sequence[int], y: float, most: int) -> Box:
    width, size = view.columns[node.column].width, text_size(node, most)
    room = width - 2 * INSET - width_of(with_weight("", node), size)
    text = with_weight(shorten(node.label if node.weight else node.title, room, size), node)
    return Box(centres[node.column], round(y), width, ROW + 2 * (size - TEXT), text, size)


def _headings(view: View, boxes: Mapping[str, Box]) -> Iterator[Heading]:
    """One heading for each run of nodes of a column with the same group."""
    for (column, group), run in groupby(view.nodes, key=lambda node: (node.column, node.group)):
        if group:
            nodes, width = list(run), view.columns[column].width
            first, last = boxes[nodes[0].id], boxes[nodes[-1].id]
            top = first.y - first.height // 2 + GAP - _heading_height(group, width)
            bottom = last.y + last.height // 2
            yield Heading(wrap(group, width, TEXT), first.x - width // 2, top, width, bottom - top)


def _heading_height(group: str, width: int) -> int:
    return HEAD + LINE * len(wrap(group, width, TEXT)) if group else 0


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _or(value: float | None, other: float) -> float:
    return other if value is None else value

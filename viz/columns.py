"""The arrangement in columns: documents read from top to bottom, lines cross as little as they can."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

import networkx as nx

from .boxes import INSET, ROW, TEXT, Box, Heading, Layout, shorten, text_size, width_of, with_weight
from .view import Node, View

GAP, HEAD = 4, 30
"""The space below a box and the height of a heading."""
ASIDE, CLOSE = 190, 105
"""The width between two columns; and where there are more than three."""


def columns(view: View) -> Layout:
    """Stand every node of `view` in its column, without two boxes overlapping."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(node.id for node in view.nodes)
    graph.add_edges_from((edge.source, edge.target) for edge in view.edges)
    most = max((node.weight for node in view.nodes), default=0)
    sizes = {node.id: text_size(node, most) for node in view.nodes}
    heights = {id: ROW + 2 * (size - TEXT) for id, size in sizes.items()}
    ys: dict[str, float] = {}
    for place in _sequence(view):
        nodes = [node for node in view.nodes if node.column == place]
        ys |= _stack(nodes, view.columns[place].rule, graph, heights, ys)
    centres = _centres(view)
    boxes = {}
    for node in view.nodes:
        width, size = view.columns[node.column].width, sizes[node.id]
        room = width - 2 * INSET - width_of(with_weight("", node), size)
        text = with_weight(shorten(node.title, room, size), node)
        boxes[node.id] = Box(centres[node.column], round(ys[node.id]), width, heights[node.id], text, size)
    return Layout(boxes, tuple(_headings(view, boxes)), centres)


def _centres(view: View) -> tuple[int, ...]:
    """The x of each column."""
    widths = [column.width for column in view.columns]
    aside = CLOSE if len(widths) > 3 else ASIDE
    lefts = accumulate((width + aside for width in widths), initial=0)
    return tuple(left + width // 2 for left, width in zip(lefts, widths, strict=False))


def _sequence(view: View) -> list[int]:
    """The columns in the order they are filled: packed ones, then their neighbours, outwards."""
    places = range(len(view.columns))
    packed = [place for place in places if view.columns[place].rule == "packed"] or [0]
    return sorted(places, key=lambda place: (min(abs(place - other) for other in packed), place))


def _stack(
    nodes: Sequence[Node], rule: str, graph: nx.Graph[str], heights: Mapping[str, int], ys: Mapping[str, float]
) -> dict[str, float]:
    """The y of each node of one column; `ys` are those of the columns filled so far."""
    bottom = max(ys.values(), default=0.0)
    wishes = {node.id: _mean([ys[other] for other in graph[node.id] if other in ys]) for node in nodes}
    if rule == "free":
        nodes = sorted(nodes, key=lambda node: (_or(wishes[node.id], bottom), node.title, node.id))
    packed = _packed(nodes, heights)
    if not packed or rule == "packed":
        return packed
    if rule == "free":
        slack = max(0.0, bottom - packed[nodes[-1].id]) / len(nodes)
        return {node.id: packed[node.id] + slack * (place + 0.5) for place, node in enumerate(nodes)}
    gaps = [packed[after.id] - packed[before.id] for before, after in pairwise(nodes)]
    return dict(zip(packed, settle(list(_filled(list(wishes.values()))), gaps), strict=True))


def _packed(nodes: Sequence[Node], heights: Mapping[str, int]) -> dict[str, float]:
    """Each box right under the one before, with room for a heading where a new group begins."""
    ys: dict[str, float] = {}
    bottom, group = 0.0, ""
    for node in nodes:
        bottom += HEAD if node.group and node.group != group else 0
        ys[node.id] = bottom + heights[node.id] / 2
        bottom += heights[node.id] + GAP
        group = node.group
    return ys


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


def _filled(wishes: Sequence[float | None]) -> Iterator[float]:
    """The wishes; a node that is linked with nothing follows the one before it."""
    last = next((wish for wish in wishes if wish is not None), 0.0)
    for wish in wishes:
        last = _or(wish, last)
        yield last


def _headings(view: View, boxes: Mapping[str, Box]) -> Iterator[Heading]:
    """One heading for each run of nodes of a column with the same group."""
    runs: list[list[Node]] = []
    for node in view.nodes:
        if runs and (runs[-1][0].column, runs[-1][0].group) == (node.column, node.group):
            runs[-1].append(node)
        else:
            runs.append([node])
    for run in runs:
        if run[0].group:
            first, last = boxes[run[0].id], boxes[run[-1].id]
            top = first.y - first.height // 2 - HEAD + GAP
            bottom = last.y + last.height // 2
            yield Heading(run[0].group, first.x - first.width // 2, top, first.width, bottom - top)


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _or(value: float | None, other: float) -> float:
    return other if value is None else value

"""The arrangement as a network: a force layout of networkx, spread over a screen, no box on another."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

import networkx as nx

from .boxes import INSET, ROW, TEXT, Box, Layout, shorten, text_size, width_of, with_weight
from .columns import graph_of
from .view import Node, View

Point = tuple[float, float]

SHAPE = 1.55
"""Width to height of the whole."""
FILL, SCREEN = 0.34, 600
"""The part of it that boxes cover at the most; the least height of it."""
EVEN = 0.6
"""How much a place follows its rank, which fills the screen, rather than the forces, which leave it empty."""
PAD, ROUNDS = 5, 400
"""The space that two boxes keep between them, and how often they are pushed apart at the most."""
WIDEST, NARROW = 200, 76
"""The width of the text of a node with a weight; and of one without a label."""


def cloud(view: View) -> Layout:
    """Place the nodes of `view`, each under its label, by their links.

    Deterministic: ForceAtlas2 from a fixed seed. A link of a node that has many pulls less.
    """
    boxes = _boxes(view)
    covered = sum((box.width + PAD) * (box.height + PAD) for box in boxes.values())
    height = max(SCREEN if len(boxes) > 1 else 0, sqrt(covered / FILL / SHAPE))
    unit = _spread(_forces(view))
    points = apart({id: (x * height * SHAPE, y * height) for id, (x, y) in unit.items()}, boxes)
    return Layout({id: _moved(box, points[id]) for id, box in boxes.items()})


def _boxes(view: View) -> dict[str, Box]:
    """Each node's box, not yet placed."""
    most = max((node.weight for node in view.nodes), default=0)
    boxes = {}
    for node in view.nodes:
        size = text_size(node, most)
        text = with_weight(_name(node, size), node)
        width = max(ROW + 4, width_of(text, size) + 2 * INSET)
        boxes[node.id] = Box(0, 0, width, ROW + 2 * (size - TEXT), text, size)
    return boxes


def _name(node: Node, size: int) -> str:
    return shorten(node.label or node.title, WIDEST if node.weight else NARROW, size)


def _forces(view: View) -> dict[str, Point]:
    """Where ForceAtlas2 puts every node, in no particular unit."""
    graph = graph_of(view)
    if graph.number_of_edges() == 0:
        return _points(nx.circular_layout(graph))
    for one, other in graph.edges:
        graph[one][other]["weight"] = max(graph.degree[one], graph.degree[other]) ** -0.7
    return _points(nx.forceatlas2_layout(graph, seed=1, max_iter=200, scaling_ratio=8.0, weight="weight"))


def _points(places: Mapping[str, object]) -> dict[str, Point]:
    """numpy's numbers as Python's."""
    return {id: (float(place[0]), float(place[1])) for id, place in places.items()}  # type: ignore[index]


def _spread(points: Mapping[str, Point]) -> dict[str, Point]:
    """The points within the unit square, partly by rank, so that crowds have room."""
    xs = _evened({id: point[0] for id, point in points.items()})
    ys = _evened({id: point[1] for id, point in points.items()})
    return {id: (xs[id], ys[id]) for id in points}


def _evened(values: Mapping[str, float]) -> dict[str, float]:
    """The values from 0 to 1, `EVEN` of each by its rank."""
    order = sorted(values, key=lambda id: (values[id], id))
    last = max(1, len(order) - 1)
    low, high = (values[order[0]], values[order[-1]]) if order else (0.0, 0.0)
    extent = high - low or 1.0
    return {
        id: EVEN * rank / last + (1 - EVEN) * (values[id] - low) / extent for rank, id in enumerate(order)
    }


def apart(points: Mapping[str, Point], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """The points, pushed apart until no two boxes around them overlap; each push takes the shorter way."""
    at = {id: [x, y] for id, (x, y) in points.items()}
    for _ in range(ROUNDS):
        if not _push(at, boxes):
            break
    return {id: (x, y) for id, (x, y) in at.items()}


def _push(at: dict[str, list[float]], boxes: Mapping[str, Box]) -> bool:
    """Push every two overlapping boxes apart once; whether there were any."""
    pushed = False
    order = sorted(at, key=lambda id: (at[id][0] - boxes[id].width / 2, id))
    for place, one in enumerate(order):
        for other in order[place + 1 :]:
            width = (boxes[one].width + boxes[other].width) / 2 + PAD
            if at[other][0] - at[one][0] >= width:
                if at[other][0] - boxes[other].width / 2 - PAD > at[one][0] + boxes[one].width / 2:
                    break
                continue
            dx = width - abs(at[other][0] - at[one][0])
            dy = (boxes[one].height + boxes[other].height) / 2 + PAD - abs(at[other][1] - at[one][1])
            if dx > 0.5 and dy > 0.5:
                axis, way = (0, dx) if dx < dy else (1, dy)
                way = way / 2 if at[one][axis] < at[other][axis] else -way / 2
                at[one][axis] -= way
                at[other][axis] += way
                pushed = True
    return pushed


def _moved(box: Box, point: Point) -> Box:
    return Box(round(point[0]), round(point[1]), box.width, box.height, box.text, box.size)

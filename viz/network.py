"""The one place that knows pyvis: a View and its boxes to the data and options of vis-network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from pyvis.network import Network

from .boxes import Box, Layout
from .view import Edge, Kind, Node, View

VIS = "templates/lib/vis-9.1.2/vis-network"
FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif'
INK = "#1b2128"
PORT = {"shape": "dot", "size": 1.5, "color": "#8a93a0", "borderWidth": 0, "physics": False, "chosen": False}
CURVE = {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.5}
OPTIONS: Mapping[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"randomSeed": 1, "improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "hoverConnectedEdges": False,
        "keyboard": {"enabled": True, "bindToWindow": False, "autoFocus": False},
        "multiselect": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 300,
    },
    "nodes": {"borderWidth": 1, "borderWidthSelected": 2, "chosen": {"label": False}},
    "edges": {"hoverWidth": 1.2, "selectionWidth": 1.6},
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """What vis-network is given. Ids are n0, n1 … and e0, e1 …, by the order of the view.

    Between columns, lines end at ports, points at the side of a box: n0l and n0r.
    """

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    options: dict[str, Any]


def draw(view: View, layout: Layout) -> Drawing:
    """The drawing of `view`, physics off, every box at its place."""
    network = Network(directed=True, cdn_resources="in_line")  # else parallel edges are dropped
    network.options = dict(OPTIONS)
    kinds = {kind.key: kind for kind in (*view.node_kinds, *view.edge_kinds)}
    names = {node.id: f"n{place}" for place, node in enumerate(view.nodes)}
    for node in view.nodes:
        network.add_node(names[node.id], **_box(node, kinds[node.kind], layout.boxes[node.id]))
    for place, edge in enumerate(view.edges):
        ends = [names[edge.source], names[edge.target]]
        boxes = layout.boxes[edge.source], layout.boxes[edge.target]
        if layout.centres:
            ends = _ports(network, ends, *boxes)
        smooth = _smooth(*boxes) if layout.centres else False
        network.add_edge(
            *ends, id=f"e{place}", arrows="", smooth=smooth, **_line(edge, kinds[edge.kind], view.thickness)
        )
    nodes, edges, *_ = network.get_network_data()
    return Drawing(nodes, edges, network.options)


def script() -> str:
    """vis-network as pyvis ships it, without the pointer to a source map that a browser would look for."""
    text = _asset(f"{VIS}.min.js")
    return text.rpartition("//# sourceMappingURL")[0] or text


def style() -> str:
    """The style sheet of vis-network as pyvis ships it; its pictures are data URLs."""
    return _asset(f"{VIS}.css")


def tint(color: str, strength: float) -> str:
    """`color` (#rrggbb) on white paper at `strength`, 0 to 1."""
    channels = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(255 + (channel - 255) * strength):02x}" for channel in channels)


def _asset(name: str) -> str:
    return files("pyvis").joinpath(name).read_text("utf-8")


def _box(node: Node, kind: Kind, box: Box) -> dict[str, Any]:
    chosen = {"border": kind.color, "background": tint(kind.color, 0.24)}
    rest = {"border": tint(kind.color, 0.6), "background": tint(kind.color, 0.1 if node.weight else 0.03)}
    tooltip = {} if box.text.startswith(node.title) else {"title": node.title}
    return tooltip | {
        "label": box.text or " ",
        "shape": "box",
        "x": box.x,
        "y": box.y,
        "physics": False,
        "color": rest | {"highlight": chosen, "hover": chosen},
        "font": {"size": box.size, "face": FONT, "color": INK, "align": "center" if node.weight else "left"},
        "margin": {"top": 2, "bottom": 2, "left": 8, "right": 8},
        "widthConstraint": {"minimum": box.width - 16},
        "heightConstraint": {"minimum": box.height - 4},
        "shapeProperties": {"borderDashes": [4, 3] if kind.shape == "dashed" else False, "borderRadius": 3},
    }


def _ports(network: Network, ends: list[str], source: Box, target: Box) -> list[str]:
    """The two ports a line between the boxes runs between, added where they are new."""
    sides = ("r", "r") if source.x == target.x else ("r", "l") if source.x < target.x else ("l", "r")
    for name, box, side in zip(ends, (source, target), sides, strict=True):
        x = box.x + (box.width // 2 if side == "r" else -box.width // 2)
        network.add_node(name + side, label=" ", x=x, y=box.y, **PORT)
    return [name + side for name, side in zip(ends, sides, strict=True)]


def _smooth(source: Box, target: Box) -> dict[str, Any]:
    """A line that leaves its column levelly; within one column, an arc on the right of it."""
    if source.x != target.x:
        return CURVE
    roundness = min(0.3, 60 / (abs(source.y - target.y) + 1))
    return {
        "enabled": True,
        "type": "curvedCW" if source.y < target.y else "curvedCCW",
        "roundness": roundness,
    }


def _line(edge: Edge, kind: Kind, thickness: float) -> dict[str, Any]:
    opacity = round(0.16 + 0.42 * edge.weight, 2)
    color = {
        "color": kind.color,
        "highlight": kind.color,
        "hover": kind.color,
        "inherit": False,
        "opacity": opacity,
    }
    return {
        "width": round(0.6 + thickness * edge.weight, 2),
        "color": color,
        "dashes": [6, 4] if kind.shape == "dashed" else False,
    }

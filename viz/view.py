"""What a map shows, before anything is drawn: nodes and edges, each with the sentence it was read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Fact = tuple[str, str]
"""(name, value): the name is a key of `static/words.json`; an empty value makes the fact a remark."""

Facet = tuple[str, str]
"""(level, due) of a task that a node or an edge stands for; either may be empty."""

Rule = Literal["packed", "level", "free"]
"""How a column is stacked; see `Column`."""

Arrangement = Literal["network", "columns"]
"""network: a force layout of networkx, all in one picture; columns: side by side, to be read."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage of a file with the characters that count.

    `marks` are half-open code-point spans into `context`, sorted and apart; an empty tuple means that the
    whole passage is the evidence. `start` and `end` are half-open code points in the text of `file`.
    """

    context: str
    marks: tuple[tuple[int, int], ...] = ()
    file: str = ""
    start: int | None = None
    end: int | None = None
    note: str = ""

    @property
    def quotes(self) -> tuple[str, ...]:
        """The exact characters of each mark, or the whole passage."""
        return tuple(self.context[a:b] for a, b in self.marks) or (self.context,)


@dataclass(frozen=True, slots=True)
class Node:
    """A box on the map.

    `title` is its name in full, `label` a short one: what a body is called in the plan, the number of a
    task. Nodes of the same column and `group` stand under one heading. `weight` is its load, of what has
    one, else 0. With `facets` the filters by level and date hide it where none of them passes; without, they hide it
    where they hide all its edges.
    """

    id: str
    label: str
    kind: str
    title: str
    column: int
    group: str = ""
    weight: int = 0
    facts: tuple[Fact, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    facets: tuple[Facet, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two nodes. `weight` is 0 to 1 and sets its width and strength; `facets` as with nodes."""

    source: str
    target: str
    kind: str
    label: str
    weight: float = 1.0
    facts: tuple[Fact, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    facets: tuple[Facet, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """An entry of the legend. `color` is #rrggbb; `shape` is solid or dashed."""

    key: str
    label_zh: str
    label_en: str
    color: str
    shape: Literal["solid", "dashed"] = "solid"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the map, `width` in pixels at zoom 1. The rule says how its nodes stack:

    packed: in the order given, from the top, without gaps
    level:  in the order given, each as near as can be to the nodes it is linked with
    free:   in the order that crosses the fewest lines, spread over the height of the map
    """

    label_zh: str
    label_en: str
    note: str = ""
    width: int = 240
    rule: Rule = "packed"


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of the table: a key of `static/words.json`, its name, and what it says in a line."""

    key: str
    label_zh: str
    label_en: str
    meaning_zh: str
    meaning_en: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the table: a thing that may be a node of the map, its kind, and its figures."""

    id: str
    name: str
    kind: str
    figures: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One map: what is drawn, under which legend, in which columns and other arrangements.

    `name` says which map it is, a key of `static/words.json`, and stands in for a missing title.
    The first arrangement is the one that opens. In a `directed` view an edge leads upwards, and a node's
    chain is everything it leads to and everything that leads to it; in others its neighbours. With `measures` the
    page has a table of them beside the map, one column each.
    """

    title: str
    subtitle: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    node_kinds: tuple[Kind, ...]
    edge_kinds: tuple[Kind, ...]
    columns: tuple[Column, ...]
    arrangements: tuple[Arrangement, ...] = ("columns",)
    directed: bool = False
    name: str = "map"
    thickness: float = 1.0
    """What the weight of a line adds to its width, in pixels."""
    measures: tuple[Measure, ...] = ()
    table: tuple[TableRow, ...] = ()


def used(kinds: Sequence[Kind], keys: set[str]) -> tuple[Kind, ...]:
    """The kinds that occur, in the order of the legend."""
    return tuple(kind for kind in kinds if kind.key in keys)

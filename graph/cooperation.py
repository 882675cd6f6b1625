"""Who works with whom: bodies tied by the tasks they share, and the measures of such a network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from ..ontology.model import Role

SEED = 1
_EXACT = 600
"""Up to so many bodies every shortest path counts for betweenness; of more, the paths from so many of them."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A body named for a task in a role."""

    task: str
    body: str
    role: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one body stands among the others.

    `tasks` it is named for, `partners` named with it, `by_role` the partners in tasks where it has that role,
    `shared` how often it is named with another, `betweenness` from 0 to 1, and its `community`, from 1 on, the
    largest first.
    """

    body: str
    tasks: int
    partners: int
    by_role: Mapping[str, int]
    shared: int
    betweenness: float
    community: int


def cooperation(duties: Iterable[Duty]) -> nx.Graph[str]:
    """Bodies as nodes, in order of their names; an edge for two that share tasks, with `tasks` and their number `weight`.

    Nodes have `roles`: the tasks of the body by role. Quadratic in the bodies that one task names.
    """
    bodies: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    tasks: dict[str, set[str]] = defaultdict(set)
    for duty in duties:
        bodies[duty.body][duty.role].add(duty.task)
        tasks[duty.task].add(duty.body)
    graph: nx.Graph[str] = nx.Graph()
    for body in sorted(bodies):
        graph.add_node(body, roles={role: frozenset(found) for role, found in bodies[body].items()})
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for task in sorted(tasks):
        for ends in combinations(sorted(tasks[task]), 2):
            shared[ends].append(task)
    for (one, other), both in sorted(shared.items()):
        graph.add_edge(one, other, tasks=tuple(both), weight=len(both), distance=1 / len(both))
    return graph


def standings(graph: nx.Graph[str]) -> tuple[Standing, ...]:
    """The measures of every body, those with the most tasks first; the same graph gives the same figures."""
    between = _betweenness(graph)
    communities = communities_of(graph)
    found = (_standing(graph, body, between[body], communities[body]) for body in graph)
    return tuple(sorted(found, key=lambda each: (-each.tasks, -each.partners, each.body)))


def communities_of(graph: nx.Graph[str]) -> dict[str, int]:
    """The community of every body by Louvain's method from a fixed seed: 1 is the largest."""
    found = nx.community.louvain_communities(graph, weight="weight", seed=SEED) if graph else []
    ordered = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))
    return {body: number for number, group in enumerate(ordered, 1) for body in group}


def _betweenness(graph: nx.Graph[str]) -> dict[str, float]:
    few = None if len(graph) <= _EXACT else _EXACT
    return dict(nx.betweenness_centrality(graph, k=few, weight="distance", seed=SEED))


def _standing(graph: nx.Graph[str], body: str, between: float, community: int) -> Standing:
    roles = graph.nodes[body]["roles"]
    edges = [(frozenset(graph[body][other]["tasks"]), graph[body][other]["weight"]) for other in graph[body]]
    return Standing(
        body,
        len(frozenset().union(*roles.values())),
        len(edges),
        {role.value: sum(1 for both, _ in edges if both & roles.get(role, frozenset())) for role in Role},
        sum(weight for _, weight in edges),
        round(between, 4),
        community,
    )

"""The floors of the house: imports are relative, never climb, and never run in a circle."""

import ast
from pathlib import Path

import networkx as nx

import zeren

ROOT = Path(__file__).resolve().parents[1]
FLOORS = [
    "ontology",
    "data",
    "extract",
    "graph",
    "queries",
    "viz",
    "tying",
    "report",
    "preparing",
    "knowing",
    "builder",
    "mapping",
    "spark",
    "commands",
    "cli",
]
PATHS = [path for floor in FLOORS for path in [*(ROOT / floor).rglob("*.py"), *ROOT.glob(f"{floor}.py")]]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in PATHS
}


def imported(path: Path) -> set[str]:
    """The modules that the module at `path` imports from the package, under TYPE_CHECKING and in functions too."""
    package, found = path.relative_to(ROOT).parent.parts, set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = [*package[: len(package) - node.level + 1], *filter(None, [node.module])]
            names = {".".join([*base, alias.name]) for alias in node.names}
            found |= {name if name in MODULES else ".".join(base) for name in names}
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = {getattr(node, "module", "") or alias.name for alias in node.names}
            absolute = {name for name in names if name.split(".")[0] in {"zeren", *FLOORS}}
            assert not absolute, f"{path.relative_to(ROOT)} should import {absolute} relatively"
    return found - {""}  # the root itself holds the version and nothing else


def test_floors() -> None:
    edges = [(module, target) for module, path in MODULES.items() for target in imported(path)]
    for module, target in edges:
        assert target in MODULES, f"{module} imports {target}, which is on no floor"
        above, below = module.split(".")[0], target.split(".")[0]
        assert FLOORS.index(below) <= FLOORS.index(above), f"{module} climbs to {target}"
        assert (above, below) != ("graph", "extract"), f"{module} imports {target}"
    graph = nx.DiGraph(edges)
    assert nx.is_directed_acyclic_graph(graph), nx.find_cycle(graph)
    assert len(MODULES) >= 15


def test_zeren_is_this_checkout() -> None:
    assert Path(zeren.__file__).resolve().parent == ROOT

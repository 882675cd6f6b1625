"""Maps as files: map."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from ..graph.export import write
from ..graph.store import Store
from ..queries import ask, mappings, no_body, no_plan
from ..queries.ladder import Rung, gaps
from .options import Lang, Output, StoreDir, Wrong
from .showing import stop_at_once, write_result

MAPS = ("overview", "accountability", "trace", "institutions", "matrix")
_MANY = 800
"""From so many boxes on a map other than the overview says that it is slow."""
_OVERVIEW = ("map-overview-tasks", "map-overview-duties", "map-overview-links")
_ROWS = {"institutions": "map-accountability", "matrix": "matrix"}


def draw_map(
    kind: Annotated[str, typer.Argument(metavar="overview|accountability|trace|institutions|matrix")],
    store: StoreDir,
    output: Output,
    plan: Annotated[str | None, typer.Option(help="Part of a plan's title.")] = None,
    institution: Annotated[str | None, typer.Option(help="Part of a body's name.")] = None,
    role: Annotated[str | None, typer.Option(metavar="lead|responsible|support|supervise")] = None,
    section: Annotated[str | None, typer.Option(help="Part of a section's heading.")] = None,
    at_least: Annotated[
        int, typer.Option("--at-least", help="Shared tasks that make a line (institutions).")
    ] = 1,
    form: Annotated[
        str,
        typer.Option(
            "--format", "-f", metavar="html|csv|xlsx|json", help="html, or the measures (institutions)."
        ),
    ] = "html",
    outline: Annotated[
        str | None, typer.Option(help="Part of an upper document's title, for matrix.")
    ] = None,
    lang: Lang = "zh",
) -> None:
    """Draw a map as one HTML file that opens with no network; of institutions also the table of their measures."""
    stop_at_once()
    if kind not in MAPS:
        raise Wrong(f"{kind!r} is no map; there are: {', '.join(MAPS)}")
    if form != "html" and kind != "institutions":
        rows = " and ".join(_OVERVIEW) if kind == "overview" else _rows_of(kind)
        raise Wrong(f"-f {form} is for map institutions; ask zeren query {rows} for the rows")
    named = {"plan": plan, "institution": institution, "role": role, "section": section, "outline": outline}
    given, opened = {key: value for key, value in named.items() if value}, Store.read(store)
    for tell, names in ((no_plan, (plan, outline)), (no_body, (institution,))):
        for name in filter(None, names):
            if told := tell(opened, name):
                raise Wrong(str(told))
    if form == "html":
        draw(opened, kind, given, lang, output, at_least)
    else:
        from ..queries.measures import measures

        write_result(measures(opened, given), form, output, "institutions")
    typer.echo(f"wrote {output}")


def _rows_of(kind: str) -> str:
    """The question that gives the rows of a map."""
    return _ROWS.get(kind, f"map-{kind}")


def _gaps(store: Store, given: dict[str, str]) -> list[Rung]:
    """The levels that are missing above the one plan that a trace is of."""
    return gaps(mappings(ask(store, "plan-levels", {"plan": given["plan"]}))) if "plan" in given else []


def draw(store: Store, kind: str, given: dict[str, str], lang: str, output: Path, at_least: int = 1) -> None:
    from .. import viz

    if kind == "overview":
        tasks, duties, links = (mappings(ask(store, name, given)) for name in _OVERVIEW)
        page = viz.overview_page(viz.overview(tasks, duties, links), lang)
    elif kind == "matrix":
        page = viz.matrix(mappings(ask(store, _rows_of(kind), given)), lang)
    else:
        views: dict[str, Callable[[Iterator[dict[str, str | None]]], viz.View]] = {
            "accountability": viz.accountability,
            "trace": partial(viz.trace, missing=_gaps(store, given) if kind == "trace" else ()),
            "institutions": partial(viz.institutions, at_least=at_least),
        }
        view = views[kind](mappings(ask(store, _rows_of(kind), given)))
        if len(view.nodes) > _MANY:
            typer.echo(
                f"{len(view.nodes)} boxes are slow to draw: narrow {kind} with --plan, or draw the overview",
                err=True,
            )
        page = viz.page(view, lang)
    write(page.encode("utf-8"), output)

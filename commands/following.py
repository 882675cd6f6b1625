"""From a thing to where it comes from: trace to the requirements above, explain to the characters of the source."""

from __future__ import annotations

from typing import Annotated

import typer

from ..graph.evidence import explain as explain_thing
from ..graph.lookup import find, find_thing
from ..graph.store import Store
from ..graph.trace import downwards, plan_and_title, tasks_of, upwards
from ..ontology.iri import BASE
from ..queries import terminal
from ..queries.ladder import ladder
from .options import Base, Lang, StoreDir


def trace_chain(
    what: Annotated[
        str, typer.Argument(metavar="TASK|PLAN", help="An IRI, part of a plan's title, or TITLE#LABEL.")
    ],
    store: StoreDir,
    candidates: Annotated[
        bool, typer.Option("--candidates", help="Show links that are not sure enough too.")
    ] = False,
    base: Base = BASE,
) -> None:
    """Show the levels above, the chain up to the national requirement and downwards, with both sentences."""
    opened = Store.read(store)
    iri = find(opened, what, base)
    tasks = tasks_of(opened, iri)
    terminal.console().print(terminal.levels(ladder(opened, *plan_and_title(opened, iri))))
    if tasks:
        steps = (upwards(opened, task, candidates=candidates) for task in tasks)
        terminal.console().print(terminal.chains_of_plan(steps))
    else:
        chain = (upwards(opened, iri, candidates=candidates), downwards(opened, iri, candidates=candidates))
        terminal.console().print(terminal.chain(*chain))


def explain(
    what: Annotated[
        str,
        typer.Argument(metavar="IRI", help="An IRI, part of a plan's title, TITLE#LABEL, or a body's name."),
    ],
    store: StoreDir,
    lang: Lang = "zh",
    base: Base = BASE,
) -> None:
    """Show the sentence behind any node or edge, and the rule that read it."""
    opened = Store.read(store)
    found = explain_thing(opened, find_thing(opened, what, base), lang)
    findings = [explain_thing(opened, finding, lang) for finding in found.findings]
    terminal.console().print(terminal.explanation(found, findings))

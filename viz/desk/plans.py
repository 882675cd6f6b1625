"""Plans: the list of what is held, and the page of one plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ...graph.lookup import NotFound
from .asking import Row
from .paths import named
from .sheets import sheet
from .visiting import Desk, Visit

LEVELS = ("nation", "province", "prefecture", "county", "township")
STATES = (
    "DeeplyCovered",
    "Covered",
    "ForwardedUnchanged",
    "PartlyCovered",
    "Ambiguous",
    "Uncovered",
    "NotAddressed",
)
"""How a requirement can stand, from carried on to carried out by nobody."""
TAKEN = ("DeeplyCovered", "Covered", "ForwardedUnchanged", "PartlyCovered")
"""The states of what is taken up."""
_BUSIEST = 12


@dataclass(slots=True)
class Branch:
    """A provision in the tree of its plan, with who answers for it."""

    row: Row
    leads: list[Row] = field(default_factory=list)
    others: list[Row] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    below: list[Branch] = field(default_factory=list)


def router(desk: Desk) -> APIRouter:
    """The pages of plans."""
    pages = APIRouter()

    @pages.get("/")
    def plans(request: Request) -> Response:
        visit = desk.visit(request)
        part, level = visit.given.get("title", "").strip(), visit.given.get("level", "")
        every = held(visit)
        found = [
            plan
            for plan in every
            if part in (plan["planTitle"] or "") and level in ("", plan["level"] or "none")
        ]
        counts = {row["plan"]: row for row in visit.rows("plan-overview")}
        shown = sheet(found, visit.given, 60)
        return visit.page(
            "plans.html", sheet=shown, counts=counts, every=len(every), levels=LEVELS, part=part, level=level
        )

    @pages.get("/plan/{tail:path}")
    def plan(request: Request) -> Response:
        visit = desk.visit(request)
        row = one(visit)
        source = row["plan"] or ""
        items, duties, links = (
            visit.rows(question, source=source) for question in ("plan-items", "plan-duties", "plan-links")
        )
        standings = by_outline(visit.rows("plan-coverage", source=source))
        return visit.page(
            "plan.html",
            plan=row,
            tree=tree(items, duties, links),
            tasks=[item for item in items if item["isTask"] == "true" and item["isGeneral"] != "true"],
            counts=_counts(visit, source, items, duties, links),
            standings=standings,
            states=STATES,
            neighbours=_neighbours(visit.rows("plan-neighbours", source=source)),
            busiest=_busiest(duties),
        )

    return pages


def held(visit: Visit) -> list[Row]:
    """Every plan that is held."""
    return list(visit.rows("plans"))


def catalogues(visit: Visit) -> set[str | None]:
    """The plans of which only the items are known, told in words of zeren's own."""
    return {row["plan"] for row in held(visit) if row["catalogue"]}


def one(visit: Visit) -> Row:
    """The plan that the path of a visit names. Raises NotFound."""
    name = named(visit.request, "plan")
    iri = visit.iri(name) if name else ""
    found = next((row for row in held(visit) if row["plan"] == iri), None)
    if found is None:
        raise NotFound(iri)
    return found


def tree(items: Iterable[Row], duties: Iterable[Row] = (), links: Iterable[Row] = ()) -> list[Branch]:
    """The provisions of a plan as a tree, each with its bodies and its accepted links upwards."""
    branches: dict[str | None, Branch] = {}
    top: list[Branch] = []
    for row in items:
        if row["item"] in branches:
            continue
        branch = branches[row["item"]] = Branch(row)
        above = branches.get(row["above"])
        (above.below if above else top).append(branch)
    for duty in duties:
        if duty["item"] in branches:
            branch = branches[duty["item"]]
            (branch.leads if duty["role"] == "lead" else branch.others).append(duty)
    for link in links:
        if link["item"] in branches and counts_as(link) == "accepted":
            branches[link["item"]].links.append(link)
    return top


def counts_as(row: Row) -> str | None:
    """What a link counts as: a person's word before the machine's."""
    return row["review"] or row["status"]


def by_outline(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The standings of a plan by the title of the document above, each requirement once, deeply covered before covered."""
    found: dict[str, dict[str, Row]] = {}
    for row in rows:
        items = found.setdefault(row["outlineTitle"] or "", {})
        if row["item"] not in items or row["state"] == "DeeplyCovered":
            items[row["item"] or ""] = row
    return {title: list(items.values()) for title, items in found.items()}


def _counts(
    visit: Visit, source: str, items: Sequence[Row], duties: Sequence[Row], links: Sequence[Row]
) -> dict[str, int]:
    tasks = {i["item"] for i in items if i["isTask"] == "true" and i["isGeneral"] != "true"}
    found = {row["kind"]: int(row["findings"] or 0) for row in visit.rows("plan-counts", source=source)}
    return {
        "tasks": len(tasks),
        "led": len({duty["item"] for duty in duties if duty["role"] == "lead"}),
        "founded": len({link["item"] for link in links if counts_as(link) == "accepted"} & tasks),
        "duties": len(duties),
        "bodies": len({duty["institution"] for duty in duties if duty["institution"]}),
        "unresolved": sum(not duty["institution"] for duty in duties),
        "deadlines": found.get("deadline", 0),
        "targets": found.get("target", 0),
        "obligations": found.get("obligation", 0),
        "citations": found.get("citation", 0),
    }


def _neighbours(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The documents around a plan by how they are tied to it; what it implements it need not cite as well."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["relation"] or "", []).append(row)
    for stronger, weaker in (("implements", "cites"), ("implementedBy", "citedBy")):
        tied = {row["other"] for row in found.get(stronger, ())}
        found[weaker] = [row for row in found.get(weaker, ()) if row["other"] not in tied]
    return {relation: rows for relation, rows in found.items() if rows}


def _busiest(duties: Iterable[Row]) -> list[tuple[Row, int, int]]:
    """The bodies with the most tasks in a plan: a row that names each, its tasks, and those it leads."""
    tasks: dict[str, set[str]] = {}
    leads: dict[str, set[str]] = {}
    rows: dict[str, Row] = {}
    for duty in duties:
        body = duty["institution"] or ""
        if body:
            rows[body] = duty
            tasks.setdefault(body, set()).add(duty["item"] or "")
            leads.setdefault(body, set()).update({duty["item"] or ""} if duty["role"] == "lead" else ())
    ordered = sorted(rows, key=lambda body: (-len(tasks[body]), -len(leads[body]), body))
    return [(rows[body], len(tasks[body]), len(leads[body])) for body in ordered[:_BUSIEST]]

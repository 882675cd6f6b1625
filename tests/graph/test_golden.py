"""Whole documents: who must do what by when in the sample plans, as a reader decided it.

One row a body bound to a task, in the order of the text; a task that binds nobody has one row. `tests/golden/` is
right where it differs from what zeren reads; OPEN lists those differences, so that closing one shows here too.
"""

import difflib
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parents[1] / "golden"
PLANS = ["donglan", "linshu", "qinghe", "wangchuan"]
OPEN = {
    "donglan": [
        # 以下各项任务均需各市政府落实，不再一一列出: a rule that adds a body to each item below it
        "-四、（八）\tResponsible\t各市政府（东澜省）\t-",
        "-四、（九）\tResponsible\t各市政府（东澜省）\t-",
    ]
}
TASKS = """
SELECT ?task ?due ?role ?named ?body WHERE {
  ?plan zr:sourceFile "%s.txt" . ?task zr:inPlan ?plan ; a zr:Task ; zr:order ?order .
  OPTIONAL { ?task zr:dueBy ?due }
  OPTIONAL { ?r zr:task ?task ; zr:role ?role ; zr:asNamed ?named ; zr:span/oa:start ?at .
    OPTIONAL { ?r zr:institution/skos:prefLabel ?body } }
} ORDER BY ?order ?at ?role
"""
LABELS = """
SELECT ?item ?label ?parent WHERE {
  ?item zr:inPlan/zr:sourceFile "%s.txt" ; a zr:Provision . OPTIONAL { ?item zr:label ?label } OPTIONAL { ?item zr:partOf ?parent }
}
"""


def table(rows, plan: str) -> str:
    """What the store says of a plan, in the form of the golden files."""
    items = {row["item"]: row for row in rows(LABELS % plan)}

    def item(iri: str | None) -> str:
        return item(items[iri]["parent"]) + (items[iri]["label"] or "¶") if iri else ""

    lines = ["item\trole\tinstitution\tdue"]
    for row in rows(TASKS % plan):
        role = (row["role"] or "#-").rsplit("#")[-1]
        body = row["body"] or (f"?{row['named']}" if row["named"] else "-")
        lines.append("\t".join([item(row["task"]), role, body, row["due"] or "-"]))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("plan", PLANS)
def test_the_store_says_what_a_reader_of_the_plan_says(rows, plan):
    expected = (GOLDEN / f"{plan}.tsv").read_text("utf-8")
    changes = difflib.unified_diff(expected.splitlines(), table(rows, plan).splitlines(), lineterm="", n=0)
    found = [line for line in changes if not line.startswith(("---", "+++", "@@"))]
    assert sorted(found) == sorted(OPEN.get(plan, []))


def test_every_sample_plan_has_a_golden_file(sample):
    assert sorted(path.stem for path in GOLDEN.glob("*.tsv")) == sorted(
        path.stem for path in sample.glob("*.txt")
    )
    assert [len((GOLDEN / f"{plan}.tsv").read_text("utf-8").splitlines()) for plan in PLANS] == [
        64,
        67,
        40,
        113,
    ]

"""The forms a docstring promises are the first rows of its case table, in its order."""

import inspect
import re

import pytest

from zeren.data.titles import title
from zeren.extract.bodies.institutions import match
from zeren.extract.bodies.names import split_bodies
from zeren.extract.duties.clauses import split_clauses
from zeren.extract.duties.obligations import find_obligations
from zeren.extract.numerals import value
from zeren.extract.quantities.targets import find_targets
from zeren.extract.roles.responsibilities import find_clauses
from zeren.extract.structure import starts_provision
from zeren.extract.times.deadlines import find_deadlines
from zeren.extract.works.citations import find_citations
from zeren.extract.works.metadata import find_date, find_period, find_title
from zeren.extract.works.notices import find_notice

TABLES = [
    (value, "numerals.csv", "printed", 4),
    (starts_provision, "labels.csv", "line", 8),
    (split_bodies, "names.csv", "text", 10),
    (find_clauses, "responsibilities.csv", "text", 22),
    (find_deadlines, "deadlines.csv", "text", 40),
    (find_targets, "targets.csv", "text", 7),
    (find_citations, "citations.csv", "text", 5),
    (find_obligations, "obligations.csv", "text", 13),
    (split_clauses, "clauses.csv", "text", 2),
    (match, "institutions.csv", "name", 12),
    (find_notice, "notices.csv", "text", 3),
    (find_title, "heads.csv", "head", 4),
    (find_date, "dates.csv", "text", 3),
    (find_period, "periods.csv", "title", 3),
    (title, "titles.csv", "label", 12),
]


def forms(function):
    """The examples of each numbered form of a docstring; what explains them stands two spaces away."""
    block = inspect.getdoc(function).partition("Forms:\n")[2]
    lines = [re.fullmatch(r" +(\d+)\. (.+)", line) for line in block.partition("\n\n")[0].splitlines()]
    numbered = [(int(line[1]), re.split(r" {2,}", line[2])[0].split(", ")) for line in lines if line]
    assert [number for number, _ in numbered] == list(range(1, len(numbered) + 1))
    return [examples for _, examples in numbered]


@pytest.mark.parametrize(
    ("function", "name", "column", "count"), TABLES, ids=lambda one: getattr(one, "__name__", None)
)
def test_the_forms_of_a_docstring_are_the_first_rows_of_its_table(function, name, column, count, rows):
    examples = forms(function)
    assert len(examples) == count
    promised = [example.replace(" / ", "\n") for form in examples for example in form]
    assert [row[column] for row in rows(name)][: len(promised)] == promised

"""Generated plans: the same from the same numbers, with labels that are true of their text."""

from itertools import islice
from pathlib import Path

import generator
import generator.clauses
import pytest

from zeren.data.authority import load
from zeren.extract.compose import extract
from zeren.extract.read import source
from zeren.queries.gold import HEADERS, read_gold


def table(plan, relation):
    """The rows of a table by their columns."""
    header = generator.made.HEADERS[relation]
    return [dict(zip(header, row, strict=True)) for row in plan.truth.tables[relation]]


def test_the_same_recipe_gives_the_same_plans_and_another_seed_others():
    once, again = (list(generator.plans(8, generator.Recipe(3))) for _ in range(2))
    assert once == again
    assert once[5] == next(islice(generator.plans(20, generator.Recipe(3)), 5, None))
    assert once[0].text != next(generator.plans(1, generator.Recipe(4))).text


def test_plans_are_many_and_none_is_another():
    names = [plan.name for plan in islice(generator.plans(10**7), 300)]
    assert len(set(names)) == 300


@pytest.mark.parametrize("noise", ["", "width,brackets,breaks,slips,blanks,menus:0.7", "wrapped"])
def test_labels_are_true_of_the_text(noise):
    recipe = generator.Recipe(1, noise=generator.Noise.of(noise))
    for plan in generator.plans(6, recipe):
        for relation, printed in (("deadlines", "printed"), ("targets", "printed"), ("citations", "title")):
            rows = table(plan, relation)
            assert rows
            for row in rows:
                start = int(row["start"])
                stands = "".join(plan.text[start : start + len(row[printed]) + 5].split())
                assert stands.startswith(row[printed])
        for row in table(plan, "obligations"):
            start, end, verb = (int(row[name]) for name in ("start", "end", "verb"))
            assert start <= verb < end
            assert plan.text[end].strip() in ("，", "。", ",", "")
            if row["object"]:
                assert start <= int(row["object"].partition("-")[0]) < end
        for row in table(plan, "links"):
            assert plan.text.startswith(row["label"], int(row["offset"]))
            assert bool(row["upper"]) == (row["change"] != "added") or not row["upper_plan"]


def test_items_carry_out_the_items_they_name():
    province, city = islice(generator.plans(2), 2)
    uppers = {row["label"].strip("（）().．、"): row for row in table(province, "links")}
    numbers = [row["upper"] for row in table(city, "links") if row["upper"]]
    assert len(numbers) > len(uppers) / 2
    assert {row["upper_plan"] for row in table(city, "links")} == {Path(province.name).stem, ""}
    assert all(1 <= int(number) <= len(uppers) for number in numbers)


def test_every_form_is_read_where_nothing_soils_it():
    known = load()
    for form in [*generator.clauses.FORMS, generator.clauses.TABLE]:
        recipe = generator.Recipe(2, tasks=8, forms=(form,), styles=("mark",))
        labelled, right = 0, 0
        for plan in generator.plans(2, recipe):
            found = extract(source(plan.name, plan.text.encode()), known).responsibilities
            names = {r.as_named for r in found}
            surfaces = [row["surface"] for row in table(plan, "responsibilities")]
            labelled += len(surfaces)
            right += sum(surface in names for surface in surfaces)
        assert labelled > 12, form
        assert right / labelled > 0.9, (form, right, labelled)


def test_labels_have_the_form_of_the_labels_made_by_reading(tmp_path):
    plan = next(generator.plans(1))
    plan.truth.write(tmp_path, "one")
    gold = read_gold(tmp_path)
    assert {relation for relation, _ in gold.labels} == set(HEADERS)
    assert gold.windows[Path(plan.name).stem]
    assert len(gold.labels["responsibilities", "one"]) > 50


def test_no_noise_is_taken_that_is_not_known():
    with pytest.raises(ValueError, match="smudges"):
        generator.Noise.of("smudges")

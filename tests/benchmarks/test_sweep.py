"""The sweep counts what is read against what was written."""

import pytest
import sweep


def recipe(form, noise="", styles=("mark",)):
    return sweep.Recipe(4, 6, (form,), styles, noise=sweep.Noise.of(noise))


def test_a_whole_form_is_read_whole():
    result = sweep.measured(2, recipe("（甲牵头，乙按职责分工负责，某日完成）"))
    assert result.assignments.labelled > 20
    assert result.assignments.f1 == result.deadlines.f1 == result.bodies.recall == 1


@pytest.mark.parametrize(
    ("form", "noise"),
    [
        ("（甲牵头，乙负责）", "brackets"),
        ("【主办单位：甲；协办单位：乙】", "brackets"),
        ("（甲会同乙负责）", "breaks"),
        ("（牵头单位：甲；配合单位：乙）", "blanks"),
        ("责任单位：甲、乙 / a line", "blanks"),
        ("[牵头单位:甲;参加单位:乙]", "width"),
        ("| 牵头单位 | 配合单位 | 完成时限 | / a table", "breaks"),
    ],
)
def test_what_copying_does_to_a_clause_loses_nothing(form, noise):
    result = sweep.measured(2, recipe(form, noise))
    assert result.assignments.labelled > 10
    assert result.assignments.f1 == 1


def test_what_is_lost_is_counted():
    form = "（甲会同乙负责）"
    result = sweep.measured(2, recipe(form, "slips"))
    assert 0.3 < result.assignments.recall < 1
    rows = list(sweep.lines({(form, "slips"): result}))
    assert rows[1].split("\t")[:2] == [form, "slips"]
    assert float(rows[1].split("\t")[3]) == pytest.approx(result.assignments.recall, abs=0.001)

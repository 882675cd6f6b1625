"""What a quantity is a quantity of, and what a change is counted from."""

import inspect

import pytest

from zeren.extract.quantities.measured import what_is_measured
from zeren.extract.quantities.targets import find_targets

CASES = [
    ("森林覆盖率达到24%", [("森林覆盖率", None)]),
    ("建成10个示范园区", [("示范园区", None)]),
    ("新增城镇就业4万人", [("城镇就业", None)]),
    ("90%的卫生院达到标准", [("卫生院", None)]),
    ("能耗比2020年下降13%", [("能耗", "2020年")]),
    ("用水量、排放量分别下降24%、25%", [("用水量、排放量", None)] * 2),
    ("到2025年，全县用水总量控制在11亿立方米以内", [("用水总量", None)]),
    ("研发经费占比较上年提高0.5个百分点", [("研发经费占比", "上年")]),
    ("绿地率达到40%、人均公园面积达到12平方米", [("绿地率", None), ("人均公园面积", None)]),
    ("用水量比2015年分别下降24%、25%以上", [("用水量", "2015年")] * 2),
    ("培育8—10个龙头企业", [("龙头企业", None)] * 2),
    ("达到24%", [(None, None)]),
]


@pytest.mark.parametrize(("text", "told"), CASES, ids=[text for text, _ in CASES])
def test_what_a_quantity_measures_stands_beside_it(text, told):
    found = list(find_targets(text))
    pairs = what_is_measured(text, found)
    assert [tuple(span and span.of(text) for span in pair) for pair in pairs] == told


def test_the_forms_of_the_docstring_are_the_first_cases():
    lines = inspect.getdoc(what_is_measured).partition("Forms:\n")[2].partition("\n\n")[0].splitlines()
    assert [line.split(". ")[1].split("  ")[0] for line in lines] == [text for text, _ in CASES[:6]]

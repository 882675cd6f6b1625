"""Links against what a reader found, on plans that no weight was set on, and beside two plainer ways."""

import importlib.util
import sys
from functools import reduce
from operator import add
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
PLACE = ROOT / "benchmarks" / "linking.py"
ROWS = {"held out": 87, "tuned": 149, "invented": 128}


@pytest.fixture(scope="module")
def linking():
    """The benchmark as a module."""
    spec = importlib.util.spec_from_file_location("linking", PLACE)
    module = importlib.util.module_from_spec(spec)
    sys.modules["linking"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def known(linking):
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is not here: the real plans are not part of the repository")
    return list(linking.pairs(SHARED))


def total(linking, pairs, linker, threshold=0.0):
    return reduce(add, (linking.measure(p, linker(p.lower, p.upper), threshold) for p in pairs))


@pytest.mark.parametrize(("group", "count"), ROWS.items())
def test_every_label_is_of_a_task_that_is_there(group, count, known):
    assert sum(len(pair.cases) for pair in known if pair.group == group) == count


def test_plans_left_out_are_linked_as_a_reader_links_them(linking, known):
    ours = total(linking, [p for p in known if p.group == "held out"], linking.ours)
    print(ours, ours.precision, ours.recall)
    assert ours.precision >= 0.92
    assert ours.recall >= 0.91


@pytest.mark.parametrize("rival", ["tf_idf", "headings"])
def test_at_most_half_the_errors_of_a_plainer_way(rival, linking, known):
    out = [p for p in known if p.group == "held out"]
    other = getattr(linking, rival)
    at = linking.threshold(other, [p for p in known if p.group == "tuned"])
    assert 2 * total(linking, out, linking.ours).errors <= total(linking, out, other, at).errors


def test_without_the_real_plans_the_sample_is_measured(linking):
    pairs = list(linking.pairs(None))
    assert {pair.group for pair in pairs} == {"invented"}
    assert total(linking, pairs, linking.ours).precision >= 0.9

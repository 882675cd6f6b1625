"""Links against what a reader found, on plans that no weight was set on, and beside two plainer ways."""

import importlib.util
import sys
from functools import reduce
from operator import add
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
PLACE = ROOT / "benchmarks"
ROWS = {"held out": 87, "held out, new": 210, "tuned": 149, "invented": 128}


def module(name: str):
    """A benchmark as a module."""
    spec = importlib.util.spec_from_file_location(name, PLACE / f"{name}.py")
    found = importlib.util.module_from_spec(spec)
    sys.modules[name] = found
    spec.loader.exec_module(found)
    return found


@pytest.fixture(scope="module")
def linking():
    """The benchmark of links."""
    return module("linking")


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


@pytest.mark.parametrize(
    ("group", "precision", "recall"), [("held out", 0.95, 0.92), ("held out, new", 0.84, 0.67)]
)
def test_plans_left_out_are_linked_as_a_reader_links_them(group, precision, recall, linking, known):
    ours = total(linking, [p for p in known if p.group == group], linking.ours)
    print(ours, ours.precision, ours.recall)
    assert ours.precision >= precision
    assert ours.recall >= recall


@pytest.mark.parametrize(
    ("group", "rival", "share"),
    [
        ("held out", "tf_idf", 0.5),
        ("held out", "headings", 0.5),
        ("held out, new", "tf_idf", 0.6),
        ("held out, new", "headings", 0.5),
    ],
)
def test_fewer_errors_than_a_plainer_way(group, rival, share, linking, known):
    out = [p for p in known if p.group == group]
    other = getattr(linking, rival)
    at = linking.threshold(other, [p for p in known if p.group == "tuned"])
    assert total(linking, out, linking.ours).errors <= share * total(linking, out, other, at).errors


def test_without_the_real_plans_the_sample_is_measured(linking):
    pairs = list(linking.pairs(None))
    assert {pair.group for pair in pairs} == {"invented"}
    assert total(linking, pairs, linking.ours).precision >= 0.9


@pytest.fixture(scope="module")
def inside(linking):
    """The benchmark of what is told inside of links."""
    return module("clauses")


@pytest.mark.parametrize(("kind", "told", "seen"), [("clauses", 0.9, 0.5), ("differences", 0.85, 0.85)])
def test_duties_and_differences_are_told_as_a_reader_tells_them(kind, told, seen, inside, known, linking):
    count = inside.Count()
    for file in sorted((linking.GOLD / kind).glob("*.tsv")):
        count += getattr(inside, kind)(inside.pair_of(file, known), linking.table(file))
    print(kind, count)
    assert count.right >= told * count.told
    assert count.right >= seen * count.seen


def test_two_readers_agree(linking):
    agreement = module("agreement")
    chosen = [(one, other) for one, other in zip("aabbccab", "aabbcbab", strict=True)]
    assert agreement.kappa(chosen) == pytest.approx((7 / 8 - 23 / 64) / (1 - 23 / 64))
    assert agreement.kappa([("a", "a")] * 3) == 1.0
    assert agreement.within_reach({"upper": "1", "also": "2"}, {"upper": "2", "also": ""})
    assert not agreement.within_reach({"upper": "1", "also": ""}, {"upper": "2", "also": ""})

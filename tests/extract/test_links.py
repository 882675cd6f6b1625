"""Links against what a reader found, on plans that no weight was set on, and beside two plainer ways."""

from functools import reduce
from operator import add
from pathlib import Path

import agreement
import clauses
import linking
import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
ROWS = {"held out": 87, "held out, new": 210, "tuned": 149, "invented": 128}
LEFT_OUT = ["held out", "held out, new"]


@pytest.fixture(scope="module")
def known():
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is not here: the real plans are not part of the repository")
    return list(linking.pairs(SHARED))


def total(pairs, linker, threshold=0.0):
    return reduce(add, (linking.measure(p, linker(p.lower, p.upper), threshold) for p in pairs))


@pytest.mark.parametrize(("group", "count"), ROWS.items())
def test_every_label_is_of_a_task_that_is_there(group, count, known):
    assert sum(len(pair.cases) for pair in known if pair.group == group) == count


@pytest.mark.parametrize(
    ("groups", "precision", "recall"),
    [(LEFT_OUT, 0.95, 0.82), (["held out"], 0.94, 0.94), (["held out, new"], 0.95, 0.75)],
)
def test_plans_left_out_are_linked_as_a_reader_links_them(groups, precision, recall, known):
    ours = total([p for p in known if p.group in groups], linking.ours)
    print(ours, ours.precision, ours.recall)
    assert ours.precision >= precision
    assert ours.recall >= recall


def test_a_threshold_that_a_family_has_from_the_others_does_nearly_as_well(known):
    told = [(pair, linking.likeliest(pair.lower, pair.upper)) for pair in known if pair.held_out]
    chosen = linking.by_family(told)
    assert set(chosen) == set(linking.FAMILIES.values())
    together = reduce(add, (figures for _, figures in chosen.values()))
    assert together.precision >= 0.94
    assert together.recall >= 0.81
    assert linking.at_threshold(told, linking.ACCEPTED_FROM) == total(
        [pair for pair, _ in told], linking.ours
    )


def test_further_items_of_a_task_are_among_those_that_a_reader_names(known):
    found = reduce(add, (linking.further(pair) for pair in known if pair.held_out))
    assert found.precision >= 0.85
    assert found.right >= 12


@pytest.mark.parametrize("rival", ["tf_idf", "headings"])
def test_at_most_half_the_errors_of_a_plainer_way(rival, known):
    out = [p for p in known if p.group in LEFT_OUT]
    other = getattr(linking, rival)
    at = linking.threshold(other, [p for p in known if p.group == "tuned"])
    assert total(out, linking.ours).errors <= total(out, other, at).errors / 2


def test_without_the_real_plans_the_sample_is_measured():
    pairs = list(linking.pairs(None))
    assert {pair.group for pair in pairs} == {"invented"}
    assert total(pairs, linking.ours).precision >= 0.9


@pytest.mark.parametrize(("kind", "told", "seen"), [("clauses", 0.9, 0.5), ("differences", 0.85, 0.85)])
def test_duties_and_differences_are_told_as_a_reader_tells_them(kind, told, seen, known):
    count = clauses.Count()
    for file in sorted((linking.GOLD / kind).glob("*.tsv")):
        count += getattr(clauses, kind)(clauses.pair_of(file, known), linking.table(file))
    print(kind, count)
    assert count.right >= told * count.told
    assert count.right >= seen * count.seen


def test_two_readers_agree():
    chosen = [(one, other) for one, other in zip("aabbccab", "aabbcbab", strict=True)]
    assert agreement.kappa(chosen) == pytest.approx((7 / 8 - 23 / 64) / (1 - 23 / 64))
    assert agreement.kappa([("a", "a")] * 3) == 1.0
    assert agreement.within_reach({"upper": "1", "also": "2"}, {"upper": "2", "also": ""})
    assert not agreement.within_reach({"upper": "1", "also": ""}, {"upper": "2", "also": ""})

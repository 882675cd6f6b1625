"""What work as benchmarks tell it."""

import os
from pathlib import Path

import costs
import pytest


def test_the_power_that_costs_grow_with():
    assert costs.power([10, 100, 1000], [3, 30, 300]) == pytest.approx((1.0, 1.0))
    assert costs.power([1, 2, 4], [1, 4, 16]) == pytest.approx((2.0, 1.0))


def test_a_folder_is_as_large_as_what_is_in_it(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a").write_bytes(b"x" * 1000)
    (tmp_path / "b").write_bytes(b"x" * 500)
    assert costs.size_of(tmp_path) == 0.0015


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="this system does not tell")
def test_memory_of_this_process_and_those_below_it():
    assert costs._family(os.getpid())[0] == os.getpid()
    assert 1 < costs._share(os.getpid()) <= costs.memory() + 1

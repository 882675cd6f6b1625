"""Work on several cores, with real processes: in order, never far ahead, and nobody is left behind."""

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from zeren.graph.parallel import each

# What workers run here are builtins: they need not import this module.
ME = "__import__('os').getpid()"
KILL_WORKER = "__import__('multiprocessing').parent_process() and __import__('os').kill(__import__('os').getpid(), 9) or "


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_results_come_in_order(workers):
    assert list(each(abs, range(-40, 0), workers)) == list(range(40, 0, -1))


def test_nothing_is_started_for_nothing():
    assert list(each(abs, [], 4)) == []


def test_other_processes_do_the_work_where_there_is_more_than_one():
    assert os.getpid() not in set(each(eval, [ME] * 6, 2))
    assert set(each(eval, [ME] * 6, 1)) == {os.getpid()}


def test_things_are_taken_only_a_few_ahead():
    """So memory stays flat, however many things there are."""
    taken = []

    def things():
        for number in range(1000):
            taken.append(number)
            yield number

    results = each(abs, things(), 2)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    assert len(taken) < 20
    results.close()


def test_an_error_in_a_worker_is_raised_here():
    with pytest.raises(ValueError, match="invalid literal"):
        list(each(int, ["1", "x"], 2))


def test_what_a_lost_worker_was_to_do_is_done_here():
    assert list(each(eval, [f"{KILL_WORKER}{n}" for n in range(1, 9)], 2)) == list(range(1, 9))


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] not in "ZX"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")
def test_workers_end_with_a_parent_that_is_killed(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(
        textwrap.dedent("""
        import os, time
        from zeren.graph.parallel import each

        def wait(number):
            print(os.getpid(), flush=True)
            time.sleep(60)

        if __name__ == "__main__":
            list(each(wait, range(2), 2))
        """)
    )
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    workers = [int(parent.stdout.readline()) for _ in range(2)]
    assert all(map(alive, workers))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    end = time.monotonic() + 10
    while any(map(alive, workers)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(alive, workers))

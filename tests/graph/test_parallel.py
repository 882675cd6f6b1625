"""Work on several cores, with real processes: in order, never far ahead, and nobody is left behind."""

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from zeren.graph.parallel import each


def square(number: int) -> int:
    return number * number


def refuse(number: int) -> int:
    raise ValueError(f"not {number}")


def die_once(path: Path) -> int:
    """Kills the worker it runs in; in the process of the test it answers."""
    if multiprocessing.parent_process():
        os.kill(os.getpid(), signal.SIGKILL)
    return len(path.name)


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_results_come_in_order(workers):
    assert list(each(square, range(40), workers)) == [number * number for number in range(40)]


def test_nothing_is_started_for_nothing():
    assert list(each(square, [], 4)) == []


def test_things_are_taken_only_a_few_ahead():
    """So memory stays flat, however many things there are."""
    taken = []

    def things():
        for number in range(1000):
            taken.append(number)
            yield number

    results = each(square, things(), 2)
    assert [next(results) for _ in range(3)] == [0, 1, 4]
    assert len(taken) < 20
    results.close()


def test_an_error_in_a_worker_is_raised_here():
    with pytest.raises(ValueError, match="not 0"):
        list(each(refuse, range(4), 2))


def test_what_a_lost_worker_was_to_do_is_done_here():
    assert list(each(die_once, [Path("a"), Path("bc"), Path("def")], 2)) == [1, 2, 3]


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

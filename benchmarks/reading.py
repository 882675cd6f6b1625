"""How fast text becomes statements, as a ratio to segmenting the same text with jieba, in one run.

    python benchmarks/reading.py [MEGABYTES]

Each round times both on the packaged sample, repeated to that many megabytes of UTF-8; the median ratio counts.
"""

import statistics
import sys
import time
from collections.abc import Callable
from importlib.resources import files

from zeren.builder import prepare
from zeren.data.authority import load
from zeren.extract.words import plain

ROUNDS = 5


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds that `work` takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main(megabytes: float) -> None:
    """Print the rate of both and the ratio, each as least, median and most of the rounds."""
    folder = files("zeren.data") / "sample"
    plans = [file for file in folder.iterdir() if file.name.endswith(".txt")]
    size = sum(len(plan.read_bytes()) for plan in plans) / 1e6
    turns = max(1, round(megabytes / size))
    texts = [plan.read_text(encoding="utf-8") for plan in plans]
    load()
    prepare(plans[0])
    plain("热身")
    reading, cutting = [], []
    for _ in range(ROUNDS):
        reading.append(
            size * turns / seconds(lambda: [prepare(plan) for _ in range(turns) for plan in plans])
        )
        cutting.append(size * turns / seconds(lambda: [plain(text) for _ in range(turns) for text in texts]))
    ratios = [one / other for one, other in zip(reading, cutting, strict=True)]
    for name, figures in (("zeren MB/s", reading), ("jieba MB/s", cutting), ("zeren/jieba", ratios)):
        print(f"{name:12} {min(figures):6.2f} {statistics.median(figures):6.2f} {max(figures):6.2f}")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)

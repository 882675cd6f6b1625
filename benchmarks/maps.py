"""How soon a map is seen and how it moves: the overview against pyvis as it comes, in Chromium, at 200, 2,000 and 20,000 nodes.

    .venv/bin/python benchmarks/maps.py [--nodes 200 2000 20000] [--repeat 3] [--out FILE.csv]

Invented plans, seeded. A page is opened from a file, and what is timed is: `first`, from navigation to the first frame
after the map was drawn; `frame`, the time between two frames while the map is moved and zoomed at every frame for three
seconds at most. pyvis gets the same nodes and edges with its defaults, physics on, and 20 seconds. Frames are capped by the
screen at 60 a second. Without a graphics card, as on servers, Chromium draws in software: the run says which it was.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, sync_playwright

from zeren.viz import overview, overview_page

ID = "https://example.org/id/"
LEVELS = ("nation", "province", "prefecture", "county")
SHARE = (0.02, 0.12, 0.36, 0.5)
TASKS, BODIES = 40, 22
"""Tasks of a plan, and bodies of a place."""
TITLES = (
    "健全决策机制",
    "规范裁量基准",
    "推进政务公开",
    "加强行政复议",
    "开展专项督察",
    "优化营商环境",
    "完善应急预案",
    "落实普法责任",
)
OFFICES = (
    "司法局",
    "财政局",
    "发展改革委",
    "民政局",
    "教育局",
    "公安局",
    "卫生健康委",
    "市场监管局",
    "审计局",
    "水利局",
    "统计局",
)
ROLES = ("lead", "support", "support", "responsible", "supervise")
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
READY = "() => window.first !== undefined"
FIRST = """(() => {
  const look = () => (MADE ? requestAnimationFrame(() => (window.first = performance.now())) : requestAnimationFrame(look));
  look();
})()"""
MOVE = """limit => new Promise(done => {
  const times = [], begin = performance.now();
  let last = null, turn = 0;
  const frame = () => {
    const now = performance.now();
    if (last !== null) times.push(now - last);
    last = now;
    STEP(turn++);
    if (performance.now() - begin < limit && times.length < 150) requestAnimationFrame(frame);
    else done(times);
  };
  requestAnimationFrame(frame);
})"""
SWAY = "const [dx, dy, zoom] = [9 * Math.cos(turn / 11), 5 * Math.sin(turn / 7), 1 + 0.03 * Math.sin(turn / 15)];"
OURS = f"turn => {{ {SWAY} zeren.gestures.shift(dx, dy); zeren.gestures.zoom(zoom); }}"
CLOSE = (
    "turn => { if (!turn) zeren.gestures.zoom(1.5 / zeren.gestures.camera.scale);"
    " zeren.gestures.shift(14 * Math.cos(turn / 40), 8 * Math.sin(turn / 40)); }"
)
PYVIS = f"turn => {{ {SWAY} network.moveTo({{ scale: network.getScale() * zoom, offset: {{ x: dx, y: dy }} }}); }}"
Rows = list[dict[str, str | None]]


def plans(nodes: int, seed: int = 1) -> tuple[Rows, Rows, Rows]:
    """Tasks, duties and links of about `nodes` tasks and bodies, as the overview reads them."""
    dice = random.Random(seed)
    places = max(2, nodes // (TASKS + BODIES))
    tasks: Rows = []
    duties: Rows = []
    links: Rows = []
    above: dict[str, list[str]] = {level: [] for level in LEVELS}
    for number in range(places):
        level = (
            LEVELS[0] if number == 0 else dice.choices(LEVELS[1:], SHARE[1:])[0] if number > 1 else LEVELS[1]
        )
        own = list(_plan(number, level, dice))
        higher = above[LEVELS[max(0, LEVELS.index(level) - 1)]]
        parents = dice.sample(range(len(higher) // TASKS), min(2, len(higher) // TASKS)) if number else []
        tasks += own
        for row in own:
            duties += _duties(row, number, level, dice)
            if parents and dice.random() < 0.7:
                links.append(_link(row, higher[dice.choice(parents) * TASKS + dice.randrange(TASKS)], dice))
        above[level] += [str(row["task"]) for row in own]
    return tasks, duties, links


def _plan(number: int, level: str, dice: random.Random) -> Iterator[dict[str, str | None]]:
    plan = f"{ID}plan/{number}"
    for at in range(TASKS):
        title = f"{dice.choice(TITLES)}{at}"
        text = (
            f"{at}.{title}。"
            + "".join(dice.choices("各单位要按照要求推进工作并定期报告情况", k=180))
            + "（牵头单位：见附表）"
        )
        yield {
            "task": f"{plan}/{at}", "taskLabel": f"{at}.", "taskTitle": title, "taskText": text,
            "due": f"{dice.randrange(2021, 2026)}-12-31" if dice.random() < 0.4 else None, "section": f"第{at // 6}部分",
            "plan": plan, "planTitle": f"第{number}号实施方案", "level": level, "place": f"{ID}place/{number}",
            "placeName": f"第{number}地", "file": f"{number}.txt", "start": str(400 * at), "end": str(400 * at + len(text)),
        }  # fmt: skip


def _duties(
    task: dict[str, str | None], number: int, level: str, dice: random.Random
) -> Iterator[dict[str, str | None]]:
    for body in dice.sample(range(BODIES), 3):
        name = f"{OFFICES[body % len(OFFICES)]}{body // len(OFFICES)}"
        yield {
            "task": task["task"], "institution": f"{ID}body/{number}/{body}", "institutionName": name, "group": None,
            "role": dice.choice(ROLES), "asNamed": name, "openEnded": None, "place": task["place"],
            "placeName": task["placeName"], "level": level, "start": task["start"], "end": task["end"], "clause": "见附表",
        }  # fmt: skip


def _link(task: dict[str, str | None], upper: str, dice: random.Random) -> dict[str, str | None]:
    return {
        "task": task["task"], "upper": upper, "status": "accepted" if dice.random() < 0.8 else "candidate",
        "confidence": "0.9", "method": "example", "rationale": "例", "reviewedBy": None, "start": task["start"],
        "end": task["end"], "clause": None, "upperStart": "0", "upperEnd": "10", "upperClause": None,
    }  # fmt: skip


def ours(rows: tuple[Rows, Rows, Rows], path: Path) -> dict[str, float]:
    """Write the overview's page; the seconds of processor time that took, and its size in MB."""
    begin = time.process_time()
    text = overview_page(overview(*rows))
    seconds = time.process_time() - begin
    path.write_text(text, encoding="utf-8")
    return {"made": seconds, "MB": path.stat().st_size / 1e6}


def by_pyvis(rows: tuple[Rows, Rows, Rows], path: Path) -> dict[str, float]:
    """The same nodes and edges as pyvis draws them unless told otherwise, with its library inside the file."""
    from pyvis.network import Network

    view = overview(*rows)
    begin = time.process_time()
    network = Network(height="700px", width="100%", cdn_resources="in_line")
    for place, dot in enumerate(view.dots):
        network.add_node(place, label=dot.title)
    for tie in view.ties:
        network.add_edge(tie.source, tie.target)
    text = network.generate_html()
    seconds = time.process_time() - begin
    path.write_text(text, encoding="utf-8")
    return {"made": seconds, "MB": path.stat().st_size / 1e6}


def opened(browser: Browser, path: Path, made: str, steps: dict[str, str], limit: float) -> dict[str, float]:
    """Milliseconds to the first picture, and of the median and the slowest twentieth of frames for each way to move."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.route(
        "**/*",
        lambda route: (
            route.continue_() if route.request.url.startswith(("file:", "data:", "blob:")) else route.abort()
        ),
    )
    page.add_init_script(FIRST.replace("MADE", made))
    found: dict[str, float] = {}
    try:
        page.goto(path.as_uri(), timeout=limit, wait_until="commit")
        page.wait_for_function(READY, timeout=limit)
        found["first"] = page.evaluate("window.first")
        for name, step in steps.items():
            times = sorted(_moved(page, step))
            found[name] = statistics.median(times)
            found[f"{name} 95%"] = times[int(len(times) * 0.95)]
    except Error as problem:
        print(f"    {path.name}: {str(problem).splitlines()[0]}", file=sys.stderr)
    finally:
        page.close()
    return found


def _moved(page: Any, step: str) -> list[float]:
    page.wait_for_timeout(400)
    return list(page.evaluate(MOVE.replace("STEP", f"({step})"), 3000)) or [float("nan")]


def measured(browser: Browser, nodes: int, folder: Path, repeat: int) -> Iterator[dict[str, Any]]:
    """A row for each page of so many nodes, medians over the repeats."""
    rows = plans(nodes)
    ways = (
        (
            "zeren overview",
            ours,
            "window.zeren?.screen.cost() > 0",
            {"frame": OURS, "close": CLOSE},
            30_000.0,
        ),
        ("pyvis defaults", by_pyvis, "window.network?.canvas", {"frame": PYVIS}, 20_000.0),
    )
    for name, make, made, steps, limit in ways:
        path = folder / f"{name.split()[0]}-{nodes}.html"
        about = make(rows, path)
        runs = [
            opened(browser, path, made, steps, limit)
            for _ in range(repeat if name != "pyvis defaults" or nodes < 20000 else 1)
        ]
        keys = {key: None for run in runs for key in run}
        medians = {key: statistics.median([run[key] for run in runs if key in run]) for key in keys}
        yield {"map": name, "nodes": nodes, "edges": len(rows[1]) + len(rows[2])} | about | medians


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("--nodes", type=int, nargs="+", default=[200, 2000, 20000])
    arguments.add_argument("--repeat", type=int, default=3)
    arguments.add_argument("--out", type=Path)
    asked = arguments.parse_args()
    path = os.environ.get("ZEREN_CHROMIUM") or shutil.which("chromium")
    if not path:
        sys.exit("no browser: set ZEREN_CHROMIUM, or install chromium on the path")
    columns = ("map", "nodes", "edges", "made", "MB", "first", "frame", "frame 95%", "close", "close 95%")
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        browser = driver.chromium.launch(executable_path=path, args=[*FLAGS, "--disable-gpu"])
        print(f"Chromium {browser.version}, no graphics card; made in s, first and frames in ms")
        print("\t".join(columns))
        found = []
        for nodes in asked.nodes:
            for row in measured(browser, nodes, Path(folder), asked.repeat):
                found.append(row)
                print("\t".join(_shown(row.get(column)) for column in columns), flush=True)
        browser.close()
    if asked.out:
        with asked.out.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(found)


def _shown(value: Any) -> str:
    return "-" if value is None else f"{value:.1f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    main()

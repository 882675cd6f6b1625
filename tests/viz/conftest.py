"""Invented rows, and a real browser with no network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from zeren.viz import View, page

Row = dict[str, str | None]
ID = "https://w3id.org/zeren/id/"
TEXT = "{n}.{title}。市司法局应当每年检查一次。（牵头单位：市司法局；配合单位：市财政局、各区县政府等。2025年底前完成）"
TITLES = ("健全依法决策机制", "规范行政裁量权基准", "推进政务公开", "加强行政复议工作", "开展法治督察")
BODIES = (("市司法局", "lead"), ("市财政局", "support"), ("各区县政府", "support"))


def duty(number: int, name: str, role: str, **changes: str | None) -> Row:
    """The row that gives the body `name` a role in task `number` of the plan of 望川市."""
    title = TITLES[number % len(TITLES)]
    text = TEXT.format(n=number, title=title)
    offset = 1000 * number
    start = offset + max(0, text.rfind(name))
    return {
        "plan": ID + "plan/wangchuan",
        "planTitle": "望川市法治政府建设实施方案",
        "section": f"（{'一二三四五六七八九十'[number // 5 % 10]}）第{number // 5}部分",
        "task": f"{ID}task/{number}",
        "taskLabel": f"{number}.",
        "taskTitle": title,
        "taskText": text,
        "institution": ID + "body/" + name,
        "institutionName": "望川" + name if name.startswith("市") else name,
        "group": "true" if name.startswith("各") else None,
        "role": role,
        "asNamed": name,
        "openEnded": "true" if name.startswith("各") else "false",
        "due": "2025-12-31",
        "file": "wangchuan.txt",
        "start": str(start),
        "end": str(start + len(name)),
        "clause": name,
        "context": text,
    } | changes


def derivation(number: int, upper: int | None, level: str = "county", **changes: str | None) -> Row:
    """The row that derives task `number` from an item of the national outline; with None, from nothing."""
    task = {
        "": f"{ID}task/{level}/{number}",
        "Label": f"{number}.",
        "Title": TITLES[number % len(TITLES)],
        "Text": f"{number}.{TITLES[number % len(TITLES)]}，年内完成。",
        "Plan": f"{ID}plan/{level}",
        "PlanTitle": "望川市青石区工作要点",
        "Level": level,
        "File": f"{level}.txt",
        "Start": str(100 * number),
        "End": str(100 * number + 20),
    }
    item = {
        "": f"{ID}item/{upper}",
        "Label": f"({upper})",
        "Title": f"要求{upper}",
        "Text": f"({upper})要求{upper}。各地要落实。",
        "Plan": ID + "plan/outline",
        "PlanTitle": "某某建设实施纲要",
        "Level": "nation",
        "File": "outline.txt",
        "Start": str(50 * (upper or 0)),
        "End": str(50 * (upper or 0) + 10),
    }
    link = {"confidence": "0.9", "status": "accepted", "method": "heading", "rationale": "标题相同"}
    upper_end = {f"upper{key}": value if upper is not None else None for key, value in item.items()}
    return (
        {f"task{key}": value for key, value in task.items()}
        | upper_end
        | (link if upper is not None else {})
        | changes
    )


@pytest.fixture
def duties() -> list[Row]:
    """Twenty tasks of three bodies each."""
    return [duty(number, name, role) for number in range(1, 21) for name, role in BODIES]


@pytest.fixture
def derivations() -> list[Row]:
    """Six tasks of a county; the last derives from nothing, the one before only perhaps."""
    rows = [derivation(number, upper) for number, upper in ((1, 2), (2, 2), (3, 1), (4, 5), (6, None))]
    return [*rows, derivation(5, 5, status="candidate", confidence="0.4")]


@pytest.fixture
def make_duty() -> Callable[..., Row]:
    return duty


@pytest.fixture
def make_derivation() -> Callable[..., Row]:
    return derivation


@dataclass(frozen=True, slots=True)
class Opened:
    """A page in the browser and what came of opening it."""

    page: Any
    requests: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def click(self, key: str) -> None:
        """Click the middle of the node or edge `key` where the map draws it."""
        x, y = self.page.evaluate(MIDDLE, key)
        self.page.mouse.click(x, y)


MIDDLE = """key => {
  const { network } = zeren, edge = network.body.edges[key];
  const at = edge ? edge.edgeType.getPoint(0.5) : network.getPosition(key);
  const point = network.canvasToDOM(at), box = document.getElementById("canvas").getBoundingClientRect();
  return [box.x + point.x, box.y + point.y];
}"""
FLAGS = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium from ZEREN_CHROMIUM or the path; the test is skipped where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright for Python is not installed")
    path = os.environ.get("ZEREN_CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.skip("no browser: set ZEREN_CHROMIUM, or install chromium on the path")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=FLAGS.split())
        yield chromium
        chromium.close()


@pytest.fixture
def open_view(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Writes the page of a view to a file and opens it, offline, noting each request, error and dialog."""
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, reduced_motion="reduce", offline=True
    )

    def open_view(view: View, lang: str = "zh") -> Opened:
        path = tmp_path / "map.html"
        path.write_text(page(view, lang), encoding="utf-8")
        opened = Opened(context.new_page())
        opened.page.on("request", lambda request: opened.requests.append(request.url))
        opened.page.on("console", lambda message: opened.troubles.append(message.text))
        opened.page.on("pageerror", lambda error: opened.troubles.append(str(error)))
        opened.page.on("dialog", lambda dialog: (opened.troubles.append(dialog.message), dialog.dismiss()))
        opened.page.goto(path.as_uri())
        opened.page.wait_for_function("window.zeren !== undefined")
        return opened

    yield open_view
    context.close()

"""Invented rows, and a real browser with no network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from zeren.viz import Overview, View, overview_page, page

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


def city_rows(number: int, tasks: int = 3) -> tuple[list[Row], list[Row], list[Row]]:
    """Tasks of a city with a body each, the first derived from the outline's first item, the second perhaps."""
    place = {
        "place": f"{ID}place/{990100 + number}",
        "placeName": "望川市" if number == 0 else f"望川{number}市",
    }
    plan = {
        "plan": f"{ID}plan/{number}",
        "planTitle": f"{place['placeName']}实施方案",
        "level": "prefecture",
        "file": f"{number}.txt",
    }
    own: list[Row] = []
    duties: list[Row] = []
    for at in range(1, tasks + 1):
        text = f"{at}.任务{at}。一（市司法局牵头）由市司法局办。"
        due = f"{2021 + at}-12-31" if at < 3 else None
        span = {"start": str(1000 * at), "end": str(1000 * at + len(text))}
        task = {
            "task": f"{ID}task/{number}/{at}",
            "taskLabel": f"{at}.",
            "taskTitle": f"任务{at}",
            "taskText": text,
            "due": due,
        }
        own.append(plan | place | task | span | {"section": f"第{at // 2}节"})
        body = {
            "institution": f"{ID}body/{number}",
            "institutionName": f"{place['placeName']}司法局",
            "asNamed": "市司法局",
        }
        said = {
            "clause": "市司法局",
            "start": str(1000 * at + text.index("市")),
            "end": str(1000 * at + text.index("市") + 4),
        }
        role = "lead" if at == 1 else "support"
        duties.append(
            {
                "task": task["task"],
                "group": "false",
                "role": role,
                "openEnded": "false",
                "level": "prefecture",
            }
            | place
            | body
            | said
        )
    links = [_link(own[0], "accepted"), _link(own[1], "candidate")] if tasks > 1 else []
    return own, duties, links


def _link(task: Row, status: str) -> Row:
    spans = {
        "start": task["start"],
        "end": task["start"],
        "clause": task["taskTitle"],
        "upperStart": "3",
        "upperEnd": "6",
        "upperClause": "要求1",
    }
    return {
        "task": task["task"],
        "upper": f"{ID}item/1",
        "status": status,
        "confidence": "0.8",
        "method": "heading",
        "rationale": "标题相近",
    } | spans


def outline_rows() -> list[Row]:
    """Two items of a national outline without spans."""
    plan = {
        "plan": ID + "plan/outline",
        "planTitle": "某某建设实施纲要",
        "level": "nation",
        "place": ID + "place/000000",
        "placeName": "中华人民共和国",
    }
    return [
        plan
        | {
            "task": f"{ID}item/{at}",
            "taskLabel": f"({at})",
            "taskTitle": f"要求{at}",
            "taskText": f"({at})要求{at}。各地要落实。",
            "section": "一、要求",
        }
        for at in (1, 2)
    ]


@pytest.fixture
def make_atlas_rows() -> Callable[[int], tuple[list[Row], list[Row], list[Row]]]:
    """Rows of the overview: an outline and so many cities of growing size."""

    def make_rows(cities: int) -> tuple[list[Row], list[Row], list[Row]]:
        own = [city_rows(number, 2 + 5 * number) for number in range(cities)]
        return (
            [*outline_rows(), *(row for tasks, _, _ in own for row in tasks)],
            [row for _, duties, _ in own for row in duties],
            [row for _, _, links in own for row in links],
        )

    return make_rows


@pytest.fixture
def atlas_rows() -> tuple[list[Row], list[Row], list[Row]]:
    """Rows of the overview: an outline of two items, a city's three tasks and a county's one; a name is unresolved."""
    tasks, duties, links = city_rows(0)
    county = tasks[0] | {
        "plan": ID + "plan/county",
        "planTitle": "青石区要点",
        "level": "county",
        "place": ID + "place/990101",
    }
    county |= {
        "placeName": "青石区",
        "task": ID + "task/county/1",
        "taskTitle": "区任务",
        "due": None,
        "file": "county.txt",
    }
    body = {"task": county["task"], "role": "responsible", "openEnded": "true", "start": "5", "end": "7"}
    unknown = body | {"institution": None, "institutionName": "专班", "asNamed": "专班", "clause": "专班"}
    group = (
        duties[0]
        | body
        | {
            "institution": ID + "group/0",
            "institutionName": "望川市各部门",
            "asNamed": "各部门",
            "group": "true",
        }
    )
    placeless = group | {
        "task": tasks[2]["task"],
        "institution": ID + "body/none",
        "institutionName": "某协会",
        "place": None,
        "placeName": None,
        "level": None,
        "group": "false",
    }
    return [*outline_rows(), *tasks, county], [*duties, unknown, group, placeless], links


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
    """Writes the page of a view, or a page that was saved, to a file and opens it, offline, noting each request, error and dialog."""
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, reduced_motion="reduce", offline=True
    )

    def open_view(view: View | Overview | str, lang: str = "zh") -> Opened:
        path = tmp_path / "map.html"
        text = (
            view
            if isinstance(view, str)
            else overview_page(view, lang)
            if isinstance(view, Overview)
            else page(view, lang)
        )
        path.write_text(text, encoding="utf-8")
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

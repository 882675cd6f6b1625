"""The overview in a real browser, opened from a file with no network."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from struct import unpack
from typing import Any
from xml.etree import ElementTree

import pytest

from zeren.viz import overview

Row = dict[str, str | None]
Rows = tuple[list[Row], list[Row], list[Row]]
Open = Callable[..., Any]
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</script><script>window.__x=1</script><img src=x onerror=window.__x=1>\x07&"\ufffe'
COLOURS = """() => {
  const canvas = document.querySelector("#canvas canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size;
}"""
MIDDLE = """name => {
  const { dots } = zeren.store, at = dots.title.indexOf(name), { x, y, scale } = zeren.gestures.camera;
  const box = document.getElementById("canvas").getBoundingClientRect();
  return [box.x + (dots.x[at] + dots.width[at] / 2 - x) * scale, box.y + (dots.y[at] + dots.height[at] / 2 - y) * scale];
}"""


def shown(page: Any) -> list[str]:
    """The names of all that is shown on the map."""
    return page.evaluate("zeren.store.dots.title.filter((_, dot) => zeren.store.shownDot[dot])")


def lit(page: Any) -> set[str]:
    return set(page.evaluate("[...(zeren.lit()?.dots ?? [])].map(dot => zeren.store.dots.title[dot])"))


def saved(page: Any, kind: str, folder: Path) -> Path:
    """What the button for `kind` downloads."""
    with page.expect_download() as waiting:
        page.locator(f"#save [data-name={kind}]").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_it_opens_alone_and_draws(make_atlas_rows: Callable[[int], Rows], open_view: Open) -> None:
    for rows in (make_atlas_rows(4), ([], [], [])):
        opened = open_view(overview(*rows))
        assert all(url.startswith(("file:", "data:", "blob:")) for url in opened.requests)
        assert sum(url.startswith("file:") for url in opened.requests) == 1
        assert opened.troubles == []
        if rows[0]:
            assert opened.page.evaluate(COLOURS) > 20
        else:
            assert "没有可画的内容" in opened.page.locator("#empty").text_content()


def test_levels_and_dates_leave_what_they_say(atlas_rows: Rows, open_view: Open) -> None:
    page = open_view(overview(*atlas_rows)).page
    everything = shown(page)
    page.get_by_role("button", name="区县", exact=True).click()
    assert set(everything) - set(shown(page)) == {"1. 区任务", "专班", "望川市各部门"}
    page.get_by_role("button", name="清除筛选").click()
    assert shown(page) == everything
    page.get_by_label("期限不晚于").fill("2022-12-31")
    page.get_by_label("期限不晚于").dispatch_event("change")
    page.get_by_label("含无期限").uncheck()
    assert shown(page) == ["1. 任务1", "望川市司法局"]
    assert "任务 1 / 6" in page.locator("#counts").text_content()
    assert page.locator("#panel").text_content().count("市 · 1 份规划") == 1


def test_the_legend_filters_by_role(atlas_rows: Rows, open_view: Open) -> None:
    page = open_view(overview(*atlas_rows)).page
    for role in ("牵头", "配合"):
        page.get_by_role("button", name=role, exact=True).click()
    assert "望川市司法局" not in shown(page)
    assert "专班" in shown(page)
    page.get_by_role("button", name="配合", exact=True).click()
    assert "望川市司法局" in shown(page)


def test_counts_come_before_what_they_count(atlas_rows: Rows, open_view: Open) -> None:
    page = open_view(overview(*atlas_rows)).page
    page.evaluate("id => zeren.select(id)", atlas_rows[1][0]["institution"])
    assert lit(page) == {"望川市司法局", "1. 任务1", "2. 任务2", "3. 任务3"}
    support = page.locator("#panel .fold", has_text="配合")
    assert support.locator(".count").text_content() == "2"
    step = page.locator("[data-name=stepOut]")
    assert step.text_content() == "再展开一步 +2"
    step.click()
    assert lit(page) >= {"(1) 要求1", "某协会"}
    page.locator("[data-name=stepBack]").click()
    assert "(1) 要求1" not in lit(page)


def test_a_chain_goes_to_its_end(atlas_rows: Rows, open_view: Open) -> None:
    page = open_view(overview(*atlas_rows)).page
    page.evaluate("id => zeren.select(id)", atlas_rows[0][2]["task"])
    assert page.locator("[data-name=wholeChain]").text_content() == "上下贯通 1"
    page.locator("[data-name=wholeChain]").click()
    assert lit(page) == {"1. 任务1", "(1) 要求1"}


def test_a_line_opens_its_sentence_and_span(atlas_rows: Rows, open_view: Open) -> None:
    page = open_view(overview(*atlas_rows)).page
    page.evaluate(
        "zeren.open({ tie: zeren.store.ties.kind.findIndex(kind => zeren.store.raw.edgeKinds[kind].key === 'lead') })"
    )
    panel = page.locator("#panel")
    assert panel.locator("blockquote").text_content() == atlas_rows[0][2]["taskText"]
    assert panel.locator("mark").text_content() == "市司法局"
    assert "0.txt · 第 1008–1012 字" in panel.text_content()
    page.evaluate(
        "zeren.open({ tie: zeren.store.ties.kind.findIndex(kind => zeren.store.raw.edgeKinds[kind].key === 'accepted') })"
    )
    panel.locator("blockquote").nth(1).wait_for()
    assert panel.locator("mark").all_text_contents() == ["任务1", "要求1"]
    assert "标题相近" in panel.text_content()


def test_an_old_browser_is_told_why_there_is_no_text(atlas_rows: Rows, open_view: Open) -> None:
    page = open_view(overview(*atlas_rows)).page
    page.evaluate("delete window.DecompressionStream")
    page.evaluate("id => zeren.select(id)", atlas_rows[0][2]["task"])
    page.locator("#panel", has_text="版本太旧").wait_for()
    assert page.locator("#panel .fold").count() > 0


def test_a_click_opens_a_dot_a_line_and_a_bundle(atlas_rows: Rows, open_view: Open) -> None:
    page = open_view(overview(*atlas_rows)).page
    page.mouse.click(*page.evaluate(MIDDLE, "2. 任务2"))
    assert page.locator("#panel h2.title").text_content() == "2. 任务2"
    assert page.locator("#panel blockquote").text_content() == atlas_rows[0][3]["taskText"]
    page.keyboard.press("Escape")
    for layer, opens in (("bundles", "bundle"), ("lines", "tie")):
        page.evaluate(
            "zeren.gestures.zoom(SCALE / zeren.gestures.camera.scale)".replace(
                "SCALE", "1" if layer == "bundles" else "1.5"
            )
        )
        page.evaluate("zeren.screen.settle()")
        point = page.evaluate(
            """layer => {
              const box = document.getElementById("canvas").getBoundingClientRect();
              for (const { points: p } of zeren.drawn().base[layer]) for (let t = 0.1; t < 0.95; t += 0.05) {
                const u = 1 - t, at = [0, 1].map(k => u*u*u*p[k] + 3*u*u*t*p[k+2] + 3*u*t*t*p[k+4] + t*t*t*p[k+6]);
                const { camera } = zeren.gestures, [x, y] = [camera.x + at[0] / camera.scale, camera.y + at[1] / camera.scale];
                const { dots } = zeren.store;
                const clear = dots.x.every((left, d) => x < left || x > left + dots.width[d] || y < dots.y[d] || y > dots.y[d] + dots.height[d]);
                if (clear && at[0] > 5 && at[1] > 5 && at[0] < box.width - 5 && at[1] < box.height - 60) return [box.x + at[0], box.y + at[1]];
              }
            }""",
            layer,
        )
        page.mouse.click(*point)
        assert page.evaluate(f"zeren.state().chosen.{opens} !== undefined")
        page.keyboard.press("Escape")


def test_search_finds_places_plans_tasks_and_bodies(atlas_rows: Rows, open_view: Open) -> None:
    page = open_view(overview(*atlas_rows)).page
    page.keyboard.press("/")
    page.keyboard.type("望川市")
    assert page.locator("#found").text_content() == "4 项"
    assert page.locator("#panel .fold .name").all_text_contents() == ["地方", "规划", "机构", "机构群体"]
    page.keyboard.press("Enter")
    assert page.locator("#panel h2.title").text_content() == "望川市"
    page.keyboard.press("Escape")
    assert page.evaluate("zeren.search('没有这个名字')") == 0
    assert page.locator("#found").text_content() == "没有找到"


@pytest.mark.parametrize("chosen", [False, True])
def test_a_drawing_is_xml_with_what_is_seen(
    atlas_rows: Rows, open_view: Open, tmp_path: Path, chosen: bool
) -> None:
    opened = open_view(overview(*atlas_rows))
    if chosen:
        opened.page.evaluate("id => zeren.select(id)", atlas_rows[0][2]["task"])
    root = ElementTree.fromstring(saved(opened.page, "svg", tmp_path).read_bytes())
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert "望川市" in words
    assert "有上位依据" in words
    assert len(list(root.iter(f"{SVG}rect"))) > 10
    assert list(root.iter(f"{SVG}path"))
    assert opened.troubles == []


def test_a_picture_is_a_png_of_twice_the_size(atlas_rows: Rows, open_view: Open, tmp_path: Path) -> None:
    opened = open_view(overview(*atlas_rows))
    image = saved(opened.page, "png", tmp_path).read_bytes()
    assert image.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = unpack(">II", image[16:24])
    box = opened.page.locator("#canvas").bounding_box()
    rows = 2
    assert (width, height) == (
        2 * (round(box["width"]) + 40),
        2 * (round(box["height"]) + 98 + 22 * (rows - 1)),
    )
    decoded = opened.page.evaluate(
        "async bytes => { const image = await createImageBitmap(new Blob([Uint8Array.from(bytes)])); return [image.width, image.height]; }",
        list(image),
    )
    assert decoded == [width, height]


def test_a_saved_page_opens_as_it_was(atlas_rows: Rows, open_view: Open, tmp_path: Path) -> None:
    page = open_view(overview(*atlas_rows)).page
    page.get_by_role("button", name="区县", exact=True).click()
    page.get_by_role("button", name="English").click()
    page.evaluate("id => zeren.select(id)", atlas_rows[0][2]["task"])
    again = open_view(saved(page, "html", tmp_path).read_text(encoding="utf-8"))
    assert again.troubles == []
    assert len(again.requests) == 1
    assert again.page.locator("#panel h2.title").text_content() == "1. 任务1"
    assert again.page.locator("html").get_attribute("lang") == "en"
    assert shown(again.page) == shown(page)
    assert again.page.locator("#panel blockquote").text_content() == atlas_rows[0][2]["taskText"]


def test_hostile_text_stays_text(atlas_rows: Rows, open_view: Open, tmp_path: Path) -> None:
    tasks, duties, links = (
        [
            row
            | {
                key: HOSTILE
                for key in row
                if key.endswith(("Title", "Name", "Text", "asNamed", "file", "section"))
            }
            for row in own
        ]
        for own in atlas_rows
    )
    opened = open_view(overview(tasks, duties, links, title=HOSTILE))
    page = opened.page
    page.evaluate("id => zeren.select(id)", tasks[2]["task"])
    page.evaluate("zeren.open({ tie: 0 })")
    page.mouse.move(
        *page.evaluate(
            "() => { const b = document.getElementById('canvas').getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; }"
        )
    )
    ElementTree.fromstring(page.evaluate("zeren.saving.svg()"))
    again = open_view(page.evaluate("zeren.saving.html()"))
    for one in (page, again.page):
        assert one.evaluate("window.__x") is None
        assert one.locator("img").count() == 0
    assert opened.troubles == again.troubles == []


def test_its_words_change_their_language(atlas_rows: Rows, open_view: Open) -> None:
    page = open_view(overview(*atlas_rows), "en").page
    assert page.locator("h1").text_content() == "Overview"
    assert page.locator("#filters .chip").all_text_contents() == ["Nation", "Prefecture", "County", "Other"]
    page.click("#lang")
    assert page.locator("h1").text_content() == "全局图"
    assert page.locator("#filters .chip").all_text_contents() == ["国家", "市", "区县", "其他"]
    assert page.locator("html").get_attribute("lang") == "zh-CN"


def test_every_control_is_reached_by_keys_and_has_a_name(atlas_rows: Rows, open_view: Open) -> None:
    page = open_view(overview(*atlas_rows)).page
    wanted = page.evaluate(
        "document.querySelectorAll('button:not([hidden]), input, [tabindex=\"0\"]').length"
    )
    reached = set()
    for _ in range(wanted + 12):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "[...document.querySelectorAll('button, input, [tabindex]')].indexOf(document.activeElement)"
            )
        )
    assert len(reached - {-1}) >= wanted
    nameless = "[...document.querySelectorAll('button, input')].filter(e => !(e.textContent.trim() || e.ariaLabel || e.labels?.length)).length"
    assert page.evaluate(nameless) == 0
    page.focus("#canvas")
    before = page.evaluate("({ ...zeren.gestures.camera })")
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    after = page.evaluate("({ ...zeren.gestures.camera })")
    assert after["scale"] > before["scale"]
    page.locator("#panel .item").first.press("Enter")
    assert page.locator("#panel h2.title").is_visible()


def test_a_phone_can_read_it(make_atlas_rows: Callable[[int], Rows], open_view: Open) -> None:
    opened = open_view(overview(*make_atlas_rows(6)))
    opened.page.set_viewport_size({"width": 390, "height": 844})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert opened.page.locator("#canvas").bounding_box()["height"] > 300
    assert opened.page.locator("#panel").bounding_box()["y"] < 844
    assert json.loads(opened.page.evaluate("JSON.stringify(zeren.gestures.camera)"))["scale"] > 0


def test_labels_do_not_overlap(
    make_atlas_rows: Callable[[int], Rows], open_view: Open, tmp_path: Path
) -> None:
    page = open_view(overview(*make_atlas_rows(14))).page
    root = ElementTree.fromstring(saved(page, "svg", tmp_path).read_bytes())
    labels = [text for text in root.iter(f"{SVG}text") if text.get("paint-order") == "stroke"]
    boxes = [
        (
            float(t.get("x", "0")),
            float(t.get("y", "0")),
            len(t.text or "") * float(t.get("font-size", "0")),
            float(t.get("font-size", "0")),
        )
        for t in labels
    ]
    assert len(boxes) > 8
    for at, (x, y, _, size) in enumerate(boxes):
        for left, middle, width, tall in boxes[at + 1 :]:
            assert not (abs(y - middle) < (size + tall) / 2 * 0.9 and left <= x < left + width * 0.6)


def test_paper_shows_the_whole_map(atlas_rows: Rows, open_view: Open) -> None:
    opened = open_view(overview(*atlas_rows))
    opened.page.emulate_media(media="print")
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert opened.page.locator("#paper").is_visible()
    assert opened.page.evaluate(COLOURS.replace("#canvas canvas", "#paper")) > 20
    assert opened.troubles == []

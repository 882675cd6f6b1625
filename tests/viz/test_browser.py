"""The page in a real browser, opened from a file with no network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from zeren.viz import View, accountability, institutions, trace

Row = dict[str, str | None]
Open = Callable[..., Any]

COLOURS = """() => {
  const canvas = document.querySelector("#canvas canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size;
}"""
GLYPHS = """letters => [...letters].map(letter => {
  const canvas = document.createElement("canvas"), context = canvas.getContext("2d");
  context.font = `60px ${getComputedStyle(document.body).fontFamily}`;
  context.fillText(letter, 20, 80);
  return canvas.toDataURL();
})"""


def test_it_opens_alone_and_draws(duties: list[Row], derivations: list[Row], open_view: Open) -> None:
    for view in (accountability(duties), trace(derivations), institutions(duties)):
        opened = open_view(view)
        assert all(url.startswith(("file:", "data:")) for url in opened.requests)
        assert sum(url.startswith("file:") for url in opened.requests) == 1
        assert opened.troubles == []
        assert opened.page.evaluate(COLOURS) > 20


def test_chinese_is_drawn_as_chinese(duties: list[Row], open_view: Open) -> None:
    glyphs = open_view(accountability(duties)).page.evaluate(GLYPHS, "责任望\U0010ffff")
    assert len(set(glyphs)) == 4


def test_a_click_on_a_node_shows_its_sentence(duties: list[Row], open_view: Open) -> None:
    opened = open_view(accountability(duties))
    key = opened.page.evaluate("id => zeren.keyOf(id)", duties[0]["task"])
    opened.click(key)
    panel = opened.page.locator("#panel")
    assert opened.page.evaluate("zeren.state().selected") == key
    assert panel.locator("h2").first.text_content() == "1. 规范行政裁量权基准"
    assert panel.locator("blockquote").text_content() == duties[0]["taskText"]
    assert panel.locator("mark").all_text_contents() == ["市司法局", "市财政局", "各区县政府"]
    opened.page.keyboard.press("Escape")
    assert opened.page.evaluate("zeren.state().selected") is None


def test_a_click_on_an_edge_shows_the_exact_characters(
    derivations: list[Row], duties: list[Row], open_view: Open
) -> None:
    opened = open_view(trace(derivations))
    opened.click("e0")
    panel = opened.page.locator("#panel")
    assert opened.page.evaluate("zeren.state().selected") == "e0"
    assert panel.locator("blockquote").all_text_contents() == [
        derivations[0]["taskText"],
        derivations[0]["upperText"],
    ]
    assert "county.txt · 第 100–120 字" in panel.text_content()

    opened = open_view(accountability(duties))
    row = duties[2]
    opened.page.evaluate("edge => zeren.select(edge)", [row["institution"], row["task"], "support"])
    panel = opened.page.locator("#panel")
    assert panel.locator("mark").all_text_contents() == ["各区县政府"]
    assert f"wangchuan.txt · 第 {row['start']}–{row['end']} 字" in panel.text_content()
    assert "名单未列全" in panel.text_content()


def test_marks_are_code_points(make_duty: Callable[..., Row], open_view: Open) -> None:
    row = make_duty(
        1, "市司法局", "lead", context="𠮷𠮷县：（市司法局负责）", taskText="𠮷𠮷县：（市司法局负责）"
    )
    opened = open_view(accountability([row]))
    opened.page.evaluate("edge => zeren.select(edge)", [row["institution"], row["task"]])
    assert opened.page.locator("mark").all_text_contents() == ["市司法局"]


def test_search_counts_and_jumps(duties: list[Row], open_view: Open) -> None:
    opened = open_view(accountability(duties))
    page = opened.page
    page.keyboard.press("/")
    page.keyboard.type("复议")
    assert page.locator("#found").text_content() == "4 项"
    assert page.locator("#panel .item").count() == 4
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.locator("#found").text_content() == "2 / 4"
    assert page.locator("#panel h2").first.text_content() == "8. 加强行政复议工作"
    page.keyboard.press("Shift+Enter")
    assert page.locator("#panel h2").first.text_content() == "3. 加强行政复议工作"
    page.keyboard.press("Escape")
    assert page.input_value("#query") == ""
    assert page.locator("#found").text_content() == ""
    assert page.evaluate("zeren.search('没有这个名字')") == 0
    assert page.locator("#found").text_content() == "没有找到"


def test_the_legend_hides_a_kind_and_its_lines(duties: list[Row], open_view: Open) -> None:
    page = open_view(accountability(duties)).page
    page.get_by_role("button", name="机构群体").click()
    hidden = "key => Boolean(zeren.network.body.data[key[0] === 'n' ? 'nodes' : 'edges'].get(key).hidden)"
    assert page.evaluate(hidden, "n0")
    assert page.evaluate(hidden, "e2")
    assert not page.evaluate(hidden, "n1")
    assert not page.evaluate(hidden, "e0")
    assert page.get_by_role("button", name="机构群体").get_attribute("aria-pressed") == "false"
    page.get_by_role("button", name="机构群体").click()
    assert not page.evaluate(hidden, "n0")


def test_the_pages_words_change_their_language(duties: list[Row], open_view: Open) -> None:
    page = open_view(accountability(duties)).page
    assert "点击" in page.locator(".intro").text_content()
    page.click("#lang")
    assert "Click" in page.locator(".intro").text_content()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_attribute("#query", "placeholder").startswith("Find")
    assert page.locator("h1").text_content() == "望川市法治政府建设实施方案"


def test_both_arrangements_show_the_same_things(duties: list[Row], open_view: Open) -> None:
    opened = open_view(accountability(duties))
    page = opened.page
    assert page.evaluate("zeren.state().arrangement") == "network"
    page.get_by_role("button", name="分栏").click()
    assert page.locator("#columns").is_visible()
    assert "机构" in page.locator("#columns").text_content()
    opened.click(page.evaluate("id => zeren.keyOf(id)", duties[0]["task"]))
    assert page.locator("blockquote").text_content() == duties[0]["taskText"]
    assert opened.troubles == []


def test_a_chain_is_lit_to_its_end(make_derivation: Callable[..., Row], open_view: Open) -> None:
    county, city = make_derivation(1, 1), make_derivation(7, 1, "prefecture")
    ends = {key.replace("task", "upper"): value for key, value in city.items() if key.startswith("task")}
    page = open_view(trace([county | ends, city, make_derivation(2, None)])).page
    page.evaluate("id => zeren.select(id)", county["task"])
    faded = "() => zeren.network.body.data.nodes.get().filter(n => n.font && n.font.color === '#b4bac3').map(n => n.id)"
    assert page.evaluate(faded) == ["n1"]
    assert "上位依据" in page.locator("#panel").text_content()


def test_hostile_text_stays_text(make_duty: Callable[..., Row], open_view: Open) -> None:
    text = (
        '</script><script>window.__x=1;alert(1)</script><img src=x onerror=window.__x=1>"onload="window.__x=1'
    )
    changes = dict.fromkeys(
        ("planTitle", "section", "taskTitle", "taskText", "institutionName", "file", "due"), text
    )
    row = make_duty(1, "市司法局", "lead", clause=text, context=text, asNamed=text, **changes)
    opened = open_view(accountability([row]))
    opened.click(opened.page.evaluate("id => zeren.keyOf(id)", row["task"]))
    assert opened.page.locator("h1").text_content() == text
    assert opened.page.locator("blockquote").text_content() == text
    opened.page.evaluate("id => zeren.select(id)", row["institution"])
    assert opened.page.locator("#panel h2").first.text_content() == text
    x, y = opened.page.evaluate(
        "() => { const p = zeren.network.canvasToDOM(zeren.network.getPosition('n1')); return [p.x, p.y + 120] }"
    )
    opened.page.mouse.move(x, y)
    assert opened.page.evaluate("window.__x") is None
    assert opened.page.locator("img").count() == 0
    assert opened.troubles == []


def test_an_empty_map_says_so(open_view: Open) -> None:
    opened = open_view(accountability([]))
    assert opened.page.locator("#empty").is_visible()
    assert "没有可画的内容" in opened.page.locator("#empty").text_content()
    assert opened.troubles == []


def test_a_phone_can_read_it(duties: list[Row], open_view: Open) -> None:
    opened = open_view(accountability(duties))
    opened.page.set_viewport_size({"width": 390, "height": 844})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert opened.page.locator("#panel").bounding_box()["y"] < 844
    assert opened.page.locator("#canvas").bounding_box()["height"] > 300


def test_paper_shows_the_whole_map(duties: list[Row], open_view: Open) -> None:
    opened = open_view(accountability(duties))
    opened.page.emulate_media(media="print")
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert opened.page.locator("#paper").is_visible()
    assert opened.page.evaluate(COLOURS.replace("#canvas canvas", "#paper")) > 20
    opened.page.emulate_media(media="screen")
    opened.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not opened.page.locator("#paper").is_visible()
    assert opened.troubles == []


def test_a_body_lights_its_partners_and_a_line_shows_what_they_share(
    make_duty: Callable[..., Row], open_view: Open
) -> None:
    rows = [make_duty(1, "市司法局", "lead"), make_duty(1, "市财政局", "support")]
    rows += [make_duty(2, "市财政局", "lead"), make_duty(2, "市水利局", "support")]
    opened = open_view(institutions(rows))
    opened.page.evaluate("id => zeren.select(id)", rows[0]["institution"])
    faded = (
        "() => zeren.network.body.data.nodes.get().filter(n => n.font.color === '#b4bac3').map(n => n.label)"
    )
    assert opened.page.evaluate(faded) == ["市水利局  1"]
    assert opened.page.locator("#panel .items .count").all_text_contents() == ["1"]
    opened.page.locator("#panel .items .item").click()
    assert opened.page.locator("mark").all_text_contents() == ["市司法局", "市财政局"]
    assert opened.troubles == []


def test_the_table_explains_sorts_and_leads_back_to_the_map(
    make_duty: Callable[..., Row], open_view: Open
) -> None:
    hostile = "<img src=x onerror=window.__x=1>"
    rows = [make_duty(number, "市司法局", "lead") for number in (1, 2)]
    rows.append(make_duty(1, "市财政局", "support", institutionName=hostile))
    opened = open_view(institutions(rows))
    page = opened.page
    assert not page.locator("#table").is_visible()
    page.get_by_role("button", name="指标表").click()
    terms = page.locator("#table dl").text_content()
    assert "中介度" in terms
    assert "Betweenness" in terms
    assert "share of the shortest paths" in terms
    names = page.locator("#table tbody th")
    assert names.all_text_contents() == ["望川市司法局", hostile]
    page.locator("#table thead button").nth(1).click()
    assert names.all_text_contents() == [hostile, "望川市司法局"]
    names.nth(1).locator("button").click()
    assert page.locator("#panel h2").first.text_content() == "望川市司法局"
    page.get_by_role("button", name="English").click()
    assert page.locator("#table thead").text_content().startswith("InstitutionTasks")
    page.get_by_role("button", name="Network").click()
    assert not page.locator("#table").is_visible()
    assert page.evaluate("window.__x") is None
    assert opened.troubles == []


HIDDEN = "() => zeren.network.body.data.nodes.get().filter(n => n.shape === 'box' && n.hidden).map(n => n.id)"
NAMES = (
    "() => JSON.parse(document.getElementById('data').textContent).nodes.map(node => [node.key, node.title])"
)


def shown(page: Any) -> list[str]:
    """The names of what the map does not hide."""
    hidden = set(page.evaluate(HIDDEN))
    return [name for key, name in page.evaluate(NAMES) if key not in hidden]


def test_dates_and_levels_leave_what_they_say(make_duty: Callable[..., Row], open_view: Open) -> None:
    city = make_duty(1, "市司法局", "lead", level="prefecture", due="2022-12-31")
    later = make_duty(2, "市财政局", "lead", level="prefecture", due="2024-12-31")
    county = make_duty(3, "县司法局", "lead", level="county", due=None, plan="other", planTitle="另一份方案")
    page = open_view(accountability([city, later, county])).page
    everything = shown(page)
    page.get_by_role("button", name="区县", exact=True).click()
    assert set(everything) - set(shown(page)) == {"3. 加强行政复议工作", "县司法局"}
    page.get_by_role("button", name="清除筛选").click()
    assert shown(page) == everything
    page.get_by_label("期限不晚于").fill("2023-01-01")
    page.get_by_label("期限不晚于").dispatch_event("change")
    assert set(everything) - set(shown(page)) == {"2. 推进政务公开", "望川市财政局"}
    page.get_by_label("含无期限").uncheck()
    assert shown(page) == ["望川市司法局", "1. 规范行政裁量权基准"]
    assert "任务 1 / 3" in page.locator("#counts").text_content()
    assert page.locator("#panel .item").count() == 2


def test_a_line_between_bodies_counts_the_tasks_that_are_left(
    make_duty: Callable[..., Row], open_view: Open
) -> None:
    rows = [
        make_duty(at, name, "lead", due=f"202{at}-12-31")
        for at in (2, 4)
        for name in ("市司法局", "市财政局")
    ]
    page = open_view(institutions(rows)).page
    page.get_by_label("期限不晚于").fill("2023-01-01")
    page.get_by_label("期限不晚于").dispatch_event("change")
    page.evaluate("id => zeren.select(id)", rows[0]["institution"])
    assert page.locator("#panel .items .count").all_text_contents() == ["1"]


def test_many_links_are_counted_before_they_are_listed(duties: list[Row], open_view: Open) -> None:
    page = open_view(accountability(duties)).page
    page.evaluate("id => zeren.select(id)", duties[0]["institution"])
    folded = page.locator("#panel .fold", has_text="牵头")
    assert folded.get_attribute("aria-expanded") == "false"
    assert folded.locator(".count").text_content() == "20"
    assert page.locator("#panel .item").count() == 0
    folded.click()
    assert page.locator("#panel .item").count() == 20
    step = page.locator("[data-name=stepOut]")
    assert step.text_content() == "再展开一步 +2"
    step.click()
    assert page.locator("[data-name=stepOut]").is_disabled()
    assert page.locator("[data-name=stepBack]").text_content() == "收回到相邻（现 22）"


@pytest.mark.parametrize("draw", [accountability, institutions])
def test_a_drawing_is_xml_and_a_picture_is_a_png(
    duties: list[Row], open_view: Open, draw: Callable[[list[Row]], View]
) -> None:
    duties[0]["institutionName"] = "<b>&\x07局"
    opened = open_view(draw(duties))
    root = ElementTree.fromstring(opened.page.evaluate("zeren.saving.svg()"))
    words = " ".join(text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "望川市法治政府建设实施方案" in words
    assert "市司法局" in words
    assert list(root.iter("{http://www.w3.org/2000/svg}path"))
    size = opened.page.evaluate(
        "async () => { const { width, height } = await createImageBitmap(await zeren.saving.png()); return [width, height]; }"
    )
    box = opened.page.locator("#canvas").bounding_box()
    assert size == [2 * (round(box["width"]) + 40), 2 * (round(box["height"]) + 98)]
    assert opened.troubles == []


def test_columns_are_drawn_with_their_titles(derivations: list[Row], open_view: Open) -> None:
    opened = open_view(trace(derivations))
    root = ElementTree.fromstring(opened.page.evaluate("zeren.saving.svg()"))
    words = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"区县", "国家", "2. 推进政务公开"} <= set(words)
    assert len(list(root.iter("{http://www.w3.org/2000/svg}path"))) >= 5


def test_a_saved_map_opens_as_it_was(duties: list[Row], open_view: Open, tmp_path: Path) -> None:
    page = open_view(accountability(duties)).page
    page.get_by_role("button", name="机构群体").click()
    page.get_by_role("button", name="分栏").click()
    page.evaluate("id => zeren.select(id)", duties[0]["task"])
    with page.expect_download() as waiting:
        page.locator("#save [data-name=html]").click()
    waiting.value.save_as(tmp_path / "saved.html")
    again = open_view((tmp_path / "saved.html").read_text(encoding="utf-8"))
    assert again.troubles == []
    assert len(again.requests) == 1
    state = again.page.evaluate("zeren.state()")
    assert (state["arrangement"], state["hidden"]) == ("columns", ["group"])
    assert again.page.locator("#panel h2").first.text_content() == "1. 规范行政裁量权基准"
    assert again.page.evaluate(COLOURS) > 20


def test_every_control_has_a_name_and_is_reached_by_keys(duties: list[Row], open_view: Open) -> None:
    page = open_view(accountability(duties)).page
    controls = "document.querySelectorAll('button:not([hidden]), input').length"
    nameless = "[...document.querySelectorAll('button, input')].filter(e => !(e.textContent.trim() || e.ariaLabel || e.labels?.length)).length"
    assert page.evaluate(nameless) == 0
    reached = set()
    for _ in range(page.evaluate(controls) + 14):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("[...document.querySelectorAll('button, input')].indexOf(document.activeElement)")
        )
    assert len(reached - {-1}) == page.evaluate(controls)

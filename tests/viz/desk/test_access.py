"""Everybody can use the desk: by keyboard, by screen reader, on a phone, on paper; and nothing leaves the machine."""

import pytest

CITY = "/plan/990100/望川市法治政府建设工作方案2021-2025年"
COUNTY = "/plan/990121/青禾县贯彻落实法治政府建设实施纲要2021-2025年实施方案"

FACES = {
    "plans": "/",
    "plan": COUNTY,
    "read": "/read" + CITY,
    "institutions": "/institutions",
    "institution": "/institution/990100/司法局",
    "requirement": "/provision/000000/法治政府建设实施纲要2021-2025年/5.13",
    "trace": "/trace" + COUNTY.replace("plan", "provision") + "/4.9",
    "coverage": "/coverage",
    "calendar": "/calendar?on=2023-01-01",
    "search": "/search?q=司法",
    "nothing found": "/search?q=没有这样的字",
    "maps": "/maps",
    "judgements": "/judgements",
    "not there": "/plan/990100/没有",
}
RUN = """axe.run({ resultTypes: ["violations"] }).then(done => ({
  passed: done.passes.length, broken: done.violations.map(one => [one.id, one.impact, one.nodes[0].html]) }))"""
"""All rules; of those that hold only that they do, for a plan has thousands of places where one does."""


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("face", FACES)
def test_axe_finds_nothing_serious(served, visit, face, lang):
    axe = pytest.importorskip("axe_playwright_python.base", reason="axe is not installed")
    visitor = visit(served, lang)
    visitor.go(FACES[face])
    if face == "read":
        visitor.page.locator("a.m.k-lead").first.click()
        visitor.page.locator(".finding").wait_for()
    visitor.page.evaluate(axe.AXE_SCRIPT)
    found = visitor.page.evaluate(RUN)
    assert found["passed"] > 10
    serious = [
        (name, where[:120]) for name, impact, where in found["broken"] if impact in ("serious", "critical")
    ]
    assert serious == []


@pytest.mark.parametrize("width", [1366, 390])
def test_no_page_is_wider_than_the_screen_and_none_asks_anything_of_elsewhere(served, visit, width):
    for face, path in FACES.items():
        visitor = visit(served, "en", width)
        visitor.go(path)
        assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width, face
        assert visitor.elsewhere == []
        assert [trouble for trouble in visitor.troubles if "404" not in trouble] == []


def test_the_first_key_leads_past_the_navigation(served, visit):
    visitor = visit(served)
    visitor.go(COUNTY)
    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate("document.activeElement.textContent") == "跳到正文"
    visitor.page.keyboard.press("Enter")
    assert visitor.page.evaluate("document.activeElement.id") == "main"


def test_marks_are_reached_and_left_with_the_keyboard(served, visit):
    visitor = visit(served)
    visitor.go("/read" + CITY)
    page = visitor.page
    assert page.locator("a.m[tabindex='0']").count() == 1
    for _ in range(3):
        page.keyboard.press("j")
    page.locator("a.m.current").wait_for()
    third = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("k")
    page.wait_for_function("text => document.activeElement.textContent !== text", arg=third)
    page.keyboard.press("j")
    page.wait_for_function("text => document.activeElement.textContent === text", arg=third)


def test_paper_has_the_text_and_no_controls(served, visit):
    visitor = visit(served)
    visitor.go("/read" + CITY)
    visitor.page.emulate_media(media="print")
    assert visitor.page.locator(".text").is_visible()
    for control in (".top", ".kinds", ".panel", ".outline"):
        assert not visitor.page.locator(control).is_visible(), control


def test_the_maps_open_on_the_desk_and_ask_nothing_of_elsewhere(served, visit):
    for path in ("/map/overview", "/map/accountability?plan=望川市", "/map/matrix"):
        visitor = visit(served)
        visitor.go(path)
        visitor.page.wait_for_load_state("load")
        assert visitor.elsewhere == visitor.troubles == [], path

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import zeren.viz
from zeren.viz import accountability, page, trace
from zeren.viz.network import tint
from zeren.viz.page import to_json

Row = dict[str, str | None]
HOSTILE = (
    "<script>window.__x=1</script>",
    "</script><script>window.__x=1</script>",
    '"onload="window.__x=1',
    "<!--<script>",
    "]]>&lt;\u2028\u2029",
    "$title ${data}",
)


class Tags(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def count(self, tag: str) -> int:
        return sum(found == tag for found, _ in self.found)


def data_of(html: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)
    assert found
    return json.loads(found[1])


def test_the_surface() -> None:
    assert zeren.viz.__all__ == [
        "Overview",
        "View",
        "accountability",
        "institutions",
        "matrix",
        "overview",
        "overview_page",
        "page",
        "trace",
    ]


def test_the_same_view_gives_the_same_page(duties: list[Row]) -> None:
    assert page(accountability(duties)) == page(accountability(list(duties)))


def test_nothing_is_fetched(duties: list[Row]) -> None:
    for tag, attributes in Tags(page(accountability(duties))).found:
        for name in ("src", "href", "srcset", "action", "poster", "data", "formaction", "background"):
            value = attributes.get(name)
            assert value is None or value.startswith("data:"), (tag, name, value)


def test_no_style_sheet_fetches(duties: list[Row]) -> None:
    html = page(accountability(duties))
    styles = "".join(re.findall(r"<style>(.*?)</style>", html, re.S))
    assert "@import" not in styles
    assert all(url.startswith("data:") for url in re.findall(r"""url\(["']?([^"')]*)""", styles))
    assert "sourceMappingURL" not in html
    assert "bootstrap" not in html.lower()


def test_the_policy_allows_the_pages_own_scripts_only(duties: list[Row]) -> None:
    html = page(accountability(duties))
    policy = next(
        a["content"] for _, a in Tags(html).found if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert all(source.startswith("'sha256-") for source in directives["script-src"].split())
    scripts = re.findall(r"<script>(.*?)</script>", html, re.S)
    assert len(scripts) == 2
    for script in scripts:
        assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in policy


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_data(make_duty: Callable[..., Row], text: str) -> None:
    keys = (
        "planTitle",
        "section",
        "taskLabel",
        "taskTitle",
        "taskText",
        "institutionName",
        "asNamed",
        "due",
        "file",
    )
    row = make_duty(1, "市司法局", "lead", **dict.fromkeys((*keys, "clause", "context"), text))
    html = page(accountability([row]))
    tags = Tags(html)
    assert tags.count("script") == 4
    assert not any(name.startswith("on") for _, attributes in tags.found for name in attributes)
    data = data_of(html)
    assert data["title"] == text
    assert text in data["texts"]


def test_embedded_json_holds_no_markup_and_is_the_same_data() -> None:
    data = {"text": "".join(HOSTILE), "字": [1, None, True]}
    text = to_json(data)
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == data


def test_passages_are_kept_once(duties: list[Row]) -> None:
    assert len(data_of(page(accountability(duties)))["texts"]) == 20


def test_parallel_edges_are_all_drawn(make_duty: Callable[..., Row]) -> None:
    view = accountability([make_duty(1, "市司法局", role) for role in ("lead", "supervise")])
    for drawing in data_of(page(view))["drawings"].values():
        assert len(drawing["edges"]) == 2
        assert drawing["options"]["physics"] == {"enabled": False}
        assert all(node["physics"] is False for node in drawing["nodes"])


def test_an_empty_view_is_a_page_that_says_so() -> None:
    for view, title in ((accountability([]), "责任地图"), (trace([]), "溯源地图")):
        html = page(view)
        assert data_of(html)["nodes"] == []
        assert f"<title>{title}</title>" in html


@pytest.mark.parametrize(("lang", "code"), [("zh", "zh-CN"), ("en", "en")])
def test_languages(lang: str, code: str) -> None:
    assert f'<html lang="{code}">' in page(accountability([]), lang)


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="'fr'"):
        page(accountability([]), "fr")


def test_both_languages_have_the_same_words_and_the_page_uses_no_other() -> None:
    static = files("zeren.viz").joinpath("static")
    words = json.loads(static.joinpath("words.json").read_text("utf-8"))
    assert words["zh"].keys() == words["en"].keys()
    assert all(words["zh"].values())
    assert all(words["en"].values())
    sources = "".join(
        static.joinpath(name).read_text("utf-8") for name in ("page.html", "panel.js", "page.js")
    )
    asked = set(re.findall(r'data-(?:word|label|placeholder)="(\w+)"', sources)) | set(
        re.findall(r'words\("(\w+)"', sources)
    )
    assert asked <= words["zh"].keys()


def test_every_fact_and_arrangement_has_a_word(duties: list[Row], derivations: list[Row]) -> None:
    words = json.loads(files("zeren.viz").joinpath("static", "words.json").read_text("utf-8"))["zh"]
    for view in (accountability(duties), trace(derivations)):
        names = {name for thing in (*view.nodes, *view.edges) for name, _ in thing.facts}
        assert names | set(view.arrangements) | {view.name, "up", "down"} <= words.keys()


def test_no_script_of_ours_writes_markup() -> None:
    static = Path(str(files("zeren.viz"))) / "static"
    sources = [*static.glob("*.js"), *static.glob("overview/*.js")]
    assert len(sources) > 10
    for source in sources:
        assert not re.search(
            r"innerHTML|outerHTML\s*=|insertAdjacentHTML|document\.write|\beval\b|new Function",
            source.read_text("utf-8"),
        ), source.name


def test_a_tint_lies_between_paper_and_the_colour() -> None:
    assert (tint("#1f4e79", 0), tint("#1f4e79", 1)) == ("#ffffff", "#1f4e79")

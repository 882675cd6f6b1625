"""docs/benchmarks.md shows what was measured, and says of everything that is measured what came of it."""

import every
import page

KEPT = "before\n<!-- kept: maps -->\nolder\n<!-- end -->\nafter\n<!-- table: questions -->\n<!-- end -->\n"
ROWS = "question,quads,ms,rdflib\nplans,100000,4.0,52.0\n"


def test_what_was_kept_stands_in_its_place(tmp_path):
    (tmp_path / "maps.txt").write_text("2 cores\n\n200 nodes\n", "utf-8")
    (tmp_path / "questions.csv").write_text(ROWS, "utf-8")
    filled = page.filled(KEPT, tmp_path)
    assert filled.startswith(
        "before\n<!-- kept: maps -->\n```\n2 cores\n\n200 nodes\n```\n<!-- end -->\nafter\n"
    )
    assert "| `plans` | 4.0 | 13 |\n<!-- end -->" in filled
    assert page.filled(filled, tmp_path) == filled


def test_what_was_not_kept_is_left(tmp_path):
    assert "older" in page.filled(KEPT, tmp_path)


def test_the_page_shows_what_is_kept():
    text = page.PAGE.read_text("utf-8")
    assert page.filled(text) == text


def test_the_page_has_a_place_for_every_benchmark():
    places = {name.removesuffix("-large") for _, name, _ in page.KEPT.findall(page.PAGE.read_text("utf-8"))}
    assert places == {part.name for part in every.PARTS} - {"page"}

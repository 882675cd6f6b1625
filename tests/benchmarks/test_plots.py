"""Figures are kept by what they are of, and drawn alike each time."""

import kept
import plots
import pytest
from defusedxml import ElementTree

GROWTH = [
    {"what": what, "unit": "plans", "size": str(size), "seconds": str(size * each)}
    for what, each in (("build", 0.2), ("link", 0.1))
    for size in (10, 100, 1000)
]
QUESTIONS = [
    {"question": name, "quads": str(quads), "ms": str(quads / 1e5)}
    for name in ("duties", "gaps")
    for quads in (10**5, 10**6)
]


def test_figures_are_replaced_by_newer_ones_of_the_same_thing_and_size(tmp_path):
    kept.keep("growth", GROWTH, lambda row: True, tmp_path)
    kept.keep_growth("build", "plans", [100, 5000], [1.5, 70], tmp_path)
    newer = [(row["size"], row["seconds"]) for row in kept.read("growth", tmp_path) if row["what"] == "build"]
    assert newer == [("10", "2.0"), ("100", "1.50"), ("1000", "200.0"), ("5000", "70.00")]
    assert [row for row in kept.read("growth", tmp_path) if row["what"] == "link"] == GROWTH[3:]


@pytest.mark.parametrize(("name", "rows"), [("growth", GROWTH), ("questions", QUESTIONS)])
def test_a_picture_is_well_formed_names_what_it_shows_and_is_the_same_twice(tmp_path, name, rows):
    for path in (tmp_path / "one.svg", tmp_path / "two.svg"):
        plots.draw(name, rows, path)
    drawn = (tmp_path / "one.svg").read_bytes()
    assert drawn == (tmp_path / "two.svg").read_bytes()
    text = "".join(ElementTree.fromstring(drawn).itertext())
    for row in rows:
        assert next(iter(row.values())) in text


def test_what_grows_in_proportion_is_said_to(tmp_path):
    plots.draw("growth", GROWTH, tmp_path / "growth.svg")
    assert "link: 1.00" in (tmp_path / "growth.svg").read_text()

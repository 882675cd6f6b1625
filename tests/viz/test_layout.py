from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.viz import View, accountability, trace
from zeren.viz.boxes import Box, Layout, shorten, width_of, wrap
from zeren.viz.columns import settle
from zeren.viz.layout import layout
from zeren.viz.view import Arrangement

Row = dict[str, str | None]
ARRANGEMENTS: tuple[Arrangement, ...] = ("network", "columns")


def overlapping(boxes: list[Box]) -> list[tuple[Box, Box]]:
    def apart(a: Box, b: Box) -> bool:
        return (
            abs(a.x - b.x) >= (a.width + b.width) / 2 - 1 or abs(a.y - b.y) >= (a.height + b.height) / 2 - 1
        )

    return [(a, b) for a, b in combinations(boxes, 2) if not apart(a, b)]


@pytest.mark.parametrize("arrangement", ARRANGEMENTS)
def test_the_same_view_has_the_same_layout(duties: list[Row], arrangement: Arrangement) -> None:
    assert layout(accountability(duties), arrangement) == layout(accountability(list(duties)), arrangement)


@pytest.mark.parametrize("arrangement", ARRANGEMENTS)
def test_no_box_lies_on_another(duties: list[Row], derivations: list[Row], arrangement: Arrangement) -> None:
    for view in (accountability(duties), trace(derivations)):
        places = layout(view, arrangement)
        assert set(places.boxes) == {node.id for node in view.nodes}
        assert overlapping(list(places.boxes.values())) == []


@pytest.mark.parametrize("arrangement", ARRANGEMENTS)
@pytest.mark.parametrize("count", [0, 1, 2])
def test_almost_nothing_can_be_laid_out(duties: list[Row], count: int, arrangement: Arrangement) -> None:
    assert len(layout(accountability(duties[:count]), arrangement).boxes) == (0 if count == 0 else count + 1)


@pytest.mark.parametrize("arrangement", ARRANGEMENTS)
def test_nodes_without_any_link(duties: list[Row], arrangement: Arrangement) -> None:
    view = accountability(
        [row | {"institution": None, "institutionName": None, "asNamed": None} for row in duties]
    )
    assert overlapping(list(layout(view, arrangement).boxes.values())) == []


def test_nothing_has_no_extent() -> None:
    assert Layout({}).bounds == (0, 0, 0, 0)


def test_documents_are_read_downwards_and_headings_stand_over_their_boxes(duties: list[Row]) -> None:
    view = accountability(duties)
    places = layout(view, "columns")
    for column in (0, 2):
        ys = [places.boxes[node.id].y for node in view.nodes if node.column == column]
        assert ys == sorted(ys)
    assert {"".join(heading.lines) for heading in places.headings} == {
        node.group for node in view.nodes if node.group
    }
    tops = [heading.y for heading in places.headings if heading.x < 0 or heading.x == places.headings[0].x]
    assert tops == sorted(tops)


def test_an_upper_item_stands_level_with_its_tasks(derivations: list[Row]) -> None:
    view = trace(derivations)
    boxes = layout(view, "columns").boxes
    by_label = {node.label: boxes[node.id].y for node in view.nodes}
    assert by_label["(1)"] < by_label["(2)"] < by_label["(5)"]
    assert by_label["4."] <= by_label["(5)"] <= by_label["5."]


def test_the_busiest_institution_has_the_largest_box(duties: list[Row]) -> None:
    few = [row for row in duties if row["asNamed"] != "市财政局" or row["taskLabel"] == "1."]
    view = accountability(few)
    for arrangement in ARRANGEMENTS:
        boxes = layout(view, arrangement).boxes
        sizes = {node.title: boxes[node.id].size for node in view.nodes if node.weight}
        assert sizes["望川市司法局"] > sizes["望川市财政局"]


lengths = st.floats(0, 100)


@given(st.lists(st.tuples(st.floats(-1e4, 1e4), lengths), min_size=1, max_size=30))
def test_settled_positions_keep_order_and_gaps(pairs: list[tuple[float, float]]) -> None:
    wishes, gaps = [wish for wish, _ in pairs], [gap for _, gap in pairs[1:]]
    ys = settle(wishes, gaps)
    assert all(b - a >= gap - 1e-6 for (a, b), gap in zip(pairwise(ys), gaps, strict=True))
    assert abs(sum(ys) - sum(wishes)) < 1e-3  # the pools are means


@given(st.lists(lengths, min_size=1, max_size=30))
def test_wishes_that_can_be_met_are_met(steps: list[float]) -> None:
    wishes = [sum(steps[: place + 1]) for place in range(len(steps))]
    assert settle(wishes, [0.0] * (len(steps) - 1)) == pytest.approx(wishes)


@given(st.text(max_size=60), st.integers(30, 300))
def test_shortened_text_fits(text: str, width: int) -> None:
    assert width_of(shorten(text, width, 12), 12) <= width
    assert "\n" not in shorten(text, width, 12)


def test_shortened_and_wrapped_text() -> None:
    assert shorten("加强  行政\n复议", 200, 12) == "加强 行政 复议"
    assert shorten("加强行政复议工作", 60, 12) == "加强行政…"
    assert wrap("加强行政复议工作", 60, 12) == ("加强行政复", "议工作")
    assert wrap("方案\n第一部分", 60, 12) == ("方案", "第一部分")
    assert wrap("", 60, 12) == ()


def test_a_view_is_never_changed(duties: list[Row]) -> None:
    view: View = accountability(duties)
    before = hash(view)
    layout(view, "network")
    assert hash(view) == before

"""Rows of all plans to places, dots and ties; where each stands; and what the page holds."""

import json
from base64 import b64decode
from collections.abc import Callable
from itertools import combinations
from re import search
from zlib import decompress

import pytest

from zeren.viz import Overview, overview, overview_page
from zeren.viz.atlas import Frame, atlas
from zeren.viz.overview import short

Row = dict[str, str | None]
Rows = tuple[list[Row], list[Row], list[Row]]


def data_of(page: str, name: str = "data") -> object:
    found = search(rf'id="{name}">(.*?)</script>', page)
    assert found
    return json.loads(found[1])


def apart(one: Frame, other: Frame) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    return beside or one.y + one.height <= other.y or other.y + other.height <= one.y


def within(inner: Frame, outer: Frame) -> bool:
    across = outer.x <= inner.x and inner.x + inner.width <= outer.x + outer.width
    return across and outer.y <= inner.y and inner.y + inner.height <= outer.y + outer.height


def kinds(view: Overview) -> dict[str, str]:
    return {dot.title: dot.kind for dot in view.dots}


def test_places_go_from_the_nation_down(atlas_rows: Rows) -> None:
    view = overview(*atlas_rows)
    assert [place.level for place in view.places] == ["nation", "prefecture", "county", ""]
    assert [view.places[plan.place].name for plan in view.plans] == ["中华人民共和国", "望川市", "青石区"]


def test_what_a_task_is_tied_with_is_its_kind(atlas_rows: Rows) -> None:
    found = kinds(overview(*atlas_rows))
    assert found["(1) 要求1"] == "taken"
    assert found["(2) 要求2"] == "alone"
    assert found["1. 任务1"] == "based"
    assert found["2. 任务2"] == "pending"
    assert found["3. 任务3"] == "alone"


def test_bodies_stand_by_place_with_their_load(atlas_rows: Rows) -> None:
    view = overview(*atlas_rows)
    bodies = [
        (view.places[dot.home].name, dot.title, dot.kind, dot.weight) for dot in view.dots if dot.weight
    ]
    assert bodies == [
        ("望川市", "望川市司法局", "institution", 3),
        ("望川市", "望川市各部门", "group", 1),
        ("青石区", "专班", "unresolved", 1),
        ("", "某协会", "institution", 1),
    ]


@pytest.mark.parametrize(
    ("name", "place", "shown"),
    [
        ("望川市司法局", "望川市", "市司法局"),
        ("各区县政府（望川市）", "望川市", "各区县政府"),
        ("中国人民银行望川市分行", "望川市", "中国人民银行望川市分行"),
        ("望川市", "望川市", "望川市"),
        ("商务部", "", "商务部"),
    ],
)
def test_a_body_is_called_as_at_home(name: str, place: str, shown: str) -> None:
    assert short(name, place) == shown


def test_a_duty_named_twice_is_one_tie_with_both_spans(atlas_rows: Rows) -> None:
    tasks, duties, links = atlas_rows
    again = duties[0] | {"start": "1016", "end": "1020"}
    view = overview(tasks, [*duties, again], links)
    tie = next(tie for tie in view.ties if tie.kind == "lead")
    assert [(side.start, side.end) for side in tie.sides] == [(1008, 1012), (1016, 1020)]
    text = view.dots[tie.target].text
    assert [text[a:b] for side in tie.sides for a, b in side.marks] == ["市司法局", "市司法局"]
    assert tie.sides[0].marks != tie.sides[1].marks


def test_an_accepted_link_goes_before_a_candidate(atlas_rows: Rows) -> None:
    tasks, duties, links = atlas_rows
    view = overview(tasks, duties, [*links, links[0] | {"status": "candidate"}])
    assert [tie.kind for tie in view.ties if tie.kind in ("accepted", "candidate")] == [
        "accepted",
        "candidate",
    ]


def test_what_leads_to_no_task_is_left_out(atlas_rows: Rows) -> None:
    tasks, duties, links = atlas_rows
    view = overview(
        tasks,
        [*duties, duties[0] | {"task": "elsewhere", "institution": "other"}],
        [links[0] | {"upper": "gone"}],
    )
    assert "other" not in {dot.id for dot in view.dots}
    assert not [tie for tie in view.ties if tie.kind == "accepted"]


def test_a_strange_role_is_named(atlas_rows: Rows) -> None:
    tasks, duties, links = atlas_rows
    with pytest.raises(ValueError, match="no such role: 'friend'"):
        overview(tasks, [duties[0] | {"role": "friend"}], links)


def test_nothing_overlaps_and_all_stands_where_it_belongs(make_atlas_rows: Callable[[int], Rows]) -> None:
    view = overview(*make_atlas_rows(12))
    places = atlas(view)
    for frames in (places.dots, places.plans, places.places, [frame for _, frame in places.bands]):
        assert all(apart(one, other) for one, other in combinations(frames, 2))
    for dot, frame in zip(view.dots, places.dots, strict=True):
        home = places.bodies[dot.home] if dot.weight else places.plans[dot.home]
        assert within(frame, home)
    bands = dict(places.bands)
    for place, frame in zip(view.places, places.places, strict=True):
        assert within(frame, bands[place.level])
    for plan, frame in zip(view.plans, places.plans, strict=True):
        assert within(frame, places.places[plan.place])


def test_the_same_rows_give_the_same_page(make_atlas_rows: Callable[[int], Rows]) -> None:
    first, second = (overview_page(overview(*make_atlas_rows(5))) for _ in range(2))
    assert first == second


def test_an_empty_store_gives_an_empty_map() -> None:
    view = overview([], [], [])
    assert atlas(view).dots == ()
    assert data_of(overview_page(view))["dots"]["kind"] == []  # type: ignore[index]


def test_the_page_holds_every_id_and_text(atlas_rows: Rows) -> None:
    view = overview(*atlas_rows)
    page = overview_page(view, "en")
    dots = data_of(page)["dots"]  # type: ignore[index]
    ids: list[str] = []
    for count, rest in zip(dots["shared"], dots["rest"], strict=True):
        ids.append((ids[-1] if ids else "")[:count] + rest)
    assert ids == [dot.id for dot in view.dots]
    packets = data_of(page, "texts")
    assert isinstance(packets, list)
    entries = [entry for packet in packets for entry in json.loads(decompress(b64decode(packet), -15))]
    assert [entry[0] for entry in entries] == [dot.text for dot in view.dots if not dot.weight]


def test_no_text_ends_a_tag(atlas_rows: Rows) -> None:
    hostile = "</script><script>alert(1)</script>\u2028<!--"
    rows = tuple(
        [row | {key: hostile for key in row if key.endswith(("Title", "Name", "Text"))} for row in own]
        for own in atlas_rows
    )
    page = overview_page(overview(*rows))
    assert page.count("<script") == 4
    assert "alert(1)</script>" not in page


def test_another_language_is_refused(atlas_rows: Rows) -> None:
    with pytest.raises(ValueError, match="no words for the language 'fr'"):
        overview_page(overview(*atlas_rows), "fr")

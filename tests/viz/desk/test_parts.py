"""The parts behind the pages: cutting texts at findings, finding names by pinyin, dates, pages of lists, paths."""

import doctest
from datetime import date
from itertools import pairwise

import pytest

from zeren.viz.desk import finding, marking, paths, safety, sheets, timing, tracing, words
from zeren.viz.desk.calendar import years
from zeren.viz.desk.finding import Index
from zeren.viz.desk.marking import chunks, marks, paragraphs
from zeren.viz.desk.provisions import answers

TEXT = "菜单\n一、总则\n（一）健全制度。2023年底前完成，市司法局牵头。\n\n（二）公开。"


@pytest.mark.parametrize("module", [finding, paths, safety, sheets, timing, tracing, words, marking])
def test_the_examples_are_what_comes(module):
    assert doctest.testmod(module).failed == 0


def row(start, end, kind, **more):
    return {
        "start": str(start),
        "end": str(end),
        "kind": kind,
        "words": TEXT[start:end],
        "finding": f"{kind}-{start}",
    } | more


def item(name, above=None, task="true"):
    start = TEXT.index(name)
    return {"item": name, "above": above, "start": str(start), "isTask": task}


def test_the_pieces_of_a_text_are_the_text_and_each_finding_covers_its_words():
    deadline, clause = TEXT.index("2023年底前"), TEXT.index("健全制度")
    found = marks([row(deadline, deadline + 7, "deadline"), row(clause, clause + 15, "obligation")])
    items = [item("一、", task="false"), item("（一）", "一、"), item("（二）", "一、")]
    told = list(paragraphs(TEXT, 0, len(TEXT), found, items))
    assert ["".join(piece.text for piece in p.pieces) for p in told] == [
        line for line in TEXT.split("\n") if line
    ]
    assert [p.depth for p in told] == [0, 1, 2, 2]
    assert [p.heading for p in told] == [False, True, False, False]
    for mark in found:
        covered = [piece.text for p in told for piece in p.pieces if mark in piece.marks]
        assert "".join(covered) == TEXT[mark.start : mark.end] == mark.words
    both = next(piece for p in told for piece in p.pieces if len(piece.marks) == 2)
    assert [mark.kind for mark in both.marks] == ["deadline", "obligation"]
    assert both.kinds == "k-deadline k-obligation"


def test_what_people_said_is_seen_in_the_text():
    at = TEXT.index("市司法局")
    duty = row(at, at + 4, "", role="lead", asNamed="市司法局", review="accepted", corrects="")
    aside = row(at, at + 4, "responsibility", correctedBy="correction/…")
    corrected = row(
        at, at + 4, "", role="support", asNamed="市司法局", corrects="responsibility/…", finding="c"
    )
    kinds = [(mark.kind, mark.review) for mark in marks([duty], [aside], [corrected])]
    assert sorted(kinds) == [("aside", "rejected"), ("lead", "accepted"), ("support", "corrected")]


def test_a_long_text_comes_in_parts_that_begin_with_a_provision():
    text = "".join(f"{n:04}条" + "字" * 95 for n in range(100))
    items = [{"start": str(100 * n), "item": str(n)} for n in range(100)]
    parts = chunks(text, items, 1000)
    assert len(parts) == 10
    assert parts[0][0] == 0
    assert parts[-1][1] == len(text)
    assert all(end == begin for (_, end), (begin, _) in pairwise(parts))
    assert all(begin % 100 == 0 for begin, _ in parts)
    assert max(end - begin for begin, end in chunks("字" * 50_000, [], 1000)) <= 4000


NAMES = [
    {"kind": "institution", "name": name, "context": context, "thing": thing}
    for name, context, thing in (
        ("市司法局", "常德市司法局", "a"),
        ("常德市司法局", "常德市司法局", "a"),
        ("市财政局", "常德市财政局", "b"),
        ("重庆市司法局", "重庆市司法局", "c"),
    )
]


@pytest.mark.parametrize(
    ("asked", "things"),
    [
        ("司法", "ac"),
        ("市司法局", "ac"),
        ("sifaju", "ac"),
        ("si fa ju", "ac"),
        ("SFJ", "ac"),
        ("cdssfj", "a"),
        ("changdeshisifaju", "a"),
        ("czj", "b"),
        ("ifaju", ""),
        ("税务", ""),
        ("", ""),
        ("j", "acb"),
    ],
)
def test_names_are_found_by_characters_pinyin_and_initials(asked, things):
    found = [hit.row["thing"] for hit in Index(NAMES).find(asked)]
    assert sorted(found) == sorted(things)
    assert len(found) == len(set(found))


def test_the_exact_name_comes_first():
    assert [hit.row["name"] for hit in Index(NAMES).find("市司法局")] == ["市司法局", "重庆市司法局"]


def test_months_are_coloured_as_of_a_day():
    rows = [{"dueBy": due} for due in ("2022-12-31", "2023-02-28", "2023-02-28", "2024-06-30")]
    told = dict(years(rows, date(2023, 1, 1)))
    assert list(told) == ["2022", "2023", "2024"]
    assert told["2022"][11] == ("2022-12", 1, "past")
    assert told["2023"][1] == ("2023-02", 2, "soon")
    assert told["2024"][5] == ("2024-06", 1, "later")
    assert told["2024"][0] == ("2024-01", 0, "")


def test_plans_without_a_task_stand_beside_those_that_have_one():
    task = {"source": "b", "planTitle": "乙", "level": "County", "jurisdiction": "乙县", "task": "b/1"}
    standing = {
        "planTitle": "甲",
        "level": "County",
        "jurisdiction": "甲县",
        "source": "a",
        "state": "Uncovered",
    }
    covered = standing | {"source": "b", "planTitle": "乙", "state": "Covered"}
    deeply = covered | {"state": "DeeplyCovered"}
    told = answers([task], [standing, covered, deeply])
    assert [(a.title, a.state, len(a.tasks), a.takes_up) for a in told] == [
        ("乙", "DeeplyCovered", 1, True),
        ("甲", "Uncovered", 0, False),
    ]

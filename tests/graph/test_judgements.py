"""The file of judgements: nothing that a person entered is lost, whatever happens to the last line."""

import contextlib
import os
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.graph.judgements import COLUMNS, FILE, TORN, Kept, add, dump, mend, of_row, parse, read, rows
from zeren.ontology.judgement import About, Anchor, Judgement, Verdict

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp")), min_size=1, max_size=12
).filter(lambda text: text == text.strip() and text)


def said(second: int = 0, **changes) -> Judgement:
    values = {
        "time": f"2026-01-01T00:00:{second:02}.000Z",
        "by": "张三",
        "about": About.INSTITUTION,
        "subject": "institution/990100/甲局",
        "verdict": Verdict.SAME,
        "object": "institution/990100/乙局",
        "note": f"第{second}条，“原因”,是",
        "anchor": str(Anchor("institution", "甲局")),
        "object_anchor": str(Anchor("institution", "乙局")),
    }
    return Judgement(**{**values, **changes})


def test_what_is_added_is_read_back_in_order_of_time_and_once(tmp_path):
    add(tmp_path, [said(2)])
    add(tmp_path, [said(1), said(3), said(2)])
    assert read(tmp_path / FILE) == Kept((said(1), said(2), said(3)))
    assert (tmp_path / FILE).read_bytes().count(b"\n") == 5


@given(by=WORDS, note=st.text(max_size=30), value=st.just(""))
def test_any_text_is_kept_in_one_line_and_read_back(by, note, value):
    row = {column: str(getattr(said(), column)) for column in COLUMNS} | {
        "by": by,
        "note": note,
        "value": value,
    }
    judgement = of_row(row)
    written = dump([judgement])
    assert written.count(b"\n") == 2
    assert parse(written, "f") == Kept((judgement,))
    assert [of_row(each) for each in rows(written)] == [judgement]


@given(st.binary(max_size=80) | st.text(max_size=80).map(str.encode), st.binary(max_size=30))
def test_whatever_the_file_holds_it_is_read_or_named(data, more):
    kept = parse(data + b"\n" + dump([said()], head=False) + more, "f")
    assert b"subject" in data or kept.judgements == (said(),)


def test_a_formula_is_not_run_by_a_spreadsheet_and_comes_back_as_it_was():
    judgement = said(note="=1+1", by="@张三")
    assert b",'=1+1," in dump([judgement])
    assert b",'@" in dump([judgement])
    assert parse(dump([judgement]), "f").judgements == (judgement,)


def test_a_last_line_cut_off_anywhere_is_named_kept_aside_and_costs_no_other(tmp_path):
    whole, last = dump([said(1)]), dump([said(2)], head=False)
    for cut in range(1, len(last) - 1, 7):
        (tmp_path / FILE).write_bytes(whole + last[:cut])
        (tmp_path / TORN).unlink(missing_ok=True)
        assert read(tmp_path / FILE).judgements == (said(1),)
        assert mend(tmp_path) == (f"the last line of {FILE} was cut off; it is kept in {TORN}",)
        assert (tmp_path / TORN).read_bytes() == last[:cut] + b"\n"
        assert mend(tmp_path) == ()
        add(tmp_path, [said(3)])
        assert read(tmp_path / FILE) == Kept((said(1), said(3)))


def test_a_last_line_that_lacks_only_its_end_is_whole(tmp_path):
    (tmp_path / FILE).write_bytes(dump([said(1), said(2)])[:-1])
    assert mend(tmp_path) == ()
    add(tmp_path, [said(3)])
    assert read(tmp_path / FILE) == Kept((said(1), said(2), said(3)))
    assert not (tmp_path / TORN).exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"verdict": "maybe"}, "'maybe' is no verdict"),
        ({"verdict": "accept"}, "accept is no verdict on a institution"),
        ({"about": ""}, "'' is no about"),
        ({"by": " "}, "it has no by"),
        ({"time": "昨天"}, "'昨天' is no time"),
        ({"object": ""}, "institutions and links have an object"),
        ({"anchor": "there"}, "does not say where a thing stands"),
        ({"subject": "plan/1/2"}, "'plan/1/2' is none of institution, group"),
        ({"object": "甲局"}, "not a name"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_stays(tmp_path, change, says):
    good, row = said(1), {column: str(getattr(said(2), column)) for column in COLUMNS}
    with pytest.raises(ValueError, match=says):
        of_row(row | change)
    bad = dump([]).decode() + ",".join(
        f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in (row | change).values()
    )
    data = f"{bad}\nnot,a,row\n".encode() + dump([good], head=False)
    (tmp_path / FILE).write_bytes(data)
    kept = read(tmp_path / FILE)
    assert kept.judgements == (good,)
    assert kept.problems[0].startswith(f"{FILE} line 2 is not read: ")
    assert says in kept.problems[0]
    assert kept.problems[1] == f"{FILE} line 3 is not read: it has 3 columns and not 11"
    mend(tmp_path)
    add(tmp_path, [said(4)])
    assert (tmp_path / FILE).read_bytes().startswith(data)


def test_what_a_check_refuses_is_not_written(tmp_path):
    add(tmp_path, [said(1)])
    before = (tmp_path / FILE).read_bytes()

    def check(kept: Kept) -> None:
        assert kept.judgements == (said(1),)
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        add(tmp_path, [said(2)], check)
    assert (tmp_path / FILE).read_bytes() == before


WRITER = """
import sys
from pathlib import Path
from zeren.graph.judgements import add
sys.path.insert(0, {here!r})
from test_judgements import said
folder, who = Path(sys.argv[1]), sys.argv[2]
for second in range(50):
    add(folder, [said(second, by=who)])
    print(second, flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills")
def test_writers_that_are_killed_and_write_at_once_lose_nothing_they_said_was_kept(tmp_path):
    here = os.path.dirname(__file__)
    (tmp_path / "writer.py").write_text(WRITER.format(here=here), "utf-8")
    command = [sys.executable, str(tmp_path / "writer.py"), str(tmp_path)]
    logs = {who: tmp_path / f"{who}.log" for who in ("甲", "乙", "丙")}
    with contextlib.ExitStack() as files:
        running = {
            who: subprocess.Popen([*command, who], stdout=files.enter_context(log.open("w")))
            for who, log in logs.items()
        }
    while any(log.read_text().count("\n") < 5 for log in logs.values()):
        time.sleep(0.001)
    running["甲"].kill()
    running["乙"].kill()
    assert [process.wait(timeout=60) for process in running.values()][2] == 0
    lines = {who: log.read_text().splitlines(keepends=True) for who, log in logs.items()}
    told = {who: [int(line) for line in found if line.endswith("\n")] for who, found in lines.items()}
    mend(tmp_path)
    kept = read(tmp_path / FILE)
    assert kept.problems == ()
    for who, seconds in told.items():
        assert {said(second, by=who) for second in seconds} <= set(kept.judgements)
    assert len(told["丙"]) == 50

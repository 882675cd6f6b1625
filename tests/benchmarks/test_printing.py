"""Texts printed in other ways, as the benchmark of them prints them."""

import printing

from zeren.data.authority import load

TEXT = "县方案\n1.整修沟渠。2026年底前整修沟渠120条。（责任单位：县水利局）\n| 1 | 整修沟渠120条 |"


def test_lines_are_broken_and_rows_are_not():
    assert printing.wrapped("整修沟渠120条。", 3, columns=False) == "整修沟\n渠12\n0条。"
    assert printing.wrapped("整修沟渠120条。", 3, columns=True) == "整修沟\n渠120\n条。"
    assert printing.WAYS["lines of 38 characters"](TEXT).endswith("\n| 1 | 整修沟渠120条 |")
    assert printing.WAYS["blanks for line breaks"](TEXT) == TEXT


def test_every_way_says_the_same():
    for way, change in printing.WAYS.items():
        if way != "traditional characters":
            assert printing.plain(change(TEXT)) == printing.plain(TEXT), way


def test_findings_are_told_by_what_they_say():
    found = printing.findings("a.txt", TEXT, load())
    assert found["deadlines"] == {"2026年底前 2026-12-31 None": 1}
    assert found["responsibilities"].total() == 1
    same = printing.compared("targets", {"a": found}, {"a": found})
    assert (same.labelled, same.right) == (1, 1)
    assert printing.cell(same) == "1"

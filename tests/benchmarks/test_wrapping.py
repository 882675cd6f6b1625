"""Lines broken when they are full, as the benchmark of them breaks them."""

import wrapping

from zeren.data.authority import load
from zeren.extract.compose import extract
from zeren.extract.read import source


def test_paragraphs_are_broken_and_rows_are_not():
    text = "整修沟渠120条。\n| 1 | 整修沟渠120条 |"
    assert list(wrapping.wrapped(text, 3, columns=False)) == [
        "整修沟",
        "渠12",
        "0条。",
        "| 1 | 整修沟渠120条 |",
    ]
    assert list(wrapping.wrapped(text, 3, columns=True))[:2] == ["整修沟", "渠120"]


def test_findings_are_told_by_what_they_say():
    text = "县方案\n1.整修沟渠。2026年底前整修沟渠120条。（责任单位：县水利局）\n"
    found = wrapping.findings(extract(source("a.txt", text.encode()), load()))
    assert found["deadlines"] == {"2026年底前": 1}
    assert found["targets"].total() == found["responsibilities"].total() == 1

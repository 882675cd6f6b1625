"""Requirements by plans as a page: gaps are rows, text stays text, and nothing is loaded or run."""

import pytest

from zeren.viz import matrix

ROWS = [
    {
        "outlineTitle": "纲要", "section": "一", "item": "i1", "itemLabel": "（一）", "itemTitle": "甲", "source": "p1",
        "planTitle": "甲市方案", "state": "Covered", "tasks": "1.甲；2.乙", "leads": "市司法局、市财政局、市教育局",
        "due": "2022-12-31",
    },
    {
        "outlineTitle": "纲要", "section": "一", "item": "i1", "itemLabel": "（一）", "itemTitle": "甲", "source": "p2",
        "planTitle": "乙市方案", "state": "Uncovered", "tasks": None, "leads": None, "due": None,
    },
    {
        "outlineTitle": "纲要", "section": "二", "item": "i2", "itemLabel": "（二）", "itemTitle": "<b>乙</b>", "source": "p1",
        "planTitle": "甲市方案", "state": "Uncovered", "tasks": None, "leads": None, "due": None,
    },
]  # fmt: skip


def test_a_row_a_requirement_and_a_column_a_plan():
    html = matrix(ROWS)
    assert html.count('scope="row"') == 2
    assert html.count('scope="col"') == 2
    assert '<td class="Covered" title="1.甲\n2.乙"><b>已承接</b><span>期限 2022-12-31</span>' in html
    assert "<span>牵头 市司法局、市财政局…</span>" in html
    assert "1/2" in html


def test_what_nobody_takes_up_is_marked_as_a_gap():
    assert '<tr class="gap"><th scope="row">（二） &lt;b&gt;乙' in matrix(ROWS)
    assert matrix(ROWS).count('class="gap"') == 1


def test_text_of_documents_stays_text_and_nothing_runs():
    html = matrix([{**ROWS[0], "tasks": '"><script>x</script>', "planTitle": "<img src=x>"}])
    assert "<script" not in html
    assert "<img" not in html
    assert "default-src 'none'" in html


def test_it_speaks_both_languages_and_no_third():
    assert "Uncovered" in matrix(ROWS, "en")
    assert 'lang="en"' in matrix(ROWS, "en")
    with pytest.raises(ValueError, match="no words for the language 'fr'"):
        matrix(ROWS, "fr")


def test_no_rows_are_told():
    assert "没有可比较的规划" in matrix([])

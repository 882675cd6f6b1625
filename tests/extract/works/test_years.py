"""The year of a plan: what 年底前 means in it."""

import pytest

from zeren.extract.compose import extract
from zeren.extract.read import source


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("各县于10月底前上报2009年工作总结。", "2009-10-31"),
        ("落实国发〔2014〕1号要求，各县于6月20日前上报。", "2014-06-20"),
        ("梳理2003年以来的问题，做好2005年总结，10月底前上报。", "2005-10-31"),
        ("梳理2005年和2006年的情况。\n10月底前上报。", "None"),
        ("到2025年全面建成。\n10月底前上报。", "None"),
    ],
)
def test_a_text_without_a_date_is_of_the_one_year_it_speaks_of(authority, sentence, due):
    found = extract(
        source("a.txt", f"某市工作方案\n一、任务\n（一）总结上报。{sentence}\n".encode()), authority
    )
    assert str(found.deadlines[-1].due) == due

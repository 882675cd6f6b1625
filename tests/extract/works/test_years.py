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
        ("2022年，改造20户。2023年计划改造30户。\n10月底前上报。", "2023-10-31"),
    ],
)
def test_a_text_without_a_date_is_of_the_one_year_it_speaks_of(authority, sentence, due):
    found = extract(
        source("a.txt", f"某市工作方案\n一、任务\n（一）总结上报。{sentence}\n".encode()), authority
    )
    assert str(found.deadlines[-1].due) == due


NOTICE = """某县人民政府关于印发{title}的通知
某政发〔{year}〕5号
各乡镇人民政府：
现将《{title}》印发给你们，请于{asked}前报送联系人。
某县人民政府
{year}年{day}
{title}
一、任务
（一）摸底。{sentence}
"""


@pytest.mark.parametrize(
    ("title", "year", "day", "asked", "sentence", "letter", "due"),
    [
        (
            "某县三年行动方案（2024—2026年）",
            2024,
            "3月15日",
            "3月20日",
            "6月底前完成。",
            "2024-03-20",
            "2024-06-30",
        ),
        (
            "某县行动方案（2025—2027年）",
            2024,
            "12月5日",
            "12月20日",
            "6月底前完成。",
            "2024-12-20",
            "2025-06-30",
        ),
        ("某县行动方案（2021—2023年）", 2024, "3月15日", "3月20日", "6月底前完成。", "2024-03-20", "None"),
        ("2025年某县工作要点", 2024, "12月28日", "1月5日", "3月底前完成。", "2025-01-05", "2025-03-31"),
        ("某县冬季防火方案", 2023, "10月28日", "11月2日", "3月底前检查。", "2023-11-02", "2024-03-31"),
        (
            "某县防火方案",
            2023,
            "10月28日",
            "11月2日",
            "6月底前检查，3月底前部署。",
            "2023-11-02",
            "2023-03-31",
        ),
    ],
)
def test_a_month_is_of_the_year_that_letter_and_plan_mean(
    authority, title, year, day, asked, sentence, letter, due
):
    text = NOTICE.format(title=title, year=year, day=day, asked=asked, sentence=sentence)
    times = sorted(extract(source("a.txt", text.encode()), authority).deadlines, key=lambda one: one.span)
    assert str(times[0].due) == letter
    assert str(times[-1].due) == due

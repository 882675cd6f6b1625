"""What a source says of its plan: title, number, issuers, day, years, place and level."""

from datetime import date, timedelta
from itertools import product

import pytest

from zeren.extract.layout import arrange
from zeren.extract.works.metadata import (
    describe,
    find_date,
    find_issuers,
    find_number,
    find_period,
    find_reported,
    find_title,
)
from zeren.extract.works.places import find_place

DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


def in_words(number):
    """12 as 十二, the way days and months are written."""
    tens, ones = divmod(number, 10)
    return (
        ("" if tens < 2 else "一二三"[tens - 1])
        + ("十" if tens else "")
        + (" 一二三四五六七八九"[ones] if ones else "")
    )


@pytest.mark.cases("plans.csv", 22)
def test_metadata_is_what_a_reader_of_the_file_finds(row, plan):
    document = plan(row["file"]).document
    found = {
        "title": document.title,
        "number": document.number or "",
        "issuers": " ".join(document.issuers),
        "issued": str(document.issued or ""),
        "first": str(document.period[0]) if document.period else "",
        "last": str(document.period[1]) if document.period else "",
        "place": document.place.name if document.place else "",
        "level": document.level.value if document.level else "",
    }
    assert found == {key: row[key] for key in found}


@pytest.mark.cases("heads.csv", 13)
def test_the_title_is_found_in_the_head(row, authority):
    text = row["head"] + "\n一、加强领导\n"
    assert describe(text, arrange(text), authority, "无题").title == row["title"]
    assert find_title(row["head"], arrange(text)) == row["title"].replace("无题", "")


@pytest.mark.cases("periods.csv", 16)
def test_the_years_are_read_from_the_title(row):
    assert find_period(row["title"]) == ((int(row["first"]), int(row["last"])) if row["first"] else None)


@pytest.mark.cases("jurisdictions.csv", 31)
def test_the_place_is_one_or_none(row, authority):
    place = find_place(row["title"], tuple(filter(None, [row["issuers"]])), row["head"], authority)
    assert (place.code if place else "") == row["code"]


def test_every_day_of_a_leap_year_is_read_back_in_every_writing():
    days = [date(2024, 1, 1) + timedelta(n) for n in range(366)]
    for day in days:
        year = str(day.year).translate(DIGITS)
        printed = [
            f"{day.year}年{day.month}月{day.day}日",
            f"{day.year} 年 {day.month:02} 月 {day.day:02} 日",
            f"{year}年{in_words(day.month)}月{in_words(day.day)}日",
            f"成文日期：{day.isoformat()}",
            f"生成日期 {day.year}.{day.month}.{day.day}",
            f"发布时间: {day.isoformat()} 09:30",
        ]
        assert {find_date(one) for one in printed} == {day}


@pytest.mark.cases("dates.csv", 16)
def test_the_day_of_issue_is_the_one_signed_else_the_one_of_the_page(row):
    """2020111 is 11 January or 1 November: nothing is said."""
    assert str(find_date(row["text"]) or "") == row["date"]


BRACKETS = [("〔", "〕"), ("[", "]"), ("(", ")"), ("（", "）"), ("【", "】")]


@pytest.mark.parametrize(("opening", "closing"), BRACKETS)
def test_every_number_is_read_back_in_brackets_of_every_form(opening, closing):
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    narrow = str.maketrans("（）", "()")
    for agency, year, number in product(
        ["中发", "昆政办发", "望法委发", "鲁环便函", "工信部联企业"], [2015, 2021], [1, 33, 1202]
    ):
        plain = f"{agency}{opening}{year}{closing}{number}号"
        spaced = f"{agency} {opening} {year} {closing} {number} 号"
        for printed in (plain, spaced, plain.translate(wide), f"某市人民政府文件{plain}\n"):
            assert find_number(printed) == plain.translate(narrow)
        of_letter = f"{agency}{opening}{year}{closing}第{number}号"
        assert find_number(of_letter) == of_letter.translate(narrow)


def test_the_number_of_a_cited_document_is_not_the_plans_own():
    assert find_number("根据《某纲要》（中发〔2021〕33号）") is None
    assert find_number("根据《某纲要》（中发〔2021〕33号）\n某政发〔2022〕3号\n") == "某政发〔2022〕3号"


@pytest.mark.parametrize(
    ("outside", "issuers"),
    [
        ("某市人民政府办公室\n2020年3月20日\n", ["某市人民政府办公室"]),
        ("中共某省委\n某省人民政府\n2021年11月26日\n", ["中共某省委", "某省人民政府"]),
        ("　　某办公室\n　　（某省数据局代章）\n　　2025 年 11 月 5 日\n", ["某办公室"]),
        ("发布机构：某区司法局 公开形式：网站\n", ["某区司法局"]),
        ("发布机构 中共某县委 某县人民政府 公开方式 主动公开\n", ["中共某县委", "某县人民政府"]),
        ("发文机关: 某市人民政府办公室\n", ["某市人民政府办公室"]),
        ("首页\n2020-06-16\n", []),
        ("", []),
    ],
)
def test_issuers_are_signed_or_named_by_the_page(outside, issuers):
    assert list(find_issuers(outside, arrange(""), "")) == issuers


def test_the_issuer_is_read_from_the_notice_where_nobody_signed():
    layout = arrange(
        "某市人民政府办公室关于印发《某市法治政府工作方案》的通知\n某市法治政府工作方案\n一、甲\n"
    )
    assert find_issuers("", layout, "某市法治政府工作方案") == ("某市人民政府办公室",)


@pytest.mark.parametrize(
    "head",
    [
        "中共中央 国务院印发《法治政府建设实施纲要（2021－2025年）》\n",
        "本社讯 近日，中共中央、国务院印发了《法治政府建设实施纲要（2021－2025年）》，并发出通知，请予落实。\n",
        "中共中央　国务院印发《法治政府建设实施纲要（2021-2025年）》\n法治政府建设实施纲要（2021－2025年）\n",
    ],
)
def test_an_outline_as_a_news_agency_prints_it_is_the_nations(head, authority):
    text = f"{head}一、健全制度\n（一）甲事项。做好工作。\n"
    found = describe(text, arrange(text), authority, "某文件")
    assert (found.issuers, found.place, found.period) == (
        ("中共中央", "国务院"),
        authority.nation,
        (2021, 2025),
    )


def test_a_report_of_another_plan_names_no_issuer():
    assert find_reported("中共中央 国务院印发《法治政府建设实施纲要（2021－2025年）》", "某市工作方案") == ()


def test_a_signature_that_ran_into_the_last_line_counts(authority):
    text = "一、加强领导\n（一）甲。要求落地见效。国务院办公厅2020年7月15日（此件公开发布）\n"
    found = describe(text, arrange(text), authority, "某文件")
    assert (found.issuers, found.issued, found.place) == (
        ("国务院办公厅",),
        date(2020, 7, 15),
        authority.nation,
    )


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("全市各级各部门，市委、市政府，我市。", "prefecture"),
        ("全区，我区，区政府。", "county"),
        ("全省，省委，省政府。", "province"),
        ("各级各部门。", None),
    ],
)
def test_the_level_shows_in_how_a_plan_speaks_of_itself(text, level, authority):
    found = describe(text, arrange(text), authority, "某文件").level
    assert (found.value if found else None) == level

"""Numerals: every form read, and every number there is in a plan written and read back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.extract import numerals
from zeren.extract.numerals import value
from zeren.extract.structure import starts_provision

DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A number from 1 to 199 as it is written: 十, 二十一, 一百零五, 一百一十."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = "一百" if hundreds else ""
    if head and 0 < rest < 10:
        return f"{head}零{DIGITS[ones]}"
    ten = ("一" if head else "") if tens == 1 else DIGITS[tens]
    return head + (f"{ten}十" if tens else "") + (DIGITS[ones] if ones else "")


FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.cases("numerals.csv", 25)
def test_a_numeral_is_the_number_that_it_writes(row):
    assert value(row["printed"]) == (int(row["value"]) if row["value"] else None)


@pytest.mark.parametrize("number", range(1, 200))
def test_every_number_of_an_item_is_read_back(number):
    for printed in (chinese(number), str(number), str(number).translate(FULL_WIDTH)):
        assert re.fullmatch(numerals.COUNT, printed), printed
        assert value(printed) == number


def test_every_number_of_an_item_opens_a_provision():
    labels = ["{}、", "（{}）", "({})", "第{}条", "第{}章"]
    assert [
        n for n in range(1, 200) for label in labels if not starts_provision(label.format(chinese(n)) + "甲")
    ] == []
    labels = ["{}.", "{}．", "{}、", "（{}）", "({})"]
    assert [
        n for n in range(1, 200) for label in labels if not starts_provision(label.format(n) + "甲")
    ] == []


def test_every_year_is_read_back_in_every_writing():
    for year in range(2000, 2100):
        printed = [str(year), str(year).translate(FULL_WIDTH)]
        if year % 1000 < 100:
            last = "".join(DIGITS[int(digit)] for digit in str(year)[2:])
            printed += [f"二{zero}{last.replace('零', zero)}" for zero in "〇○零"]
        for one in printed:
            assert re.fullmatch(numerals.YEAR, one), one
            assert value(one) == year


def test_circled_numbers_count_from_one():
    assert [value(char) for char in numerals.CIRCLED] == list(range(1, 21))


@given(st.text(max_size=8) | st.text("零〇○一二三四五六七八九十百千万两0１.-", max_size=8))
def test_anything_else_is_no_number(printed):
    assert value(printed) is None or value(printed) >= 0

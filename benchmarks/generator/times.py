"""Times and quantities, with what they mean."""

from __future__ import annotations

import calendar
import random

from .page import At, Page, Printed, Stretch

_RHYTHMS = [("每半年", "P6M"), ("每季度", "P3M"), ("每年", "P1Y"), ("每月", "P1M"), ("每两年", "P2Y")]


def day(dice: random.Random, page: Page, year: int, month: int) -> Stretch:
    """A date by which something is to be done, in any of the ways in which plans print it."""
    last = calendar.monthrange(year, month)[1]
    date = dice.randint(1, 28)
    printed, due = dice.choice(
        [
            (f"{year}年底前", f"{year}-12-31"),
            (f"{year}年年底前", f"{year}-12-31"),
            (f"到{year}年", f"{year}-12-31"),
            (f"到{year}年底", f"{year}-12-31"),
            (f"{year}年{month}月底前", f"{year}-{month:02}-{last}"),
            (f"{year}年{month}月{date}日前", f"{year}-{month:02}-{date:02}"),
            (f"{year}年上半年", f"{year}-06-30"),
        ]
    )
    return _time(page, printed, due, "")


def by_when(dice: random.Random, page: Page, year: int, month: int) -> Stretch:
    """A date as a responsibility clause has it."""
    last = calendar.monthrange(year, month)[1]
    printed, due = dice.choice(
        [
            (f"{year}年底前", f"{year}-12-31"),
            (f"{year}年{month}月底前", f"{year}-{month:02}-{last}"),
            (f"{year}年{month}月", f"{year}-{month:02}-{last}"),
            (f"{year}年年底前", f"{year}-12-31"),
        ]
    )
    return _time(page, printed, due, "")


def rhythm(dice: random.Random, page: Page) -> Stretch:
    """每半年, 每年3月底前."""
    if dice.random() < 0.3:
        month = dice.randint(1, 11)
        last = calendar.monthrange(2023, month)[1]
        return _time(page, f"每年{month}月底前", "", f"--{month:02}-{last}")
    return _time(page, *_every(*dice.choice(_RHYTHMS)))


def yearly(page: Page) -> Stretch:
    """每年."""
    return _time(page, *_every("每年", "P1Y"))


def _every(printed: str, length: str) -> tuple[str, str, str]:
    return printed, "", length


def term(dice: random.Random, page: Page, event: str) -> Stretch:
    """送达之日起20个工作日内."""
    return _time(page, f"{event}起{dice.randint(2, 6) * 5}个工作日内", "", "")


def _time(page: Page, printed: str, due: str, recurrence: str) -> Stretch:
    at = page.keep(page.put(printed))
    page.label("deadlines", At(at[0]), Printed(((at,),)), due, recurrence)
    return at


def share(dice: random.Random, page: Page, percent: int) -> Stretch:
    """达到90%以上."""
    printed = dice.choice(["达到{}%", "达到{}%以上", "不低于{}%", "{}%以上"]).format(percent)
    return _quantity(page, printed, ">=", percent, "%", "")


def fall(dice: random.Random, page: Page, percent: int) -> Stretch:
    """下降30%."""
    return _quantity(page, f"{dice.choice(['下降', '减少'])}{percent}%", "decrease", percent, "%", "")


def count(dice: random.Random, page: Page, unit: str, period: str) -> Stretch:
    """12个以上."""
    number = dice.randint(2, 60) if unit == "个" else dice.randint(2, 6)
    return _quantity(page, f"{number}{unit}以上", ">=", number, unit, period)


def _quantity(page: Page, printed: str, comparator: str, value: int, unit: str, period: str) -> Stretch:
    at = page.keep(page.put(printed))
    page.label("targets", At(at[0]), Printed(((at,),)), comparator, str(value), unit, period)
    return at

"""What a time as printed means: its last day, its rhythm, or its length."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from .. import numerals
from .forms import OPEN, Groups, Normal

_QUARTERS = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}
PLAN_END = {"十一": 2010, "十二": 2015, "十三": 2020, "十四": 2025, "十五": 2030, "十六": 2035}
UNITS = {
    **dict.fromkeys(("工作日", "自然日", "日", "天", "旬"), "D"),
    **dict.fromkeys(("月", "季度", "分钟"), "M"),
    **{"年": "Y", "周": "W", "小时": "H"},
}


def _number(printed: str | None) -> int:
    return 100 if printed == "百" else numerals.value(printed or "") or 0


def last_day(year: int, month: int) -> date | None:
    """The last day of a month, or None where there is no such month."""
    if not 1 <= month <= 12 or not 1900 <= year <= 2100:
        return None
    return date(year, month, monthrange(year, month)[1])


def day_of(year: int, month: str | None, day: str | None) -> date | None:
    """The last day of a year, a month of it or a day, as printed; None where there is none."""
    if month and day:
        return exact({"year": str(year), "month": month, "day": day}, None).due
    return last_day(year, _number(month) if month else 12)


def year_end(groups: Groups, year: int | None) -> Normal:
    return Normal(last_day(_number(groups["year"]), 12))


def short_year(groups: Groups, year: int | None) -> Normal:
    """Of a year that its last two numbers tell (24年6月底前)."""
    full = 2000 + _number(groups["short"])
    return own_month(groups, full) if groups["month"] else own_year(groups, full)


def last_year(groups: Groups, year: int | None) -> Normal:
    return Normal(last_day(_number(groups["last"]), 12))


def month_end(groups: Groups, year: int | None) -> Normal:
    return Normal(last_day(_number(groups["year"]), _number(groups["month"])))


def exact(groups: Groups, year: int | None) -> Normal:
    try:
        return Normal(date(_number(groups["year"]), _number(groups["month"]), _number(groups["day"])))
    except ValueError:
        return OPEN


def part(groups: Groups, year: int | None) -> Normal:
    month, day = _quarter(groups)
    return Normal(date(_number(groups["year"]), month, day))


def _quarter(groups: Groups) -> tuple[int, int]:
    return _QUARTERS[_number(groups["quarter"]) or (2 if groups["half"] == "上" else 4)]


def three_quarters(groups: Groups, year: int | None) -> Normal:
    return Normal(date(_number(groups["year"]), 9, 30))


def own_year(groups: Groups, year: int | None) -> Normal:
    return Normal(last_day(year, 12)) if year else OPEN


def own_part(groups: Groups, year: int | None) -> Normal:
    return Normal(date(year, *_quarter(groups))) if year else OPEN


def own_month(groups: Groups, year: int | None) -> Normal:
    if year is None:
        return OPEN
    own = {**groups, "year": str(year)}
    return exact(own, year) if groups["day"] else month_end(own, year)


def decade(groups: Groups, year: int | None) -> Normal:
    if (groups["decade"] or "").startswith("下"):
        return month_end(groups, year)
    return exact({**groups, "day": "20" if (groups["decade"] or "").startswith("中") else "10"}, year)


def own_decade(groups: Groups, year: int | None) -> Normal:
    return decade({**groups, "year": str(year)}, year) if year else OPEN


def stretch(groups: Groups, year: int | None) -> Normal:
    """The last day of a stretch that ends in a month, in a part of one, or on a day of it."""
    printed = groups.get("last") or groups.get("year")
    if not (printed or year):
        return OPEN
    last = {"day": None, **groups, "year": printed or str(year)}
    if groups.get("next"):
        last["year"] = str(_number(last["year"]) + 1)
    if groups.get("whole"):
        return year_end(last, year)
    if last.get("decade"):
        return decade(last, year)
    return exact(last, year) if last["day"] else month_end(last, year)


def next_year(groups: Groups, year: int | None) -> Normal:
    if year is None or not groups["month"]:
        return own_year(groups, year + 1 if year else None)
    return own_month(groups, year + 1)


def next_part(groups: Groups, year: int | None) -> Normal:
    return own_part(groups, year + 1 if year else None)


def plan_end(groups: Groups, year: int | None) -> Normal:
    return Normal(last_day(PLAN_END[groups["plan"] or ""], 12))


def no_date(groups: Groups, year: int | None) -> Normal:
    return OPEN


def every_day(groups: Groups, year: int | None) -> Normal:
    if groups["quarter"] or groups["half"]:
        month, day = _quarter(groups)
        return Normal(recurrence=f"--{month:02}-{day:02}")
    if not groups["month"]:
        return Normal(recurrence="--12-31")
    month, tenth = _number(groups["month"]), {"上": 10, "初": 10, "中": 20}.get((groups["decade"] or "")[:1])
    if not 1 <= month <= 12:
        return Normal(recurrence="P1Y")
    day = _number(groups["day"]) if groups["day"] else tenth or monthrange(2023, month)[1]
    return Normal(recurrence=f"--{month:02}-{day:02}")


def every(groups: Groups, year: int | None) -> Normal:
    unit, count = groups["unit"] or "", groups.get("count")
    if unit in ("半年", "季度", "季", "学期"):
        months = 6 if unit in ("半年", "学期") else 3
        return Normal(recurrence=f"P{months * (_number(count) if count else 1)}M")
    if unit == "小时":
        return Normal(recurrence=f"PT{_number(count) if count else 1}H")
    letter = {"年": "Y", "学": "Y", "月": "M", "周": "W", "星": "W", "天": "D", "日": "D", "旬": "D"}[unit[0]]
    number = (_number(count) if count else 1) * (10 if unit == "旬" else 1)
    return Normal(recurrence=f"P{number}{letter}")


def following(groups: Groups, year: int | None) -> Normal:
    """Of the year behind the one that is told before it, which is `year`; without it no date."""
    if year is None:
        return OPEN
    if groups["quarter"] or groups["half"]:
        return own_part(groups, year)
    if not groups["month"]:
        return own_year(groups, year)
    return own_decade(groups, year) if groups["decade"] else own_month(groups, year)


def each_year(groups: Groups, year: int | None) -> Normal:
    return Normal(recurrence="P1Y")


def other_year(groups: Groups, year: int | None) -> Normal:
    return Normal(recurrence="P2Y")


def two_months(groups: Groups, year: int | None) -> Normal:
    return Normal(recurrence="P2M")


def fortnight(groups: Groups, year: int | None) -> Normal:
    return Normal(recurrence="P15D")


def term(groups: Groups, year: int | None) -> Normal:
    if groups["unit"] == "半年":
        return Normal(duration="P6M")
    if (groups["unit"] or "").startswith("半"):
        return Normal(duration="P15D")
    unit, count = groups["unit"] or "", _number(groups["most"] or groups["count"])
    number = count * {"季度": 3, "旬": 10}.get(unit, 1)
    time = "T" if unit in ("小时", "分钟") else ""
    return Normal(duration=f"P{time}{number}{UNITS[unit]}", working_days=unit == "工作日")

"""What a spreadsheet shows for the value of a cell: dates as 2023-06-30, shares as 95%."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import from_excel

_CHINESE_FORMATS = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    **dict.fromkeys((30, 31), 'yyyy"年"m"月"d"日"'),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), 'h"时"mm"分"'),
}
"""What Excel in Chinese means by the numbers that it leaves to each language."""

_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_UNIT = re.compile(r'[#0,.]+"([^"]{1,8})"[_) ]*$')
_PERCENT = re.compile(r"0(?:\.(0+))?%")
_EXACT = 10**15


def format_of(number: int, own: dict[int, str]) -> str:
    """The format code behind a format's number; `own` are those the workbook defines."""
    return own.get(number) or BUILTIN_FORMATS.get(number) or _CHINESE_FORMATS.get(number) or "General"


def shown(value: float, form: str, epoch: datetime) -> str:
    """A number as its format shows it.

    Forms:
      1. a date                             2023-06-30, and 2023-06-30 09:30 where it has a time of day
      2. a date shown by month or year      2023年6月, 2023年
      3. a time of day                      09:30
      4. 0%, 0.00%                          95%, 95.50%
      5. 0"亿元"                            3亿元
      6. any other                          all the digits that are stored, no thousands' commas
    """
    if is_date_format(form) and value >= 0:
        return _moment(value, form, epoch)
    if percent := _PERCENT.search(form):
        return f"{value * 100:.{len(percent[1] or '')}f}%"
    unit = _UNIT.match(form)
    return plain(value) + (unit[1] if unit else "")


def plain(value: float) -> str:
    """A number in figures, whole ones without a point."""
    if value == int(value) and abs(value) < _EXACT:
        return str(int(value))
    return f"{value:.15g}"


def _moment(value: float, form: str, epoch: datetime) -> str:
    try:
        found = from_excel(value, epoch)
    except (OverflowError, ValueError):
        return plain(value)
    if isinstance(found, datetime):
        return _day(found, _LITERAL.sub("", form).lower())
    return found.isoformat("minutes") if isinstance(found, time) else plain(value)


def _day(found: datetime, form: str) -> str:
    if "d" not in form and "y" in form and "h" not in form:
        return f"{found.year}年{found.month}月" if "m" in form else f"{found.year}年"
    if "y" not in form and "d" not in form:
        return found.time().isoformat("minutes")
    return iso(found)


def iso(found: date) -> str:
    """A day as 2023-06-30, with its time of day where it has one."""
    if isinstance(found, datetime) and found.time() != time():
        return found.isoformat(" ", "minutes")
    return f"{found:%Y-%m-%d}"

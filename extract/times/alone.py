"""The surface forms of times that stand alone, in a clause, a cell or behind a label: their patterns."""

from __future__ import annotations

from dataclasses import replace

from .. import numerals
from . import normals
from .forms import NUMBERS, Form
from .fragments import DAY, END, MONTH, OTHER_YEARS, TO, YEAR

ON_AND_ON = r"(?:(?:长期|持续|常态化?)(?:坚持|推进|实施|开展|落实|整改)?|立行立改|即知即改|立即整改)"
IN_CLAUSE_ALONE = (
    Form("range", rf"{numerals.YEAR}年?{TO}(?P<year>{numerals.YEAR})年(?!\d)", normals.year_end),
    Form("works", rf"{numerals.YEAR}{TO}(?P<year>{numerals.YEAR})(?![\d.月])", normals.year_end),
    Form(
        "works",
        rf"20\d\d[-/.]\d{{1,2}}(?:[-/.]\d{{1,2}})?{TO}(?P<year>20\d\d)[-/.](?P<month>\d{{1,2}})(?:[-/.](?P<day>\d{{1,2}}))?(?!\d)",
        normals.stretch,
    ),
    Form("day", r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)", normals.exact),
    Form("month", r"(?P<year>20\d\d)[-/.](?P<month>0?[1-9]|1[0-2])(?!\d)", normals.month_end),
    Form("day", rf"{YEAR}\s?{MONTH}{DAY}", normals.exact),
    Form("month", rf"{YEAR}\s?{MONTH}", normals.month_end),
    Form("year", rf"{YEAR}度?", normals.year_end),
    Form("own-month", rf"(?<![{OTHER_YEARS}]){MONTH}(?:{DAY}|{END})?", normals.own_month),
    Form(
        "own-part",
        r"(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)",
        normals.own_part,
        first="第上下" + NUMBERS,
    ),
    Form("own-year", r"全年", normals.own_year, first="全"),
    Form(
        "open",
        ON_AND_ON,
        normals.no_date,
        first="长持常立即",
    ),
)

CELL = r"(?:(?<=\|)|(?<=\|[ 　])|(?<=\|[ 　]{2}))"
_CELL_ENDS = r"(?=(?:[（(][^（()）|\n]{1,12}[）)])?[ 　]{0,9}(?:[|\n]|$))"
_ON_AND_ON_IN_CELL = Form(
    "cell",
    rf"{CELL}{ON_AND_ON}(?=[，,、；;]?并?{ON_AND_ON}{_CELL_ENDS})",
    normals.no_date,
    first="长持常立即",
)
IN_CELL = (
    *(
        replace(form, name="cell", pattern=f"{CELL}(?:{form.pattern}){_CELL_ENDS}")
        for form in IN_CLAUSE_ALONE
        if form.name not in ("own-year", "works")
    ),
    _ON_AND_ON_IN_CELL,
)
"""What is a time in a clause is one alone in its cell too, but for 全年, the title of a column, and 2026-2027 or
2026.05-2027.06, between which something is built."""
LABEL = (
    r"(?:(?<=时限[:：])|(?<=期限[:：])|(?<=完成时间[:：])|(?<=完成日期[:：])"
    r"|(?<=时间节点[:：])|(?<=时间要求[:：])|(?<=时间安排[:：])|(?<=整改时间[:：]))"
)
AT_LABEL = tuple(
    replace(form, name="label", pattern=f"{LABEL}(?:{form.pattern})(?=[ 　]*(?:[，,。；;、）)|\\n]|$))")
    for form in IN_CLAUSE_ALONE
)
"""So is it behind a label that says that it is the time (完成时限：6月底)."""

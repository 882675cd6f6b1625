"""Every form of a responsibility clause that plans print, by name."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from . import times
from .bodies import Body
from .page import At, Column, Page, Printed, Stretch

LEAD, RESPONSIBLE, PARTICIPANT = "lead", "responsible", "participant"


@dataclass
class Writer:
    """Writes one clause on a page: `item` is the number of the item it speaks for, `date` the year and month it may give."""

    dice: random.Random
    page: Page
    item: str
    date: tuple[int, int]
    leads: Sequence[Body]
    others: Sequence[Body]
    start: int = 0
    form: str = ""
    deadline: Column = ""
    rows: list[tuple[str, tuple[Stretch, ...], str]] = field(default_factory=list)

    def write(self, form: str) -> None:
        """Write the clause in one form and label it."""
        self.begin(form)
        FORMS[form](self)
        self.flush()

    def begin(self, form: str) -> None:
        """A clause of that form begins here."""
        self.form, self.start = form, self.page.end

    def flush(self) -> None:
        """Label what was written since the clause began."""
        for i, (role, name, opened) in enumerate(self.rows):
            if self.page.first_leads and i == 0 and role == RESPONSIBLE:
                role = LEAD
            self.page.label(
                "responsibilities", At(self.start), self.item, role, Printed((name,)), opened, self.deadline
            )
        self.rows = []
        self.page.clauses.append((self.start, self.page.end))
        self.page.label("forms", At(self.start), At(self.page.end), self.form)

    def again(self) -> None:
        """The clause goes on in a line that is a clause of its own."""
        self.flush()
        self.page.put("\n")
        self.start = self.page.end

    def put(self, text: str) -> None:
        """Write what is no name."""
        self.page.put(text)

    def names(self, role: str, bodies: Sequence[Body], opened: bool = False, comma: str = "、") -> None:
        """Write a list of bodies."""
        written: list[Stretch] = []
        for i, body in enumerate(bodies):
            if i:
                self.page.put(comma)
            start, end = self.page.put(body.printed)
            name: tuple[Stretch, ...] = ((start, end),)
            if body.shared > 0:
                name = ((written[-1][0], written[-1][0] + body.shared), (start, end))
            written.append((start, end))
            if body.shared < 0:
                following = end + len(comma), end + len(comma) + len(bodies[i + 1].printed)
                name = ((start, end + body.shared), (following[1] + body.shared, following[1]))
            self.rows.append((role, name, "1" if opened else "0"))
            if body.full:
                self.page.label("institutions", At(start), Printed((((start, end),),)), body.full)

    def when(self) -> None:
        """Write a date."""
        self.deadline = Printed(((times.by_when(self.dice, self.page, *self.date),),))


def _labels(
    opening: str, closing: str, lead: str, other: str, colon: str, stop: str
) -> Callable[[Writer], None]:
    def write(w: Writer) -> None:
        w.put(f"{opening}{lead}{colon}")
        w.names(LEAD, w.leads)
        w.put(f"{stop}{other}{colon}")
        w.names(PARTICIPANT, w.others)
        w.put(closing)

    return write


def _label_time(w: Writer) -> None:
    w.put("(牵头单位:")
    w.names(LEAD, w.leads)
    w.put(";配合单位:")
    w.names(PARTICIPANT, w.others)
    w.put("。")
    w.when()
    w.put("完成)")


def _label_term(w: Writer) -> None:
    w.put("（牵头单位：")
    w.names(LEAD, w.leads)
    w.put("；配合单位：")
    w.names(PARTICIPANT, w.others)
    w.put("；完成时限：")
    w.when()
    w.put("）")


def _responsible(opening: str, closing: str, label: str = "责任单位：") -> Callable[[Writer], None]:
    def write(w: Writer) -> None:
        w.put(opening + label)
        w.names(RESPONSIBLE, [*w.leads, *w.others])
        w.put(closing)

    return write


def _label_both(w: Writer) -> None:
    w.put("(牵头单位:")
    w.names(LEAD, w.leads)
    w.put(";责任单位:")
    w.names(RESPONSIBLE, w.others, opened=True)
    w.put("等部门按职责分工负责)")


def _first_leads(w: Writer) -> None:
    w.put("（责任单位：")
    w.names(RESPONSIBLE, [*w.leads, *w.others])
    w.put("，列第一位的为牵头单位，下同）")
    w.page.first_leads = True


def _verbs(
    lead: str, other: str, between: str = "，", opened: bool = False, role: str = RESPONSIBLE
) -> Callable[[Writer], None]:
    def write(w: Writer) -> None:
        w.put("（")
        w.names(LEAD, w.leads)
        w.put(lead + between)
        w.names(role, w.others, opened)
        w.put(("等" if opened else "") + other + "）")

    return write


def _all(ending: str, opened: bool = False) -> Callable[[Writer], None]:
    def write(w: Writer) -> None:
        w.put("（")
        w.names(RESPONSIBLE, [*w.leads, *w.others], opened)
        w.put(ending + "）")

    return write


def _together(w: Writer) -> None:
    w.put("（")
    w.names(RESPONSIBLE, w.leads)
    w.put("会同")
    w.names(RESPONSIBLE, w.others)
    w.put("负责）")


def _three(w: Writer) -> None:
    w.put("（")
    w.names(LEAD, w.leads)
    w.put("牵头，")
    w.names(PARTICIPANT, w.others[:1])
    w.put("协助")
    if w.others[1:]:
        w.put("，")
        w.names(PARTICIPANT, w.others[1:])
        w.put("督导")
    w.put("）")


def _lead_alone(w: Writer) -> None:
    w.put("（")
    w.names(LEAD, w.leads)
    w.put("牵头负责）")


def _verb_time(w: Writer) -> None:
    w.put("（")
    w.names(LEAD, w.leads)
    w.put("牵头，")
    w.names(RESPONSIBLE, w.others)
    w.put("按职责分工负责，")
    w.when()
    w.put("完成）")


def _line(label: str, gap: str) -> Callable[[Writer], None]:
    def write(w: Writer) -> None:
        w.put(f"\n{label}{gap}")
        w.start = w.page.end - len(label + gap)
        w.names(RESPONSIBLE, [*w.leads, *w.others])

    return write


def _lines(w: Writer) -> None:
    w.put("\n")
    w.start = w.page.end
    w.put("牵头部门：")
    w.names(LEAD, w.leads)
    w.again()
    w.put("参与部门：")
    w.names(PARTICIPANT, w.others)
    w.again()
    w.put("完成时限：")
    w.when()


def _bare(w: Writer) -> None:
    w.put("\n")
    w.start = w.page.end
    w.names(LEAD, w.leads)
    w.put("牵头，")
    w.names(RESPONSIBLE, w.others)
    w.put("按职责分工负责。")


def _rule(w: Writer) -> None:
    w.put("（")
    w.names(RESPONSIBLE, [*w.leads, *w.others])
    w.put("负责。以下各项任务均需各乡镇政府落实，不再一一列出）")


FORMS: dict[str, Callable[[Writer], None]] = {
    "[牵头单位:甲;参加单位:乙]": _labels("[", "]", "牵头单位", "参加单位", ":", ";"),
    "(牵头单位:甲;配合单位:乙)": _labels("(", ")", "牵头单位", "配合单位", ":", ";"),
    "（牵头单位：甲；配合单位：乙）": _labels("（", "）", "牵头单位", "配合单位", "：", "；"),
    "【主办单位：甲；协办单位：乙】": _labels("【", "】", "主办单位", "协办单位", "：", "；"),
    "〔牵头部门：甲；参与部门：乙〕": _labels("〔", "〕", "牵头部门", "参与部门", "：", "；"),
    "(牵头单位:甲;配合单位:乙。某日完成)": _label_time,
    "（牵头单位：甲；配合单位：乙；完成时限：某日）": _label_term,
    "(牵头单位:甲;责任单位:乙等部门按职责分工负责)": _label_both,
    "（责任单位：甲、乙）": _responsible("（", "）"),
    "[责任部门:甲、乙]": _responsible("[", "]", "责任部门:"),
    "（责任单位：甲、乙按职责分工负责）": _responsible("（", "按职责分工负责）"),
    "（责任单位：甲、乙，列第一位的为牵头单位，下同）": _first_leads,
    "（甲牵头，乙等按职责分工负责）": _verbs("牵头", "按职责分工负责", opened=True),
    "（甲牵头，乙负责）": _verbs("牵头", "负责"),
    "（甲牵头，乙配合）": _verbs("牵头", "配合", role=PARTICIPANT),
    "（甲牵头负责；乙参与）": _verbs("牵头负责", "参与", "；", role=PARTICIPANT),
    "（甲牵头，乙协助，丙督导）": _three,
    "（甲牵头负责）": _lead_alone,
    "（甲会同乙负责）": _together,
    "（甲、乙负责）": _all("负责"),
    "（甲、乙等部门负责）": _all("等部门负责", opened=True),
    "（甲、乙落实）": _all("落实"),
    "（甲、乙按职责分工负责）": _all("按职责分工负责"),
    "（甲牵头，乙按职责分工负责，某日完成）": _verb_time,
    "（甲、乙负责。以下各项任务均需丙落实，不再一一列出）": _rule,
    "责任单位：甲、乙 / a line": _line("责任单位：", ""),
    "责任单位： / 甲、乙 / two lines": _line("责任单位：", "\n"),
    "牵头部门：甲 / 参与部门：乙 / 完成时限：某日": _lines,
    "甲牵头，乙按职责分工负责。 / a line": _bare,
}
"""The forms, named by how they look; a table's rows are written with the table (plans.py)."""
TABLE = "| 牵头单位 | 配合单位 | 完成时限 | / a table"

"""A plan as it is printed: head, preamble, sections, items with their text and clauses, closing."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from zeren.ontology.model import Level, Place

from .bodies import Body, cast, group, mark, shared_head
from .clauses import TABLE, Writer
from .matters import OUTLINE, Matter, words
from .page import At, Page, Printed
from .sentences import Speaker

_FIGURES = "零一二三四五六七八九"
_WITHOUT_HEAD = 0.3
"""The share of plans that stand without the letter that issued them."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that decides what a plan says. `uppers` are the numbers of the items above, matter by matter."""

    place: Place
    title: str
    number: str
    subject: str
    period: tuple[int, int]
    matters: tuple[Matter, ...]
    parent: tuple[str, str]
    upper_name: str
    uppers: list[str]
    forms: list[str]
    styles: list[str]
    tabled: bool


def write(draft: Draft, dice: random.Random) -> Page:
    """The page of a plan, with its labels."""
    page = Page()
    if dice.random() > _WITHOUT_HEAD:
        _letter(page, draft, dice)
    page.put(f"{draft.title}\n\n")
    _preamble(page, draft)
    numbering = dice.choice(_NUMBERINGS) if len(draft.matters) < 90 else _arabic
    _general(page, dice, numbering)
    size = dice.randint(3, 8)
    every = list(enumerate(draft.matters))
    for section, items in enumerate((every[i : i + size] for i in range(0, len(every), size)), 2):
        page.put(f"{chinese(section)}、{_section(draft, dice, items[0][1])}\n\n")
        if draft.tabled:
            _table(page, draft, dice, items)
        else:
            for at, matter in items:
                _item(page, draft, dice, at, matter, numbering)
    _closing(page, draft, dice)
    return page


def chinese(number: int) -> str:
    """一, 十二, 一百零三: a numeral below ten thousand."""
    written, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            written += (
                ("零" if zero and written else "")
                + ("" if digit == 1 and name == "十" and not written else _FIGURES[digit])
                + name
            )
        zero = not digit
    return written


def _arabic(number: int) -> str:
    return f"{number}."


_NUMBERINGS: tuple[Callable[[int], str], ...] = (
    _arabic, lambda n: f"（{chinese(n)}）", lambda n: f"({chinese(n)})", lambda n: f"{n}．", lambda n: f"{n}、",
)  # fmt: skip


def _letter(page: Page, draft: Draft, dice: random.Random) -> None:
    """The letter that issues the plan."""
    place, year = draft.place.name, draft.period[0]
    page.put(f"{place}人民政府\n关于印发")
    _cited(page, draft.title, "")
    page.put(f"的通知\n{draft.number}\n\n{_addressed(draft.place)}：\n\n现将")
    _cited(page, draft.title, "")
    page.put(
        f"印发给你们，请结合实际抓好落实。\n\n{place}人民政府\n{year}年{dice.randint(1, 12)}月{dice.randint(1, 28)}日\n\n"
    )


def _addressed(place: Place) -> str:
    if place.level is Level.PROVINCIAL:
        return f"各市、县（市、区）人民政府，{mark(place)}政府各部门"
    below = "各县（市、区）" if place.level is Level.PREFECTURAL else "各乡镇"
    return f"{below}人民政府，{mark(place)}政府各部门"


def _cited(page: Page, title: str, number: str) -> None:
    page.put("《")
    at = page.put(title)
    page.put("》")
    if number:
        page.put("（")
    said = page.put(number)
    if number:
        page.put("）")
    page.label("citations", At(at[0]), Printed(((at,),)), Printed(((said,),)) if number else "")


def _preamble(page: Page, draft: Draft) -> None:
    title, number = draft.parent
    if draft.upper_name == OUTLINE:
        title, number = "法治政府建设实施纲要（2021－2025年）", "中发〔2021〕33号"
    page.put("为贯彻落实" if title else f"为做好{draft.subject}工作")
    if title:
        _cited(page, title, number)
    page.put("，结合本地实际，制定本方案。\n\n")


def _general(page: Page, dice: random.Random, numbering: Callable[[int], str]) -> None:
    page.put("一、总体要求\n\n")
    for sentence in dice.sample(words()["general"], 2):
        page.put(sentence + "\n\n")


def _section(draft: Draft, dice: random.Random, matter: Matter) -> str:
    return f"{dice.choice(['抓好', '聚焦', '夯实', '统筹'])}{matter.field or draft.subject}{matter.thing}"


def _item(
    page: Page, draft: Draft, dice: random.Random, at: int, matter: Matter, numbering: Callable[[int], str]
) -> None:
    """One task: its label and heading, its text, its responsibility clause."""
    label = page.put(numbering(at + 1))
    number = numbering(at + 1).strip("（）().．、")
    _linked(page, draft, at, label)
    start = page.end
    page.put((matter.heading or f"{matter.action}{matter.object}") + "。")
    leads, others = _cast(draft, dice, at, matter)
    scene = dice.choice(words()["fields"])
    if dice.random() < 0.15:
        page.put("\n")
    Speaker(dice, page, matter, [b for b in [*leads, *others] if b.full], scene).sentences(dice.randint(1, 3))
    page.label("windows", At(start), At(page.end))
    date = (matter.year, matter.month)
    Writer(dice, page, number, date, leads, others).write(draft.forms[at])
    page.put("\n\n")


def _linked(page: Page, draft: Draft, at: int, label: tuple[int, int]) -> None:
    upper = draft.uppers[at]
    page.label(
        "links",
        At(label[0]),
        Printed(((label,),)),
        draft.upper_name if upper else "",
        upper,
        draft.matters[at].change,
    )


def _cast(draft: Draft, dice: random.Random, at: int, matter: Matter) -> tuple[list[Body], list[Body]]:
    """Who leads, and who else has a part."""
    bodies = cast(dice, draft.place, matter.kinds, draft.styles[at])
    split = min(dice.choice([1, 1, 1, 2]), len(bodies) - 1)
    leads, others = bodies[:split], bodies[split:]
    if draft.styles[at] == "together":
        others += [Body(f"{mark(draft.place)}纪委"), Body(f"{mark(draft.place)}监委")]
    drawn = dice.random()
    if drawn < 0.25:
        others.append(group(dice, draft.place))
    elif drawn < 0.35:
        others += shared_head(dice, draft.place)
    return leads, others


def _table(page: Page, draft: Draft, dice: random.Random, items: Sequence[tuple[int, Matter]]) -> None:
    """Tasks as the rows of a table."""
    page.put("| 序号 | 重点任务 | 牵头单位 | 配合单位 | 完成时限 |\n| --- | --- | --- | --- | --- |\n")
    for at, matter in items:
        leads, others = _cast(draft, dice, at, matter)
        writer = Writer(dice, page, str(at + 1), (matter.year, matter.month), leads, others)
        writer.begin(TABLE)
        page.put("| ")
        label = page.put(str(at + 1))
        _linked(page, draft, at, label)
        page.put(" | ")
        start = page.end
        Speaker(dice, page, matter, [b for b in leads if b.full] * 2, matter.field or "乡镇").sentences(1)
        page.label("windows", At(start), At(page.end))
        page.put(" | ")
        writer.names("lead", leads)
        page.put(" | ")
        writer.names("participant", others)
        page.put(" | ")
        writer.when()
        page.put(" |")
        writer.flush()
        page.put("\n")
    page.put("\n")


def _closing(page: Page, draft: Draft, dice: random.Random) -> None:
    page.put(
        f"各牵头单位要细化措施、明确专人，各配合单位要主动协同，{mark(draft.place)}政府办公室适时开展督查。\n\n"
    )
    page.put(f"{draft.period[0]}年{dice.randint(1, 12)}月{dice.randint(1, 28)}日\n")

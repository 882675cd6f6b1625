"""How texts are soiled on their way: by typing, scanning, copying and scraping."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from .made import HEADERS, Noise, Plan, Truth
from .page import Edit, Page, edited, resolve

_WIDTHS = {
    **dict(zip("(),:;[]", "（），：；［］", strict=True)),
    **dict(zip("（），：；［］．", "(),:;[].", strict=True)),
}
_SLIPS = {
    "牵": "奉", "责": "贵", "任": "仕", "单": "箪", "位": "拉", "市": "巿", "人": "入", "已": "己", "日": "曰", "未": "末",
    "土": "士", "干": "千", "大": "太", "办": "为", "部": "郎", "财": "则", "农": "衣", "应": "庇", "税": "悦", "公": "么",
    "：": ":", "；": ";", "、": "、 ", "，": ",", "0": "O", "1": "l",
}  # fmt: skip
_BRACKETS = "()（）[]［］【】〔〕"
_WRAPPED = 38
_MENU = (
    "网站首页 > 政务公开 > 政策文件\n无障碍阅读 | 长者版 | 收藏本站\n【字体:大 中 小】 打印本页 关闭窗口\n"
)
_FOOT = "\n用户登录\n还没有账号?\n立即注册\n上一篇:没有了\n"


def finished(name: str, page: Page, noise: Noise, dice: random.Random) -> Plan:
    """The plan of a page with noise; labels say what is then printed, and where."""
    edits = [edit for kind in noise for edit in _KINDS[kind](page, dice, noise.share)]
    text, moved = edited(page.text, edits)
    tables = {
        relation: tuple(
            (*([name] if relation == "windows" else []), *(resolve(column, text, moved) for column in row))
            for row in page.rows.get(relation, ())
        )
        for relation in HEADERS
    }
    return Plan(f"{name}.txt", text, Truth(tables))


def _inside(page: Page) -> Iterator[int]:
    """Every position in a responsibility clause."""
    for start, end in page.clauses:
        yield from range(start, end)


def _free(page: Page) -> Callable[[int], bool]:
    """Whether a position is in nothing whose value is labelled."""
    kept = {at for start, end in page.kept for at in range(start, end)}
    return lambda at: at not in kept


def _width(page: Page, dice: random.Random, share: float) -> Iterator[Edit]:
    text = page.text
    for at in _inside(page):
        if text[at] in _WIDTHS and dice.random() < share:
            yield at, at + 1, _WIDTHS[text[at]]


def _brackets(page: Page, dice: random.Random, share: float) -> Iterator[Edit]:
    text = page.text
    for start, end in page.clauses:
        ends = [at for at in (start, end - 1) if text[at] in _BRACKETS]
        if ends and dice.random() < share:
            at = dice.choice(ends)
            yield at, at + 1, ""


def _breaks(page: Page, dice: random.Random, share: float) -> Iterator[Edit]:
    for start, end in page.clauses:
        if end - start > 8 and dice.random() < share:
            at = dice.randint(start + 3, end - 3)
            yield at, at, "\n"


def _wrapped(page: Page, dice: random.Random, share: float) -> Iterator[Edit]:
    text = page.text
    for line in re.finditer(r"[^\n]+", text):
        if text[line.start()] != "|" and dice.random() < share:
            for at in range(line.start() + _WRAPPED, line.end() - 1, _WRAPPED):
                yield at, at, "\n"


def _slips(page: Page, dice: random.Random, share: float) -> Iterator[Edit]:
    text, free = page.text, _free(page)
    for at in _inside(page):
        if text[at] in _SLIPS and free(at) and dice.random() < share * 0.05:
            yield at, at + 1, _SLIPS[text[at]]


def _blanks(page: Page, dice: random.Random, share: float) -> Iterator[Edit]:
    free = _free(page)
    for at in _inside(page):
        if free(at) and dice.random() < share * 0.1:
            yield at, at, dice.choice([" ", "　"])


def _menus(page: Page, dice: random.Random, share: float) -> Iterator[Edit]:
    if dice.random() < share:
        yield 0, 0, _MENU
        yield page.end, page.end, _FOOT


_KINDS: dict[str, Callable[[Page, random.Random, float], Iterator[Edit]]] = {
    "width": _width, "brackets": _brackets, "breaks": _breaks, "wrapped": _wrapped, "slips": _slips, "blanks": _blanks,
    "menus": _menus,
}  # fmt: skip

"""Requirements by plans: a table whose cells say how each requirement stands in each plan, gaps as plain as the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files
from string import Template

from .rows import Row, get, heading

STATES: Mapping[str, tuple[str, str, str]] = {
    "DeeplyCovered": ("逐级承接", "Deeply covered", "#1b7f5c"),
    "Covered": ("已承接", "Covered", "#8fd0b3"),
    "ForwardedUnchanged": ("照转", "Forwarded unchanged", "#b9d3ee"),
    "PartlyCovered": ("部分承接", "Partly covered", "#f4e2a0"),
    "Ambiguous": ("待核", "Ambiguous", "#e4d4ef"),
    "Uncovered": ("未承接", "Uncovered", "#f0a08c"),
    "NotAddressed": ("不涉及本级", "Not addressed to this level", "#e3e6ea"),
}
"""By the name of the status: its words, and its colour, from carried on to carried out by nobody."""
WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "title": "上级要求与下级规划对照", "item": "上级要求", "taken": "承接", "of": "份规划承接",
        "lead": "牵头", "due": "期限", "empty": "没有可比较的规划。",
    },
    "en": {
        "title": "Requirements by plans", "item": "Requirement", "taken": "Taken up", "of": "plans take it up",
        "lead": "Leads", "due": "Due", "empty": "There are no plans to compare.",
    },
}  # fmt: skip
_TAKEN = ("DeeplyCovered", "Covered", "ForwardedUnchanged", "PartlyCovered")


def matrix(rows: Iterable[Row], lang: str = "zh") -> str:
    """The heat map of `rows` as a self-contained HTML document without scripts, in "zh" or "en".

    Keys of a row: outlineTitle, section, item, itemLabel, itemTitle, source, planTitle, state (a key of STATES), tasks,
    leads, due. One table an upper document, its requirements in the order of the rows, a column a plan. Raises
    ValueError for another language.
    """
    if lang not in WORDS:
        raise ValueError(f"no words for the language {lang!r}; there are zh and en")
    outlines: dict[str, list[Row]] = {}
    for row in rows:
        outlines.setdefault(get(row, "outlineTitle"), []).append(row)
    tables = "\n".join(_table(title, own, lang) for title, own in outlines.items())
    return Template(files(__package__).joinpath("static", "matrix.html").read_text("utf-8")).substitute(
        lang="zh-CN" if lang == "zh" else "en",
        title=WORDS[lang]["title"],
        legend="".join(_legend(state, lang) for state in STATES),
        tables=tables or f"<p>{WORDS[lang]['empty']}</p>",
        colours="\n".join(f".{name} {{ background: {colour}; }}" for name, (_, _, colour) in STATES.items()),
    )


def _table(title: str, rows: Sequence[Row], lang: str) -> str:
    plans = {get(row, "source"): get(row, "planTitle") for row in rows}
    cells = {(get(row, "item"), get(row, "source")): row for row in rows}
    items = {get(row, "item"): row for row in rows}
    head = "".join(f'<th scope="col"><div>{escape(name)}</div></th>' for name in plans.values())
    body = "\n".join(_lines(items, plans, cells, lang))
    return (
        f'<h2>{escape(title)}</h2>\n<div class="wide"><table>\n<thead><tr>'
        f"<th>{WORDS[lang]['item']}</th><th>{WORDS[lang]['taken']}</th>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody></table></div>"
    )


def _lines(
    items: Mapping[str, Row], plans: Mapping[str, str], cells: Mapping[tuple[str, str], Row], lang: str
) -> Iterable[str]:
    section = ""
    for item, row in items.items():
        if get(row, "section") != section:
            section = get(row, "section")
            yield f'<tr class="section"><th colspan="{len(plans) + 2}">{escape(section)}</th></tr>'
        own = [cells.get((item, plan)) for plan in plans]
        taken = sum(get(cell, "state") in _TAKEN for cell in own if cell)
        gap = "" if taken else ' class="gap"'
        name = escape(heading(get(row, "itemLabel"), get(row, "itemTitle")))
        told = "".join(_cell(cell, lang) for cell in own)
        yield (
            f'<tr{gap}><th scope="row">{name}</th>'
            f'<td class="count" title="{taken} {WORDS[lang]["of"]}">{taken}/{len(plans)}</td>{told}</tr>'
        )


def _cell(row: Row | None, lang: str) -> str:
    """One requirement in one plan: its status, who leads and by when, the tasks on hovering over it."""
    if row is None:
        return "<td></td>"
    state = get(row, "state")
    words = STATES.get(state, (state, state, ""))[0 if lang == "zh" else 1]
    parts = [f"<b>{escape(words)}</b>"]
    if due := get(row, "due"):
        parts.append(f"<span>{WORDS[lang]['due']} {escape(due)}</span>")
    if leads := get(row, "leads"):
        parts.append(f"<span>{WORDS[lang]['lead']} {escape(_short(leads))}</span>")
    told = escape(get(row, "tasks").replace("；", "\n") or words, quote=True)
    return f'<td class="{escape(state, quote=True)}" title="{told}">{"".join(parts)}</td>'


def _short(leads: str) -> str:
    names = leads.split("、")
    return "、".join(names[:2]) + ("…" if len(names) > 2 else "")


def _legend(state: str, lang: str) -> str:
    return f'<span><i class="{state}"></i>{STATES[state][0 if lang == "zh" else 1]}</span>'

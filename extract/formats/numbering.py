"""Automatic numbering in Word: what Word prints before a paragraph and does not keep in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .counting import printed
from .parts import is_on, number, value

_PLACE = re.compile(r"%([1-9])")
_NEEDS_SPACE = re.compile(r"[A-Za-z0-9〇一二三四五六七八九十章节条编篇部分]$")
_MAX_LABEL = 40
_MAX_CHAIN = 30


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how it counts and what it prints (%1 is the first level's number).

    `restart` is the level, counted from 1, after which it starts anew: None after any higher one, 0 never.
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class List:
    """One list (w:num): the definition it counts with, its levels, and where it starts them anew."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style and those it is based on say: its names, nearest first, and its list and level."""

    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    list_id: str | None = None
    level: int | None = None
    hidden: bool = False


@dataclass(slots=True)
class Numbering:
    """Numbers the paragraphs of one document, asked for one after the other in their order."""

    lists: dict[str, List]
    styles: dict[str, Style]
    default: str = ""
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def style(self, properties: Element | None) -> Style:
        """The style of a paragraph with these properties (w:pPr)."""
        return self.styles.get(value(properties, "pStyle") or self.default, Style())

    def label(self, properties: Element | None) -> str:
        """The number that the next paragraph carries, "" for none. Asking counts the paragraph.

        Forms: 1. 一、 二、  2. （一） （二）  3. 1. 2.  4. 第一章 and a space  5. 1.1 and a space  6. ①
        """
        style = self.style(properties)
        list_id = value(properties, "numPr/numId") or style.list_id
        found = self.lists.get(list_id or "")
        if found is None or list_id is None:
            return ""
        depth = self._depth(properties, found, style)
        level = found.levels.get(depth)
        if level is None:
            return ""
        counts = self._count(list_id, found, depth)
        return _print(level, found, depth, counts)

    def _depth(self, properties: Element | None, found: List, style: Style) -> int:
        direct = value(properties, "numPr/ilvl")
        if direct is not None:
            return number(direct)
        if value(properties, "numPr/numId") is None:
            linked = [depth for depth, level in found.levels.items() if level.style in style.ids]
            if linked:
                return linked[0]
        return style.level or 0

    def _count(self, list_id: str, found: List, depth: int) -> dict[int, int]:
        """Count one paragraph at `depth`; lists of one definition count together."""
        counts = self._counts.setdefault(found.abstract, {})
        start = found.starts.get(depth, found.levels[depth].start)
        if depth in found.starts and (list_id, depth) not in self._begun:
            counts[depth] = start - 1
        self._begun.add((list_id, depth))
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [deeper for deeper in counts if deeper > depth]:
            restart = found.levels.get(deeper, Level()).restart
            if restart is None or depth < restart:
                del counts[deeper]
        return counts


def _print(level: Level, found: List, depth: int, counts: dict[int, int]) -> str:
    def at(mark: re.Match[str]) -> str:
        place = int(mark[1]) - 1
        of = found.levels.get(place, Level())
        plain = level.legal and of.form != "none"
        return printed(counts.get(place, of.start), "decimal" if plain else of.form)

    if level.form == "bullet":
        return ""
    label = _PLACE.sub(at, level.text).strip()[:_MAX_LABEL]
    return f"{label} " if _NEEDS_SPACE.search(label) else label


def read_numbering(numbering: Element | None, styles: Element | None) -> Numbering:
    """The lists and styles of a document, from numbering.xml and styles.xml."""
    known = dict(_styles(styles))
    defaults = () if styles is None else styles.findall("style[@type='paragraph']")
    default = next((s.get("styleId", "") for s in defaults if s.get("default") in {"1", "true", "on"}), "")
    return Numbering(_lists(numbering, known), known, default)


def _styles(root: Element | None) -> Iterator[tuple[str, Style]]:
    raw = {s.get("styleId", ""): s for s in (() if root is None else root.findall("style"))}
    for key in raw:
        chain: list[str] = []
        step: str | None = key
        while step in raw and step not in chain and len(chain) < _MAX_CHAIN:
            chain.append(step)
            step = value(raw[step], "basedOn")
        yield key, _style([raw[one] for one in chain])


def _style(chain: list[Element]) -> Style:
    """What a chain of styles says, each one over those it is based on."""
    list_ids = [value(style, "pPr/numPr/numId") for style in chain]
    levels = [value(style, "pPr/numPr/ilvl") for style in chain]
    depth = next((level for level in levels if level is not None), None)
    return Style(
        names=tuple((value(style, "name") or "").lower() for style in chain),
        ids=tuple(style.get("styleId", "") for style in chain),
        list_id=next((one for one in list_ids if one is not None), None),
        level=None if depth is None else number(depth),
        hidden=any(is_on(style, "rPr/vanish") for style in chain),
    )


def _lists(root: Element | None, styles: dict[str, Style]) -> dict[str, List]:
    if root is None:
        return {}
    abstracts = {one.get("abstractNumId", ""): one for one in root.findall("abstractNum")}
    numbers = {one.get("numId", ""): one for one in root.findall("num")}
    definitions = {
        key: {number(level.get("ilvl")): _level(level) for level in one.findall("lvl")}
        for key, one in abstracts.items()
    }

    def definition(abstract: str, left: int = 5) -> str:
        """The definition itself, where `abstract` only names the list style that has it."""
        name = value(abstracts.get(abstract), "numStyleLink")
        linked = styles[name].list_id if name in styles else None
        if not left or linked not in numbers:
            return abstract
        return definition(value(numbers[linked], "abstractNumId") or "", left - 1)

    found: dict[str, List] = {}
    for key, one in numbers.items():
        abstract = definition(value(one, "abstractNumId") or "")
        overrides = one.findall("lvlOverride")
        starts = {number(o.get("ilvl")): value(o, "startOverride") for o in overrides}
        levels = definitions.get(abstract, {}) | {
            number(o.get("ilvl")): _level(inner) for o in overrides for inner in o.findall("lvl")
        }
        given = {depth: number(start, 1) for depth, start in starts.items() if start is not None}
        found[key] = List(abstract, levels, given)
    return found


def _level(level: Element) -> Level:
    restart = value(level, "lvlRestart")
    form = value(level, "numFmt") or value(level, "AlternateContent/Fallback/numFmt") or "decimal"
    return Level(
        start=number(value(level, "start"), 1),
        form=form,
        text=(value(level, "lvlText") or "")[:_MAX_LABEL],
        restart=None if restart is None else number(restart),
        legal=is_on(level, "isLgl"),
        style=value(level, "pStyle"),
    )

"""A parsed web page to lines: what a reader sees, a paragraph a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from selectolax.lexbor import LexborNode

from ..structure import starts_provision
from . import fields, tables
from .counting import printed
from .markup import BLOCKS

MAX_TABLES_DEEP = 12

_NEWLINE_BETWEEN = re.compile(r"(?<=[^\x00-\x7f])[ \t]*[\r\n][\s]*(?=[^\x00-\x7f])")
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_EDGES = " \t\r\n　\xa0\u2002\u2003\u2009\u200b\ufeff"
_ASIDE = frozenset({"nav", "header", "footer", "aside", "menu"})
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:bd)?(?:share\w*|qrcode|ewm\w*|erweima|crumbs?|breadcrumbs?|toolbars?|copyright|foot(?:er)?|navs?"
    r"|navbar|menus?|pagination|sidebar|dangqianweizhi|position|print-?btn|hidden|d-none|sr-only|related)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FURNITURE_LENGTH = 400
_FURNITURE_NODES = 500
_WHOLE = re.compile(r"\d{1,4}")
_LIST_FORMS = {
    "cjk-ideographic": ("chineseCounting", "{}、"),
    "simp-chinese-informal": ("chineseCounting", "{}、"),
    "trad-chinese-informal": ("chineseCounting", "{}、"),
    "custom_cn": ("chineseCounting", "{}、"),
    "custom_cn1": ("chineseCounting", "（{}）"),
    "custom_cn2": ("chineseCounting", "（{}）"),
    "custom_num": ("decimal", "{}."),
    "custom_num1": ("decimal", "{}）"),
    "custom_num2": ("decimal", "（{}）"),
    "decimal-leading-zero": ("decimalZero", "{}."),
    "lower-alpha": ("lowerLetter", "{}."),
    "lower-latin": ("lowerLetter", "{}."),
    "a": ("lowerLetter", "{}."),
    "upper-alpha": ("upperLetter", "{}."),
    "upper-latin": ("upperLetter", "{}."),
    "A": ("upperLetter", "{}."),
    "lower-roman": ("lowerRoman", "{}."),
    "i": ("lowerRoman", "{}."),
    "upper-roman": ("upperRoman", "{}."),
    "I": ("upperRoman", "{}."),
    "none": ("none", ""),
}
"""How a list counts, by its type, its list-style-type or the class that UEditor gives it."""


@dataclass(slots=True)
class Page:
    """The lines of a page: those of its main parts, and those before and behind them."""

    before: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)


def read_page(root: LexborNode, bodies: list[LexborNode]) -> Page:
    """All lines below `root`, told apart by whether they stand in one of `bodies`."""
    walk = _Walk(
        {node.mem_id for node in bodies}, {step.mem_id for body in bodies for step in ancestors(body)}
    )
    walk.go(root)
    page = Page()
    for line, in_body in walk.lines:
        (page.body if in_body else page.behind if page.body else page.before).append(line)
    return page


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """What a node stands in, innermost first."""
    step = node.parent
    while step is not None:
        yield step
        step = step.parent


def is_furniture(node: LexborNode) -> bool:
    """Whether a node is no text to read: hidden, or short and named as what stands around a text."""
    names = node.attributes
    if not names:
        return False
    if "hidden" in names:
        return True
    named = f"{names.get('class') or ''} {names.get('id') or ''}"
    return bool(_FURNITURE.search(named)) and _is_short(node)


def _is_short(node: LexborNode) -> bool:
    length = 0
    for count, step in enumerate(node.traverse(include_text=True)):
        length += len((step.text_content or "").strip()) if step.tag == "-text" else 0
        if length >= _FURNITURE_LENGTH or count >= _FURNITURE_NODES:
            return False
    return True


@dataclass(slots=True)
class _List:
    """A list that is open: how it counts, what it prints, and the number of its last item."""

    form: str
    text: str
    count: int


@dataclass(slots=True)
class _Walk:
    """One walk over a page in its order; without recursion, but for tables in tables."""

    inside: set[int]
    around: set[int]
    deep: int = 0
    lines: list[tuple[str, bool]] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _label: str = ""
    _lists: list[_List] = field(default_factory=list)
    _bodies: int = 0
    _preformatted: int = 0

    def go(self, root: LexborNode) -> None:
        """Walk all that stands below `root`."""
        end = root.mem_id
        self._bodies += end in self.inside or self.deep > 0
        node = root.child
        while node is not None:
            if self._enter(node):
                child = node.child
                if child is not None:
                    node = child
                    continue
                self._leave(node)
            while node.next is None:
                above = node.parent
                if above is None or above.mem_id == end:
                    self._flush()
                    return
                node = above
                self._leave(node)
            node = node.next

    def _enter(self, node: LexborNode) -> bool:
        """Take in one node; whether to go on below it."""
        tag = node.tag or ""
        if tag == "-text":
            self._text(node.text_content or "")
            return False
        if tag == "br":
            self._flush()
            return False
        place = node.mem_id
        if (
            tag[:1] in "-!"
            or tag == "title"
            or (place not in self.around and place not in self.inside and self._is_out(node, tag))
        ):
            return False
        if tag not in BLOCKS:
            return True
        self._flush()
        if tag == "table" and place not in self.around:
            self._table(node)
            return False
        self._bodies += place in self.inside
        self._preformatted += tag == "pre"
        if tag in {"ol", "ul"}:
            self._lists.append(_list(node, tag))
        elif tag == "li" and self._lists:
            self._label = self._item(node)
        return True

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag not in BLOCKS:
            return
        self._flush()
        self._bodies -= node.mem_id in self.inside
        self._preformatted -= tag == "pre"
        if tag in {"ol", "ul"}:
            self._lists.pop()

    def _is_out(self, node: LexborNode, tag: str) -> bool:
        return is_furniture(node) or (tag in _ASIDE and not self._bodies)

    def _item(self, item: LexborNode) -> str:
        """What the list prints before its next item."""
        of = self._lists[-1]
        given = item.attributes.get("value") or ""
        of.count = int(given) if _WHOLE.fullmatch(given) else of.count + 1
        return of.text.format(printed(of.count, of.form))

    def _text(self, text: str) -> None:
        first, *others = text.split("\n") if self._preformatted else [text]
        self._parts.append(first)
        for line in others:
            self._flush()
            self._parts.append(line)

    def _flush(self) -> None:
        """End the line that is open."""
        if not self._parts:
            return
        text = _SPACES.sub(" ", _NEWLINE_BETWEEN.sub("", "".join(self._parts))).strip(_EDGES)
        self._parts.clear()
        if text:
            label, self._label = self._label, ""
            self.lines.append(
                (text if not label or starts_provision(text) else label + text, self._bodies > 0)
            )

    def _table(self, table: LexborNode) -> None:
        """The lines of a table: label：value for metadata, else as tables.flow sets them."""
        rows: list[list[tables.Block]] = []
        for part in _children(table):
            if part.tag == "caption":
                self.lines += [(line, self._bodies > 0) for line in self._cell(part)]
            for row in [part] if part.tag == "tr" else _children(part):
                if row.tag == "tr" and not is_furniture(row):
                    cells = (cell for cell in _children(row) if cell.tag in {"td", "th"})
                    shown = (self._block(cell) for cell in cells if not is_furniture(cell))
                    rows.append(list(islice(shown, tables.MAX_COLUMNS)))
        texts = [[tables.joined(block.lines) for block in row] for row in rows]
        self.lines += [(line, self._bodies > 0) for line in fields.paired(texts) or tables.flow(rows)]

    def _block(self, cell: LexborNode) -> tables.Block:
        spans = cell.attributes
        return tables.Block(self._cell(cell), _span(spans.get("colspan")), _span(spans.get("rowspan")))

    def _cell(self, cell: LexborNode) -> list[str]:
        if self.deep >= MAX_TABLES_DEEP:
            return [_SPACES.sub(" ", cell.text())]
        walk = _Walk(self.inside, self.around, self.deep + 1)
        walk.go(cell)
        return [line for line, _ in walk.lines]


def _children(node: LexborNode) -> Iterator[LexborNode]:
    step = node.child
    while step is not None:
        yield step
        step = step.next


def _span(printed: str | None) -> int:
    return max(int(printed), 1) if printed and _WHOLE.fullmatch(printed) else 1


def _list(node: LexborNode, tag: str) -> _List:
    """How a list counts: 1. 2. unless its type, style or class says otherwise; bullets are not printed."""
    names = node.attributes
    style = (names.get("style") or "").rpartition(":")[2].strip()
    known = [names.get("type") or "", style, *(names.get("class") or "").split()]
    usual = ("decimal", "{}.") if tag == "ol" else ("none", "")
    form, text = next((_LIST_FORMS[name] for name in known if name in _LIST_FORMS), usual)
    start = names.get("start") or ""
    return _List(form, text, int(start) - 1 if _WHOLE.fullmatch(start) else 0)

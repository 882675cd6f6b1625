"""Word documents (.docx) to text: what a reader of the printed page sees, numbers included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from xml.etree.ElementTree import Element

from ..read import Unreadable
from . import tables
from .numbering import Numbering, read_numbering
from .parts import Package, descend, is_on, number, open_package, value
from .reading import Reading

_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"})
_UNSEEN = frozenset(
    {
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "delInstrText",
        "rPr",
        "pPr",
        "sdtPr",
        "sdtEndPr",
        "rt",
        "rubyPr",
    }
)
_PRINTED_AS = {"tab": " ", "ptab": " ", "noBreakHyphen": "-", "br": "\n", "cr": "\n"}
_SPACES = re.compile(r"[\r\n\t]+")
_CONTENTS = re.compile(r"toc(?: \d+| heading)?$|目录(?: \d+)?$|contents heading$")
_EDGES = " \t　\xa0"


def read_docx(data: bytes) -> Reading:
    """The text of a .docx. Raises Unreadable.

    Forms:
      1. a paragraph a line; its automatic number (一、 （一） 1.) before it; a soft break ends a line too
      2. tables canonical; one inside a cell as that cell's text; one that only frames text as that text
      3. text boxes after the paragraph they hang on, once, though Word writes most of them twice
      4. tracked changes as if accepted; hidden text, tables of contents, headers and footers not at all
      5. footnotes and endnotes at the end, in the order in which they are called: 注1：…
    """
    package = open_package(data, ".docx")
    name = package.main("word/document.xml")
    root = package.xml(name)
    body = None if root is None else root.find("body")
    if body is None:
        raise Unreadable("no Word document, whatever its name says")
    writer = _Writer(read_numbering(package.only(name, "numbering"), package.only(name, "styles")))
    lines = [*writer.blocks(body), *_notes(package, name, writer)]
    if not lines:
        raise Unreadable("holds no text; if it holds pictures of pages, make a PDF of it and read that")
    return Reading("\n".join(lines) + "\n", notes=tuple(dict.fromkeys(writer.left_out)))


def _notes(package: Package, name: str, writer: _Writer) -> Iterator[str]:
    """The footnotes and endnotes that the text calls, a line each."""
    texts: dict[tuple[str, str], Element] = {}
    for kind in ("footnote", "endnote") if writer.called else ():
        root = package.only(name, f"{kind}s")
        texts |= {(kind, note.get("id", "")): note for note in (() if root is None else root)}
    called = [texts[key] for key in dict.fromkeys(writer.called) if key in texts]
    for count, note in enumerate(called, 1):
        if text := tables.joined(writer.blocks(note)):
            yield f"注{count}：{text}"


@dataclass(slots=True)
class _Found:
    """What stands in one paragraph: pieces of text, boxes that hang on it, notes it calls."""

    parts: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    called: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Writer:
    """Writes the lines of one document in its order, counting the numbered paragraphs as it goes."""

    numbering: Numbering
    called: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    _carried: str = ""
    """Text of paragraphs whose mark is deleted: it goes on in the next one."""

    def blocks(self, element: Element, in_cell: bool = False) -> Iterator[str]:
        """The lines of the paragraphs and tables in `element`."""
        for child in element:
            if child.tag == "p":
                yield from self._paragraph(child, in_cell)
            elif child.tag == "tbl":
                yield from self._table(child)
            elif child.tag == "AlternateContent":
                yield from self.blocks(_chosen(child), in_cell)
            elif (
                child.tag == "sdt" and value(child, "sdtPr/docPartObj/docPartGallery") == "Table of Contents"
            ):
                self.left_out.append("the table of contents is left out")
            elif child.tag == "altChunk":
                self.left_out.append("holds another document as a part, which is left out")
            elif child.tag in _WRAPPERS:
                yield from self.blocks(child, in_cell)
        carried, self._carried = self._carried, ""
        yield from _split(carried)

    def _paragraph(self, paragraph: Element, in_cell: bool) -> Iterator[str]:
        properties = paragraph.find("pPr")
        style = self.numbering.style(properties)
        if style.hidden:
            return
        if any(map(_CONTENTS.match, style.names[:1])):
            self.left_out.append("the table of contents is left out")
            return
        found = _Found()
        _read(paragraph, found)
        self.called += found.called
        text = self._carried + "".join(found.parts)
        if is_on(properties, "rPr/del") or is_on(properties, "rPr/moveFrom"):
            self._carried = text
        else:
            self._carried = ""
            yield from self._numbered(properties, text, in_cell)
        for box in found.boxes:
            carried, self._carried = self._carried, ""
            yield from self.blocks(box)
            self._carried = carried

    def _numbered(self, properties: Element | None, text: str, in_cell: bool) -> Iterator[str]:
        """The lines of a paragraph, its number before the first; a number alone counts but shows in cells only."""
        label = self.numbering.label(properties)
        lines = list(_split(text))
        if lines:
            apart = " " if label.endswith((".", "．")) and lines[0][0].isdigit() else ""
            yield label + apart + lines[0]
            yield from lines[1:]
        elif in_cell and label:
            yield label.strip()

    def _table(self, table: Element) -> list[str]:
        return tables.flow(
            [
                list(islice(self._row(row), tables.MAX_COLUMNS))
                for row in descend(table, _WRAPPERS)
                if row.tag == "tr" and not is_on(row, "trPr/del") and not is_on(row, "trPr/hidden")
            ]
        )

    def _row(self, row: Element) -> Iterator[tables.Block]:
        before = number(value(row, "trPr/gridBefore"))
        if before > 0:
            yield tables.Block((), before)
        for cell in descend(row, _WRAPPERS):
            if cell.tag == "tc":
                yield tables.Block(list(self._cell(cell)), number(value(cell, "tcPr/gridSpan"), 1))

    def _cell(self, cell: Element) -> Iterator[str]:
        merged = cell.find("tcPr/vMerge")
        covered = merged is not None and merged.get("val", "continue") == "continue"
        if not covered and cell.find("tcPr/cellDel") is None:
            yield from self.blocks(cell, in_cell=True)


def _split(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if line := line.strip(_EDGES):
            yield line


def _read(element: Element, found: _Found) -> None:
    """Collect what can be seen of the runs in `element`."""
    for child in element:
        tag = child.tag
        if tag == "t":
            found.parts.append(_SPACES.sub(" ", child.text or ""))
        elif tag in _PRINTED_AS:
            found.parts.append(_PRINTED_AS[tag])
        elif tag == "txbxContent":
            found.boxes.append(child)
        elif tag in {"footnoteReference", "endnoteReference"}:
            found.called.append((tag.removesuffix("Reference"), child.get("id", "")))
        elif tag == "AlternateContent":
            _read(_chosen(child), found)
        elif not (tag in _UNSEEN or _is_unseen(child)):
            _read(child, found)


def _is_unseen(element: Element) -> bool:
    """Whether a run is hidden text, or a content control shows only its prompt."""
    if element.tag == "r":
        return is_on(element, "rPr/vanish")
    return element.tag == "sdt" and is_on(element, "sdtPr/showingPlcHdr")


def _chosen(alternate: Element) -> Element:
    """Of what Word writes twice for old and new programs, the first that holds text."""
    for choice in alternate:
        if any(choice.find(f".//{tag}") is not None for tag in ("t", "txbxContent", "p")):
            return choice
    return alternate[0] if len(alternate) else alternate

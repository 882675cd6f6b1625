"""Office Open XML packages (.docx, .xlsx): their parts, within limits, and the XML in them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError
from zipfile import ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ..read import Unreadable
from .archive import open_zip, unpack

MAX_PARTS = 10_000
MAX_PART_BYTES = 48_000_000
MAX_TAGS = 3_000_000
"""Tags of one part; the largest plan with tables has some 200,000."""
MAX_DEPTH = 200

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Package:
    """An opened package and its parts by name."""

    archive: ZipFile
    parts: dict[str, ZipInfo]

    def read(self, name: str, limit: int = MAX_PART_BYTES) -> bytes:
        """The bytes of one part; none where there is no such part."""
        member = self.parts.get(name.lower())
        return unpack(self.archive, member, limit) if member else b""

    def xml(self, name: str) -> Element | None:
        """One part as an element tree without namespaces, or None where there is no such part."""
        data = self.read(name)
        return parse_xml(data) if data else None

    def related(self, name: str, kind: str) -> dict[str, str]:
        """The names of the parts that part `name` ("" for the package) calls its `kind`, by their id there."""
        folder, base = posixpath.split(name)
        relations = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        return {
            one.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip(
                "/"
            )
            for one in (() if relations is None else relations)
            if one.get("Type", "").endswith(f"/{kind}") and one.get("TargetMode") != "External"
        }

    def only(self, name: str, kind: str) -> Element | None:
        """The one part that part `name` calls its `kind`, or the one of that name beside it, or None."""
        usual = posixpath.join(posixpath.dirname(name), f"{kind}.xml")
        return self.xml(next(iter(self.related(name, kind).values()), usual))

    def main(self, usual: str) -> str:
        """The name of the main document; `usual` where the package does not say."""
        return next(iter(self.related("", "officeDocument").values()), usual)


def open_package(data: bytes, suffix: str) -> Package:
    """The package that a .docx or .xlsx is. Raises Unreadable."""
    if data.startswith(_OLE):
        raise Unreadable(f"encrypted, or an old Office file named {suffix}; save it as {suffix}, no password")
    archive = open_zip(data, f"{suffix} file")
    members = archive.infolist()
    if len(members) > MAX_PARTS:
        raise Unreadable(f"has {len(members):,} parts, more than any {suffix} file of a plan")
    return Package(archive, {member.filename.replace("\\", "/").lower(): member for member in members})


def parse_xml(data: bytes) -> Element:
    """An element tree, names without their namespaces. No DTD and no entity is looked at. Raises Unreadable."""
    if data.count(b"<") > MAX_TAGS:
        raise Unreadable(f"has a part of over {MAX_TAGS:,} tags, which no plan has")
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Unreadable("declares XML entities, which no Office program writes; check the file") from error
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable(f"damaged inside ({error})") from error
    level = [root]
    for _ in range(MAX_DEPTH):
        for element in level:
            _bare(element)
        level = [child for element in level for child in element]
        if not level:
            return root
    raise Unreadable(f"is nested more than {MAX_DEPTH} deep, which no plan is")


def _bare(element: Element) -> None:
    element.tag = element.tag.rpartition("}")[2]
    for name in [name for name in element.attrib if "}" in name]:
        element.attrib[name.rpartition("}")[2]] = element.attrib.pop(name)


def value(element: Element | None, path: str, name: str = "val") -> str | None:
    """An attribute of the element at `path` below `element`, or None."""
    found = None if element is None else element.find(path)
    return None if found is None else found.get(name)


def number(printed: str | None, default: int = 0) -> int:
    """A small whole number out of an attribute."""
    return int(printed) if printed and re.fullmatch(r"-?\d{1,6}", printed) else default


def is_on(element: Element | None, path: str) -> bool:
    """Whether a switch such as w:vanish is there and not off."""
    found = None if element is None else element.find(path)
    return found is not None and found.get("val") not in {"0", "false", "off", "none"}


def descend(element: Element, through: frozenset[str]) -> Iterator[Element]:
    """The children of an element, those inside wrappers named in `through` in the wrapper's place."""
    for child in element:
        if child.tag in through:
            yield from descend(child, through)
        else:
            yield child

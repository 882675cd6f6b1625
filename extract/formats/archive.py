"""Archives to their members: a .zip as names and bytes, within limits."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..read import Unreadable

MAX_MEMBERS = 5_000
MAX_MEMBER_BYTES = 64_000_000
MAX_TOTAL_BYTES = 512_000_000
MAX_RATIO = 200
"""Unpacked to packed bytes, for members of over a million; plain Chinese text packs to a fifth."""

_RATIO_FROM = 1_000_000
_PIECE = 1 << 16
_MAX_NAME = 500
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$|\._)")
_CLIMBING = re.compile(r"^(?:[A-Za-z]:)?/+|(?:^|(?<=/))\.{1,2}(?:/|$)")
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, NotImplementedError)


class Archive:
    """The files of a .zip by name, in its own order; those of a .zip inside it as outer.zip/name.

    Names are UTF-8 where they say so or can be, else GBK, and never lead out of the archive. Folders and what
    systems leave behind (__MACOSX, .DS_Store, ~$…) are passed over; a .zip that is damaged or two levels down
    stays as it is. The limits are checked before anything is unpacked. Raises Unreadable.
    """

    def __init__(self, source: Path | bytes) -> None:
        self._members: dict[str, tuple[zipfile.ZipFile, zipfile.ZipInfo]] = {}
        self._left = MAX_TOTAL_BYTES
        self._add(open_zip(source), "")

    @property
    def names(self) -> list[str]:
        """The names of the files in it."""
        return list(self._members)

    def read(self, name: str) -> bytes:
        """The bytes of one file. Raises Unreadable, and KeyError where there is none of that name."""
        return unpack(*self._members[name], MAX_MEMBER_BYTES)

    def _add(self, archive: zipfile.ZipFile, outer: str) -> None:
        files = _files(archive)
        _check(files, self._left)
        self._left -= sum(member.file_size for member in files)
        for member in files:
            name = outer + name_of(member)
            if outer or not name.lower().endswith(".zip") or not self._add_inner(archive, member, name):
                self._members[name] = archive, member

    def _add_inner(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bool:
        """Whether an archive in the archive could be opened; its limits are those of the whole."""
        try:
            inner = open_zip(unpack(archive, member, MAX_MEMBER_BYTES))
        except Unreadable:
            return False
        self._add(inner, f"{name}/")
        return True


def open_zip(source: Path | bytes, kind: str = "archive") -> zipfile.ZipFile:
    """A zip file, opened; `kind` is what a damaged one is called."""
    try:
        return zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
    except _DAMAGED as error:
        raise Unreadable(f"a damaged {kind}, or none at all") from error


def unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    """The bytes of one member, of which there may be `limit`."""
    if member.file_size > limit:
        raise Unreadable(f"holds {name_of(member)}, larger than {limit // 1_000_000} MB when unpacked")
    return b"".join(unpacking(archive, member))


def unpacking(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of one member piece by piece, never more of them than the archive says it has."""
    name = name_of(member)
    if member.flag_bits & 1:
        raise Unreadable(f"holds the encrypted file {name}; unpack it with its password first")
    try:
        with archive.open(member) as packed:
            while piece := packed.read(_PIECE):
                yield piece
    except _DAMAGED as error:
        raise Unreadable(f"holds {name}, which is damaged or packed in a way zeren does not know") from error


def name_of(member: zipfile.ZipInfo) -> str:
    """A member's name: UTF-8 where its flag says so or its bytes can be read so, else GBK.

    Forms: 1. 附件\\方案.docx   folders with / whatever the system  2. ../../etc/x, C:/x   without the way out
    """
    name = member.filename
    if not member.flag_bits & 0x800:
        raw = name.encode("cp437", "replace")
        name = next((text for code in ("utf-8", "gb18030") if (text := _decoded(raw, code))), name)
    name = name.replace("\\", "/")[-_MAX_NAME:]
    while (shorter := _CLIMBING.sub("", name)) != name:
        name = shorter
    return name


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _files(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files in an archive, without folders and litter."""
    found = archive.infolist()
    if len(found) > MAX_MEMBERS:
        raise Unreadable(f"holds {len(found):,} files, more than {MAX_MEMBERS:,}; unpack it first")
    named = [(name_of(member), member) for member in found]
    return [member for name, member in named if name and not name.endswith("/") and not _LITTER.search(name)]


def _check(files: Sequence[zipfile.ZipInfo], limit: int) -> None:
    for member in files:
        name, size = name_of(member), member.file_size
        if member.flag_bits & 1:
            raise Unreadable(f"encrypted ({name}); unpack it with its password first")
        if size > MAX_MEMBER_BYTES:
            raise Unreadable(f"holds {name}, larger than {MAX_MEMBER_BYTES // 1_000_000} MB when unpacked")
        if size > _RATIO_FROM and size > member.compress_size * MAX_RATIO:
            raise Unreadable(f"holds {name}, packed to less than 1/{MAX_RATIO} of its size, which no plan is")
    if sum(member.file_size for member in files) > limit:
        raise Unreadable(f"larger than {limit // 1_000_000} MB when unpacked; unpack it first")

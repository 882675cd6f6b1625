"""Archives: their members, their names, their limits."""

import contextlib
import io
import random
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from zeren.extract.formats import archive
from zeren.extract.formats.archive import Archive
from zeren.extract.read import Unreadable


def read_zip(data: bytes) -> list[tuple[str, bytes]]:
    """Every file of an archive, name and bytes."""
    opened = Archive(data)
    return [(name, opened.read(name)) for name in opened.names]


def zipped(*members: tuple[str, bytes], encoding: str = "") -> bytes:
    """A .zip; with `encoding` its names are bytes of that encoding and nothing says so."""
    data = io.BytesIO()
    names = {name: name.encode(encoding or "utf-8") for name, _ in members}
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for n, (name, content) in enumerate(members):
            made.writestr(f"{n}".rjust(len(names[name]), "#") if encoding else name, content)
    whole = data.getvalue()
    for n, (name, _) in enumerate(members if encoding else ()):
        whole = whole.replace(f"{n}".rjust(len(names[name]), "#").encode(), names[name])
    return whole


@pytest.mark.parametrize("encoding", ["", "gbk", "utf-8"])
def test_names_and_bytes(encoding: str) -> None:
    data = zipped(("附件/任务分工.docx", b"1"), ("附件/", b""), ("方案.txt", b"2"), encoding=encoding)
    assert (read_zip(data)) == [("附件/任务分工.docx", b"1"), ("方案.txt", b"2")]


def test_names_stay_inside_and_litter_is_passed_over() -> None:
    data = zipped(
        ("../../etc/passwd", b"1"),
        ("C:/甲/./../乙.txt", b"2"),
        ("..\\丙.txt", b"3"),
        ("__MACOSX/._丁.txt", b""),
        (".DS_Store", b""),
        ("甲/~$戊.docx", b""),
    )
    assert [name for name, _ in read_zip(data)] == ["etc/passwd", "甲/乙.txt", "丙.txt"]


def test_an_archive_inside_is_opened_and_one_inside_that_is_not() -> None:
    innermost = zipped(("丙.txt", b"3"))
    inner = zipped(("乙.txt", b"2"), ("丙.ZIP", innermost))
    data = zipped(("甲.txt", b"1"), ("内.zip", inner), ("丁.txt", b"4"))
    assert (read_zip(data)) == [
        ("甲.txt", b"1"),
        ("内.zip/乙.txt", b"2"),
        ("内.zip/丙.ZIP", innermost),
        ("丁.txt", b"4"),
    ]


def encrypted() -> bytes:
    data = bytearray(zipped(("方案.docx", b"x" * 100)))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def lying() -> bytes:
    """An archive that says its member unpacks to a hundredth of what it does."""
    data = bytearray(zipped(("a.txt", b"x" * 1_000_000)))
    size = (1_000_000).to_bytes(4, "little")
    while size in data:
        data[data.index(size) : data.index(size) + 4] = (10_000).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (zipped(*((f"{n}.txt", b"") for n in range(archive.MAX_MEMBERS + 1))), "5,001 files"),
        (zipped(("a.txt", bytes(archive.MAX_MEMBER_BYTES + 1))), "larger than 64 MB"),
        (zipped(("a.txt", bytes(30_000_000))), "1/200"),
        (zipped(("内.zip", zipped(("a.txt", bytes(30_000_000))))), "1/200"),
        (encrypted(), "encrypted"),
        (lying(), "damaged"),
        (zipped(("a.txt", b"x" * 1000))[:60], "damaged"),
        (b"", "damaged"),
        (b"Rar!\x1a\x07\x00", "damaged"),
    ],
)
def test_hostile_archives_are_refused_in_one_line(
    data: bytes, message: str, refused: Callable[[str], AbstractContextManager[None]]
) -> None:
    with refused(message):
        (read_zip(data))


def test_the_whole_has_a_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 2_500)
    inner = zipped(("乙.txt", b"2" * 1_000))
    assert len(read_zip(zipped(("甲.txt", b"1" * 1_000), ("内.zip", inner)))) == 2
    with pytest.raises(Unreadable, match="larger than"):
        (read_zip(zipped(("甲.txt", b"1" * 2_000), ("内.zip", inner))))
    with pytest.raises(Unreadable, match="larger than"):
        read_zip(zipped(("甲.txt", b"1" * 2_000), ("乙.txt", b"1" * 2_000)))


def test_damaged_archives_are_read_or_refused(flipped: Callable[[bytes, random.Random], bytes]) -> None:
    chance = random.Random(7)
    data = zipped(("甲.txt", b"1" * 100), ("内.zip", zipped(("乙.txt", b"2" * 50))))
    for _ in range(500):
        with contextlib.suppress(Unreadable):
            (read_zip(flipped(data, chance)))
    nameless = data.replace("甲.txt".encode(), b"../../.")
    assert [name for name, _ in read_zip(nameless)] == ["内.zip/乙.txt"]
